/* What may be said of a course: every rule with a value that breaks it, one that keeps it, and what becomes of it. */
#include "domain_fixture.h"

#include "base/legacy.h"
#include "domain/language.h"

static void test_draft__without_fault__becomes_a_clean_content(void **state)
{
    /* Catches: texts stored with the blanks of a file, a provider that is there and not found, and a course whose
     * original language is nobody's. */
    struct house *house = *state;
    struct course_content content = fine_content(house);
    assert_string_equal(content.texts[0].title, "How to listen");
    assert_string_equal(content.texts[1].description, "");
    assert_string_equal(content.original_language, "hi");
    assert_string_equal(content.provider, "karmayogi BHARAT");
    assert_string_equal(content.provider_code, "karmayogi-bharat");
    assert_string_equal(content.igot_id, "");
    struct findings flags = {0};
    course_flags(&content, &flags);
    assert_int_equal(flags.count, 0);
}

static void test_provider__that_is_not_in_the_list__is_stored_and_flagged(void **state)
{
    /* Catches: a course refused, or a flag forgotten, because somebody new offers it. */
    struct house *house = *state;
    struct course_content content;
    struct course_draft draft = fine_draft();
    struct findings flags = {0};
    draft.content.provider = "Somebody else";
    draft.content.provider_code = "karmayogi-bharat"; /* what a caller says of it does not count */
    assert_string_equal(found(house, &draft, &content), "");
    assert_string_equal(content.provider_code, "");
    course_flags(&content, &flags);
    assert_int_equal(flags.count, 1);
    assert_int_equal(flags.items[0].reason, REASON_PROVIDER_UNKNOWN);
}

static char long_title[502], long_description[2002], long_name[257];

/* One wrong thing, and what is found. */
struct wrong {
    void (*spoil)(struct course_draft *draft);
    const char *found;
};

#define WRONG(name, code)                                                                                              \
    static void name(struct course_draft *draft)                                                                       \
    {                                                                                                                  \
        code;                                                                                                          \
    }

static const char *const hindi_twice[] = {"hi", "hi"}, *const hindustani[] = {"hindustani"},
                         *const juggling[] = {"juggling"}, *const typing[] = {"typing"}, *const self[] = {"do_113"},
                         *const upper[] = {"DO_113"}, *const twice[] = {"do_114", "do_114"};
static const char *many[65];
static struct course_text one_text[1], english_twice[2] = {{"en", "a", ""}, {"en", "b", ""}};
static struct course_module one_module[2];
static const struct course_module_title module_titles[] = {{"en", "Begin"}};

static struct course_draft *texts(struct course_draft *draft, const char *language, const char *title, const char *more)
{
    one_text[0] = (struct course_text){language, title, more};
    draft->content.texts = one_text;
    draft->content.text_count = 1;
    return draft;
}

static struct course_draft *module(struct course_draft *draft, const char *id, size_t titles, uint32_t minutes)
{
    for (size_t i = 0; i < 2; i++)
        one_module[i] = (struct course_module){
            .module_id = id, .titles = module_titles, .title_count = titles, .duration_minutes = minutes};
    draft->content.modules = one_module;
    draft->content.module_count = 1;
    return draft;
}

