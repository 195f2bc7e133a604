#pragma once
/* number - numbers as people here read them. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NUMBER_TEXT_BYTES 32

/** number_indian() - digits grouped 3, 2, 2, ...: 1880000 is 18,80,000. Return: @text. */
char *number_indian(int64_t value, char text[NUMBER_TEXT_BYTES]);

/** number_parse_u64() - only ASCII digits, the whole text, no overflow, at most @most. */
bool number_parse_u64(const char *text, uint64_t most, uint64_t *value);
