/*
 * Records: what the checksum in front of every record must notice, and that whole records come back as they were put.
 */
#include "store_fixture.h"

#include "base/bytes.h"
#include "store/check.h"

static const char body_of_asha[] = "Asha Devi, Accounts Officer, Lucknow";
static const char body_of_ravi[] = "Ravi Kumar, Section Officer, Bhopal";

static void test_record__with_one_bit_flipped_on_the_disk__is_damaged(void **state)
{
    /* Catches: a read that passes on what a failing disk returns, or an error that does not say which record it was. */
    struct fixture *fixture = *state;
    put_now(fixture, "\x01\xab", body_of_asha);
    spoil(fixture, body_of_asha, sizeof(body_of_asha) - 1, 0, "B", 1);

    assert_int_equal(look_up(fixture, "\x01\xab"), STORE_DAMAGED);
    assert_trail_has("people");
    assert_trail_has("01ab");
}

static void test_record__with_a_spoilt_header__is_damaged(void **state)
{
    /* Catches: a checksum or a format byte that is not looked at. */
    struct fixture *fixture = *state;
    put_now(fixture, "asha", body_of_asha);
    put_now(fixture, "ravi", body_of_ravi);
    spoil(fixture, body_of_asha, sizeof(body_of_asha) - 1, 8, "\0\0", 2);
    spoil(fixture, body_of_ravi, sizeof(body_of_ravi) - 1, 9, "\x07", 1);

    assert_int_equal(look_up(fixture, "asha"), STORE_DAMAGED);
    assert_trail_has("checksum");
    assert_int_equal(look_up(fixture, "ravi"), STORE_DAMAGED);
    assert_trail_has("format");
}

static void test_record__copied_under_another_key__is_damaged(void **state)
{
    /* Catches: a checksum over the body alone, which a page written to the wrong place would satisfy. */
    struct fixture *fixture = *state;
    put_now(fixture, "asha", "body number one");
    put_now(fixture, "ravi", "body number two");
    struct store_txn *txn = begin_read(fixture);
    struct store_bytes value;
    assert_int_equal(store_get(txn, PEOPLE, text("asha"), &value), 0);
    uint8_t record[9 + 15];
    memcpy(record, (const uint8_t *)value.data - 9, sizeof(record));
    store_abort(txn);
    spoil(fixture, "body number two", 15, 9, record, sizeof(record));

    assert_int_equal(look_up(fixture, "ravi"), STORE_DAMAGED);
    assert_holds(fixture, "asha", "body number one");
}

/* The page of the data file that holds @bytes. */
static off_t page_with(int file, const char *bytes, char page[4096])
{
    for (off_t at = 0; pread(file, page, 4096, at) == 4096; at += 4096)
        if (memmem(page, 4096, bytes, strlen(bytes)) != NULL)
            return at;
    fail_msg("no page holds '%s'", bytes);
    return 0;
}

static void test_record__in_an_older_page_in_the_place_of_the_newer__is_damaged(void **state)
{
    /* Catches: what was true once, whole and under its own key, told as what is true. */
    struct fixture *fixture = *state;
    char path[256], page[4096], newer[4096];
    put_now(fixture, "asha", "what was said first");
    put_now(fixture, "asha", "what was said then");
    snprintf(path, sizeof(path), "%s/data.mdb", fixture->options.path);
    fixture_close(fixture);
    int file = open(path, O_RDWR | O_CLOEXEC);
    off_t place = page_with(file, "what was said then", newer);
    assert_int_not_equal(page_with(file, "what was said first", page), place);
    assert_int_equal(pwrite(file, page, sizeof(page), place), sizeof(page));
    close(file);
    fixture_open(fixture);

    assert_int_equal(look_up(fixture, "asha"), STORE_DAMAGED);
    assert_trail_has("not in its place");
}

#define BRANCH_FLAG 0x01
#define MOST_PAGES  256

/* Numbers of the pages of a data file that lie above others. */
static size_t branch_pages(int file, off_t pages[MOST_PAGES])
{
    uint8_t page[4096];
    size_t count = 0;
    for (off_t at = 2; pread(file, page, 4096, at * 4096) == 4096 && count < MOST_PAGES; at++)
        if (page[10] == BRANCH_FLAG && page[11] == 0)
            pages[count++] = at;
    return count;
}

static void swap_pages(int file, off_t a, off_t b)
{
    uint8_t one[4096], other[4096];
    assert_int_equal(pread(file, one, 4096, a * 4096), 4096);
    assert_int_equal(pread(file, other, 4096, b * 4096), 4096);
    assert_int_equal(pwrite(file, other, 4096, a * 4096), 4096);
    assert_int_equal(pwrite(file, one, 4096, b * 4096), 4096);
}

static void no_progress(void *context, uint64_t done, uint64_t total)
{
    (void)context, (void)done, (void)total;
}

static void no_damage(void *context, const char *what)
{
    (void)context, (void)what;
}

static void test_pages__of_two_tables_that_changed_places__are_found_by_the_check(void **state)
{
    /* Catches: records of another table, sound and under the same keys, in a store that is called sound. */
    static const struct store_check_hooks hooks = {no_progress, no_damage, NULL};
    struct fixture *fixture = *state;
    struct store_txn *txn = begin_write(fixture);
    off_t pages[MOST_PAGES];
    char path[256], person[200], name[200];
    for (unsigned i = 0; i < 400; i++) {
        char key[16];
        snprintf(key, sizeof(key), "%06u", i);
        snprintf(person, sizeof(person), "person %0150u", i);
        snprintf(name, sizeof(name), "a name %0150u", i);
        assert_int_equal(store_put(txn, PEOPLE, text(key), text(person)), 0);
        assert_int_equal(store_put(txn, NAMES, text(key), text(name)), 0);
    }
    assert_int_equal(store_commit(txn), 0);
    fixture_close(fixture);
    snprintf(path, sizeof(path), "%s/data.mdb", fixture->options.path);
    int file = open(path, O_RDWR | O_CLOEXEC);
    assert_int_equal(branch_pages(file, pages), 2); /* the two roots */
    struct store_report report;
    assert_int_equal(store_check_file(path, &hooks, &report), 0);
    swap_pages(file, pages[0], pages[1]);
    assert_int_equal(store_check_file(path, &hooks, &report), STORE_DAMAGED);
    assert_true(store_open(&fixture->store, &fixture->options) < 0);
    assert_trail_has("another one's place");
    swap_pages(file, pages[0], pages[1]);
    close(file);
    fixture_open(fixture); /* for the teardown */
}

