/*
 * buffer - growing bytes. Capacity doubles; LIMIT_BUFFER_BYTES stops a loop that would otherwise take the whole
 * machine.
 */
#include "base/buffer.h"

#include "base/error.h"
#include "base/limits.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BYTES 256

void buffer_deinit(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){0};
}

uint8_t *buffer_reserve(struct buffer *buffer, size_t more_bytes)
{
    assert(buffer->length <= buffer->capacity);
    assert(buffer->capacity <= LIMIT_BUFFER_BYTES);
    if (buffer->data && buffer->capacity - buffer->length >= more_bytes)
        return buffer->data + buffer->length;
    if (more_bytes > LIMIT_BUFFER_BYTES - buffer->length) {
        error_raise("buffer of %zu bytes cannot take %zu more: the limit is %u", buffer->length, more_bytes,
                    LIMIT_BUFFER_BYTES);
        return NULL;
    }
    size_t wanted = buffer->length + more_bytes;
    size_t capacity = buffer->capacity ? buffer->capacity : FIRST_BYTES;
    while (capacity < wanted)
        capacity *= 2;
    if (capacity > LIMIT_BUFFER_BYTES)
        capacity = LIMIT_BUFFER_BYTES;
    uint8_t *data = realloc(buffer->data, capacity);
    if (!data) {
        error_system("buffer of %zu bytes", capacity);
        return NULL;
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return buffer->data + buffer->length;
}

int buffer_append(struct buffer *buffer, const void *data, size_t length)
{
    assert(data || length == 0);
    uint8_t *room = buffer_reserve(buffer, length);
    if (!room)
        return -1;
    if (length > 0)
        memcpy(room, data, length);
    buffer->length += length;
    return 0;
}

int buffer_printf(struct buffer *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0)
        return error_system("formatting into a buffer");
    uint8_t *room = buffer_reserve(buffer, (size_t)length + 1);
    if (!room)
        return -1;
    va_start(args, format);
    vsnprintf((char *)room, (size_t)length + 1, format, args);
    va_end(args);
    buffer->length += (size_t)length;
    return 0;
}
