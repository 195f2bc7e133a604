/*
 * Reporting follows the catalogue: what the feed says of courses is in the store and in memory, the same in both, once,
 * and beside the feed of registration without touching it. And the pages of answers that are kept.
 */
#include "reporting_office.h"

#include "base/limits.h"
#include "course_reference.h"
#include "handlers/pages.h"

#include <karmayogi/catalogue/v1/event.pb-c.h>

#define K(name) Karmayogi__Catalogue__V1__##name

static struct shelf shelf;
static uint64_t catalogue_through;

/* Events */

static void send(struct office *office, const K(Event) * event)
{
    size_t length = protobuf_c_message_get_packed_size(&event->base);
    uint8_t *bytes = arena_alloc(&office->arena, length + 1);
    protobuf_c_message_pack(&event->base, bytes);
    assert_true(office->event_count < OFFICE_EVENTS);
    office->events[office->event_count++] =
        (struct feed_event){++catalogue_through, office->time.now_utc_ms, {bytes, length}};
}

static void send_course(struct office *office, size_t at, const struct shelf_cell *cell, const struct course_news *news)
{
    K(Event) event = KARMAYOGI__CATALOGUE__V1__EVENT__INIT;
    K(CourseUpdated) updated = KARMAYOGI__CATALOGUE__V1__COURSE_UPDATED__INIT;
    K(Course) course = KARMAYOGI__CATALOGUE__V1__COURSE__INIT;
    K(Lifecycle) life = KARMAYOGI__CATALOGUE__V1__LIFECYCLE__INIT;
    K(CourseContent) content = KARMAYOGI__CATALOGUE__V1__COURSE_CONTENT__INIT;
    /* not sorted, and one of them twice */
    char *languages[][4] = {
        {TEXT("en")}, {TEXT("hi")}, {TEXT("hi"), TEXT("en")}, {TEXT("ur"), TEXT("en"), TEXT("hi"), TEXT("en")}};
    static const size_t language_count[] = {1, 1, 2, 4};
    C(Date) live_from = office_date(news->live_from), edition_from = office_date(news->edition_from);
    C(Date) retired_on = office_date(news->retired_on == DATE_NONE ? 0 : news->retired_on);
    char id[32];
    snprintf(id, sizeof id, "course-%zu", at);
    course.course_id = id;
    course.version = news->version;
    course.life = &life;
    course.content = &content;
    life.live_from = news->published ? &live_from : NULL;
    life.edition_from = news->published ? &edition_from : NULL;
    life.retired_on = news->retired_on == DATE_NONE ? NULL : &retired_on;
    content.kind = (K(CourseKind))cell->kind;
    content.duration_minutes = cell->minutes;
    content.languages = languages[cell->languages];
    content.n_languages = language_count[cell->languages];
    content.provider_code = TEXT(shelf_providers[cell->provider]);
    content.competency_codes = (char **)(uintptr_t)news->edition.competencies;
    content.n_competency_codes = news->edition.competency_count;
    updated.course = &course;
    event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_UPDATED;
    event.course_updated = &updated;
    send(office, &event);
}

static void send_lists(struct office *office)
{
    K(Event) event = KARMAYOGI__CATALOGUE__V1__EVENT__INIT;
    K(MasterEntriesPut) put = KARMAYOGI__CATALOGUE__V1__MASTER_ENTRIES_PUT__INIT;
    K(MasterEntry) entries[4], *pointers[4];
    event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_MASTER_ENTRIES_PUT;
    event.master_entries_put = &put;
    put.entries = pointers;
    for (unsigned i = 0; i < 4; i++) {
        karmayogi__catalogue__v1__master_entry__init(&entries[i]);
        entries[i].code = TEXT(shelf_competencies[i]);
        entries[i].area = (K(CompetencyArea))((i + 1) % 4);
        pointers[i] = &entries[i];
    }
    put.list = KARMAYOGI__CATALOGUE__V1__MASTER_LIST__MASTER_LIST_COMPETENCY;
    put.n_entries = 4;
    send(office, &event);
    entries[0].code = TEXT("lbsnaa");
    entries[0].name_en = TEXT("LBSNAA");
    entries[0].name_hi = TEXT("एलबीएसएनएए");
    put.list = KARMAYOGI__CATALOGUE__V1__MASTER_LIST__MASTER_LIST_PROVIDER;
    put.n_entries = 1;
    send(office, &event);
}

