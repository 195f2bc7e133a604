#pragma once
/*
 * golden - what the tests of the goldens share: files, their parts, and a message compared with its meaning in JSON, by
 * its descriptor. What a later contract added is absent in the JSON, and must then have its default.
 */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/bytes.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "wire/envelope.h"

#include <ftw.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on

#define GOLDEN_PATH_BYTES 512

extern const ProtobufCMessageDescriptor *const every_message[];

static const char *golden_path = ""; /* of the golden that is looked at, for what fails */

static inline const ProtobufCMessageDescriptor *golden_descriptor(const char *name)
{
    for (size_t i = 0; every_message[i]; i++) {
        if (strcmp(every_message[i]->name, name) == 0)
            return every_message[i];
    }
    fail_msg("%s: the contracts have no message %s any more", golden_path, name);
    return NULL;
}

static inline void golden_read(const char *path, struct buffer *out)
{
    uint8_t bytes[4096];
    size_t length;
    CLEANUP(fclose_pointer) FILE *file = fopen(path, "re");

    if (!file)
        fail_msg("%s cannot be opened", path);
    while ((length = fread(bytes, 1, sizeof(bytes), file)) > 0)
        assert_int_equal(buffer_append(out, bytes, length), 0);
}

static inline json_t *golden_json(const char *path)
{
    json_error_t error;
    json_t *json = json_load_file(path, JSON_REJECT_DUPLICATES, &error);

    if (!json)
        fail_msg("%s: %s", path, error.text);
    return json;
}

/* One part of a file that golden.py has joined. */
struct part {
    const uint8_t *data;
    size_t length;
};

static inline size_t golden_split(const struct buffer *file, struct part *parts, size_t most)
{
    size_t at = 0, count = 0;

    while (at < file->length) {
        assert_true(count < most && file->length - at >= 4);
        parts[count] = (struct part){file->data + at + 4, bytes_get32(file->data + at)};
        assert_true(file->length - at - 4 >= parts[count].length);
        at += 4 + parts[count++].length;
    }
    return count;
}

static inline void golden_differs(const ProtobufCFieldDescriptor *field, const json_t *json)
{
    char *text = json ? json_dumps(json, JSON_ENCODE_ANY) : NULL;

    fail_msg("%s: the field %s (%u) is read as something else than %s", golden_path, field->name, field->id,
             text ? text : "its default");
}

static inline bool golden_same_number(const json_t *json, const char *text)
{
    return json_is_string(json) ? strcmp(json_string_value(json), text) == 0
                                : json_is_integer(json) && json_integer_value(json) == strtoll(text, NULL, 10);
}

