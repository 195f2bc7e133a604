/*
 * Room: what is refused before anything is written, and that a full disk is met by store_reserve(), or harms no commit.
 * The full disk is a small tmpfs in a mount namespace of the test's own; where the machine does not allow that, that
 * one test is skipped.
 */
#include "store_fixture.h"

#include "base/bytes.h"

#include <sched.h>
#include <sys/mount.h>

static struct store_usage usage(struct fixture *fixture)
{
    struct store_usage usage;
    assert_int_equal(store_usage(fixture->store, &usage), 0);
    return usage;
}

static void test_reserve__of_more_than_the_map__is_full(void **state)
{
    /* Catches: sums that overflow, and a batch that is let in though the map cannot hold it. */
    struct fixture *fixture = *state;
    assert_int_equal(store_reserve(fixture->store, SIZE_MAX), STORE_FULL);
    assert_int_equal(store_reserve(fixture->store, 64u << 20), STORE_FULL);
    assert_int_equal(store_reserve(fixture->store, (64u << 20) - usage(fixture).used_bytes), 0);
    assert_true(usage(fixture).disk_bytes >= 64u << 20);
    put_now(fixture, "asha", "goes on");
    assert_holds(fixture, "asha", "goes on");
}

static void test_reserve__takes_blocks_in_steps__and_commits_use_them(void **state)
{
    /* Catches: a system call per batch, blocks taken twice, and pages counted as used because the file is longer. */
    struct fixture *fixture = *state;
    struct store_usage fresh = usage(fixture);
    assert_int_equal(fresh.map_bytes, 64u << 20);
    assert_true(fresh.used_bytes < 1 << 20);
    assert_int_equal(store_reserve(fixture->store, 1 << 20), 0);
    struct store_usage first = usage(fixture);
    assert_true(first.disk_bytes >= 17u << 20);
    assert_true(first.disk_bytes < 18u << 20);
    assert_int_equal(first.used_bytes, fresh.used_bytes);

    for (unsigned batch = 0; batch < 100; batch++) {
        assert_int_equal(store_reserve(fixture->store, 1 << 20), 0);
        put_now(fixture, "asha", "again and again");
    }
    assert_int_equal(usage(fixture).disk_bytes, first.disk_bytes);
    fixture_reopen(fixture);
    assert_holds(fixture, "asha", "again and again");
    assert_int_equal(store_reserve(fixture->store, 1 << 20), 0);
    assert_true(usage(fixture).disk_bytes < 18u << 20);
}

enum { SKIPPED = 77, STEP_BYTES = 1 << 20 };

static bool write_line(const char *path, const char *line)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    bool written = file >= 0 && write(file, line, strlen(line)) == (ssize_t)strlen(line);
    if (file >= 0)
        close(file);
    return written;
}

/* Mounts of our own: as root at once, else as the root of a namespace of users in which we are the only one. */
static bool enter_own_mounts(void)
{
    if (unshare(CLONE_NEWNS) == 0)
        return true;
    char users[32];
    char groups[32];
    snprintf(users, sizeof(users), "0 %u 1", getuid());
    snprintf(groups, sizeof(groups), "0 %u 1", getgid());
    return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && write_line("/proc/self/setgroups", "deny") &&
           write_line("/proc/self/uid_map", users) && write_line("/proc/self/gid_map", groups);
}

static void mount_small_disk(struct fixture *fixture)
{
    if (!enter_own_mounts())
        _exit(SKIPPED);
    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
    if (mount("tmpfs", fixture->folder, "tmpfs", 0, "size=4m") != 0)
        _exit(SKIPPED);
}

/* Reserve and write batches until the disk has no room. Return: how many were committed. */
static uint32_t fill_disk(struct fixture *fixture)
{
    static const uint8_t body[STEP_BYTES / 2];
    for (uint32_t batches = 0;; batches++) {
        int result = store_reserve(fixture->store, STEP_BYTES);
        if (result == STORE_FULL)
            return batches;
        assert_int_equal(result, 0);
        uint8_t key[4];
        bytes_put32(key, batches);
        struct store_txn *txn = begin_write(fixture);
        assert_int_equal(
            store_put(txn, NAMES, (struct store_bytes){key, sizeof(key)}, (struct store_bytes){body, sizeof(body)}), 0);
        assert_int_equal(store_commit(txn), 0);
    }
}

static void meet_a_full_disk(struct fixture *fixture)
{
    mount_small_disk(fixture);
    fixture_open(fixture);
    put_now(fixture, "asha", "before");
    char ballast[128];
    snprintf(ballast, sizeof(ballast), "%s/ballast", fixture->folder);
    int file = open(ballast, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_int_equal(posix_fallocate(file, 0, STEP_BYTES), 0);

    uint32_t batches = fill_disk(fixture);
    assert_true(batches >= 2);
    assert_holds(fixture, "asha", "before");
    assert_int_equal(store_reserve(fixture->store, STEP_BYTES), STORE_FULL);
    assert_int_equal(unlink(ballast), 0);
    close(file);
    assert_true(fill_disk(fixture) >= 1);
    fixture_reopen(fixture);
    assert_holds(fixture, "asha", "before");
    fixture_close(fixture);
    _exit(0);
}

static void test_full_disk__is_met_by_reserve__and_never_by_a_commit(void **state)
{
    /* Catches: a disk that fills up ending the service, and a service that stays full when there is room again. */
    struct fixture *fixture = *state;
    int status = in_child(meet_a_full_disk, fixture);
    if (WIFEXITED(status) && WEXITSTATUS(status) == SKIPPED)
        skip();
    assert_int_equal(status, 0);
}

static void commit_without_room(struct fixture *fixture)
{
    mount_small_disk(fixture);
    fixture_open(fixture);
    put_now(fixture, "asha", "before");
    static const uint8_t body[6 * STEP_BYTES];
    struct store_txn *txn = begin_write(fixture);
    put(txn, "asha", "changed");
    assert_int_equal(store_put(txn, NAMES, text("large"), (struct store_bytes){body, sizeof(body)}), 0);
    assert_int_equal(store_commit(txn), STORE_FULL);
    assert_holds(fixture, "asha", "before");
    put_now(fixture, "asha", "after"); /* into blocks that the failed one took */
    fixture_reopen(fixture);
    assert_holds(fixture, "asha", "after");
    fixture_close(fixture);
    _exit(0);
}

static void test_full_disk__met_by_a_commit__is_full_and_the_store_goes_on(void **state)
{
    /* Catches: a commit that did not reach the disk and is reported as done, or as a failure that ends the process. */
    struct fixture *fixture = *state;
    int status = in_child(commit_without_room, fixture);
    if (WIFEXITED(status) && WEXITSTATUS(status) == SKIPPED)
        skip();
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_reserve__of_more_than_the_map__is_full, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_reserve__takes_blocks_in_steps__and_commits_use_them, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_full_disk__met_by_a_commit__is_full_and_the_store_goes_on, fixture_prepare,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_full_disk__is_met_by_reserve__and_never_by_a_commit, fixture_prepare,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests_name("space", tests, NULL, NULL);
}
