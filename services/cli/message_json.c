/* message_json - see message_json.h. */
#include "message_json.h"

#include "message.h"

#include "base/error.h"
#include "base/uuid.h"

#include <string.h>

static json_t *of_bytes(const ProtobufCBinaryData *bytes)
{
    char text[2 * 256 + 1] = "";
    struct uuid uuid;

    if (bytes->len == UUID_BYTES) {
        memcpy(uuid.bytes, bytes->data, UUID_BYTES);
        return json_string(uuid_format(&uuid, text));
    }
    for (size_t i = 0; i < bytes->len && i < 256; i++)
        snprintf(text + 2 * i, 3, "%02x", bytes->data[i]);
    return json_string(text);
}

static json_t *of_u64(const ProtobufCFieldDescriptor *field, uint64_t value)
{
    if (strcmp(field->name, "epoch") != 0 && strcmp(field->name, "checksum") != 0)
        return json_integer((json_int_t)value);
    return json_sprintf("%llu", (unsigned long long)value);
}

static json_t *of_enum(const ProtobufCFieldDescriptor *field, int value)
{
    char word[MESSAGE_WORD_BYTES];

    message_enum_word(field->descriptor, value, word);
    return word[0] ? json_string(word) : json_null();
}

static json_t *of_message(const ProtobufCMessage *message)
{
    char text[DATE_TEXT_BYTES];

    if (!message)
        return json_null();
    if (message->descriptor == &karmayogi__core__v1__date__descriptor)
        return json_string(date_format(message_days((const Karmayogi__Core__V1__Date *)message), text));
    return message_json(message);
}

static json_t *of_value(const ProtobufCFieldDescriptor *field, const void *at)
{
    switch (field->type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
        return json_integer(*(const int32_t *)at);
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32:
        return json_integer(*(const uint32_t *)at);
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
        return json_integer(*(const int64_t *)at);
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
        return of_u64(field, *(const uint64_t *)at);
    case PROTOBUF_C_TYPE_FLOAT:
        return json_real((double)*(const float *)at);
    case PROTOBUF_C_TYPE_DOUBLE:
        return json_real(*(const double *)at);
    case PROTOBUF_C_TYPE_BOOL:
        return json_boolean(*(const protobuf_c_boolean *)at);
    case PROTOBUF_C_TYPE_ENUM:
        return of_enum(field, *(const int *)at);
    case PROTOBUF_C_TYPE_STRING:
        return json_string(*(const char *const *)at ? *(const char *const *)at : "");
    case PROTOBUF_C_TYPE_BYTES:
        return of_bytes(at);
    case PROTOBUF_C_TYPE_MESSAGE:
        return of_message(*(const ProtobufCMessage *const *)at);
    }
    return NULL;
}

static size_t size_of(ProtobufCType type)
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
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32:
    case PROTOBUF_C_TYPE_FLOAT:
    case PROTOBUF_C_TYPE_ENUM:
        break;
    }
    return 4;
}

static json_t *of_field(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field)
{
    const char *base = (const char *)message;
    const char *at = base + field->offset;
    json_t *array;
    size_t count;

    if (field->label != PROTOBUF_C_LABEL_REPEATED)
        return of_value(field, at);
    array = json_array();
    count = *(const size_t *)(const void *)(base + field->quantifier_offset);
    at = *(const char *const *)(const void *)at;
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, of_value(field, at + i * size_of(field->type)));
    return array;
}

json_t *message_json(const ProtobufCMessage *message)
{
    json_t *object = json_object();

    for (unsigned i = 0; i < message->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
        bool one_of = (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0;
        const char *chosen = (const char *)message + field->quantifier_offset;

        if (one_of && *(const uint32_t *)(const void *)chosen != field->id)
            continue;
        json_object_set_new(object, field->name, of_field(message, field));
    }
    return object;
}

static int print(json_t *json, size_t flags)
{
    int result = json ? json_dumpf(json, stdout, flags) : -1;

    json_decref(json);
    if (result == 0 && putchar('\n') != EOF)
        return 0;
    return error_raise("cannot write JSON: memory or the output failed");
}

int message_json_print(json_t *json)
{
    return print(json, JSON_COMPACT);
}

int message_json_print_pretty(json_t *json)
{
    return print(json, JSON_INDENT(2));
}

int message_json_show(const void *message)
{
    return message_json_print_pretty(message_json(message));
}
