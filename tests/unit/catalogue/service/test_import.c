/*
 * Imports of courses: a verdict for every row, once and for all. What chunks do is the same as with officials and
 * tested there; here it is that the catalogue's rows go through it, and what becomes of courses.
 */
#include "catalogue_import.h"
#include "store/outbox.h"

#include <karmayogi/core/v1/outbox.pb-c.h>

#define DRAFT KARMAYOGI__CATALOGUE__V1__LIFE_STATE__LIFE_STATE_DRAFT
#define LIVE  KARMAYOGI__CATALOGUE__V1__LIFE_STATE__LIFE_STATE_LIVE

static const char *const mixed[] = {
    "rti,do_1,Course,Right to Information,सूचना का अधिकार,en;hi,iGOT Karmayogi,1:30,Empathy,live",
    ",DO_2,,Ethics,,en,igot,60,,",
    "rti,do_1,Course,Right to Information,सूचना का अधिकार,en;hi,iGOT Karmayogi,90,Empathy,live", /* the very same */
    "posh,,,POSH,,en,Somebody else,45,,",                                                       /* to be looked at */
    "rti,do_1,Course,Right to know,,en,igot,90,,",                                              /* another content */
    "fire,do_1,,Fire,,en,igot,30,,",                                                            /* rti's id on iGOT */
    "flood,,Seminar,,,xx,igot,,Moats,",
    "flood,,,Flood,,en,igot,30,,,one too many",
    "flood,,,Flood,,en,igot,30,,,,", /* empty cells beyond the columns do not count */
};

static const char *const mixed_said[] = {
    "STORED",
    "STORED",
    "ALREADY_THERE",
    "FLAGGED + provider PROVIDER_UNKNOWN",
    "REFUSED course_id COURSE_EXISTS",
    "REFUSED igot_id IGOT_ID_TAKEN",
    ("REFUSED kind KIND_UNKNOWN title_en TITLE_MISSING languages LANGUAGE_UNKNOWN duration DURATION_MISSING "
     "competencies COMPETENCY_UNKNOWN"),
    "REFUSED row CELL_COUNT",
    "STORED",
};

#define MIXED (sizeof mixed / sizeof mixed[0])

static struct chunk mixed_chunk(struct desk *desk)
{
    return (struct chunk){.import_id = import_new_id(desk), .first_row = 1, .count = MIXED, .rows = mixed};
}

static void test_chunk__with_rows_of_every_kind__has_a_verdict_for_each(void **state)
{
    /* Catches: a row that is lost, or that leaves something although it is refused; a verdict without its course. */
    struct desk *desk = *state;
    struct chunk chunk = mixed_chunk(desk);
    uint64_t head = desk_head(desk);
    CAT(ImportCoursesResponse) *answer = import_send(desk, &chunk);
    assert_verdicts(answer, mixed_said, MIXED);
    assert_int_equal(desk_head(desk), head + 1); /* one entry for all */
    assert_int_equal(answer->committed_as->sequence, head + 1);
    assert_string_equal(answer->verdicts[0]->course_id, "rti");
    assert_string_equal(answer->verdicts[1]->course_id, "do_2");
    assert_string_equal(answer->verdicts[4]->course_id, "");
    assert_string_equal(answer->verdicts[5]->violations[0]->detail, "rti");
    const CAT(Course) *rti = desk_course(desk, "rti");
    assert_int_equal(rti->version, 1);
    assert_int_equal(rti->life->state, LIVE);
    assert_int_equal(rti->content->duration_minutes, 90);
    assert_string_equal(rti->content->competency_codes[0], "empathy");
    assert_int_equal(desk_course(desk, "do_2")->life->state, DRAFT);
    assert_null(desk_course(desk, "fire"));
    desk_reopen(desk);
    assert_int_equal(desk_course(desk, "flood")->content->duration_minutes, 30);
}

