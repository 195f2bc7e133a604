/* The public face of the client, against a service in a thread of its own. */
#include "client/karmayogi.h"

#include "story.h"

#include <karmayogi/core/v1/feed.pb-c.h>
#include <karmayogi/core/v1/position.pb-c.h>

/* A service, the key files of its caller, and a connection made of them. */
struct visit {
    struct story story;
    struct karmayogi *connection;
    char own[96], public[96];
};

static void visit_init(struct visit *visit, house_answer *answer)
{
    struct house *house = &visit->story.house;

    memset(visit, 0, sizeof(*visit));
    house_init(house, &visit->story.desk);
    house->answer = answer;
    house->context = &visit->story;
    assert_int_equal(keys_write(&visit->story.desk, house->folder), 0);
    assert_int_equal(keys_write(&house->key, house->folder), 0);
    snprintf(visit->own, sizeof(visit->own), "%s/desk.secret", house->folder);
    snprintf(visit->public, sizeof(visit->public), "%s/registration.public", house->folder);
    if (karmayogi_open(&visit->connection, house->endpoint, visit->own, visit->public) < 0)
        fail_msg("%s", karmayogi_error());
    house_start(house);
}

static void visit_deinit(struct visit *visit)
{
    karmayogi_close(visit->connection);
    house_deinit(&visit->story.house);
}

static struct karmayogi_call *new_call(void)
{
    struct karmayogi_call *call;

    assert_int_equal(karmayogi_call_new(&call, METHOD), 0);
    return call;
}

static void test_call__answered__gives_message_and_sends_what_was_set(void **state)
{
    /* Would catch: a setting that does not arrive, an answer that cannot be had as a message. */
    struct karmayogi_position include = {.service = "registration", .epoch = 5, .sequence = 6};
    Karmayogi__Core__V1__FeedCursor cursor = KARMAYOGI__CORE__V1__FEED_CURSOR__INIT;
    struct karmayogi_call *call = new_call();
    const struct karmayogi_violation *violations;
    uint8_t id[KARMAYOGI_ID_BYTES];
    struct visit visit;
    size_t length;
    (void)state;

    visit_init(&visit, answer_at_once);
    assert_null(karmayogi_call_answer(call, &length));
    assert_int_equal(karmayogi_set_actor(visit.connection, "सीता"), 0);
    assert_int_equal(karmayogi_set_language(visit.connection, "hi"), 0);
    assert_int_equal(karmayogi_call_at_least(call, &include), 0);
    cursor.sequence = 7;
    for (unsigned i = 0; i < 2; i++) { /* the second is the same request once more */
        assert_int_equal(karmayogi_call(visit.connection, call, &cursor.base), KARMAYOGI_OK);
        const Karmayogi__Core__V1__FeedCursor *echo =
            karmayogi_call_message(call, &karmayogi__core__v1__feed_cursor__descriptor);
        assert_non_null(echo);
        assert_int_equal(echo->sequence, 7);
        assert_int_equal(karmayogi_call_tries(call), 1);
    }
    assert_non_null(karmayogi_call_answer(call, &length));
    assert_int_equal(length, 2);
    assert_null(karmayogi_call_unpack(call, &karmayogi__core__v1__feed_cursor__descriptor, "\xff", 1));
    assert_int_equal(karmayogi_call_violations(call, &violations), 0);
    assert_string_equal(karmayogi_call_reason(call), "");
    karmayogi_call_id(call, id);
    house_stop(&visit.story.house);
    for (unsigned i = 0; i < 2; i++) {
        const struct request_header *header = &visit.story.headers[i];
        assert_memory_equal(header->request_id.bytes, id, sizeof(id));
        assert_string_equal(header->actor, "सीता");
        assert_int_equal(header->locale, LOCALE_HI);
        assert_int_equal(header->at_least_count, 1);
        assert_string_equal(header->at_least[0].service, "registration");
        assert_int_equal(header->at_least[0].sequence, 6);
    }
    karmayogi_call_free(call);
    visit_deinit(&visit);
}

static bool refuse(struct house *house, const struct server_request *request, const struct request_header *header)
{
    static const struct violation violation = {"person.mobile", "MOBILE_DIGITS", "दस अंक दें", NULL};
    static const struct position position = {"registration", 1, 2};
    CLEANUP(buffer_deinit) struct buffer out = {0};
    struct reply_header reply = {.request_id = header->request_id,
                                 .status = {STATUS_INVALID_ARGUMENT, "FIELDS", "ठीक करें", &violation, 1, 0},
                                 .positions = &position,
                                 .position_count = 1};

    note(house, request, header);
    assert_int_equal(envelope_write_reply(&reply, &out), 0);
    assert_true(server_send(house->server, request->routing_id, request->routing_id_length, out.data, out.length,
                            "body", 4) >= 0);
    return true;
}

