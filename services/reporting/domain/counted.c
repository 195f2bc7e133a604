/* counted - see counted.h. */
#include "domain/counted.h"

static bool same_state(const struct span *a, const struct span *b)
{
    return a->organisation == b->organisation && a->district_code == b->district_code && a->state == b->state &&
           a->designation == b->designation && a->level == b->level && a->group == b->group && a->gender == b->gender &&
           a->category == b->category && a->engagement == b->engagement;
}

enum counted_outcome counted_apply(struct counted *counted, uint64_t version, const struct span *span)
{
    if (version <= counted->version)
        return COUNTED_OLD;
    counted->version = version;
    struct span *newest = counted->span_count ? &counted->spans[counted->span_count - 1] : NULL;
    if (newest && same_state(newest, span))
        return COUNTED_UNCHANGED;
    if (newest && (span->first_day <= newest->first_day || counted->span_count == COUNTED_SPANS)) {
        int32_t first_day = newest->first_day;
        *newest = *span;
        newest->first_day = first_day;
        return COUNTED_REPLACED;
    }
    counted->spans[counted->span_count++] = *span;
    return COUNTED_APPENDED;
}

int32_t counted_end_day(const struct counted *counted, size_t i)
{
    return i + 1 < counted->span_count ? counted->spans[i + 1].first_day : DATE_NONE;
}
