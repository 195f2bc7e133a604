/*
 * unpack - protobuf-c on an arena, for messages of people we do not know.
 *
 * protobuf-c takes what proto3 forbids: strings that are not UTF-8, strings with a NUL inside (which every reader in C
 * then takes for a shorter text than the one that was signed for), and fields that nobody defined (which it keeps and
 * sends on). The bytes are therefore walked along the descriptor before they are unpacked. The walk reads tags and
 * lengths exactly as protobuf-c does, in at most five bytes, because two readers that disagree about where a field
 * begins are a hole; what this walk finds odd is refused even where protobuf-c would take it.
 */
#include "base/text.h"
#include "wire/envelope.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

enum wire_type { WIRE_VARINT = 0, WIRE_64BIT = 1, WIRE_BYTES = 2, WIRE_32BIT = 5 };

enum {
    TAG_MOST_BYTES = 5, /* as protobuf-c */
    VARINT_MOST_BYTES = 10,
    DEPTH_MOST = 16, /* no message of ours nests deeper than 5; a recursive one would need a second thought */
};

struct reader {
    const uint8_t *at;
    size_t left;
};

/* read_varint() - Return: whether there was one of at most @most bytes. */
static bool read_varint(struct reader *reader, size_t most, uint64_t *value)
{
    *value = 0;
    for (size_t i = 0; i < most && i < reader->left; i++) {
        *value |= (uint64_t)(reader->at[i] & 0x7f) << (7 * i);
        if ((reader->at[i] & 0x80) == 0) {
            reader->at += i + 1;
            reader->left -= i + 1;
            return true;
        }
    }
    return false;
}

static bool skip(struct reader *reader, size_t bytes)
{
    if (bytes > reader->left)
        return false;
    reader->at += bytes;
    reader->left -= bytes;
    return true;
}

/* read_value() - one field's value; @bytes is what it holds where it is length-prefixed. */
static bool read_value(struct reader *reader, unsigned wire_type, struct reader *bytes)
{
    uint64_t number;

    switch (wire_type) {
    case WIRE_VARINT:
        return read_varint(reader, VARINT_MOST_BYTES, &number);
    case WIRE_64BIT:
        return skip(reader, 8);
    case WIRE_32BIT:
        return skip(reader, 4);
    case WIRE_BYTES:
        if (!read_varint(reader, TAG_MOST_BYTES, &number) || number > INT_MAX)
            return false;
        *bytes = (struct reader){.at = reader->at, .left = (size_t)number};
        return skip(reader, (size_t)number);
    default:
        return false;
    }
}

static bool packed_is_sound(const ProtobufCMessageDescriptor *descriptor, struct reader reader, unsigned depth)
{
    if (depth > DEPTH_MOST)
        return false;
    while (reader.left > 0) {
        struct reader bytes = {0};
        uint64_t key;
        if (!read_varint(&reader, TAG_MOST_BYTES, &key) || key >> 3 == 0 || key >> 3 > UINT32_MAX)
            return false;
        unsigned wire_type = (unsigned)(key & 7);
        if (!read_value(&reader, wire_type, &bytes))
            return false;

        const ProtobufCFieldDescriptor *field =
            protobuf_c_message_descriptor_get_field(descriptor, (unsigned)(key >> 3));
        if (field == NULL)
            continue;
        if (field->type == PROTOBUF_C_TYPE_STRING &&
            (wire_type != WIRE_BYTES || !text_is_utf8((const char *)bytes.at, bytes.left)))
            return false;
        if (field->type == PROTOBUF_C_TYPE_MESSAGE &&
            (wire_type != WIRE_BYTES || !packed_is_sound(field->descriptor, bytes, depth + 1)))
            return false;
    }
    return true;
}

/* field_values() - the values of a string or message field in an unpacked message. Return: how many. */
static size_t field_values(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field, void *const **values)
{
    const uint8_t *base = (const uint8_t *)message;

    if (field->label == PROTOBUF_C_LABEL_REPEATED) {
        size_t count;
        memcpy(&count, base + field->quantifier_offset, sizeof(count));
        memcpy(values, base + field->offset, sizeof(*values));
        return count;
    }
    if ((field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0) {
        uint32_t chosen;
        memcpy(&chosen, base + field->quantifier_offset, sizeof(chosen));
        if (chosen != field->id)
            return 0;
    }
    *values = (void *const *)(const void *)(base + field->offset);
    return **values != NULL;
}

static void forget_unknown_fields(ProtobufCMessage *message)
{
    message->n_unknown_fields = 0;
    message->unknown_fields = NULL;
    for (unsigned i = 0; i < message->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
        void *const *values = NULL;
        if (field->type != PROTOBUF_C_TYPE_MESSAGE)
            continue;
        size_t count = field_values(message, field, &values);
        for (size_t k = 0; k < count; k++)
            forget_unknown_fields(values[k]);
    }
}

bool wire_check_text(const ProtobufCMessage *message)
{
    for (unsigned i = 0; i < message->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
        void *const *values = NULL;
        if (field->type != PROTOBUF_C_TYPE_STRING && field->type != PROTOBUF_C_TYPE_MESSAGE)
            continue;
        size_t count = field_values(message, field, &values);
        for (size_t k = 0; k < count; k++) {
            const char *text = values[k];
            if (field->type == PROTOBUF_C_TYPE_MESSAGE ? !wire_check_text(values[k])
                                                       : !text_is_utf8(text, strlen(text)))
                return false;
        }
    }
    return true;
}

static void *allocator_alloc(void *arena, size_t size)
{
    return arena_alloc(arena, size);
}

static void allocator_free(void *arena, void *pointer)
{
    (void)arena;
    (void)pointer;
}

ProtobufCAllocator *wire_allocator(ProtobufCAllocator *allocator, struct arena *arena)
{
    *allocator = (ProtobufCAllocator){.alloc = allocator_alloc, .free = allocator_free, .allocator_data = arena};
    return allocator;
}

ProtobufCMessage *wire_unpack(const ProtobufCMessageDescriptor *descriptor, const void *data, size_t length,
                              struct arena *arena)
{
    assert(descriptor != NULL && arena != NULL);
    assert(data != NULL || length == 0);
    ProtobufCAllocator allocator;
    struct reader reader = {.at = data, .left = length};

    if (length > INT_MAX || !packed_is_sound(descriptor, reader, 0))
        return NULL;
    ProtobufCMessage *message = protobuf_c_message_unpack(descriptor, wire_allocator(&allocator, arena), length, data);
    if (message == NULL || arena->failed)
        return NULL;
    forget_unknown_fields(message);
    return message;
}

int wire_pack(const ProtobufCMessage *message, struct buffer *out)
{
    size_t length = protobuf_c_message_get_packed_size(message);
    uint8_t *at = buffer_reserve(out, length);

    if (at == NULL)
        return -1;
    size_t packed = protobuf_c_message_pack(message, at);
    assert(packed == length);
    out->length += packed;
    return 0;
}

uint8_t *wire_pack_in(struct arena *arena, const ProtobufCMessage *message, size_t *length)
{
    *length = protobuf_c_message_get_packed_size(message);
    uint8_t *bytes = arena_alloc(arena, *length);
    if (bytes != NULL)
        protobuf_c_message_pack(message, bytes);
    return bytes;
}