/* Something that happens to a course, in the feed and on the shelf; now and then a version that is old. */
static void send_step(struct office *office)
{
    size_t at = shelf_below(SHELF_COURSES);
    struct shelf_cell cell = shelf_random_cell();
    const char *competencies[4];
    struct course_news news = shelf_news(&cell, competencies);
    if (shelf.courses[at].version && shelf_below(5) == 0) {
        news.version = shelf.courses[at].version;
        news.published = true;
        news.live_from = news.edition_from = 1;
        send_course(office, at, &cell, &news);
        return;
    }
    shelf_step(&shelf, at, &cell, (int32_t)shelf_below(SHELF_DAYS), shelf_below(8) == 0, &news);
    send_course(office, at, &cell, &news);
}

/* Pages */

static int write_page(void *service, struct batch *batch, struct call *call)
{
    struct office *office = call->done_context;
    struct feed_page page = {.from = catalogue_through - office->event_count,
                             .through = catalogue_through,
                             .head = catalogue_through,
                             .events = office->events,
                             .event_count = office->event_count};
    return reporting_course_hooks.apply(service, batch, office->generation, &page, call);
}

static const struct route catalogue_route = {.method = "follower", .kind = ROUTE_WRITE, .write = write_page};

static struct call *commit_page(struct office *office)
{
    struct call *call = call_new();
    call->internal = true;
    call->route = &catalogue_route;
    call->done_context = office;
    assert_int_equal(writer_step(&office->writer, &call, 1), 0);
    return call;
}

static bool send_page(struct office *office)
{
    struct call *call = commit_page(office);
    bool committed = !call_refused(call);
    if (committed)
        reporting_course_hooks.applied(&office->reporting, office->generation, call);
    call_free(call);
    office->event_count = 0;
    assert_false(office->reporting.courses.out_of_step);
    return committed;
}

static void assert_shelf(struct office *office)
{
    struct course_model *loaded;
    assert_int_equal(reporting_load_courses(&office->reporting, office->reporting.courses.generation, &loaded), 0);
    for (int32_t day = 0; day < SHELF_DAYS; day += 1 + (int32_t)shelf_below(20)) {
        assert_courses(&shelf, office->reporting.courses.model, office->reporting.model, day);
        assert_courses(&shelf, loaded, office->reporting.model, day);
    }
    course_model_free(loaded);
}

static int catalogue_setup(void **state)
{
    memset(&shelf, 0, sizeof shelf);
    catalogue_through = 0;
    srand(2076);
    return office_setup(state);
}

static void test_pages__of_random_lives__are_the_same_in_memory_and_store(void **state)
{
    /* Catches: an edition that only one of the two has; an old version that wins; areas that come too late. */
    struct office *office = *state;
    for (int page = 0; page < 30; page++) {
        for (uint32_t i = shelf_below(20); i > 0; i--)
            send_step(office);
        if (page == 20)
            send_lists(office);
        assert_true(send_page(office));
    }
    assert_shelf(office);
    const struct dictionary *providers = &office->reporting.courses.model->providers;
    assert_string_equal(providers->entries[dictionary_find(providers, "lbsnaa") - 1].name_hi, "एलबीएसएनएए");
    assert_int_equal(office->reporting.courses.model->ids.count, SHELF_COURSES);
}

static void test_page__that_comes_twice_or_cannot_be_read__changes_nothing(void **state)
{
    /* Catches: a course counted twice, half a page, an event of a later version that stops the follower. */
    struct office *office = *state;
    K(Event) unknown = KARMAYOGI__CATALOGUE__V1__EVENT__INIT;
    K(PlanCreated) plan = KARMAYOGI__CATALOGUE__V1__PLAN_CREATED__INIT;
    send_lists(office);
    for (int i = 0; i < 60; i++)
        send_step(office);
    struct call *call = commit_page(office);
    reporting_course_hooks.applied(&office->reporting, 1, call);
    call_free(call);
    assert_true(send_page(office)); /* the same events once more */
    assert_shelf(office);
    struct shelf before = shelf;
    send_step(office);
    office->events[office->event_count++] = (struct feed_event){++catalogue_through, 0, {"\xff\xff", 2}};
    assert_false(send_page(office));
    shelf = before;
    assert_shelf(office);
    send(office, &unknown);
    unknown.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_PLAN_CREATED;
    unknown.plan_created = &plan;
    send(office, &unknown);
    assert_true(send_page(office));
    assert_shelf(office);
}

