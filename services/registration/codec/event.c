/* event - see event.h. */
#include "codec/event.h"

#include "base/error.h"
#include "codec/convert.h"
#include "wire/envelope.h"

#include <karmayogi/registration/v1/event.pb-c.h>

typedef REGISTRATION(Event) Event;
typedef REGISTRATION(OfficialSnapshot) OfficialSnapshot;

static int pack(const Event *event, struct arena *arena, struct store_bytes *out)
{
    out->data = wire_pack_in(arena, &event->base, &out->length);
    return out->data ? 0 : error_raise("no room for an event");
}

static int fill_snapshot(const struct official *official, struct arena *arena, char id[OFFICIAL_NUMBER_TEXT_BYTES],
                         OfficialSnapshot *snapshot)
{
    bool failed = false;
    karmayogi__registration__v1__official_snapshot__init(snapshot);
    snapshot->official_id = official_number_format(official->number, id);
    snapshot->version = official->version;
    snapshot->state = (REGISTRATION(OfficialState))official->state;
    snapshot->effective_on = convert_date_message(official->effective_on, arena, &failed);
    snapshot->post = convert_post_message(&official->post, arena);
    return failed || !snapshot->post ? error_raise("no room for an event") : 0;
}

int event_official_registered(const struct official *official, struct arena *arena, struct store_bytes *out)
{
    char id[OFFICIAL_NUMBER_TEXT_BYTES];
    OfficialSnapshot snapshot;
    int result = fill_snapshot(official, arena, id, &snapshot);
    if (result)
        return result;
    REGISTRATION(OfficialRegistered) registered = KARMAYOGI__REGISTRATION__V1__OFFICIAL_REGISTERED__INIT;
    Event event = KARMAYOGI__REGISTRATION__V1__EVENT__INIT;
    registered.official = &snapshot;
    event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_REGISTERED;
    event.official_registered = &registered;
    return pack(&event, arena, out);
}

int event_official_changed(enum change_kind kind, const struct official *official, const char *reason,
                           struct arena *arena, struct store_bytes *out)
{
    char id[OFFICIAL_NUMBER_TEXT_BYTES];
    OfficialSnapshot snapshot;
    int result = fill_snapshot(official, arena, id, &snapshot);
    if (result)
        return result;
    Event event = KARMAYOGI__REGISTRATION__V1__EVENT__INIT;
    REGISTRATION(OfficialUpdated) updated = KARMAYOGI__REGISTRATION__V1__OFFICIAL_UPDATED__INIT;
    REGISTRATION(OfficialBlocked) blocked = KARMAYOGI__REGISTRATION__V1__OFFICIAL_BLOCKED__INIT;
    REGISTRATION(OfficialUnblocked) unblocked = KARMAYOGI__REGISTRATION__V1__OFFICIAL_UNBLOCKED__INIT;
    REGISTRATION(OfficialRetired) retired = KARMAYOGI__REGISTRATION__V1__OFFICIAL_RETIRED__INIT;
    updated.official = blocked.official = unblocked.official = retired.official = &snapshot;
    blocked.reason = unblocked.reason = retired.reason = convert_text(reason);
    switch (kind) {
    case CHANGE_UPDATE:
        event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_UPDATED;
        event.official_updated = &updated;
        break;
    case CHANGE_BLOCK:
        event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_BLOCKED;
        event.official_blocked = &blocked;
        break;
    case CHANGE_UNBLOCK:
        event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_UNBLOCKED;
        event.official_unblocked = &unblocked;
        break;
    case CHANGE_RETIRE:
        event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_RETIRED;
        event.official_retired = &retired;
        break;
    }
    return pack(&event, arena, out);
}

int event_organisation(const struct organisation *organisation, bool created, struct arena *arena,
                       struct store_bytes *out)
{
    Event event = KARMAYOGI__REGISTRATION__V1__EVENT__INIT;
    REGISTRATION(OrganisationCreated) is_created = KARMAYOGI__REGISTRATION__V1__ORGANISATION_CREATED__INIT;
    REGISTRATION(OrganisationUpdated) is_updated = KARMAYOGI__REGISTRATION__V1__ORGANISATION_UPDATED__INIT;
    REGISTRATION(Organisation) *message = convert_organisation_message(organisation, arena);
    if (!message)
        return error_raise("no room for an event");
    is_created.organisation = is_updated.organisation = message;
    if (created) {
        event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_ORGANISATION_CREATED;
        event.organisation_created = &is_created;
    } else {
        event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_ORGANISATION_UPDATED;
        event.organisation_updated = &is_updated;
    }
    return pack(&event, arena, out);
}

