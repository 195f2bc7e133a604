/*
 * The recorder of tests/fault: nothing that the store does to its files is missed, and images hold what the assumptions
 * of disk.h allow, no less and no more.
 */
#include "disk/disk.h"
#include "scratch.h"

#include "base/bytes.h"
#include "base/error.h"
#include "store/backup.h"
#include "store/outbox.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

static const char *const ignored[] = {"lock", "lock.mdb", NULL};
static const struct store_table tables[] = {{"names"}};

struct watch {
    char folder[SCRATCH_BYTES];
    int file;
    struct disk_record *record;
    struct disk_replay *replay;
    const struct disk_piece *pieces;
    size_t piece_count;
    uint8_t keep[64];
};

static void assert_verified(const struct disk_record *record)
{
    char why[256];
    if (disk_verify(record, why, sizeof why) != 0)
        fail_msg("%s", why);
}

/* A file "names" of two pages of `a`, there before the watch. */
static int setup(void **state)
{
    struct watch *watch = calloc(1, sizeof *watch);
    char path[SCRATCH_BYTES + 8], page[2 * DISK_PAGE_BYTES];
    assert_non_null(scratch_make(watch->folder));
    snprintf(path, sizeof path, "%s/names", watch->folder);
    watch->file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    memset(page, 'a', sizeof page);
    assert_int_equal(write(watch->file, page, sizeof page), sizeof page);
    assert_int_equal(disk_watch(watch->folder, ignored), 0);
    *state = watch;
    return 0;
}

static int teardown(void **state)
{
    struct watch *watch = *state;
    if (!watch->record)
        watch->record = disk_stop();
    disk_replay_free(watch->replay);
    disk_record_free(watch->record);
    close(watch->file);
    scratch_remove(watch->folder);
    free(watch);
    return 0;
}

static void put(const struct watch *watch, off_t offset, size_t length, char letter)
{
    char bytes[2 * DISK_PAGE_BYTES];
    memset(bytes, letter, length);
    assert_int_equal(pwrite(watch->file, bytes, length, offset), length);
}

static void at(struct watch *watch, size_t steps)
{
    if (!watch->record)
        watch->record = disk_stop();
    if (!watch->replay)
        watch->replay = disk_replay_new(watch->record);
    watch->pieces = disk_replay_to(watch->replay, steps, &watch->piece_count);
    assert_true(watch->piece_count <= sizeof watch->keep);
    memset(watch->keep, 0, sizeof watch->keep);
}

/* The one file of the image. */
static const struct disk_content *image(struct watch *watch)
{
    size_t count;
    const struct disk_found *found = disk_replay_image(watch->replay, watch->keep, &count);
    assert_int_equal(count, 1);
    return found->content;
}

static void test_writes__are_lost_or_kept_page_by_page__until_they_are_synced(void **state)
{
    /* Catches: images that keep what was never synced, or lose what was. */
    struct watch *watch = *state;
    put(watch, 0, 2 * DISK_PAGE_BYTES, 'b');
    assert_int_equal(fdatasync(watch->file), 0);
    put(watch, 0, 1, 'c');
    at(watch, 2); /* the sync has not returned */
    assert_int_equal(watch->piece_count, 2);
    assert_int_equal(image(watch)->bytes[0], 'a');
    watch->keep[1] = DISK_WHOLE;
    assert_int_equal(image(watch)->bytes[0], 'a');
    assert_int_equal(image(watch)->bytes[DISK_PAGE_BYTES], 'b');
    assert_int_equal(image(watch)->bytes[2 * DISK_PAGE_BYTES - 1], 'b');
    watch->keep[1] = 0;
    assert_int_equal(image(watch)->bytes[DISK_PAGE_BYTES], 'a');
    at(watch, 3);
    assert_int_equal(watch->piece_count, 1);
    assert_int_equal(image(watch)->bytes[0], 'b');
    watch->keep[0] = DISK_WHOLE;
    assert_int_equal(image(watch)->bytes[0], 'c');
    assert_int_equal(image(watch)->bytes[1], 'b');
}

static void test_a_page__may_be_torn_between_sectors__and_not_inside(void **state)
{
    struct watch *watch = *state;
    put(watch, 100, DISK_PAGE_BYTES, 'b');
    at(watch, 2);
    assert_int_equal(watch->piece_count, 2);
    assert_int_equal(watch->pieces[0].sectors, DISK_WHOLE);
    assert_int_equal(watch->pieces[1].sectors, 1);
    watch->keep[0] = 1 << 1;
    const struct disk_content *content = image(watch);
    assert_int_equal(content->bytes[DISK_SECTOR_BYTES - 1], 'a');
    assert_int_equal(content->bytes[DISK_SECTOR_BYTES], 'b');
    assert_int_equal(content->bytes[2 * DISK_SECTOR_BYTES - 1], 'b');
    assert_int_equal(content->bytes[2 * DISK_SECTOR_BYTES], 'a');
    assert_int_equal(content->length, 2 * DISK_PAGE_BYTES);
}

