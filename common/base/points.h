#pragma once
/*
 * points - code points on their way through text_form.c: canonically ordered, no blanks at the ends and none in a row.
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define POINTS_BLANK  0x0020
#define POINTS_INLINE 256 /* a name of LIMIT_NAME_BYTES needs no heap */

struct points {
    int32_t *data;
    size_t count;
    size_t capacity;
    size_t marks;       /* combining marks at the end */
    bool blank_pending; /* written when something follows */
    bool failed;        /* out of memory */
    int32_t room[POINTS_INLINE];
};

void points_init(struct points *points);
void points_deinit(struct points *points);

/** points_push() - append as it is. */
void points_push(struct points *points, int32_t code_point);

/** points_add() - append a decomposed code point where it belongs: a mark in canonical order, a blank when something
 * follows it. A sequence of combining marks is cut after 30 of them (no language needs more; UAX #15 draws the line
 * there too), because putting an endless one into canonical order would take time that grows with its square. */
void points_add(struct points *points, int32_t code_point);

/** points_compose() - composed text in @arena. Return: NULL: out of memory, or past the arena's cap. */
char *points_compose(struct points *points, struct arena *arena);