static void test_chunk__sent_again__gets_its_first_verdicts(void **state)
{
    /* Catches: verdicts that differ because the courses are there by now; a second entry. */
    struct desk *desk = *state;
    struct chunk chunk = mixed_chunk(desk);
    import_send(desk, &chunk);
    uint64_t head = desk_head(desk);
    desk_reopen(desk);
    desk->locale = LOCALE_HI;
    assert_verdicts(import_send(desk, &chunk), mixed_said, MIXED);
    assert_int_equal(desk_head(desk), head);
    chunk.count--;
    import_refused(desk, &chunk, STATUS_FAILED_PRECONDITION, "IMPORT_CHUNK_CHANGED");
    chunk.first_row = 2;
    import_refused(desk, &chunk, STATUS_FAILED_PRECONDITION, "IMPORT_CHUNK_CHANGED");
    chunk.first_row = 100;
    chunk.update_existing = true;
    import_refused(desk, &chunk, STATUS_FAILED_PRECONDITION, "IMPORT_SETTINGS_CHANGED");
    chunk.update_existing = false;
    desk->caller = "other";
    import_refused(desk, &chunk, STATUS_PERMISSION_DENIED, "IMPORT_OTHER_CALLER");
}

static void test_validation__gives_the_verdicts_and_stores_nothing(void **state)
{
    /* Catches: a course, a card on the shelf or an entry that a validation leaves. */
    struct desk *desk = *state;
    struct chunk chunk = mixed_chunk(desk);
    uint64_t head = desk_head(desk);
    chunk.validate_only = true;
    CAT(ImportCoursesResponse) *answer = import_send(desk, &chunk);
    assert_verdicts(answer, mixed_said, MIXED);
    assert_null(answer->committed_as);
    assert_string_equal(answer->verdicts[0]->course_id, "");
    assert_string_equal(answer->verdicts[2]->course_id, "rti"); /* as with officials: somebody has it */
    assert_int_equal(desk_head(desk), head);
    assert_null(desk_course(desk, "rti"));
    chunk.validate_only = false;
    assert_verdicts(import_send(desk, &chunk), mixed_said, MIXED);
}

static void test_request__that_cannot_be__is_refused_as_a_whole(void **state)
{
    /* Catches: settings that mean nothing, taken all the same. */
    struct desk *desk = *state;
    static char label[257];
    struct chunk chunk = mixed_chunk(desk);
    chunk.state = KARMAYOGI__CATALOGUE__V1__LIFE_STATE__LIFE_STATE_RETIRED;
    import_refused(desk, &chunk, STATUS_INVALID_ARGUMENT, "LIFE_STATE");
    chunk.state = 0;
    memset(label, 'a', sizeof label - 1);
    chunk.label = label;
    import_refused(desk, &chunk, STATUS_INVALID_ARGUMENT, "TEXT_TOO_LONG");
    chunk.label = "";
    chunk.count = 0;
    import_refused(desk, &chunk, STATUS_INVALID_ARGUMENT, "ROW_COUNT");
    chunk.count = MIXED;
    chunk.first_row = 0;
    import_refused(desk, &chunk, STATUS_INVALID_ARGUMENT, "ROW_COUNT");
    chunk.first_row = 1;
    chunk.import_id.bytes[6] = 0x40; /* version 4 */
    import_refused(desk, &chunk, STATUS_INVALID_ARGUMENT, "IMPORT_ID");
}

static CAT(ImportCoursesResponse) *
    import_one(struct desk *desk, const char *row, bool update, size_t columns, CAT(LifeState) state)
{
    struct chunk chunk = {.import_id = import_new_id(desk),
                          .first_row = 1,
                          .update_existing = update,
                          .columns = columns,
                          .state = state,
                          .count = 1,
                          .rows = &row};
    return import_send(desk, &chunk);
}

static const char *said_of(const CAT(ImportCoursesResponse) * answer)
{
    return import_said(answer->verdicts[0]);
}

