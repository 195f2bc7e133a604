/*
 * damage - registration's store with something wrong in its file: bits, bytes, blocks, pages, its end. For each image
 * `karmayogi store check` (its code) and the service look at it, each in a child of its own. What must hold:
 *
 * - the service never says anything of an official, or of an entry, that is not true;
 * - where it refuses, does not find, leaves something out of a list, does not start, crashes or goes in circles, the
 *   check finds damage: it says so, or LMDB dies under it, which the command tells as damage, too.
 *
 * usage: damage [--seed S] [--images N | --seconds N] [--show-faults] [--command PATH]
 */
#include "truth.h"

#include "base/hash.h"
#include "base/number.h"
#include "store/check.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BATCHES      60
#define CPU_SECONDS  1 /* of a child that goes in circles */
#define WAIT_SECONDS 60
#define ROUNDS_MOST  1000 /* times that the check says it goes on: the command ends it for silence alone */
#define BY_COMMAND   3    /* images that the command itself looks at */

enum kind { BIT, BYTES, HEADER, SECTOR, NOISE_PAGE, ZERO_PAGE, SWAP, COPY, CUT, KINDS };

static const char *const kind_names[KINDS] = {
    "a bit",           "bytes",           "a page's header",   "a sector of noise",
    "a page of noise", "a page of zeros", "two pages swapped", "a page copied",
    "the end cut off"};

/* What children say; in memory that they share with the parent. */
struct outcome {
    _Atomic uint64_t progress;
    bool checked;
    int check; /* as store_check_folder() */
    bool started;
    struct said said;
};

struct run {
    char folder[48], live[56], image[56];
    const char *command;
    struct life life;
    struct truth truth;
    uint8_t *sound; /* the file */
    size_t bytes;
    int file;
    struct outcome *outcome;
    struct splitmix random;
    uint64_t images, harmless, found_by_check, found_dead, not_started, crashed, told, missing, commanded;
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The image */

static void read_sound(struct run *run)
{
    char path[128];
    struct store_usage usage;
    struct desk *desk = &run->life.desk;
    if (life_start(desk) != 0 || store_usage(desk->store, &usage) != 0)
        fail_msg("%s", error_trail());
    truth_learn(&run->truth, desk);
    life_stop(desk);
    snprintf(path, sizeof path, "%s/data.mdb", run->live);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    run->bytes = usage.used_bytes;
    run->sound = malloc(run->bytes);
    assert_non_null(run->sound);
    assert_int_equal(pread(file, run->sound, run->bytes, 0), run->bytes);
    close(file);
}

static uint8_t *lay_sound(struct run *run)
{
    if (ftruncate(run->file, (off_t)run->bytes) != 0)
        fail_msg("no room for an image");
    uint8_t *map = mmap(NULL, run->bytes, PROT_READ | PROT_WRITE, MAP_SHARED, run->file, 0);
    assert_true(map != MAP_FAILED);
    for (size_t at = 0; at < run->bytes; at += DISK_PAGE_BYTES)
        if (memcmp(map + at, run->sound + at, DISK_PAGE_BYTES) != 0)
            memcpy(map + at, run->sound + at, DISK_PAGE_BYTES);
    return map;
}

static void noise(struct run *run, uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        bytes[i] = (uint8_t)splitmix_next(&run->random);
}

static size_t below(struct run *run, size_t count)
{
    return (size_t)splitmix_below(&run->random, count);
}

static void spoil(struct run *run, uint8_t *map, enum kind kind)
{
    size_t pages = run->bytes / DISK_PAGE_BYTES, at = below(run, run->bytes - 16), page = below(run, pages);
    uint8_t *whole = map + page * DISK_PAGE_BYTES, *other = map + below(run, pages) * DISK_PAGE_BYTES;
    uint8_t kept[DISK_PAGE_BYTES];
    switch (kind) {
    case BIT:
        map[at] ^= (uint8_t)(1u << below(run, 8));
        break;
    case BYTES:
        noise(run, map + at, 1 + below(run, 16));
        break;
    case HEADER: /* page number, flags, bounds, places of records */
        whole[below(run, 64)] ^= (uint8_t)(1u << below(run, 8));
        break;
    case SECTOR:
        noise(run, map + at / DISK_SECTOR_BYTES * DISK_SECTOR_BYTES, DISK_SECTOR_BYTES);
        break;
    case NOISE_PAGE:
        noise(run, whole, DISK_PAGE_BYTES);
        break;
    case ZERO_PAGE:
        memset(whole, 0, DISK_PAGE_BYTES);
        break;
    case SWAP:
        memcpy(kept, whole, sizeof kept);
        memmove(whole, other, sizeof kept);
        memcpy(other, kept, sizeof kept);
        break;
    case COPY:
        memmove(whole, other, sizeof kept);
        break;
    default:
        if (ftruncate(run->file, (off_t)(splitmix_chance(&run->random, 5000) ? at : page * DISK_PAGE_BYTES)) != 0)
            fail_msg("an image cannot be cut");
    }
}

/* Looking at it */

static void note_damage(void *context, const char *what)
{
    (void)context, (void)what;
}

static void note_progress(void *context, uint64_t done, uint64_t total)
{
    struct outcome *outcome = context;
    (void)done, (void)total;
    atomic_fetch_add(&outcome->progress, 1);
}

static void look_by_check(struct run *run)
{
    struct store_report report;
    const struct store_check_hooks hooks = {note_progress, note_damage, run->outcome};
    run->outcome->check = store_check_folder(run->image, &hooks, &report);
    run->outcome->checked = true;
}

static void look_by_service(struct run *run)
{
    struct desk desk = {.time = run->life.desk.time, .caller = "desk"};
    snprintf(desk.folder, sizeof desk.folder, "%s", run->image);
    run->outcome->started = life_start(&desk) == 0;
    if (run->outcome->started)
        truth_compare(&run->truth, &desk, &run->outcome->said);
    life_stop(&desk);
}

static void look_by_both(struct run *run)
{
    look_by_check(run);
    look_by_service(run);
}

/* What a child may take: a look at a sound image takes some milliseconds. */
static void set_bounds(void)
{
    const struct rlimit none = {0, 0}, cpu = {CPU_SECONDS, CPU_SECONDS};
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nowhere, STDERR_FILENO);
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_CPU, &cpu);
    alarm(WAIT_SECONDS);
}

