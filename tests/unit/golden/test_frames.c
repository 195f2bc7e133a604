/* Whole messages as they once went over the wire, read and written by envelope.c. */
#include "golden.h"

struct frames {
    struct buffer file;
    json_t *json;
    struct part parts[3];
    struct arena arena;
    struct buffer written;
};

static void frames_read(struct frames *frames, const char *path)
{
    char meaning[GOLDEN_PATH_BYTES];

    memset(frames, 0, sizeof(*frames));
    snprintf(meaning, sizeof(meaning), "%s.json", path);
    frames->json = golden_json(meaning);
    golden_read(path, &frames->file);
    assert_int_equal(golden_split(&frames->file, frames->parts, 3), 3);
    assert_int_equal(frames->parts[0].length, 0);
    arena_init(&frames->arena, (size_t)1 << 20);
    const json_t *body = json_object_get(frames->json, "body");
    if (json_is_object(body))
        golden_check(frames->parts[2].data, frames->parts[2].length, body);
    else
        assert_int_equal(frames->parts[2].length, 0);
}

static void frames_deinit(struct frames *frames)
{
    assert_int_equal(frames->written.length, frames->parts[1].length);
    assert_memory_equal(frames->written.data, frames->parts[1].data, frames->written.length);
    buffer_deinit(&frames->written);
    buffer_deinit(&frames->file);
    arena_deinit(&frames->arena);
    json_decref(frames->json);
}

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : "";
}

static void check_positions(const struct position *positions, size_t count, const json_t *json)
{
    assert_int_equal(count, json_array_size(json));
    for (size_t i = 0; i < count; i++) {
        const json_t *each = json_array_get(json, i);
        assert_string_equal(positions[i].service, text_of(each, "service"));
        assert_true(positions[i].epoch == strtoull(text_of(each, "epoch"), NULL, 10));
        assert_true(positions[i].sequence == strtoull(text_of(each, "sequence"), NULL, 10));
    }
}

static void check_id(const struct uuid *id, const json_t *json)
{
    ProtobufCBinaryData bytes = {.len = UUID_BYTES, .data = (uint8_t *)(uintptr_t)id->bytes};

    assert_true(golden_same_bytes(json_object_get(json, "request_id"), &bytes));
}

static void check_request(const char *path)
{
    struct request_header header;
    struct frames frames;

    frames_read(&frames, path);
    const json_t *json = json_object_get(frames.json, "header");
    assert_int_equal(envelope_read_request(&header, frames.parts[1].data, frames.parts[1].length, &frames.arena),
                     ENVELOPE_OK);
    assert_string_equal(header.method, text_of(json, "method"));
    assert_string_equal(header.actor, text_of(json, "actor"));
    assert_string_equal(header.traceparent, text_of(json, "traceparent"));
    assert_int_equal(header.timeout_ms, json_integer_value(json_object_get(json, "timeout_ms")));
    assert_int_equal(header.locale == LOCALE_HI, strcmp(text_of(json, "locale"), "hi") == 0);
    check_id(&header.request_id, json);
    check_positions(header.at_least, header.at_least_count, json_object_get(json, "at_least"));
    assert_int_equal(envelope_write_request(&header, &frames.written), 0);
    frames_deinit(&frames);
}

static void check_status(const struct status *status, const json_t *json)
{
    char word[32];
    const json_t *violations = json_object_get(json, "violations");

    snprintf(word, sizeof(word), "CODE_%s", status_code_word(status->code));
    assert_string_equal(status->code == STATUS_OK ? "" : word, text_of(json, "code"));
    assert_string_equal(status->reason ? status->reason : "", text_of(json, "reason"));
    assert_string_equal(status->sentence ? status->sentence : "", text_of(json, "sentence"));
    assert_int_equal(status->retry_after_ms, json_integer_value(json_object_get(json, "retry_after_ms")));
    assert_int_equal(status->violation_count, json_array_size(violations));
    for (size_t i = 0; i < status->violation_count; i++) {
        const json_t *each = json_array_get(violations, i);
        assert_string_equal(status->violations[i].field, text_of(each, "field"));
        assert_string_equal(status->violations[i].reason, text_of(each, "reason"));
        assert_string_equal(status->violations[i].sentence, text_of(each, "sentence"));
        assert_string_equal(status->violations[i].detail, text_of(each, "detail"));
    }
}

static void check_reply(const char *path)
{
    struct reply_header header;
    struct frames frames;

    frames_read(&frames, path);
    const json_t *json = json_object_get(frames.json, "header");
    assert_true(envelope_read_reply(&header, frames.parts[1].data, frames.parts[1].length, &frames.arena));
    check_id(&header.request_id, json);
    check_status(&header.status, json_object_get(json, "status"));
    check_positions(header.positions, header.position_count, json_object_get(json, "positions"));
    assert_int_equal(envelope_write_reply(&header, &frames.written), 0);
    frames_deinit(&frames);
}

static void test_frames__as_they_were__are_read_and_written_the_same(void **state)
{
    /* Would catch: a caller of an earlier release that is not understood, or does not understand its answer. */
    (void)state;

    assert_true(golden_each("frames", ".request", check_request) >= 5);
    assert_true(golden_each("frames", ".answer", check_reply) >= 5);
    assert_true(golden_each("frames", ".refusal", check_reply) >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frames__as_they_were__are_read_and_written_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
