#pragma once
/* course - courses of the catalogue: read from its feed, and kept as registration's own records. The only file of
 * registration that knows the catalogue's messages. */
#include "base/arena.h"
#include "base/buffer.h"
#include "domain/course.h"
#include "store/store.h"

/**
 * course_from_event() - the course that an event of the catalogue tells of; strings live in @arena, its modules have
 * room for COURSE_MODULES
 * Return: 0 with @course set, its id NULL where the event is about something else (or younger than this program); < 0:
 * the event cannot be read.
 */
int course_from_event(struct store_bytes event, struct arena *arena, struct course *course);

/** course_pack() - as a CourseRecord, appended to @out. Return: 0, or < 0. */
int course_pack(const struct course *course, struct arena *arena, struct buffer *out);

/** course_unpack() - all but the id, which is the record's key. Return: 0, or < 0: the record cannot be read. */
int course_unpack(struct store_bytes bytes, struct arena *arena, struct course *course);