#define DENSE_MODULES 64
#define DENSE_TITLES  24

/* A course whose event is as large as may be, of the smallest parts. */
static void send_dense(struct office *office, size_t number)
{
    K(Event) event = KARMAYOGI__CATALOGUE__V1__EVENT__INIT;
    K(CourseUpdated) updated = KARMAYOGI__CATALOGUE__V1__COURSE_UPDATED__INIT;
    K(Course) course = KARMAYOGI__CATALOGUE__V1__COURSE__INIT;
    K(Lifecycle) life = KARMAYOGI__CATALOGUE__V1__LIFECYCLE__INIT;
    K(CourseContent) content = KARMAYOGI__CATALOGUE__V1__COURSE_CONTENT__INIT;
    K(Module) module = KARMAYOGI__CATALOGUE__V1__MODULE__INIT, *modules[DENSE_MODULES];
    C(LocalizedText) title = KARMAYOGI__CORE__V1__LOCALIZED_TEXT__INIT, *titles[DENSE_TITLES];
    C(Date) day = office_date(1);
    char id[32];
    snprintf(id, sizeof id, "dense-%zu", number);
    title.language = TEXT("en");
    title.text = TEXT("a");
    for (size_t i = 0; i < DENSE_TITLES; i++)
        titles[i] = &title;
    module.module_id = TEXT("m");
    module.n_titles = DENSE_TITLES;
    module.titles = titles;
    for (size_t i = 0; i < DENSE_MODULES; i++)
        modules[i] = &module;
    content.n_modules = DENSE_MODULES;
    content.modules = modules;
    life.live_from = life.edition_from = &day;
    course.course_id = id;
    course.version = 1;
    course.life = &life;
    course.content = &content;
    updated.course = &course;
    event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_UPDATED;
    event.course_updated = &updated;
    send(office, &event);
}

static void test_page__as_large_as_an_entry_may_be__is_applied_whatever_is_in_it(void **state)
{
    /* Catches: an entry that is asked for again and again, because what it unpacks to is more than a page may use. */
    struct office *office = *state;
    size_t sent = 0, bytes = 0;
    while (bytes < LIMIT_EVENTS_BYTES) {
        send_dense(office, sent);
        bytes += office->events[sent++].bytes.length;
    }
    assert_true(send_page(office));
    assert_int_equal(office->reporting.courses.model->ids.count, sent);
    assert_int_equal(office->reporting.courses.model->row_count, sent);
}

static void test_generations_of_the_two_feeds__do_not_touch_each_other(void **state)
{
    /* Catches: a catalogue made anew that throws away the officials, or a switch that keeps the old courses. */
    struct office *office = *state;
    static const struct span span = {.first_day = 1, .state = COUNTED_ACTIVE};
    office_organisation(office, "up", "", 0, 1, 0, NULL);
    office_official(office, world_number(1), 1, "up", &span);
    assert_true(office_page(office));
    send_lists(office);
    for (int i = 0; i < 40; i++)
        send_step(office);
    assert_true(send_page(office));
    struct shelf old = shelf;
    reporting_course_hooks.begun(&office->reporting, 2);
    office->generation = 2;
    memset(&shelf, 0, sizeof shelf);
    send_lists(office);
    for (int i = 0; i < 50; i++)
        send_step(office);
    assert_true(send_page(office));
    struct shelf new = shelf;
    shelf = old;
    assert_shelf(office);
    shelf = new;
    reporting_course_hooks.switched(&office->reporting, 2);
    assert_int_equal(office->reporting.courses.generation, 2);
    assert_shelf(office);
    struct batch batch = {0};
    assert_int_equal(store_begin_write(office->reporting.store, &batch.txn), 0);
    assert_true(reporting_course_hooks.drop(&office->reporting, &batch, 1, 100000) > 10);
    assert_int_equal(store_commit(batch.txn), 0);
    assert_shelf(office);
    struct model *officials;
    assert_int_equal(reporting_load(&office->reporting, 1, &officials), 0);
    assert_int_equal(officials->row_count, 1);
    assert_int_equal(office->reporting.model->row_count, 1);
    model_free(officials);
    office->reporting.courses.out_of_step = false;
    reporting_course_hooks.switched(&office->reporting, 9); /* nobody built it */
    assert_true(office->reporting.courses.out_of_step);
}

