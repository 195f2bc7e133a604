#pragma once
/* event - what registration's feed tells, packed. Bytes live in the arena. */
#include "domain/change.h"
#include "domain/master_list.h"
#include "domain/official.h"
#include "domain/organisation.h"
#include "domain/transfer.h"
#include "store/store.h"

/* Return: 0 with @event set, or < 0: past the arena's cap. */
int event_official_registered(const struct official *official, struct arena *arena, struct store_bytes *event);
int event_official_changed(enum change_kind kind, const struct official *official, const char *reason,
                           struct arena *arena, struct store_bytes *event);
int event_organisation(const struct organisation *organisation, bool created, struct arena *arena,
                       struct store_bytes *event);
int event_master_entries(enum master_list list, const struct master_entry *entries, size_t count, struct arena *arena,
                         struct store_bytes *event);

/** event_transfer() - of a request where @transfer is open, otherwise of the decision. */
int event_transfer(const struct transfer *transfer, struct arena *arena, struct store_bytes *event);

int event_contact_revealed(uint64_t official, const char *purpose, struct arena *arena, struct store_bytes *event);

/** event_official() - number of the official that the packed @event is about; 0: none. */
uint64_t event_official(struct store_bytes event, struct arena *arena);

/** event_with_person() - @event packed again with today's person in it; NULL: the person was erased. Return: as above.
 */
int event_with_person(struct store_bytes *event, const struct person *person, struct arena *arena);
