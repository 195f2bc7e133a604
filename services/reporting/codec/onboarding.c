/* onboarding - see onboarding.h. */
#include "codec/onboarding.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/official_number.h"
#include "runtime/page.h"

static int no_room(void)
{
    return error_raise("no room for an answer");
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
    if (!onboarding_has((int)message->by))
        return answer_refuse(call, STATUS_INVALID_ARGUMENT, "DIMENSION",
                             "Onboarding has rows by dimensions of officials alone; GetFigures has the others.",
                             "पंजीकरण की पंक्तियाँ केवल कार्मिकों के आयामों से होती हैं।");
    request->by = (enum figure_dimension)message->by;
    if (!answer_day(call, message->as_of, &request->as_of))
        return 0;
    call->request = request;
    return 0;
}

int counted_decode(struct call *call)
{
    REPORTING(ListCountedOfficialsRequest) *message = (REPORTING(ListCountedOfficialsRequest) *)call_unpack(
        call, &karmayogi__reporting__v1__list_counted_officials_request__descriptor);
    struct counted_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!message)
        return 0;
    if (!request)
        return error_raise("no room for a request");
    request->page_size = message->page && message->page->page_size ? message->page->page_size : 100;
    request->page_token = message->page ? message->page->page_token : "";
    message->page = NULL;
    if (page_query(call, &message->base, &request->query) < 0)
        return -1;
    call->request = request;
    return request->page_size > LIMIT_PAGE_SIZE ? call_refuse(call, REFUSAL_PAGE_SIZE) : 0;
}

static REPORTING(OnboardingRow) * row_message(struct arena *arena, const struct onboarding_row *row)
{
    REPORTING(OnboardingRow) *message = arena_alloc(arena, sizeof *message);
    if (!message)
        return NULL;
    karmayogi__reporting__v1__onboarding_row__init(message);
    message->code = answer_text(row->code);
    message->name_en = answer_text(row->name_en);
    message->name_hi = answer_text(row->name_hi);
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
    message->strength->source = answer_text(row->strength.source);
    message->strength->declared_on = answer_date(arena, row->strength.declared_on);
    return message->strength->declared_on ? message : NULL;
}

int onboarding_answer(struct call *call, const struct onboarding *report, int32_t as_of, const struct answer_feed *feed)
{
    REPORTING(GetOnboardingResponse) response = KARMAYOGI__REPORTING__V1__GET_ONBOARDING_RESPONSE__INIT;
    response.total = row_message(&call->arena, &report->total);
    response.rows = arena_zalloc(&call->arena, report->row_count + 1, sizeof *response.rows);
    response.as_of = answer_date(&call->arena, as_of);
    response.freshness = answer_freshness(&call->arena, feed, 1);
    if (!response.total || !response.rows || !response.as_of || !response.freshness)
        return no_room();
    for (size_t i = 0; i < report->row_count; i++)
        if (!(response.rows[i] = row_message(&call->arena, &report->rows[i])))
            return no_room();
    response.n_rows = report->row_count;
    response.n_freshness = 1;
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

static bool fill_span(struct arena *arena, const struct counted *counted, size_t i, const struct counted_names *names,
                      REPORTING(CountedSpan) * span)
{
    const struct span *counted_span = &counted->spans[i];
    karmayogi__reporting__v1__counted_span__init(span);
    span->first_day = answer_date(arena, counted_span->first_day);
    int32_t end_day = counted_end_day(counted, i);
    span->end_day = answer_date(arena, end_day);
    span->organisation_id = answer_text(names->organisation_id);
    span->designation_code = answer_text(names->designation_code);
    span->level = counted_span->level;
    span->group = counted_span->group;
    span->gender = counted_span->gender;
    span->category = counted_span->category;
    span->engagement = counted_span->engagement;
    span->district_code = counted_span->district_code;
    span->state = (uint32_t)counted_span->state;
    return span->first_day && (end_day == DATE_NONE || span->end_day);
}

int counted_page_add(struct counted_page *page, const struct counted *counted, const struct counted_names *names)
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
        if (!fill_span(page->arena, counted, i, &names[i], &spans[i]))
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
    next.next_page_token = answer_text(next_page_token);
    response.officials = page->officials;
    response.n_officials = page->count;
    response.page = &next;
    return call_answer(call, &response.base);
}
