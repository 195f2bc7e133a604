/* Seeded random rows: whatever a list holds, the rules answer, and what they accept is fit to be stored. */
#include "domain_fixture.h"

#include "base/official_number.h"
#include "domain/change.h"

#include <stdlib.h>

#define ROWS 20000

static uint64_t random_state = 20261122;

/* xorshift64*, the same on every machine. */
static uint32_t random_below(uint32_t bound)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return (uint32_t)((random_state * UINT64_C(2685821657736338717)) >> 33) % bound;
}

static const char *const pieces[] = {
    "Ram",
    "Kumar",
    "राम",
    "सुनीता",
    "देवी",
    "Shri ",
    "श्री ",
    "डॉ. ",
    "jke dqekj",
    "fo'ks\"k",
    "????",
    "?",
    "\xEF\xBF\xBD",
    "9876543210",
    "+91",
    "0",
    "९८७६",
    "9.87E+09",
    "1.2E+15",
    "@",
    "up.gov.in",
    ".",
    "-",
    "/",
    "'",
    "|",
    ";",
    ",",
    "Group C",
    "समूह ग",
    "पुरुष",
    "M",
    "संविदा",
    "सामान्य",
    "31-12-1990",
    "01/07/1985",
    "31-02-2020",
    "45000",
    "1-1-85",
    "01-01-2030",
    "01-01-1850",
    "Hindi",
    "हिन्दी",
    "Constable",
    "सिपाही",
    "Meerut",
    "169",
    "138",
    "health",
    "up",
    "personal",
    "post",
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "\x01",
    "\x1B[31m",
    "\x7F",
    "\xC2\xA0",
    "\xC2\x85",
    "\xE2\x80\x8B",
    "\xE2\x80\x8D",
    "\xE2\x80\xAE",
    "\xEF\xBB\xBF",
    "\xF0\x9F\x98\x80",
    "क़",
    "ज़",
    "ँ",
    "्",
    "ा",
    "e\xCC\x81",
    "ß",
    "İ",
    "ﬁ",
    "\xE2\x80\xA8",
    "१२",
    "(",
    ")",
    "x",
    "Z",
};

/* Up to @most pieces in a row, seldom a very long text. */
static const char *random_text(struct arena *arena, uint32_t most)
{
    static char room[70000];
    size_t length = 0;
    uint32_t count = random_below(most + 1);
    if (random_below(500) == 0)
        count = 4000;
    for (uint32_t i = 0; i < count && length < 60000; i++) {
        const char *piece = pieces[random_below(sizeof pieces / sizeof pieces[0])];
        length += (size_t)snprintf(room + length, sizeof room - length, "%s", piece);
    }
    return arena_string(arena, room, length);
}

/* No control character, no invisible one, valid, not longer than @most bytes. */
static void assert_fit(struct arena *arena, const char *text, size_t most)
{
    assert_non_null(text);
    size_t length = strlen(text);
    assert_true(length <= most);
    assert_true(text_is_utf8(text, length));
    for (const char *at = text; *at; at++)
        assert_true((unsigned char)*at >= 0x20 && *at != 0x7F);
    assert_string_equal(text_clean(arena, text), text);
}

static void assert_official_fit(struct arena *arena, const struct official *official)
{
    const struct person *person = &official->person;
    const struct post *post = &official->post;
    assert_fit(arena, person->title, 255);
    assert_fit(arena, person->name, 255);
    assert_true(*person->name != '\0');
    assert_fit(arena, person->parent_name, 255);
    assert_true(strlen(person->mobile) == 0 || strlen(person->mobile) == 10);
    assert_int_equal(strspn(person->mobile, "0123456789"), strlen(person->mobile));
    assert_fit(arena, person->email, 254);
    assert_true(*person->mobile || *person->email || person->issued_id_count > 0);
    for (size_t i = 0; i < person->issued_id_count; i++) {
        assert_fit(arena, person->issued_ids[i].value, 30);
        assert_fit(arena, person->issued_ids[i].issuer, 72);
    }
    assert_true(post->department_number >= 1);
    assert_fit(arena, post->designation, 255);
    assert_fit(arena, post->mother_tongue, 63);
    assert_fit(arena, post->office_pin_code, 6);
    assert_true(post->tag_count <= LIMIT_TAGS);
    for (size_t i = 0; i < post->tag_count; i++)
        assert_fit(arena, post->tags[i], 63);
}