static void test_call__refused__says_everything_and_has_no_answer(void **state)
{
    /* Would catch: a refusal whose reason or fields a program cannot get at. */
    const struct karmayogi_violation *violations;
    const struct karmayogi_position *positions;
    struct karmayogi_call *call = new_call();
    struct visit visit;
    size_t length = 9;
    (void)state;

    visit_init(&visit, refuse);
    assert_int_equal(karmayogi_call_packed(visit.connection, call, NULL, 0), KARMAYOGI_INVALID_ARGUMENT);
    assert_int_equal(karmayogi_call_code(call), KARMAYOGI_INVALID_ARGUMENT);
    assert_string_equal(karmayogi_call_reason(call), "FIELDS");
    assert_string_equal(karmayogi_call_sentence(call), "ठीक करें");
    assert_int_equal(karmayogi_call_violations(call, &violations), 1);
    assert_string_equal(violations[0].field, "person.mobile");
    assert_string_equal(violations[0].reason, "MOBILE_DIGITS");
    assert_string_equal(violations[0].detail, "");
    assert_int_equal(karmayogi_call_positions(call, &positions), 1);
    assert_string_equal(positions[0].service, "registration");
    assert_null(karmayogi_call_answer(call, &length));
    assert_int_equal(length, 0);
    assert_null(karmayogi_call_message(call, &karmayogi__core__v1__feed_cursor__descriptor));
    karmayogi_call_free(call);
    visit_deinit(&visit);
}

static void test_open__file_that_is_no_key__fails_by_name(void **state)
{
    /* Would catch: a program told "failed" without which file, or one that runs with half a key. */
    struct karmayogi *connection;
    struct visit visit;
    (void)state;

    visit_init(&visit, answer_at_once);
    assert_true(karmayogi_open(&connection, visit.story.house.endpoint, "/nowhere/x.secret", visit.public) < 0);
    assert_null(connection);
    assert_non_null(strstr(karmayogi_error(), "/nowhere/x.secret"));
    assert_true(karmayogi_open(&connection, visit.story.house.endpoint, visit.public, visit.public) < 0);
    assert_non_null(strstr(karmayogi_error(), "secret"));
    assert_true(karmayogi_open(&connection, "nowhere", visit.own, visit.public) < 0);
    assert_true(karmayogi_open(&connection, NULL, visit.own, visit.public) < 0);
    karmayogi_close(NULL);
    visit_deinit(&visit);
}

static void test_settings__beyond_the_contract__are_errors_and_change_nothing(void **state)
{
    /* Would catch: an assertion that ends the process of somebody else. */
    char method[ENVELOPE_METHOD_BYTES + 1], actor[ENVELOPE_ACTOR_BYTES + 1];
    Karmayogi__Core__V1__Position bad = KARMAYOGI__CORE__V1__POSITION__INIT;
    struct karmayogi_position position = {.service = "registration"};
    uint8_t id[KARMAYOGI_ID_BYTES], before[KARMAYOGI_ID_BYTES];
    struct karmayogi_call *call, *none;
    struct visit visit;
    (void)state;

    visit_init(&visit, answer_at_once);
    call = new_call();
    memset(method, 'm', sizeof(method));
    method[ENVELOPE_METHOD_BYTES] = '\0';
    assert_true(karmayogi_call_new(&none, method) < 0);
    assert_null(none);
    assert_true(karmayogi_call_new(&none, NULL) < 0);
    memset(actor, 'a', sizeof(actor));
    actor[ENVELOPE_ACTOR_BYTES] = '\0';
    assert_true(karmayogi_set_actor(visit.connection, actor) < 0);
    assert_true(karmayogi_set_language(visit.connection, "ta") < 0);
    karmayogi_call_id(call, before);
    memset(id, 0, sizeof(id));
    assert_true(karmayogi_call_set_id(call, id) < 0);
    karmayogi_call_id(call, id);
    assert_memory_equal(id, before, sizeof(id));
    for (int i = 0; i < ENVELOPE_POSITIONS; i++)
        assert_int_equal(karmayogi_call_at_least(call, &position), 0);
    assert_true(karmayogi_call_at_least(call, &position) < 0);
    memset(position.service, 's', sizeof(position.service));
    assert_true(karmayogi_call_at_least(call, &position) < 0);
    bad.service = (char[]){"\xc3("};
    assert_true(karmayogi_call(visit.connection, call, &bad.base) < 0);
    assert_true(karmayogi_call(visit.connection, call, NULL) < 0);
    assert_true(karmayogi_call_packed(visit.connection, call, NULL, 1) < 0);
    house_stop(&visit.story.house);
    assert_int_equal(visit.story.seen, 0);
    karmayogi_call_free(call);
    visit_deinit(&visit);
}

