#pragma once
/* record - the stored records of registration, packed and unpacked. Unpacked structs live in the arena. */
#include "base/buffer.h"
#include "domain/master_list.h"
#include "domain/official.h"
#include "domain/organisation.h"
#include "domain/transfer.h"
#include "store/store.h"

/* Packing appends to @out. Return: 0, or < 0. */
int record_pack_person(const struct official *official, struct arena *arena, struct buffer *out);
int record_pack_post(const struct official *official, struct arena *arena, struct buffer *out);
int record_pack_transfer(const struct transfer *transfer, struct arena *arena, struct buffer *out);
int record_pack_organisation(const struct organisation *organisation, struct arena *arena, struct buffer *out);
int record_pack_master_entry(const struct master_entry *entry, struct arena *arena, struct buffer *out);

/* Unpacking. Return: 0, or < 0: the record cannot be read. */
int record_unpack_person(struct store_bytes bytes, struct arena *arena, struct official *official);
int record_unpack_post(struct store_bytes bytes, struct arena *arena, struct official *official);
int record_unpack_transfer(struct store_bytes bytes, struct arena *arena, struct transfer *transfer);
int record_unpack_organisation(struct store_bytes bytes, struct arena *arena, struct organisation *organisation);
int record_unpack_master_entry(struct store_bytes bytes, struct arena *arena, struct master_entry *entry);
