/* record - see record.h. */
#include "codec/record.h"

#include "base/error.h"
#include "codec/convert.h"
#include "wire/envelope.h"

#include <karmayogi/registration/v1/record.pb-c.h>
#include <string.h>

static int unreadable(const char *what)
{
    return error_raise("a record of %s cannot be read", what);
}

int record_pack_person(const struct official *official, struct arena *arena, struct buffer *out)
{
    REGISTRATION(PersonRecord) record = KARMAYOGI__REGISTRATION__V1__PERSON_RECORD__INIT;
    record.person = convert_person_message(&official->person, arena);
    return record.person ? wire_pack(&record.base, out) : error_raise("no room for a person");
}

int record_unpack_person(struct store_bytes bytes, struct arena *arena, struct official *official)
{
    const REGISTRATION(PersonRecord) *record = (REGISTRATION(PersonRecord) *)wire_unpack(
        &karmayogi__registration__v1__person_record__descriptor, bytes.data, bytes.length, arena);
    return record && convert_person(record->person, &official->person) ? 0 : unreadable("a person");
}

int record_pack_post(const struct official *official, struct arena *arena, struct buffer *out)
{
    REGISTRATION(PostRecord) record = KARMAYOGI__REGISTRATION__V1__POST_RECORD__INIT;
    char *flags[OFFICIAL_FLAGS];
    record.version = official->version;
    record.state = (REGISTRATION(OfficialState))official->state;
    record.post = convert_post_message(&official->post, arena);
    record.organisation_number = official->post.organisation_number;
    record.registered_on = official->registered_on;
    record.effective_on = official->effective_on;
    record.changed_at_ms = official->changed_at_ms;
    for (size_t i = 0; i < official->flag_count; i++)
        flags[i] = convert_text(official->flags[i]);
    record.n_flags = official->flag_count;
    record.flags = flags;
    return record.post ? wire_pack(&record.base, out) : error_raise("no room for a post");
}

int record_unpack_post(struct store_bytes bytes, struct arena *arena, struct official *official)
{
    const REGISTRATION(PostRecord) *record = (REGISTRATION(PostRecord) *)wire_unpack(
        &karmayogi__registration__v1__post_record__descriptor, bytes.data, bytes.length, arena);
    if (!record || !convert_post(record->post, &official->post) || record->n_flags > OFFICIAL_FLAGS)
        return unreadable("a post");
    official->version = record->version;
    official->state = (enum official_state)record->state;
    official->post.organisation_number = record->organisation_number;
    official->registered_on = record->registered_on;
    official->effective_on = record->effective_on;
    official->changed_at_ms = record->changed_at_ms;
    official->flag_count = record->n_flags;
    for (size_t i = 0; i < record->n_flags; i++)
        official->flags[i] = record->flags[i];
    return 0;
}

int record_pack_transfer(const struct transfer *transfer, struct arena *arena, struct buffer *out)
{
    REGISTRATION(TransferRecord) record = KARMAYOGI__REGISTRATION__V1__TRANSFER_RECORD__INIT;
    record.transfer = convert_transfer_message(transfer, arena);
    record.from_number = transfer->from_number;
    record.to_number = transfer->to_number;
    record.ordinal = transfer->ordinal;
    return record.transfer ? wire_pack(&record.base, out) : error_raise("no room for a transfer");
}

int record_unpack_transfer(struct store_bytes bytes, struct arena *arena, struct transfer *transfer)
{
    const REGISTRATION(TransferRecord) *record = (REGISTRATION(TransferRecord) *)wire_unpack(
        &karmayogi__registration__v1__transfer_record__descriptor, bytes.data, bytes.length, arena);
    if (!record || !convert_transfer(record->transfer, transfer) || record->ordinal == 0)
        return unreadable("a transfer");
    transfer->from_number = record->from_number;
    transfer->to_number = record->to_number;
    transfer->ordinal = record->ordinal;
    return 0;
}

int record_pack_organisation(const struct organisation *organisation, struct arena *arena, struct buffer *out)
{
    REGISTRATION(OrganisationRecord) record = KARMAYOGI__REGISTRATION__V1__ORGANISATION_RECORD__INIT;
    record.organisation = convert_organisation_message(organisation, arena);
    if (!record.organisation)
        return error_raise("no room for an organisation");
    record.organisation->child_count = 0;
    record.parent_number = organisation->parent_number;
    return wire_pack(&record.base, out);
}

int record_unpack_organisation(struct store_bytes bytes, struct arena *arena, struct organisation *organisation)
{
    const REGISTRATION(OrganisationRecord) *record = (REGISTRATION(OrganisationRecord) *)wire_unpack(
        &karmayogi__registration__v1__organisation_record__descriptor, bytes.data, bytes.length, arena);
    if (!record || !convert_organisation(record->organisation, organisation))
        return unreadable("an organisation");
    organisation->parent_number = record->parent_number;
    return 0;
}

int record_pack_master_entry(const struct master_entry *entry, struct arena *arena, struct buffer *out)
{
    const REGISTRATION(MasterEntry) *message = convert_master_entry_message(entry, arena);
    return message ? wire_pack(&message->base, out) : error_raise("no room for a master entry");
}

int record_unpack_master_entry(struct store_bytes bytes, struct arena *arena, struct master_entry *entry)
{
    const REGISTRATION(MasterEntry) *message = (REGISTRATION(MasterEntry) *)wire_unpack(
        &karmayogi__registration__v1__master_entry__descriptor, bytes.data, bytes.length, arena);
    return message && convert_master_entry(message, entry) == REASON_NONE ? 0 : unreadable("a master list");
}
