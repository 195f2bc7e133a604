#pragma once
/*
 * convert - between generated messages and the domain's structs. Only files in codec/ see generated code.
 *
 * To a message: made in the arena, sharing the struct's strings. To a struct: sharing the message's strings, so it
 * lives as long as the message. NULL means: past the arena's cap.
 */
#include "base/arena.h"
#include "base/official_number.h"
#include "domain/draft.h"
#include "domain/master_list.h"
#include "domain/official.h"
#include "domain/organisation.h"
#include "domain/transfer.h"
#include "wire/convert.h"

#include <karmayogi/registration/v1/types.pb-c.h>

/* Shorter names for what is generated. */
#define REGISTRATION(name) Karmayogi__Registration__V1__##name

REGISTRATION(Person) * convert_person_message(const struct person *person, struct arena *arena);
REGISTRATION(Post) * convert_post_message(const struct post *post, struct arena *arena);
REGISTRATION(Official) * convert_official_message(const struct official *official, struct arena *arena);
REGISTRATION(Organisation) * convert_organisation_message(const struct organisation *organisation, struct arena *arena);
REGISTRATION(MasterEntry) * convert_master_entry_message(const struct master_entry *entry, struct arena *arena);
REGISTRATION(Transfer) * convert_transfer_message(const struct transfer *transfer, struct arena *arena);

/* From stored records: what cannot be is a damaged record. Return: whether it could be. */
bool convert_person(const REGISTRATION(Person) * message, struct person *person);
bool convert_post(const REGISTRATION(Post) * message, struct post *post);
bool convert_organisation(const REGISTRATION(Organisation) * message, struct organisation *organisation);
bool convert_transfer(const REGISTRATION(Transfer) * message, struct transfer *transfer);

/**
 * convert_master_entry() - of a request or a record. Return: REASON_NONE, or what is wrong with its form.
 */
enum reason convert_master_entry(const REGISTRATION(MasterEntry) * message, struct master_entry *entry);

/** convert_draft() - what a request says of an official; either may be NULL. Findings: enum values that are not known,
 * dates that do not exist, too many ids or tags. */
void convert_draft(const REGISTRATION(Person) * person, const REGISTRATION(Post) * post, struct draft *draft,
                   struct findings *findings);
