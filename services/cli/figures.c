/* figures - see figures.h. */
#include "figures.h"

#include "message.h"
#include "message_json.h"

#include "base/buffer.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/number.h"

#include <stdlib.h>
#include <string.h>

#define ARENA_BYTES  ((size_t)256 << 20)
#define MOST_FILTERS 16
#define QUICK_MS     2000 /* for a list of words: more is not worth the wait */

static const struct cli_method figures_method = CLI_REPORTING_METHOD(GetFigures, get_figures);
static const struct cli_method definitions_method =
    CLI_REPORTING_METHOD(ListFigureDefinitions, list_figure_definitions);

void figures_init(struct figures *figures, struct cli *cli)
{
    memset(figures, 0, sizeof(*figures));
    figures->cli = cli;
    arena_init(&figures->arena, ARENA_BYTES);
}

void figures_deinit(struct figures *figures)
{
    free(figures->rows);
    arena_deinit(&figures->arena);
}

/* The arena of the cli goes with every page. */
static ProtobufCMessage *keep(struct figures *figures, const ProtobufCMessage *message)
{
    CLEANUP(buffer_deinit) struct buffer packed = {0};

    if (wire_pack(message, &packed) < 0)
        return NULL;
    return wire_unpack(message->descriptor, packed.data, packed.length, &figures->arena);
}

static int keep_row(struct figures *figures, const figure_row *row)
{
    if (row->n_keys != figures->by_count || row->n_figures != figures->measure_count)
        return error_raise("reporting gave a row with %zu keys and %zu figures", row->n_keys, row->n_figures);
    if (figures->count == figures->capacity) {
        size_t wanted = figures->capacity ? 2 * figures->capacity : 256;
        figure_row **grown = reallocarray(figures->rows, wanted, sizeof(*grown));

        if (!grown)
            return error_raise("out of memory for figures");
        figures->rows = grown;
        figures->capacity = wanted;
    }
    figures->rows[figures->count] = (figure_row *)(void *)keep(figures, &row->base);
    return figures->rows[figures->count++] ? 0 : error_raise("out of memory for figures");
}

static int keep_first(struct figures *figures, Karmayogi__Reporting__V1__GetFiguresResponse *answer)
{
    Karmayogi__Reporting__V1__GetFiguresResponse first = *answer;

    if (!answer->total || answer->total->n_figures != figures->measure_count)
        return error_raise("reporting gave no total of every measure");
    first.n_rows = 0;
    figures->first = (const Karmayogi__Reporting__V1__GetFiguresResponse *)(void *)keep(figures, &first.base);
    return figures->first ? 0 : error_raise("out of memory for figures");
}

int figures_ask(struct figures *figures, const Karmayogi__Reporting__V1__GetFiguresRequest *wanted)
{
    Karmayogi__Core__V1__PageRequest page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    Karmayogi__Reporting__V1__GetFiguresRequest request = *wanted;
    Karmayogi__Reporting__V1__GetFiguresResponse *answer;
    char token[CLI_TOKEN_BYTES];

    request.measures = figures->measures;
    request.n_measures = figures->measure_count;
    request.by = figures->by;
    request.n_by = figures->by_count;
    request.page = &page;
    page.page_size = LIMIT_PAGE_SIZE;
    do {
        int result = cli_call(figures->cli, &figures_method, &request, &answer);

        if (result == 0 && !figures->first)
            result = keep_first(figures, answer);
        for (size_t i = 0; result == 0 && i < answer->n_rows; i++)
            result = keep_row(figures, answer->rows[i]);
        if (result != 0)
            return result;
        page.page_token = cli_next_page(figures->cli, answer->page, token);
    } while (page.page_token[0]);
    return 0;
}

const char *figures_measure_name(const struct figures *figures, measure which)
{
    const definitions *known = figures->definitions;
    char word[MESSAGE_WORD_BYTES];
    const char *text;

    for (size_t i = 0; known && i < known->n_measures; i++) {
        if (known->measures[i]->measure == which)
            return cli_in_language(figures->cli, known->measures[i]->name_en, known->measures[i]->name_hi);
    }
    message_enum_word(&karmayogi__reporting__v1__measure__descriptor, (int)which, word);
    text = arena_printf((struct arena *)(uintptr_t)&figures->arena, "%s", word);
    return text ? text : "";
}

const char *figures_dimension_name(const struct figures *figures, dimension which)
{
    const definitions *known = figures->definitions;
    char word[MESSAGE_WORD_BYTES];
    const char *text;

    for (size_t i = 0; known && i < known->n_dimensions; i++) {
        if (known->dimensions[i]->dimension == which)
            return cli_in_language(figures->cli, known->dimensions[i]->name_en, known->dimensions[i]->name_hi);
    }
    message_enum_word(&karmayogi__reporting__v1__dimension__descriptor, (int)which, word);
    text = arena_printf((struct arena *)(uintptr_t)&figures->arena, "%s", word);
    return text ? text : "";
}

