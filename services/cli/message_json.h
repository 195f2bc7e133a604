#pragma once
/*
 * message_json - any protobuf message as JSON, by its descriptor: the names of the contract, every field always there.
 *
 * Dates are "yyyy-mm-dd", enums lower-case words without the enum's name, absent messages and unspecified enums null,
 * 16 bytes a UUID, other bytes hexadecimal. `epoch` and `checksum` are strings: they use all 64 bits, which JSON
 * numbers do not hold everywhere.
 */
#include <jansson.h>
#include <protobuf-c/protobuf-c.h>

/** message_json() - Return: a new reference, or NULL: out of memory. */
json_t *message_json(const ProtobufCMessage *message);

/** message_json_print() - one line on stdout, giving the reference up. Return: 0, or < 0. */
int message_json_print(json_t *json);

/** message_json_print_pretty() - as message_json_print(), indented. */
int message_json_print_pretty(json_t *json);

/** message_json_show() - a whole message, indented, on stdout. Return: 0, or < 0. */
int message_json_show(const void *message);
