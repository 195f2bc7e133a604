/*
 * The writer: one transaction for a batch, one entry of the outbox for an accepted command, and nothing at all of what
 * was refused, failed, or only tried. Seen through a toy service, without threads and with a clock that stands still.
 */
#include "toy_service.h"

static void test_batch__its_commands__see_each_others_effects(void **state)
{
    /* Catches: a command that reads the last commit instead of the batch's own transaction. */
    struct toy *toy = *state;
    struct call *calls[] = {toy_call(toy, "Count", "a"), toy_call(toy, "Count", "a"), toy_call(toy, "Count", "a")};
    toy_step(toy, calls, 3);
    assert_outcome(calls[0], "1");
    assert_outcome(calls[1], "2");
    assert_outcome(calls[2], "3");
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(calls[i]->position_count, 1);
        assert_int_equal(calls[i]->positions[0].sequence, i + 1);
        assert_int_equal(calls[i]->positions[0].epoch, store_epoch(toy->store));
        assert_string_equal(calls[i]->positions[0].service, "toy");
    }
    assert_int_equal(toy_head(toy), 3);
    assert_int_equal(toy->commits, 1);
    toy_free(calls, 3);
}

static int see_head(void *context)
{
    struct toy *toy = context;
    assert_int_equal(toy->commits, atomic_load(&toy->writer.head)); /* of the batches before */
    return toy_committed(context);
}

static void test_position__of_a_batch__is_shown_once_memory_has_followed(void **state)
{
    /* Catches: a read that answers from memory without the last batch, and names the position behind it. */
    struct toy *toy = *state;
    toy->writer.hooks.committed = see_head;
    for (size_t i = 0; i < 2; i++) {
        struct call *call = toy_call(toy, "Count", "a");
        toy_step(toy, &call, 1);
        toy_free(&call, 1);
    }
    assert_int_equal(toy->commits, 2);
    assert_int_equal(toy_head(toy), 2);
}

static void test_refusal__in_a_batch__leaves_nothing_and_spoils_nothing(void **state)
{
    /* Catches: an outbox entry, a position or an aborted batch for a refusal. */
    struct toy *toy = *state;
    struct call *calls[] = {toy_call(toy, "Take", "a"), toy_call(toy, "Take", "a"), toy_call(toy, "Count", "b")};
    toy_step(toy, calls, 3);
    assert_outcome(calls[0], "1");
    assert_outcome(calls[1], "TAKEN");
    assert_outcome(calls[2], "1");
    assert_int_equal(calls[1]->position_count, 0);
    assert_int_equal(calls[2]->positions[0].sequence, 2);
    assert_int_equal(toy_head(toy), 2);
    assert_int_equal(toy->aborts, 0);
    assert_int_equal(toy_value(toy, "a"), 1);
    toy_free(calls, 3);
}

static void test_batch__with_a_handler_that_fails__is_done_again_one_by_one(void **state)
{
    /* Catches: effects of the failed command that stay, neighbours that are refused or done twice, memory that is not
     * put back. */
    struct toy *toy = *state;
    struct call *calls[] = {toy_call(toy, "Count", "a"), toy_call(toy, "Fail", "b"), toy_call(toy, "Count", "a")};
    toy->fails = 2; /* in the batch, and alone */
    toy_step(toy, calls, 3);
    assert_outcome(calls[0], "1");
    assert_outcome(calls[1], "BATCH_FAILED");
    assert_int_equal(calls[1]->status.code, STATUS_UNAVAILABLE);
    assert_true(calls[1]->status.retry_after_ms > 0);
    assert_outcome(calls[2], "2");
    assert_int_equal(calls[2]->positions[0].sequence, 2);
    assert_int_equal(calls[2]->position_count, 1);
    assert_int_equal(toy_value(toy, "a"), 2);
    assert_int_equal(toy_value(toy, "b"), 0);
    assert_int_equal(toy->sum, 2);
    assert_int_equal(toy_head(toy), 2);
    toy_free(calls, 3);
}

