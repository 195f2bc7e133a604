/*
 * Courses through the service without a process: what calls of one batch see of each other, memory that follows the
 * fate of the batch, pages that end before they are too large. The whole life is told in test_course_life.py.
 */
#include "catalogue_desk.h"
#include "store/outbox.h"

#include <karmayogi/core/v1/outbox.pb-c.h>

/* A request to create a course, with all that it points at. */
struct wanted {
    CAT(CreateCourseRequest) request;
    CAT(CourseContent) content;
    CAT(CourseText) text, *texts[1];
    char *languages[1], *parts[1];
};

static struct call *create_call(struct desk *desk, const char *id, const char *igot_id, const char *part,
                                const char *description)
{
    struct wanted wanted = {.request = KARMAYOGI__CATALOGUE__V1__CREATE_COURSE_REQUEST__INIT,
                            .content = KARMAYOGI__CATALOGUE__V1__COURSE_CONTENT__INIT,
                            .text = KARMAYOGI__CATALOGUE__V1__COURSE_TEXT__INIT};
    wanted.text.language = TEXT("en");
    wanted.text.title = TEXT("A course");
    wanted.text.description = TEXT(description);
    wanted.texts[0] = &wanted.text;
    wanted.languages[0] = TEXT("hi");
    wanted.parts[0] = TEXT(part);
    wanted.content.kind = KARMAYOGI__CATALOGUE__V1__COURSE_KIND__COURSE_KIND_COURSE;
    wanted.content.texts = wanted.texts;
    wanted.content.languages = wanted.languages;
    wanted.content.part_course_ids = wanted.parts;
    wanted.content.n_texts = wanted.content.n_languages = 1;
    wanted.content.n_part_course_ids = part[0] ? 1 : 0;
    wanted.content.provider = TEXT("igot");
    wanted.content.igot_id = TEXT(igot_id);
    wanted.content.duration_minutes = 30;
    wanted.request.course_id = TEXT(id);
    wanted.request.content = &wanted.content;
    return desk_call(desk, "CreateCourse", &wanted.request.base);
}

static void create(struct desk *desk, const char *id, const char *igot_id)
{
    struct call *call = create_call(desk, id, igot_id, "", "");
    desk_run(desk, call);
    desk_take(desk, call, &karmayogi__catalogue__v1__create_course_response__descriptor);
}

static uint64_t count_drafts(struct desk *desk)
{
    CAT(CountCoursesRequest) request = KARMAYOGI__CATALOGUE__V1__COUNT_COURSES_REQUEST__INIT;
    CAT(CourseFilter) filter = KARMAYOGI__CATALOGUE__V1__COURSE_FILTER__INIT;
    CAT(LifeState) states[] = {KARMAYOGI__CATALOGUE__V1__LIFE_STATE__LIFE_STATE_DRAFT};
    filter.states = states;
    filter.n_states = 1;
    request.filter = &filter;
    CAT(CountCoursesResponse) *answer = desk_take(desk, desk_send(desk, "CountCourses", &request.base),
                                                  &karmayogi__catalogue__v1__count_courses_response__descriptor);
    return answer->total->courses;
}

static void test_calls_of_one_batch__see_each_other(void **state)
{
    /* Catches: an id on iGOT given twice, and a part that is not found, because both came at once. */
    struct desk *desk = *state;
    struct call *calls[] = {
        create_call(desk, "a", "do_1", "", ""),    create_call(desk, "b", "do_1", "", ""),
        create_call(desk, "c", "", "a", ""),       create_call(desk, "d", "", "c", ""),
        create_call(desk, "a", "do_1", "", ""),    create_call(desk, "a", "do_2", "", ""),
        create_call(desk, "e", "", "nowhere", ""),
    };
    desk_batch(desk, calls, sizeof calls / sizeof calls[0]);
    assert_false(call_refused(calls[0]));
    assert_refused(calls[1], STATUS_ALREADY_EXISTS, "IGOT_ID_TAKEN");
    assert_false(call_refused(calls[2]));
    assert_refused(calls[3], STATUS_INVALID_ARGUMENT, "PARTS_NESTED");
    assert_false(call_refused(calls[4])); /* the very same course */
    assert_refused(calls[5], STATUS_ALREADY_EXISTS, "COURSE_EXISTS");
    assert_refused(calls[6], STATUS_INVALID_ARGUMENT, "COURSE_UNKNOWN");
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        call_free(calls[i]);
    assert_int_equal(count_drafts(desk), 2);
    assert_int_equal(desk_course(desk, "c")->total_duration_minutes, 60);
}

static size_t events_of(struct desk *desk, uint64_t sequence)
{
    struct store_txn *txn;
    struct store_bytes bytes;
    assert_int_equal(store_begin_read(desk->store, &txn), 0);
    assert_int_equal(outbox_get(txn, sequence, &bytes, NULL), 0);
    C(OutboxRecord) *record = (C(OutboxRecord) *)wire_unpack(&karmayogi__core__v1__outbox_record__descriptor,
                                                             bytes.data, bytes.length, &desk->arena);
    store_abort(txn);
    assert_non_null(record);
    return record->entry->n_events;
}

