/* Calls and their answers, against a service in a thread of its own. */
#include "story.h"

static bool answer_the_third(struct house *house, const struct server_request *request,
                             const struct request_header *header)
{
    return note(house, request, header) < 2;
}

static void test_call__answered__has_the_answer_and_sent_everything(void **state)
{
    /* Would catch: a field of the header that does not arrive, a second try without need. */
    struct position positions[] = {{"registration", 5, 6}, {"catalogue", 7, 8}};
    struct client_call call = {
        .method = METHOD, .body = "namaste", .body_length = 7, .at_least = positions, .at_least_count = 2};
    struct story story;
    (void)state;

    story_init(&story, answer_at_once, 20000, 20000);
    assert_int_equal(client_call(story.client, &call), 0);
    assert_int_equal(call.reply.status.code, STATUS_OK);
    assert_int_equal(call.answer_length, 7);
    assert_memory_equal(call.answer, "namaste", 7);
    assert_int_equal(call.tries, 1);
    assert_true(uuid_is_v7(&call.request_id));
    house_stop(&story.house);
    const struct request_header *header = &story.headers[0];
    assert_string_equal(header->method, METHOD);
    assert_string_equal(header->actor, "सीता");
    assert_int_equal(header->locale, LOCALE_HI);
    assert_true(uuid_equal(&header->request_id, &call.request_id));
    assert_in_range(header->timeout_ms, 1, 20000);
    assert_int_equal(header->at_least_count, 2);
    assert_memory_equal(header->at_least, positions, sizeof(positions));
    assert_int_equal(story.seen, 1);
    client_call_deinit(&call);
    story_deinit(&story);
}

static void test_call__made_again_with_its_id__keeps_it_and_another_gets_its_own(void **state)
{
    /* Would catch: a repetition after a crash of the caller that is taken for another request. */
    struct client_call call = {.method = METHOD}, other = {.method = METHOD};
    struct story story;
    (void)state;

    story_init(&story, answer_at_once, 20000, 20000);
    assert_int_equal(client_call(story.client, &call), 0);
    struct uuid id = call.request_id;
    assert_int_equal(client_call(story.client, &call), 0);
    assert_true(uuid_equal(&call.request_id, &id));
    assert_int_equal(client_call(story.client, &other), 0);
    assert_false(uuid_equal(&other.request_id, &id));
    house_stop(&story.house);
    assert_int_equal(story.seen, 3);
    assert_true(uuid_equal(&story.headers[1].request_id, &id));
    client_call_deinit(&call);
    client_call_deinit(&other);
    story_deinit(&story);
}

static void test_call__no_answer_to_a_try__is_sent_again_with_the_same_id_and_less_time(void **state)
{
    /* Would catch: a write that happens twice, and a service that works on when nobody waits any more. */
    struct client_call call = {.method = METHOD, .body = "x", .body_length = 1};
    struct story story;
    (void)state;

    story_init(&story, answer_the_third, 60000, 40);
    assert_int_equal(client_call(story.client, &call), 0);
    assert_true(call.tries >= 3);
    house_stop(&story.house);
    for (int i = 1; i < 3; i++) {
        assert_true(uuid_equal(&story.headers[i].request_id, &call.request_id));
        assert_true(story.headers[i].timeout_ms < story.headers[i - 1].timeout_ms);
    }
    assert_memory_equal(call.answer, "x", 1);
    client_call_deinit(&call);
    story_deinit(&story);
}

/* The first request gets its answer only together with the second, before it, and after something unreadable. */
static bool answer_late(struct house *house, const struct server_request *request, const struct request_header *header)
{
    struct story *story = house->context;
    struct status status = {.code = STATUS_OK};

    if (note(house, request, header) == 0)
        return true;
    server_send(house->server, request->routing_id, request->routing_id_length, "garbage", 7, "?", 1);
    house_reply(house, &story->kept, &story->headers[0].request_id, &status, "late", 4);
    return false;
}

static void test_call__late_answer_to_an_earlier_call__is_ignored(void **state)
{
    /* Would catch: the answer to one question given to another. */
    struct client_call first = {.method = METHOD, .timeout_ms = 300};
    struct client_call second = {.method = METHOD, .body = "second", .body_length = 6};
    struct story story;
    (void)state;

    story_init(&story, answer_late, 20000, 20000);
    assert_int_equal(client_call(story.client, &first), 1);
    /* On a machine that is very busy the first call may not even have got its connection. */
    if (first.tries == 1) {
        assert_int_equal(first.reply.status.code, STATUS_DEADLINE_EXCEEDED);
        assert_string_equal(first.reply.status.reason, "NO_ANSWER");
        assert_non_null(strstr(first.reply.status.sentence, story.house.endpoint));
        assert_int_equal(client_call(story.client, &second), 0);
        assert_int_equal(second.answer_length, 6);
        assert_memory_equal(second.answer, "second", 6);
        assert_true(uuid_equal(&second.reply.request_id, &second.request_id));
    }
    client_call_deinit(&first);
    client_call_deinit(&second);
    story_deinit(&story);
}