const char *figures_key(const struct figures *figures, const figure_row *row, size_t index)
{
    const Karmayogi__Reporting__V1__FigureKey *key = row->keys[index];

    return report_key(figures->cli, figures->by[index], key->code, key->name_en, key->name_hi);
}

const char *figures_text(const struct figures *figures, const figure_row *row, size_t index, char text[32])
{
    const Karmayogi__Reporting__V1__Figure *figure = row->figures[index];

    switch (figure->state) {
    case KARMAYOGI__REPORTING__V1__FIGURE_STATE__FIGURE_STATE_KNOWN:
        return number_indian(figure->value, text);
    case KARMAYOGI__REPORTING__V1__FIGURE_STATE__FIGURE_STATE_NOT_DECLARED:
        return cli_word(figures->cli, WORD_NOT_DECLARED);
    case KARMAYOGI__REPORTING__V1__FIGURE_STATE__FIGURE_STATE_DOES_NOT_APPLY:
    case KARMAYOGI__REPORTING__V1__FIGURE_STATE__FIGURE_STATE_UNSPECIFIED:
    default:
        return "–";
    }
}

int64_t figures_value(const figure_row *row, size_t index)
{
    const Karmayogi__Reporting__V1__Figure *figure = row->figures[index];

    return figure->state == KARMAYOGI__REPORTING__V1__FIGURE_STATE__FIGURE_STATE_KNOWN ? figure->value : 0;
}

int figures_json(const struct figures *figures)
{
    json_t *object = message_json(&figures->first->base);
    json_t *rows = json_array();

    for (size_t i = 0; i < figures->count; i++)
        json_array_append_new(rows, message_json(&figures->rows[i]->base));
    json_object_set_new(object, "rows", rows);
    json_object_del(object, "page"); /* all of them are here */
    return message_json_print_pretty(object);
}

/* Codes as they are, words of enums as their numbers. */
static const char *code_of(struct figures *figures, dimension of, const char *given)
{
    const ProtobufCEnumDescriptor *words = report_coded(of);
    int value = words ? message_enum(words, given) : -1;

    return value >= 0 ? arena_printf(&figures->arena, "%d", value) : given;
}

/* ---- the words that there are ---- */

static void add_word(struct arena *arena, const char **list, const ProtobufCEnumDescriptor *of, int value)
{
    char word[MESSAGE_WORD_BYTES];

    if (message_enum_word(of, value, word)[0] && *list)
        *list = arena_printf(arena, "%s%s%s", *list, (*list)[0] ? ", " : "", word);
}

static const char *list_measures(struct arena *arena, const definitions *known)
{
    const char *list = "";

    for (size_t i = 0; i < known->n_measures; i++)
        add_word(arena, &list, &karmayogi__reporting__v1__measure__descriptor, (int)known->measures[i]->measure);
    return list ? list : "";
}

static bool holds(const dimension *each, size_t count, dimension wanted)
{
    for (size_t i = 0; i < count; i++) {
        if (each[i] == wanted)
            return true;
    }
    return false;
}

/* A dimension may be one to filter by alone. */
static bool is_used(const definitions *known, dimension which, bool filters)
{
    for (size_t i = 0; i < known->n_measures; i++) {
        const Karmayogi__Reporting__V1__MeasureDefinition *one = known->measures[i];

        if (filters ? holds(one->filters, one->n_filters, which) : holds(one->dimensions, one->n_dimensions, which))
            return true;
    }
    return false;
}

static const char *list_dimensions(struct arena *arena, const definitions *known, bool filters)
{
    const char *list = "";

    for (size_t i = 0; i < known->n_dimensions; i++) {
        if (is_used(known, known->dimensions[i]->dimension, filters))
            add_word(arena, &list, &karmayogi__reporting__v1__dimension__descriptor,
                     (int)known->dimensions[i]->dimension);
    }
    return list ? list : "";
}

static const char *list_rows(struct arena *arena, const definitions *known)
{
    return list_dimensions(arena, known, false);
}

static const char *list_filters(struct arena *arena, const definitions *known)
{
    return list_dimensions(arena, known, true);
}

const struct figures_words figures_measures = {"--measures", &karmayogi__reporting__v1__measure__descriptor,
                                               list_measures};
const struct figures_words figures_rows = {"--by", &karmayogi__reporting__v1__dimension__descriptor, list_rows};
const struct figures_words figures_filters = {"--filter", &karmayogi__reporting__v1__dimension__descriptor,
                                              list_filters};

static int ask_definitions(struct figures *figures,
                           int (*call)(struct cli *, const struct cli_method *, const void *, void *))
{
    Karmayogi__Reporting__V1__ListFigureDefinitionsRequest request =
        KARMAYOGI__REPORTING__V1__LIST_FIGURE_DEFINITIONS_REQUEST__INIT;
    definitions *answer;
    int result = call(figures->cli, &definitions_method, &request, &answer);

    if (result != 0)
        return result;
    figures->definitions = (const definitions *)(void *)keep(figures, &answer->base);
    return figures->definitions ? 0 : error_raise("out of memory for definitions");
}