/* In a child that may die. Return: whether it came to its end. */
static bool look(struct run *run, void (*how)(struct run *))
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        set_bounds();
        how(run);
        _exit(0);
    }
    while (waitpid(child, &status, 0) != child)
        ;
    return status == 0;
}

/* The command's own word on it: its exit code, and that it says what to do. */
static bool command_tells(struct run *run)
{
    char line[512], output[4096];
    snprintf(line, sizeof line, "%s store check --store %s 2>&1", run->command, run->image);
    FILE *stream = popen(line, "r"); // NOLINT(cert-env33-c): names of our own
    assert_non_null(stream);
    size_t length = fread(output, 1, sizeof output - 1, stream);
    output[length] = '\0';
    int status = pclose(stream);
    run->commanded++;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 1 && strstr(output, "restore"))
        return true;
    printf("damage: the command ended with %d and said: %s\n", WEXITSTATUS(status), output);
    return false;
}

/* Return: what is wrong, or NULL. */
static const char *judge(struct run *run, bool check_lived, bool service_lived)
{
    const struct outcome *outcome = run->outcome;
    const struct said *said = &outcome->said;
    bool found = !check_lived || outcome->check != 0;
    bool clean = service_lived && outcome->started && said->told + said->missing + said->wrong == 0;
    run->found_by_check += check_lived && outcome->check != 0;
    run->found_dead += !check_lived;
    run->crashed += !service_lived;
    run->not_started += service_lived && !outcome->started;
    run->told += said->told > 0;
    run->missing += said->missing > 0;
    run->harmless += clean && !found;
    if (said->wrong > 0)
        return "the service told something that is not true";
    if (!clean && !found)
        return !service_lived      ? "the service died, and the check finds nothing"
               : !outcome->started ? "the service does not start, and the check finds nothing"
               : said->told        ? "the service refuses, and the check finds nothing"
                                   : "the service does not find something, and the check finds nothing";
    return NULL;
}

