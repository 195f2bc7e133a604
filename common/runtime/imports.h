#pragma once
/*
 * imports - lists of rows that a service takes in, chunk by chunk, with a verdict for every row. What a row means is
 * the service's; everything else is the same for all of them: chunks that come again, chunks that overlap, settings
 * that change, another caller; totals; verdicts in the outbox, read again page by page. See core/v1/import.proto.
 *
 * A chunk is one command: one transaction, one outbox entry whose answer holds its verdicts. It is known for ever by
 * import id and first row. Verdicts are stored with words alone; sentences are added in the language of whoever reads.
 */
#include "runtime/refuse.h"
#include "runtime/writer.h"

#define IMPORTS_COLUMNS 32 /* in a request */
#define IMPORTS_CELLS   64 /* kinds of columns that a service may have */

/** Numbers as in the contracts. */
enum imports_kind {
    IMPORTS_NONE,
    IMPORTS_STORED,
    IMPORTS_FLAGGED,
    IMPORTS_ALREADY_THERE,
    IMPORTS_REFUSED,
    IMPORTS_UPDATED,
    IMPORTS_KINDS
};

struct imports_verdict {
    enum imports_kind kind;
    const char *id; /* of what the row became, or is; NULL: none */
    struct findings violations;
    struct findings flags;
};

/** What a row is judged by. */
struct imports_row {
    struct batch *batch;
    struct call *call;        /* events go there */
    struct arena *arena;      /* emptied before every row */
    const void *settings;     /* as take_settings() made them */
    const char *const *cells; /* by column; NULL: the request has no such column. "": the row has no such cell */
    bool validate_only;
};

/** What a service brings. */
struct imports {
    const struct refuse_terms *terms; /* the vocabulary has the words of base/import_reasons.h */
    unsigned row_field;               /* the field "the row as a whole" */
    unsigned repeats_the_row;         /* a reason whose detail repeats what the row said: told, but not stored */
    unsigned columns;                 /* 1 to below this; 0 is ignored. At most IMPORTS_CELLS */
    unsigned kinds;                   /* verdicts are below this */
    unsigned imports_table, chunks_table;

    /* Reads @packed into *@settings and, in one form for equal settings, @canonical; both in the call's arena. On the
     * loop. Return: 0, with *@wrong another reason than 0 where they are refused; < 0. */
    int (*take_settings)(struct call *call, struct store_bytes packed, const void **settings,
                         struct store_bytes *canonical, unsigned *wrong);
    /* Decides on one row, and applies it. @verdict is empty; violations refuse it, whatever its kind. What it says may
     * live in the row's arena. On the writer's thread. Return: 0, or as the store said. */
    int (*judge)(void *service, const struct imports_row *row, struct imports_verdict *verdict);
};

/* The three methods. Arguments and returns are those of a route's functions. */
int imports_decode(const struct imports *imports, struct call *call);
int imports_write(const struct imports *imports, void *service, struct arena *scratch, struct batch *batch,
                  struct call *call);
int imports_render(const struct imports *imports, struct call *call);
int imports_decode_get(const struct imports *imports, struct call *call);
int imports_read(const struct imports *imports, struct store_txn *txn, struct call *call);
int imports_decode_verdicts(const struct imports *imports, struct call *call);
int imports_read_verdicts(const struct imports *imports, struct store *store, struct store_txn *txn, struct call *call);
