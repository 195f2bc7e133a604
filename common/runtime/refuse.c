/* refuse - see refuse.h. */
#include "runtime/refuse.h"

#include "base/error.h"

#include <string.h>

static const char *path_of(const struct refuse_terms *terms, unsigned field)
{
    return terms->paths[field] ? terms->paths[field] : terms->vocabulary->fields[field];
}

int refuse_in_terms(struct call *call, const struct refuse_terms *terms, const struct findings *findings)
{
    bool hindi = call->header.locale == LOCALE_HI;
    struct violation *violations = arena_zalloc(&call->arena, FINDINGS_MOST, sizeof *violations);
    if (!violations)
        return error_raise("no room for a refusal");
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        /* A detail may point into the writer's lists, which may change before the loop packs the reply. */
        const char *detail =
            finding->detail ? arena_string(&call->arena, finding->detail, strlen(finding->detail)) : NULL;
        if (finding->detail && !detail)
            return error_raise("no room for a refusal");
        violations[i] = (struct violation){
            .field = path_of(terms, finding->field),
            .reason = vocabulary_word(terms->vocabulary, finding->reason),
            .sentence = vocabulary_sentence(terms->vocabulary, &call->arena, finding->reason, finding->detail, hindi),
            .detail = detail,
        };
    }
    bool about_fields = findings->count > 1 || findings->items[0].field != 0;
    return call_refuse_status(call, (struct status){
                                        .code = terms->code(findings->items[0].reason),
                                        .reason = violations[0].reason,
                                        .sentence = violations[0].sentence,
                                        .violations = violations,
                                        .violation_count = about_fields ? findings->count : 0,
                                    });
}

int refuse_with(struct call *call, const struct refuse_terms *terms, unsigned field, unsigned reason,
                const char *detail)
{
    struct findings findings = {0};
    findings_add(&findings, field, reason, detail);
    return refuse_in_terms(call, terms, &findings);
}