static void test_writes__accepted__have_one_entry_each_and_an_event_for_a_change(void **state)
{
    /* Catches: an entry too many, and an event where nothing changed. */
    struct desk *desk = *state;
    uint64_t head = desk_head(desk);
    create(desk, "a", "do_1");
    assert_int_equal(desk_head(desk), head + 1);
    assert_int_equal(events_of(desk, head + 1), 1);
    create(desk, "a", "do_1");
    assert_int_equal(desk_head(desk), head + 2);
    assert_int_equal(events_of(desk, head + 2), 0);
    struct call *call = create_call(desk, "a", "do_2", "", "");
    desk_run(desk, call);
    assert_true(call_refused(call));
    call_free(call);
    assert_int_equal(desk_head(desk), head + 2);
}

static struct desk *failing_desk;

/* Fails, and takes so long that nobody waits any more when the batch is done again one by one. */
static int fail_late(void *service, struct batch *batch, struct call *call)
{
    (void)service, (void)batch, (void)call;
    failing_desk->time.now_monotonic_ms += 60000;
    return error_raise("fails as the test wants it");
}

static const struct route failing_route = {.method = "test/Fail", .kind = ROUTE_WRITE, .write = fail_late};

static struct call *entry_call(struct desk *desk, const char *code)
{
    CAT(PutMasterEntriesRequest) request = KARMAYOGI__CATALOGUE__V1__PUT_MASTER_ENTRIES_REQUEST__INIT;
    CAT(MasterEntry) entry = KARMAYOGI__CATALOGUE__V1__MASTER_ENTRY__INIT, *entries[] = {&entry};
    entry.code = entry.name_en = TEXT(code);
    request.list = KARMAYOGI__CATALOGUE__V1__MASTER_LIST__MASTER_LIST_TRADE;
    request.n_entries = 1;
    request.entries = entries;
    return desk_call(desk, "PutMasterEntries", &request.base);
}

static void test_batch__that_fails__leaves_memory_as_it_was(void **state)
{
    /* Catches: a course that is counted, or an entry that may be used, although nothing was stored. */
    struct desk *desk = *state;
    create(desk, "a", "");
    struct call *calls[] = {create_call(desk, "b", "", "", ""), entry_call(desk, "bridges"), entry_call(desk, "x")};
    calls[2]->route = &failing_route;
    failing_desk = desk;
    desk_batch(desk, calls, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_true(call_refused(calls[i]));
        call_free(calls[i]);
    }
    assert_int_equal(count_drafts(desk), 1);
    assert_null(desk_course(desk, "b"));
    assert_null(master_lists_code(desk->catalogue->lists, MASTER_TRADE, "bridges"));
    assert_non_null(master_lists_code(desk->catalogue->lists, MASTER_CADRE, "anm"));
    create(desk, "c", "");
    desk_reopen(desk);
    assert_int_equal(count_drafts(desk), 2);
}

static void test_validation__leaves_no_card(void **state)
{
    /* Catches: a course that only a validation has made, in a count. */
    struct desk *desk = *state;
    struct call *call = create_call(desk, "a", "do_1", "", "");
    call->solo = true;
    desk_run(desk, call);
    assert_false(call_refused(call));
    call_free(call);
    assert_int_equal(count_drafts(desk), 0);
    create(desk, "b", "do_1");
    assert_int_equal(count_drafts(desk), 1);
}

#define LARGE 600 /* courses of 2 KiB and more: about 1.2 MiB */

static void test_page__of_large_courses__ends_before_a_mebibyte(void **state)
{
    /* Catches: an answer that no caller takes, a course between two pages that is lost or comes twice. */
    struct desk *desk = *state;
    char description[2001], id[16];
    memset(description, 'x', sizeof description - 1);
    description[sizeof description - 1] = '\0';
    for (size_t i = 0; i < LARGE; i++) {
        snprintf(id, sizeof id, "c-%03zu", i);
        struct call *call = create_call(desk, id, "", "", description);
        desk_run(desk, call);
        assert_false(call_refused(call));
        call_free(call);
    }
    CAT(ListCoursesRequest) request = KARMAYOGI__CATALOGUE__V1__LIST_COURSES_REQUEST__INIT;
    CAT(CourseFilter) filter = KARMAYOGI__CATALOGUE__V1__COURSE_FILTER__INIT;
    CAT(LifeState) states[] = {KARMAYOGI__CATALOGUE__V1__LIFE_STATE__LIFE_STATE_DRAFT};
    C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    size_t found = 0, pages = 0;
    filter.states = states;
    filter.n_states = 1;
    page.page_size = 1000;
    request.filter = &filter;
    request.page = &page;
    do {
        struct call *call = desk_send(desk, "ListCourses", &request.base);
        assert_true(call->answer.length < (1u << 20));
        CAT(ListCoursesResponse) *answer =
            desk_take(desk, call, &karmayogi__catalogue__v1__list_courses_response__descriptor);
        for (size_t i = 0; i < answer->n_courses; i++, found++) {
            snprintf(id, sizeof id, "c-%03zu", found);
            assert_string_equal(answer->courses[i]->course_id, id);
        }
        page.page_token = answer->page->next_page_token;
        pages++;
    } while (page.page_token[0]);
    assert_int_equal(found, LARGE);
    assert_int_equal(pages, 2);
}

#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DESK(test_calls_of_one_batch__see_each_other),
        WITH_DESK(test_writes__accepted__have_one_entry_each_and_an_event_for_a_change),
        WITH_DESK(test_batch__that_fails__leaves_memory_as_it_was),
        WITH_DESK(test_validation__leaves_no_card),
        WITH_DESK(test_page__of_large_courses__ends_before_a_mebibyte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
