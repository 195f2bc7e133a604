#pragma once
/*
 * registration_feed - pages of the catalogue's feed, as a test writes them, through the follower's hooks of
 * registration as they would go in a process.
 */
#include "registration_desk.h"

#include <karmayogi/catalogue/v1/event.pb-c.h>

#define CAT(name)   Karmayogi__Catalogue__V1__##name
#define FEED_EVENTS 64

struct feed_desk {
    struct desk *desk;
    struct arena arena;
    struct feed_event events[FEED_EVENTS];
    size_t event_count;
    uint64_t through;
    uint32_t generation; /* that pages go to */
};

/* A course as an event tells it: what matters to registration. */
struct told_course {
    const char *id;
    uint64_t version;
    CAT(LifeState) state;
    uint32_t edition, minutes;
    const char *title, *language;
    const char *modules; /* ids with blanks between; `!` in front: an assessment, `?`: optional */
    CAT(CourseKind) kind;
    int live_year, retired_year; /* on the 15th of August; 0: not */
};

static inline void feed_bytes(struct feed_desk *feed, const void *bytes, size_t length)
{
    assert_true(feed->event_count < FEED_EVENTS);
    feed->events[feed->event_count++] = (struct feed_event){++feed->through, DESK_NOW_MS, {bytes, length}};
}

static inline void feed_message(struct feed_desk *feed, const CAT(Event) * event)
{
    size_t length = protobuf_c_message_get_packed_size(&event->base);
    uint8_t *bytes = arena_alloc(&feed->arena, length ? length : 1);
    assert_non_null(bytes);
    protobuf_c_message_pack(&event->base, bytes);
    feed_bytes(feed, bytes, length);
}

static inline void feed_modules(struct feed_desk *feed, const char *text, CAT(CourseContent) * content)
{
    content->modules = arena_zalloc(&feed->arena, FEED_EVENTS, sizeof *content->modules);
    while (text && *text) {
        size_t length = strcspn(text, " ");
        CAT(Module) *module = arena_alloc(&feed->arena, sizeof *module);
        karmayogi__catalogue__v1__module__init(module);
        bool is_assessment = *text == '!', is_optional = *text == '?';
        size_t sign = is_assessment || is_optional;
        module->module_id = arena_string(&feed->arena, text + sign, length - sign);
        module->duration_minutes = (uint32_t)(10 * (content->n_modules + 1));
        module->is_optional = is_optional;
        if (is_assessment)
            module->kind = KARMAYOGI__CATALOGUE__V1__MODULE_KIND__MODULE_KIND_ASSESSMENT;
        content->modules[content->n_modules++] = module;
        text += length + strspn(text + length, " ");
    }
}

/* In the event that its state suggests. */
static inline void feed_course(struct feed_desk *feed, const struct told_course *told)
{
    CAT(Event) event = KARMAYOGI__CATALOGUE__V1__EVENT__INIT;
    CAT(CourseCreated) created = KARMAYOGI__CATALOGUE__V1__COURSE_CREATED__INIT;
    CAT(CourseUpdated) updated = KARMAYOGI__CATALOGUE__V1__COURSE_UPDATED__INIT;
    CAT(CoursePublished) published = KARMAYOGI__CATALOGUE__V1__COURSE_PUBLISHED__INIT;
    CAT(CourseRetired) retired = KARMAYOGI__CATALOGUE__V1__COURSE_RETIRED__INIT;
    CAT(Course) course = KARMAYOGI__CATALOGUE__V1__COURSE__INIT;
    CAT(Lifecycle) life = KARMAYOGI__CATALOGUE__V1__LIFECYCLE__INIT;
    CAT(CourseContent) content = KARMAYOGI__CATALOGUE__V1__COURSE_CONTENT__INIT;
    CAT(CourseText) text = KARMAYOGI__CATALOGUE__V1__COURSE_TEXT__INIT, *texts[] = {&text};
    C(Date) live_from = KARMAYOGI__CORE__V1__DATE__INIT, retired_on = KARMAYOGI__CORE__V1__DATE__INIT;
    char *languages[] = {TEXT(told->language ? told->language : "en")};
    live_from.month = retired_on.month = 8;
    live_from.day = retired_on.day = 15;
    live_from.year = told->live_year;
    retired_on.year = told->retired_year;
    life.state = told->state;
    life.edition = told->edition;
    life.live_from = life.edition_from = told->live_year ? &live_from : NULL;
    life.retired_on = told->retired_year ? &retired_on : NULL;
    text.language = languages[0];
    text.title = TEXT(told->title ? told->title : "A course");
    content.kind = told->kind ? told->kind : KARMAYOGI__CATALOGUE__V1__COURSE_KIND__COURSE_KIND_COURSE;
    content.n_texts = content.n_languages = 1;
    content.texts = texts;
    content.languages = languages;
    content.duration_minutes = told->minutes;
    feed_modules(feed, told->modules, &content);
    course.course_id = TEXT(told->id);
    course.version = told->version;
    course.life = &life;
    course.content = &content;
    created.course = updated.course = published.course = retired.course = &course;
    if (told->version == 1) {
        event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_CREATED;
        event.course_created = &created;
    } else if (told->state == KARMAYOGI__CATALOGUE__V1__LIFE_STATE__LIFE_STATE_LIVE) {
        event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_PUBLISHED;
        event.course_published = &published;
    } else if (told->state == KARMAYOGI__CATALOGUE__V1__LIFE_STATE__LIFE_STATE_RETIRED) {
        event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_RETIRED;
        event.course_retired = &retired;
    } else {
        event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_UPDATED;
        event.course_updated = &updated;
    }
    feed_message(feed, &event);
}

