#pragma once
/* message - protobuf values as people and command lines write them: dates, instants, words of enums, positions. */
#include "base/arena.h"
#include "base/date.h"
#include "wire/envelope.h"

#include <karmayogi/core/v1/types.pb-c.h>
#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MESSAGE_WORD_BYTES    64
#define MESSAGE_INSTANT_BYTES 32

/** message_date() - @days as a message in @arena; NULL for DATE_NONE (not given), or past the arena's cap. */
Karmayogi__Core__V1__Date *message_date(struct arena *arena, int32_t days);

/** message_days() - the reverse; DATE_NONE for NULL and what is no date. */
int32_t message_days(const Karmayogi__Core__V1__Date *date);

/** message_date_text() - dd-mm-yyyy as people here read it; "" for NULL. Return: @text. */
char *message_date_text(const Karmayogi__Core__V1__Date *date, char text[DATE_TEXT_BYTES]);

/** message_instant() - @utc_ms as dd-mm-yyyy hh:mm:ss in India; "" for 0. Return: @text. */
char *message_instant(int64_t utc_ms, char text[MESSAGE_INSTANT_BYTES]);

/** message_enum_word() - the value's word without the enum's name: GROUP_CONTRACTUAL_STAFF is `contractual_staff`; ""
 * for the unspecified and for unknown values. Return: @word. */
char *message_enum_word(const ProtobufCEnumDescriptor *descriptor, int value, char word[MESSAGE_WORD_BYTES]);

/** message_enum() - the value of a word, hyphens as good as underscores, any letter case; < 0: unknown. */
int message_enum(const ProtobufCEnumDescriptor *descriptor, const char *word);

/** message_enum_words() - all words, separated by commas. Return: text in @arena, or "" past its cap. */
const char *message_enum_words(struct arena *arena, const ProtobufCEnumDescriptor *descriptor);

/** message_position_parse() - `registration:EPOCH:SEQUENCE`. */
bool message_position_parse(struct position *position, const char *text);

/** message_position_text() - the reverse. Return: text in @arena, or "" past its cap. */
const char *message_position_text(struct arena *arena, const char *service, uint64_t epoch, uint64_t sequence);

/** message_pack() - @message as bytes in @arena. Return: 0, or < 0: past its cap. */
int message_pack(struct arena *arena, const ProtobufCMessage *message, ProtobufCBinaryData *bytes);

/** message_unpack() - the reverse; NULL: malformed, or past the arena's cap. */
ProtobufCMessage *message_unpack(struct arena *arena, ProtobufCBinaryData bytes,
                                 const ProtobufCMessageDescriptor *descriptor);

/** message_as() - @message read as one of @descriptor, which has the same numbers; NULL as above. */
ProtobufCMessage *message_as(struct arena *arena, const ProtobufCMessage *message,
                             const ProtobufCMessageDescriptor *descriptor);
