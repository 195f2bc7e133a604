/* Mobile numbers, e-mail addresses, pin codes. */
#include "domain_fixture.h"

struct sample {
    const char *said;
    const char *result; /* a value, or in capitals a reason */
};

static bool is_reason(const char *text)
{
    return *text >= 'A' && *text <= 'Z';
}

static void test_mobiles__in_every_written_form__become_ten_digits(void **state)
{
    /* Catches a form that lists use and the rule refuses, and a number cut to fit. */
    struct house *house = *state;
    static const struct sample cases[] = {
        {"9876543210", "9876543210"},
        {"6000000000", "6000000000"},
        {" 98765 43210 ", "9876543210"},
        {"98765-43210", "9876543210"},
        {"+919876543210", "9876543210"},
        {"+91 98765 43210", "9876543210"},
        {"+91-9876543210", "9876543210"},
        {"+ 91 9876543210", "9876543210"},
        {"919876543210", "9876543210"},
        {"91 98765 43210", "9876543210"},
        {"09876543210", "9876543210"},
        {"0 98765-43210", "9876543210"},
        {"९८७६५४३२१०", "9876543210"},
        {"+९१ ९८७६५ ४३२१०", "9876543210"},
        {"9876543210\t", "9876543210"},
        {"9876543210.0", "9876543210"},
        {"'9876543210", "9876543210"},
        {"919876543210.0", "9876543210"},
        {"'९८७६५४३२१०.०", "9876543210"},
        {"9198765432", "9198765432"},
        {"987654321", "MOBILE_DIGITS"},
        {"98765432101", "MOBILE_DIGITS"},
        {"0987654321", "MOBILE_FIRST_DIGIT"},
        {"+91987654321", "MOBILE_DIGITS"},
        {"+9109876543210", "MOBILE_DIGITS"},
        {"00919876543210", "MOBILE_DIGITS"},
        {"929876543210", "MOBILE_DIGITS"},
        {"0", "MOBILE_DIGITS"},
        {"- -", "MOBILE_DIGITS"},
        {"99999999999999999999999999999999999999999999", "MOBILE_DIGITS"},
        {"5876543210", "MOBILE_FIRST_DIGIT"},
        {"05876543210", "MOBILE_FIRST_DIGIT"},
        {"0000000000", "MOBILE_FIRST_DIGIT"},
        {"9.87E+09", "MOBILE_SPREADSHEET"},
        {"9.87654321E+9", "MOBILE_SPREADSHEET"},
        {"9E9", "MOBILE_SPREADSHEET"},
        {"9.8e09", "MOBILE_SPREADSHEET"},
        {"९.८७E+०९", "MOBILE_SPREADSHEET"},
        {"98765.43210", "MOBILE_CHARACTERS"},
        {"9876543210.00", "MOBILE_CHARACTERS"},
        {"9876543210.5", "MOBILE_CHARACTERS"},
        {"+919876543210.0", "MOBILE_CHARACTERS"},
        {"98765 43210.0", "MOBILE_CHARACTERS"},
        {"''9876543210", "MOBILE_CHARACTERS"},
        {"'", "MOBILE_CHARACTERS"},
        {"9876543210/9876543211", "MOBILE_CHARACTERS"},
        {"9876543210, 9876543211", "MOBILE_CHARACTERS"},
        {"none yet", "MOBILE_CHARACTERS"},
        {"+929876543210", "MOBILE_CHARACTERS"},
        {"(0)9876543210", "MOBILE_CHARACTERS"},
        {"98765432l0", "MOBILE_CHARACTERS"},
        {"9876543210+", "MOBILE_CHARACTERS"},
        {"नहीं है", "MOBILE_CHARACTERS"},
        {"E+09", "MOBILE_CHARACTERS"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct checked row;
        const char *reason = reason_of_cell(house, &row, FIELD_MOBILE, cases[i].said);
        assert_string_equal(is_reason(cases[i].result) ? reason : row.official.person.mobile, cases[i].result);
    }
}

static void test_emails__good_and_bad__are_told_apart(void **state)
{
    /* Catches a refused address that works, and an accepted one that cannot. */
    struct house *house = *state;
    static const struct sample cases[] = {
        {"ram@up.gov.in", "ram@up.gov.in"},
        {"Ram.Kumar@UP.GOV.IN", "ram.kumar@up.gov.in"},
        {" ram@x.in ", "ram@x.in"},
        {"a_b%c+d-e'f@x-y.co", "a_b%c+d-e'f@x-y.co"},
        {"1@2.in", "1@2.in"},
        {"ram", "EMAIL_FORM"},
        {"ram@", "EMAIL_FORM"},
        {"@up.in", "EMAIL_FORM"},
        {"ram@up", "EMAIL_FORM"},
        {"ram@up.", "EMAIL_FORM"},
        {"ram@.in", "EMAIL_FORM"},
        {"ram@up..in", "EMAIL_FORM"},
        {".ram@up.in", "EMAIL_FORM"},
        {"ram.@up.in", "EMAIL_FORM"},
        {"ra..m@up.in", "EMAIL_FORM"},
        {"ra@m@up.in", "EMAIL_FORM"},
        {"ram kumar@up.in", "EMAIL_FORM"},
        {"ram@up.i", "EMAIL_FORM"},
        {"ram@up.i1", "EMAIL_FORM"},
        {"ram@-up.in", "EMAIL_FORM"},
        {"ram@up-.in", "EMAIL_FORM"},
        {"ram@u_p.in", "EMAIL_FORM"},
        {"ram@up.in,sita@up.in", "EMAIL_FORM"},
        {"ram@10.0.0.1", "EMAIL_FORM"},
        {"<ram@up.in>", "EMAIL_FORM"},
        {"ram@up.in.", "EMAIL_FORM"},
        {"राम@डाक.भारत", "EMAIL_LETTERS"},
        {"r\xC3\xA1m@up.in", "EMAIL_LETTERS"},
        {"ram@up\xE3\x80\x82in", "EMAIL_LETTERS"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct checked row;
        const char *reason = reason_of_cell(house, &row, FIELD_EMAIL, cases[i].said);
        assert_string_equal(is_reason(cases[i].result) ? reason : row.official.person.email, cases[i].result);
    }
}

static void test_email__at_its_limits__is_accepted_and_beyond_refused(void **state)
{
    /* Catches a local part, label or address off by one. */
    struct house *house = *state;
    struct checked row;
    char local[80] = "";
    memset(local, 'a', 64);
    memcpy(local + 64, "@x.in", 6);
    assert_string_equal(reason_of_cell(house, &row, FIELD_EMAIL, local), "");
    memset(local, 'a', 65);
    memcpy(local + 65, "@x.in", 6);
    assert_string_equal(reason_of_cell(house, &row, FIELD_EMAIL, local), "EMAIL_FORM");
    char label[80] = "a@";
    memset(label + 2, 'b', 63);
    memcpy(label + 65, ".in", 4);
    assert_string_equal(reason_of_cell(house, &row, FIELD_EMAIL, label), "");
    memset(label + 2, 'b', 64);
    memcpy(label + 66, ".in", 4);
    assert_string_equal(reason_of_cell(house, &row, FIELD_EMAIL, label), "EMAIL_FORM");
    for (size_t bytes = 253; bytes <= 256; bytes++) {
        char whole[300];
        memset(whole, 'c', bytes);
        whole[1] = '@';
        for (size_t i = 40; i < bytes - 5; i += 40)
            whole[i] = '.';
        memcpy(whole + bytes - 3, ".in", 4);
        assert_int_equal(strlen(whole), bytes);
        assert_string_equal(reason_of_cell(house, &row, FIELD_EMAIL, whole), bytes <= 254 ? "" : "EMAIL_FORM");
    }
}

static void test_email__of_a_post__is_marked_so_and_of_nobody_dropped(void **state)
{
    /* Catches a post's mailbox that identifies a person, and a kind kept without an address. */
    struct house *house = *state;
    struct checked row;
    row_init(&row);
    row.cells[FIELD_EMAIL] = "sho@up.gov.in";
    row_check(house, &row);
    assert_int_equal(row.official.person.email_kind, EMAIL_PERSONAL);
    row.cells[FIELD_EMAIL_KIND] = " पद ";
    row_check(house, &row);
    assert_int_equal(row.official.person.email_kind, EMAIL_POST);
    row.cells[FIELD_EMAIL_KIND] = "PERSONAL";
    row_check(house, &row);
    assert_int_equal(row.official.person.email_kind, EMAIL_PERSONAL);
    row.cells[FIELD_EMAIL_KIND] = "office";
    row_check(house, &row);
    assert_string_equal(said(&row.findings), "email_kind EMAIL_KIND_UNKNOWN");
    row.cells[FIELD_EMAIL_KIND] = "post";
    row.cells[FIELD_EMAIL] = "";
    row_check(house, &row);
    assert_string_equal(said(&row.findings), "");
    assert_int_equal(row.official.person.email_kind, EMAIL_UNSAID);
}

static void test_pin_codes__good_and_bad__are_told_apart(void **state)
{
    /* Catches a code with a leading zero, or refused Devanagari digits. */
    struct house *house = *state;
    static const struct sample cases[] = {
        {"250001", "250001"},           {"२५०००१", "250001"},
        {"226 001", "226001"},          {"", ""},
        {"025001", "PIN_CODE_FORM"},    {"25000", "PIN_CODE_FORM"},
        {"250001.0", "250001"},         {"'250001", "250001"},
        {"250001.00", "PIN_CODE_FORM"}, {"25000.0", "PIN_CODE_FORM"},
        {"2500011", "PIN_CODE_FORM"},   {"25000A", "PIN_CODE_FORM"},
        {"2.5E+05", "PIN_CODE_FORM"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct checked row;
        const char *reason = reason_of_cell(house, &row, FIELD_OFFICE_PIN_CODE, cases[i].said);
        assert_string_equal(is_reason(cases[i].result) ? reason : row.official.post.office_pin_code, cases[i].result);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mobiles__in_every_written_form__become_ten_digits),
        cmocka_unit_test(test_emails__good_and_bad__are_told_apart),
        cmocka_unit_test(test_email__at_its_limits__is_accepted_and_beyond_refused),
        cmocka_unit_test(test_email__of_a_post__is_marked_so_and_of_nobody_dropped),
        cmocka_unit_test(test_pin_codes__good_and_bad__are_told_apart),
    };
    return cmocka_run_group_tests(tests, house_open, house_close);
}
