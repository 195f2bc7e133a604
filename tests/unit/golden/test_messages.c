/* Every message that stands alone, as it was once written by another implementation of protobuf. */
#include "golden.h"

static void check_message(const char *path)
{
    CLEANUP(buffer_deinit) struct buffer bytes = {0};
    char meaning[GOLDEN_PATH_BYTES];

    snprintf(meaning, sizeof(meaning), "%.*sjson", (int)(strlen(path) - strlen("bin")), path);
    json_t *json = golden_json(meaning);
    golden_read(path, &bytes);
    golden_check(bytes.data, bytes.length, json);
    json_decref(json);
}

static void test_messages__as_they_were__mean_the_same_and_are_written_the_same(void **state)
{
    /* Would catch: a field that got another number, type or name; an enum's value that moved; a contract's code that
     * another implementation of protobuf does not understand. */
    (void)state;

    assert_true(golden_each("messages", ".bin", check_message) > 100);
}

/* What common/ reads and writes in place of a service's own message: the same bytes under other names. */
static const struct {
    const char *own, *common;
} twins[] = {
    {"registration/ImportRecord", "karmayogi.core.v1.ImportedRecord"},
    {"registration/ImportChunkRecord", "karmayogi.core.v1.ImportedChunkRecord"},
    {"registration/ImportOfficialsRequest", "karmayogi.core.v1.ImportedChunk"},
    {"registration/ImportOfficialsResponse", "karmayogi.core.v1.ImportedAnswer"},
    {"registration/GetImportRequest", "karmayogi.core.v1.ImportedKey"},
    {"registration/GetImportResponse", "karmayogi.core.v1.ImportedStanding"},
    {"registration/ListImportVerdictsRequest", "karmayogi.core.v1.ImportedVerdictsQuery"},
    {"registration/ListImportVerdictsResponse", "karmayogi.core.v1.ImportedVerdictsPage"},
    {"catalogue/ImportCoursesRequest", "karmayogi.core.v1.ImportedChunk"},
    {"catalogue/ImportCoursesResponse", "karmayogi.core.v1.ImportedAnswer"},
    {"catalogue/GetCourseImportRequest", "karmayogi.core.v1.ImportedKey"},
    {"catalogue/GetCourseImportResponse", "karmayogi.core.v1.ImportedStanding"},
    {"catalogue/ListCourseImportVerdictsRequest", "karmayogi.core.v1.ImportedVerdictsQuery"},
    {"catalogue/ListCourseImportVerdictsResponse", "karmayogi.core.v1.ImportedVerdictsPage"},
};

static void test_messages_of_imports__by_their_common_twins__are_written_the_same(void **state)
{
    /* Would catch: a field that one service's imports have and the common code drops or moves. */
    (void)state;

    for (size_t i = 0; i < sizeof(twins) / sizeof(twins[0]); i++) {
        CLEANUP(buffer_deinit) struct buffer bytes = {0}, packed = {0};
        CLEANUP(arena_deinit) struct arena arena;
        char path[GOLDEN_PATH_BYTES];

        arena_init(&arena, (size_t)16 << 20);
        snprintf(path, sizeof(path), "%s/messages/%s.bin", GOLDEN_FOLDER, twins[i].own);
        golden_read(path, &bytes);
        const ProtobufCMessage *message =
            wire_unpack(golden_descriptor(twins[i].common), bytes.data, bytes.length, &arena);
        assert_non_null(message);
        assert_int_equal(wire_pack(message, &packed), 0);
        if (packed.length != bytes.length || memcmp(packed.data, bytes.data, bytes.length) != 0)
            fail_msg("%s is not the same as %s", twins[i].own, twins[i].common);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages__as_they_were__mean_the_same_and_are_written_the_same),
        cmocka_unit_test(test_messages_of_imports__by_their_common_twins__are_written_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