static const char *look_at_image(struct run *run)
{
    memset(run->outcome, 0, sizeof *run->outcome);
    bool service_lived = look(run, look_by_both), check_lived = run->outcome->checked;
    if (!check_lived)
        service_lived = look(run, look_by_service);
    if (atomic_load(&run->outcome->progress) > ROUNDS_MOST)
        return "the check does not come to an end";
    return judge(run, check_lived, service_lived);
}

/* Return: which kind of damage. */
static enum kind make_image(struct run *run)
{
    enum kind kind = (enum kind)below(run, KINDS);
    uint8_t *map = lay_sound(run);
    spoil(run, map, kind);
    munmap(map, run->bytes);
    return kind;
}

static bool try_image(struct run *run)
{
    struct splitmix random = run->random;
    enum kind kind = make_image(run);
    run->images++;
    const char *wrong = look_at_image(run);
    const struct outcome *outcome = run->outcome;
    if (!wrong && run->command && run->commanded < BY_COMMAND && outcome->check == STORE_DAMAGED) {
        run->random = random;
        make_image(run); /* the same, as nobody has had it */
        if (!command_tells(run))
            wrong = "the command does not tell what to do";
    }
    if (wrong)
        printf("damage: image %llu (%s, random state %llu): %s (%s; check %d, right %u, told %u, missing %u, wrong "
               "%u)\n",
               (unsigned long long)run->images, kind_names[kind], (unsigned long long)random.state, wrong,
               outcome->said.first, outcome->check, outcome->said.right, outcome->said.told, outcome->said.missing,
               outcome->said.wrong);
    return !wrong;
}

/* Shown to be found: a record that is sound and not the true one, and one that is gone without a trace. */

static void change_an_official(struct store_txn *txn)
{
    struct store_cursor cursor;
    struct store_bytes first, second, value;
    uint8_t key[64], body[4096];
    assert_int_equal(store_cursor_open(&cursor, txn, STORED_POSTS), 0);
    assert_int_equal(store_cursor_seek(&cursor, (struct store_bytes){NULL, 0}, &first, &value), 0);
    memcpy(key, first.data, first.length);
    size_t key_length = first.length, length = 0;
    uint64_t hash = hash_bytes(value.data, value.length);
    while (store_cursor_next(&cursor, &second, &value) == 0)
        if (hash_bytes(value.data, value.length) != hash) {
            length = value.length;
            memcpy(body, value.data, length);
            break;
        }
    store_cursor_close(&cursor);
    assert_int_equal(
        store_put(txn, STORED_POSTS, (struct store_bytes){key, key_length}, (struct store_bytes){body, length}), 0);
}

static void lose_an_index(struct store_txn *txn)
{
    struct store_cursor cursor;
    struct store_bytes key, value;
    uint8_t copy[64];
    assert_int_equal(store_cursor_open(&cursor, txn, STORED_POSTS_OF), 0);
    assert_int_equal(store_cursor_seek(&cursor, (struct store_bytes){NULL, 0}, &key, &value), 0);
    memcpy(copy, key.data, key.length);
    size_t length = key.length;
    store_cursor_close(&cursor);
    assert_int_equal(store_delete(txn, STORED_POSTS_OF, (struct store_bytes){copy, length}), 0);
}

static bool shows(struct run *run, void (*change)(struct store_txn *), const char *expected)
{
    struct store *store;
    struct store_txn *txn;
    munmap(lay_sound(run), run->bytes);
    assert_int_equal(stored_open(&store, run->image), 0);
    assert_int_equal(store_begin_write(store, &txn), 0);
    change(txn);
    assert_int_equal(store_commit(txn), 0);
    store_close(store);
    const char *wrong = look_at_image(run);
    bool shown = wrong && strcmp(wrong, expected) == 0;
    printf("damage: %sshown to be found: %s (%s)\n", shown ? "" : "NOT ", expected, wrong ? wrong : "nothing");
    return shown;
}

