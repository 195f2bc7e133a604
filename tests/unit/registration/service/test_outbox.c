/*
 * What is written for ever: entries of the outbox hold nothing that identifies a person, and all the same the feed can
 * show persons to who may see them, as they are today.
 */
#include "registration_import.h"

/* Everything that identifies somebody in these tests. */
static const char *const secrets[] = {
    "Ramchandra Vishwakarma",
    "Sitaram Vishwakarma",
    "9876501234",
    "secret.person@example.in",
    "PNO-424242",
    "सुनीता कुशवाहा",
    "9876501299",
    "राम कुमार",
    "jke dqekj",
};

static bool holds(const void *data, size_t length, const char *secret)
{
    return memmem(data, length, secret, strlen(secret)) != NULL;
}

static void assert_no_secret(const void *data, size_t length)
{
    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++)
        if (holds(data, length, secrets[i]))
            fail_msg("an entry of the outbox holds '%s'", secrets[i]);
}

/* Looks through the whole outbox. */
static void assert_outbox_is_clean(struct desk *desk)
{
    struct store_txn *txn;
    assert_int_equal(store_begin_read(desk->registration->store, &txn), 0);
    for (uint64_t sequence = 1; sequence <= desk_head(desk); sequence++) {
        struct store_bytes entry;
        assert_int_equal(outbox_get(txn, sequence, &entry, NULL), 0);
        assert_no_secret(entry.data, entry.length);
    }
    store_abort(txn);
}

static C(OutboxRecord) * entry_of(struct desk *desk, uint64_t sequence)
{
    struct store_txn *txn;
    struct store_bytes bytes;
    assert_int_equal(store_begin_read(desk->registration->store, &txn), 0);
    assert_int_equal(outbox_get(txn, sequence, &bytes, NULL), 0);
    C(OutboxRecord) *record = (C(OutboxRecord) *)wire_unpack(&karmayogi__core__v1__outbox_record__descriptor,
                                                             bytes.data, bytes.length, &desk->arena);
    store_abort(txn);
    assert_non_null(record);
    return record;
}

static R(Event) * event_of(struct desk *desk, struct store_bytes bytes)
{
    R(Event) *event = (R(Event) *)wire_unpack(&karmayogi__registration__v1__event__descriptor, bytes.data, bytes.length,
                                              &desk->arena);
    assert_non_null(event);
    return event;
}

static const char *somebody(struct desk *desk)
{
    return desk_register(desk, "Ramchandra Vishwakarma", "9876501234", "secret.person@example.in", "PNO-424242")
        ->official_id;
}

static void change_everything(struct desk *desk, const char *official)
{
    R(UpdateOfficialRequest) request = KARMAYOGI__REGISTRATION__V1__UPDATE_OFFICIAL_REQUEST__INIT;
    R(Person) person = KARMAYOGI__REGISTRATION__V1__PERSON__INIT;
    char *mask[] = {TEXT("person.name"), TEXT("person.parent_name"), TEXT("person.mobile")};
    person.name = TEXT("सुनीता कुशवाहा");
    person.parent_name = TEXT("Sitaram Vishwakarma");
    person.mobile = TEXT("9876501299");
    request.official_id = TEXT(official);
    request.person = &person;
    request.update_mask = mask;
    request.n_update_mask = 3;
    struct call *call = desk_send(desk, "UpdateOfficial", &request.base);
    assert_string_equal(call_refused(call) ? call->status.reason : "", "");
    call_free(call);
    R(BlockOfficialRequest) block = KARMAYOGI__REGISTRATION__V1__BLOCK_OFFICIAL_REQUEST__INIT;
    block.official_id = TEXT(official);
    block.reason = TEXT("under inquiry");
    call = desk_send(desk, "BlockOfficial", &block.base);
    assert_false(call_refused(call));
    call_free(call);
}