WRONG(no_kind, draft->content.kind = 0)
WRONG(thirteenth_kind, draft->content.kind = 13)
WRONG(no_texts, draft->content.text_count = 0)
WRONG(no_title, texts(draft, "en", "  ", ""))
WRONG(no_hindi_title, texts(draft, "hi", NULL, "x"))
WRONG(title_of_501, texts(draft, "ta", long_title, ""))
WRONG(description_of_2001, texts(draft, "hi", "x", long_description))
WRONG(unknown_text_language, texts(draft, "xx", "x", ""))
WRONG(destroyed_title, texts(draft, "hi", "????? ??", ""))
WRONG(kruti_dev, texts(draft, "hi", "jke dqekj", ""))
WRONG(two_english_texts, draft->content.texts = english_twice)
WRONG(no_languages, draft->content.languages.count = 0)
WRONG(too_many_languages, draft->content.languages = ((struct course_strings){many, 25}))
WRONG(unknown_language, draft->content.languages = ((struct course_strings){hindustani, 1}))
WRONG(one_language_twice, draft->content.languages = ((struct course_strings){hindi_twice, 2}))
WRONG(other_original, draft->content.original_language = "ta")
WRONG(version_of_itself, draft->content.language_version_of = "do_113")
WRONG(version_of_nothing, draft->content.language_version_of = "Do 1")
WRONG(no_provider, draft->content.provider = " ")
WRONG(long_provider, draft->content.provider = long_name)
WRONG(forty_two_days, draft->content.duration_minutes = 60001)
WRONG(module_id, module(draft, "Module", 1, 5))
WRONG(module_without_title, module(draft, "m1", 0, 5))
WRONG(long_module, module(draft, "m1", 1, 6001))
WRONG(two_modules, module(draft, "m1", 1, 5)->content.module_count = 2)
WRONG(part_of_itself, draft->content.parts = ((struct course_strings){self, 1}))
WRONG(part_id, draft->content.parts = ((struct course_strings){upper, 1}))
WRONG(part_twice, draft->content.parts = ((struct course_strings){twice, 2}))
WRONG(too_many_parts, draft->content.parts = ((struct course_strings){many, 65}))
WRONG(unknown_competency, draft->content.competencies = ((struct course_strings){juggling, 1}))
WRONG(former_competency, draft->content.competencies = ((struct course_strings){typing, 1}))
WRONG(too_many_competencies, draft->content.competencies = ((struct course_strings){many, 33}))
WRONG(unknown_cadre, draft->content.cadres = ((struct course_strings){juggling, 1}))
WRONG(unknown_trade, draft->content.trades = ((struct course_strings){juggling, 1}))
WRONG(too_many_trades, draft->content.trades = ((struct course_strings){many, 65}))
WRONG(levels_the_wrong_way, (draft->content.level_from = 9, draft->content.level_to = 3))
WRONG(level_nineteen, draft->content.level_from = 19)
WRONG(state_hundred, draft->content.state_code = 100)
WRONG(igot_id, draft->content.igot_id = "do 113")
WRONG(long_igot_id, draft->content.igot_id = long_name)
WRONG(too_many_keywords, draft->content.keywords = ((struct course_strings){many, 17}))

static const struct wrong wrongs[] = {
    {no_kind, "kind KIND_MISSING"},
    {thirteenth_kind, "kind ENUM_UNKNOWN"},
    {no_texts, "texts TEXT_COUNT"},
    {no_title, "title_en TITLE_MISSING"},
    {no_hindi_title, "title_hi TITLE_MISSING"},
    {title_of_501, "texts TITLE_TOO_LONG"},
    {description_of_2001, "description_hi DESCRIPTION_TOO_LONG"},
    {unknown_text_language, "texts LANGUAGE_UNKNOWN"},
    {destroyed_title, "title_hi TEXT_DESTROYED"},
    {kruti_dev, "title_hi LEGACY_FONT"},
    {two_english_texts, "texts LANGUAGE_TWICE"},
    {no_languages, "languages LANGUAGES_MISSING"},
    {too_many_languages, "languages LANGUAGE_COUNT"},
    {unknown_language, "languages LANGUAGE_UNKNOWN"},
    {one_language_twice, "languages LANGUAGE_TWICE"},
    {other_original, "original_language ORIGINAL_LANGUAGE"},
    {version_of_itself, "language_version_of VERSION_OF_ITSELF"},
    {version_of_nothing, "language_version_of COURSE_ID_FORM"},
    {no_provider, "provider PROVIDER_MISSING"},
    {long_provider, "provider TEXT_TOO_LONG"},
    {forty_two_days, "duration DURATION_RANGE"},
    {module_id, "modules MODULE_ID_FORM"},
    {module_without_title, "modules TITLE_MISSING"},
    {long_module, "modules DURATION_RANGE"},
    {two_modules, "modules MODULE_TWICE"},
    {part_of_itself, "part_course_ids PARTS_NESTED"},
    {part_id, "part_course_ids COURSE_ID_FORM"},
    {part_twice, "part_course_ids PART_TWICE"},
    {too_many_parts, "part_course_ids PART_COUNT"},
    {unknown_competency, "competencies COMPETENCY_UNKNOWN"},
    {former_competency, "competencies ENTRY_NOT_VALID"},
    {too_many_competencies, "competencies COMPETENCY_COUNT"},
    {unknown_cadre, "cadres CADRE_UNKNOWN"},
    {unknown_trade, "trades TRADE_UNKNOWN"},
    {too_many_trades, "trades AUDIENCE_COUNT"},
    {levels_the_wrong_way, "level_to LEVEL_RANGE"},
    {level_nineteen, "level_from LEVEL_RANGE"},
    {state_hundred, "state_code STATE_CODE_RANGE"},
    {igot_id, "igot_id IGOT_ID_FORM"},
    {long_igot_id, "igot_id IGOT_ID_FORM"},
    {too_many_keywords, "keywords KEYWORD_COUNT"},
};

