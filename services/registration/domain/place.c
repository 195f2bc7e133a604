/*
 * place - districts by code and name.
 *
 * Census codes of 2011 run over the same numbers as LGD codes, so a list with the wrong series is mostly a list of
 * other, existing districts. That is why a name beside the code is compared, and why a code that is the census code of
 * the named district is told apart from a mere contradiction: then the whole column is of the wrong series.
 */
#include "domain/place.h"

#include "base/number.h"
#include "domain/field.h"

#include <string.h>

bool place_entry_is_valid(const struct master_entry *entry, int32_t day)
{
    return (entry->valid_from == DATE_NONE || day >= entry->valid_from) &&
           (entry->valid_to == DATE_NONE || day <= entry->valid_to);
}

static uint32_t code_of(const struct master_entry *district)
{
    uint64_t code = 0;
    number_parse_u64(district->code, UINT32_MAX, &code);
    return (uint32_t)code;
}

static const char *names_of(const struct master_entry *district, struct arena *arena)
{
    if (*district->name_hi == '\0')
        return district->name_en;
    return arena_printf(arena, "%s (%s)", district->name_en, district->name_hi);
}

/* Whether the code of the draft and the district that it names go together; finds nothing where only one is said. */
static bool agree(uint32_t code, const struct master_entry *by_code, const struct master_entry *by_name,
                  struct arena *arena, struct findings *findings)
{
    if (code == 0 || !by_name || by_code == by_name)
        return true;
    if (by_name->census2011_code == code) {
        findings_add(findings, FIELD_DISTRICT_CODE, REASON_DISTRICT_CENSUS_CODE, by_name->code);
        return false;
    }
    if (!by_code)
        return true; /* said elsewhere */
    findings_add(findings, FIELD_DISTRICT_CODE, REASON_DISTRICT_DISAGREES, names_of(by_code, arena));
    return false;
}

uint32_t place_district(const struct draft *draft, const struct draft_context *context, int32_t day, uint32_t fallback,
                        struct findings *findings)
{
    const char *name = cell_clean(context->arena, draft->district_name);
    uint32_t code = draft->district_code;
    if (code == 0 && *name == '\0')
        return fallback;
    const struct master_entry *by_code = code ? master_lists_district(context->lists, code) : NULL;
    const struct master_entry *by_name =
        *name ? master_lists_spelling(context->lists, MASTER_DISTRICT, name, context->arena) : NULL;
    bool fine = agree(code, by_code, by_name, context->arena, findings);
    if (fine && code && !by_code) {
        findings_add(findings, FIELD_DISTRICT_CODE, REASON_DISTRICT_UNKNOWN, NULL);
        fine = false;
    }
    if (*name && !by_name) {
        findings_add(findings, FIELD_DISTRICT_NAME, REASON_DISTRICT_UNKNOWN, NULL);
        fine = false;
    }
    if (!fine)
        return 0;
    const struct master_entry *district = by_code ? by_code : by_name;
    if (!place_entry_is_valid(district, day)) {
        findings_add(findings, code ? FIELD_DISTRICT_CODE : FIELD_DISTRICT_NAME, REASON_DISTRICT_NOT_VALID,
                     *district->successor ? district->successor : NULL);
        return 0;
    }
    return code_of(district);
}
