#pragma once
/* place - the rule for districts: code and name must agree, and the district must have existed. Private to the domain.
 */
#include "domain/draft.h"

/** place_entry_is_valid() - whether an entry of a master list may be used on @day. */
bool place_entry_is_valid(const struct master_entry *entry, int32_t day);

/**
 * place_district() - the LGD code of the district that @draft names by code, name or both
 * @day:      the day on which it must have been valid
 * @fallback: the code where the draft names none; not checked, may be 0
 * @findings: DISTRICT_UNKNOWN, DISTRICT_CENSUS_CODE, DISTRICT_DISAGREES, DISTRICT_NOT_VALID
 */
uint32_t place_district(const struct draft *draft, const struct draft_context *context, int32_t day, uint32_t fallback,
                        struct findings *findings);