static void test_failure__that_is_over_when_the_command_runs_alone__is_no_failure(void **state)
{
    /* Catches: answer, events or positions of the first try that are still there after the second. */
    struct toy *toy = *state;
    struct call *calls[] = {toy_call(toy, "Count", "a"), toy_call(toy, "Fail", "a")};
    toy->fails = 1;
    toy->fail_result = STORE_TXN_TOO_BIG;
    toy_step(toy, calls, 2);
    assert_outcome(calls[0], "1");
    assert_outcome(calls[1], "2");
    assert_int_equal(calls[1]->position_count, 1);
    assert_int_equal(toy_head(toy), 2);
    toy_free(calls, 2);
}

static void test_command__too_big_for_a_transaction_alone__is_told_to_be_smaller(void **state)
{
    /* Catches: a caller who is asked to send again what can never succeed. */
    struct toy *toy = *state;
    toy->fails = 1;
    toy->fail_result = STORE_TXN_TOO_BIG;
    toy_expect(toy, "desk", toy_id(toy), "Fail", "a", "BODY_EXPANDS");
    assert_int_equal(toy_head(toy), 0);
}

static void test_entry__that_no_follower_could_unpack__is_refused_with_its_effects(void **state)
{
    /* Catches: one entry that every follower asks for again and again, for ever; neighbours that go with it. */
    struct toy *toy = *state;
    struct call *calls[] = {toy_call(toy, "Count", "a"), toy_call(toy, "Fill", "b"), toy_call(toy, "Count", "a")};
    toy->fill_bytes = 8;
    toy->event_bytes = LIMIT_EVENTS_BYTES + 1;
    toy_step(toy, calls, 3);
    assert_outcome(calls[0], "1");
    assert_outcome(calls[1], "BODY_EXPANDS");
    assert_outcome(calls[2], "2");
    assert_int_equal(toy_value(toy, "b"), 0);
    assert_int_equal(toy_head(toy), 2);
    toy_free(calls, 3);
    toy->event_bytes = LIMIT_EVENTS_BYTES;
    struct call *call = toy_call(toy, "Fill", "b");
    toy_step(toy, &call, 1);
    assert_false(call_refused(call));
    assert_int_equal(toy_head(toy), 3);
    toy_free(&call, 1);
}

static void test_damaged_record__found_after_something_was_written__leaves_nothing_half(void **state)
{
    /* Catches: what the handler had written before it met the damaged record, committed without an entry. */
    struct toy *toy = *state;
    struct call *calls[] = {toy_call(toy, "Count", "a"), toy_call(toy, "Fail", "b"), toy_call(toy, "Count", "a")};
    toy->fails = 2;
    toy->fail_result = STORE_DAMAGED;
    toy_step(toy, calls, 3);
    assert_outcome(calls[0], "1");
    assert_outcome(calls[1], "RECORD_DAMAGED");
    assert_int_equal(calls[1]->status.code, STATUS_DATA_LOSS);
    assert_outcome(calls[2], "2");
    assert_int_equal(toy_value(toy, "b"), 0);
    assert_int_equal(toy->sum, 2);
    assert_int_equal(toy_head(toy), 2);
    toy_free(calls, 3);
}

static void test_deadline__that_is_over__refuses_before_anything_is_done(void **state)
{
    /* Catches: work for somebody who does not wait any more, who then sends it again under a new id. */
    struct toy *toy = *state;
    struct call *calls[] = {toy_call(toy, "Count", "a"), toy_call(toy, "Count", "a"), toy_call(toy, "Count", "a")};
    calls[1]->deadline_ms = toy->time.now_monotonic_ms - 1;
    calls[2]->deadline_ms = toy->time.now_monotonic_ms; /* its last moment */
    toy_step(toy, calls, 3);
    assert_outcome(calls[0], "1");
    assert_outcome(calls[1], "TIME_OVER");
    assert_int_equal(calls[1]->status.code, STATUS_DEADLINE_EXCEEDED);
    assert_outcome(calls[2], "2");
    assert_int_equal(toy_head(toy), 2);
    toy_free(calls, 3);
}

static void test_solo__a_validation__leaves_nothing_in_memory_nor_on_disk(void **state)
{
    /* Catches: a tried command that stays in the store, in memory, in the outbox or as a used request id. */
    struct toy *toy = *state;
    struct uuid id = toy_id(toy);
    for (int again = 0; again < 2; again++) {
        struct call *call = toy_call_of(toy, "desk", id, "Count", "a");
        call->solo = true;
        toy_step(toy, &call, 1);
        assert_outcome(call, "1");
        assert_int_equal(call->position_count, 0);
        call_free(call);
        assert_int_equal(toy_value(toy, "a"), 0);
        assert_int_equal(toy->sum, 0);
        assert_int_equal(toy_head(toy), 0);
    }
    toy_expect(toy, "desk", id, "Count", "a", "1");
    assert_int_equal(toy_head(toy), 1);
}

