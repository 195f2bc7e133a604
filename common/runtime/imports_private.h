#pragma once
/* imports_private - what the files of imports share, and nobody else. */
#include "runtime/imports.h"
#include "runtime/page.h"

#include <karmayogi/core/v1/import.pb-c.h>

struct imports_request {
    const CORE(ImportedChunk) * chunk;
    const void *settings;
    struct store_bytes packed_settings;
    /* What the handler found, one per row; NULL while it has not run, or where the answer came from the outbox. */
    struct imports_verdict *verdicts;
    CORE(ImportedTotals) totals;
};

struct imports_verdicts_request {
    const uint8_t *import_id;
    unsigned kinds; /* bits 1 << enum imports_kind; 0: all */
    struct page page;
};

/** imports_refuse() - with the reason that has @word. Return: 0, or < 0. */
int imports_refuse(const struct imports *imports, struct call *call, const char *word);

/* imports_ledger.c: which chunks there are. Keys: import id; import id and first row. */
struct imports_record {
    struct store_bytes settings;
    CORE(ImportedTotals) totals;
    int64_t started_at_ms, changed_at_ms;
    const char *caller;
};

struct imports_chunk {
    uint32_t first_row, row_count;
    uint64_t sequence; /* its entry of the outbox */
    uint8_t body_hash[16];
};

/* Return: as store_get() and store_put(); what is read lives in @arena. */
int imports_record_get(const struct imports *imports, struct store_txn *txn, const uint8_t import_id[16],
                       struct arena *arena, struct imports_record *record);
int imports_record_put(const struct imports *imports, struct store_txn *txn, const uint8_t import_id[16],
                       const struct imports_record *record);
int imports_chunk_put(const struct imports *imports, struct store_txn *txn, const uint8_t import_id[16],
                      const struct imports_chunk *chunk);

/** imports_chunk_next() - the first chunk that begins at @from or later. Return: 0, STORE_NOT_FOUND: none of this
 * import, or < 0. */
int imports_chunk_next(const struct imports *imports, struct store_txn *txn, const uint8_t import_id[16], uint32_t from,
                       struct arena *arena, struct imports_chunk *chunk);

/** imports_chunk_answer() - the answer in the chunk's entry of the outbox. Return: as store_get(). */
int imports_chunk_answer(struct store_txn *txn, uint64_t sequence, struct arena *arena, struct store_bytes *answer);

/* imports_verdict.c: verdicts as messages. */

/** imports_answer_stored() - as the outbox keeps it: words without sentences, and without details that repeat the row.
 */
int imports_answer_stored(const struct imports *imports, struct call *call, const struct imports_request *request);

/** imports_answer_rendered() - as its caller reads it: of the verdicts found just now, or else of the stored answer. */
int imports_answer_rendered(const struct imports *imports, struct call *call, const struct imports_request *request);

/** A page of verdicts being gathered from stored answers. */
struct imports_listing {
    struct call *call;
    CORE(ImportedVerdict) * *verdicts;
    size_t count, room;
    uint32_t last; /* row of the last one taken */
    bool full;
};

/** imports_listing_add() - the verdicts of one stored answer whose row is above @after, up to the page's size. */
int imports_listing_add(const struct imports *imports, struct imports_listing *listing, struct store_bytes answer,
                        uint32_t after, unsigned kinds);