static void test_entries__of_every_write__hold_nothing_that_identifies_a_person(void **state)
{
    /* Catches: a name, a number or an address where it can never be erased: in events, answers or verdicts. */
    struct desk *desk = *state;
    static const char *const rows[] = {
        "Ramchandra Vishwakarma|9876501234|secret.person@example.in|PNO-424242|Constable",
        "Sitaram Vishwakarma|9876501234|secret.person@example.in|PNO-424242|Constable", /* refused, with details */
        "jke dqekj|9876501299||PNO-7|Constable",                                        /* refused: a legacy font */
        "सुनीता कुशवाहा|9876501299||PNO-8|Chief of the Moon",
    };
    struct chunk chunk = {.import_id = import_new_id(desk), .first_row = 1, .count = 4, .rows = rows};
    R(ImportOfficialsResponse) *answer = import_send(desk, &chunk);
    assert_totals(answer->totals, 1, 1, 0, 2);
    assert_string_equal(import_said(answer->verdicts[2]), "REFUSED full_name LEGACY_FONT");
    assert_string_equal(answer->verdicts[2]->violations[0]->detail, "राम कुमार"); /* the caller sees it */
    change_everything(desk, answer->verdicts[0]->official_id);
    assert_outbox_is_clean(desk);
    import_send(desk, &chunk); /* and the chunk again, from the outbox: sentences without the detail */
    assert_outbox_is_clean(desk);
}

static void test_entries__of_registrations__hold_nothing_either(void **state)
{
    /* Catches: the same for single officials; and a search that would find nothing anywhere. */
    struct desk *desk = *state;
    change_everything(desk, somebody(desk));
    assert_outbox_is_clean(desk);
    struct store_txn *txn;
    struct store_cursor cursor = {0};
    struct store_bytes key, value;
    assert_int_equal(store_begin_read(desk->registration->store, &txn), 0);
    assert_int_equal(store_cursor_open(&cursor, txn, STORED_PERSONS), 0);
    assert_int_equal(store_cursor_seek(&cursor, (struct store_bytes){"", 0}, &key, &value), 0);
    assert_true(holds(value.data, value.length, "सुनीता कुशवाहा"));
    assert_true(holds(value.data, value.length, "9876501299"));
    store_cursor_close(&cursor);
    assert_int_equal(store_cursor_open(&cursor, txn, STORED_POSTS), 0);
    assert_int_equal(store_cursor_seek(&cursor, (struct store_bytes){"", 0}, &key, &value), 0);
    assert_no_secret(value.data, value.length); /* the post is apart from the person */
    store_cursor_close(&cursor);
    store_abort(txn);
}

static struct call *reveal(struct desk *desk, const char *official, const char *purpose)
{
    R(RevealContactRequest) request = KARMAYOGI__REGISTRATION__V1__REVEAL_CONTACT_REQUEST__INIT;
    request.official_id = TEXT(official);
    request.purpose = TEXT(purpose);
    return desk_send(desk, "RevealContact", &request.base);
}

static void test_reveal__leaves_an_entry__without_what_was_revealed(void **state)
{
    /* Catches: a look at a contact that nobody can trace, or whose trace holds the contact. */
    struct desk *desk = *state;
    const char *official = somebody(desk);
    uint64_t head = desk_head(desk);
    struct call *call = reveal(desk, official, "an accident");
    R(RevealContactResponse) *answer =
        desk_take(desk, call, &karmayogi__registration__v1__reveal_contact_response__descriptor);
    assert_string_equal(answer->person->mobile, "9876501234");
    assert_string_equal(answer->person->email, "secret.person@example.in");
    assert_int_equal(desk_head(desk), head + 1);
    C(OutboxRecord) *record = entry_of(desk, head + 1);
    assert_string_equal(record->entry->caller, "desk");
    assert_int_equal(record->answer.len, 0);
    assert_int_equal(record->entry->n_events, 1);
    R(Event) *event = event_of(desk, (struct store_bytes){record->entry->events[0].data, record->entry->events[0].len});
    assert_int_equal(event->kind_case, KARMAYOGI__REGISTRATION__V1__EVENT__KIND_CONTACT_REVEALED);
    assert_string_equal(event->contact_revealed->official_id, official);
    assert_string_equal(event->contact_revealed->purpose, "an accident");
    assert_outbox_is_clean(desk);
}

