/* Words for groups, genders, categories and kinds of engagement. */
#include "domain_fixture.h"

#include "domain/words.h"

/* What cells say, and what that is. */
static const struct {
    const char *said;
    enum field field;
    int value; /* -1: refused */
} word_cases[] = {
    {"Group C", FIELD_GROUP, GROUP_C},
    {"GROUP A", FIELD_GROUP, GROUP_A},
    {"group-b", FIELD_GROUP, GROUP_B},
    {"d", FIELD_GROUP, GROUP_D},
    {"समूह ग", FIELD_GROUP, GROUP_C},
    {"समूह 'घ'", FIELD_GROUP, GROUP_D},
    {"ख", FIELD_GROUP, GROUP_B},
    {"Contractual Staff", FIELD_GROUP, GROUP_CONTRACTUAL_STAFF},
    {"संविदा", FIELD_GROUP, GROUP_CONTRACTUAL_STAFF},
    {"संविदा कर्मी", FIELD_GROUP, GROUP_CONTRACTUAL_STAFF},
    {"Others", FIELD_GROUP, GROUP_OTHERS},
    {"अन्य", FIELD_GROUP, GROUP_OTHERS},
    {"", FIELD_GROUP, GROUP_NONE},
    {"Group E", FIELD_GROUP, -1},
    {"-", FIELD_GROUP, GROUP_NONE},
    {"--A", FIELD_GROUP, GROUP_A},
    {"..", FIELD_GROUP, -1},
    {"Male", FIELD_GENDER, GENDER_MALE},
    {"f", FIELD_GENDER, GENDER_FEMALE},
    {"T", FIELD_GENDER, GENDER_TRANSGENDER},
    {"पुरुष", FIELD_GENDER, GENDER_MALE},
    {"पु0", FIELD_GENDER, GENDER_MALE},
    {"पु०", FIELD_GENDER, GENDER_MALE},
    {"पु॰", FIELD_GENDER, GENDER_MALE},
    {"पु00", FIELD_GENDER, -1},
    {"महिला", FIELD_GENDER, GENDER_FEMALE},
    {"स्त्री", FIELD_GENDER, GENDER_FEMALE},
    {"ट्रांसजेंडर", FIELD_GENDER, GENDER_TRANSGENDER},
    {"ट्रान्सजेन्डर", FIELD_GENDER, GENDER_TRANSGENDER},
    {"किन्नर", FIELD_GENDER, GENDER_TRANSGENDER},
    {"others", FIELD_GENDER, GENDER_OTHERS},
    {"अन्य", FIELD_GENDER, GENDER_OTHERS},
    {"x", FIELD_GENDER, -1},
    {"General", FIELD_CATEGORY, CATEGORY_GENERAL},
    {"UR", FIELD_CATEGORY, CATEGORY_GENERAL},
    {"obc", FIELD_CATEGORY, CATEGORY_OBC},
    {"O.B.C.", FIELD_CATEGORY, -1},
    {"SC", FIELD_CATEGORY, CATEGORY_SC},
    {"ST", FIELD_CATEGORY, CATEGORY_ST},
    {"EWS", FIELD_CATEGORY, CATEGORY_EWS},
    {"सामान्य", FIELD_CATEGORY, CATEGORY_GENERAL},
    {"अन्य पिछड़ा वर्ग", FIELD_CATEGORY, CATEGORY_OBC},
    {"अन्य पिछडा वर्ग", FIELD_CATEGORY, CATEGORY_OBC},
    {"पिछड़ा वर्ग", FIELD_CATEGORY, CATEGORY_OBC},
    {"अनुसूचित जाति", FIELD_CATEGORY, CATEGORY_SC},
    {"अनुसूचित जनजाति", FIELD_CATEGORY, CATEGORY_ST},
    {"आर्थिक रूप से कमज़ोर वर्ग", FIELD_CATEGORY, CATEGORY_EWS},
    {"ईडब्ल्यूएस", FIELD_CATEGORY, CATEGORY_EWS},
    {"none", FIELD_CATEGORY, CATEGORY_NONE},
    {"none of them", FIELD_CATEGORY, -1},
    {"Regular", FIELD_ENGAGEMENT, ENGAGEMENT_REGULAR},
    {"मानदेय", FIELD_ENGAGEMENT, ENGAGEMENT_HONORARY},
    {"Volunteer", FIELD_ENGAGEMENT, ENGAGEMENT_VOLUNTEER},
    {"आउटसोर्स", FIELD_ENGAGEMENT, ENGAGEMENT_OUTSOURCED},
    {"निर्वाचित", FIELD_ENGAGEMENT, ENGAGEMENT_ELECTED},
    {"deputed", FIELD_ENGAGEMENT, ENGAGEMENT_DEPUTED},
    {"प्रशिक्षु", FIELD_ENGAGEMENT, ENGAGEMENT_TRAINEE},
    {"Contractual", FIELD_ENGAGEMENT, ENGAGEMENT_CONTRACTUAL},
    {"daily wages", FIELD_ENGAGEMENT, -1},
};

