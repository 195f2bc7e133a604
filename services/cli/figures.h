#pragma once
/* figures - an answer of GetFigures with the rows of all its pages. */
#include "report.h"

#define FIGURES_MEASURES   16
#define FIGURES_DIMENSIONS 3

typedef Karmayogi__Reporting__V1__FigureRow figure_row;
typedef Karmayogi__Reporting__V1__GetFiguresRequest figures_request;
typedef Karmayogi__Reporting__V1__ListFigureDefinitionsResponse definitions;

/* Options that every verb of figures takes; they begin at index 0. */
enum {
    FIGURES_OPTION_FILTER,
    FIGURES_OPTION_AS_OF,
    FIGURES_OPTION_CSV,
    FIGURES_OPTION_AT_LEAST,
    FIGURES_OPTION_COUNT,
};

#define FIGURES_OPTIONS(csv)                                                                                           \
    VERB_REPEATED(FIGURES_OPTION_FILTER, "filter", "DIMENSION=CODE,...", VERB_WORDS_DIMENSION,                         \
                  "Count only these values; may be given several times, all must hold"),                               \
        VERB_OPTION(FIGURES_OPTION_AS_OF, "as-of", "DATE",                                                             \
                    "The day that is counted: yyyy-mm-dd, today or yesterday (today)"),                                \
        VERB_OPTION(FIGURES_OPTION_CSV, "csv", NULL, csv),                                                             \
        VERB_OPTION(FIGURES_OPTION_AT_LEAST, "at-least", "POSITION",                                                   \
                    "Wait until this is counted, such as the position that an import printed")

struct figures {
    struct cli *cli;
    measure measures[FIGURES_MEASURES];
    size_t measure_count;
    dimension by[FIGURES_DIMENSIONS];
    size_t by_count;
    struct arena arena; /* of everything below */
    figure_row **rows;
    size_t count, capacity;
    const Karmayogi__Reporting__V1__GetFiguresResponse *first; /* total, day, freshness: of the first page */
    const definitions *definitions;                            /* NULL: not asked for */
};

void figures_init(struct figures *figures, struct cli *cli);
void figures_deinit(struct figures *figures);

/** figures_ask() - @wanted with all its pages; measures and dimensions are those of @figures. Return: as cli_call().
 */
int figures_ask(struct figures *figures, const Karmayogi__Reporting__V1__GetFiguresRequest *wanted);

/** figures_measure_name(), figures_dimension_name() - as reporting calls them; the contract's word where it does not.
 */
const char *figures_measure_name(const struct figures *figures, measure which);
const char *figures_dimension_name(const struct figures *figures, dimension which);

/** figures_key() - what people call the row's key @index. */
const char *figures_key(const struct figures *figures, const figure_row *row, size_t index);

/** figures_text() - a figure for people; "" where there is none. Return: @text or a word. */
const char *figures_text(const struct figures *figures, const figure_row *row, size_t index, char text[32]);

/** figures_value() - a figure that is known; 0 otherwise. */
int64_t figures_value(const figure_row *row, size_t index);

/** figures_json() - all rows as JSON. Return: 0, or < 0. */
int figures_json(const struct figures *figures);

/** A sort of words that the definitions give: what --measures, --by and --filter may name. */
struct figures_words {
    const char *name;                     /* of the option */
    const ProtobufCEnumDescriptor *words; /* those of the contract, built or not */
    /** Those that there are, separated by commas: text in @arena, or "" past its cap. */
    const char *(*list)(struct arena *arena, const definitions *known);
};

extern const struct figures_words figures_measures, figures_rows, figures_filters;

/** figures_refuse_word() - complain of a word that there is not, naming those that there are where reporting can be
 * asked. Return: CLI_USAGE. */
int figures_refuse_word(struct figures *figures, const struct figures_words *sort);

/** figures_read() - the options that every verb of figures takes. Return: 0, CLI_USAGE after complaining, or < 0. */
int figures_read(struct figures *figures, const struct arguments *arguments, figures_request *request);

/** figures_learn() - ask for the definitions, which tables need for their names, and refuse measures and dimensions,
 * also those that @request filters by, that are in the contract alone. Return: as cli_call(). */
int figures_learn(struct figures *figures, const figures_request *request);

/** figures_begin(), figures_end() - what stands above and below a table: the day, and how far the figures reach. Return
 * of figures_end(): 0. */
void figures_begin(const struct figures *figures);
int figures_end(const struct figures *figures);