/* The command line is wrong whether reporting can be asked or not. */
int figures_refuse_word(struct figures *figures, const struct figures_words *sort)
{
    struct cli *cli = figures->cli;

    if (!figures->definitions) {
        cli->patience_ms = QUICK_MS;
        ask_definitions(figures, cli_call_silently);
        cli->patience_ms = 0;
    }
    if (!figures->definitions)
        return cli_error(cli, CLI_USAGE, WORD_NOT_DEFINED, sort->name);
    return cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, sort->name, sort->list(&figures->arena, figures->definitions));
}

static bool is_measure(const definitions *known, measure which)
{
    for (size_t i = 0; i < known->n_measures; i++) {
        if (known->measures[i]->measure == which)
            return true;
    }
    return false;
}

int figures_learn(struct figures *figures, const figures_request *request)
{
    int result = ask_definitions(figures, cli_call);

    for (size_t i = 0; i < figures->measure_count && result == 0; i++) {
        if (!is_measure(figures->definitions, figures->measures[i]))
            result = figures_refuse_word(figures, &figures_measures);
    }
    for (size_t i = 0; i < figures->by_count && result == 0; i++) {
        if (!is_used(figures->definitions, figures->by[i], false))
            result = figures_refuse_word(figures, &figures_rows);
    }
    for (size_t i = 0; i < request->n_filters && result == 0; i++) {
        if (!is_used(figures->definitions, request->filters[i]->dimension, true))
            result = figures_refuse_word(figures, &figures_filters);
    }
    return result;
}

/* ---- what is asked ---- */

static int read_filter(struct figures *figures, const char *text, Karmayogi__Reporting__V1__FigureFilter *filter)
{
    const char *equals = strchr(text, '='), *rest = equals ? equals + 1 : "";
    const char *word = arena_string(&figures->arena, text, equals ? (size_t)(equals - text) : strlen(text));
    int of = word ? message_enum(&karmayogi__reporting__v1__dimension__descriptor, word) : -1;

    if (!equals || !*rest)
        return cli_error(figures->cli, CLI_USAGE, WORD_FILTER_FORM);
    if (of < 0)
        return figures_refuse_word(figures, &figures_filters);
    karmayogi__reporting__v1__figure_filter__init(filter);
    filter->dimension = (dimension)of;
    filter->codes = arena_zalloc(&figures->arena, strlen(rest) + 1, sizeof(*filter->codes));
    while (filter->codes && *rest)
        filter->codes[filter->n_codes++] =
            (char *)(uintptr_t)code_of(figures, filter->dimension, verb_part(&rest, &figures->arena));
    return figures->arena.failed ? error_raise("out of memory for a filter") : 0;
}

/* "dimension=code,code;dimension=code" */
static int read_filters(struct figures *figures, const char *text, figures_request *request)
{
    Karmayogi__Reporting__V1__FigureFilter *filters = arena_zalloc(&figures->arena, MOST_FILTERS + 1, sizeof(*filters));

    request->filters = arena_zalloc(&figures->arena, MOST_FILTERS + 1, sizeof(*request->filters));
    if (!filters || !request->filters)
        return error_raise("out of memory for filters");
    while (*text && request->n_filters <= MOST_FILTERS) { /* one too many is refused by the service */
        size_t length = strcspn(text, ";");
        const char *one = arena_string(&figures->arena, text, length);
        int result = one ? read_filter(figures, one, &filters[request->n_filters]) : error_raise("out of memory");

        if (result != 0)
            return result;
        request->filters[request->n_filters] = &filters[request->n_filters];
        request->n_filters++;
        text += length + (text[length] == ';');
    }
    return 0;
}

int figures_read(struct figures *figures, const struct arguments *arguments, figures_request *request)
{
    int32_t as_of = DATE_NONE;
    int result = report_day(figures->cli, arguments, FIGURES_OPTION_AS_OF, "--as-of", &as_of);

    request->as_of = message_date(&figures->arena, as_of);
    if (result == 0)
        result = read_filters(figures, verb_text(arguments, FIGURES_OPTION_FILTER), request);
    return result == 0 ? report_at_least(figures->cli, arguments, FIGURES_OPTION_AT_LEAST) : result;
}

/* ---- what stands around a table ---- */

void figures_begin(const struct figures *figures)
{
    char date[DATE_TEXT_BYTES];

    cli_say(figures->cli, WORD_FIGURES_TITLE, message_date_text(figures->first->as_of, date));
    putchar('\n');
}

int figures_end(const struct figures *figures)
{
    putchar('\n');
    report_freshness(figures->cli, figures->first->freshness, figures->first->n_freshness);
    return 0;
}