static inline int feed_write(void *service, struct batch *batch, struct call *call)
{
    struct feed_desk *feed = call->done_context;
    struct feed_page page = {.from = feed->through - feed->event_count,
                             .through = feed->through,
                             .head = feed->through,
                             .events = feed->events,
                             .event_count = feed->event_count};
    return registration_follower_hooks.apply(service, batch, feed->generation, &page, call);
}

static const struct route feed_page_route = {.method = "follower", .kind = ROUTE_WRITE, .write = feed_write};

/* Applies what was told since the last page. Return: whether it was committed. */
static inline bool feed_page(struct feed_desk *feed)
{
    struct call *call = call_new();
    assert_non_null(call);
    call->internal = true;
    call->route = &feed_page_route;
    call->done_context = feed;
    assert_int_equal(writer_step(&feed->desk->writer, &call, 1), 0);
    bool committed = !call_refused(call);
    if (committed)
        registration_follower_hooks.applied(feed->desk->registration, feed->generation, call);
    call_free(call);
    feed->event_count = 0;
    return committed;
}

static inline int feed_setup(void **state)
{
    struct feed_desk *feed = calloc(1, sizeof *feed);
    assert_non_null(feed);
    desk_setup((void **)&feed->desk);
    arena_init(&feed->arena, 64u << 20);
    feed->generation = 1;
    *state = feed;
    return 0;
}

static inline int feed_teardown(void **state)
{
    struct feed_desk *feed = *state;
    desk_teardown((void **)&feed->desk);
    arena_deinit(&feed->arena);
    free(feed);
    return 0;
}

/* What is kept of a course, in a line: what a test compares. */
static inline const char *feed_kept(struct feed_desk *feed, uint32_t generation, const char *id)
{
    static const char *const states[] = {"?", "draft", "review", "reviewed", "live", "retired"};
    struct store_txn *txn;
    struct course course;
    assert_int_equal(store_begin_read(feed->desk->registration->store, &txn), 0);
    int result = stored_course_get(txn, generation, id, &feed->arena, &course);
    store_abort(txn);
    if (result == STORE_NOT_FOUND)
        return "nothing";
    assert_int_equal(result, 0);
    struct buffer text = {0};
    buffer_printf(&text, "%s %llu/%u", states[course.state], (unsigned long long)course.version, course.edition);
    buffer_printf(&text, " %u' %s", course.duration_minutes, course.has_assessment ? "assessed" : "plain");
    for (size_t i = 0; i < course.title_count; i++)
        buffer_printf(&text, " %s:%s", course.titles[i].language, course.titles[i].text);
    for (size_t i = 0; i < course.language_count; i++)
        buffer_printf(&text, " in %s", course.languages[i]);
    for (size_t i = 0; i < course.module_count; i++)
        buffer_printf(&text, " %s%s%s%s:%u", course.modules[i].is_former ? "-" : "",
                      course.modules[i].is_assessment ? "!" : "", course.modules[i].is_optional ? "?" : "",
                      course.modules[i].id, course.modules[i].duration_minutes);
    int32_t days[] = {course.live_from, course.edition_from, course.retired_on};
    for (size_t i = 0; i < 3; i++) {
        int year = 0, month, day;
        if (days[i] != DATE_NONE)
            date_to_civil(days[i], &year, &month, &day);
        buffer_printf(&text, " %d", year);
    }
    const char *kept = arena_string(&feed->arena, (const char *)text.data, text.length);
    buffer_deinit(&text);
    return kept;
}

static inline size_t feed_count(struct feed_desk *feed)
{
    struct store_txn *txn;
    uint64_t count;
    assert_int_equal(store_begin_read(feed->desk->registration->store, &txn), 0);
    assert_int_equal(store_count(txn, STORED_COURSES, &count), 0);
    store_abort(txn);
    return (size_t)count;
}
