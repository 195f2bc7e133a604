#pragma once
/*
 * draft - what somebody says of an official, before it is checked; and the check that makes an official of it. One path
 * for a request and for a row of an import.
 */
#include "domain/master_list.h"
#include "domain/official.h"
#include "domain/organisation.h"
#include "domain/reason.h"

/* Cells of a row by enum field (FIELD_FULL_NAME to FIELD_EFFECTIVE_ON); numbers as in
 * karmayogi.registration.v1.ImportColumn. */
#define DRAFT_CELLS (FIELD_EFFECTIVE_ON + 1)

/** What holds for all rows of an import. */
struct import_settings {
    const char *organisation_id; /* "": every row says it */
    uint32_t district_code;      /* 0: the organisation's, or as the row says */
    enum date_order birth_date_order;
    enum date_order effective_on_order;
    const char *employee_id_issuer; /* "": employee-<id of the department> */
    enum engagement engagement;     /* NONE: contractual for the group Contractual Staff, otherwise regular */
    int32_t effective_on;           /* DATE_NONE: today */
    const char *label;
    bool accept_legacy_looking_text;
};

/** What is said. Strings may be NULL (not said). */
struct draft {
    struct person person; /* name may still hold the title; mobile, e-mail, issued ids as given */
    const char *organisation_id;
    uint32_t district_code;
    const char *district_name;
    const char *designation;
    enum group group;
    enum gender gender;
    enum category category;
    enum engagement engagement;
    const char *mother_tongue;
    const char *office_pin_code;
    const char *tags[LIMIT_TAGS];
    size_t tag_count;
    int32_t effective_on; /* DATE_NONE: today */
    bool accept_legacy_looking_text;
    /* which cell an issued id came from, so that a finding names it; FIELD_ISSUED_IDS for a request */
    enum field issued_id_fields[LIMIT_ISSUED_IDS];
};

/** What a check may look at. */
struct draft_context {
    const struct master_lists *lists;
    const struct organisations *organisations;
    int32_t today;       /* civil date in IST */
    struct arena *arena; /* results live here */
};

/** draft_from_request() - @draft with nothing said. */
void draft_init(struct draft *draft);

/**
 * draft_from_row() - read the texts of a row: numbers, dates, words in both languages (समूह ग, पुरुष, ...) become values,
 * issued ids get their issuers
 * @cells: by enum field; NULL where the file has no such column
 * Form that cannot be read is added to @findings; the rest is left to draft_check(). Return: 0, or < 0: arena past its
 * cap.
 */
int draft_from_row(struct draft *draft, const char *const cells[DRAFT_CELLS], const struct import_settings *settings,
                   const struct draft_context *context, struct findings *findings);

/**
 * draft_check() - every rule of form and of the master lists
 * @official: where nothing was found, the official: normalised, designation and mother tongue resolved, number 0,
 * version 0, state ACTIVE, registered_on = effective_on
 * @findings: added to, every reason, in the order of the fields
 * @flags:    what is stored but should be looked at (DESIGNATION_UNKNOWN)
 *
 * Return: 0, or < 0: arena past its cap.  Source: domain rules, "Who is the same person", in ARCHITECTURE.md.
 */
int draft_check(const struct draft *draft, const struct draft_context *context, struct official *official,
                struct findings *findings, struct findings *flags);