static void test_update__of_a_draft_and_of_a_live_course__is_told_and_done(void **state)
{
    /* Catches: a live course that changes without a new edition; a course that goes back to draft. */
    struct desk *desk = *state;
    static const char first[] = "rti,,,Right to Information,,en,igot,90,,";
    static const char second[] = "rti,,,Right to know,,en,igot,95,,";
    assert_string_equal(said_of(import_one(desk, first, true, 0, DRAFT)), "STORED");
    assert_string_equal(said_of(import_one(desk, first, true, 0, DRAFT)), "ALREADY_THERE");
    assert_string_equal(said_of(import_one(desk, second, false, 0, DRAFT)), "REFUSED course_id COURSE_EXISTS");
    assert_string_equal(said_of(import_one(desk, second, true, 0, DRAFT)), "UPDATED");
    const CAT(Course) *course = desk_course(desk, "rti");
    assert_int_equal(course->version, 2);
    assert_int_equal(course->life->state, DRAFT);
    assert_string_equal(course->content->texts[0]->title, "Right to know");
    assert_string_equal(said_of(import_one(desk, second, true, 0, LIVE)), "UPDATED"); /* moves on */
    assert_string_equal(said_of(import_one(desk, first, true, 0, LIVE)), "UPDATED");
    course = desk_course(desk, "rti");
    assert_int_equal(course->version, 4);
    assert_int_equal(course->life->state, LIVE);
    assert_int_equal(course->life->edition, 2);
    assert_int_equal(course->content->duration_minutes, 90);
    assert_string_equal(said_of(import_one(desk, "rti,,,Right,,en,Nobody,90,,", true, 0, LIVE)),
                        "FLAGGED + provider PROVIDER_UNKNOWN");
    assert_string_equal(said_of(import_one(desk, "rti,,,Right,,en,Nobody,90,,retired", true, 0, LIVE)),
                        "FLAGGED + provider PROVIDER_UNKNOWN");
    assert_string_equal(said_of(import_one(desk, "rti,,,Left,,en,Nobody,90,,", true, 0, LIVE)), "REFUSED row RETIRED");
}

static void test_update__of_one_end_of_a_range__fits_the_other_end_that_stays(void **state)
{
    /* Catches: a course for levels 10 to 5, because the list speaks of the lower one alone. */
    struct desk *desk = *state;
#define COLUMN(name) KARMAYOGI__CATALOGUE__V1__COURSE_IMPORT_COLUMN__COURSE_IMPORT_COLUMN_##name
    static const CAT(CourseImportColumn) to_heads[] = {COLUMN(COURSE_ID), COLUMN(TITLE_EN), COLUMN(LANGUAGES),
                                                       COLUMN(PROVIDER),  COLUMN(DURATION), COLUMN(LEVEL_TO)};
    static const CAT(CourseImportColumn) from_heads[] = {COLUMN(COURSE_ID), COLUMN(TITLE_EN), COLUMN(LANGUAGES),
                                                         COLUMN(PROVIDER),  COLUMN(DURATION), COLUMN(LEVEL_FROM)};
#undef COLUMN
    static const char *const to_five[] = {"rti,Right to Information,en,igot,90,5"};
    static const char *const from[] = {"rti,Right to Information,en,igot,90,10",
                                       "rti,Right to Information,en,igot,90,5"};
    static const char *const from_said[] = {"REFUSED level_to LEVEL_RANGE", "UPDATED"};
    struct chunk chunk = {.import_id = import_new_id(desk),
                          .first_row = 1,
                          .update_existing = true,
                          .columns = 6,
                          .heads = to_heads,
                          .count = 1,
                          .rows = to_five};
    assert_string_equal(said_of(import_send(desk, &chunk)), "STORED");
    chunk.import_id = import_new_id(desk);
    chunk.heads = from_heads;
    chunk.count = 2;
    chunk.rows = from;
    assert_verdicts(import_send(desk, &chunk), from_said, 2);
    const CAT(Course) *course = desk_course(desk, "rti");
    assert_int_equal(course->content->audience->level_from, 5);
    assert_int_equal(course->content->audience->level_to, 5);
}

