#pragma once
/*
 * draft - what somebody says of a course, and the check that makes a content of it. One path for a request and for a
 * row of an import.
 */
#include "domain/course.h"
#include "domain/master_list.h"
#include "domain/reason.h"

/** What is said. */
struct course_draft {
    const char *course_id;
    /* As given: texts not clean, strings may be NULL, provider_code ignored, more items than the limits allow, an
     * unknown kind. Competencies, cadres and trades are *codes*: whoever takes names (an import) looks them up with
     * master_lists_spelling() and hands on the code, or, for a name that is not there, the text itself, which is then
     * found unknown here. */
    struct course_content content;
    bool accept_legacy_looking_text;
};

/** What a check may look at. */
struct draft_context {
    const struct master_lists *lists;
    int32_t day;         /* on which entries of the lists must be valid: the day of the commit */
    struct arena *arena; /* results live here */
};

/**
 * course_check() - every rule of form and of the master lists
 * @fields:   what is judged (enum course_field); the rest of the draft was checked before and is taken over as it is:
 * an edit is not refused for what it does not touch. COURSE_ALL for a new course, and for a row.
 * @content:  where nothing was found: clean texts, repeated codes and keywords dropped, original language filled in,
 * provider resolved (provider_code "" where it is not in the list; course_flags() then says PROVIDER_UNKNOWN)
 * @findings: added to, every reason, in the order of the fields
 *
 * What only the store knows is not judged here but by admission_admit() and the handlers: whether the id, the id on
 * iGOT, parts and language_version_of are there or free, and the 24 KiB.
 *
 * Return: 0, or < 0: arena past its cap.
 */
int course_check(const struct course_draft *draft, unsigned fields, const struct draft_context *context,
                 struct course_content *content, struct findings *findings);

/** course_check_whole() - what shows only once a content is whole that was put together of what was checked and of what
 * stays: how many texts it has, and that its range of levels is one. @findings: added to. */
void course_check_whole(const struct course_content *content, struct findings *findings);

/** course_flags() - what somebody should look at: PROVIDER_UNKNOWN. Never stored: it follows from the content. */
void course_flags(const struct course_content *content, struct findings *flags);