static void test_draft__with_one_fault__is_refused_for_that_alone(void **state)
{
    /* Catches: a rule that is not kept, one that another value breaks as well, and a finding about another field. */
    struct house *house = *state;
    struct course_content content;
    memset(long_title, 'x', sizeof long_title - 1);
    memset(long_description, 'x', sizeof long_description - 1);
    memset(long_name, 'x', sizeof long_name - 1);
    for (size_t i = 0; i < sizeof many / sizeof many[0]; i++)
        many[i] = "x";
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        struct course_draft draft = fine_draft();
        wrongs[i].spoil(&draft);
        assert_string_equal(found(house, &draft, &content), wrongs[i].found);
    }
}

static void test_draft__at_its_limits__is_taken(void **state)
{
    /* Catches: a limit that is one too small. */
    struct house *house = *state;
    struct course_content content;
    struct course_draft draft = fine_draft();
    static char title[501], description[2001];
    memset(title, 'x', sizeof title - 1);
    memset(description, 'x', sizeof description - 1);
    texts(&draft, "en", title, description);
    draft.content.duration_minutes = 60000;
    draft.content.level_from = draft.content.level_to = 18;
    draft.content.state_code = 99;
    module(&draft, "m_1-a", 1, 6000);
    assert_string_equal(found(house, &draft, &content), "");
}

static void test_legacy_text__confirmed__is_taken_as_it_stands(void **state)
{
    /* Catches: a title that cannot be entered although somebody has looked at it. */
    struct house *house = *state;
    struct course_content content;
    struct course_draft draft = fine_draft();
    kruti_dev(&draft);
    draft.accept_legacy_looking_text = true;
    assert_string_equal(found(house, &draft, &content), "");
    assert_string_equal(content.texts[0].title, "jke dqekj");
}

static void test_titles__in_plain_english__are_not_taken_for_a_legacy_font(void **state)
{
    /* Catches: an ordinary title that is refused because its words could be typed in Kruti Dev and it has a colon. */
    static const char *const titles[] = {"Beat Policing: Open Online Course",
                                         "Conduct Rules: Open Training for Teachers",
                                         "Online Meetings: Test before Training for Head Teachers",
                                         "Micro Irrigation: Open Online Course:",
                                         "External Audit",
                                         "External",
                                         "Design",
                                         "Context",
                                         "Expert",
                                         "Exit Policy",
                                         "Equality",
                                         "Economics",
                                         "Debt",
                                         "Exposure to Extreme Heat",
                                         "Design Thinking",
                                         "Excel: Explained",
                                         "Expectations, Experience and Exposure",
                                         "PowerPoint Basics",
                                         "eOffice for Beginners",
                                         "GeM Portal: e-Bids",
                                         "HTML, CSS and Json",
                                         "iGOT Karmayogi",
                                         "Workplace Safety",
                                         "RTI Act, 2005: Exemptions",
                                         "Right to Information etc.",
                                         "POSH at the Workplace",
                                         "Icons of India",
                                         "Effective Office Noting & Drafting",
                                         "What is MGNREGA?",
                                         "Yoga Break @ Workplace",
                                         "GST - Input Tax Credit",
                                         "Code of Conduct for Government Employees",
                                         "Job Skills",
                                         "Jobs!",
                                         "Prevention of Sexual Harassment of Women at Workplace",
                                         "2026",
                                         "5S",
                                         "Ex-servicemen",
                                         "कार्यस्थल पर सुरक्षा",
                                         "Excel में बजट बनाना",
                                         "M.S. Word",
                                         "JJ Act",
                                         "Online Course"};
    struct house *house = *state;
    struct course_content content;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        struct course_draft draft = fine_draft();
        texts(&draft, "en", titles[i], "");
        assert_string_equal(found(house, &draft, &content), "");
        assert_string_equal(content.texts[0].title, titles[i]);
    }
    struct course_draft draft = fine_draft();
    texts(&draft, "hi", "lqjs'k dqekj: jke dqekj", "");
    assert_string_equal(found(house, &draft, &content), "title_hi LEGACY_FONT");
}

static void test_titles__in_kruti_dev__are_found_with_what_they_mean(void **state)
{
    /* Catches: a title that nobody can read, stored because one of its words has a bracket, a comma or a number. */
    static const char *const titles[][2] = {
        {"lkekU; Kku", "सामान्य ज्ञान"},
        {"dk;kZy; i)fr", "कार्यालय पद्धति"},
        {"lwpuk dk vf/kdkj vf/kfu;e 2005", "सूचना का अधिकार अधिनियम 2005"},
        {"foŸkh; izcU/ku ds fl)kUr", NULL},
        {"iqfyl cy ds fy, izf'k{k.k", NULL},
        {"xzke iapk;r ¼izf'k{k.k½", NULL},
        {"lM+d lqj{kk vkSj ;krk;kr", "सड़क सुरक्षा और यातायात"},
        {"izkFkfed f'k{kk % ,d ifjp;", NULL},
        {"vkink izca/ku", NULL},
        {"us=R;o", NULL},
    };
    struct house *house = *state;
    struct course_content content;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        struct course_draft draft = fine_draft();
        texts(&draft, "hi", titles[i][0], "");
        assert_string_equal(found(house, &draft, &content), "title_hi LEGACY_FONT");
        if (titles[i][1])
            assert_string_equal(legacy_detect_prose(&house->arena, titles[i][0]), titles[i][1]);
    }
}

