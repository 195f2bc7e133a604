/*
 * Imports: a verdict for every row, once and for all. A chunk that comes again gets the verdicts that it had, whatever
 * its request id; a chunk that is not the same is refused; a validation stores nothing.
 */
#include "registration_import.h"

#include <karmayogi/registration/v1/record.pb-c.h>

static const char *const mixed[] = {
    "Ram Kumar|9876543210||PNO-1|Constable",            /* new */
    "Sita Devi|9876543211|sita@example.in||Constable",  /* new */
    "Ram Kumar|9876543210||PNO-1|Constable",            /* there already */
    "Mohan|9876543210||PNO-2|Constable",                /* the mobile is Ram Kumar's, too */
    "Radha|9876543212||PNO-3|Chief of the Moon",        /* no such designation */
    "Gopal|12345||PNO-4|Constable",                     /* no mobile */
    "|9876543213||PNO-5|Constable",                     /* no name */
    "Shyam|9876543214||PNO-1|Constable",                /* the id is Ram Kumar's */
    "Leela|9876543215|sita@example.in|PNO-6|Constable", /* the e-mail is Sita Devi's */
    "Kamal|9876543216||PNO-7|Constable|one too many",
    "Vimla|9876543217||PNO-8|Constable||", /* empty cells beyond the columns do not count */
    "Nobody||||Constable",                 /* nothing to tell him by */
};

static const char *const mixed_said[] = {
    "STORED",
    "STORED",
    "ALREADY_THERE",
    "FLAGGED + mobile SHARED_MOBILE",
    "FLAGGED + designation DESIGNATION_UNKNOWN",
    "REFUSED mobile MOBILE_DIGITS",
    "REFUSED full_name NAME_MISSING",
    "REFUSED employee_id ISSUED_ID_TAKEN row CONTENT_DIFFERS",
    "REFUSED email EMAIL_TAKEN row CONTENT_DIFFERS",
    "REFUSED row CELL_COUNT",
    "STORED",
    "REFUSED row KEY_MISSING",
};

#define MIXED (sizeof mixed / sizeof mixed[0])

static struct chunk mixed_chunk(struct desk *desk)
{
    return (struct chunk){.import_id = import_new_id(desk), .first_row = 1, .count = MIXED, .rows = mixed};
}

static void assert_mixed_verdicts(const R(ImportOfficialsResponse) * answer)
{
    assert_int_equal(answer->n_verdicts, MIXED);
    for (size_t i = 0; i < MIXED; i++) {
        const R(RowVerdict) *verdict = answer->verdicts[i];
        assert_string_equal(import_said(verdict), mixed_said[i]);
        assert_int_equal(verdict->row, i + 1);
        assert_int_equal(verdict->line, i + 2);
        for (size_t k = 0; k < verdict->n_violations; k++)
            assert_true(verdict->violations[k]->sentence[0] != '\0');
        for (size_t k = 0; k < verdict->n_flags; k++)
            assert_true(verdict->flags[k]->sentence[0] != '\0');
    }
    assert_totals(answer->totals, 3, 2, 1, 6);
}

static void test_chunk__with_rows_of_every_kind__has_a_verdict_for_each(void **state)
{
    /* Catches: a row without a verdict, a wrong field or reason, an official behind a refused row. */
    struct desk *desk = *state;
    struct chunk chunk = mixed_chunk(desk);
    uint64_t head = desk_head(desk);
    R(ImportOfficialsResponse) *answer = import_send(desk, &chunk);
    assert_mixed_verdicts(answer);
    const char *id;
    assert_int_equal(desk_find_mobile(desk, "9876543210", &id), 2);
    assert_string_equal(answer->verdicts[0]->official_id, id);
    assert_string_equal(answer->verdicts[2]->official_id, id);
    assert_string_equal(answer->verdicts[3]->flags[0]->detail, id);
    assert_string_equal(answer->verdicts[5]->official_id, "");
    assert_int_equal(desk_officials(desk), 5);
    assert_int_equal(desk_head(desk), head + 1); /* one entry for the whole chunk */
    assert_int_equal(answer->committed_as->sequence, head + 1);
    assert_int_equal(answer->committed_as->epoch, store_epoch(desk->registration->store));
    assert_string_equal(answer->committed_as->service, "registration");
}

