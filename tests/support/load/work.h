#pragma once
/*
 * work - what a load client asks for: the body of each request, and whether its answer is the right one.
 */
#include "load/journal.h"
#include "load/person.h"

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum work_kind {
    WORK_REGISTER, /* the next person */
    WORK_GET,      /* an official that a journal names */
    WORK_LOOKUP,   /* a person by issued id */
    WORK_REPORT,   /* onboarding of an organisation; at reporting */
    WORK_AGAIN,    /* a line of a journal, under its own request id: the answer must be the one that it tells */
    WORK_KINDS
};

extern const char *const work_words[WORK_KINDS];

struct work {
    struct people people;
    const char *report_organisation;
    struct journal known; /* for WORK_GET and WORK_AGAIN */
    uint64_t first;       /* number of the first person to register */
    uint64_t people_most; /* WORK_LOOKUP: those below this number are there */
    unsigned weights[WORK_KINDS];
};

/** One request; @number: of the person, or of the line in the journal. */
struct work_item {
    enum work_kind kind;
    uint64_t number;
};

const char *work_method(enum work_kind kind);

/** work_body() - append the packed request. Return: 0, or < 0. */
int work_body(const struct work *work, const struct work_item *item, struct buffer *out);

enum work_answer {
    WORK_RIGHT,
    WORK_WRONG,    /* it cannot be read, or is of somebody else */
    WORK_DIFFERENT /* WORK_AGAIN: not the first answer */
};

/** work_check() - whether @body answers the item; @line: set for what registers, but for its request id.
 * @sequence: of the position in the reply's header. */
enum work_answer work_check(const struct work *work, const struct work_item *item, const void *body, size_t length,
                            uint64_t sequence, struct journal_line *line);

/** work_registers() - whether it leaves an official behind. */
static inline bool work_registers(enum work_kind kind)
{
    return kind == WORK_REGISTER || kind == WORK_AGAIN;
}
