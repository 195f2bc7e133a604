/* transfer - see transfer.h. A transfer can wait for long, so what depends on the day and on the official is judged
 * when it is asked for and again when it is approved. */
#include "domain/transfer.h"

#include "base/error.h"
#include "base/number.h"
#include "domain/change.h"
#include "domain/field.h"
#include "domain/flag.h"

#include <stdio.h>
#include <string.h>

char *transfer_id_format(uint64_t official, uint32_t ordinal, char text[TRANSFER_ID_BYTES])
{
    char id[OFFICIAL_NUMBER_TEXT_BYTES];
    snprintf(text, TRANSFER_ID_BYTES, "%s/%u", official_number_format(official, id), (unsigned)ordinal);
    return text;
}

bool transfer_id_parse(const char *text, uint64_t *official, uint32_t *ordinal)
{
    char id[OFFICIAL_NUMBER_TEXT_BYTES];
    const char *slash = strchr(text, '/');
    uint64_t number = 0;
    if (!slash || (size_t)(slash - text) >= sizeof id)
        return false;
    memcpy(id, text, (size_t)(slash - text));
    id[slash - text] = '\0';
    *official = official_number_parse(id);
    if (*official == 0 || slash[1] == '0' || !number_parse_u64(slash + 1, UINT32_MAX, &number))
        return false;
    *ordinal = (uint32_t)number;
    return true;
}

static const struct organisation *check_receiver(const struct official *official, const struct transfer_wish *wish,
                                                 const struct draft_context *context, struct findings *findings)
{
    const char *id = cell_clean(context->arena, wish->to_id);
    const struct organisation *to = *id ? organisations_id(context->organisations, id) : NULL;
    enum reason reason = REASON_NONE;
    if (*id == '\0')
        reason = REASON_ORGANISATION_MISSING;
    else if (!to)
        reason = REASON_ORGANISATION_UNKNOWN;
    else if (to->department_number == 0)
        reason = REASON_ORGANISATION_NO_DEPARTMENT;
    else if (to->number == official->post.organisation_number)
        reason = REASON_TRANSFER_SAME_ORGANISATION;
    if (reason != REASON_NONE)
        findings_add(findings, FIELD_TO_ORGANISATION, reason, NULL);
    return to;
}

static void check_none_open(const struct transfer *before, struct arena *arena, struct findings *findings)
{
    char id[TRANSFER_ID_BYTES];
    if (before->ordinal != 0 && before->state == TRANSFER_OPEN)
        findings_add(findings, FIELD_ROW, REASON_TRANSFER_OPEN,
                     arena_printf(arena, "%s", transfer_id_format(before->official, before->ordinal, id)));
}

int transfer_request(const struct official *official, const struct transfer *before, const struct transfer_wish *wish,
                     const struct transfer_author *author, const struct draft_context *context,
                     struct transfer *transfer, struct findings *findings)
{
    int32_t day = wish->effective_on == DATE_NONE ? context->today : wish->effective_on;
    change_check_version(official, wish->version, context->arena, findings);
    change_check_serving(official, findings);
    check_none_open(before, context->arena, findings);
    const struct organisation *to = check_receiver(official, wish, context, findings);
    change_check_day(official, day, context, findings);
    *transfer = (struct transfer){
        .official = official->number,
        .ordinal = before->ordinal + 1,
        .state = TRANSFER_OPEN,
        .from_number = official->post.organisation_number,
        .from_id = official->post.organisation_id,
        .to_number = to ? to->number : 0,
        .to_id = to ? to->id : "",
        .effective_on = day,
        .reason = change_check_reason(wish->reason, true, context->arena, findings),
        .requested_by = author->caller,
        .requested_at_ms = author->at_ms,
        .decided_by = "",
        .decision_reason = "",
    };
    return context->arena->failed ? error_raise("no memory to ask for a transfer") : 0;
}

static int move(const struct transfer *transfer, const struct draft_context *context, struct official *changed)
{
    const struct organisation *from = organisations_number(context->organisations, changed->post.organisation_number);
    const struct organisation *to = organisations_number(context->organisations, transfer->to_number);
    if (!from || !to)
        return error_raise("a transfer names an organisation that is not there");
    changed->version++;
    changed->effective_on = transfer->effective_on;
    changed->post.organisation_id = to->id;
    changed->post.organisation_number = to->number;
    if (to->district_code != 0 && to->district_code != from->district_code &&
        changed->post.district_code == from->district_code) {
        changed->post.district_code = to->district_code;
        flag_remove(changed, REASON_LIKELY_DUPLICATE); /* the district is part of what people look alike by */
    }
    return 0;
}

int transfer_decide(const struct official *official, const struct transfer *transfer,
                    const struct transfer_decision *decision, const struct transfer_author *author,
                    const struct draft_context *context, struct transfer *decided, struct official *changed,
                    struct findings *findings)
{
    bool approved = decision->outcome == TRANSFER_APPROVED;
    *changed = *official;
    *decided = *transfer;
    if (transfer->state != TRANSFER_OPEN) {
        findings_add(findings, FIELD_ROW, REASON_TRANSFER_DECIDED, NULL);
        return 0;
    }
    decided->state = decision->outcome;
    decided->decided_by = author->caller;
    decided->decided_at_ms = author->at_ms;
    decided->decision_reason = change_check_reason(decision->reason, !approved, context->arena, findings);
    change_check_version(official, decision->version, context->arena, findings);
    if (approved) { /* of somebody who has retired since, the request can still be refused or withdrawn */
        change_check_serving(official, findings);
        change_check_day(official, transfer->effective_on, context, findings);
    }
    if (context->arena->failed)
        return error_raise("no memory to decide on a transfer");
    return approved && findings->count == 0 ? move(transfer, context, changed) : 0;
}
