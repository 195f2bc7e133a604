/*
 * A disk that is nearly full: what was reserved for a batch is there, and not a page more. Whatever the batch needs, it
 * is committed or refused, the service goes on, and the same request is taken when there is room again.
 */
#include "catalogue_import.h"
#include "disk/disk.h"

#include <unistd.h>

#define COURSES      1500
#define STEP_BYTES   (256u << 10)
#define COLUMN(name) KARMAYOGI__CATALOGUE__V1__COURSE_IMPORT_COLUMN__COURSE_IMPORT_COLUMN_##name

static struct call *create_call(struct desk *desk, const char *id, const char *description)
{
    CAT(CreateCourseRequest) request = KARMAYOGI__CATALOGUE__V1__CREATE_COURSE_REQUEST__INIT;
    CAT(CourseContent) content = KARMAYOGI__CATALOGUE__V1__COURSE_CONTENT__INIT;
    CAT(CourseText) text = KARMAYOGI__CATALOGUE__V1__COURSE_TEXT__INIT, *texts[] = {&text};
    char *languages[] = {TEXT("en")};
    text.language = languages[0];
    text.title = TEXT("A course");
    text.description = TEXT(description);
    content.kind = KARMAYOGI__CATALOGUE__V1__COURSE_KIND__COURSE_KIND_COURSE;
    content.texts = texts;
    content.languages = languages;
    content.n_texts = content.n_languages = 1;
    content.provider = TEXT("igot");
    content.duration_minutes = 30;
    request.course_id = TEXT(id);
    request.content = &content;
    return desk_call(desk, "CreateCourse", &request.base);
}

static uint64_t used(struct desk *desk)
{
    struct store_usage usage;
    assert_int_equal(store_usage(desk->store, &usage), 0);
    return usage.used_bytes;
}

/* Courses of 3 KiB each, in a store in which nothing is reserved yet. */
static int setup(void **state)
{
    desk_setup(state);
    struct desk *desk = *state;
    char description[2001], id[16], path[SCRATCH_BYTES + 16];
    struct call *calls[100];
    memset(description, 'x', sizeof description - 1);
    description[sizeof description - 1] = '\0';
    for (size_t i = 0; i < COURSES; i++) {
        snprintf(id, sizeof id, "c%zu", i);
        calls[i % 100] = create_call(desk, id, description);
        if (i % 100 == 99)
            desk_batch(desk, calls, 100);
        for (size_t j = 0; i % 100 == 99 && j < 100; j++) {
            assert_false(call_refused(calls[j]));
            call_free(calls[j]);
        }
    }
    uint64_t pages = used(desk);
    snprintf(path, sizeof path, "%s/data.mdb", desk->folder);
    desk_close(desk);
    assert_int_equal(truncate(path, (off_t)pages), 0);
    desk_open(desk);
    return 0;
}

static int teardown(void **state)
{
    disk_record_free(disk_stop());
    return desk_teardown(state);
}

/* A few bytes for each course. */
static struct call *update_call(struct desk *desk)
{
    static char texts[COURSES][32];
    static const char *rows[COURSES];
    static const CAT(CourseImportColumn)
        heads[] = {COLUMN(COURSE_ID), COLUMN(TITLE_EN), COLUMN(LANGUAGES), COLUMN(PROVIDER), COLUMN(DURATION)};
    for (size_t i = 0; i < COURSES; i++) {
        snprintf(texts[i], sizeof texts[i], "c%zu,A,en,igot,40", i);
        rows[i] = texts[i];
    }
    const struct chunk chunk = {.import_id = import_new_id(desk),
                                .first_row = 1,
                                .update_existing = true,
                                .columns = 5,
                                .heads = heads,
                                .count = COURSES,
                                .rows = rows};
    struct call *call = import_call(desk, &chunk);
    if (call_refused(call))
        fail_msg("%s", call->status.sentence);
    return call;
}

static void test_chunk__that_needs_more_than_was_reserved__is_refused_on_a_full_disk_and_the_service_goes_on(
    void **state)
{
    /* Catches: a process that ends, with everything that waits in it, because short rows of large courses met a disk
     * that is nearly full; and a commit that is told though half of its pages had no room. */
    static const char *const ignored[] = {"lock", "lock.mdb", NULL};
    struct desk *desk = *state;
    uint64_t before = used(desk), head = desk_head(desk), refused = 0;
    size_t body = 0;
    assert_int_equal(disk_watch(desk->folder, ignored), 0);
    for (uint64_t room = before; desk_head(desk) == head; room += STEP_BYTES) {
        const struct disk_trouble trouble = {.room_bytes = room};
        struct call *call = update_call(desk);
        disk_trouble(&trouble);
        if (writer_step(&desk->writer, &call, 1) != 0)
            fail_msg("with room for %llu KiB: %s", (unsigned long long)(room - before) >> 10, error_trail());
        if (call_refused(call))
            assert_string_equal(call->status.reason, "DISK_FULL");
        refused += call_refused(call);
        assert_int_equal(desk_course(desk, "c7")->content->duration_minutes, call_refused(call) ? 30 : 40);
        body = call->body.length;
        call_free(call);
    }
    /* It did need more than is reserved for a body of that size; else this test shows nothing. */
    assert_true(used(desk) - before > (1u << 20) + (64u << 10) + 12 * body + 4 * STEP_BYTES);
    assert_true(refused > 4);
    desk_reopen(desk);
    assert_int_equal(desk_course(desk, "c1499")->content->duration_minutes, 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_chunk__that_needs_more_than_was_reserved__is_refused_on_a_full_disk_and_the_service_goes_on, setup,
            teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
