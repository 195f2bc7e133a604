#pragma once
/*
 * identity - who is the same person: the keys of an official, and what a draft with taken keys is: somebody known, or a
 * clash.
 */
#include "domain/draft.h"
#include "domain/official.h"
#include "domain/reason.h"

#include <stdbool.h>

enum identity_key_kind { KEY_ISSUED_ID, KEY_EMAIL, KEY_MOBILE, KEY_LIKENESS };

#define IDENTITY_KEYS (LIMIT_ISSUED_IDS + 3)

/** One key in its compared form. */
struct identity_key {
    enum identity_key_kind kind;
    enum field field; /* where a finding points: see identity_keys() and identity_name_fields() */
    const char *text; /* issued id: issuer, LF, value in upper case; e-mail; mobile; likeness: folded name, LF,
                         yyyy-mm-dd, LF, district[, LF, folded parent] */
};

/**
 * identity_keys() - the keys of @official: every issued id in its order, its e-mail where personal, its mobile, and its
 * likeness where the birth date is known
 *
 * The likeness of somebody born on 1 January or 1 July (made-up birthdays) exists only with a parent's name, and then
 * contains it. The field of an issued id is FIELD_EMPLOYEE_ID for the issuer `employee-...`, FIELD_ROSTER_SERIAL for
 * `roster-...`, otherwise FIELD_ISSUED_IDS. Return: how many; texts live in @arena or are @official's. < 0 past its
 * cap.
 */
int identity_keys(const struct official *official, struct arena *arena, struct identity_key keys[IDENTITY_KEYS]);

/** identity_name_fields() - let the keys of the official that draft_check() made of @draft point at the cells that
 * their issued ids came from. For rows of an import. */
void identity_name_fields(struct identity_key *keys, int count, const struct draft *draft);

/** identity_holds() - whether @official has exactly this key: to tell a fingerprint's hit from a collision. */
bool identity_holds(const struct official *official, const struct identity_key *key, struct arena *scratch);

/** A registered official that has one of the draft's keys. */
struct identity_match {
    const struct official *official;
    const struct identity_key *key;
};

enum identity_outcome { IDENTITY_NEW = 0, IDENTITY_ALREADY_THERE, IDENTITY_REFUSED };

/**
 * identity_decide() - what the draft is
 * @matches:      one for every pair of key and holder, in the order of the keys; likeness included
 * @already:      for ALREADY_THERE the official that it is
 * @findings:     for REFUSED why: ISSUED_ID_TAKEN, EMAIL_TAKEN with the holder's id as detail; CONTENT_DIFFERS with the
 * names of the fields where all keys lead to one official with other content; MOBILE_SHARED_TOO_OFTEN
 * @flags:        for NEW: SHARED_MOBILE, LIKELY_DUPLICATE with the other's id
 *
 * Issued ids and personal e-mails identify. Who has neither is identified by mobile and folded name together.
 * Details live in @arena. Return: the outcome, or < 0: arena past its cap.
 */
int identity_decide(const struct official *candidate, const struct identity_match *matches, size_t match_count,
                    struct arena *arena, const struct official **already, struct findings *findings,
                    struct findings *flags);

/** identity_same_content() - whether everything that the candidate says is as in @official; @differing (may be NULL)
 * gets the words of the fields that differ, blank-separated. */
bool identity_same_content(const struct official *candidate, const struct official *official, struct arena *arena,
                           const char **differing);
