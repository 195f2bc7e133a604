/*
 * images - see images.h. An image differs from the one before it in a few pages, and only those are written; opening
 * one as the service does costs more than making it. The image is opened in this process: should LMDB die over it, the
 * parent says what was being looked at.
 */
#include "images.h"

#include "base/hash.h"
#include "store/check.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#define MAP_BYTES      ((size_t)64 << 20) /* more than any image */
#define EXHAUSTIVE     6                  /* pieces: up to here every subset is tried */
#define ELSEWHERE_MOST 3                  /* images at a moment that a later one of the same window covers */
#define WALK_EVERY     16
#define RESEND_EVERY   96

/* Making the image */

static int open_image(struct images *images)
{
    char path[128];
    snprintf(path, sizeof path, "%s/data.mdb", images->folder);
    images->file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    return images->file < 0 ? error_system("open %s", path) : 0;
}

static void close_image(struct images *images)
{
    if (images->file >= 0)
        close(images->file);
    images->file = -1;
}

/* An image that is not a data file alone: of a store that is being made. */
static int lay_others(struct images *images, const struct disk_found *found, size_t count)
{
    close_image(images);
    return disk_lay_down(images->life->record, found, count, images->folder) == 0 ? 0 : error_system("lay an image");
}

static int lay(struct images *images, const struct disk_content *content)
{
    size_t filled = (content->filled + DISK_PAGE_BYTES - 1) / DISK_PAGE_BYTES * DISK_PAGE_BYTES;
    int result = images->file < 0 ? open_image(images) : 0;
    if (result)
        return result;
    /* What a look at the last image left behind is cut off, and the rest reads as zeros. */
    if (ftruncate(images->file, (off_t)filled) != 0 || filled > MAP_BYTES)
        return error_system("make room for an image");
    uint8_t *map = mmap(NULL, filled + 1, PROT_READ | PROT_WRITE, MAP_SHARED, images->file, 0);
    if (map == MAP_FAILED)
        return error_system("map an image");
    for (size_t at = 0; at < filled; at += DISK_PAGE_BYTES)
        if (memcmp(map + at, content->bytes + at, DISK_PAGE_BYTES) != 0)
            memcpy(map + at, content->bytes + at, DISK_PAGE_BYTES);
    munmap(map, filled + 1);
    return ftruncate(images->file, (off_t)content->length) == 0 ? 0 : error_system("set an image's length");
}

/* Whether it was not seen before. */
static bool remember(struct images *images, uint64_t hash)
{
    if (images->seen_count * 2 >= images->seen_room) {
        size_t room = images->seen_room ? images->seen_room * 2 : 4096;
        uint64_t *table = calloc(room, sizeof *table);
        assert_non_null(table);
        for (size_t i = 0; i < images->seen_room; i++) {
            size_t slot = images->seen[i] % room;
            while (images->seen[i] && table[slot])
                slot = (slot + 1) % room;
            if (images->seen[i])
                table[slot] = images->seen[i];
        }
        free(images->seen);
        images->seen = table;
        images->seen_room = room;
    }
    hash |= 1;
    size_t slot = hash % images->seen_room;
    for (; images->seen[slot]; slot = (slot + 1) % images->seen_room)
        if (images->seen[slot] == hash)
            return false;
    images->seen[slot] = hash;
    images->seen_count++;
    return true;
}

/* Looking at it */

static void note_damage(void *context, const char *what)
{
    snprintf(context, 256, "%s", what);
}

static void no_progress(void *context, uint64_t done, uint64_t total)
{
    (void)context, (void)done, (void)total;
}

static int walk(const struct images *images)
{
    char what[256] = "";
    struct store_report report;
    const struct store_check_hooks hooks = {no_progress, note_damage, what};
    int result = store_check_folder(images->folder, &hooks, &report);
    return result == 0 ? 0 : error_raise("store check says %d: %s", result, what);
}

static bool is_empty(struct store *store)
{
    struct store_txn *txn;
    uint64_t count = 0, all = 0;
    if (store_begin_read(store, &txn) != 0)
        return false;
    for (unsigned table = 0; table < STORED_TABLES; table++, all += count)
        if (store_count(txn, table, &count) != 0)
            count = 1;
    store_abort(txn);
    return all == 0;
}

