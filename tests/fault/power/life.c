/* life - see life.h. Time goes on by a second a batch; a command that is sent again is sent at its own time, so that a
 * batch which did not survive leaves, sent again, byte for byte what it would have left. */
#include "life.h"

#include "base/hash.h"
#include "store/outbox.h"

#include <errno.h>

#define BATCH_MOST  24
#define ROWS_MOST   40
#define BATCH_MS    1000
#define BROKEN      600  /* of 10,000 batches: the disk refuses a step of it, or of one soon after */
#define CHUNK_ALONE 3000 /* of 10,000 batches: one command, as a nodal officer's list comes */

static void digest_add(uint64_t *digest, struct store_bytes key, struct store_bytes value)
{
    uint64_t parts[3] = {*digest, hash_bytes(key.data, key.length), hash_bytes(value.data, value.length)};
    *digest = hash_bytes(parts, sizeof parts);
}

static int digest_table(struct store_txn *txn, unsigned table, uint64_t *digest)
{
    struct store_cursor cursor;
    struct store_bytes key, value;
    uint64_t count = 0, noted = 0;
    int result = store_cursor_open(&cursor, txn, table);
    if (result)
        return result;
    for (result = store_cursor_seek(&cursor, (struct store_bytes){NULL, 0}, &key, &value); result == 0;
         result = store_cursor_next(&cursor, &key, &value), count++)
        digest_add(digest, key, value);
    store_cursor_close(&cursor);
    if (result != STORE_NOT_FOUND)
        return result;
    result = store_count(txn, table, &noted);
    if (result == 0 && noted != count)
        return error_raise("table %u notes %llu records and has %llu", table, (unsigned long long)noted,
                           (unsigned long long)count);
    return result;
}

static int digest_outbox(struct store_txn *txn, uint64_t head, uint64_t *digest)
{
    struct outbox_walk walk;
    struct store_bytes entry;
    uint64_t sequence = 0;
    int result = outbox_walk_open(&walk, txn, 1);
    if (result)
        return result;
    while ((result = outbox_walk_next(&walk, &sequence, &entry, NULL)) == 0)
        digest_add(digest, (struct store_bytes){&sequence, sizeof sequence}, entry);
    outbox_walk_close(&walk);
    if (result == STORE_NOT_FOUND && sequence != head)
        return error_raise("the outbox ends before its head");
    return result == STORE_NOT_FOUND ? 0 : result;
}

int state_of(struct store *store, struct state *state)
{
    struct store_txn *txn;
    uint64_t epoch = store_epoch(store);
    int result = store_begin_read(store, &txn);
    if (result)
        return result;
    state->digest = hash_bytes(&epoch, sizeof epoch);
    result = outbox_head(txn, &state->head);
    for (unsigned table = 0; table < STORED_TABLES && result == 0; table++)
        result = digest_table(txn, table, &state->digest);
    if (result == 0)
        result = digest_outbox(txn, state->head, &state->digest);
    store_abort(txn);
    return result;
}

void life_init(struct life *life, uint64_t seed, const char *folder)
{
    *life = (struct life){.random = {seed}};
    snprintf(life->desk.folder, sizeof life->desk.folder, "%s", folder);
    arena_init(&life->desk.arena, (size_t)1 << 30);
    life->desk.time = (struct clock_fake){DESK_NOW_MS, 1000};
    life->desk.caller = "desk";
    commands_init(&life->commands);
    life->states = calloc(1, sizeof *life->states);
    assert_non_null(life->states);
    life->state_count = 1;
}

void life_free(struct life *life)
{
    commands_free(&life->commands);
    arena_deinit(&life->desk.arena);
    disk_record_free(life->record);
    free(life->states);
    free(life->promises);
}

/* What is there now is promised from the steps so far on. */
static int promise(struct life *life)
{
    struct state state;
    int result = state_of(life->desk.store, &state);
    if (result)
        return result;
    const struct state *last = &life->states[life->state_count - 1];
    if (last->digest != state.digest || last->head != state.head) {
        life->states = realloc(life->states, (life->state_count + 1) * sizeof *life->states);
        assert_non_null(life->states);
        life->states[life->state_count++] = state;
    }
    life->promises = realloc(life->promises, (life->promise_count + 1) * sizeof *life->promises);
    assert_non_null(life->promises);
    life->promises[life->promise_count++] = (struct promise){disk_steps(), life->state_count - 1};
    return 0;
}