static void create_with_modules(struct desk *desk)
{
    CAT(CreateCourseRequest) request = KARMAYOGI__CATALOGUE__V1__CREATE_COURSE_REQUEST__INIT;
    CAT(CourseContent) content = KARMAYOGI__CATALOGUE__V1__COURSE_CONTENT__INIT;
    CAT(CourseText) tamil = KARMAYOGI__CATALOGUE__V1__COURSE_TEXT__INIT, english = tamil, hindi = tamil;
    CAT(CourseText) * texts[] = {&hindi, &tamil, &english};
    CAT(Module) module = KARMAYOGI__CATALOGUE__V1__MODULE__INIT, *modules[] = {&module};
    C(LocalizedText) title = KARMAYOGI__CORE__V1__LOCALIZED_TEXT__INIT, *titles[] = {&title};
    char *languages[] = {TEXT("en"), TEXT("hi"), TEXT("ta")}, *codes[] = {TEXT("empathy")};
    english.language = TEXT("en");
    english.title = TEXT("Right to Information");
    english.description = TEXT("All of it");
    hindi.language = TEXT("hi");
    hindi.title = TEXT("सूचना का अधिकार");
    tamil.language = TEXT("ta");
    tamil.title = TEXT("தகவல் அறியும் உரிமை");
    title.language = TEXT("en");
    title.text = TEXT("Begin");
    module.module_id = TEXT("begin");
    module.n_titles = 1;
    module.titles = titles;
    content.kind = KARMAYOGI__CATALOGUE__V1__COURSE_KIND__COURSE_KIND_PROGRAM;
    content.n_texts = 3;
    content.texts = texts;
    content.n_languages = 3;
    content.languages = languages;
    content.original_language = TEXT("hi");
    content.provider = TEXT("igot");
    content.duration_minutes = 90;
    content.n_modules = 1;
    content.modules = modules;
    content.n_competency_codes = 1;
    content.competency_codes = codes;
    request.course_id = TEXT("rti");
    request.content = &content;
    struct call *call = desk_send(desk, "CreateCourse", &request.base);
    if (call_refused(call))
        fail_msg("%s", call->status.sentence);
    call_free(call);
}

static void test_update__leaves_what_the_list_does_not_speak_of(void **state)
{
    /* Catches: a list of minutes that takes a course's modules, competencies and other languages away. */
    struct desk *desk = *state;
    create_with_modules(desk);
    /* All columns: the empty ones say "none", but nothing is said of modules and of Tamil. */
    static const char same[] = "rti,,Program,Right to Information,सूचना का अधिकार,en;hi;ta,igot,90,Empathy,";
    static const char less[] = "rti,,,Right to Information,,en;hi;ta,igot,95,,";
    assert_string_equal(said_of(import_one(desk, same, false, 0, DRAFT)), "ALREADY_THERE");
    assert_string_equal(said_of(import_one(desk, less, true, 0, DRAFT)), "UPDATED");
    const CAT(Course) *course = desk_course(desk, "rti");
    assert_int_equal(course->content->kind, 1);
    assert_int_equal(course->content->n_competency_codes, 0);
    assert_int_equal(course->content->n_modules, 1);
    assert_int_equal(course->content->n_texts, 2); /* no Hindi title any more */
    assert_string_equal(course->content->texts[0]->language, "ta");
    assert_string_equal(course->content->texts[1]->description, "All of it");
    assert_int_equal(course->content->duration_minutes, 95);
    assert_string_equal(course->content->original_language, "hi"); /* a column that the list does not have */
}

