/* Names in the legacy font Kruti Dev, and names that only look a little like it. */
#include "domain_fixture.h"

#include "legacy_names.h"

#include <ctype.h>

static void test_kruti_dev__of_common_names__is_refused_with_the_name_in_unicode(void **state)
{
    /* Catches a key read as another letter, a short i or an r above left where it is typed, and names stored as
     * gibberish. Typed by the layout of Kruti Dev 010. */
    struct house *house = *state;
    struct checked row;
    for (size_t i = 0; i < sizeof kruti_dev_names / sizeof kruti_dev_names[0]; i += 2) {
        assert_string_equal(reason_of_cell(house, &row, FIELD_FULL_NAME, kruti_dev_names[i]), "LEGACY_FONT");
        const char *unicode = text_clean(&house->arena, kruti_dev_names[i + 1]);
        assert_string_equal(row.findings.items[0].detail, unicode);
        assert_string_equal(reason_of_cell(house, &row, FIELD_FULL_NAME, unicode), "");
    }
}

static void test_kruti_dev__with_keys_outside_ascii__is_noticed(void **state)
{
    /* Catches names typed with the keys for pra and kri, whose other signs pass as letters. */
    struct house *house = *state;
    static const char *const cases[][2] = {
        {"çdk'k", "प्रकाश"}, {"jke çlkn", "राम प्रसाद"},         {"Ñ\".k dqekj", "कृष्ण कुमार"}, {"foØe", "विक्रम"},
        {"vk¡py", "आँचल"},   {"Mk- jke dqekj", "डा. राम कुमार"}, {"Lo- jke", "स्व. राम"},
    };
    struct checked row;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(reason_of_cell(house, &row, FIELD_FULL_NAME, cases[i][0]), "LEGACY_FONT");
        assert_string_equal(row.findings.items[0].detail, text_clean(&house->arena, cases[i][1]));
    }
}

/* @name in the letter case of @mapping, a function of <ctype.h>. */
static const char *in_case(const char *name, int (*mapping)(int), char *room)
{
    size_t i = 0;
    for (; name[i]; i++)
        room[i] = (char)mapping((unsigned char)name[i]);
    room[i] = '\0';
    return room;
}

static void test_latin_names__in_three_letter_cases__are_not_legacy(void **state)
{
    /* Catches the worst that the rule could do: refuse somebody's real name. */
    struct house *house = *state;
    struct checked row;
    for (const char *at = latin_names; *at; at += strcspn(at, ";") + 1) {
        const char *name = arena_string(&house->arena, at, strcspn(at, ";"));
        char room[100];
        assert_string_equal(reason_of_cell(house, &row, FIELD_FULL_NAME, name), "");
        assert_string_equal(reason_of_cell(house, &row, FIELD_FULL_NAME, in_case(name, toupper, room)), "");
        assert_string_equal(reason_of_cell(house, &row, FIELD_FULL_NAME, in_case(name, tolower, room)), "");
    }
}

static void test_kruti_dev__confirmed_as_it_stands__is_taken_over(void **state)
{
    /* Catches a confirmation that is not heard, or one that lets signs through that no name has. */
    struct house *house = *state;
    struct checked row;
    house->settings.accept_legacy_looking_text = true;
    assert_string_equal(reason_of_cell(house, &row, FIELD_FULL_NAME, "jke dqekj"), "");
    assert_string_equal(row.official.person.name, "jke dqekj");
    assert_string_equal(reason_of_cell(house, &row, FIELD_FULL_NAME, "fo'ks\"k"), "NAME_CHARACTERS");
    house->settings.accept_legacy_looking_text = false;
}

static void test_kruti_dev__behind_a_title_or_as_a_parent__is_noticed(void **state)
{
    /* Catches a test that looks at the whole cell or at one column only. */
    struct house *house = *state;
    struct checked row;
    assert_string_equal(reason_of_cell(house, &row, FIELD_FULL_NAME, "Shri jke dqekj"), "LEGACY_FONT");
    assert_string_equal(row.findings.items[0].detail, "राम कुमार");
    assert_string_equal(reason_of_cell(house, &row, FIELD_PARENT_NAME, "lquhrk nsoh"), "LEGACY_FONT");
}

static void test_kruti_dev__as_a_designation__is_only_unknown(void **state)
{
    /* Catches a row refused for a designation, which may be anything. */
    struct house *house = *state;
    struct checked row;
    assert_string_equal(reason_of_cell(house, &row, FIELD_DESIGNATION, "vkj{kh"), "");
    assert_string_equal(said(&row.flags), "designation DESIGNATION_UNKNOWN");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kruti_dev__of_common_names__is_refused_with_the_name_in_unicode),
        cmocka_unit_test(test_kruti_dev__with_keys_outside_ascii__is_noticed),
        cmocka_unit_test(test_latin_names__in_three_letter_cases__are_not_legacy),
        cmocka_unit_test(test_kruti_dev__confirmed_as_it_stands__is_taken_over),
        cmocka_unit_test(test_kruti_dev__behind_a_title_or_as_a_parent__is_noticed),
        cmocka_unit_test(test_kruti_dev__as_a_designation__is_only_unknown),
    };
    return cmocka_run_group_tests(tests, house_open, house_close);
}
