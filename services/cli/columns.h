#pragma once
/*
 * columns - what the cells of a list are: by position as in iGOT's file of 14 columns, or by the names in the header,
 * in any order, in English or Hindi. Which columns there are depends on what is listed: officials or courses.
 */
#include "csv_file.h"

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Kinds of columns are numbered as karmayogi.registration.v1.ImportColumn. */
enum column {
    COLUMN_IGNORED = 0, /* what an answer added: refused_*, Status, Error Details */
    COLUMN_FULL_NAME,
    COLUMN_EMAIL,
    COLUMN_MOBILE,
    COLUMN_GROUP,
    COLUMN_DESIGNATION,
    COLUMN_GENDER,
    COLUMN_CATEGORY,
    COLUMN_BIRTH_DATE,
    COLUMN_MOTHER_TONGUE,
    COLUMN_EMPLOYEE_ID,
    COLUMN_OFFICE_PIN_CODE,
    COLUMN_EXTERNAL_SYSTEM_ID,
    COLUMN_EXTERNAL_SYSTEM_NAME,
    COLUMN_TAGS,
    COLUMN_PARENT_NAME,
    COLUMN_ORGANISATION,
    COLUMN_DISTRICT_CODE,
    COLUMN_DISTRICT_NAME,
    COLUMN_ENGAGEMENT,
    COLUMN_EMAIL_KIND,
    COLUMN_ROSTER_SERIAL,
    COLUMN_EFFECTIVE_ON,
    COLUMN_COUNT
};

/* Those of courses are numbered as karmayogi.catalogue.v1.CourseImportColumn. */
enum course_column {
    COURSE_COLUMN_ID = 1,
    COURSE_COLUMN_IGOT_ID,
    COURSE_COLUMN_KIND,
    COURSE_COLUMN_TITLE_EN,
    COURSE_COLUMN_TITLE_HI,
    COURSE_COLUMN_DESCRIPTION_EN,
    COURSE_COLUMN_DESCRIPTION_HI,
    COURSE_COLUMN_LANGUAGES,
    COURSE_COLUMN_ORIGINAL_LANGUAGE,
    COURSE_COLUMN_PROVIDER,
    COURSE_COLUMN_DURATION,
    COURSE_COLUMN_COMPETENCIES,
    COURSE_COLUMN_CADRES,
    COURSE_COLUMN_TRADES,
    COURSE_COLUMN_LEVEL_FROM,
    COURSE_COLUMN_LEVEL_TO,
    COURSE_COLUMN_KEYWORDS,
    COURSE_COLUMN_STATE_CODE,
    COURSE_COLUMN_LANGUAGE_VERSION_OF,
    COURSE_COLUMN_STATE,
    COURSE_COLUMN_PUBLISHED_ON,
    COURSE_COLUMN_RETIRED_ON,
    COURSE_COLUMN_COUNT
};

#define COLUMNS_IGOT  14  /* columns of iGOT's file */
#define COLUMNS_KINDS 32  /* kinds of columns in a set, at most */
#define COLUMNS_NAMES 12  /* names of one kind, at most */
#define COLUMNS_DATES 2   /* columns of dates in a set */
#define COLUMNS_MOST  64  /* of a file, ignored ones included */
#define COLUMNS_NONE  255 /* no such column */

/** The columns that lists of one sort may have. A kind of 0 stands for "there is none". */
struct column_set {
    const char *const (*names)[COLUMNS_NAMES]; /* by kind; the first is the one that we write ourselves */
    unsigned count;                            /* kinds, COLUMN_IGNORED included */
    unsigned needed[2];                        /* a header names one of these */
    unsigned positional;                       /* columns of a file without header, in order; 0: a header is needed */
    unsigned dates[COLUMNS_DATES];
    unsigned district_code, district_name;
};

extern const struct column_set columns_of_officials, columns_of_courses;

enum columns_mode { COLUMNS_AUTO, COLUMNS_NAMED, COLUMNS_POSITION };

enum columns_outcome {
    COLUMNS_OK = 0,
    COLUMNS_UNKNOWN,   /* names that mean nothing: columns.bad */
    COLUMNS_TWICE,     /* columns.bad is named a second time */
    COLUMNS_UNNAMED,   /* a column in the middle has no name; columns.bad is its number */
    COLUMNS_TOO_MANY,  /* more than COLUMNS_MOST */
    COLUMNS_NO_NAME,   /* none of column_set.needed is there */
    COLUMNS_SEPARATOR, /* the cells are separated by columns.bad and not by commas */
};

struct columns {
    const struct column_set *set;
    unsigned char kinds[COLUMNS_MOST]; /* of the file's columns, numbered as in the set */
    size_t count;
    size_t sent_count;                  /* of those not ignored */
    unsigned char place[COLUMNS_KINDS]; /* where a kind is in the file, or COLUMNS_NONE */
    bool header;                        /* the first row of the file is a header */
    char bad[512];                      /* for the outcomes above */
};

/**
 * columns_map() - what the columns of a file are
 * @set: the columns that there are
 * @first: the first row of the file
 * @scratch: for folding names
 *
 * AUTO takes the first row for a header where it holds no digit and no @, which every row of a list does: whoever has
 * neither number nor address cannot be registered; where the set has no positions it always is one. By position a
 * header's text is ignored. Return: enum columns_outcome, or < 0.
 */
int columns_map(struct columns *columns, const struct column_set *set, enum columns_mode mode,
                const struct csv_row *first, struct arena *scratch);

/** columns_cell() - the cell of @kind in @row; "" where there is none. */
const char *columns_cell(const struct columns *columns, const struct csv_row *row, unsigned kind);

/** columns_send() - the cells of @row to be sent, in the order of the columns not ignored; cells beyond the columns at
 * the end, so that the service refuses the row. @cells: room for row->count. Return: how many. */
size_t columns_send(const struct columns *columns, const struct csv_row *row, const char **cells);

/** columns_word() - `full_name` and so on: a header that every file may use. */
const char *columns_word(const struct column_set *set, unsigned kind);

/** columns_known() - how many cells of @row name a column of @set: tells a header from a title above it. */
size_t columns_known(const struct column_set *set, const struct csv_row *row, struct arena *scratch);

/** columns_find() - the column that a header names, COLUMN_IGNORED for an answer's; COLUMNS_NONE: unknown. */
unsigned columns_find(const struct column_set *set, const char *header, struct arena *scratch);
