/* Records as they once lay in a store: format byte, checksum and body under their key. */
#include "../store/store_fixture.h"
#include "golden.h"
#include "store/store_private.h"

static struct fixture *fixture;

static void plant(struct store_bytes key, struct store_bytes raw)
{
    MDB_val stands = record_value(key), value = record_value(raw);
    struct store_txn *txn;

    assert_int_equal(store_begin_write(fixture->store, &txn), 0);
    assert_int_equal(mdb_put(txn->handle, store_table_handle(fixture->store, PEOPLE), &stands, &value, 0), 0);
    assert_int_equal(store_commit(txn), 0);
}

static void check_stored(const char *path)
{
    CLEANUP(buffer_deinit) struct buffer file = {0}, message = {0};
    char of_message[GOLDEN_PATH_BYTES];
    struct store_bytes body;
    struct store_txn *txn;
    struct part parts[2];
    MDB_val stands, raw;

    golden_read(path, &file);
    assert_int_equal(golden_split(&file, parts, 2), 2);
    const char *name = strstr(path, "/stored/") + strlen("/stored/");
    snprintf(of_message, sizeof(of_message), "%s/messages/%.*sbin", GOLDEN_FOLDER,
             (int)(strlen(name) - strlen("stored")), name);
    golden_read(of_message, &message);
    struct store_bytes key = {parts[0].data, parts[0].length};

    /* What was written then is read now ... */
    plant(key, (struct store_bytes){parts[1].data, parts[1].length});
    assert_int_equal(store_begin_read(fixture->store, &txn), 0);
    int result = store_get(txn, PEOPLE, key, &body);
    bool is_same = result == 0 && body.length == message.length && memcmp(body.data, message.data, body.length) == 0;
    store_abort(txn);
    if (!is_same)
        fail_msg("%s: a stored record is not read as it was written: %d %s", path, result, error_trail());

    /* ... and what is written now is what was written then. */
    assert_int_equal(store_begin_write(fixture->store, &txn), 0);
    assert_int_equal(store_put(txn, PEOPLE, key, (struct store_bytes){message.data, message.length}), 0);
    assert_int_equal(store_commit(txn), 0);
    assert_int_equal(store_begin_read(fixture->store, &txn), 0);
    stands = record_value(key);
    assert_int_equal(mdb_get(txn->handle, store_table_handle(fixture->store, PEOPLE), &stands, &raw), 0);
    is_same = raw.mv_size == parts[1].length && memcmp(raw.mv_data, parts[1].data, raw.mv_size) == 0;
    store_abort(txn);
    if (!is_same)
        fail_msg("%s: a record is written as other bytes than it was", path);
}

static int setup(void **state)
{
    int result = fixture_setup(state);

    fixture = *state;
    return result;
}

static void test_stored_records__as_they_were__are_read_and_written_the_same(void **state)
{
    /* Would catch: a store of an earlier release whose records are all damaged, because the checksum or the format
     * changed. */
    (void)state;

    assert_true(golden_each("stored", ".stored", check_stored) >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_stored_records__as_they_were__are_read_and_written_the_same, setup,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