static void test_settled__an_answer_found_by_the_handler__appends_nothing(void **state)
{
    /* Catches: an entry for what was committed before. */
    struct toy *toy = *state;
    toy_expect(toy, "desk", toy_id(toy), "Settle", "", "settled");
    assert_int_equal(toy_head(toy), 0);
}

static void test_internal__the_services_own_call__has_effects_but_no_entry(void **state)
{
    /* Catches: pages of a follower in the outbox, or refused because they carry no request id and no deadline. */
    struct toy *toy = *state;
    struct call *call = toy_call_of(toy, "", (struct uuid){{0}}, "Count", "a");
    call->internal = true;
    call->deadline_ms = 0;
    toy_step(toy, &call, 1);
    assert_outcome(call, "1");
    assert_int_equal(toy_value(toy, "a"), 1);
    assert_int_equal(toy_head(toy), 0);
    call_free(call);
}

static void test_map__that_is_full__refuses_writes_and_serves_on(void **state)
{
    /* Catches: a store that is lost, a head that is ahead, or memory that keeps what the disk refused. */
    struct toy *toy = *state;
    uint64_t accepted = 0;
    char text[64];
    toy_close(toy);
    toy->map_bytes = 2u << 20;
    toy_open(toy);
    toy->fill_bytes = 100000;
    for (;;) {
        char name[16];
        snprintf(name, sizeof name, "%llu", (unsigned long long)accepted);
        struct call *call = toy_call(toy, "Fill", name);
        toy_step(toy, &call, 1);
        bool refused = strcmp(toy_outcome(call, text), "DISK_FULL") == 0;
        assert_int_equal(call->status.retry_after_ms, refused ? 5000 : 0);
        call_free(call);
        if (refused)
            break;
        accepted++;
    }
    assert_true(accepted > 0);
    assert_int_equal(toy_head(toy), accepted);
    toy_close(toy);
    toy->map_bytes = 8u << 20; /* the operator made room */
    toy_open(toy);
    toy_expect(toy, "desk", toy_id(toy), "Count", "a", "1");
    assert_int_equal(toy_head(toy), accepted + 1);
}

static void test_map__that_fills_up_inside_a_batch__refuses_what_does_not_fit_alone(void **state)
{
    /* Catches: half a batch that stays, or a store that cannot be written any more; a write that is refused because of
     * another one's size. */
    struct toy *toy = *state;
    toy_close(toy);
    toy->map_bytes = 4u << 20;
    toy_open(toy);
    toy->fill_bytes = 6u << 20; /* more than was reserved for its few bytes of a body */
    struct uuid id = toy_id(toy);
    struct call *calls[] = {toy_call_of(toy, "desk", id, "Count", "a"), toy_call(toy, "Fill", "b")};
    toy_step(toy, calls, 2);
    assert_outcome(calls[0], "1");
    assert_outcome(calls[1], "DISK_FULL");
    assert_int_equal(calls[1]->position_count, 0);
    toy_free(calls, 2);
    assert_int_equal(toy->sum, 1);
    assert_int_equal(toy_head(toy), 1);
    toy_expect(toy, "desk", id, "Count", "a", "1");
    assert_int_equal(toy_head(toy), 1);
}

static void test_page__for_which_there_is_no_room__leaves_it_to_the_writes(void **state)
{
    /* Catches: a follower that asks for much room twice a second, and takes the callers of its batch with it. */
    struct toy *toy = *state;
    toy_close(toy);
    toy->map_bytes = 8u << 20;
    toy_open(toy);
    struct call *calls[] = {toy_call(toy, "Count", "a"), toy_call_of(toy, "", (struct uuid){{0}}, "Count", "b")};
    calls[1]->internal = true;
    toy_step(toy, calls, 2);
    assert_outcome(calls[0], "1");
    assert_outcome(calls[1], "DISK_FULL");
    toy_free(calls, 2);
    assert_int_equal(toy_head(toy), 1);
}

