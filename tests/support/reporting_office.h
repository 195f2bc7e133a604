#pragma once
/*
 * reporting_office - reporting without threads and sockets: pages of registration's feed, as a test writes them, go
 * through the follower's hooks as they would in a process: to the store in the writer's step, then to the model.
 */
#include "base/official_number.h"
#include "counting_reference.h"
#include "runtime/log.h"
#include "runtime/writer.h"
#include "scratch.h"
#include "service.h"

#include <karmayogi/registration/v1/event.pb-c.h>

#define R(name)       Karmayogi__Registration__V1__##name
#define C(name)       Karmayogi__Core__V1__##name
#define TEXT(text)    ((char *)(uintptr_t)(text))
#define OFFICE_EVENTS 4096

struct office {
    char folder[SCRATCH_BYTES];
    struct reporting reporting;
    struct writer writer;
    struct clock_fake time;
    /* the next page */
    struct arena arena;
    struct feed_event events[OFFICE_EVENTS];
    size_t event_count;
    uint64_t through;
    uint32_t generation; /* that pages go to */
};

static inline void office_open(struct office *office)
{
    office->reporting = (struct reporting){.generation = 1, .courses.generation = 1};
    arena_init(&office->reporting.scratch, REPORTING_SCRATCH_BYTES);
    if (stored_open(&office->reporting.store, office->folder) != 0 ||
        reporting_load(&office->reporting, 1, &office->reporting.model) != 0 ||
        reporting_load_courses(&office->reporting, 1, &office->reporting.courses.model) != 0 ||
        pages_init(&office->reporting.pages) != 0 ||
        writer_init(&office->writer, office->reporting.store, "reporting", &office->reporting, reporting_service.hooks,
                    clock_fake(&office->time)) != 0)
        fail_msg("%s", error_trail());
}

static inline void office_close(struct office *office)
{
    writer_deinit(&office->writer);
    model_free(office->reporting.model);
    model_free(office->reporting.next);
    model_free(office->reporting.tree);
    course_model_free(office->reporting.courses.model);
    course_model_free(office->reporting.courses.next);
    pages_deinit(&office->reporting.pages);
    arena_deinit(&office->reporting.scratch);
    store_close(office->reporting.store);
}

static inline int office_setup(void **state)
{
    struct office *office = calloc(1, sizeof *office);
    assert_non_null(office);
    assert_non_null(scratch_make(office->folder));
    log_setup("reporting", LOG_ERROR + 1);
    arena_init(&office->arena, 64u << 20);
    office->time = (struct clock_fake){INT64_C(1795305600000), 1000};
    office->generation = 1;
    office_open(office);
    *state = office;
    return 0;
}

static inline int office_teardown(void **state)
{
    struct office *office = *state;
    office_close(office);
    arena_deinit(&office->arena);
    scratch_remove(office->folder);
    free(office);
    return 0;
}

/* Events */

static inline void office_bytes(struct office *office, const void *bytes, size_t length)
{
    assert_true(office->event_count < OFFICE_EVENTS);
    office->events[office->event_count++] =
        (struct feed_event){++office->through, office->time.now_utc_ms, {bytes, length}};
}

static inline void office_event(struct office *office, const R(Event) * event)
{
    size_t length = protobuf_c_message_get_packed_size(&event->base);
    uint8_t *bytes = arena_alloc(&office->arena, length ? length : 1);
    assert_non_null(bytes);
    protobuf_c_message_pack(&event->base, bytes);
    office_bytes(office, bytes, length);
}

static inline C(Date) office_date(int32_t day)
{
    C(Date) date = KARMAYOGI__CORE__V1__DATE__INIT;
    int year, month, in_month;
    date_to_civil(day, &year, &month, &in_month);
    date.year = year;
    date.month = month;
    date.day = in_month;
    return date;
}

static inline void office_organisation(struct office *office, const char *id, const char *parent, uint32_t district,
                                       uint64_t version, size_t strength_count,
                                       const struct model_strength *declarations)
{
    R(Event) event = KARMAYOGI__REGISTRATION__V1__EVENT__INIT;
    R(OrganisationCreated) created = KARMAYOGI__REGISTRATION__V1__ORGANISATION_CREATED__INIT;
    R(OrganisationUpdated) updated = KARMAYOGI__REGISTRATION__V1__ORGANISATION_UPDATED__INIT;
    R(Organisation) organisation = KARMAYOGI__REGISTRATION__V1__ORGANISATION__INIT;
    R(Strength) strengths[WORLD_STRENGTHS], *pointers[WORLD_STRENGTHS];
    C(Date) dates[WORLD_STRENGTHS];
    for (size_t i = 0; i < strength_count; i++) {
        karmayogi__registration__v1__strength__init(&strengths[i]);
        dates[i] = office_date(declarations[i].declared_on);
        strengths[i].count = declarations[i].count;
        strengths[i].source = declarations[i].source;
        strengths[i].declared_on = &dates[i];
        pointers[i] = &strengths[i];
    }
    organisation.organisation_id = TEXT(id);
    organisation.parent_id = TEXT(parent);
    organisation.name_en = TEXT(id);
    organisation.district_code = district;
    organisation.version = version;
    organisation.n_strengths = strength_count;
    organisation.strengths = pointers;
    created.organisation = updated.organisation = &organisation;
    event.kind_case = version == 1 ? KARMAYOGI__REGISTRATION__V1__EVENT__KIND_ORGANISATION_CREATED
                                   : KARMAYOGI__REGISTRATION__V1__EVENT__KIND_ORGANISATION_UPDATED;
    if (version == 1)
        event.organisation_created = &created;
    else
        event.organisation_updated = &updated;
    office_event(office, &event);
}

