#pragma once
/*
 * figures - any measures by any dimensions, as of a day: one scan over the rows of the models. Definitions:
 * ARCHITECTURE.md, "Definitions of figures"; what there is: figure_table.h.
 */
#include "base/limits.h"
#include "domain/figure_table.h"

struct figure_filter {
    int dimension; /* a number of the contract */
    const char *const *codes;
    size_t code_count;
};

struct figures_query {
    const struct model *officials;
    const struct course_model *courses;
    uint32_t root;                       /* ordinal of the organisation whose subtree is counted; 0: there is none */
    int measures[LIMIT_FIGURE_MEASURES]; /* numbers of the contract */
    size_t measure_count;
    int by[LIMIT_FIGURE_DIMENSIONS];
    size_t by_count;
    struct figure_filter filters[LIMIT_FIGURE_FILTERS];
    size_t filter_count;
    int32_t day;
    int32_t since; /* by days, weeks or months: a day of the first row; DATE_NONE: not given */
};

/* X(name, reason, English, Hindi): why a query is refused. */
#define FIGURES_REFUSALS(X)                                                                                            \
    X(NO_MEASURE, "MEASURE", "Name 1 to 16 measures, none twice.", "1 से 16 माप बताएँ, कोई दो बार नहीं।")                 \
    X(MEASURE_NOT_BUILT, "MEASURE",                                                                                    \
      "A measure is not built yet, or there is none of this number. ListFigureDefinitions says which there are.",      \
      "कोई माप अभी बना नहीं है, या इस संख्या का कोई माप नहीं है। ListFigureDefinitions बताता है कि कौन-से हैं।")                 \
    X(TOO_MANY_DIMENSIONS, "DIMENSION", "Rows are by at most three dimensions, none twice.",                           \
      "पंक्तियाँ अधिक से अधिक तीन आयामों से होती हैं, कोई दो बार नहीं।")                                                        \
    X(TWO_PERIODS, "DIMENSION", "Rows are by days, weeks or months: one of them.",                                     \
      "पंक्तियाँ दिनों, सप्ताहों या महीनों से होती हैं: इनमें से एक से।")                                                            \
    X(DIMENSION_NOT_BUILT, "DIMENSION",                                                                                \
      "A dimension is not built yet, or there is none of this number. ListFigureDefinitions says which there are.",    \
      "कोई आयाम अभी बना नहीं है, या इस संख्या का कोई आयाम नहीं है। ListFigureDefinitions बताता है कि कौन-से हैं।")               \
    X(DOES_NOT_ADD_UP, "DIMENSION",                                                                                    \
      "A measure does not add up over one of the dimensions. ListFigureDefinitions says over which it does.",          \
      "कोई माप इनमें से किसी आयाम पर जुड़ता नहीं है। ListFigureDefinitions बताता है कि किन पर जुड़ता है।")                        \
    X(NOT_FILTERED, "DIMENSION",                                                                                       \
      "A measure cannot be filtered by one of the dimensions. ListFigureDefinitions says by which it can.",            \
      "कोई माप इनमें से किसी आयाम से छाना नहीं जा सकता। ListFigureDefinitions बताता है कि किनसे छाना जा सकता है।")             \
    X(FILTERS, "FILTER", "At most 16 filters, one for a dimension, each with 1 to 256 codes.",                         \
      "अधिक से अधिक 16 छननियाँ, एक आयाम के लिए एक, हर एक में 1 से 256 कोड।")                                                 \
    X(FILTER_UNKNOWN, "FILTER", "A filter names a value that does not exist. Codes are written as in the rows.",       \
      "कोई छननी ऐसा मान बताती है जो है ही नहीं। कोड वैसे ही लिखें जैसे पंक्तियों में हैं।")                                            \
    X(SINCE, "SINCE",                                                                                                  \
      "Rows by days, weeks or months need `since`: not after as_of, and at most 1,100 rows before it.",                \
      "दिनों, सप्ताहों या महीनों की पंक्तियों के लिए `since` चाहिए: as_of के बाद नहीं, और उससे अधिक से अधिक 1,100 पंक्तियाँ पहले।")    \
    X(TOO_MANY_ROWS, "TOO_MANY_ROWS",                                                                                  \
      "The answer would have more than 65,536 rows. Ask for fewer dimensions or periods, or filter.",                  \
      "उत्तर में 65,536 से अधिक पंक्तियाँ होतीं। कम आयाम या अवधियाँ पूछें, या छननी लगाएँ।")

enum figures_outcome {
    FIGURES_OK = 0,
#define X(name, reason, english, hindi) FIGURES_##name,
    FIGURES_REFUSALS(X)
#undef X
};

/* Whether a figure can be said; numbers as in karmayogi.reporting.v1.FigureState. */
enum figure_state { FIGURE_KNOWN = 1, FIGURE_NOT_DECLARED = 2, FIGURE_DOES_NOT_APPLY = 3 };

struct figure {
    enum figure_state state;
    int64_t value;
};

struct figures_row {
    uint32_t places[LIMIT_FIGURE_DIMENSIONS];
    int64_t sums[COLUMNS];
    struct figure strength; /* where it was asked for */
};

struct figures {
    const struct figure_dimension_entry *by[LIMIT_FIGURE_DIMENSIONS];
    const struct figure_measure_entry *measures[LIMIT_FIGURE_MEASURES];
    size_t by_count, measure_count;
    struct figures_row total;
    struct figures_row *rows; /* by the codes of the keys, organisations in the order of creation */
    size_t row_count;
    struct figure_view view;         /* for figures_key() */
    size_t child_count, start_count; /* places in view.children and view.starts */
};

/** figures_check() - whether the query can be answered, by the table alone. Return: 0, or a figures_outcome. */
enum figures_outcome figures_check(const struct figures_query *query);

/** figures_families() - what the measures of a checked query count: bits of enum figure_family. */
unsigned figures_families(const struct figures_query *query);

/**
 * figures_count() - answer a checked query; the rows add up to the total in every measure but STRENGTH
 * @figures: everything in @arena, or of the models
 *
 * Return: 0, FIGURES_FILTER_UNKNOWN, FIGURES_SINCE, FIGURES_TOO_MANY_ROWS, or < 0: arena past its cap.
 */
int figures_count(const struct figures_query *query, struct arena *arena, struct figures *figures);

/** figures_figure() - of a row or the total: the figure of measure @i. */
struct figure figures_figure(const struct figures *figures, const struct figures_row *row, size_t i);

/** figures_key() - of a row: its value of dimension @i. Return: false: @arena past its cap. */
bool figures_key(const struct figures *figures, const struct figures_row *row, size_t i, struct arena *arena,
                 struct figure_key *key);

/** figures_copy() - the same with everything that is not of the models in @arena. Return: 0, or < 0: past its cap. */
int figures_copy(const struct figures *figures, struct arena *arena, struct figures *copy);
