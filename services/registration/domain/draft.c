/*
 * draft - the check of everything that is said of a new official.
 *
 * The strings of the resulting official are the arena's, the master lists' or the draft's own; they hold as long as all
 * three do.
 */
#include "domain/draft.h"

#include "domain/check.h"
#include "domain/flag.h"

#include <string.h>

void draft_init(struct draft *draft)
{
    memset(draft, 0, sizeof *draft);
    draft->person.birth_date = DATE_NONE;
    draft->effective_on = DATE_NONE;
    for (size_t i = 0; i < LIMIT_ISSUED_IDS; i++)
        draft->issued_id_fields[i] = FIELD_ISSUED_IDS;
}

static void official_init(struct official *official)
{
    memset(official, 0, sizeof *official);
    official->state = OFFICIAL_ACTIVE;
    official->person = (struct person){.title = "", .name = "", .parent_name = "", .mobile = "", .email = ""};
    official->person.birth_date = DATE_NONE;
    official->post = (struct post){
        .organisation_id = "", .designation = "", .designation_code = "", .mother_tongue = "", .office_pin_code = ""};
}

int draft_check(const struct draft *draft, const struct draft_context *context, struct official *official,
                struct findings *findings, struct findings *flags)
{
    int32_t day = draft->effective_on == DATE_NONE ? context->today : draft->effective_on;
    struct findings found_flags = {0};
    official_init(official);
    official->registered_on = day;
    official->effective_on = day;
    if (check_fields(draft, CHECK_EVERYTHING, day, context, official, findings, &found_flags) < 0)
        return -1;
    flag_add_all(official, &found_flags);
    for (size_t i = 0; i < found_flags.count; i++)
        findings_add(flags, found_flags.items[i].field, found_flags.items[i].reason, found_flags.items[i].detail);
    return 0;
}
