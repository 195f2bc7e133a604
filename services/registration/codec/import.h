#pragma once
/* import - requests, answers and verdicts of imports. */
#include "codec/record.h"
#include "domain/draft.h"
#include "runtime/page.h"

#define IMPORT_COLUMNS 32

enum verdict_kind { VERDICT_NONE, VERDICT_STORED, VERDICT_FLAGGED, VERDICT_ALREADY_THERE, VERDICT_REFUSED };

struct import_row {
    uint32_t line;
    char *const *cells; /* in the order of the columns */
    size_t cell_count;
};

struct import_verdict {
    enum verdict_kind kind;
    uint64_t official; /* 0: none */
    struct findings violations;
    struct findings flags;
};

struct import_request {
    uint8_t import_id[16];
    uint32_t first_row;
    struct import_settings settings;
    struct store_bytes packed_settings;
    enum field columns[IMPORT_COLUMNS]; /* FIELD_NONE: ignored */
    size_t column_count;
    struct import_row *rows;
    size_t row_count;
    bool validate_only;
    /* What the handler found, one per row; NULL while it has not run, or where the answer came from the outbox. */
    struct import_verdict *verdicts;
    struct import_totals totals;
};

struct import_verdicts_request {
    uint8_t import_id[16];
    unsigned kinds; /* bits 1 << enum verdict_kind; 0: all */
    struct page page;
};

int import_decode(struct call *call);     /* call->request: struct import_request; sets call->solo for a validation */
int import_decode_get(struct call *call); /* const uint8_t[16] */
int import_decode_verdicts(struct call *call); /* struct import_verdicts_request */

/**
 * import_answer_stored() - the answer as the outbox keeps it: verdicts with words, without sentences, and without
 * details that repeat what a row said (the converted name of a legacy font): the outbox holds nothing that identifies a
 * person.
 */
int import_answer_stored(struct call *call, const struct import_request *request);

/** import_answer_rendered() - the answer as its caller reads it: of the verdicts found just now, or else of the stored
 * answer. */
int import_answer_rendered(struct call *call, const struct import_request *request);

int import_answer_get(struct call *call, const uint8_t import_id[16], const struct import_record *record);

/** A page of verdicts being gathered from stored answers. */
struct import_listing;
struct import_listing *import_listing_new(struct call *call, uint32_t size);

/** import_listing_add() - the verdicts of one stored answer whose row is above @after, up to the page's size. @full:
 * the page is full. @last: row of the last one taken. */
int import_listing_add(struct import_listing *listing, struct store_bytes answer, uint32_t after, unsigned kinds,
                       bool *full, uint32_t *last);
int import_answer_listing(struct call *call, struct store *store, const struct page *page,
                          struct import_listing *listing, struct store_bytes last);

/** import_stored_answer() - the answer inside a packed record of the outbox. Return: 0, or < 0. */
int import_stored_answer(struct store_bytes record, struct arena *arena, struct store_bytes *answer);
