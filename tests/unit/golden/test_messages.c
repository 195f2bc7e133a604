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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages__as_they_were__mean_the_same_and_are_written_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
