#pragma once
/* record - reporting's stored records, packed and unpacked. Unpacked strings live in the arena. */
#include "base/buffer.h"
#include "domain/counted.h"
#include "domain/model.h"
#include "store/store.h"

/* Packing appends to @out. Return: 0, or < 0. */
int record_pack_counted(const struct counted *counted, struct arena *arena, struct buffer *out);
int record_pack_organisation(const struct model_organisation *organisation, struct arena *arena, struct buffer *out);
int record_pack_district(const struct model_district *district, struct buffer *out);

/* Unpacking. Return: 0, or < 0: the record cannot be read. @counted: its number is left alone. */
int record_unpack_counted(struct store_bytes bytes, struct arena *arena, struct counted *counted);
int record_unpack_organisation(struct store_bytes bytes, struct arena *arena, struct model_organisation *organisation);
int record_unpack_district(struct store_bytes bytes, struct arena *arena, struct model_district *district);
