#pragma once
/*
 * convert - between generated messages and the domain's structs. Only files in codec/ see generated code.
 *
 * To a message: made in the arena, sharing the struct's strings. To a struct: in the arena, sharing the message's
 * strings, so it lives as long as the message. NULL means: past the arena's cap.
 */
#include "base/arena.h"
#include "domain/course.h"
#include "domain/master_list.h"
#include "wire/convert.h"

#include <karmayogi/catalogue/v1/course.pb-c.h>
#include <karmayogi/catalogue/v1/types.pb-c.h>

/* A shorter name for what is generated. */
#define CATALOGUE(name) Karmayogi__Catalogue__V1__##name

CATALOGUE(CourseContent) * convert_content_message(const struct course_content *content, struct arena *arena);

/** convert_content() - any message, in whatever numbers: course_check() judges. Return: 0, or < 0: past the cap. */
int convert_content(const CATALOGUE(CourseContent) * message, struct arena *arena, struct course_content *content);

/** convert_course_message() - @total_minutes and flags are filled in where @for_caller; staged only with @with_staged.
 */
CATALOGUE(Course) * convert_course_message(const struct course *course, bool for_caller, uint32_t total_minutes,
                                           bool with_staged, struct arena *arena);

/** convert_course() - of a stored record. Return: 0, or < 0: it cannot be. */
int convert_course(const CATALOGUE(Course) * message, struct arena *arena, struct course *course);

CATALOGUE(MasterEntry) * convert_master_entry_message(const struct master_entry *entry, struct arena *arena);

/** convert_master_entry() - of a request or a record. Return: REASON_NONE, or what is wrong with its form. */
enum reason convert_master_entry(const CATALOGUE(MasterEntry) * message, struct master_entry *entry);
