#pragma once
/* handlers - the handlers that routes.c names; see runtime/call.h for what they return. And what they share. */
#include "runtime/call.h"

struct reporting;

int onboarding_handle(void *service, struct store_txn *txn, struct call *call);
int figures_handle(void *service, struct store_txn *txn, struct call *call);
int figures_handle_definitions(void *service, struct store_txn *txn, struct call *call);
int counted_handle_list(void *service, struct store_txn *txn, struct call *call);

/** figures_today() - the civil day in India. */
int32_t figures_today(void);

/** figures_may_count() - refuses where a model that is needed has fallen out of step, and a day in the future. Return:
 * whether it may be counted. @families: bits of enum figure_family. */
bool figures_may_count(struct reporting *reporting, struct call *call, unsigned families, int32_t day);

/** figures_root() - ordinal of an organisation; refuses, and returns 0, where there is none of that id. */
uint32_t figures_root(const struct reporting *reporting, struct call *call, const char *organisation_id);
