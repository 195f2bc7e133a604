/*
 * mutate - changes that keep lengths right. Most inputs hold messages of protobuf: a byte more in the middle of a
 * nested one makes every length around it wrong, and what comes of it is refused at the door. So a field is chosen, its
 * content changed, and the lengths around it written again; now and then the input is changed as bytes all the same.
 *
 * An input is made of pieces that no one describes here. Whatever reads as a field with a length, anywhere, is taken
 * for one: where that is wrong, it was just another change.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);

#define DEPTH_MOST  6
#define FIELDS_MOST 64
#define PIECE_MOST  (64u << 10)

/* A field of bytes: where its length is written, and what it holds. */
struct field {
    size_t tag_at, length_at, at, length;
};

static size_t read_varint(const uint8_t *data, size_t size, size_t *value)
{
    *value = 0;
    for (size_t i = 0; i < 4 && i < size; i++) {
        *value |= (size_t)(data[i] & 0x7f) << (7 * i);
        if (!(data[i] & 0x80))
            return i + 1;
    }
    return 0;
}

static size_t write_varint(uint8_t out[5], size_t value)
{
    size_t length = 0;
    for (; value >= 0x80; value >>= 7)
        out[length++] = (uint8_t)(value | 0x80);
    out[length++] = (uint8_t)value;
    return length;
}

/* Bytes of the value behind a tag; 0: it is none. */
static size_t value_bytes(const uint8_t *data, size_t size, unsigned wire_type)
{
    size_t ignored, length;
    switch (wire_type) {
    case 0:
        for (length = 0; length < size && length < 10; length++)
            if (!(data[length] & 0x80))
                return length + 1;
        return 0;
    case 1:
        return size >= 8 ? 8 : 0;
    case 5:
        return size >= 4 ? 4 : 0;
    case 2:
        length = read_varint(data, size, &ignored);
        return length && ignored <= size - length ? length + ignored : 0;
    default:
        return 0;
    }
}

/* The fields of bytes in a message. Return: how many, or 0 where it is no message to the last byte. */
static size_t fields_of(const uint8_t *data, size_t from, size_t size, struct field fields[FIELDS_MOST])
{
    size_t count = 0, at = from, end = from + size;
    while (at < end) {
        size_t tag, bytes = read_varint(data + at, end - at, &tag), tag_at = at;
        if (!bytes || tag >> 3 == 0)
            return 0;
        at += bytes;
        size_t value = value_bytes(data + at, end - at, tag & 7), length;
        if (!value)
            return 0;
        if ((tag & 7) == 2 && count < FIELDS_MOST) {
            size_t prefix = read_varint(data + at, end - at, &length);
            fields[count++] = (struct field){tag_at, at, at + prefix, length};
        }
        at += value;
    }
    return count;
}