static void test_repeated_codes_and_keywords__are_kept_once(void **state)
{
    /* Catches: a course that counts twice in one competency. */
    struct house *house = *state;
    struct course_content content;
    struct course_draft draft = fine_draft();
    static const char *const codes[] = {"health", "ethics-office", "health"};
    static const char *const words[] = {" Health ", "health", "", "हिन्दी", "हिंदी"};
    draft.content.competencies = (struct course_strings){codes, 3};
    draft.content.keywords = (struct course_strings){words, 5};
    assert_string_equal(found(house, &draft, &content), "");
    assert_int_equal(content.competencies.count, 2);
    assert_int_equal(content.keywords.count, 2);
    assert_string_equal(content.keywords.items[0], "Health");
}

static void test_an_edit__is_not_judged_for_what_it_leaves_alone(void **state)
{
    /* Catches: a course that cannot be changed any more because an entry of a list went out of use. */
    struct house *house = *state;
    struct course_draft draft = fine_draft();
    struct course_content content;
    struct findings findings = {0};
    draft.content.competencies = (struct course_strings){typing, 1};
    draft.content.duration_minutes = 61;
    assert_int_equal(course_check(&draft, COURSE_DURATION, &house->context, &content, &findings), 0);
    assert_int_equal(findings.count, 0);
    assert_int_equal(content.duration_minutes, 61);
    assert_int_equal(content.competencies.count, 1);
    assert_int_equal(course_check(&draft, COURSE_COMPETENCY_LIST, &house->context, &content, &findings), 0);
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.items[0].detail, "ethics");
}

static void test_ids__of_courses__have_one_form(void **state)
{
    /* Catches: an id that cannot stand in a key, a file or a link. */
    (void)state;
    static const char *const fine[] = {"a", "do_113569", "x-1", "0_0", "a-b_c"};
    static const char *const wrong[] = {"", "-a", "a-", "_a", "a_", "a--b", "a-_b", "A", "a b", "a/b", "ए"};
    char longest[65] = {0};
    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++)
        assert_true(course_id_is_fine(fine[i]));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(course_id_is_fine(wrong[i]));
    memset(longest, 'a', 63);
    assert_true(course_id_is_fine(longest));
    longest[63] = 'a';
    assert_false(course_id_is_fine(longest));
}

static void test_languages__by_code__are_found_both_ways(void **state)
{
    /* Catches: a table that is not sorted, where a code is there and is not found. */
    (void)state;
    size_t count = 0;
    char code[4] = {0};
    for (int i = 0; i < 26 * 26 * 27; i++) {
        code[0] = (char)('a' + i / 27 / 26);
        code[1] = (char)('a' + i / 27 % 26);
        code[2] = i % 27 == 26 ? '\0' : (char)('a' + i % 27);
        unsigned number = language_number(code);
        count += number != 0;
        if (number)
            assert_string_equal(language_code(number), code);
    }
    for (unsigned number = 1; number <= count; number++)
        assert_int_equal(language_number(language_code(number)), number);
    assert_int_equal(language_number(""), 0);
    assert_int_equal(language_number("hin"), 0);
    assert_int_not_equal(language_number("hi"), 0);
    assert_int_not_equal(language_number("bho"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_HOUSE(test_draft__without_fault__becomes_a_clean_content),
        WITH_HOUSE(test_provider__that_is_not_in_the_list__is_stored_and_flagged),
        WITH_HOUSE(test_draft__with_one_fault__is_refused_for_that_alone),
        WITH_HOUSE(test_draft__at_its_limits__is_taken),
        WITH_HOUSE(test_legacy_text__confirmed__is_taken_as_it_stands),
        WITH_HOUSE(test_titles__in_plain_english__are_not_taken_for_a_legacy_font),
        WITH_HOUSE(test_titles__in_kruti_dev__are_found_with_what_they_mean),
        WITH_HOUSE(test_repeated_codes_and_keywords__are_kept_once),
        WITH_HOUSE(test_an_edit__is_not_judged_for_what_it_leaves_alone),
        cmocka_unit_test(test_ids__of_courses__have_one_form),
        cmocka_unit_test(test_languages__by_code__are_found_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