static void test_external_id__that_is_taken__is_named_by_its_own_column(void **state)
{
    /* Catches: a finding that points at a column which the file does not have. */
    struct desk *desk = *state;
    R(ImportColumn)
    columns[] = {KARMAYOGI__REGISTRATION__V1__IMPORT_COLUMN__IMPORT_COLUMN_FULL_NAME,
                 KARMAYOGI__REGISTRATION__V1__IMPORT_COLUMN__IMPORT_COLUMN_EXTERNAL_SYSTEM_ID,
                 KARMAYOGI__REGISTRATION__V1__IMPORT_COLUMN__IMPORT_COLUMN_EXTERNAL_SYSTEM_NAME};
    R(ImportOfficialsRequest) request = KARMAYOGI__REGISTRATION__V1__IMPORT_OFFICIALS_REQUEST__INIT;
    R(ImportSettings) settings = KARMAYOGI__REGISTRATION__V1__IMPORT_SETTINGS__INIT;
    R(ImportRow) * rows[2];
    struct uuid import_id = import_new_id(desk);
    rows[0] = import_row(&desk->arena, "Ram Kumar|E-77|Manav Sampada", 1);
    rows[1] = import_row(&desk->arena, "Mohan|E-77|Manav Sampada", 2);
    settings.organisation_id = TEXT("meerut-police");
    request.settings = &settings;
    request.import_id = (ProtobufCBinaryData){UUID_BYTES, import_id.bytes};
    request.first_row = 1;
    request.n_columns = 3;
    request.columns = columns;
    request.n_rows = 2;
    request.rows = rows;
    R(ImportOfficialsResponse) *answer = import_answer(desk, desk_send(desk, "ImportOfficials", &request.base));
    assert_string_equal(answer->verdicts[1]->violations[0]->reason, "ISSUED_ID_TAKEN");
    assert_string_equal(answer->verdicts[1]->violations[0]->field, "external_system_id");
}

static void test_chunk__sent_again__gets_its_first_verdicts_and_adds_nothing(void **state)
{
    /* Catches: second verdicts (everybody there already), a second entry, other totals; also after a restart. */
    struct desk *desk = *state;
    struct chunk chunk = mixed_chunk(desk);
    R(ImportOfficialsResponse) *first = import_send(desk, &chunk);
    uint64_t head = desk_head(desk);
    for (int i = 0; i < 3; i++) {
        R(ImportOfficialsResponse) *again = import_send(desk, &chunk); /* a request id of its own */
        assert_mixed_verdicts(again);
        for (size_t row = 0; row < MIXED; row++)
            assert_string_equal(again->verdicts[row]->official_id, first->verdicts[row]->official_id);
        assert_int_equal(again->committed_as->sequence, first->committed_as->sequence);
        assert_int_equal(desk_head(desk), head);
        assert_int_equal(desk_officials(desk), 5);
        if (i == 1)
            desk_reopen(desk);
    }
}

static void test_chunk__sent_twice_in_one_batch__is_done_once(void **state)
{
    /* Catches: a resend that overtakes the commit; under the same request id and under another one. */
    struct desk *desk = *state;
    struct chunk chunk = mixed_chunk(desk);
    struct call *calls[] = {import_call(desk, &chunk), import_call(desk, &chunk), import_call(desk, &chunk)};
    calls[2]->header.request_id = calls[0]->header.request_id;
    uint64_t head = desk_head(desk);
    desk_batch(desk, calls, 3);
    for (size_t i = 0; i < 3; i++) {
        R(ImportOfficialsResponse) *answer = import_answer(desk, calls[i]);
        assert_mixed_verdicts(answer);
        assert_int_equal(answer->committed_as->sequence, head + 1);
    }
    assert_int_equal(desk_head(desk), head + 1);
    assert_int_equal(desk_officials(desk), 5);
}

static void test_verdicts__of_a_chunk_sent_again_in_hindi__are_said_in_hindi(void **state)
{
    /* Catches: sentences kept in the language of whoever came first. */
    struct desk *desk = *state;
    struct chunk chunk = mixed_chunk(desk);
    import_send(desk, &chunk);
    desk->locale = LOCALE_HI;
    R(ImportOfficialsResponse) *again = import_send(desk, &chunk);
    assert_string_equal(again->verdicts[5]->violations[0]->sentence,
                        vocabulary_sentence(&reason_vocabulary, &desk->arena, REASON_MOBILE_DIGITS, NULL, true));
    assert_string_equal(again->verdicts[4]->flags[0]->sentence,
                        vocabulary_sentence(&reason_vocabulary, &desk->arena, REASON_DESIGNATION_UNKNOWN, NULL, true));
}

