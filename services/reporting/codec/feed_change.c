/* feed_change - see feed_change.h. An event of a kind that is not counted, or that is younger than this program,
 * changes nothing. */
#include "codec/feed_change.h"

#include "base/error.h"
#include "base/official_number.h"
#include "wire/envelope.h"

#include <assert.h>
#include <karmayogi/registration/v1/event.pb-c.h>
#include <stdlib.h>

static_assert((int)COUNTED_RETIRED == (int)KARMAYOGI__REGISTRATION__V1__OFFICIAL_STATE__OFFICIAL_STATE_RETIRED,
              "states");

#define R(name)    KARMAYOGI__REGISTRATION__V1__##name
#define MOST_LEVEL 18

typedef Karmayogi__Registration__V1__Event Event;
typedef Karmayogi__Registration__V1__OfficialSnapshot Snapshot;
typedef Karmayogi__Registration__V1__Organisation Organisation;
typedef Karmayogi__Registration__V1__MasterEntriesPut MasterEntriesPut;

static int unreadable(void)
{
    return error_raise("an event of registration cannot be read");
}

static int32_t days_of(const Karmayogi__Core__V1__Date *date)
{
    return date ? date_from_civil(date->year, date->month, date->day) : DATE_NONE;
}

/* A number that is younger than this program is counted as not said. */
static uint8_t known(int value, int most)
{
    return value > 0 && value <= most ? (uint8_t)value : 0;
}

static int read_snapshot(const Snapshot *snapshot, struct feed_change *change)
{
    if (!snapshot || !snapshot->post)
        return unreadable();
    change->kind = FEED_CHANGE_OFFICIAL;
    change->number = official_number_parse(snapshot->official_id);
    change->version = snapshot->version;
    change->organisation_id = snapshot->post->organisation_id;
    change->span = (struct span){
        .first_day = days_of(snapshot->effective_on),
        .district_code = snapshot->post->district_code,
        .state = (enum counted_state)snapshot->state,
        .level = known(snapshot->post->level < MOST_LEVEL ? (int)snapshot->post->level : MOST_LEVEL, MOST_LEVEL),
        .group = known(snapshot->post->group, R(GROUP__GROUP_OTHERS)),
        .gender = known(snapshot->post->gender, R(GENDER__GENDER_OTHERS)),
        .category = known(snapshot->post->category, R(CATEGORY__CATEGORY_EWS)),
        .engagement = known(snapshot->post->engagement, R(ENGAGEMENT__ENGAGEMENT_TRAINEE)),
    };
    change->designation = (struct designation){.code = snapshot->post->designation_code};
    bool sound = change->number != 0 && change->span.first_day != DATE_NONE && snapshot->state > 0 &&
                 (int)snapshot->state < COUNTED_STATES;
    return sound ? 0 : unreadable();
}

static int read_organisation(const Organisation *organisation, struct arena *arena, struct feed_change *change)
{
    if (!organisation)
        return unreadable();
    change->kind = FEED_CHANGE_ORGANISATION;
    change->parent_id = organisation->parent_id;
    change->organisation = (struct model_organisation){
        .id = organisation->organisation_id,
        .name_en = organisation->name_en,
        .name_hi = organisation->name_hi,
        .district_code = organisation->district_code,
        .version = organisation->version,
        .strength_count = organisation->n_strengths,
    };
    change->organisation.strengths =
        arena_zalloc(arena, organisation->n_strengths + 1, sizeof *change->organisation.strengths);
    if (!change->organisation.strengths)
        return unreadable();
    for (size_t i = 0; i < organisation->n_strengths; i++)
        change->organisation.strengths[i] = (struct model_strength){
            .count = organisation->strengths[i]->count,
            .source = organisation->strengths[i]->source,
            .declared_on = days_of(organisation->strengths[i]->declared_on),
        };
    return 0;
}

static int read_districts(const MasterEntriesPut *put, struct arena *arena, struct feed_change *change)
{
    struct district *districts = arena_zalloc(arena, put->n_entries + 1, sizeof *districts);
    if (!districts)
        return unreadable();
    for (size_t i = 0; i < put->n_entries; i++)
        districts[i] = (struct district){.code = (uint32_t)strtoul(put->entries[i]->code, NULL, 10),
                                         .name_en = put->entries[i]->name_en,
                                         .name_hi = put->entries[i]->name_hi,
                                         .division_en = put->entries[i]->division_en,
                                         .division_hi = put->entries[i]->division_hi};
    change->kind = FEED_CHANGE_DISTRICTS;
    change->districts = districts;
    change->district_count = put->n_entries;
    return 0;
}

static int read_designations(const MasterEntriesPut *put, struct arena *arena, struct feed_change *change)
{
    struct designation *designations = arena_zalloc(arena, put->n_entries + 1, sizeof *designations);
    if (!designations)
        return unreadable();
    for (size_t i = 0; i < put->n_entries; i++)
        designations[i] =
            (struct designation){put->entries[i]->code, put->entries[i]->name_en, put->entries[i]->name_hi};
    change->kind = FEED_CHANGE_DESIGNATIONS;
    change->designations = designations;
    change->designation_count = put->n_entries;
    return 0;
}

static int read_entries(const MasterEntriesPut *put, struct arena *arena, struct feed_change *change)
{
    switch ((int)put->list) {
    case R(MASTER_LIST__MASTER_LIST_DISTRICT):
        return read_districts(put, arena, change);
    case R(MASTER_LIST__MASTER_LIST_DESIGNATION):
        return read_designations(put, arena, change);
    default:
        return 0;
    }
}

int feed_change_read(struct store_bytes bytes, struct arena *arena, struct feed_change *change)
{
    const Event *event =
        (Event *)wire_unpack(&karmayogi__registration__v1__event__descriptor, bytes.data, bytes.length, arena);
    *change = (struct feed_change){.kind = FEED_CHANGE_NONE};
    if (!event)
        return unreadable();
    switch (event->kind_case) {
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_MASTER_ENTRIES_PUT:
        return read_entries(event->master_entries_put, arena, change);
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_ORGANISATION_CREATED:
        return read_organisation(event->organisation_created->organisation, arena, change);
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_ORGANISATION_UPDATED:
        return read_organisation(event->organisation_updated->organisation, arena, change);
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_REGISTERED:
        return read_snapshot(event->official_registered->official, change);
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_UPDATED:
        return read_snapshot(event->official_updated->official, change);
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_BLOCKED:
        return read_snapshot(event->official_blocked->official, change);
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_UNBLOCKED:
        return read_snapshot(event->official_unblocked->official, change);
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_RETIRED:
        return read_snapshot(event->official_retired->official, change);
    default:
        return 0;
    }
}
