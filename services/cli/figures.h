#pragma once
/* figures - an answer of GetFigures with the rows of all its pages. */
#include "report.h"

#define FIGURES_MEASURES   16
#define FIGURES_DIMENSIONS 3

typedef Karmayogi__Reporting__V1__FigureRow figure_row;

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
    const Karmayogi__Reporting__V1__ListFigureDefinitionsResponse *definitions; /* NULL: not known */
};

void figures_init(struct figures *figures, struct cli *cli);
void figures_deinit(struct figures *figures);

/** figures_ask() - @request with all its pages; measures and dimensions are those of @figures. Return: as cli_call().
 */
int figures_ask(struct figures *figures, Karmayogi__Reporting__V1__GetFiguresRequest *request);

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

/** figures_filters() - read "dimension=code,code;dimension=code" into @request, in the arena. Return: 0 or CLI_USAGE.
 */
int figures_filters(struct figures *figures, const char *text, Karmayogi__Reporting__V1__GetFiguresRequest *request);

/** figures_prepare() - ask for the names of measures and dimensions, which tables need. */
void figures_prepare(struct figures *figures);
