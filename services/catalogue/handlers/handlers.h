#pragma once
/* handlers - the handlers that routes.c names, by family. Each takes the catalogue as its context; see runtime/call.h
 * for what they return. */
#include "runtime/call.h"
#include "runtime/writer.h"

/* master.c */
int master_decode_put(struct call *call);
int master_decode_list(struct call *call);
int master_put(void *service, struct batch *batch, struct call *call);
int master_list_entries(void *service, struct store_txn *txn, struct call *call);

/* course.c */
int course_handle_create(void *service, struct batch *batch, struct call *call);
int course_handle_update(void *service, struct batch *batch, struct call *call);
int course_handle_step(void *service, struct batch *batch, struct call *call);

/* course_read.c */
int course_handle_get(void *service, struct store_txn *txn, struct call *call);
int course_handle_list(void *service, struct store_txn *txn, struct call *call);
int course_handle_count(void *service, struct store_txn *txn, struct call *call);

/* import.c; decoding, too, because what an import consists of is known there */
int import_decode(struct call *call);
int import_handle(void *service, struct batch *batch, struct call *call);
int import_render(void *service, struct store_txn *txn, struct call *call);
int import_decode_get(struct call *call);
int import_handle_get(void *service, struct store_txn *txn, struct call *call);
int import_decode_verdicts(struct call *call);
int import_handle_verdicts(void *service, struct store_txn *txn, struct call *call);
