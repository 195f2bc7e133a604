#pragma once
/* record - the catalogue's stored records, packed. What is read lives in the arena. Return: 0, or < 0. */
#include "base/arena.h"
#include "base/buffer.h"
#include "domain/course.h"
#include "domain/master_list.h"
#include "store/store.h"

int record_pack_course(const struct course *course, struct arena *arena, struct buffer *out);
int record_unpack_course(struct store_bytes bytes, struct arena *arena, struct course *course);

int record_pack_master_entry(const struct master_entry *entry, struct arena *arena, struct buffer *out);
int record_unpack_master_entry(struct store_bytes bytes, struct arena *arena, struct master_entry *entry);

/** record_content_bytes() - packed bytes of a content; 0: past the arena's cap. */
size_t record_content_bytes(const struct course_content *content, struct arena *arena);