static void test_call__key_not_admitted__says_so(void **state)
{
    /* Would catch: a wrong key that looks like a service that is down. */
    struct karmayogi_call *call = new_call();
    struct keys_pair stranger;
    struct visit visit;
    char path[128];
    (void)state;

    visit_init(&visit, answer_at_once);
    karmayogi_close(visit.connection);
    assert_int_equal(keys_make(&stranger, "stranger"), 0);
    assert_int_equal(keys_write(&stranger, visit.story.house.folder), 0);
    snprintf(path, sizeof(path), "%s/stranger.secret", visit.story.house.folder);
    assert_int_equal(karmayogi_open(&visit.connection, visit.story.house.endpoint, path, visit.public), 0);
    karmayogi_set_timeout(visit.connection, 1000000);
    assert_int_equal(karmayogi_call_packed(visit.connection, call, "x", 1), KARMAYOGI_UNAUTHENTICATED);
    assert_string_equal(karmayogi_call_reason(call), "KEY_REFUSED");
    karmayogi_call_free(call);
    visit_deinit(&visit);
}

/* What a page of the feed looks like, by the sequence that is asked for. */
static bool answer_page(struct house *house, const struct server_request *request, const struct request_header *header)
{
    Karmayogi__Core__V1__FeedEntry entries[2] = {KARMAYOGI__CORE__V1__FEED_ENTRY__INIT,
                                                 KARMAYOGI__CORE__V1__FEED_ENTRY__INIT};
    Karmayogi__Core__V1__FeedEntry *list[2] = {&entries[0], &entries[1]};
    Karmayogi__Core__V1__ReadResponse page = KARMAYOGI__CORE__V1__READ_RESPONSE__INIT;
    Karmayogi__Core__V1__FeedCursor through = KARMAYOGI__CORE__V1__FEED_CURSOR__INIT;
    CLEANUP(buffer_deinit) struct buffer body = {0};
    struct status status = {.code = STATUS_OK};
    const Karmayogi__Core__V1__ReadRequest *asked = (const Karmayogi__Core__V1__ReadRequest *)wire_unpack(
        &karmayogi__core__v1__read_request__descriptor, request->body, request->body_length, &house->arena);

    note(house, request, header);
    assert_non_null(asked);
    uint64_t after = asked->cursor->sequence;
    page.epoch = through.epoch = 9;
    page.from_sequence = after;
    page.through = &through;
    page.head = 4;
    page.entries = list;
    page.n_entries = after < 4 ? 2 : 0;
    entries[0].sequence = after + 1;
    entries[1].sequence = after == 2 && asked->n_event_kinds ? after + 3 : after + 2; /* a hole, for who asks so */
    through.sequence = after + page.n_entries;
    through.checksum = through.sequence * 10;
    assert_int_equal(wire_pack(&page.base, &body), 0);
    house_reply(house, request, &header->request_id, &status, body.data, body.length);
    return true;
}

static void test_feed__page_by_page__moves_the_cursor_and_notices_a_hole(void **state)
{
    /* Would catch: a follower that goes on behind entries which it never saw. */
    static const uint32_t kinds[] = {10};
    struct karmayogi_cursor cursor = {0}, through;
    struct karmayogi_feed_query query = {.kinds = kinds, .kind_count = 1};
    struct karmayogi_call *page;
    struct visit visit;
    (void)state;

    visit_init(&visit, answer_page);
    for (uint64_t end = 2; end <= 4; end += 2) {
        assert_int_equal(karmayogi_feed_read(visit.connection, &cursor, NULL, &page, &cursor), KARMAYOGI_OK);
        const Karmayogi__Core__V1__ReadResponse *message =
            karmayogi_call_message(page, &karmayogi__core__v1__read_response__descriptor);
        assert_int_equal(message->n_entries, 2);
        assert_true(cursor.epoch == 9 && cursor.sequence == end && cursor.checksum == end * 10);
        karmayogi_call_free(page);
    }
    assert_int_equal(karmayogi_feed_read(visit.connection, &cursor, NULL, &page, &through), KARMAYOGI_OK);
    assert_memory_equal(&through, &cursor, sizeof(cursor));
    karmayogi_call_free(page);

    cursor.sequence = 2;
    assert_true(karmayogi_feed_read(visit.connection, &cursor, &query, &page, &through) < 0);
    assert_null(page);
    cursor.epoch = 8; /* answered by another history without a word */
    assert_true(karmayogi_feed_read(visit.connection, &cursor, NULL, &page, &through) < 0);
    assert_memory_equal(&through, &cursor, sizeof(cursor));
    visit_deinit(&visit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_call__answered__gives_message_and_sends_what_was_set),
        cmocka_unit_test(test_call__refused__says_everything_and_has_no_answer),
        cmocka_unit_test(test_open__file_that_is_no_key__fails_by_name),
        cmocka_unit_test(test_settings__beyond_the_contract__are_errors_and_change_nothing),
        cmocka_unit_test(test_call__key_not_admitted__says_so),
        cmocka_unit_test(test_feed__page_by_page__moves_the_cursor_and_notices_a_hole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
