#pragma once
/*
 * import_kind - what lists are imported of: officials into registration, courses into the catalogue. The reading of
 * files, the chunks, the verdicts and what is told of them are the same; what differs is in a table of functions.
 */
#include "cli.h"
#include "columns.h"
#include "import_result.h"

#include "base/uuid.h"

#include <karmayogi/core/v1/import.pb-c.h>

struct importing;

/** Rows of a list that are sent together. */
struct import_chunk {
    const struct uuid *id;
    uint32_t first_row; /* in the list, from 1 */
    bool validate_only;
    const unsigned char *kinds; /* of the cells, numbered as in the column set */
    size_t kind_count;
    const struct csv_row *rows;
    size_t row_count;
};

/** What was answered; lives in the arena of the cli. */
struct import_answer {
    struct import_verdict *verdicts;
    size_t count;
    const Karmayogi__Core__V1__Position *committed_as;  /* of a chunk; NULL: only validated */
    const Karmayogi__Core__V1__PageResponse *next_page; /* of a page of verdicts */
};

/** How an import stands. */
struct import_state {
    const ProtobufCMessage *message;           /* as it was read, for --json */
    const char *label, *organisation, *caller; /* organisation NULL: none in this kind */
    int64_t started_at_ms, changed_at_ms;
    struct import_totals totals;
};

struct import_kind {
    const struct column_set *columns;
    const char *command;   /* what comes after `karmayogi`: for sentences that tell how to go on */
    const char *id_header; /* of the file of verdicts */
    enum word id_word;
    enum word none_needed; /* no column of column_set.needed */
    bool updates;          /* what was there may be changed */

    /** settings() - read the options of this kind into memory that importing_settings() holds. */
    int (*settings)(struct importing *importing);
    /** prepare() - what is looked up or decided between the reading of the file and the first chunk. */
    int (*prepare)(struct importing *importing);
    /** describe() - the state's label, and what else its settings tell. Return: 0, or < 0. */
    int (*describe)(struct cli *cli, ProtobufCBinaryData settings, struct import_state *state);

    struct cli_method send, state, page;
    /* What is answered has names of its own in every contract: for --json. */
    const ProtobufCMessageDescriptor *standing, *verdict;
};

/** A method whose answer is read as the message of core. */
#define IMPORT_METHOD(service, name, answer)                                                                           \
    {                                                                                                                  \
        service, name, &karmayogi__core__v1__imported_##answer##__descriptor                                           \
    }

extern const struct import_kind import_of_officials, import_of_courses;
