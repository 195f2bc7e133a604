/*
 * Opening an environment: who is kept out, which schema is refused, how an older one is brought up, and what lasts from
 * one opening to the next.
 */
#include "store_fixture.h"

#include "store/store_private.h"

static void test_open__while_the_store_is_open__is_refused(void **state)
{
    /* Catches: two processes that write one environment, each with a queue and a memory of its own. */
    struct fixture *fixture = *state;
    struct store *second;
    assert_true(store_open(&second, &fixture->options) < 0);
    assert_null(second);
    assert_trail_has("open in another process");

    put_now(fixture, "asha", "still works");
    fixture_reopen(fixture);
    assert_holds(fixture, "asha", "still works");
}

static void open_and_expect_refusal(struct fixture *fixture)
{
    struct store *second;
    _exit(store_open(&second, &fixture->options) < 0 ? 0 : 1);
}

static void test_open__in_a_second_process__is_refused(void **state)
{
    /* Catches: a lock that only the own process sees. */
    struct fixture *fixture = *state;
    struct store *store = fixture->store;
    fixture->store = NULL; /* the child does not touch it, but the lock is ours */
    assert_int_equal(in_child(open_and_expect_refusal, fixture), 0);
    fixture->store = store;
}

static void test_probe__of_any_folder__says_how_an_open_would_go_and_changes_nothing(void **state)
{
    /* Catches: a check that makes the store, or takes its lock from a service; one that is content with any folder. */
    struct fixture *fixture = *state;
    char path[sizeof fixture->path + 16];
    snprintf(path, sizeof path, "%s/new", fixture->options.path);
    assert_int_equal(store_probe(path), STORE_NOT_FOUND);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(store_probe(path), STORE_NOT_FOUND);
    assert_int_equal(rmdir(path), 0); /* still empty */

    assert_true(store_probe(fixture->options.path) < 0);
    assert_trail_has("open in another process");
    fixture_close(fixture);
    assert_int_equal(store_probe(fixture->options.path), 0);
    assert_int_equal(store_probe(fixture->options.path), 0);
    fixture_open(fixture);

    snprintf(path, sizeof path, "%s/data.mdb", fixture->options.path);
    assert_true(store_probe(path) < 0);
}

static void test_open__with_an_older_program__is_refused_and_changes_nothing(void **state)
{
    /* Catches: an older program that writes into records it does not understand, or that marks them as its own. */
    struct fixture *fixture = *state;
    fixture->options.schema = 2;
    fixture_open(fixture);
    put_now(fixture, "asha", "schema two");
    uint64_t epoch = store_epoch(fixture->store);
    fixture_close(fixture);

    fixture->options.schema = 1;
    struct store *older;
    assert_int_equal(store_open(&older, &fixture->options), STORE_NEWER);
    assert_null(older);

    fixture->options.schema = 2;
    fixture_open(fixture);
    assert_holds(fixture, "asha", "schema two");
    assert_int_equal(store_epoch(fixture->store), epoch);
}

static unsigned steps_seen;

static int migrate_by_suffix(struct store_txn *txn, uint32_t from)
{
    struct store_bytes value;
    assert_int_equal(store_get(txn, PEOPLE, text("asha"), &value), 0);
    char changed[64];
    snprintf(changed, sizeof(changed), "%.*s+%u", (int)value.length, (const char *)value.data, from + 1);
    steps_seen++;
    return store_put(txn, PEOPLE, text("asha"), text(changed));
}

static int migrate_in_vain(struct store_txn *txn, uint32_t from)
{
    assert_int_equal(store_put(txn, PEOPLE, text("asha"), text("half way")), 0);
    return from == 1 ? 0 : error_raise("the second step fails");
}

/* Open the copy that a migration left, as a store of schema 1 of its own. */
static void open_copy(struct fixture *copy, const struct fixture *original, const char *name)
{
    *copy = *original;
    snprintf(copy->path, sizeof(copy->path), "%s/copy", original->folder);
    copy->options.path = copy->path;
    copy->options.schema = 1;
    char from[sizeof copy->path * 2];
    char to[sizeof copy->path + sizeof "/data.mdb"];
    snprintf(from, sizeof(from), "%s/%s", original->path, name);
    snprintf(to, sizeof(to), "%s/data.mdb", copy->path);
    assert_int_equal(mkdir(copy->path, 0700), 0);
    assert_int_equal(link(from, to), 0);
    fixture_open(copy);
}

static void test_open__of_an_older_schema__migrates_once_and_keeps_a_copy(void **state)
{
    /* Catches: steps that are left out or run again at the next start, and a migration without a way back. */
    struct fixture *fixture = *state;
    fixture_open(fixture);
    put_now(fixture, "asha", "one");
    uint64_t epoch = store_epoch(fixture->store);
    fixture_close(fixture);

    steps_seen = 0;
    fixture->options.schema = 3;
    fixture->options.migrate = migrate_by_suffix;
    fixture_open(fixture);
    assert_int_equal(steps_seen, 2);
    assert_holds(fixture, "asha", "one+2+3");
    assert_int_equal(store_epoch(fixture->store), epoch);
    fixture_reopen(fixture);
    assert_int_equal(steps_seen, 2);
    assert_holds(fixture, "asha", "one+2+3");

    struct fixture copy;
    open_copy(&copy, fixture, "before-schema-3.mdb");
    assert_holds(&copy, "asha", "one");
    fixture_close(&copy);
}