static inline void office_official(struct office *office, uint64_t number, uint64_t version, const char *organisation,
                                   const struct span *span)
{
    R(Event) event = KARMAYOGI__REGISTRATION__V1__EVENT__INIT;
    R(OfficialRegistered) registered = KARMAYOGI__REGISTRATION__V1__OFFICIAL_REGISTERED__INIT;
    R(OfficialUpdated) updated = KARMAYOGI__REGISTRATION__V1__OFFICIAL_UPDATED__INIT;
    R(OfficialBlocked) blocked = KARMAYOGI__REGISTRATION__V1__OFFICIAL_BLOCKED__INIT;
    R(OfficialSnapshot) snapshot = KARMAYOGI__REGISTRATION__V1__OFFICIAL_SNAPSHOT__INIT;
    R(Post) post = KARMAYOGI__REGISTRATION__V1__POST__INIT;
    C(Date) date = office_date(span->first_day);
    char id[OFFICIAL_NUMBER_TEXT_BYTES];
    post.organisation_id = TEXT(organisation);
    char designation[16] = "";
    post.district_code = span->district_code;
    if (span->designation)
        snprintf(designation, sizeof designation, "d-%u", span->designation);
    post.designation_code = designation;
    post.level = span->level;
    post.group = (R(Group))span->group;
    post.gender = (R(Gender))span->gender;
    post.category = (R(Category))span->category;
    post.engagement = (R(Engagement))span->engagement;
    snapshot.official_id = official_number_format(number, id);
    snapshot.version = version;
    snapshot.state = (R(OfficialState))span->state;
    snapshot.effective_on = &date;
    snapshot.post = &post;
    registered.official = updated.official = blocked.official = &snapshot;
    if (version == 1) {
        event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_REGISTERED;
        event.official_registered = &registered;
    } else if (span->state == COUNTED_BLOCKED) {
        event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_BLOCKED;
        event.official_blocked = &blocked;
    } else {
        event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_UPDATED;
        event.official_updated = &updated;
    }
    office_event(office, &event);
}

static inline void office_district(struct office *office, const char *code, const char *name_en,
                                   const char *division_en)
{
    R(Event) event = KARMAYOGI__REGISTRATION__V1__EVENT__INIT;
    R(MasterEntriesPut) put = KARMAYOGI__REGISTRATION__V1__MASTER_ENTRIES_PUT__INIT;
    R(MasterEntry) entry = KARMAYOGI__REGISTRATION__V1__MASTER_ENTRY__INIT, *entries[] = {&entry};
    entry.code = TEXT(code);
    entry.name_en = TEXT(name_en);
    entry.name_hi = TEXT("जनपद");
    entry.division_en = TEXT(division_en);
    entry.division_hi = TEXT("मंडल");
    put.list = KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DISTRICT;
    put.n_entries = 1;
    put.entries = entries;
    event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_MASTER_ENTRIES_PUT;
    event.master_entries_put = &put;
    office_event(office, &event);
}

/* Pages */

static inline int office_write(void *service, struct batch *batch, struct call *call)
{
    struct office *office = call->done_context;
    struct feed_page page = {.from = office->through - office->event_count,
                             .through = office->through,
                             .head = office->through,
                             .events = office->events,
                             .event_count = office->event_count};
    return reporting_follower_hooks.apply(service, batch, office->generation, &page, call);
}

static const struct route office_route = {.method = "follower", .kind = ROUTE_WRITE, .write = office_write};

/* The writer's step for the page. */
static inline struct call *office_commit(struct office *office)
{
    struct call *call = call_new();
    assert_non_null(call);
    call->internal = true;
    call->route = &office_route;
    call->done_context = office;
    assert_int_equal(writer_step(&office->writer, &call, 1), 0);
    return call;
}

/* The loop's part, and an empty page again. */
static inline void office_follow(struct office *office, struct call *call)
{
    if (!call_refused(call))
        reporting_follower_hooks.applied(&office->reporting, office->generation, call);
    call_free(call);
    office->event_count = 0;
}

/* Return: whether the page was committed. */
static inline bool office_page(struct office *office)
{
    struct call *call = office_commit(office);
    bool committed = !call_refused(call);
    office_follow(office, call);
    assert_false(office->reporting.out_of_step);
    return committed;
}
