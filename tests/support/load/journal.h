#pragma once
/*
 * journal - what a service promised, kept so that it can be held to it: a line for each registration that was
 * acknowledged, and one for each of which it is not known whether it was done.
 *
 *     NUMBER REQUEST_ID OFFICIAL_ID SEQUENCE     acknowledged, with the entry of the outbox
 *     NUMBER REQUEST_ID ? 0                      asked, and never answered
 *
 * What was refused for certain has no line: nothing of it may be there.
 */
#include "base/uuid.h"

#include <stdint.h>
#include <stdio.h>

#define JOURNAL_OFFICIAL_BYTES 32

struct journal_line {
    uint64_t number; /* of the person */
    struct uuid request_id;
    char official_id[JOURNAL_OFFICIAL_BYTES]; /* "": not known */
    uint64_t sequence;
};

/** journal_write() - one line. Return: 0, or < 0. */
int journal_write(FILE *file, const struct journal_line *line);

struct journal {
    struct journal_line *lines;
    size_t count, room;
};

/** journal_add() - one line more, to be filled in. Return: NULL: out of memory. */
struct journal_line *journal_add(struct journal *journal);

/** journal_read() - add the lines of @path. A last line without an end is one that was being written: it is left out.
 * Return: 0, or < 0. */
int journal_read(struct journal *journal, const char *path);
void journal_deinit(struct journal *journal);
