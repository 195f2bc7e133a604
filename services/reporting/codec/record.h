#pragma once
/* record - reporting's stored records, packed and unpacked. Unpacked strings live in the arena. */
#include "base/buffer.h"
#include "domain/counted.h"
#include "domain/course_model.h"
#include "domain/model.h"
#include "store/store.h"

/* Packing appends to @out. Return: 0, or < 0. */
int record_pack_counted(const struct counted *counted, struct arena *arena, struct buffer *out);
int record_pack_organisation(const struct model_organisation *organisation, struct arena *arena, struct buffer *out);
int record_pack_district(const struct district *district, struct buffer *out);
int record_pack_designation(const struct designation *designation, struct buffer *out);
int record_pack_course(const struct course *course, struct arena *arena, struct buffer *out);
int record_pack_entry(const struct course_entry *entry, struct buffer *out);

/* Unpacking. Return: 0, or < 0: the record cannot be read. @counted: its number is left alone. */
int record_unpack_counted(struct store_bytes bytes, struct arena *arena, struct counted *counted);
int record_unpack_organisation(struct store_bytes bytes, struct arena *arena, struct model_organisation *organisation);
int record_unpack_district(struct store_bytes bytes, struct arena *arena, struct district *district);
int record_unpack_designation(struct store_bytes bytes, struct arena *arena, struct designation *designation);
int record_unpack_course(struct store_bytes bytes, struct arena *arena, struct course *course);
int record_unpack_entry(struct store_bytes bytes, struct arena *arena, struct course_entry *entry);