static bool ask_for_patience(struct house *house, const struct server_request *request,
                             const struct request_header *header)
{
    struct status status = {.code = STATUS_RESOURCE_EXHAUSTED, .reason = "QUEUE_FULL", .retry_after_ms = 60};
    unsigned number = note(house, request, header);

    if (number == 1)
        status = (struct status){.code = STATUS_UNAVAILABLE, .reason = "STOPPING"};
    if (number < 3)
        house_reply(house, request, &header->request_id, &status, NULL, 0);
    return number < 3;
}

static void test_call__asked_for_patience__comes_back_not_before_and_with_the_same_id(void **state)
{
    /* Would catch: callers that hammer a service which said when to come back. */
    struct client_call call = {.method = METHOD};
    struct story story;
    (void)state;

    story_init(&story, ask_for_patience, 60000, 60000);
    assert_int_equal(client_call(story.client, &call), 0);
    assert_int_equal(call.tries, 4);
    house_stop(&story.house);
    assert_true(story.at_ms[1] - story.at_ms[0] >= 59);  /* as asked; clocks tick in whole milliseconds */
    assert_true(story.at_ms[2] - story.at_ms[1] >= 99);  /* our own backoff, at its second step */
    assert_true(story.at_ms[3] - story.at_ms[2] >= 199); /* more than asked: the third */
    for (int i = 0; i < 4; i++)
        assert_true(uuid_equal(&story.headers[i].request_id, &call.request_id));
    client_call_deinit(&call);
    story_deinit(&story);
}

static bool ask_for_an_hour(struct house *house, const struct server_request *request,
                            const struct request_header *header)
{
    struct status status = {.code = STATUS_RESOURCE_EXHAUSTED, .reason = "DISK_FULL", .retry_after_ms = 3600000};

    note(house, request, header);
    house_reply(house, request, &header->request_id, &status, NULL, 0);
    return true;
}

static void test_call__asked_for_more_patience_than_there_is_time__is_told_now(void **state)
{
    /* Would catch: a wait that cannot help, and the service's reason lost behind a timeout. */
    struct client_call call = {.method = METHOD};
    struct story story;
    (void)state;

    story_init(&story, ask_for_an_hour, 1000000, 1000000);
    assert_int_equal(client_call(story.client, &call), 1);
    assert_int_equal(call.reply.status.code, STATUS_RESOURCE_EXHAUSTED);
    assert_string_equal(call.reply.status.reason, "DISK_FULL");
    assert_int_equal(call.tries, 1);
    assert_int_equal(call.answer_length, 0);
    client_call_deinit(&call);
    story_deinit(&story);
}

static bool refuse(struct house *house, const struct server_request *request, const struct request_header *header)
{
    static const struct violation violation = {"official.person.mobile", "MOBILE_DIGITS", "दस अंक दें", "10"};
    struct status status = {STATUS_INVALID_ARGUMENT, "FIELDS", "ठीक करें", &violation, 1, 0};

    note(house, request, header);
    house_reply(house, request, &header->request_id, &status, "must not be seen", 16);
    return true;
}

static void test_call__refused__says_why_and_is_not_repeated(void **state)
{
    /* Would catch: a refusal sent again and again until the time is over, or a body taken for an answer. */
    struct client_call call = {.method = METHOD};
    struct story story;
    (void)state;

    story_init(&story, refuse, 1000000, 1000000);
    assert_int_equal(client_call(story.client, &call), 1);
    assert_int_equal(call.reply.status.code, STATUS_INVALID_ARGUMENT);
    assert_int_equal(call.reply.status.violation_count, 1);
    assert_string_equal(call.reply.status.violations[0].sentence, "दस अंक दें");
    assert_string_equal(call.reply.status.sentence, "ठीक करें");
    assert_int_equal(call.tries, 1);
    assert_int_equal(call.answer_length, 0);
    client_call_deinit(&call);
    story_deinit(&story);
}

static void test_call__service_silent__is_deadline_exceeded_with_what_to_do(void **state)
{
    /* Would catch: "not done" said of a write that may well have been done. */
    struct client_call call = {.method = METHOD, .timeout_ms = 1000};
    struct story story;
    (void)state;

    story_init(&story, answer_never, 1000000, 50);
    assert_int_equal(client_call(story.client, &call), 1);
    if (call.tries > 0) {
        assert_int_equal(call.reply.status.code, STATUS_DEADLINE_EXCEEDED);
        assert_non_null(strstr(call.reply.status.sentence, "same request id"));
    }
    house_stop(&story.house);
    for (unsigned i = 0; i < story.seen && i < 8; i++)
        assert_in_range(story.headers[i].timeout_ms, 1, 1000);
    client_call_deinit(&call);
    story_deinit(&story);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_call__answered__has_the_answer_and_sent_everything),
        cmocka_unit_test(test_call__made_again_with_its_id__keeps_it_and_another_gets_its_own),
        cmocka_unit_test(test_call__no_answer_to_a_try__is_sent_again_with_the_same_id_and_less_time),
        cmocka_unit_test(test_call__late_answer_to_an_earlier_call__is_ignored),
        cmocka_unit_test(test_call__asked_for_patience__comes_back_not_before_and_with_the_same_id),
        cmocka_unit_test(test_call__asked_for_more_patience_than_there_is_time__is_told_now),
        cmocka_unit_test(test_call__refused__says_why_and_is_not_repeated),
        cmocka_unit_test(test_call__service_silent__is_deadline_exceeded_with_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