static void test_a_sector_written_twice__never_holds_the_later_bytes_without_the_earlier(void **state)
{
    struct watch *watch = *state;
    put(watch, 0, 10, 'b');
    put(watch, 600, 10, 'b');
    put(watch, 5, 600, 'c');
    at(watch, 4);
    watch->keep[2] = 1; /* the first sector of the last write alone */
    const struct disk_content *content = image(watch);
    assert_int_equal(content->bytes[0], 'b');
    assert_int_equal(content->bytes[5], 'c');
    assert_int_equal(content->bytes[600], 'a');
}

static void test_a_write_through_a_synchronous_descriptor__lasts_when_it_has_returned(void **state)
{
    /* Catches: a meta page that counts as open (every image would be one commit behind), or as lasting too early. */
    struct watch *watch = *state;
    char path[SCRATCH_BYTES + 8];
    snprintf(path, sizeof path, "%s/names", watch->folder);
    int file = open(path, O_WRONLY | O_DSYNC | O_CLOEXEC);
    put(watch, 0, 20, 'b');
    put(watch, 500, 200, 'b');
    assert_int_equal(pwrite(file, "d", 1, 7), 1);
    close(file);
    at(watch, 3);
    assert_int_equal(watch->piece_count, 3);
    assert_int_equal(image(watch)->bytes[7], 'a');
    at(watch, 4);
    assert_int_equal(watch->piece_count, 1);
    assert_int_equal(image(watch)->bytes[7], 'd');
    assert_int_equal(image(watch)->bytes[8], 'b'); /* the sector went to the disk as it was */
    assert_int_equal(image(watch)->bytes[500], 'b');
    assert_int_equal(image(watch)->bytes[600], 'a');
    watch->keep[0] = DISK_WHOLE;
    assert_int_equal(image(watch)->bytes[7], 'd'); /* and what was open before does not come over it */
    assert_int_equal(image(watch)->bytes[600], 'b');
    assert_verified(watch->record);
}

static void test_lengths_and_growth__are_open_until_synced(void **state)
{
    struct watch *watch = *state;
    assert_int_equal(posix_fallocate(watch->file, 0, 1 << 20), 0);
    put(watch, 3 * DISK_PAGE_BYTES, 10, 'b');
    assert_int_equal(ftruncate(watch->file, DISK_PAGE_BYTES), 0);
    at(watch, 4);
    assert_int_equal(watch->piece_count, 3);
    assert_int_equal(image(watch)->length, 2 * DISK_PAGE_BYTES);
    watch->keep[1] = DISK_WHOLE;
    assert_int_equal(image(watch)->length, 3 * DISK_PAGE_BYTES + 10);
    watch->keep[0] = DISK_WHOLE;
    assert_int_equal(image(watch)->length, 1 << 20);
    watch->keep[2] = DISK_WHOLE;
    assert_int_equal(image(watch)->length, DISK_PAGE_BYTES);
    memset(watch->keep, 0, sizeof watch->keep);
    assert_int_equal(image(watch)->length, 2 * DISK_PAGE_BYTES);
    assert_int_equal(image(watch)->bytes[2 * DISK_PAGE_BYTES - 1], 'a');
    assert_verified(watch->record);
}

