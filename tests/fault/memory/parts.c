/*
 * parts - what stands apart from requests: stores that are made, migrated, checked and restored, keys and who is
 * admitted by them, where a follower stands, the threads of the runtime, headers. Each is done again and again with
 * another allocation refused: it says that it failed (below zero), and never that it found something; nothing stays
 * allocated; and with memory it goes, in the same place.
 */
#include "files.h"
#include "strike.h"
#include "trace.h"

#include "base/bytes.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "client/karmayogi.h"
#include "runtime/backups.h"
#include "runtime/follower.h"
#include "runtime/log.h"
#include "runtime/metrics.h"
#include "runtime/page_token.h"
#include "runtime/standing.h"
#include "runtime/writer_thread.h"
#include "store/outbox.h"
#include "store/restore.h"
#include "wire/envelope.h"
#include "wire/keys.h"

#include <ftw.h>
#include <karmayogi/core/v1/outbox.pb-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOW_MS INT64_C(1795305600000) /* 22 November 2026 */

enum table { TABLE_RECORDS, TABLE_FOLLOWERS, TABLES };

static const struct store_table tables[TABLES] = {{"records"}, {"followers"}};

/* Where a part is done: a store with a few entries, a folder of keys, a backup. */
struct ground {
    struct files files; /* `live`: the store; `kept`: a folder of keys; `base`: where something new is made */
    char backup[FILES_BYTES + BACKUP_NAME_BYTES + 32];
    struct keys_pair pairs[3];
};

/* The ground */

static int migrate(struct store_txn *txn, uint32_t from)
{
    (void)from;
    return store_put(txn, TABLE_RECORDS, (struct store_bytes){"migrated", 8}, (struct store_bytes){"yes", 3});
}

static int open_store(const char *path, uint32_t schema, struct store **store)
{
    const struct store_options options = {.service = "registration",
                                          .path = path,
                                          .tables = tables,
                                          .table_count = TABLES,
                                          .schema = schema,
                                          .migrate = migrate};
    return store_open(store, &options);
}

/* An entry as the writer makes them. */
static int pack_entry(uint64_t sequence, struct buffer *packed)
{
    struct uuid id;
    Karmayogi__Core__V1__FeedEntry entry = KARMAYOGI__CORE__V1__FEED_ENTRY__INIT;
    Karmayogi__Core__V1__OutboxRecord record = KARMAYOGI__CORE__V1__OUTBOX_RECORD__INIT;
    int result = uuid_v7(&id, NOW_MS);
    entry.sequence = sequence;
    entry.committed_at_ms = NOW_MS;
    entry.request_id = (ProtobufCBinaryData){UUID_BYTES, id.bytes};
    record.entry = &entry;
    return result ? result : wire_pack(&record.base, packed);
}

static int append(struct store *store, uint64_t sequence)
{
    CLEANUP(buffer_deinit) struct buffer entry = {0};
    struct store_txn *txn;
    uint8_t key[8];
    bytes_put64(key, sequence);
    int result = pack_entry(sequence, &entry);
    if (result == 0)
        result = store_begin_write(store, &txn);
    if (result)
        return result;
    result = outbox_append(txn, sequence, (struct store_bytes){entry.data, entry.length});
    if (result == 0)
        result =
            store_put(txn, TABLE_RECORDS, (struct store_bytes){key, sizeof key}, (struct store_bytes){"record", 6});
    if (result == 0)
        return store_commit(txn);
    store_abort(txn);
    return result;
}

static int back_up(const struct ground *ground, struct store *store, struct store_backup *backup)
{
    const struct store_backup_options options = {.folder = ground->files.backups, .taken_at_ms = NOW_MS, .keep = 2};
    return store_backup(store, &options, backup);
}

static void must(int result, const char *doing)
{
    if (result == 0)
        return;
    printf("memory: %s: %d, %s\n", doing, result, error_trail());
    exit(2);
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status, (void)kind, (void)where;
    return remove(path);
}