static void test_open__whose_migration_fails__leaves_the_older_schema(void **state)
{
    /* Catches: a migration that is committed step by step, so that a failure strands the store between two schemas. */
    struct fixture *fixture = *state;
    fixture_open(fixture);
    put_now(fixture, "asha", "one");
    fixture_close(fixture);

    struct store *store;
    fixture->options.schema = 3;
    fixture->options.migrate = migrate_in_vain;
    assert_true(store_open(&store, &fixture->options) < 0);
    assert_trail_has("migrate from schema 2: the second step fails");
    fixture->options.migrate = NULL;
    assert_true(store_open(&store, &fixture->options) < 0);
    assert_trail_has("no way from schema 1 to schema 3");

    fixture->options.schema = 1;
    fixture_open(fixture);
    assert_holds(fixture, "asha", "one");
    fixture_close(fixture);
    fixture->options.schema = 3;
    fixture->options.migrate = migrate_by_suffix;
    fixture_open(fixture); /* over the copy that the failed attempts left */
    assert_holds(fixture, "asha", "one+2+3");
}

static void test_open__of_a_damaged_meta_record__fails_and_names_it(void **state)
{
    /* Catches: an environment whose schema cannot be read being taken for a new one. */
    struct fixture *fixture = *state;
    uint8_t secret[32];
    memcpy(secret, store_secret(fixture->store), sizeof(secret));
    spoil(fixture, secret, sizeof(secret), 0, "\0\0\0\0", 4);
    fixture_close(fixture);

    struct store *store;
    assert_true(store_open(&store, &fixture->options) < 0);
    assert_trail_has("table meta");
    assert_trail_has("736563726574"); /* "secret" */
}

static void test_open__of_a_foreign_environment__fails(void **state)
{
    /* Catches: our tables being put among the tables of another program. */
    struct fixture *fixture = *state;
    assert_int_equal(mkdir(fixture->path, 0700), 0);
    MDB_env *env;
    MDB_txn *txn;
    MDB_dbi table;
    assert_int_equal(mdb_env_create(&env), 0);
    assert_int_equal(mdb_env_set_maxdbs(env, 2), 0);
    assert_int_equal(mdb_env_open(env, fixture->path, 0, 0600), 0);
    assert_int_equal(mdb_txn_begin(env, NULL, 0, &txn), 0);
    assert_int_equal(mdb_dbi_open(txn, "theirs", MDB_CREATE, &table), 0);
    assert_int_equal(mdb_txn_commit(txn), 0);
    mdb_env_close(env);

    struct store *store;
    assert_true(store_open(&store, &fixture->options) < 0);
    assert_trail_has("not an environment of this program");
}

static void test_open__without_the_folder_above__fails(void **state)
{
    /* Catches: a mistyped path that silently becomes an empty store. */
    struct fixture *fixture = *state;
    char path[128];
    snprintf(path, sizeof(path), "%s/missing/data", fixture->folder);
    fixture->options.path = path;
    struct store *store;
    assert_true(store_open(&store, &fixture->options) < 0);
    assert_trail_has("missing/data");
}

static void test_identity__lasts_and_differs_from_store_to_store(void **state)
{
    /* Catches: an epoch or a secret made anew at every start (all cursors and tokens void), or the same everywhere. */
    struct fixture *fixture = *state;
    uint64_t epoch = store_epoch(fixture->store);
    uint8_t secret[32];
    memcpy(secret, store_secret(fixture->store), sizeof(secret));
    assert_true(epoch != 0);
    fixture_reopen(fixture);
    assert_int_equal(store_epoch(fixture->store), epoch);
    assert_memory_equal(store_secret(fixture->store), secret, sizeof(secret));

    void *other_state;
    fixture_setup(&other_state);
    struct fixture *other = other_state;
    assert_true(store_epoch(other->store) != epoch);
    assert_memory_not_equal(store_secret(other->store), secret, sizeof(secret));
    fixture_teardown(&other_state);
}

static void test_folder__and_files__are_for_the_owner_alone(void **state)
{
    /* Catches: personal data that every account of the machine can read. */
    struct fixture *fixture = *state;
    static const char *const names[] = {"", "/data.mdb", "/lock.mdb", "/lock"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char path[sizeof fixture->path + 16];
        struct stat status;
        snprintf(path, sizeof(path), "%s%s", fixture->path, names[i]);
        assert_int_equal(stat(path, &status), 0);
        assert_int_equal(status.st_mode & 077, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_open__while_the_store_is_open__is_refused, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_open__in_a_second_process__is_refused, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_probe__of_any_folder__says_how_an_open_would_go_and_changes_nothing,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_open__with_an_older_program__is_refused_and_changes_nothing,
                                        fixture_prepare, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_open__of_an_older_schema__migrates_once_and_keeps_a_copy, fixture_prepare,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_open__whose_migration_fails__leaves_the_older_schema, fixture_prepare,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_open__of_a_damaged_meta_record__fails_and_names_it, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_open__of_a_foreign_environment__fails, fixture_prepare, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_open__without_the_folder_above__fails, fixture_prepare, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_identity__lasts_and_differs_from_store_to_store, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_folder__and_files__are_for_the_owner_alone, fixture_setup,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests_name("environment", tests, NULL, NULL);
}
