#pragma once
/*
 * What the tests of the store share: a folder of their own that is gone afterwards, short ways to put and get text, and
 * a hand that spoils bytes of the data file behind the store's back. Everything asserts, so that a test reads as its
 * story. A test that fails leaves its transaction open, at which the teardown stops the program before cmocka has said
 * why: CMOCKA_TEST_ABORT=1 shows it.
 */
#include "store/store.h"

#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PEOPLE, NAMES, TABLES };

static const struct store_table fixture_tables[TABLES] = {{"people"}, {"names"}};

struct fixture {
    char folder[64]; /* holds the store's folder, and what else a test needs */
    char path[128];
    struct store_options options;
    struct store *store;
};

static inline int fixture_remove(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status;
    (void)kind;
    (void)where;
    return remove(path);
}

static inline void fixture_open(struct fixture *fixture)
{
    int result = store_open(&fixture->store, &fixture->options);
    if (result != 0)
        fail_msg("store_open: %d, %s", result, error_trail());
}

static inline void fixture_close(struct fixture *fixture)
{
    store_close(fixture->store);
    fixture->store = NULL;
}

static inline void fixture_reopen(struct fixture *fixture)
{
    fixture_close(fixture);
    fixture_open(fixture);
}

/* A folder, and options for a store in it that is not open yet. */
static inline int fixture_prepare(void **state)
{
    struct fixture *fixture = calloc(1, sizeof(*fixture));
    assert_non_null(fixture);
    snprintf(fixture->folder, sizeof(fixture->folder), "/tmp/karmayogi-store-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    snprintf(fixture->path, sizeof(fixture->path), "%s/data", fixture->folder);
    fixture->options = (struct store_options){
        .path = fixture->path,
        .tables = fixture_tables,
        .table_count = TABLES,
        .schema = 1,
        .map_bytes = 64u << 20,
        .unsafe_no_sync = true,
    };
    *state = fixture;
    return 0;
}

static inline int fixture_setup(void **state)
{
    fixture_prepare(state);
    fixture_open(*state);
    return 0;
}

static inline int fixture_teardown(void **state)
{
    struct fixture *fixture = *state;
    fixture_close(fixture);
    assert_int_equal(nftw(fixture->folder, fixture_remove, 16, FTW_DEPTH | FTW_PHYS), 0);
    free(fixture);
    return 0;
}

static inline struct store_bytes text(const char *string)
{
    return (struct store_bytes){string, strlen(string)};
}

static inline struct store_txn *begin_write(struct fixture *fixture)
{
    struct store_txn *txn;
    assert_int_equal(store_begin_write(fixture->store, &txn), 0);
    return txn;
}

static inline struct store_txn *begin_read(struct fixture *fixture)
{
    struct store_txn *txn;
    assert_int_equal(store_begin_read(fixture->store, &txn), 0);
    return txn;
}

static inline void put(struct store_txn *txn, const char *key, const char *value)
{
    assert_int_equal(store_put(txn, PEOPLE, text(key), text(value)), 0);
}

/* Put in a transaction of its own. */
static inline void put_now(struct fixture *fixture, const char *key, const char *value)
{
    struct store_txn *txn = begin_write(fixture);
    put(txn, key, value);
    assert_int_equal(store_commit(txn), 0);
}

/* What store_get() returns for @key in a new snapshot. */
static inline int look_up(struct fixture *fixture, const char *key)
{
    struct store_txn *txn = begin_read(fixture);
    struct store_bytes value;
    int result = store_get(txn, PEOPLE, text(key), &value);
    store_abort(txn);
    return result;
}

static inline void assert_bytes(struct store_bytes bytes, const char *expected)
{
    assert_int_equal(bytes.length, strlen(expected));
    assert_memory_equal(bytes.data, expected, bytes.length);
}

static inline void assert_holds(struct fixture *fixture, const char *key, const char *expected)
{
    struct store_txn *txn = begin_read(fixture);
    struct store_bytes value;
    assert_int_equal(store_get(txn, PEOPLE, text(key), &value), 0);
    assert_bytes(value, expected);
    store_abort(txn);
}

static inline void assert_trail_has(const char *part)
{
    if (strstr(error_trail(), part) == NULL)
        fail_msg("the trail '%s' does not say '%s'", error_trail(), part);
}

/*
 * Write @spoilt over every place of the data file where the @length bytes at @bytes stand, @skip bytes before it. The
 * store need not be closed: LMDB reads the file through a shared mapping, which sees this.
 */
static inline void spoil(struct fixture *fixture, const void *bytes, size_t length, size_t skip, const void *spoilt,
                         size_t spoilt_length)
{
    char path[sizeof fixture->path + sizeof "/data.mdb"];
    snprintf(path, sizeof(path), "%s/data.mdb", fixture->path);
    int file = open(path, O_RDWR | O_CLOEXEC);
    assert_true(file >= 0);
    struct stat status;
    assert_int_equal(fstat(file, &status), 0);
    char *all = malloc((size_t)status.st_size);
    assert_non_null(all);
    assert_int_equal(pread(file, all, (size_t)status.st_size, 0), status.st_size);
    unsigned places = 0;
    for (char *at = all; (at = memmem(at, (size_t)(all + status.st_size - at), bytes, length)) != NULL; at++) {
        assert_int_equal(pwrite(file, spoilt, spoilt_length, at - all - (off_t)skip), (ssize_t)spoilt_length);
        places++;
    }
    assert_true(places > 0);
    free(all);
    close(file);
}

/* Run @story in a process of its own, with nothing open in it. Return: what waitpid() says. */
static inline int in_child(void (*story)(struct fixture *fixture), struct fixture *fixture)
{
    assert_null(fixture->store);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        dup2(nowhere, STDERR_FILENO);        /* an expected assertion should not look like a failure */
        setenv("CMOCKA_TEST_ABORT", "1", 1); /* and a failed one must not run the other tests a second time */
        story(fixture);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static inline void assert_killed_by(int status, int expected_signal)
{
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), expected_signal);
}
