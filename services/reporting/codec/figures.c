/* figures - see figures.h. */
#include "codec/figures.h"

#include "base/error.h"
#include "base/limits.h"
#include "runtime/page.h"
#include "wire/envelope.h"

#include <assert.h>
#include <string.h>

#define SAME(number, constant) static_assert((int)(number) == (int)KARMAYOGI__REPORTING__V1__##constant, #constant)
#define MEASURE(name)          SAME(MEASURE_##name, MEASURE__MEASURE_##name)
#define DIMENSION(name)        SAME(DIMENSION_##name, DIMENSION__DIMENSION_##name)

MEASURE(ONBOARDED);
MEASURE(BLOCKED);
MEASURE(RETIRED);
MEASURE(STRENGTH);
MEASURE(COURSES);
MEASURE(COURSE_MINUTES);
DIMENSION(ORGANISATION);
DIMENSION(DISTRICT);
DIMENSION(DIVISION);
DIMENSION(DESIGNATION);
DIMENSION(LEVEL);
DIMENSION(GROUP);
DIMENSION(GENDER);
DIMENSION(CATEGORY);
DIMENSION(ENGAGEMENT);
DIMENSION(DAY);
DIMENSION(WEEK);
DIMENSION(MONTH);
DIMENSION(COURSE_KIND);
DIMENSION(COURSE_LANGUAGES);
DIMENSION(AVAILABLE_LANGUAGE);
DIMENSION(PROVIDER);
DIMENSION(COMPETENCY_AREA);
SAME(FIGURE_KNOWN, FIGURE_STATE__FIGURE_STATE_KNOWN);
SAME(FIGURE_NOT_DECLARED, FIGURE_STATE__FIGURE_STATE_NOT_DECLARED);
SAME(FIGURE_DOES_NOT_APPLY, FIGURE_STATE__FIGURE_STATE_DOES_NOT_APPLY);

static int no_room(void)
{
    return error_raise("no room for an answer");
}

/* Numbers that do not fit are left out, but counted: the query is refused for them. */
static size_t read_numbers(int *numbers, size_t room, const void *given, size_t count)
{
    if (count > 0)
        memcpy(numbers, given, (count < room ? count : room) * sizeof *numbers);
    return count;
}

static void read_filters(const REPORTING(GetFiguresRequest) * message, struct figures_query *query)
{
    query->filter_count = message->n_filters;
    for (size_t i = 0; i < message->n_filters && i < LIMIT_FIGURE_FILTERS; i++)
        query->filters[i] = (struct figure_filter){.dimension = (int)message->filters[i]->dimension,
                                                   .codes = (const char *const *)message->filters[i]->codes,
                                                   .code_count = message->filters[i]->n_codes};
}

/* The question without its page: what a page token is bound to. */
static bool read_question(struct call *call, REPORTING(GetFiguresRequest) * message, struct figures_request *request)
{
    CORE(PageRequest) *page = message->page;
    request->page_size = page && page->page_size ? page->page_size : 100;
    request->page_token = page ? page->page_token : "";
    message->page = NULL;
    int result = page_query(call, &message->base, &request->asked);
    message->page = page;
    return result == 0;
}

int figures_decode(struct call *call)
{
    REPORTING(GetFiguresRequest) *message =
        (REPORTING(GetFiguresRequest) *)call_unpack(call, &karmayogi__reporting__v1__get_figures_request__descriptor);
    struct figures_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!message)
        return 0;
    if (!request || !read_question(call, message, request))
        return error_raise("no room for a request");
    struct figures_query *query = &request->query;
    request->organisation_id = message->organisation_id;
    query->measure_count = read_numbers(query->measures, LIMIT_FIGURE_MEASURES, message->measures, message->n_measures);
    query->by_count = read_numbers(query->by, LIMIT_FIGURE_DIMENSIONS, message->by, message->n_by);
    read_filters(message, query);
    if (!answer_day(call, message->as_of, &query->day) || !answer_day(call, message->since, &query->since))
        return 0;
    call->request = request;
    return request->page_size > LIMIT_PAGE_SIZE ? call_refuse(call, REFUSAL_PAGE_SIZE) : 0;
}

int definitions_decode(struct call *call)
{
    call->request = call_unpack(call, &karmayogi__reporting__v1__list_figure_definitions_request__descriptor);
    return 0;
}

/* The answer */

static bool fill_keys(struct arena *arena, const struct figures *figures, const struct figures_row *row,
                      REPORTING(FigureRow) * message)
{
    REPORTING(FigureKey) *keys = arena_zalloc(arena, figures->by_count + 1, sizeof *keys);
    message->keys = arena_zalloc(arena, figures->by_count + 1, sizeof *message->keys);
    if (!keys || !message->keys)
        return false;
    for (size_t i = 0; i < figures->by_count; i++) {
        struct figure_key key;
        if (!figures_key(figures, row, i, arena, &key))
            return false;
        karmayogi__reporting__v1__figure_key__init(&keys[i]);
        keys[i].code = answer_text(key.code);
        keys[i].name_en = answer_text(key.name_en);
        keys[i].name_hi = answer_text(key.name_hi);
        message->keys[message->n_keys++] = &keys[i];
    }
    return true;
}