/* The life whose commits are noted: hooks are told the service alone. */
static struct life *living;

/* A batch that is run again one by one has many commits, and a cut may come between them. */
static int committed(void *context)
{
    int result = registration_service.hooks.committed(context);
    return result == 0 && living && living->desk.registration == context ? promise(living) : result;
}

int life_start(struct desk *desk)
{
    const struct writer_hooks hooks = {committed, registration_service.hooks.aborted};
    int result = registration_new(&desk->registration, desk->folder);
    if (result)
        return result;
    desk->service = &registration_service;
    desk->store = desk->registration->store;
    return writer_init(&desk->writer, desk->store, "registration", desk->registration, hooks, clock_fake(&desk->time));
}

void life_stop(struct desk *desk)
{
    if (desk->writer.idempotency)
        writer_deinit(&desk->writer);
    if (desk->registration)
        registration_free(desk->registration);
    desk->registration = NULL;
    desk->writer.idempotency = NULL;
}

/* Commands @numbers as one batch; what decode refused is left out. Return: 0, or < 0. */
static int run_batch(struct desk *desk, const struct commands *commands, const size_t *numbers, size_t count,
                     struct call **ran)
{
    struct call *calls[BATCH_MOST];
    size_t running = 0;
    for (size_t i = 0; i < count; i++) {
        ran[i] = commands_call(commands, numbers[i], desk);
        if (!call_refused(ran[i]))
            calls[running++] = ran[i];
    }
    int result = running ? writer_step(&desk->writer, calls, running) : 0;
    desk->service->collect(desk->registration);
    return result;
}

/* Up to BATCH_MOST numbers of commands that may run together. */
static size_t choose_batch(struct life *life, size_t numbers[BATCH_MOST])
{
    struct commands *commands = &life->commands;
    if (life->founded != FOUNDED) {
        numbers[0] = commands_found(commands, &life->desk, life->founded++, &life->random);
        if (numbers[0] != SIZE_MAX)
            return 1;
        life->founded = FOUNDED;
        life->founded_state = life->state_count - 1;
    }
    size_t wanted = splitmix_chance(&life->random, CHUNK_ALONE) ? 1 : 1 + splitmix_below(&life->random, BATCH_MOST),
           count = 0;
    while (count < wanted) {
        size_t number = commands_random(commands, &life->desk, &life->random, ROWS_MOST);
        if (splitmix_chance(&life->random, 500)) /* somebody asks again */
            number = splitmix_below(&life->random, commands->count);
        struct call *call = commands_call(commands, number, &life->desk);
        bool solo = call->solo;
        call_free(call);
        if (!solo || count == 0)
            numbers[count++] = number;
        if (solo)
            break;
    }
    return count;
}

/* The first state that holds entry @sequence. */
static size_t state_with(const struct life *life, uint64_t sequence)
{
    size_t state = life->state_count - 1;
    while (state > 0 && life->states[state - 1].head >= sequence)
        state--;
    return state;
}

static int live_batch(struct life *life)
{
    size_t numbers[BATCH_MOST];
    struct call *ran[BATCH_MOST];
    life->desk.time.now_utc_ms += BATCH_MS;
    size_t count = choose_batch(life, numbers);
    int result = run_batch(&life->desk, &life->commands, numbers, count, ran);
    for (size_t i = 0; i < count; i++) {
        struct command *command = &life->commands.list[numbers[i]];
        if (result == 0 && !command->accepted) {
            command->made_ms = life->desk.time.now_utc_ms;
            commands_note(&life->commands, numbers[i], ran[i]);
            command->state = state_with(life, command->sequence);
        } else if (result == 0 && !commands_is_same(&life->commands, numbers[i], ran[i])) {
            result = error_raise("%s was answered otherwise when it was sent again", command->route->method);
        }
        call_free(ran[i]);
    }
    return result;
}

/* One of the next steps to the disk fails. */
static bool break_disk(struct life *life)
{
    const struct disk_trouble trouble = {.fail_at = 1 + splitmix_below(&life->random, 12),
                                         .fail_with = splitmix_chance(&life->random, 5000) ? EIO : ENOSPC};
    disk_trouble(&trouble);
    return true;
}

