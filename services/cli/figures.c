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

static const struct cli_method figures_method = CLI_REPORTING_METHOD(GetFigures, get_figures);
static const struct cli_method definitions_method =
    CLI_REPORTING_METHOD(ListFigureDefinitions, list_figure_definitions);

typedef Karmayogi__Reporting__V1__ListFigureDefinitionsResponse definitions;

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

int figures_ask(struct figures *figures, Karmayogi__Reporting__V1__GetFiguresRequest *request)
{
    Karmayogi__Core__V1__PageRequest page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    Karmayogi__Reporting__V1__GetFiguresResponse *answer;
    char token[CLI_TOKEN_BYTES];

    request->measures = figures->measures;
    request->n_measures = figures->measure_count;
    request->by = figures->by;
    request->n_by = figures->by_count;
    request->page = &page;
    page.page_size = LIMIT_PAGE_SIZE;
    do {
        int result = cli_call(figures->cli, &figures_method, request, &answer);

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

/* Figures without names are still figures: what goes wrong here is not told. */
void figures_prepare(struct figures *figures)
{
    Karmayogi__Reporting__V1__ListFigureDefinitionsRequest request =
        KARMAYOGI__REPORTING__V1__LIST_FIGURE_DEFINITIONS_REQUEST__INIT;
    definitions *answer;

    if (cli_call_silently(figures->cli, &definitions_method, &request, &answer) == 0)
        figures->definitions = (const definitions *)(void *)keep(figures, &answer->base);
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

static int read_filter(struct figures *figures, const char *text, Karmayogi__Reporting__V1__FigureFilter *filter)
{
    const char *equals = strchr(text, '='), *rest = equals ? equals + 1 : "";
    const char *word = arena_string(&figures->arena, text, equals ? (size_t)(equals - text) : strlen(text));
    int of = word ? message_enum(&karmayogi__reporting__v1__dimension__descriptor, word) : -1;

    if (!equals || !*rest)
        return cli_error(figures->cli, CLI_USAGE, WORD_FILTER_FORM);
    if (of < 0)
        return cli_error(figures->cli, CLI_USAGE, WORD_NOT_A_WORD, "--filter",
                         message_enum_words(&figures->arena, &karmayogi__reporting__v1__dimension__descriptor));
    karmayogi__reporting__v1__figure_filter__init(filter);
    filter->dimension = (dimension)of;
    filter->codes = arena_zalloc(&figures->arena, strlen(rest) + 1, sizeof(*filter->codes));
    while (filter->codes && *rest)
        filter->codes[filter->n_codes++] =
            (char *)(uintptr_t)code_of(figures, filter->dimension, verb_part(&rest, &figures->arena));
    return figures->arena.failed ? error_raise("out of memory for a filter") : 0;
}

int figures_filters(struct figures *figures, const char *text, Karmayogi__Reporting__V1__GetFiguresRequest *request)
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
