/* onboarding - see onboarding.h. */
#include "codec/onboarding.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/official_number.h"

#include <assert.h>
#include <karmayogi/reporting/v1/service.pb-c.h>
#include <string.h>

#define REPORTING(name) Karmayogi__Reporting__V1__##name
#define CORE(name)      Karmayogi__Core__V1__##name

static_assert((int)ONBOARDING_BY_DISTRICT == (int)KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_DISTRICT,
              "dimensions");

static char *text(const char *given)
{
    return (char *)(uintptr_t)(given ? given : "");
}

static int no_room(void)
{
    return error_raise("no room for an answer");
}

static int refuse(struct call *call, const char *reason, const char *english, const char *hindi)
{
    return call_refuse_status(call, (struct status){.code = STATUS_INVALID_ARGUMENT,
                                                    .reason = reason,
                                                    .sentence = call->header.locale == LOCALE_HI ? hindi : english});
}

int onboarding_decode(struct call *call)
{
    const REPORTING(GetOnboardingRequest) *message = (REPORTING(GetOnboardingRequest) *)call_unpack(
        call, &karmayogi__reporting__v1__get_onboarding_request__descriptor);
    struct onboarding_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!message)
        return 0;
    if (!request)
        return error_raise("no room for a request");
    request->organisation_id = message->organisation_id;
    request->as_of = DATE_NONE;
    if ((int)message->by < 0 || (int)message->by >= ONBOARDING_DIMENSIONS)
        return refuse(call, "DIMENSION", "Onboarding has rows by organisation or by district only.",
                      "पंजीकरण की पंक्तियाँ केवल संगठन या जनपद के अनुसार होती हैं।");
    request->by = (enum onboarding_dimension)message->by;
    if (message->as_of) {
        request->as_of = date_from_civil(message->as_of->year, message->as_of->month, message->as_of->day);
        if (request->as_of == DATE_NONE || message->as_of->year < 1900 || message->as_of->year > 2199)
            return refuse(call, "DATE_NOT_EXISTING", "as_of is not a day of the calendar between 1900 and 2199.",
                          "as_of पंचांग का कोई दिन (1900 से 2199) नहीं है।");
    }
    call->request = request;
    return 0;
}

int counted_decode(struct call *call)
{
    const REPORTING(ListCountedOfficialsRequest) *message = (REPORTING(ListCountedOfficialsRequest) *)call_unpack(
        call, &karmayogi__reporting__v1__list_counted_officials_request__descriptor);
    struct counted_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!message)
        return 0;
    if (!request)
        return error_raise("no room for a request");
    request->page_size = message->page && message->page->page_size ? message->page->page_size : 100;
    request->page_token = message->page ? message->page->page_token : "";
    request->query = (struct store_bytes){call->route->method, strlen(call->route->method)};
    call->request = request;
    return request->page_size > LIMIT_PAGE_SIZE ? call_refuse(call, REFUSAL_PAGE_SIZE) : 0;
}

static CORE(Date) * date(struct arena *arena, int32_t days)
{
    int year, month, day;
    CORE(Date) *message = days == DATE_NONE ? NULL : arena_alloc(arena, sizeof *message);
    if (!message)
        return NULL;
    karmayogi__core__v1__date__init(message);
    date_to_civil(days, &year, &month, &day);
    message->year = year;
    message->month = month;
    message->day = day;
    return message;
}

static REPORTING(OnboardingRow) * row_message(struct arena *arena, const struct onboarding_row *row)
{
    REPORTING(OnboardingRow) *message = arena_alloc(arena, sizeof *message);
    if (!message)
        return NULL;
    karmayogi__reporting__v1__onboarding_row__init(message);
    message->code = text(row->code);
    message->name_en = text(row->name_en);
    message->name_hi = text(row->name_hi);
    message->onboarded = row->onboarded;
    message->blocked = row->blocked;
    message->retired = row->retired;
    if (!row->strength.declared)
        return message;
    message->strength = arena_alloc(arena, sizeof *message->strength);
    if (!message->strength)
        return NULL;
    karmayogi__reporting__v1__declared_strength__init(message->strength);
    message->strength->count = row->strength.count;
    message->strength->share_basis_points = onboarding_share(row->onboarded, row->strength.count);
    message->strength->source = text(row->strength.source);
    message->strength->declared_on = date(arena, row->strength.declared_on);
    return message->strength->declared_on ? message : NULL;
}