int event_master_entries(enum master_list list, const struct master_entry *entries, size_t count, struct arena *arena,
                         struct store_bytes *out)
{
    Event event = KARMAYOGI__REGISTRATION__V1__EVENT__INIT;
    REGISTRATION(MasterEntriesPut) put = KARMAYOGI__REGISTRATION__V1__MASTER_ENTRIES_PUT__INIT;
    put.list = (REGISTRATION(MasterList))list;
    put.entries = arena_zalloc(arena, count, sizeof *put.entries);
    if (!put.entries)
        return error_raise("no room for an event");
    for (size_t i = 0; i < count; i++)
        if (!(put.entries[put.n_entries++] = convert_master_entry_message(&entries[i], arena)))
            return error_raise("no room for an event");
    event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_MASTER_ENTRIES_PUT;
    event.master_entries_put = &put;
    return pack(&event, arena, out);
}

int event_transfer(const struct transfer *transfer, struct arena *arena, struct store_bytes *out)
{
    Event event = KARMAYOGI__REGISTRATION__V1__EVENT__INIT;
    REGISTRATION(TransferRequested) requested = KARMAYOGI__REGISTRATION__V1__TRANSFER_REQUESTED__INIT;
    REGISTRATION(TransferDecided) decided = KARMAYOGI__REGISTRATION__V1__TRANSFER_DECIDED__INIT;
    REGISTRATION(Transfer) *message = convert_transfer_message(transfer, arena);
    if (!message)
        return error_raise("no room for an event");
    requested.transfer = decided.transfer = message;
    if (transfer->state == TRANSFER_OPEN) {
        event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_TRANSFER_REQUESTED;
        event.transfer_requested = &requested;
    } else {
        event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_TRANSFER_DECIDED;
        event.transfer_decided = &decided;
    }
    return pack(&event, arena, out);
}

int event_contact_revealed(uint64_t official, const char *purpose, struct arena *arena, struct store_bytes *out)
{
    char id[OFFICIAL_NUMBER_TEXT_BYTES];
    Event event = KARMAYOGI__REGISTRATION__V1__EVENT__INIT;
    REGISTRATION(ContactRevealed) revealed = KARMAYOGI__REGISTRATION__V1__CONTACT_REVEALED__INIT;
    revealed.official_id = official_number_format(official, id);
    revealed.purpose = convert_text(purpose);
    event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_CONTACT_REVEALED;
    event.contact_revealed = &revealed;
    return pack(&event, arena, out);
}

static OfficialSnapshot *snapshot_of(const Event *event)
{
    switch (event->kind_case) {
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_REGISTERED:
        return event->official_registered->official;
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_UPDATED:
        return event->official_updated->official;
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_BLOCKED:
        return event->official_blocked->official;
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_UNBLOCKED:
        return event->official_unblocked->official;
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_RETIRED:
        return event->official_retired->official;
    default:
        return NULL;
    }
}

static Event *unpack(struct store_bytes bytes, struct arena *arena)
{
    return (Event *)wire_unpack(&karmayogi__registration__v1__event__descriptor, bytes.data, bytes.length, arena);
}

static uint64_t official_of(const REGISTRATION(Transfer) * transfer)
{
    return transfer ? official_number_parse(transfer->official_id) : 0;
}

uint64_t event_official(struct store_bytes bytes, struct arena *arena)
{
    const Event *event = unpack(bytes, arena);
    if (!event)
        return 0;
    switch (event->kind_case) {
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_CONTACT_REVEALED:
        return official_number_parse(event->contact_revealed->official_id);
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_TRANSFER_REQUESTED:
        return official_of(event->transfer_requested->transfer);
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_TRANSFER_DECIDED:
        return official_of(event->transfer_decided->transfer);
    default: {
        const OfficialSnapshot *snapshot = snapshot_of(event);
        return snapshot ? official_number_parse(snapshot->official_id) : 0;
    }
    }
}

int event_with_person(struct store_bytes *bytes, const struct person *person, struct arena *arena)
{
    const Event *event = unpack(*bytes, arena);
    OfficialSnapshot *snapshot = event ? snapshot_of(event) : NULL;
    if (!snapshot)
        return event ? 0 : error_raise("an event cannot be read"); /* an event without a person stays as it is */
    snapshot->person = person ? convert_person_message(person, arena) : NULL;
    snapshot->person_erased = !person;
    return person && !snapshot->person ? error_raise("no room for a person") : pack(event, arena, bytes);
}
