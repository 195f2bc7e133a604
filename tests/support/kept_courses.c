/*
 * kept_courses - what registration keeps of the catalogue's courses, a line each: no method tells it before there are
 * enrolments. For tests alone; registration must not be running.
 *
 * usage: kept_courses STORE
 */
#include "base/bytes.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "codec/course.h"
#include "runtime/follower.h"
#include "store.h"

#include <stdio.h>
#include <string.h>

static void print_days(int32_t days)
{
    int year = 0, month = 0, day = 0;
    if (days != DATE_NONE)
        date_to_civil(days, &year, &month, &day);
    printf(" %d-%d-%d", year, month, day);
}

static void print_course(const struct course *course)
{
    printf("%s %llu %d %u", course->id, (unsigned long long)course->version, (int)course->state, course->edition);
    print_days(course->live_from);
    print_days(course->edition_from);
    print_days(course->retired_on);
    printf(" kind %u minutes %u assessment %d", course->kind, course->duration_minutes, course->has_assessment);
    for (size_t i = 0; i < course->title_count; i++)
        printf(" %s:%s", course->titles[i].language, course->titles[i].text);
    for (size_t i = 0; i < course->language_count; i++)
        printf(" in %s", course->languages[i]);
    for (size_t i = 0; i < course->module_count; i++)
        printf(" module %s %u %d%d%d", course->modules[i].id, course->modules[i].duration_minutes,
               course->modules[i].is_assessment, course->modules[i].is_optional, course->modules[i].is_former);
    putchar('\n');
}

static int print_all(struct store_txn *txn, uint32_t generation, struct arena *arena)
{
    CLEANUP(store_cursor_close) struct store_cursor cursor = {0};
    struct store_bytes key, value;
    uint8_t prefix[4];
    bytes_put32(prefix, generation);
    int result = store_cursor_open(&cursor, txn, STORED_COURSES);
    if (result)
        return result;
    for (result = store_cursor_seek(&cursor, (struct store_bytes){prefix, sizeof prefix}, &key, &value);
         result == 0 && bytes_get32(key.data) == generation; result = store_cursor_next(&cursor, &key, &value)) {
        struct course course;
        arena_reset(arena);
        int unpacked = course_unpack(value, arena, &course);
        if (unpacked)
            return unpacked;
        course.id = arena_string(arena, (const char *)key.data + 4, key.length - 4);
        print_course(&course);
    }
    return result == STORE_NOT_FOUND ? 0 : result;
}

int main(int argc, char **argv)
{
    struct store *store = NULL;
    struct store_txn *txn = NULL;
    struct arena arena;
    uint32_t generation;
    arena_init(&arena, 1u << 20);
    int result = argc == 2 ? stored_open(&store, argv[1]) : error_raise("usage: kept_courses STORE");
    if (result == 0)
        result = follower_generation(store, STORED_FOLLOWERS, "catalogue", &generation);
    if (result == 0)
        result = store_begin_read(store, &txn);
    if (result == 0)
        result = print_all(txn, generation, &arena);
    if (result)
        fprintf(stderr, "kept_courses: %s\n", error_trail());
    store_abort(txn);
    store_close(store);
    arena_deinit(&arena);
    return result ? 1 : 0;
}