static void test_chunk__that_is_not_the_one_before__is_refused(void **state)
{
    /* Catches: rows that count twice or are lost because chunks were cut differently, or the file was changed. */
    struct desk *desk = *state;
    static const char *const rows[] = {"A Kumar|||PNO-11|Constable", "B Kumar|||PNO-12|Constable",
                                       "C Kumar|||PNO-13|Constable", "D Kumar|||PNO-14|Constable",
                                       "E Kumar|||PNO-15|Constable"};
    static const char *const changed[] = {"A Kumar|||PNO-11|Constable", "X Kumar|||PNO-12|Constable",
                                          "C Kumar|||PNO-13|Constable"};
    struct chunk chunk = {.import_id = import_new_id(desk), .first_row = 10, .count = 3, .rows = rows};
    import_send(desk, &chunk);
    struct chunk other = chunk;
    other.rows = changed;
    import_refused(desk, &other, STATUS_FAILED_PRECONDITION, "IMPORT_CHUNK_CHANGED");
    other = chunk;
    other.count = 2;
    import_refused(desk, &other, STATUS_FAILED_PRECONDITION, "IMPORT_CHUNK_CHANGED");
    static const struct {
        uint32_t first_row;
        size_t count;
        bool overlaps;
    } cases[] = {{8, 2, false}, {8, 3, true},  {9, 5, true},  {11, 1, true},
                 {12, 2, true}, {1, 5, false}, {13, 1, false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        other.first_row = cases[i].first_row;
        other.count = cases[i].count;
        if (cases[i].overlaps)
            import_refused(desk, &other, STATUS_FAILED_PRECONDITION, "IMPORT_CHUNK_CHANGED");
        else
            import_send(desk, &other);
    }
    assert_int_equal(desk_officials(desk), 5);
}

static void test_chunk__overlapped_from_a_full_chunk_before__is_refused(void **state)
{
    /* Catches: an overlap that is looked for too near. */
    struct desk *desk = *state;
    static const char *rows[LIMIT_CHUNK_ROWS];
    for (size_t i = 0; i < LIMIT_CHUNK_ROWS; i++)
        rows[i] = "|||"; /* refused, and quickly */
    struct chunk chunk = {.import_id = import_new_id(desk), .first_row = 5, .count = LIMIT_CHUNK_ROWS, .rows = rows};
    import_send(desk, &chunk);
    chunk.count = 1;
    chunk.first_row = 5 + LIMIT_CHUNK_ROWS - 1;
    import_refused(desk, &chunk, STATUS_FAILED_PRECONDITION, "IMPORT_CHUNK_CHANGED");
    chunk.first_row = 5 + LIMIT_CHUNK_ROWS;
    import_send(desk, &chunk);
}

static void test_import__of_another_caller_or_with_other_settings__is_refused(void **state)
{
    /* Catches: two senders in one import; half of a list in another organisation. */
    struct desk *desk = *state;
    struct chunk chunk = mixed_chunk(desk);
    import_send(desk, &chunk);
    desk->caller = "kiosk";
    import_refused(desk, &chunk, STATUS_PERMISSION_DENIED, "IMPORT_OTHER_CALLER");
    chunk.first_row = 100;
    import_refused(desk, &chunk, STATUS_PERMISSION_DENIED, "IMPORT_OTHER_CALLER");
    desk->caller = "desk";
    chunk.organisation = "hapur-police";
    import_refused(desk, &chunk, STATUS_FAILED_PRECONDITION, "IMPORT_SETTINGS_CHANGED");
    chunk.organisation = NULL;
    chunk.label = "another one";
    import_refused(desk, &chunk, STATUS_FAILED_PRECONDITION, "IMPORT_SETTINGS_CHANGED");
    assert_int_equal(desk_officials(desk), 5);
}

static void test_validation__of_a_chunk__stores_nothing(void **state)
{
    /* Catches: officials, keys, numbers, entries, import records that a trial leaves, in memory or on the disk. */
    struct desk *desk = *state;
    struct chunk chunk = mixed_chunk(desk);
    uint64_t head = desk_head(desk);
    size_t keys = keymap_count(desk->registration->keys);
    chunk.validate_only = true;
    for (int i = 0; i < 2; i++) {
        R(ImportOfficialsResponse) *answer = import_send(desk, &chunk);
        assert_mixed_verdicts(answer);
        assert_string_equal(answer->verdicts[0]->official_id, "");
        assert_null(answer->committed_as);
        assert_int_equal(desk_head(desk), head);
        assert_int_equal(desk_officials(desk), 0);
        assert_int_equal(keymap_count(desk->registration->keys), keys);
        assert_int_equal(desk_count_mobile(desk, "9876543210"), 0);
    }
    R(GetImportRequest) request = KARMAYOGI__REGISTRATION__V1__GET_IMPORT_REQUEST__INIT;
    request.import_id = (ProtobufCBinaryData){UUID_BYTES, chunk.import_id.bytes};
    desk_refuses(desk, "GetImport", &request.base, STATUS_NOT_FOUND, "IMPORT_UNKNOWN");
    chunk.validate_only = false;
    R(ImportOfficialsResponse) *answer = import_send(desk, &chunk);
    assert_string_equal(answer->verdicts[0]->official_id, "1-1-5"); /* the first number was not used up */
}

static void test_get_import__of_two_chunks__adds_up(void **state)
{
    /* Catches: totals of the last chunk alone, or of chunks that came again. */
    struct desk *desk = *state;
    static const char *const more[] = {"Zoya|9000000001||PNO-90|Constable", "Ram Kumar|9876543210||PNO-1|Constable"};
    struct chunk chunk = mixed_chunk(desk);
    chunk.label = "meerut.csv";
    import_send(desk, &chunk);
    desk->time.now_utc_ms += 5000;
    struct chunk second = chunk;
    second.first_row = MIXED + 1;
    second.count = 2;
    second.rows = more;
    import_send(desk, &second);
    import_send(desk, &chunk);
    R(GetImportRequest) request = KARMAYOGI__REGISTRATION__V1__GET_IMPORT_REQUEST__INIT;
    request.import_id = (ProtobufCBinaryData){UUID_BYTES, chunk.import_id.bytes};
    R(GetImportResponse) *answer = desk_take(desk, desk_send(desk, "GetImport", &request.base),
                                             &karmayogi__registration__v1__get_import_response__descriptor);
    assert_totals(answer->totals, 4, 2, 2, 6);
    assert_string_equal(answer->caller, "desk");
    assert_string_equal(answer->settings->label, "meerut.csv");
    assert_string_equal(answer->settings->organisation_id, "meerut-police");
    assert_int_equal(answer->started_at_ms, DESK_NOW_MS);
    assert_int_equal(answer->changed_at_ms, DESK_NOW_MS + 5000);
}

/* The very bytes that @message packs to are stored under @key. */
static void assert_stored_as(struct desk *desk, unsigned table, struct store_bytes key,
                             const ProtobufCMessageDescriptor *descriptor, ProtobufCMessage **message)
{
    struct store_txn *txn;
    struct store_bytes stored;
    struct buffer packed = {0};
    assert_int_equal(store_begin_read(desk->registration->store, &txn), 0);
    assert_int_equal(store_get(txn, table, key, &stored), 0);
    *message = wire_unpack(descriptor, stored.data, stored.length, &desk->arena);
    assert_non_null(*message);
    assert_int_equal(wire_pack(*message, &packed), 0);
    assert_int_equal(packed.length, stored.length);
    assert_memory_equal(packed.data, stored.data, stored.length);
    buffer_deinit(&packed);
    store_abort(txn);
}

static void test_records__of_an_import__are_what_the_contract_says(void **state)
{
    /* Catches: imports of an earlier release that cannot be gone on with: their records are read and written by what
     * all services share, which knows nothing of these types. */
    struct desk *desk = *state;
    struct chunk chunk = mixed_chunk(desk);
    const char *const labels[] = {"a list", ""};
    for (size_t i = 0; i < 2; i++) {
        chunk.import_id = import_new_id(desk);
        chunk.label = labels[i];
        chunk.organisation = i ? "" : NULL; /* not one setting */
        import_send(desk, &chunk);
        R(ImportRecord) * import;
        assert_stored_as(desk, STORED_IMPORTS, (struct store_bytes){chunk.import_id.bytes, 16},
                         &karmayogi__registration__v1__import_record__descriptor, (ProtobufCMessage **)&import);
        assert_non_null(import->settings);
        assert_string_equal(import->settings->label, labels[i]);
        assert_int_equal(import->totals->rows, MIXED);
        assert_string_equal(import->caller, "desk");
        assert_int_equal(import->started_at_ms, DESK_NOW_MS);
        uint8_t key[20] = {[19] = 1};
        memcpy(key, chunk.import_id.bytes, 16);
        R(ImportChunkRecord) * row;
        assert_stored_as(desk, STORED_IMPORT_CHUNKS, (struct store_bytes){key, sizeof key},
                         &karmayogi__registration__v1__import_chunk_record__descriptor, (ProtobufCMessage **)&row);
        assert_int_equal(row->sequence, desk_head(desk));
        assert_int_equal(row->row_count, MIXED);
        assert_int_equal(row->body_hash.len, 16);
    }
}

#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DESK(test_records__of_an_import__are_what_the_contract_says),
        WITH_DESK(test_chunk__with_rows_of_every_kind__has_a_verdict_for_each),
        WITH_DESK(test_external_id__that_is_taken__is_named_by_its_own_column),
        WITH_DESK(test_chunk__sent_again__gets_its_first_verdicts_and_adds_nothing),
        WITH_DESK(test_chunk__sent_twice_in_one_batch__is_done_once),
        WITH_DESK(test_verdicts__of_a_chunk_sent_again_in_hindi__are_said_in_hindi),
        WITH_DESK(test_chunk__that_is_not_the_one_before__is_refused),
        WITH_DESK(test_chunk__overlapped_from_a_full_chunk_before__is_refused),
        WITH_DESK(test_import__of_another_caller_or_with_other_settings__is_refused),
        WITH_DESK(test_validation__of_a_chunk__stores_nothing),
        WITH_DESK(test_get_import__of_two_chunks__adds_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