static void remove_folder(const char *path)
{
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static void make_ground(struct ground *ground)
{
    struct store *store;
    struct store_backup backup;
    remove_folder(ground->files.live);
    remove_folder(ground->files.kept);
    remove_folder(ground->files.base);
    remove_folder(ground->files.backups);
    must(open_store(ground->files.live, 1, &store), "a store");
    for (uint64_t sequence = 1; sequence <= 3; sequence++)
        must(append(store, sequence), "an entry");
    must(back_up(ground, store, &backup), "a backup");
    snprintf(ground->backup, sizeof ground->backup, "%s/%s", ground->files.backups, backup.name);
    store_close(store);
    for (int i = 0; i < 3; i++) {
        static const char *const names[] = {"registration", "desk", "kiosk"};
        must(keys_make(&ground->pairs[i], names[i]), "a key");
        must(keys_write(&ground->pairs[i], ground->files.kept), "a file of a key");
        must(keys_caller_write(&ground->pairs[i], ROLE_REGISTRAR | ROLE_FOLLOWER, ground->files.kept), "a caller");
    }
}

/* The parts: each leaves nothing open. Return: 0, an outcome, or < 0. */

static int open_and_close(const char *path, uint32_t schema)
{
    struct store *store;
    int result = open_store(path, schema, &store);
    if (result == 0)
        store_close(store);
    return result;
}

static int new_store(struct ground *ground)
{
    return open_and_close(ground->files.base, 1);
}

static int old_store(struct ground *ground)
{
    return open_and_close(ground->files.live, 1);
}

static int migrated_store(struct ground *ground)
{
    return open_and_close(ground->files.live, 2);
}

static int written_store(struct ground *ground)
{
    struct store *store;
    struct store_usage usage;
    int result = open_store(ground->files.live, 1, &store);
    if (result)
        return result;
    result = append(store, 4);
    if (result == 0)
        result = store_usage(store, &usage);
    store_close(store);
    return result;
}

static int made_backup(struct ground *ground)
{
    struct store *store;
    struct store_backup backup, newest;
    uint64_t about;
    int result = open_store(ground->files.live, 1, &store);
    if (result)
        return result;
    result = store_backup_about(store, &about);
    if (result == 0)
        result = back_up(ground, store, &backup);
    if (result == 0)
        result = store_backup_tidy(store, ground->files.backups, &newest);
    store_close(store);
    return result;
}

static void progressed(void *context, uint64_t done, uint64_t total)
{
    (void)context, (void)done, (void)total;
}

static void damaged(void *context, const char *what)
{
    (void)context, (void)what;
}

static const struct store_check_hooks hooks = {.progress = progressed, .damage = damaged};

static int checked_file(struct ground *ground)
{
    struct store_report report;
    return store_check_file(ground->backup, &hooks, &report);
}

static int checked_folder(struct ground *ground)
{
    struct store_report report;
    return store_check_folder(ground->files.live, &hooks, &report);
}

static int restored(struct ground *ground)
{
    static const struct store_known known = {"registration", 2};
    struct store_restored made;
    const struct store_restore_options options = {.backup = ground->backup,
                                                  .folder = ground->files.base,
                                                  .known = &known,
                                                  .known_count = 1,
                                                  .now_ms = NOW_MS,
                                                  .hooks = hooks,
                                                  .copied = progressed};
    return store_restore(&options, &made);
}

static int made_keys(struct ground *ground)
{
    struct keys_pair pair, read;
    char path[FILES_BYTES + 64];
    snprintf(path, sizeof path, "%s/press.secret", ground->files.base);
    int result = keys_make(&pair, "press");
    if (result == 0)
        result = keys_write(&pair, ground->files.base);
    if (result == 1) /* of the try before, which failed later on */
        result = 0;
    if (result == 0)
        result = keys_caller_write(&pair, ROLE_READER, ground->files.base);
    return result ? result : keys_read(&read, path);
}

static int admitted(struct ground *ground)
{
    struct keys_callers *callers;
    int result = keys_callers_new(&callers, ground->files.kept);
    if (result)
        return result;
    if (!keys_callers_find(callers, ground->pairs[1].public_key))
        result = 1;
    if (result == 0 && keys_callers_refresh(callers) < 0)
        result = -1;
    if (result == 0 && !keys_callers_find(callers, ground->pairs[2].public_key))
        result = 2;
    keys_callers_free(callers);
    return result;
}

static int stand(struct store *store)
{
    char key[STANDING_KEY_BYTES];
    struct store_txn *txn;
    struct standing standing = {.active = 3, .active_cursor = {.epoch = 7, .sequence = 9}}, read;
    uint32_t generation;
    for (uint64_t epoch = 1; epoch < 4; epoch++)
        standing_leave(&standing, &(struct standing_cursor){.epoch = epoch, .sequence = epoch});
    standing_key("catalogue", key);
    int result = store_begin_write(store, &txn);
    if (result)
        return result;
    result = standing_write(txn, TABLE_FOLLOWERS, key, &standing);
    if (result)
        store_abort(txn);
    else
        result = store_commit(txn);
    if (result == 0)
        result = standing_load(store, TABLE_FOLLOWERS, key, &read);
    if (result == 0 && (read.active != 3 || read.former_count != 3))
        result = 1;
    if (result == 0)
        result = follower_generation(store, TABLE_FOLLOWERS, "catalogue", &generation);
    return result == 0 && generation != 3 ? 2 : result;
}

static int stood(struct ground *ground)
{
    struct store *store;
    int result = open_store(ground->files.live, 1, &store);
    if (result)
        return result;
    result = stand(store);
    store_close(store);
    return result;
}

static void wake(void *context)
{
    (void)context;
}

/* The threads of a runtime, without anything to do. */
static int run_threads(const struct ground *ground, struct store *store)
{
    struct clock_fake time = {NOW_MS, 1000};
    struct writer writer = {.store = NULL};
    struct writer_thread *thread = NULL;
    struct workers *workers = NULL;
    struct backups *backups = NULL;
    int result =
        writer_init(&writer, store, "registration", NULL, (struct writer_hooks){.committed = NULL}, clock_fake(&time));
    if (result == 0)
        result = writer_thread_new(&thread, &writer, wake, NULL);
    if (result == 0)
        result = workers_new(&workers, 1, 8, wake, NULL);
    if (result == 0)
        result = backups_new(&backups, store, workers, ground->files.live, ground->files.backups, clock_fake(&time));
    writer_thread_free(thread);
    workers_free(workers);
    backups_free(backups);
    writer_deinit(&writer);
    return result;
}

static int threads(struct ground *ground)
{
    struct store *store;
    int result = open_store(ground->files.live, 1, &store);
    if (result)
        return result;
    result = run_threads(ground, store);
    store_close(store);
    return result;
}

/* Headers there and back. Return: 1: something is missing. */
static int headers(struct ground *ground)
{
    (void)ground;
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    CLEANUP(arena_deinit) struct arena arena;
    static const struct violation violations[] = {{"post.district", "DISTRICT", "There is none.", "169"}, {0}};
    static const struct position position = {"registration", 7, 9};
    const struct reply_header reply = {.status = {STATUS_NOT_FOUND, "NOTHING", "There is nothing.", violations, 2, 5},
                                       .positions = &position,
                                       .position_count = 1};
    struct reply_header read;
    arena_init(&arena, 1u << 20);
    int result = envelope_write_reply(&reply, &packed);
    if (result)
        return result;
    if (!envelope_read_reply(&read, packed.data, packed.length, &arena))
        return arena.failed ? -1 : 1;
    return read.status.violation_count == 2 && read.position_count == 1 ? 0 : 2;
}

static int tokens(struct ground *ground)
{
    (void)ground;
    CLEANUP(arena_deinit) struct arena arena;
    static const uint8_t secret[32] = {1, 2, 3};
    const struct store_bytes query = {"query", 5}, key = {"a key", 5};
    struct store_bytes opened;
    arena_init(&arena, 1u << 20);
    const char *token = page_token_seal(secret, query, key, &arena);
    if (!token)
        return -1;
    if (!page_token_open(secret, query, token, &arena, &opened))
        return arena.failed ? -1 : 1;
    return 0;
}

static int logged(struct ground *ground)
{
    (void)ground;
    static const char *const methods[] = {"a/First", "a/Second"};
    log_event(LOG_ERROR, "nothing_happened", "{s:s, s:i}", "why", "it is a test", "times", 1);
    struct metrics *metrics = metrics_new(methods, 2);
    if (!metrics)
        return -1;
    metrics_free(metrics);
    return 0;
}

/* A call that finds nobody; ZeroMQ itself does not run out of memory. */
static int ask(struct karmayogi *connection)
{
    struct karmayogi_call *call;
    const struct karmayogi_position position = {.service = "registration", .epoch = 7, .sequence = 9};
    int result = karmayogi_call_new(&call, "karmayogi.core.v1.AdminService/GetStatus");
    if (result == 0)
        result = karmayogi_call_at_least(call, &position);
    if (result == 0)
        result = karmayogi_call_packed(connection, call, "", 0);
    if (result >= 0)
        result = result == KARMAYOGI_UNAVAILABLE && karmayogi_call_reason(call)[0] ? 0 : 1;
    karmayogi_call_free(call);
    return result;
}

static int client(struct ground *ground)
{
    struct karmayogi *connection;
    char own[FILES_BYTES + 64], service[FILES_BYTES + 64];
    snprintf(own, sizeof own, "%s/desk.secret", ground->files.kept);
    snprintf(service, sizeof service, "%s/registration.public", ground->files.kept);
    int result = karmayogi_open(&connection, "tcp://127.0.0.1:1", own, service); /* a port that nobody has */
    if (result)
        return result;
    karmayogi_set_timeout(connection, 1);
    result = karmayogi_set_actor(connection, "somebody");
    if (result == 0)
        result = ask(connection);
    karmayogi_close(connection);
    return result;
}

static const struct part {
    const char *name;
    int (*act)(struct ground *ground);
} parts[] = {
    {"a new store", new_store},
    {"a store", old_store},
    {"a store that is migrated", migrated_store},
    {"a store that is written", written_store},
    {"a backup", made_backup},
    {"a backup that is checked", checked_file},
    {"a store that is checked", checked_folder},
    {"a backup that is restored", restored},
    {"keys that are made", made_keys},
    {"callers that are admitted", admitted},
    {"where a follower stands", stood},
    {"threads", threads},
    {"headers", headers},
    {"page tokens", tokens},
    {"the log", logged},
    {"a call to nobody", client},
};

/* Trying */

static unsigned wrong_count, leak_count;
static uint64_t tried;

static void wrong(const struct part *part, struct strike_plan plan, const struct strike_place *place, const char *what)
{
    if (++wrong_count > 8)
        return;
    printf("parts: %s, %s %llu: %s\n", part->name, plan.kind == STRIKE_ONE ? "allocation" : "all allocations from",
           (unsigned long long)plan.number, what);
    trace_print(place->frames, place->count);
}

/* Return: whether an allocation was refused. */
static bool try_part(struct ground *ground, const struct part *part, struct strike_plan plan)
{
    struct strike_place place;
    char what[512];
    make_ground(ground);
    size_t count = strike_count();
    uint64_t mark = strike_mark();
    strike_arm(plan, &place);
    int result = part->act(ground);
    strike_disarm();
    bool hit = strike_hit();
    tried += hit;
    snprintf(what, sizeof what, "it comes to %d: %s", result, error_trail());
    if (result > 0 || (result < 0 && !hit))
        wrong(part, plan, &place, what);
    size_t left = strike_count(), bytes;
    struct strike_place where = {.count = 0};
    if (left != count) {
        leak_count++;
        wrong(part, plan, &place, "something is left allocated:");
        if (strike_live_since(mark, &bytes, &where))
            trace_print(where.frames, where.count);
    }
    if (result < 0 && (result = part->act(ground)) != 0) {
        snprintf(what, sizeof what, "with memory it comes to %d: %s", result, error_trail());
        wrong(part, plan, &place, what);
    }
    return hit;
}

/* In a child. */
static void try_all(struct ground *ground, const struct part *part)
{
    make_ground(ground);
    must(part->act(ground), part->name); /* what is allocated once and stays */
    for (enum strike_kind kind = STRIKE_ONE; kind <= STRIKE_ONWARDS; kind++)
        for (uint64_t number = 1; try_part(ground, part, (struct strike_plan){kind, number}); number++)
            ;
    printf("parts stories 1 tried %llu refused 0 ended 0 wrong %u leaks %u halves 0 crashes 0\n",
           (unsigned long long)tried, wrong_count, leak_count);
}

int main(int count, char **arguments)
{
    static struct ground ground;
    static char line[1 << 16];
    int bad = 0;
    setvbuf(stdout, line, _IOLBF, sizeof line);
    log_setup("memory", LOG_ERROR);
    if (!freopen("/dev/null", "w", stderr))
        return 2;
    files_init(&ground.files);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        int status = 0;
        if (count > 1 && !strstr(parts[i].name, arguments[1]))
            continue;
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            try_all(&ground, &parts[i]);
            exit(wrong_count ? 1 : 0);
        }
        if (child < 0 || waitpid(child, &status, 0) != child)
            return 2;
        bad |= status != 0;
        if (WIFSIGNALED(status))
            printf("parts: %s: ended by %s\nparts stories 1 tried 0 refused 0 ended 0 wrong 1 leaks 0 halves 0 crashes "
                   "1\n",
                   parts[i].name, strsignal(WTERMSIG(status)));
    }
    files_deinit(&ground.files);
    return bad;
}
