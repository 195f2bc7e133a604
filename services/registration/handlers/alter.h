#pragma once
/*
 * alter - what every change of a registered official has in common, a transfer's, too: loading it, judging its keys
 * again, storing it with its event. What changes is decided by the domain in between.
 */
#include "domain/change.h"
#include "runtime/call.h"
#include "runtime/writer.h"
#include "service.h"

/** alter_context() - what rules may look at in @batch; results live in the call's arena. */
struct draft_context alter_context(const struct registration *registration, const struct batch *batch,
                                   struct call *call);

/** alter_load() - the official that a request names by @id; or a refusal, then *@found is false. Return: 0, or as the
 * store said. */
int alter_load(struct store_txn *txn, struct call *call, const char *id, struct official *official, bool *found);

/**
 * alter_check_keys() - whether the keys of the @changed official are free: adds to @findings where not, and what to
 * look at to its flags
 * @fields: enum change_field; what did not change is not judged again
 * @said:   what the update said, for its issued ids
 * Return: 0, or as the store said.
 */
int alter_check_keys(struct registration *registration, struct batch *batch, struct call *call, unsigned fields,
                     const struct draft *said, struct official *changed, struct findings *findings);

/** alter_store() - keys, records and the event of a change of @kind. Return: 0, or as the store said. */
int alter_store(struct registration *registration, struct batch *batch, struct call *call,
                const struct official *before, struct official *changed, enum change_kind kind, const char *reason);

/** alter_without_person() - as an answer is stored. */
struct official alter_without_person(const struct official *official);
