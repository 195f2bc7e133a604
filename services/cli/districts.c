/* districts - see districts.h. */
#include "districts.h"

#include "base/cell.h"
#include "base/error.h"
#include "base/number.h"
#include "base/text.h"

#include <string.h>

int districts_see(struct districts_seen *seen, const char *code, const char *name, struct arena *arena)
{
    const char *digits = cell_number(arena, code);
    const char *folded = text_fold(arena, name);
    uint64_t number;

    if (!folded || arena->failed)
        return error_raise("out of memory for the names of districts");
    if (!number_parse_u64(digits, DISTRICT_CODES - 1, &number))
        return 0;
    seen->codes[number] = true;
    for (size_t i = 0; i < seen->pair_count; i++) {
        if (seen->pairs[i].code == number && strcmp(seen->pairs[i].name, folded) == 0)
            return 0;
    }
    if (folded[0] && seen->pair_count < DISTRICT_PAIRS) {
        seen->pairs[seen->pair_count].code = (uint32_t)number;
        seen->pairs[seen->pair_count++].name = folded;
    }
    return 0;
}

static bool has_name(const struct district *district, const char *folded, struct arena *scratch)
{
    for (size_t i = 0; i < district->name_count; i++) {
        const char *own = text_fold(scratch, district->names[i]);

        if (own && own[0] && strcmp(own, folded) == 0)
            return true;
    }
    return false;
}

/* Names decide where there are any: none agrees with the LGD code beside it, and one does with the census code. */
static bool names_say_census(const struct districts_seen *seen, const struct district *districts, size_t count,
                             struct arena *scratch, uint32_t *example)
{
    bool census = false;

    for (size_t pair = 0; pair < seen->pair_count; pair++) {
        for (size_t i = 0; i < count; i++) {
            if (!has_name(&districts[i], seen->pairs[pair].name, scratch))
                continue;
            if (districts[i].lgd_code == seen->pairs[pair].code)
                return false;
            if (districts[i].census2011_code == seen->pairs[pair].code) {
                census = true;
                *example = seen->pairs[pair].code;
            }
        }
    }
    return census;
}

enum districts_outcome districts_judge(const struct districts_seen *seen, const struct district *districts,
                                       size_t count, struct arena *scratch, uint32_t *example)
{
    bool lgd[DISTRICT_CODES] = {false}, census[DISTRICT_CODES] = {false};
    bool only_census = false;

    for (size_t i = 0; i < count; i++) {
        if (districts[i].lgd_code < DISTRICT_CODES)
            lgd[districts[i].lgd_code] = true;
        if (districts[i].census2011_code && districts[i].census2011_code < DISTRICT_CODES)
            census[districts[i].census2011_code] = true;
    }
    if (names_say_census(seen, districts, count, scratch, example))
        return DISTRICTS_CENSUS_NAMES;
    for (uint32_t code = 0; code < DISTRICT_CODES; code++) {
        if (seen->codes[code] && lgd[code] && !census[code])
            return DISTRICTS_OK;
        if (seen->codes[code] && census[code] && !lgd[code] && !only_census) {
            only_census = true;
            *example = code;
        }
    }
    return only_census ? DISTRICTS_CENSUS_CODES : DISTRICTS_OK;
}