static void test_reveal__without_a_purpose_or_of_nobody__is_refused_and_shows_nothing(void **state)
{
    /* Catches: an answer beside the refusal; an entry for nothing. */
    struct desk *desk = *state;
    const char *official = somebody(desk);
    uint64_t head = desk_head(desk);
    static const char *const purposes[] = {"", " ", "\t"};
    for (size_t i = 0; i < 3; i++) {
        struct call *call = reveal(desk, official, purposes[i]);
        assert_refused(call, STATUS_INVALID_ARGUMENT, "PURPOSE_MISSING");
        assert_int_equal(call->answer.length, 0);
        call_free(call);
    }
    struct call *call = reveal(desk, "1-2-3", "an accident");
    assert_refused(call, STATUS_NOT_FOUND, "OFFICIAL_UNKNOWN");
    call_free(call);
    assert_int_equal(desk_head(desk), head);
}

/* An event of an entry as a reader of the feed gets it. */
static bool fed(struct desk *desk, uint64_t sequence, const struct feed_filter *filter, struct store_bytes *event)
{
    struct store_txn *txn;
    bool keep = true;
    const C(OutboxRecord) *record = entry_of(desk, sequence);
    *event = (struct store_bytes){record->entry->events[0].data, record->entry->events[0].len};
    assert_int_equal(store_begin_read(desk->registration->store, &txn), 0);
    assert_int_equal(registration_service.feed_event(desk->registration, txn, filter, &desk->arena, event, &keep), 0);
    store_abort(txn);
    return keep;
}

static void test_feed__with_persons__shows_them_as_they_are_today(void **state)
{
    /* Catches: persons for readers who may not see them, or persons of the past. */
    struct desk *desk = *state;
    struct store_bytes event;
    const char *official = somebody(desk);
    uint64_t registered = desk_head(desk);
    change_everything(desk, official);
    assert_true(fed(desk, registered, &(struct feed_filter){.with_person = false}, &event));
    assert_no_secret(event.data, event.length);
    assert_true(fed(desk, registered, &(struct feed_filter){.with_person = true}, &event));
    const R(OfficialSnapshot) *snapshot = event_of(desk, event)->official_registered->official;
    assert_string_equal(snapshot->official_id, official);
    assert_int_equal(snapshot->version, 1);
    assert_false(snapshot->person_erased);
    assert_string_equal(snapshot->person->name, "सुनीता कुशवाहा");
    assert_string_equal(snapshot->person->mobile, "9876501299");
}

static void test_feed__filtered_by_department__keeps_its_officials_and_what_is_everybodys(void **state)
{
    /* Catches: officials of others in a filtered feed; a tree or lists that are filtered away. */
    struct desk *desk = *state;
    struct store_bytes event;
    static const uint32_t police[] = {1, 7}, health[] = {2};
    uint64_t organisation = desk_head(desk); /* the newest thing until now */
    somebody(desk);
    uint64_t registered = desk_head(desk);
    call_free(reveal(desk, "1-1-5", "an accident"));
    uint64_t revealed = desk_head(desk);
    assert_int_equal(revealed, registered + 1);
    const struct feed_filter wants_police = {.departments = police, .department_count = 2, .with_person = true},
                             wants_health = {.departments = health, .department_count = 1, .with_person = true};
    assert_true(fed(desk, registered, &wants_police, &event));
    assert_false(fed(desk, registered, &wants_health, &event));
    assert_true(fed(desk, revealed, &wants_police, &event));
    assert_false(fed(desk, revealed, &wants_health, &event));
    assert_true(fed(desk, organisation, &wants_police, &event));
    assert_true(fed(desk, organisation, &wants_health, &event));
    assert_true(fed(desk, 1, &wants_health, &event));
}

#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DESK(test_entries__of_every_write__hold_nothing_that_identifies_a_person),
        WITH_DESK(test_entries__of_registrations__hold_nothing_either),
        WITH_DESK(test_reveal__leaves_an_entry__without_what_was_revealed),
        WITH_DESK(test_reveal__without_a_purpose_or_of_nobody__is_refused_and_shows_nothing),
        WITH_DESK(test_feed__with_persons__shows_them_as_they_are_today),
        WITH_DESK(test_feed__filtered_by_department__keeps_its_officials_and_what_is_everybodys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