static void prepare(struct run *run, uint64_t seed)
{
    char path[128];
    const char *const places[] = {"/dev/shm", "/tmp"};
    for (size_t i = 0; i < 2; i++) {
        snprintf(run->folder, sizeof run->folder, "%s/karmayogi-damage-XXXXXX", places[i]);
        if (mkdtemp(run->folder))
            break;
    }
    snprintf(run->live, sizeof run->live, "%s/live", run->folder);
    snprintf(run->image, sizeof run->image, "%s/image", run->folder);
    mkdir(run->live, 0700);
    mkdir(run->image, 0700);
    run->random.state = seed;
    life_init(&run->life, seed, run->live);
    if (life_live(&run->life, BATCHES, PLANT_NONE) != 0)
        fail_msg("%s", error_trail());
    read_sound(run);
    snprintf(path, sizeof path, "%s/data.mdb", run->image);
    run->file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    run->outcome = mmap(NULL, sizeof *run->outcome, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(run->file >= 0 && run->outcome != MAP_FAILED);
}

static void tell(const struct run *run, int64_t begun_ms, bool well)
{
    char images[NUMBER_TEXT_BYTES];
    int64_t ms = now_ms() - begun_ms + 1;
    printf(
        "damage: %s images of a store of %zu pages, %zu questions each (%lld a second); the check found %llu, and "
        "%llu more by its death; %llu had no effect; the service did not start with %llu, died of %llu, refused with "
        "%llu, missed something with %llu; %s\n",
        number_indian((int64_t)run->images, images), run->bytes / DISK_PAGE_BYTES, run->truth.count,
        (long long)((int64_t)run->images * 1000 / ms), (unsigned long long)run->found_by_check,
        (unsigned long long)run->found_dead, (unsigned long long)run->harmless, (unsigned long long)run->not_started,
        (unsigned long long)run->crashed, (unsigned long long)run->told, (unsigned long long)run->missing,
        well ? "0 wrong, 0 unnoticed" : "see above");
    fflush(stdout);
}

static bool all_images(struct run *run, uint64_t images, uint64_t seconds)
{
    int64_t begun_ms = now_ms(), told_ms = begun_ms;
    bool well = true;
    while (well && (seconds ? now_ms() - begun_ms < (int64_t)seconds * 1000 : run->images < images)) {
        well = try_image(run);
        if (now_ms() - told_ms > 60000) {
            told_ms = now_ms();
            tell(run, begun_ms, well);
        }
    }
    tell(run, begun_ms, well);
    return well;
}

int main(int count, char **arguments)
{
    static struct run run;
    uint64_t seed = (uint64_t)time(NULL), images = 3000, seconds = 0;
    bool show = false;
    for (int i = 1; i < count; i++) {
        uint64_t *number = strcmp(arguments[i], "--seed") == 0      ? &seed
                           : strcmp(arguments[i], "--images") == 0  ? &images
                           : strcmp(arguments[i], "--seconds") == 0 ? &seconds
                                                                    : NULL;
        show |= strcmp(arguments[i], "--show-faults") == 0;
        if (number && (i + 1 == count || !number_parse_u64(arguments[++i], UINT64_MAX / 2, number)))
            return 2;
        if (strcmp(arguments[i], "--command") == 0 && i + 1 < count)
            run.command = arguments[++i];
    }
    log_setup("damage", LOG_ERROR + 1);
    printf("damage: seed %llu\n", (unsigned long long)seed);
    prepare(&run, seed);
    bool well = true;
    if (show)
        well = shows(&run, change_an_official, "the service told something that is not true") &&
               shows(&run, lose_an_index, "the service does not find something, and the check finds nothing");
    memset(&run.images, 0, sizeof run - offsetof(struct run, images));
    well = well && all_images(&run, images, seconds);
    truth_free(&run.truth);
    life_free(&run.life);
    free(run.sound);
    if (well)
        scratch_remove(run.folder);
    else
        printf("damage: the image, after the service had it, is kept: %s\n", run.image);
    return well ? 0 : 1;
}