int onboarding_answer(struct call *call, const struct onboarding *report, int32_t as_of, const char *feed,
                      const struct follower_freshness *freshness)
{
    REPORTING(GetOnboardingResponse) response = KARMAYOGI__REPORTING__V1__GET_ONBOARDING_RESPONSE__INIT;
    REPORTING(Freshness) fresh = KARMAYOGI__REPORTING__V1__FRESHNESS__INIT, *freshes[] = {&fresh};
    CORE(Position) counted_to = KARMAYOGI__CORE__V1__POSITION__INIT;
    response.total = row_message(&call->arena, &report->total);
    response.rows = arena_zalloc(&call->arena, report->row_count + 1, sizeof *response.rows);
    response.as_of = date(&call->arena, as_of);
    if (!response.total || !response.rows || !response.as_of)
        return no_room();
    for (size_t i = 0; i < report->row_count; i++)
        if (!(response.rows[i] = row_message(&call->arena, &report->rows[i])))
            return no_room();
    response.n_rows = report->row_count;
    counted_to.service = text(feed);
    counted_to.epoch = freshness->epoch;
    counted_to.sequence = freshness->sequence;
    fresh.counted_to = &counted_to;
    fresh.committed_at_ms = freshness->committed_at_ms;
    fresh.age_ms = freshness->age_ms;
    fresh.rebuilding = freshness->rebuilding;
    response.n_freshness = 1;
    response.freshness = freshes;
    return call_answer(call, &response.base);
}

struct counted_page {
    struct arena *arena;
    REPORTING(CountedOfficial) * *officials;
    size_t count;
};

struct counted_page *counted_page_new(struct call *call, uint32_t size)
{
    struct counted_page *page = arena_zalloc(&call->arena, 1, sizeof *page);
    if (!page)
        return NULL;
    page->arena = &call->arena;
    page->officials = arena_zalloc(&call->arena, size, sizeof *page->officials);
    return page->officials ? page : NULL;
}

static bool fill_span(struct arena *arena, const struct counted *counted, size_t i, const char *organisation_id,
                      REPORTING(CountedSpan) * span)
{
    const struct span *counted_span = &counted->spans[i];
    karmayogi__reporting__v1__counted_span__init(span);
    span->first_day = date(arena, counted_span->first_day);
    int32_t end_day = counted_end_day(counted, i);
    span->end_day = date(arena, end_day);
    span->organisation_id = text(organisation_id);
    span->district_code = counted_span->district_code;
    span->state = (uint32_t)counted_span->state;
    return span->first_day && (end_day == DATE_NONE || span->end_day);
}

int counted_page_add(struct counted_page *page, const struct counted *counted, const char *const *organisation_ids)
{
    REPORTING(CountedOfficial) *official = arena_alloc(page->arena, sizeof *official);
    REPORTING(CountedSpan) *spans = arena_zalloc(page->arena, counted->span_count + 1, sizeof *spans);
    char *id = arena_alloc(page->arena, OFFICIAL_NUMBER_TEXT_BYTES);
    if (!official || !spans || !id)
        return no_room();
    karmayogi__reporting__v1__counted_official__init(official);
    official->official_id = official_number_format(counted->number, id);
    official->version = counted->version;
    official->spans = arena_zalloc(page->arena, counted->span_count + 1, sizeof *official->spans);
    if (!official->spans)
        return no_room();
    for (size_t i = 0; i < counted->span_count; i++) {
        if (!fill_span(page->arena, counted, i, organisation_ids[i], &spans[i]))
            return no_room();
        official->spans[i] = &spans[i];
    }
    official->n_spans = counted->span_count;
    page->officials[page->count++] = official;
    return 0;
}

int counted_answer(struct call *call, struct counted_page *page, const char *next_page_token)
{
    REPORTING(ListCountedOfficialsResponse) response = KARMAYOGI__REPORTING__V1__LIST_COUNTED_OFFICIALS_RESPONSE__INIT;
    CORE(PageResponse) next = KARMAYOGI__CORE__V1__PAGE_RESPONSE__INIT;
    next.next_page_token = text(next_page_token);
    response.officials = page->officials;
    response.n_officials = page->count;
    response.page = &next;
    return call_answer(call, &response.base);
}