/* As the service opens it. *@state: which of the expected ones it holds. Return: 0, or < 0 with a trail. */
static int look(const struct images *images, size_t least, size_t most, size_t *state)
{
    struct store *store;
    struct state held;
    int result = stored_open(&store, images->folder);
    if (result)
        return result < 0 ? result : error_raise("outcome %d", result);
    result = state_of(store, &held);
    bool empty = result == 0 && least == 0 && held.head == 0 && is_empty(store);
    store_close(store);
    if (result)
        return error_raise("a record is damaged: %s", error_trail());
    for (*state = least; *state <= most; ++*state)
        if (images->life->states[*state].digest == held.digest && images->life->states[*state].head == held.head)
            return 0;
    *state = 0;
    if (empty)
        return 0;
    for (size_t i = 0; i < images->life->state_count; i++)
        if (images->life->states[i].digest == held.digest)
            return error_raise("%s: it holds state %zu", i < least ? "acknowledged commands are lost" : "too new", i);
    return error_raise("it holds no state that there ever was: entry %llu is its newest",
                       (unsigned long long)held.head);
}

static void count_found(struct images *images)
{
    if (atomic_fetch_add(&images->tally->found, 1) == 0)
        snprintf(images->tally->first, sizeof images->tally->first, "%.240s: %.240s", images->tally->now,
                 error_trail());
}

static void choose(struct images *images, const struct disk_content *content, size_t state)
{
    if (state == 0 || splitmix_below(&images->random, ++images->met) != 0)
        return;
    free(images->chosen.bytes);
    images->chosen = *content;
    images->chosen.bytes = malloc(content->room + 1);
    assert_non_null(images->chosen.bytes);
    memcpy(images->chosen.bytes, content->bytes, content->room);
    images->chosen_state = state;
}

/* A moment: which steps, which states. */
struct moment {
    size_t steps, least, most;
    const struct disk_piece *pieces;
    size_t count;
};

static void describe(struct images *images, const struct moment *moment, const uint8_t *keep)
{
    char *now = images->tally->now;
    size_t kept = 0, torn = 0, room = sizeof images->tally->now;
    for (size_t i = 0; i < moment->count; i++) {
        kept += keep[i] == moment->pieces[i].sectors;
        torn += keep[i] && keep[i] != moment->pieces[i].sectors;
    }
    snprintf(now, room, "life %llu, step %zu of %zu, states %zu to %zu, %zu pieces open, %zu there and %zu torn",
             (unsigned long long)atomic_load(&images->tally->lives), moment->steps, images->life->record->count,
             moment->least, moment->most, moment->count, kept, torn);
}

/* Return: whether all is well. */
static bool try_image(struct images *images, struct disk_replay *replay, const struct moment *moment, uint8_t *keep)
{
    size_t count, state = 0;
    const struct disk_found *found = disk_replay_image(replay, keep, &count);
    const struct disk_content *content = count == 1 && strcmp(found[0].name, "data.mdb") == 0 ? found[0].content : NULL;
    uint64_t parts[5] = {count, moment->least, moment->most, 0, 0};
    for (size_t i = 0; i < count; i++) {
        parts[3] += found[i].content->length * hash_bytes(found[i].name, strlen(found[i].name));
        parts[4] += hash_bytes(found[i].content->bytes, found[i].content->filled);
    }
    struct tally *tally = images->tally;
    if (!remember(images, hash_bytes(parts, sizeof parts))) {
        atomic_fetch_add(&tally->equal, 1);
        return true;
    }
    atomic_fetch_add(&tally->images, 1);
    describe(images, moment, keep);
    int result = content ? lay(images, content) : lay_others(images, found, count);
    if (result == 0 && moment->least > 0 && splitmix_below(&images->random, WALK_EVERY) == 0) {
        result = walk(images);
        atomic_fetch_add(&tally->walked, 1);
    }
    if (result == 0)
        result = look(images, moment->least, moment->most, &state);
    if (result == 0 && splitmix_below(&images->random, RESEND_EVERY) == 0) {
        result = life_resend(images->life, images->folder, state);
        atomic_fetch_add(&tally->resent, 1);
    }
    if (result)
        count_found(images);
    else if (content)
        choose(images, content, state);
    atomic_fetch_add(&tally->commands, images->life->states[moment->least].head);
    return result == 0;
}

/* Choosing what is kept */