static void test_verdicts__are_listed_page_by_page(void **state)
{
    /* Catches: kinds of courses' verdicts that the list does not know; a row that is lost between pages. */
    struct desk *desk = *state;
    struct chunk chunk = mixed_chunk(desk);
    import_send(desk, &chunk);
    CAT(ListCourseImportVerdictsRequest)
    request = KARMAYOGI__CATALOGUE__V1__LIST_COURSE_IMPORT_VERDICTS_REQUEST__INIT;
    C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    CAT(CourseVerdictKind) refused = KARMAYOGI__CATALOGUE__V1__COURSE_VERDICT_KIND__COURSE_VERDICT_KIND_REFUSED;
    request.import_id = (ProtobufCBinaryData){UUID_BYTES, chunk.import_id.bytes};
    request.page = &page;
    request.n_kinds = 1;
    request.kinds = &refused;
    page.page_size = 3;
    size_t count = 0;
    do {
        CAT(ListCourseImportVerdictsResponse) *answer =
            desk_take(desk, desk_send(desk, "ListCourseImportVerdicts", &request.base),
                      &karmayogi__catalogue__v1__list_course_import_verdicts_response__descriptor);
        for (size_t i = 0; i < answer->n_verdicts; i++, count++)
            assert_string_equal(import_said(answer->verdicts[i]), mixed_said[answer->verdicts[i]->row - 1]);
        page.page_token = answer->page->next_page_token;
    } while (page.page_token[0]);
    assert_int_equal(count, 4);
    refused = (CAT(CourseVerdictKind))6;
    page.page_token = TEXT("");
    desk_refuses(desk, "ListCourseImportVerdicts", &request.base, STATUS_INVALID_ARGUMENT, "ENUM_UNKNOWN");

    CAT(GetCourseImportRequest) get = KARMAYOGI__CATALOGUE__V1__GET_COURSE_IMPORT_REQUEST__INIT;
    get.import_id = request.import_id;
    CAT(GetCourseImportResponse) *standing =
        desk_take(desk, desk_send(desk, "GetCourseImport", &get.base),
                  &karmayogi__catalogue__v1__get_course_import_response__descriptor);
    assert_int_equal(standing->totals->rows, MIXED);
    assert_int_equal(standing->totals->refused, 4);
    assert_non_null(standing->settings);
    assert_string_equal(standing->caller, "desk");
    struct uuid other = import_new_id(desk);
    get.import_id.data = other.bytes;
    desk_refuses(desk, "GetCourseImport", &get.base, STATUS_NOT_FOUND, "IMPORT_UNKNOWN");
}

static void test_events__of_a_chunk__tell_every_course_once(void **state)
{
    /* Catches: followers that hear of a refused row, or of an unchanged course, or not of a new one. */
    struct desk *desk = *state;
    struct chunk chunk = mixed_chunk(desk);
    import_send(desk, &chunk);
    static const char *const told[] = {"rti", "do_2", "posh", "flood"};
    struct store_txn *txn;
    struct store_bytes bytes;
    assert_int_equal(store_begin_read(desk->store, &txn), 0);
    assert_int_equal(outbox_get(txn, desk_head(desk), &bytes, NULL), 0);
    const C(OutboxRecord) *record = (C(OutboxRecord) *)wire_unpack(&karmayogi__core__v1__outbox_record__descriptor,
                                                                   bytes.data, bytes.length, &desk->arena);
    store_abort(txn);
    assert_non_null(record);
    assert_int_equal(record->entry->n_events, 4);
    for (size_t i = 0; i < 4; i++) {
        const CAT(Event) *event =
            (CAT(Event) *)wire_unpack(&karmayogi__catalogue__v1__event__descriptor, record->entry->events[i].data,
                                      record->entry->events[i].len, &desk->arena);
        assert_non_null(event);
        assert_int_equal(event->kind_case, KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_CREATED);
        assert_string_equal(event->course_created->course->course_id, told[i]);
    }
}

#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DESK(test_chunk__with_rows_of_every_kind__has_a_verdict_for_each),
        WITH_DESK(test_chunk__sent_again__gets_its_first_verdicts),
        WITH_DESK(test_validation__gives_the_verdicts_and_stores_nothing),
        WITH_DESK(test_request__that_cannot_be__is_refused_as_a_whole),
        WITH_DESK(test_update__of_a_draft_and_of_a_live_course__is_told_and_done),
        WITH_DESK(test_update__of_one_end_of_a_range__fits_the_other_end_that_stays),
        WITH_DESK(test_update__leaves_what_the_list_does_not_speak_of),
        WITH_DESK(test_verdicts__are_listed_page_by_page),
        WITH_DESK(test_events__of_a_chunk__tell_every_course_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