static void test_answers__that_are_kept__are_found_until_others_took_their_place(void **state)
{
    /* Catches: pages of another answer, pages that name a model which is gone, memory that grows with every question.
     */
    struct office *office = *state;
    struct pages *pages = &office->reporting.pages;
    struct follower_freshness freshness[2] = {{.sequence = 7}, {.sequence = 8}};
    struct figures_query query = {.officials = office->reporting.model,
                                  .courses = office->reporting.courses.model,
                                  .measures = {MEASURE_COURSES},
                                  .measure_count = 1,
                                  .by = {DIMENSION_COURSE_KIND},
                                  .by_count = 1,
                                  .day = SHELF_DAYS - 1,
                                  .since = DATE_NONE};
    struct figures figures;
    uint64_t numbers[LIMIT_FIGURE_KEPT + 1];
    for (int i = 0; i < 200; i++)
        send_step(office);
    assert_true(send_page(office));
    assert_int_equal(figures_count(&query, &office->arena, &figures), 0);
    assert_true(figures.row_count > 3);
    for (size_t i = 0; i <= LIMIT_FIGURE_KEPT; i++) {
        const struct kept_page *kept = pages_keep(pages, &figures, (int32_t)i, freshness);
        assert_non_null(kept);
        numbers[i] = kept->number;
    }
    assert_null(pages_find(pages, numbers[0])); /* the ninth took its place */
    for (size_t i = 1; i <= LIMIT_FIGURE_KEPT; i++) {
        const struct kept_page *kept = pages_find(pages, numbers[i]);
        assert_non_null(kept);
        assert_int_equal(kept->as_of, i);
        assert_int_equal(kept->freshness[1].sequence, 8);
        assert_int_equal(kept->figures.row_count, figures.row_count);
        assert_memory_equal(kept->figures.rows, figures.rows, figures.row_count * sizeof *figures.rows);
    }
    assert_null(pages_find(pages, 0));
    assert_null(pages_find(pages, numbers[3] + LIMIT_FIGURE_KEPT));
    reporting_course_hooks.begun(&office->reporting, 2);
    reporting_course_hooks.switched(&office->reporting, 2);
    for (size_t i = 0; i <= LIMIT_FIGURE_KEPT; i++)
        assert_null(pages_find(pages, numbers[i]));
}

static void test_store__of_schema_1__begins_again_at_the_first_entry(void **state)
{
    /* Catches: records without what officials are counted by taken for counted ones; an old generation left behind. */
    struct office *office = *state;
    struct store_txn *txn;
    uint32_t generation;
    static const struct span span = {.first_day = 1, .state = COUNTED_ACTIVE};
    office_organisation(office, "up", "", 0, 1, 0, NULL);
    office_official(office, world_number(1), 1, "up", &span);
    assert_true(office_page(office));
    assert_int_equal(store_begin_write(office->reporting.store, &txn), 0);
    assert_int_equal(follower_restart(txn, STORED_FOLLOWERS, STORED_REGISTRATION), 0); /* as the migration does */
    assert_int_equal(store_commit(txn), 0);
    assert_int_equal(follower_generation(office->reporting.store, STORED_FOLLOWERS, STORED_REGISTRATION, &generation),
                     0);
    assert_int_equal(generation, 2);
    assert_int_equal(follower_generation(office->reporting.store, STORED_FOLLOWERS, STORED_CATALOGUE, &generation), 0);
    assert_int_equal(generation, 1);
    struct model *empty;
    assert_int_equal(reporting_load(&office->reporting, 2, &empty), 0);
    assert_int_equal(empty->organisation_count + empty->row_count, 0);
    model_free(empty);
}

#define WITH_OFFICE(test) cmocka_unit_test_setup_teardown(test, catalogue_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_OFFICE(test_pages__of_random_lives__are_the_same_in_memory_and_store),
        WITH_OFFICE(test_page__that_comes_twice_or_cannot_be_read__changes_nothing),
        WITH_OFFICE(test_page__as_large_as_an_entry_may_be__is_applied_whatever_is_in_it),
        WITH_OFFICE(test_generations_of_the_two_feeds__do_not_touch_each_other),
        WITH_OFFICE(test_answers__that_are_kept__are_found_until_others_took_their_place),
        WITH_OFFICE(test_store__of_schema_1__begins_again_at_the_first_entry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