static void keep_random(struct images *images, const struct moment *moment, uint8_t *keep)
{
    static const unsigned chances[] = {200, 2000, 5000, 8000, 9800};
    unsigned chance = chances[splitmix_below(&images->random, 5)];
    bool torn = splitmix_chance(&images->random, 5000);
    for (size_t i = 0; i < moment->count; i++) {
        keep[i] = splitmix_chance(&images->random, chance) ? DISK_WHOLE : 0;
        if (torn && splitmix_chance(&images->random, 3000))
            keep[i] = (uint8_t)splitmix_next(&images->random);
    }
}

/* The @nth image of a moment: first none and all, then what is most likely to show a wrong order, then chance. */
static void choose_kept(struct images *images, const struct moment *moment, size_t nth, uint8_t *keep)
{
    size_t one = moment->count ? splitmix_below(&images->random, moment->count) : 0;
    memset(keep, nth % 2 ? DISK_WHOLE : 0, moment->count);
    if (nth < 2 || moment->count == 0)
        return;
    switch (splitmix_below(&images->random, 8)) {
    case 0: /* one lost, or one there */
        keep[one] ^= DISK_WHOLE;
        break;
    case 1: /* in order up to some piece */
        memset(keep, DISK_WHOLE, one);
        memset(keep + one, 0, moment->count - one);
        break;
    case 2: /* one torn */
        keep[one] = (uint8_t)splitmix_next(&images->random);
        break;
    default:
        keep_random(images, moment, keep);
    }
}

/* Every subset. Return: whether all is well. */
static bool try_all(struct images *images, struct disk_replay *replay, const struct moment *moment, uint8_t *keep)
{
    bool well = true;
    for (size_t subset = 0; subset < (size_t)1 << moment->count && well; subset++) {
        for (size_t i = 0; i < moment->count; i++)
            keep[i] = subset >> i & 1 ? DISK_WHOLE : 0;
        well = try_image(images, replay, moment, keep);
    }
    return well;
}

static bool try_moment(struct images *images, struct disk_replay *replay, const struct moment *moment, size_t most)
{
    bool well = true;
    uint8_t *keep = calloc(moment->count + 1, 1);
    assert_non_null(keep);
    atomic_fetch_add(&images->tally->points, 1);
    if (moment->count <= EXHAUSTIVE)
        well = try_all(images, replay, moment, keep);
    for (size_t i = 0; i < most && well; i++) {
        choose_kept(images, moment, i, keep);
        well = try_image(images, replay, moment, keep);
    }
    free(keep);
    return well;
}

/* A moment at which more is open than at those before it: a sync, or a lasting write, has not returned. */
static bool ends_window(const struct disk_record *record, size_t steps)
{
    return steps > record->count ||
           (steps > 0 && (record->steps[steps - 1].kind == DISK_SYNC ||
                          record->steps[steps - 1].kind == DISK_SYNC_NAMES || record->steps[steps - 1].lasting));
}

void images_try(struct images *images, size_t most, bool stop)
{
    const struct disk_record *record = images->life->record;
    struct disk_replay *replay = disk_replay_new(record);
    size_t windows = 0;
    bool well = true;
    assert_non_null(replay);
    for (size_t steps = 0; steps <= record->count + 1; steps++)
        windows += ends_window(record, steps);
    size_t each = most / (windows + 1) + 1;
    for (size_t steps = 0; steps <= record->count + 1 && (well || !stop); steps++) {
        struct moment moment = {.steps = steps};
        moment.pieces = disk_replay_to(replay, steps, &moment.count);
        life_expected(images->life, steps ? steps - 1 : 0, &moment.least, &moment.most);
        well &= try_moment(images, replay, &moment, ends_window(record, steps) ? each : ELSEWHERE_MOST);
    }
    disk_replay_free(replay);
}

size_t images_lay_chosen(struct images *images)
{
    struct images life = {.life = images->life, .folder = images->life->desk.folder, .file = -1};
    int result = images->chosen_state ? lay(&life, &images->chosen) : lay_others(&life, NULL, 0);
    if (result)
        fail_msg("%s", error_trail());
    close_image(&life);
    images->met = 0;
    return images->chosen_state;
}

void images_init(struct images *images, struct life *life, struct tally *tally, const char *folder, uint64_t seed)
{
    *images = (struct images){.life = life, .tally = tally, .random = {seed}, .folder = folder, .file = -1};
}

void images_free(struct images *images)
{
    close_image(images);
    free(images->seen);
    free(images->chosen.bytes);
}