int life_live(struct life *life, size_t batches, enum plant plant)
{
    static const char *const ignored[] = {"lock", "lock.mdb", NULL};
    const struct disk_trouble trouble = {.deaf = plant == PLANT_NO_SYNC, .late = plant == PLANT_LATE_META};
    bool broken = false;
    disk_record_free(life->record);
    life->record = NULL;
    life->promise_count = 0;
    life->disk_failed = false;
    if (disk_watch(life->desk.folder, ignored) != 0)
        return error_system("watch %s", life->desk.folder);
    int result = life_start(&life->desk);
    living = life;
    if (result == 0)
        result = promise(life);
    for (size_t i = 0; i < batches && result == 0; i++) {
        if (life->founded == FOUNDED && plant != PLANT_NONE)
            disk_trouble(&trouble);
        broken |= life->disk_may_fail && splitmix_chance(&life->random, BROKEN) && break_disk(life);
        result = live_batch(life);
        if (result < 0 && broken) { /* the process ends here, and nobody was told anything */
            life->disk_failed = true;
            result = 0;
            break;
        }
    }
    living = NULL;
    life_stop(&life->desk);
    life->record = disk_stop();
    return result;
}

void life_expected(const struct life *life, size_t returned, size_t *least, size_t *most)
{
    size_t i = 0;
    while (i < life->promise_count && life->promises[i].steps <= returned)
        i++;
    *least = i > 0 ? life->promises[i - 1].state : life->begun_with;
    *most = i < life->promise_count ? life->promises[i].state : *least;
}

void life_goes_on(struct life *life, size_t state)
{
    life->state_count = state + 1;
    life->begun_with = state;
    if (life->founded != FOUNDED || state < life->founded_state)
        life->founded = 0; /* what is there already is put, or refused, once more */
    for (size_t i = 0; i < life->commands.count; i++)
        life->commands.list[i].accepted &= life->commands.list[i].state <= state;
}

/* Sending again */

static size_t find_sequence(const struct commands *commands, uint64_t sequence)
{
    for (size_t i = 0; i < commands->count; i++)
        if (commands->list[i].accepted && commands->list[i].sequence == sequence)
            return i;
    return SIZE_MAX;
}

/* The commands of entries @from to @to, as one batch at their time. */
static int send_entries(const struct life *life, struct desk *desk, uint64_t from, uint64_t to)
{
    size_t numbers[BATCH_MOST] = {0}, count = 0;
    struct call *ran[BATCH_MOST];
    for (uint64_t sequence = from; sequence <= to; sequence++) {
        numbers[count] = find_sequence(&life->commands, sequence);
        if (numbers[count] == SIZE_MAX || count == BATCH_MOST)
            return error_raise("entry %llu is of no command", (unsigned long long)sequence);
        desk->time.now_utc_ms = life->commands.list[numbers[count++]].made_ms;
    }
    int result = run_batch(desk, &life->commands, numbers, count, ran);
    for (size_t i = 0; i < count; i++) {
        if (result == 0 && !commands_is_same(&life->commands, numbers[i], ran[i]))
            result = error_raise("%s of entry %llu was answered otherwise when it was sent again: %s",
                                 ran[i]->route->method, (unsigned long long)from + i,
                                 call_refused(ran[i]) ? ran[i]->status.reason : "another answer");
        call_free(ran[i]);
    }
    return result;
}

int life_resend(const struct life *life, const char *folder, size_t state)
{
    struct desk desk = {.time = life->desk.time, .caller = life->desk.caller};
    struct state reached;
    snprintf(desk.folder, sizeof desk.folder, "%s", folder);
    int result = life_start(&desk);
    for (uint64_t sequence = 1; sequence <= life->states[state].head && result == 0; sequence++)
        result = send_entries(life, &desk, sequence, sequence);
    size_t next = state + 1 < life->state_count ? state + 1 : state;
    if (result == 0 && next != state && state > 0)
        result = send_entries(life, &desk, life->states[state].head + 1, life->states[next].head);
    if (result == 0 && state > 0)
        result = state_of(desk.store, &reached);
    if (result == 0 && state > 0 && reached.digest != life->states[next].digest)
        result = error_raise("what was sent again did not lead to where it had led");
    life_stop(&desk);
    return result;
}