static void test_names__are_open_until_their_folder_is_synced(void **state)
{
    struct watch *watch = *state;
    size_t count;
    int folder = open(watch->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int file = openat(folder, "new.part", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_int_equal(write(file, "new", 3), 3);
    assert_int_equal(fsync(file), 0);
    assert_int_equal(renameat(folder, "new.part", folder, "names"), 0);
    assert_int_equal(fsync(folder), 0);
    close(file);
    close(folder);
    at(watch, 5); /* the sync of the folder has not returned */
    assert_int_equal(watch->piece_count, 2);
    assert_int_equal(image(watch)->bytes[0], 'a');
    watch->keep[1] = DISK_WHOLE;
    assert_int_equal(image(watch)->bytes[0], 'n');
    watch->keep[0] = DISK_WHOLE;
    watch->keep[1] = 0;
    disk_replay_image(watch->replay, watch->keep, &count);
    assert_int_equal(count, 2);
    at(watch, 6);
    assert_int_equal(watch->piece_count, 0);
    assert_int_equal(image(watch)->bytes[0], 'n');
    assert_verified(watch->record);
}

static void test_verify__finds_a_write_that_was_not_noted(void **state)
{
    /* Catches: a verification that cannot fail. */
    struct watch *watch = *state;
    char why[256];
    put(watch, 0, 10, 'b');
    assert_int_equal(syscall(SYS_pwrite64, watch->file, "x", 1, 5000), 1);
    watch->record = disk_stop();
    assert_int_not_equal(disk_verify(watch->record, why, sizeof why), 0);
    assert_non_null(strstr(why, "the first 5000 agree"));
}

static void test_an_image__is_laid_down_as_files(void **state)
{
    struct watch *watch = *state;
    size_t count;
    char stranger[SCRATCH_BYTES + 16];
    put(watch, 0, 10, 'b');
    at(watch, 2);
    snprintf(stranger, sizeof stranger, "%s/stranger", watch->folder);
    close(open(stranger, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    const struct disk_found *found = disk_replay_image(watch->replay, watch->keep, &count);
    assert_int_equal(disk_lay_down(watch->record, found, count, watch->folder), 0);
    assert_int_equal(access(stranger, F_OK), -1);
    char byte;
    int file = openat(AT_FDCWD, watch->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int names = openat(file, "names", O_RDONLY | O_CLOEXEC);
    assert_int_equal(pread(names, &byte, 1, 0), 1);
    assert_int_equal(byte, 'a');
    close(names);
    close(file);
}

static void test_trouble__comes_where_it_was_ordered(void **state)
{
    struct watch *watch = *state;
    const struct disk_trouble room = {.room_bytes = 3 * DISK_PAGE_BYTES};
    const struct disk_trouble broken = {.fail_at = 2, .fail_with = EIO};
    const struct disk_trouble deaf = {.deaf = true};
    disk_trouble(&room);
    assert_int_equal(posix_fallocate(watch->file, 0, 4 * DISK_PAGE_BYTES), ENOSPC);
    assert_int_equal(pwrite(watch->file, "b", 1, 2 * DISK_PAGE_BYTES), 1);
    assert_int_equal(pwrite(watch->file, "b", 1, 3 * DISK_PAGE_BYTES), -1);
    assert_int_equal(errno, ENOSPC);
    disk_trouble(&broken);
    assert_int_equal(pwrite(watch->file, "b", 1, 0), 1);
    assert_int_equal(fdatasync(watch->file), -1);
    assert_int_equal(errno, EIO);
    assert_int_equal(fdatasync(watch->file), 0);
    disk_trouble(&deaf);
    put(watch, 0, 10, 'c');
    assert_int_equal(fdatasync(watch->file), 0);
    at(watch, disk_steps() + 1);
    assert_int_equal(watch->piece_count, 1);
    assert_verified(watch->record);
}

static void commit_some(struct store *store, uint32_t number)
{
    struct store_txn *txn;
    uint8_t key[4], body[3000];
    bytes_put32(key, number * 7919);
    memset(body, (int)number, sizeof body);
    assert_int_equal(store_reserve(store, 1 << 16), 0);
    assert_int_equal(store_begin_write(store, &txn), 0);
    for (unsigned i = 0; i <= number % 5; i++, key[0]++)
        assert_int_equal(store_put(txn, 0, (struct store_bytes){key, 4}, (struct store_bytes){body, sizeof body}), 0);
    assert_int_equal(store_commit(txn), 0);
}

static void test_nothing_that_a_store_does__is_missed(void **state)
{
    /* Catches: a way to the disk (of LMDB, of a backup) that the recorder does not know. */
    struct watch *watch = *state;
    struct store *store;
    char backups[SCRATCH_BYTES + 16];
    struct store_backup backup;
    const struct store_options options = {.service = "registration",
                                          .path = watch->folder,
                                          .tables = tables,
                                          .table_count = 1,
                                          .schema = 1,
                                          .map_bytes = 64u << 20};
    assert_int_equal(store_open(&store, &options), 0);
    for (uint32_t i = 0; i < 20; i++)
        commit_some(store, i);
    snprintf(backups, sizeof backups, "%s/backups", watch->folder);
    const struct store_backup_options where = {.folder = backups, .taken_at_ms = 1000, .keep = 1};
    const struct store_backup_options later = {.folder = backups, .taken_at_ms = 2000, .keep = 1};
    assert_int_equal(store_backup(store, &where, &backup), 0);
    assert_int_equal(store_backup(store, &later, &backup), 0);
    store_close(store);
    watch->record = disk_stop();
    size_t kinds[DISK_SYNC_NAMES + 1] = {0}, lasting = 0;
    for (size_t i = 0; i < watch->record->count; i++) {
        kinds[watch->record->steps[i].kind]++;
        lasting += watch->record->steps[i].lasting;
    }
    for (size_t i = 0; i <= DISK_SYNC_NAMES; i++)
        assert_int_not_equal(kinds[i], 0);
    assert_in_range(lasting, 21, 24); /* a meta page for each commit: of opening, of ours, of the marks of backups */
    assert_verified(watch->record);
}

static void open_image(const struct watch *watch, const struct disk_found *found, size_t count, const char *folder)
{
    struct store *store;
    const struct store_options options = {.service = "registration",
                                          .path = folder,
                                          .tables = tables,
                                          .table_count = 1,
                                          .schema = 1,
                                          .map_bytes = 1u << 20};
    assert_int_equal(disk_lay_down(watch->record, found, count, folder), 0);
    if (store_open(&store, &options) != 0)
        fail_msg("%s", error_trail());
    store_close(store);
}

static void test_a_store_that_is_being_made__can_be_opened_after_a_cut_at_any_moment(void **state)
{
    /* Catches: a first start into a power cut, after which no start succeeds any more. */
    struct watch *watch = *state;
    struct store *store;
    char made[SCRATCH_BYTES + 8], image_folder[SCRATCH_BYTES];
    const struct store_options options = {.path = made,
                                          .tables = tables,
                                          .table_count = 1,
                                          .schema = 1,
                                          .map_bytes = 1u << 20,
                                          .service = "registration"};
    assert_non_null(scratch_make(image_folder));
    disk_record_free(disk_stop());
    snprintf(made, sizeof made, "%s/made", watch->folder);
    assert_int_equal(mkdir(made, 0700), 0);
    assert_int_equal(disk_watch(made, ignored), 0);
    assert_int_equal(store_open(&store, &options), 0);
    store_close(store);
    at(watch, 0);
    for (size_t steps = 0; steps <= watch->record->count + 1; steps++) {
        at(watch, steps);
        assert_true(watch->piece_count <= 10);
        for (size_t subset = 0; subset < (size_t)1 << watch->piece_count; subset++) {
            size_t count;
            for (size_t i = 0; i < watch->piece_count; i++)
                watch->keep[i] = subset >> i & 1 ? DISK_WHOLE : 0;
            const struct disk_found *found = disk_replay_image(watch->replay, watch->keep, &count);
            open_image(watch, found, count, image_folder);
        }
    }
    scratch_remove(image_folder);
}

static void test_a_start__with_nothing_to_change__writes_nothing(void **state)
{
    /* Catches: a service that writes into a store that is damaged before anybody has looked. */
    struct watch *watch = *state;
    struct store *store;
    const struct store_options options = {.service = "registration",
                                          .path = watch->folder,
                                          .tables = tables,
                                          .table_count = 1,
                                          .schema = 1,
                                          .map_bytes = 1u << 20};
    assert_int_equal(store_open(&store, &options), 0);
    store_close(store);
    size_t before = disk_steps();
    assert_int_equal(store_open(&store, &options), 0);
    store_close(store);
    watch->record = disk_stop();
    for (size_t i = before; i < watch->record->count; i++)
        assert_int_equal(watch->record->steps[i].kind, DISK_SYNC_NAMES);
    assert_verified(watch->record);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WATCHED(test_writes__are_lost_or_kept_page_by_page__until_they_are_synced),
        WATCHED(test_a_page__may_be_torn_between_sectors__and_not_inside),
        WATCHED(test_a_sector_written_twice__never_holds_the_later_bytes_without_the_earlier),
        WATCHED(test_a_write_through_a_synchronous_descriptor__lasts_when_it_has_returned),
        WATCHED(test_lengths_and_growth__are_open_until_synced),
        WATCHED(test_names__are_open_until_their_folder_is_synced),
        WATCHED(test_verify__finds_a_write_that_was_not_noted),
        WATCHED(test_an_image__is_laid_down_as_files),
        WATCHED(test_trouble__comes_where_it_was_ordered),
        WATCHED(test_nothing_that_a_store_does__is_missed),
        WATCHED(test_a_start__with_nothing_to_change__writes_nothing),
        WATCHED(test_a_store_that_is_being_made__can_be_opened_after_a_cut_at_any_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
