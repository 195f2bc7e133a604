#pragma once
/*
 * person - officials to register by the million: the same seed and number give the same one, byte for byte, and no two
 * share what identifies a person. Cheap to make: nothing is looked up and nothing is remembered.
 */
#include "base/buffer.h"

#include <stddef.h>
#include <stdint.h>

#define PERSON_ISSUER       "load"
#define PERSON_ISSUED_BYTES 40

struct people {
    uint64_t seed;
    const char *const *organisations; /* they serve in these in turn */
    size_t organisation_count;
};

/** person_request() - append a packed RegisterOfficialRequest of person @number. Return: 0, or < 0. */
int person_request(const struct people *people, uint64_t number, struct buffer *out);

/** person_issued_id() - the id that PERSON_ISSUER gave to person @number. Return: @text. */
char *person_issued_id(const struct people *people, uint64_t number, char text[PERSON_ISSUED_BYTES]);
