#pragma once
/*
 * store - reporting's tables: what is in the model, on the disk, so that a start does not begin at the feed's first
 * entry. Keys begin with the generation (4).
 *
 *   officials      generation (4) official (8)
 *   organisations  generation (4) ordinal (4)
 *   districts      generation (4) LGD code (4)
 *   followers      follower/<service>            see runtime/follower.h
 */
#include "domain/counted.h"
#include "domain/model.h"
#include "store/store.h"

enum stored_table { STORED_OFFICIALS, STORED_ORGANISATIONS, STORED_DISTRICTS, STORED_FOLLOWERS, STORED_TABLES };

int stored_open(struct store **store, const char *path);

int stored_counted_get(struct store_txn *txn, uint32_t generation, uint64_t number, struct arena *arena,
                       struct counted *counted);
int stored_counted_put(struct store_txn *txn, uint32_t generation, const struct counted *counted, struct arena *arena);

/** stored_counted_next() - the first official above @after. Return: 0, STORE_NOT_FOUND at the end, or < 0. */
int stored_counted_next(struct store_cursor *cursor, uint32_t generation, uint64_t after, struct arena *arena,
                        struct counted *counted);
int stored_organisation_put(struct store_txn *txn, uint32_t generation, uint32_t ordinal,
                            const struct model_organisation *organisation, struct arena *arena);
int stored_organisation_get(struct store_txn *txn, uint32_t generation, uint32_t ordinal, struct arena *arena,
                            struct model_organisation *organisation);
int stored_district_put(struct store_txn *txn, uint32_t generation, const struct model_district *district);

/** stored_load_organisations() - the tree of a generation into an empty model. Return: 0, or < 0. */
int stored_load_organisations(struct store_txn *txn, uint32_t generation, struct model *model);

/** stored_load() - the whole generation into an empty model. Return: 0, or < 0. */
int stored_load(struct store_txn *txn, uint32_t generation, struct model *model);

/** stored_drop() - delete at most @most records of a generation. Return: number deleted, or < 0. */
long stored_drop(struct store_txn *txn, uint32_t generation, size_t most);