static unsigned next(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Puts @with_length bytes in place of those at @at; the two bytes of a piece's length and the lengths of all @depth
 * fields around are the caller's to mend. Return: the new size, or 0: no room. */
static size_t replace(uint8_t *data, size_t size, size_t most, size_t at, size_t length, const uint8_t *with,
                      size_t with_length)
{
    if (size - length + with_length > most)
        return 0;
    memmove(data + at + with_length, data + at + length, size - at - length);
    memcpy(data + at, with, with_length);
    return size - length + with_length;
}

/* From the innermost out: every field around grew or shrank, and its own length may have another width now. */
static size_t mend_lengths(uint8_t *data, size_t size, size_t most, const struct field *path, size_t depth, long change)
{
    for (size_t i = depth; i-- > 0 && size;) {
        uint8_t varint[5];
        size_t before = path[i].at - path[i].length_at;
        size_t width = write_varint(varint, (size_t)((long)path[i].length + change));
        size = replace(data, size, most, path[i].length_at, before, varint, width);
        change += (long)width - (long)before;
    }
    return size;
}

/* Twice, or not at all. */
static size_t change_count(uint8_t *data, size_t size, size_t most, struct field path[], size_t depth, unsigned *seed)
{
    static uint8_t whole[PIECE_MOST];
    const struct field *field = &path[depth - 1];
    size_t length = field->at + field->length - field->tag_at;
    if (length > sizeof whole)
        return 0;
    memcpy(whole, data + field->tag_at, length);
    if (next(seed) % 2) {
        size = replace(data, size, most, field->tag_at, length, whole, 0);
        return mend_lengths(data, size, most, path, depth - 1, -(long)length);
    }
    size = replace(data, size, most, field->tag_at, 0, whole, length);
    return size ? mend_lengths(data, size, most, path, depth - 1, (long)length) : 0;
}

static size_t change_content(uint8_t *data, size_t size, size_t most, struct field path[], size_t depth)
{
    static uint8_t content[PIECE_MOST];
    const struct field *field = &path[depth - 1];
    size_t room = most - size + field->length;
    if (field->length > sizeof content)
        return 0;
    memcpy(content, data + field->at, field->length);
    size_t length = LLVMFuzzerMutate(content, field->length, room < sizeof content ? room : sizeof content);
    size = replace(data, size, most, field->at, field->length, content, length);
    return size ? mend_lengths(data, size, most, path, depth, (long)length - (long)field->length) : 0;
}

/* A way into the message at @from: fields in fields. Return: its depth. */
static size_t choose_path(const uint8_t *data, size_t from, size_t size, struct field path[DEPTH_MOST], unsigned *seed)
{
    struct field fields[FIELDS_MOST];
    size_t depth = 0, count;
    while (depth < DEPTH_MOST && (count = fields_of(data, from, size, fields)) > 0) {
        path[depth] = fields[next(seed) % count];
        from = path[depth].at;
        size = path[depth++].length;
        if (next(seed) % 4 == 0)
            break;
    }
    return depth;
}

/* Where a message begins and how long it is: the input from one of its first bytes on, or a piece behind its length in
 * two bytes. @length_at: where that is written, SIZE_MAX: nowhere. */
static size_t choose_message(const uint8_t *data, size_t size, size_t *length_at, size_t *from, unsigned *seed)
{
    struct field fields[FIELDS_MOST];
    size_t starts[16], lengths[16], prefix[16], count = 0;
    for (size_t at = 0; at < 3 && at < size; at++) {
        if (fields_of(data, at, size - at, fields)) {
            starts[count] = at;
            prefix[count] = SIZE_MAX;
            lengths[count++] = size - at;
        }
    }
    for (size_t at = 0; at + 2 < size && count < 16; at++) {
        size_t length = data[at] | (size_t)data[at + 1] << 8;
        if (length > size - at - 2)
            length = size - at - 2;
        if (length < 4 || !fields_of(data, at + 2, length, fields))
            continue;
        starts[count] = at + 2;
        prefix[count] = at;
        lengths[count++] = length;
        at += length; /* not into it: the path does that */
    }
    if (count == 0)
        return 0;
    size_t chosen = next(seed) % count;
    *from = starts[chosen];
    *length_at = prefix[chosen];
    return lengths[chosen];
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    struct field path[DEPTH_MOST];
    size_t from = 0, length_at = SIZE_MAX, before = size;
    size_t length = next(&seed) % 4 ? choose_message(data, size, &length_at, &from, &seed) : 0;
    size_t depth = length ? choose_path(data, from, length, path, &seed) : 0;
    if (depth == 0)
        return LLVMFuzzerMutate(data, size, most);
    size_t made = next(&seed) % 4 ? change_content(data, size, most, path, depth)
                                  : change_count(data, size, most, path, depth, &seed);
    if (made == 0)
        return LLVMFuzzerMutate(data, size, most);
    if (length_at != SIZE_MAX) {
        length = length + made - before;
        data[length_at] = (uint8_t)length;
        data[length_at + 1] = (uint8_t)(length >> 8);
    }
    return made;
}