static REPORTING(FigureRow) *
    row_message(struct arena *arena, const struct figures *figures, const struct figures_row *row, bool with_keys)
{
    REPORTING(FigureRow) *message = arena_alloc(arena, sizeof *message);
    REPORTING(Figure) *values = arena_zalloc(arena, figures->measure_count + 1, sizeof *values);
    if (!message || !values)
        return NULL;
    karmayogi__reporting__v1__figure_row__init(message);
    message->figures = arena_zalloc(arena, figures->measure_count + 1, sizeof *message->figures);
    if (!message->figures)
        return NULL;
    for (size_t i = 0; i < figures->measure_count; i++) {
        struct figure figure = figures_figure(figures, row, i);
        karmayogi__reporting__v1__figure__init(&values[i]);
        values[i].state = (REPORTING(FigureState))figure.state;
        values[i].value = figure.value;
        message->figures[message->n_figures++] = &values[i];
    }
    return !with_keys || fill_keys(arena, figures, row, message) ? message : NULL;
}

int figures_answer(struct call *call, const struct figures *figures, const struct figures_page *page)
{
    REPORTING(GetFiguresResponse) response = KARMAYOGI__REPORTING__V1__GET_FIGURES_RESPONSE__INIT;
    CORE(PageResponse) next = KARMAYOGI__CORE__V1__PAGE_RESPONSE__INIT;
    response.total = row_message(&call->arena, figures, &figures->total, false);
    response.rows = arena_zalloc(&call->arena, page->count + 1, sizeof *response.rows);
    response.as_of = answer_date(&call->arena, page->as_of);
    response.freshness = answer_freshness(&call->arena, page->feeds, page->feed_count);
    if (!response.total || !response.rows || !response.as_of || !response.freshness)
        return no_room();
    for (size_t i = 0; i < page->count; i++)
        if (!(response.rows[i] = row_message(&call->arena, figures, &figures->rows[page->first + i], true)))
            return no_room();
    response.n_rows = page->count;
    response.n_freshness = page->feed_count;
    next.next_page_token = answer_text(page->next_page_token);
    response.page = &next;
    return call_answer(call, &response.base);
}

/* Definitions */

static REPORTING(MeasureDefinition) * measure_message(struct arena *arena, const struct figure_measure_entry *measure)
{
    REPORTING(MeasureDefinition) *message = arena_alloc(arena, sizeof *message);
    REPORTING(Dimension) *numbers = arena_zalloc(arena, 2 * figure_dimension_count, sizeof *numbers);
    if (!message || !numbers)
        return NULL;
    karmayogi__reporting__v1__measure_definition__init(message);
    message->measure = (REPORTING(Measure))measure->number;
    message->name_en = answer_text(measure->name_en);
    message->name_hi = answer_text(measure->name_hi);
    message->definition_en = answer_text(measure->definition_en);
    message->definition_hi = answer_text(measure->definition_hi);
    message->dimensions = numbers;
    message->filters = numbers + figure_dimension_count;
    for (size_t i = 0; i < figure_dimension_count; i++) {
        if (figure_adds_up(measure, &figure_dimensions[i]))
            message->dimensions[message->n_dimensions++] = (REPORTING(Dimension))figure_dimensions[i].number;
        if (figure_is_filtered(measure, &figure_dimensions[i]))
            message->filters[message->n_filters++] = (REPORTING(Dimension))figure_dimensions[i].number;
    }
    return message;
}

static REPORTING(DimensionDefinition) *
    dimension_message(struct arena *arena, const struct figure_dimension_entry *dimension)
{
    REPORTING(DimensionDefinition) *message = arena_alloc(arena, sizeof *message);
    if (!message)
        return NULL;
    karmayogi__reporting__v1__dimension_definition__init(message);
    message->dimension = (REPORTING(Dimension))dimension->number;
    message->name_en = answer_text(dimension->name_en);
    message->name_hi = answer_text(dimension->name_hi);
    message->definition_en = answer_text(dimension->definition_en);
    message->definition_hi = answer_text(dimension->definition_hi);
    return message;
}

int definitions_answer(struct call *call)
{
    REPORTING(ListFigureDefinitionsResponse)
    response = KARMAYOGI__REPORTING__V1__LIST_FIGURE_DEFINITIONS_RESPONSE__INIT;
    response.measures = arena_zalloc(&call->arena, figure_measure_count, sizeof *response.measures);
    response.dimensions = arena_zalloc(&call->arena, figure_dimension_count, sizeof *response.dimensions);
    if (!response.measures || !response.dimensions)
        return no_room();
    for (size_t i = 0; i < figure_measure_count; i++)
        if (!(response.measures[response.n_measures++] = measure_message(&call->arena, &figure_measures[i])))
            return no_room();
    for (size_t i = 0; i < figure_dimension_count; i++)
        if (!(response.dimensions[response.n_dimensions++] = dimension_message(&call->arena, &figure_dimensions[i])))
            return no_room();
    return call_answer(call, &response.base);
}
