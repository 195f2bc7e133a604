#pragma once
/* sample_row - a sample person as the cells of a row, in one of the many ways in which clerks write the same thing; and
 * the ways in which they get it wrong. */
#include "sample_person.h"

/** Cells by enum column; NULL: the row does not say. Texts live in the arena. */
struct sample_row {
    const char *cells[COLUMN_COUNT];
};

/**
 * sample_row_write() - the row of @person
 * @spelling: 0: as it is written first; any other number: another spelling of the same
 * Return: 0, or < 0: arena past its cap.
 */
int sample_row_write(const struct sample_settings *settings, const struct sample_person *person, uint64_t spelling,
                     struct arena *arena, struct sample_row *row);

/** sample_row_spoil() - break one rule in @row. Return: a word for what was broken, such as `mobile-nine-digits`; NULL:
 * arena past its cap. */
const char *sample_row_spoil(struct splitmix *random, const struct sample_person *person, struct arena *arena,
                             struct sample_row *row);
