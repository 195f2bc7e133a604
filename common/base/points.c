/* points - see points.h. */
#include "base/points.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define MARKS_IN_A_ROW 30

void points_init(struct points *points)
{
    points->data = points->room;
    points->count = 0;
    points->capacity = POINTS_INLINE;
    points->marks = 0;
    points->blank_pending = false;
    points->failed = false;
}

void points_deinit(struct points *points)
{
    if (points->data != points->room)
        free(points->data);
}

static void points_grow(struct points *points)
{
    size_t capacity = points->capacity * 2;
    int32_t *data = malloc(capacity * sizeof *data);
    if (!data) {
        points->failed = true;
        return;
    }
    memcpy(data, points->data, points->count * sizeof *data);
    points_deinit(points);
    points->data = data;
    points->capacity = capacity;
}

void points_push(struct points *points, int32_t code_point)
{
    if (points->count == points->capacity)
        points_grow(points);
    if (!points->failed)
        points->data[points->count++] = code_point;
}

static int combining_class(int32_t code_point)
{
    return utf8proc_get_property(code_point)->combining_class;
}

/* Put the last code point, a mark of @class, before marks of a higher class. */
static void order_last_mark(struct points *points, int class)
{
    int32_t mark = points->data[points->count - 1];
    size_t at = points->count - 1;
    for (size_t seen = 1; seen < points->marks && combining_class(points->data[at - 1]) > class; seen++) {
        points->data[at] = points->data[at - 1];
        at--;
    }
    points->data[at] = mark;
}

void points_add(struct points *points, int32_t code_point)
{
    if (code_point == POINTS_BLANK) {
        points->blank_pending = points->count > 0;
        return;
    }
    if (points->blank_pending) {
        points->blank_pending = false;
        points->marks = 0;
        points_push(points, POINTS_BLANK);
    }
    int class = combining_class(code_point);
    if (class == 0) {
        points->marks = 0;
        points_push(points, code_point);
        return;
    }
    if (points->marks == MARKS_IN_A_ROW)
        return;
    points_push(points, code_point);
    if (points->failed)
        return;
    points->marks++;
    order_last_mark(points, class);
}

char *points_compose(struct points *points, struct arena *arena)
{
    if (points->failed)
        return arena_refuse(arena, ARENA_NO_MEMORY);
    utf8proc_ssize_t count =
        utf8proc_normalize_utf32(points->data, (utf8proc_ssize_t)points->count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    assert(count >= 0);
    assert((size_t)count <= points->count);
    size_t bytes = 0;
    utf8proc_uint8_t encoded[4];
    for (utf8proc_ssize_t i = 0; i < count; i++)
        bytes += (size_t)utf8proc_encode_char(points->data[i], encoded);
    char *text = arena_alloc(arena, bytes + 1);
    if (!text)
        return NULL;
    utf8proc_uint8_t *at = (utf8proc_uint8_t *)text;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        /* Encoded aside first: utf8proc may write four bytes whatever the length. */
        size_t length = (size_t)utf8proc_encode_char(points->data[i], encoded);
        memcpy(at, encoded, length);
        at += length;
    }
    *at = '\0';
    return text;
}