static void test_words__in_both_languages__are_understood(void **state)
{
    /* Catches a spelling of the facts that is not understood, or understood as something else. */
    struct house *house = *state;
    static const char *const reasons[FIELD_COUNT] = {[FIELD_GROUP] = "GROUP_UNKNOWN",
                                                     [FIELD_GENDER] = "GENDER_UNKNOWN",
                                                     [FIELD_CATEGORY] = "CATEGORY_UNKNOWN",
                                                     [FIELD_ENGAGEMENT] = "ENGAGEMENT_UNKNOWN"};
    for (size_t i = 0; i < sizeof word_cases / sizeof word_cases[0]; i++) {
        struct checked row;
        const char *reason = reason_of_cell(house, &row, word_cases[i].field, word_cases[i].said);
        assert_string_equal(reason, word_cases[i].value < 0 ? reasons[word_cases[i].field] : "");
        const struct post *post = &row.official.post;
        int values[FIELD_COUNT] = {[FIELD_GROUP] = (int)post->group,
                                   [FIELD_GENDER] = (int)post->gender,
                                   [FIELD_CATEGORY] = (int)post->category,
                                   [FIELD_ENGAGEMENT] = (int)post->engagement};
        if (word_cases[i].value >= 0)
            assert_int_equal(values[word_cases[i].field], word_cases[i].value);
    }
}

static void test_words__of_the_tables__are_folded(void **state)
{
    /* Catches a spelling that can never match, because cells are folded and it is not. */
    struct house *house = *state;
    for (int words = 0; words < WORDS_COUNT; words++) {
        const char *spelling;
        for (size_t at = 0; (spelling = words_spelling((enum words)words, at)) != NULL; at++)
            assert_string_equal(text_fold(&house->arena, spelling), spelling);
    }
}

static void test_engagement__not_said__follows_settings_then_group(void **state)
{
    /* Catches contractual staff counted as regular, and settings that win over the row. */
    struct house *house = *state;
    struct checked row;
    row_init(&row);
    row_check(house, &row);
    assert_int_equal(row.official.post.engagement, ENGAGEMENT_REGULAR);
    row.cells[FIELD_GROUP] = "संविदा";
    row_check(house, &row);
    assert_int_equal(row.official.post.engagement, ENGAGEMENT_CONTRACTUAL);
    house->settings.engagement = ENGAGEMENT_HONORARY;
    row_check(house, &row);
    assert_int_equal(row.official.post.engagement, ENGAGEMENT_HONORARY);
    row.cells[FIELD_ENGAGEMENT] = "trainee";
    row_check(house, &row);
    assert_int_equal(row.official.post.engagement, ENGAGEMENT_TRAINEE);
    house->settings.engagement = ENGAGEMENT_NONE;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words__in_both_languages__are_understood),
        cmocka_unit_test(test_words__of_the_tables__are_folded),
        cmocka_unit_test(test_engagement__not_said__follows_settings_then_group),
    };
    return cmocka_run_group_tests(tests, house_open, house_close);
}
