#pragma once
/* buffer - bytes that grow at the end, on the heap, up to LIMIT_BUFFER_BYTES. For replies, files and anything whose
 * size shows only at the end. */
#include <stddef.h>
#include <stdint.h>

struct buffer {
    uint8_t *data;
    size_t length;
    size_t capacity;
};

/** buffer_deinit() - free the bytes; the buffer is empty and usable afterwards. Usable with CLEANUP(). */
void buffer_deinit(struct buffer *buffer);

/** buffer_reserve() - room for @more_bytes at the end. Return: pointer to it (not yet counted in length), or NULL: out
 * of memory or past the limit. */
uint8_t *buffer_reserve(struct buffer *buffer, size_t more_bytes);

/** buffer_append() - copy @length bytes to the end. Return: 0, or < 0: as above. */
int buffer_append(struct buffer *buffer, const void *data, size_t length);

/** buffer_printf() - append formatted text (no NUL is counted). Return: 0, or < 0. */
int buffer_printf(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
