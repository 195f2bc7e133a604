#pragma once
/*
 * official_number - the id of an official: department (16 bits) and sequence in the department (40 bits) in one number,
 * and its written form with a check character by ISO/IEC 7064 MOD 11-2 (0 to 9 or X), which notices every wrong digit
 * and every swap of neighbours: `2-4783-9`.
 */
#include <stdint.h>

#define OFFICIAL_NUMBER_TEXT_BYTES 24
#define OFFICIAL_SEQUENCE_MOST     ((UINT64_C(1) << 40) - 1)

uint64_t official_number(uint16_t department, uint64_t sequence); /* both >= 1, asserted */
uint16_t official_number_department(uint64_t number);
uint64_t official_number_sequence(uint64_t number);

/** official_number_format() - Return: @text. */
char *official_number_format(uint64_t number, char text[OFFICIAL_NUMBER_TEXT_BYTES]);

/** official_number_parse() - the number, or 0 where @text is no id (form, range or check character). A lower-case x is
 * accepted. */
uint64_t official_number_parse(const char *text);