/* What was accepted must be accepted again as it was stored: otherwise a refused row could not be corrected by copying.
 */
static void assert_stable(struct house *house, const struct official *official)
{
    struct draft draft;
    draft_init(&draft);
    draft.person = official->person;
    draft.organisation_id = official->post.organisation_id;
    draft.district_code = official->post.district_code;
    draft.designation = official->post.designation;
    draft.engagement = official->post.engagement;
    draft.mother_tongue = official->post.mother_tongue;
    draft.office_pin_code = official->post.office_pin_code;
    draft.effective_on = official->effective_on;
    draft.accept_legacy_looking_text = true;
    struct official again;
    struct findings findings = {0};
    struct findings flags = {0};
    assert_int_equal(draft_check(&draft, &house->context, &again, &findings, &flags), 0);
    assert_string_equal(said(&findings), "");
    assert_string_equal(again.person.mobile, official->person.mobile);
    assert_string_equal(again.person.email, official->person.email);
    assert_string_equal(again.post.designation, official->post.designation);
    assert_true(identity_same_content(&again, official, &house->arena, NULL));
    assert_true(identity_same_content(official, official, &house->arena, NULL));
}

static void test_random_rows__of_anything__are_answered_and_what_is_accepted_is_fit(void **state)
{
    /* Catches a crash, an overrun, a control character that is stored, and text that is not accepted twice. The seed is
     * fixed: a failure comes again. */
    struct house *house = *state;
    size_t accepted = 0;
    size_t reasons[REASON_COUNT] = {0};
    for (int i = 0; i < ROWS; i++) {
        struct checked row;
        row_init(&row);
        for (int field = FIELD_FULL_NAME; field < DRAFT_CELLS; field++) {
            if (random_below(4) == 0)
                row.cells[field] = random_text(&house->arena, field == FIELD_FULL_NAME ? 5 : 2);
        }
        house->settings.accept_legacy_looking_text = random_below(4) == 0;
        row_check(house, &row);
        for (size_t k = 0; k < row.findings.count; k++)
            reasons[row.findings.items[k].reason]++;
        for (size_t k = 1; k < row.findings.count; k++)
            assert_true(row.findings.items[k - 1].field <= row.findings.items[k].field);
        if (row.findings.count == 0) {
            accepted++;
            assert_official_fit(&house->arena, &row.official);
            assert_stable(house, &row.official);
            struct identity_key keys[IDENTITY_KEYS];
            assert_true(identity_keys(&row.official, &house->arena, keys) >= 1);
        }
        arena_reset(&house->arena);
    }
    /* The rows must reach most rules, or this test says little. */
    size_t seen = 0;
    for (int reason = 0; reason < REASON_COUNT; reason++)
        seen += reasons[reason] > 0;
    assert_true(accepted > ROWS / 50);
    assert_true(seen >= 35);
}

static void test_random_ids__of_officials__are_hardly_ever_taken_for_one(void **state)
{
    /* Catches a reader that runs past its text, or accepts one random text in ten. */
    (void)state;
    static const char alphabet[] = "0123456789-xX ";
    size_t taken = 0;
    for (int i = 0; i < 200000; i++) {
        char text[32];
        size_t length = random_below(20);
        for (size_t k = 0; k < length; k++)
            text[k] = alphabet[random_below(sizeof alphabet - 1)];
        text[length] = '\0';
        uint64_t number = official_number_parse(text);
        char written[OFFICIAL_NUMBER_TEXT_BYTES];
        taken += number != 0;
        if (number != 0 && !strchr(text, 'x'))
            assert_string_equal(official_number_format(number, written), text);
    }
    assert_true(taken < 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_rows__of_anything__are_answered_and_what_is_accepted_is_fit),
        cmocka_unit_test(test_random_ids__of_officials__are_hardly_ever_taken_for_one),
    };
    return cmocka_run_group_tests(tests, house_open, house_close);
}