static void test_record__that_is_damaged__leaves_its_neighbours_readable(void **state)
{
    /* Catches: one bad record that takes the page or the transaction with it. */
    struct fixture *fixture = *state;
    put_now(fixture, "asha", body_of_asha);
    put_now(fixture, "ravi", body_of_ravi);
    spoil(fixture, body_of_asha, sizeof(body_of_asha) - 1, 0, "B", 1);

    struct store_txn *txn = begin_read(fixture);
    struct store_bytes value;
    assert_int_equal(store_get(txn, PEOPLE, text("asha"), &value), STORE_DAMAGED);
    assert_int_equal(store_get(txn, PEOPLE, text("ravi"), &value), 0);
    assert_bytes(value, body_of_ravi);
    store_abort(txn);
    put_now(fixture, "asha", "mended");
    assert_holds(fixture, "asha", "mended");
}

static void test_record__of_any_size__comes_back_whole(void **state)
{
    /* Catches: a header that eats into the body, and a wrong length for records that need pages of their own. */
    struct fixture *fixture = *state;
    static const size_t sizes[] = {0, 1, 8, 9, 240, 241, 2000, 4096, 5000, 1 << 20};
    uint8_t *body = malloc(1 << 20);
    assert_non_null(body);
    for (size_t i = 0; i < 1 << 20; i++)
        body[i] = (uint8_t)(i * 31 + i / 251);

    struct store_txn *txn = begin_write(fixture);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        uint8_t key[4];
        bytes_put32(key, (uint32_t)sizes[i]);
        struct store_bytes value = {body, sizes[i]};
        assert_int_equal(store_put(txn, NAMES, (struct store_bytes){key, 4}, value), 0);
    }
    assert_int_equal(store_commit(txn), 0);
    fixture_reopen(fixture);

    txn = begin_read(fixture);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        uint8_t key[4];
        bytes_put32(key, (uint32_t)sizes[i]);
        struct store_bytes value;
        assert_int_equal(store_get(txn, NAMES, (struct store_bytes){key, 4}, &value), 0);
        assert_int_equal(value.length, sizes[i]);
        assert_memory_equal(value.data, body, sizes[i]);
    }
    store_abort(txn);
    free(body);
}

static void test_record__put_again__is_replaced(void **state)
{
    /* Catches: a put that refuses, appends to, or only partly overwrites what is there; a count that goes wrong. */
    struct fixture *fixture = *state;
    put_now(fixture, "asha", "a rather long first text");
    put_now(fixture, "asha", "short");
    assert_holds(fixture, "asha", "short");
    put_now(fixture, "asha", "");
    assert_holds(fixture, "asha", "");

    struct store_txn *txn = begin_read(fixture);
    uint64_t count;
    assert_int_equal(store_count(txn, PEOPLE, &count), 0);
    assert_int_equal(count, 1);
    assert_int_equal(store_count(txn, NAMES, &count), 0);
    assert_int_equal(count, 0);
    store_abort(txn);
}

static void test_record__deleted__is_not_found(void **state)
{
    /* Catches: a delete of a missing record that counts as a failure and breaks the batch. */
    struct fixture *fixture = *state;
    put_now(fixture, "asha", "here");
    struct store_txn *txn = begin_write(fixture);
    assert_int_equal(store_delete(txn, PEOPLE, text("nobody")), STORE_NOT_FOUND);
    assert_int_equal(store_delete(txn, PEOPLE, text("asha")), 0);
    assert_int_equal(store_delete(txn, PEOPLE, text("asha")), STORE_NOT_FOUND);
    put(txn, "ravi", "here");
    assert_int_equal(store_commit(txn), 0);

    assert_int_equal(look_up(fixture, "asha"), STORE_NOT_FOUND);
    assert_holds(fixture, "ravi", "here");
}

static void test_record__under_the_same_key_of_another_table__is_another_record(void **state)
{
    /* Catches: tables that share one key space. */
    struct fixture *fixture = *state;
    struct store_txn *txn = begin_write(fixture);
    assert_int_equal(store_put(txn, PEOPLE, text("key"), text("of people")), 0);
    assert_int_equal(store_put(txn, NAMES, text("key"), text("of names")), 0);
    assert_int_equal(store_delete(txn, NAMES, text("key")), 0);
    assert_int_equal(store_commit(txn), 0);
    assert_holds(fixture, "key", "of people");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_record__with_one_bit_flipped_on_the_disk__is_damaged, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_record__with_a_spoilt_header__is_damaged, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_record__copied_under_another_key__is_damaged, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_record__in_an_older_page_in_the_place_of_the_newer__is_damaged,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_pages__of_two_tables_that_changed_places__are_found_by_the_check,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_record__that_is_damaged__leaves_its_neighbours_readable, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_record__of_any_size__comes_back_whole, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_record__put_again__is_replaced, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_record__deleted__is_not_found, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_record__under_the_same_key_of_another_table__is_another_record,
                                        fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
