#pragma once
/*
 * pages - answers of more than one page, kept for who reads on: every page is then of the same count, so that rows add
 * up to the total whatever is counted meanwhile, and only the first page costs a scan. A few of them; a new one takes
 * the place of the oldest.
 */
#include "base/limits.h"
#include "domain/figures.h"
#include "runtime/follower.h"

#define PAGES_TOKEN_BYTES 16 /* number (8) and row (8), inside a sealed token */

struct kept_page {
    uint64_t number; /* 0: none */
    struct arena arena;
    struct figures figures;
    int32_t as_of;
    struct follower_freshness freshness[2]; /* of registration, of the catalogue */
};

struct pages {
    struct kept_page kept[LIMIT_FIGURE_KEPT];
    uint64_t last; /* number given last; begins at a random one, so that a token of a former start fits nothing */
};

/** pages_init() - Return: 0, or < 0. */
int pages_init(struct pages *pages);
void pages_deinit(struct pages *pages);

/** pages_keep() - a copy of an answer. Return: NULL: out of memory. */
struct kept_page *pages_keep(struct pages *pages, const struct figures *figures, int32_t as_of,
                             const struct follower_freshness freshness[2]);

/** pages_find() - the answer that was kept under a number, or NULL: not any more. */
struct kept_page *pages_find(struct pages *pages, uint64_t number);

/** pages_forget() - keep none: a model that they name is going. */
void pages_forget(struct pages *pages);
