#pragma once
/* handlers - the handlers that routes.c names; see runtime/call.h for what they return. */
#include "runtime/call.h"

int onboarding_handle(void *service, struct store_txn *txn, struct call *call);
int counted_handle_list(void *service, struct store_txn *txn, struct call *call);