/* The outbox against what was accepted. */
static void assert_entry(struct toy *toy, struct store_txn *txn, uint64_t sequence, const struct uuid *id)
{
    struct store_bytes bytes;
    struct arena arena;
    arena_init(&arena, 1u << 20);
    assert_int_equal(outbox_get(txn, sequence, &bytes, NULL), 0);
    Karmayogi__Core__V1__OutboxRecord *record = (Karmayogi__Core__V1__OutboxRecord *)wire_unpack(
        &karmayogi__core__v1__outbox_record__descriptor, bytes.data, bytes.length, &arena);
    assert_non_null(record);
    assert_int_equal(record->entry->sequence, sequence);
    assert_int_equal(record->entry->committed_at_ms, toy->time.now_utc_ms);
    assert_string_equal(record->entry->caller, "desk");
    assert_string_equal(record->entry->actor, "Sita");
    assert_int_equal(record->entry->request_id.len, UUID_BYTES);
    assert_memory_equal(record->entry->request_id.data, id->bytes, UUID_BYTES);
    arena_deinit(&arena);
}

#define MIXED 400

static void test_outbox__after_a_mix_of_everything__has_one_entry_per_accepted_command(void **state)
{
    /* Catches: a gap, a double, or an entry of a command that was refused, failed, repeated or only tried. */
    static const char *const methods[] = {"Count", "Take", "Fail", "Count", "Drop", "Take"};
    static struct uuid accepted[MIXED];
    struct toy *toy = *state;
    uint64_t count = 0;
    srand(4783);
    for (int done = 0; done < MIXED;) {
        struct call *calls[9];
        size_t size = 1 + (size_t)rand() % 8;
        for (size_t i = 0; i < size; i++, done++) {
            char name[2] = {(char)('a' + rand() % 5), '\0'};
            calls[i] = toy_call(toy, methods[rand() % 6], name);
            if (done % 11 == 10 && i > 0) /* what its neighbour sent, once more */
                calls[i]->header.request_id = calls[i - 1]->header.request_id;
        }
        calls[0]->solo = size == 1;
        toy->fails = rand() % 3;
        toy_step(toy, calls, size);
        for (size_t i = 0; i < size; i++)
            if (calls[i]->position_count == 1 && calls[i]->positions[0].sequence == count + 1 && count < MIXED)
                accepted[count++] = calls[i]->header.request_id;
        toy_free(calls, size);
        assert_int_equal(toy_head(toy), count);
    }
    assert_true(count > MIXED / 4);
    struct store_txn *txn;
    assert_int_equal(store_begin_read(toy->store, &txn), 0);
    for (uint64_t sequence = 1; sequence <= count; sequence++)
        assert_entry(toy, txn, sequence, &accepted[sequence - 1]);
    store_abort(txn);
}

#define WITH_TOY(test) cmocka_unit_test_setup_teardown(test, toy_setup, toy_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TOY(test_batch__its_commands__see_each_others_effects),
        WITH_TOY(test_position__of_a_batch__is_shown_once_memory_has_followed),
        WITH_TOY(test_refusal__in_a_batch__leaves_nothing_and_spoils_nothing),
        WITH_TOY(test_batch__with_a_handler_that_fails__is_done_again_one_by_one),
        WITH_TOY(test_failure__that_is_over_when_the_command_runs_alone__is_no_failure),
        WITH_TOY(test_command__too_big_for_a_transaction_alone__is_told_to_be_smaller),
        WITH_TOY(test_entry__that_no_follower_could_unpack__is_refused_with_its_effects),
        WITH_TOY(test_damaged_record__found_after_something_was_written__leaves_nothing_half),
        WITH_TOY(test_deadline__that_is_over__refuses_before_anything_is_done),
        WITH_TOY(test_solo__a_validation__leaves_nothing_in_memory_nor_on_disk),
        WITH_TOY(test_settled__an_answer_found_by_the_handler__appends_nothing),
        WITH_TOY(test_internal__the_services_own_call__has_effects_but_no_entry),
        WITH_TOY(test_map__that_is_full__refuses_writes_and_serves_on),
        WITH_TOY(test_page__for_which_there_is_no_room__leaves_it_to_the_writes),
        WITH_TOY(test_map__that_fills_up_inside_a_batch__refuses_what_does_not_fit_alone),
        WITH_TOY(test_outbox__after_a_mix_of_everything__has_one_entry_per_accepted_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