static inline bool golden_same_bytes(const json_t *json, const ProtobufCBinaryData *bytes)
{
    uint8_t decoded[4096];
    size_t length = 0;

    return json_is_string(json) &&
           sodium_base642bin(decoded, sizeof(decoded), json_string_value(json), json_string_length(json), NULL, &length,
                             NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
           length == bytes->len && memcmp(decoded, bytes->data, length) == 0;
}

static inline bool golden_same_enum(const json_t *json, const ProtobufCFieldDescriptor *field, int value)
{
    const ProtobufCEnumValue *known = protobuf_c_enum_descriptor_get_value(field->descriptor, value);

    return json_is_string(json) && known && strcmp(known->name, json_string_value(json)) == 0;
}

static inline void golden_compare(const ProtobufCMessage *message, const json_t *json);

static inline bool golden_same(const ProtobufCFieldDescriptor *field, const void *at, const json_t *json)
{
    char text[32];

    switch (field->type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
        snprintf(text, sizeof(text), "%d", *(const int32_t *)at);
        return golden_same_number(json, text);
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32:
        snprintf(text, sizeof(text), "%u", *(const uint32_t *)at);
        return golden_same_number(json, text);
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
        snprintf(text, sizeof(text), "%lld", (long long)*(const int64_t *)at);
        return golden_same_number(json, text);
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
        snprintf(text, sizeof(text), "%llu", (unsigned long long)*(const uint64_t *)at);
        return golden_same_number(json, text);
    case PROTOBUF_C_TYPE_FLOAT:
        return json_is_number(json) && json_number_value(json) == (double)*(const float *)at;
    case PROTOBUF_C_TYPE_DOUBLE:
        return json_is_number(json) && json_number_value(json) == *(const double *)at;
    case PROTOBUF_C_TYPE_BOOL:
        return json_is_boolean(json) && json_is_true(json) == (*(const protobuf_c_boolean *)at != 0);
    case PROTOBUF_C_TYPE_ENUM:
        return golden_same_enum(json, field, *(const int *)at);
    case PROTOBUF_C_TYPE_STRING:
        return json_is_string(json) && strcmp(*(const char *const *)at, json_string_value(json)) == 0;
    case PROTOBUF_C_TYPE_BYTES:
        return golden_same_bytes(json, at);
    case PROTOBUF_C_TYPE_MESSAGE:
        if (!*(const ProtobufCMessage *const *)at || !json_is_object(json))
            return false;
        golden_compare(*(const ProtobufCMessage *const *)at, json);
        return true;
    }
    return false;
}

static inline size_t golden_size(ProtobufCType type)
{
    switch (type) {
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
    case PROTOBUF_C_TYPE_DOUBLE:
        return 8;
    case PROTOBUF_C_TYPE_STRING:
    case PROTOBUF_C_TYPE_MESSAGE:
        return sizeof(void *);
    case PROTOBUF_C_TYPE_BYTES:
        return sizeof(ProtobufCBinaryData);
    case PROTOBUF_C_TYPE_BOOL:
        return sizeof(protobuf_c_boolean);
    default:
        return 4;
    }
}

static inline bool golden_is_default(const ProtobufCFieldDescriptor *field, const char *at)
{
    static const char zeros[sizeof(ProtobufCBinaryData)];

    if (field->type == PROTOBUF_C_TYPE_STRING)
        return (*(const char *const *)(const void *)at)[0] == '\0';
    if (field->type == PROTOBUF_C_TYPE_BYTES)
        return ((const ProtobufCBinaryData *)(const void *)at)->len == 0;
    return memcmp(at, zeros, golden_size(field->type)) == 0;
}

static inline void golden_compare_field(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field,
                                        const json_t *json)
{
    const char *base = (const char *)message;
    const char *at = base + field->offset;
    const void *quantifier = base + field->quantifier_offset;

    if (field->label == PROTOBUF_C_LABEL_REPEATED) {
        size_t count = *(const size_t *)quantifier;
        const char *values = *(const char *const *)(const void *)at;
        if (count != json_array_size(json))
            golden_differs(field, json);
        for (size_t i = 0; i < count; i++) {
            if (!golden_same(field, values + i * golden_size(field->type), json_array_get(json, i)))
                golden_differs(field, json);
        }
        return;
    }
    if ((field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0 && *(const uint32_t *)quantifier != field->id) {
        if (json)
            golden_differs(field, json);
        return;
    }
    if (json ? !golden_same(field, at, json) : !golden_is_default(field, at))
        golden_differs(field, json);
}

/* Every field of @message means what @json says, and nothing of @json is left over. */
static inline void golden_compare(const ProtobufCMessage *message, const json_t *json)
{
    size_t named = 0;

    for (unsigned i = 0; i < message->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
        const json_t *value = json_object_get(json, field->name);
        golden_compare_field(message, field, value);
        named += value != NULL;
    }
    if (named != json_object_size(json))
        fail_msg("%s: a field that was in %s is not in the contract any more", golden_path, message->descriptor->name);
}

/* Bytes and their meaning, {"type", "message"}, in both directions, through the project's own unpacking. */
static inline void golden_check(const uint8_t *data, size_t length, const json_t *json)
{
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    CLEANUP(arena_deinit) struct arena arena;

    arena_init(&arena, (size_t)16 << 20);
    const ProtobufCMessage *message =
        wire_unpack(golden_descriptor(json_string_value(json_object_get(json, "type"))), data, length, &arena);
    if (!message)
        fail_msg("%s cannot be read any more", golden_path);
    golden_compare(message, json_object_get(json, "message"));
    assert_int_equal(wire_pack(message, &packed), 0);
    if (packed.length != length || (length > 0 && memcmp(packed.data, data, length) != 0))
        fail_msg("%s is written as other bytes than it was", golden_path);
}

/* golden_each() - @check for every file of the goldens' @folder whose name ends so. Return: how many. */
static void (*golden_checker)(const char *path);
static const char *golden_ending;
static unsigned golden_count;

static inline int golden_visit(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    size_t length = strlen(path), ending = strlen(golden_ending);

    (void)status;
    (void)where;
    if (kind == FTW_F && length > ending && strcmp(path + length - ending, golden_ending) == 0) {
        golden_path = path;
        golden_checker(path);
        golden_count++;
    }
    return 0;
}

static inline unsigned golden_each(const char *folder, const char *ending, void (*check)(const char *path))
{
    char path[GOLDEN_PATH_BYTES];

    snprintf(path, sizeof(path), "%s/%s", GOLDEN_FOLDER, folder);
    golden_checker = check;
    golden_ending = ending;
    golden_count = 0;
    assert_int_equal(nftw(path, golden_visit, 8, FTW_PHYS), 0);
    return golden_count;
}
