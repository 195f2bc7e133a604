/* message - see message.h. */
#include "message.h"

#include "base/error.h"
#include "base/number.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define IST_AHEAD_MS 19800000LL
#define DAY_MS       86400000LL

Karmayogi__Core__V1__Date *message_date(struct arena *arena, int32_t days)
{
    Karmayogi__Core__V1__Date *date = days == DATE_NONE ? NULL : arena_alloc(arena, sizeof(*date));
    int year, month, day;

    if (!date)
        return NULL;
    karmayogi__core__v1__date__init(date);
    date_to_civil(days, &year, &month, &day);
    date->year = year;
    date->month = month;
    date->day = day;
    return date;
}

int32_t message_days(const Karmayogi__Core__V1__Date *date)
{
    return date ? date_from_civil(date->year, date->month, date->day) : DATE_NONE;
}

char *message_date_text(const Karmayogi__Core__V1__Date *date, char text[DATE_TEXT_BYTES])
{
    text[0] = '\0';
    if (message_days(date) != DATE_NONE && date->year <= 9999)
        snprintf(text, DATE_TEXT_BYTES, "%02u-%02u-%04u", (unsigned)date->day % 100, (unsigned)date->month % 100,
                 (unsigned)date->year % 10000);
    return text;
}

char *message_instant(int64_t utc_ms, char text[MESSAGE_INSTANT_BYTES])
{
    int32_t days = date_of_instant(utc_ms);
    int64_t second = ((utc_ms + IST_AHEAD_MS) % DAY_MS + DAY_MS) % DAY_MS / 1000;
    int year, month, day;

    text[0] = '\0';
    if (utc_ms == 0 || days == DATE_NONE)
        return text;
    date_to_civil(days, &year, &month, &day);
    snprintf(text, MESSAGE_INSTANT_BYTES, "%02u-%02u-%04u %02u:%02u:%02u", (unsigned)day % 100, (unsigned)month % 100,
             (unsigned)year % 10000, (unsigned)(second / 3600) % 24, (unsigned)(second / 60 % 60),
             (unsigned)(second % 60));
    return text;
}

/* Length of the prefix that every value of the enum carries: OfficialState is OFFICIAL_STATE_. */
static size_t prefix_length(const ProtobufCEnumDescriptor *descriptor)
{
    size_t length = 1;

    for (const char *at = descriptor->short_name; *at; at++)
        length += isupper((unsigned char)*at) && at != descriptor->short_name ? 2 : 1;
    return length;
}

char *message_enum_word(const ProtobufCEnumDescriptor *descriptor, int value, char word[MESSAGE_WORD_BYTES])
{
    const ProtobufCEnumValue *known = protobuf_c_enum_descriptor_get_value(descriptor, value);
    size_t skip = prefix_length(descriptor);

    word[0] = '\0';
    if (!known || value == 0 || strlen(known->name) <= skip)
        return word;
    snprintf(word, MESSAGE_WORD_BYTES, "%s", known->name + skip);
    for (char *at = word; *at; at++)
        *at = (char)tolower((unsigned char)*at);
    return word;
}

static bool same_word(const char *a, const char *b)
{
    for (; *a && *b; a++, b++) {
        int x = *a == '-' || *a == ' ' ? '_' : tolower((unsigned char)*a);
        int y = *b == '-' || *b == ' ' ? '_' : tolower((unsigned char)*b);

        if (x != y)
            return false;
    }
    return *a == *b;
}

int message_enum(const ProtobufCEnumDescriptor *descriptor, const char *word)
{
    char known[MESSAGE_WORD_BYTES];

    for (unsigned i = 0; i < descriptor->n_values; i++) {
        message_enum_word(descriptor, descriptor->values[i].value, known);
        if (known[0] && same_word(known, word))
            return descriptor->values[i].value;
    }
    return -1;
}

const char *message_enum_words(struct arena *arena, const ProtobufCEnumDescriptor *descriptor)
{
    char word[MESSAGE_WORD_BYTES];
    const char *words = "";

    for (unsigned i = 0; i < descriptor->n_values && words; i++) {
        if (message_enum_word(descriptor, descriptor->values[i].value, word)[0])
            words = arena_printf(arena, "%s%s%s", words, words[0] ? ", " : "", word);
    }
    return words ? words : "";
}

bool message_position_parse(struct position *position, const char *text)
{
    const char *first = strchr(text, ':');
    const char *second = first ? strchr(first + 1, ':') : NULL;
    char epoch[NUMBER_TEXT_BYTES];

    if (!second || first == text || (size_t)(first - text) >= sizeof(position->service) ||
        (size_t)(second - first) > sizeof(epoch))
        return false;
    memset(position, 0, sizeof(*position));
    memcpy(position->service, text, (size_t)(first - text));
    memcpy(epoch, first + 1, (size_t)(second - first) - 1);
    epoch[second - first - 1] = '\0';
    return number_parse_u64(epoch, UINT64_MAX, &position->epoch) &&
           number_parse_u64(second + 1, UINT64_MAX, &position->sequence);
}

const char *message_position_text(struct arena *arena, const char *service, uint64_t epoch, uint64_t sequence)
{
    const char *text =
        arena_printf(arena, "%s:%llu:%llu", service, (unsigned long long)epoch, (unsigned long long)sequence);

    return text ? text : "";
}

int message_pack(struct arena *arena, const ProtobufCMessage *message, ProtobufCBinaryData *bytes)
{
    bytes->data = wire_pack_in(arena, message, &bytes->len);
    return bytes->data ? 0 : error_raise("out of memory for a message");
}

ProtobufCMessage *message_unpack(struct arena *arena, ProtobufCBinaryData bytes,
                                 const ProtobufCMessageDescriptor *descriptor)
{
    return wire_unpack(descriptor, bytes.data, bytes.len, arena);
}

ProtobufCMessage *message_as(struct arena *arena, const ProtobufCMessage *message,
                             const ProtobufCMessageDescriptor *descriptor)
{
    ProtobufCBinaryData bytes;

    return message_pack(arena, message, &bytes) == 0 ? message_unpack(arena, bytes, descriptor) : NULL;
}
