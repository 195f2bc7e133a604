/* An official who moves: what is asked for, what is decided, and what becomes of the post. */
#include "domain_fixture.h"

#include "domain/flag.h"
#include "domain/transfer.h"

static const struct transfer_author sender = {"range-desk", 1000}, receiver = {"health-desk", 2000};

/* An official of meerut-police (district 169), as registered on 1 April 2026, and a transfer to the range. */
struct move {
    struct house *house;
    struct official official, changed;
    struct transfer before, transfer, decided;
    struct transfer_wish wish;
    struct transfer_decision decision;
    struct findings findings;
};

static void move_begin(struct move *move, struct house *house)
{
    struct checked row;
    row_init(&row);
    row.cells[FIELD_EFFECTIVE_ON] = "01-04-2026";
    row_check(house, &row);
    assert_string_equal(said(&row.findings), "");
    memset(move, 0, sizeof *move);
    move->house = house;
    move->official = row.official;
    move->official.number = official_number(1, 4783);
    move->official.version = 3;
    move->official.state = OFFICIAL_ACTIVE;
    move->wish = (struct transfer_wish){"meerut-range", DATE_NONE, " order  12 ", 0};
    move->decision = (struct transfer_decision){TRANSFER_APPROVED, "", 0};
}

static const char *ask(struct move *move)
{
    memset(&move->findings, 0, sizeof move->findings);
    assert_int_equal(transfer_request(&move->official, &move->before, &move->wish, &sender, &move->house->context,
                                      &move->transfer, &move->findings),
                     0);
    return said(&move->findings);
}

static const char *decide(struct move *move)
{
    memset(&move->findings, 0, sizeof move->findings);
    assert_int_equal(transfer_decide(&move->official, &move->transfer, &move->decision, &receiver,
                                     &move->house->context, &move->decided, &move->changed, &move->findings),
                     0);
    return said(&move->findings);
}

static void test_request__that_cannot_be__is_refused_with_the_reason(void **state)
{
    /* Catches: a transfer to nowhere, of somebody who has left, to where somebody is, behind another open one, without
     * a reason, or of tomorrow. */
    char long_reason[257] = "";
    memset(long_reason, 'a', 256);
    const struct {
        const char *to, *reason;
        int32_t day;
        uint64_t version;
        enum official_state official_state;
        uint32_t ordinal;
        enum transfer_state before;
        const char *expected;
    } rows[] = {
        {"meerut-range", "", DATE_NONE, 0, OFFICIAL_ACTIVE, 0, TRANSFER_NONE, "row REASON_MISSING"},
        {"meerut-range", long_reason, DATE_NONE, 0, OFFICIAL_ACTIVE, 0, TRANSFER_NONE, "row TEXT_TOO_LONG"},
        {"", "o", DATE_NONE, 0, OFFICIAL_ACTIVE, 0, TRANSFER_NONE, "to_organisation ORGANISATION_MISSING"},
        {"nowhere", "o", DATE_NONE, 0, OFFICIAL_ACTIVE, 0, TRANSFER_NONE, "to_organisation ORGANISATION_UNKNOWN"},
        {"up", "o", DATE_NONE, 0, OFFICIAL_ACTIVE, 0, TRANSFER_NONE, "to_organisation ORGANISATION_NO_DEPARTMENT"},
        {"meerut-police", "o", DATE_NONE, 0, OFFICIAL_ACTIVE, 0, TRANSFER_NONE,
         "to_organisation TRANSFER_SAME_ORGANISATION"},
        {"health", "o", date_from_civil(2026, 11, 23), 0, OFFICIAL_ACTIVE, 0, TRANSFER_NONE,
         "effective_on IN_THE_FUTURE"},
        {"health", "o", date_from_civil(2026, 3, 31), 0, OFFICIAL_ACTIVE, 0, TRANSFER_NONE,
         "effective_on BEFORE_LAST_CHANGE"},
        {"health", "o", DATE_NONE, 2, OFFICIAL_ACTIVE, 0, TRANSFER_NONE, "row VERSION_MISMATCH"},
        {"health", "o", DATE_NONE, 0, OFFICIAL_RETIRED, 0, TRANSFER_NONE, "row RETIRED"},
        {"health", "o", DATE_NONE, 0, OFFICIAL_ACTIVE, 2, TRANSFER_OPEN, "row TRANSFER_OPEN"},
        {"health", "o", DATE_NONE, 3, OFFICIAL_ACTIVE, 2, TRANSFER_WITHDRAWN, ""},
        {"health", "o", date_from_civil(2026, 4, 1), 0, OFFICIAL_BLOCKED, 2, TRANSFER_APPROVED, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct move move;
        move_begin(&move, *state);
        move.wish = (struct transfer_wish){rows[i].to, rows[i].day, rows[i].reason, rows[i].version};
        move.official.state = rows[i].official_state;
        move.before =
            (struct transfer){.official = move.official.number, .ordinal = rows[i].ordinal, .state = rows[i].before};
        assert_string_equal(ask(&move), rows[i].expected);
        if (rows[i].before == TRANSFER_OPEN)
            assert_non_null(strstr(move.findings.items[0].detail, "/2"));
    }
}

static void test_request__that_is_accepted__says_who_moves_where(void **state)
{
    /* Catches: ends exchanged, a day that is not today's, a reason as it was typed, an id used twice. */
    struct move move;
    move_begin(&move, *state);
    move.before = (struct transfer){.ordinal = 4, .state = TRANSFER_REFUSED};
    assert_string_equal(ask(&move), "");
    assert_true(move.transfer.official == move.official.number);
    assert_int_equal(move.transfer.ordinal, 5);
    assert_int_equal(move.transfer.state, TRANSFER_OPEN);
    assert_string_equal(move.transfer.from_id, "meerut-police");
    assert_string_equal(move.transfer.to_id, "meerut-range");
    assert_int_equal(move.transfer.from_number, move.official.post.organisation_number);
    assert_int_not_equal(move.transfer.to_number, move.transfer.from_number);
    assert_int_equal(move.transfer.effective_on, move.house->context.today);
    assert_string_equal(move.transfer.reason, "order 12");
    assert_string_equal(move.transfer.requested_by, "range-desk");
    assert_string_equal(move.transfer.decided_by, "");
}

static void test_decision__refuse_or_withdraw__leaves_the_official(void **state)
{
    /* Catches: a refusal that moves somebody, one that nobody can explain, and a request that is stuck for ever because
     * the official has retired. */
    static const enum transfer_state outcomes[] = {TRANSFER_REFUSED, TRANSFER_WITHDRAWN};
    for (size_t i = 0; i < 2; i++) {
        struct move move;
        move_begin(&move, *state);
        assert_string_equal(ask(&move), "");
        move.official.state = OFFICIAL_RETIRED;
        move.official.effective_on = move.house->context.today;
        move.decision = (struct transfer_decision){outcomes[i], " ", 0};
        assert_string_equal(decide(&move), "row REASON_MISSING");
        move.decision.reason = "no vacancy";
        move.decision.version = 2;
        assert_string_equal(decide(&move), "row VERSION_MISMATCH");
        move.decision.version = 3;
        assert_string_equal(decide(&move), "");
        assert_memory_equal(&move.changed, &move.official, sizeof move.changed);
        assert_int_equal(move.decided.state, outcomes[i]);
        assert_string_equal(move.decided.decided_by, "health-desk");
        assert_true(move.decided.decided_at_ms == 2000 && move.decided.requested_at_ms == 1000);
        move.transfer = move.decided;
        move.decision.outcome = TRANSFER_APPROVED;
        assert_string_equal(decide(&move), "row TRANSFER_DECIDED");
    }
}

static void test_approval__long_after_the_request__is_judged_again(void **state)
{
    /* Catches: an official moved who has retired since, or from a day before a change made since. */
    struct move move;
    move_begin(&move, *state);
    move.wish.effective_on = date_from_civil(2026, 6, 1);
    assert_string_equal(ask(&move), "");
    move.official.effective_on = date_from_civil(2026, 6, 2);
    assert_string_equal(decide(&move), "effective_on BEFORE_LAST_CHANGE");
    move.official.effective_on = date_from_civil(2026, 6, 1);
    move.decision.version = 9;
    assert_string_equal(decide(&move), "row VERSION_MISMATCH");
    move.decision.version = 3;
    assert_string_equal(decide(&move), "");
    move.official.state = OFFICIAL_RETIRED;
    assert_string_equal(decide(&move), "row RETIRED");
}

static void test_approval__moves_the_post_and_nothing_else(void **state)
{
    /* Catches: a new id, a designation lost, a blocked official who counts again because of a transfer. */
    struct move move;
    move_begin(&move, *state);
    move.official.state = OFFICIAL_BLOCKED;
    move.wish.to_id = "health";
    move.wish.effective_on = date_from_civil(2026, 6, 1);
    assert_string_equal(ask(&move), "");
    assert_string_equal(decide(&move), "");
    assert_int_equal(move.decided.state, TRANSFER_APPROVED);
    assert_true(move.changed.number == move.official.number);
    assert_int_equal(move.changed.version, 4);
    assert_int_equal(move.changed.state, OFFICIAL_BLOCKED);
    assert_int_equal(move.changed.effective_on, date_from_civil(2026, 6, 1));
    assert_int_equal(move.changed.registered_on, date_from_civil(2026, 4, 1));
    assert_string_equal(move.changed.post.organisation_id, "health");
    assert_int_equal(move.changed.post.organisation_number, move.transfer.to_number);
    assert_string_equal(move.changed.post.designation_code, "constable");
    assert_string_equal(move.changed.person.mobile, "9876543210");
}

static void test_district__follows_the_organisation__where_it_was_the_organisations(void **state)
{
    /* Catches: an official counted in the district left behind, and one whose own district is overwritten. */
    static const struct {
        uint32_t before;
        const char *to;
        uint32_t after;
        bool still_flagged;
    } rows[] = {
        {169, "etah-police", 138, false}, /* the old organisation's: follows */
        {134, "etah-police", 134, true},  /* one of its own: stays */
        {0, "etah-police", 0, true},      /* none, though the organisation has one: stays */
        {169, "health", 169, true},       /* the receiving one has none: stays */
    };
    house_create(*state, "etah-police", "meerut-range", "district-unit", 138);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct move move;
        move_begin(&move, *state);
        move.official.post.district_code = rows[i].before;
        flag_add(&move.official, REASON_LIKELY_DUPLICATE);
        move.wish.to_id = rows[i].to;
        assert_string_equal(ask(&move), "");
        assert_string_equal(decide(&move), "");
        assert_int_equal(move.changed.post.district_code, rows[i].after);
        assert_int_equal(move.changed.flag_count, rows[i].still_flagged);
    }
}

static void test_id_of_a_transfer__is_read_as_it_is_written(void **state)
{
    /* Catches: a decision on another transfer than the one named. */
    (void)state;
    static const char *const wrong[] = {"",
                                        "/",
                                        "2-4783-9",
                                        "2-4783-9/",
                                        "2-4783-9/0",
                                        "2-4783-9/1x",
                                        "2-4783-9/-1",
                                        "2-4783-8/1",
                                        "2-4783-9/01",
                                        "x/1",
                                        "2-4783-9/4294967296",
                                        "2-4783-9/1/1",
                                        "1234567890123456789012345/1"};
    char text[TRANSFER_ID_BYTES];
    uint64_t official = 0;
    uint32_t ordinal = 0;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (transfer_id_parse(wrong[i], &official, &ordinal))
            fail_msg("'%s' was taken for the id of a transfer", wrong[i]);
    assert_string_equal(transfer_id_format(official_number(2, 4783), UINT32_MAX, text), "2-4783-9/4294967295");
    assert_true(transfer_id_parse(text, &official, &ordinal));
    assert_true(official == official_number(2, 4783) && ordinal == UINT32_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_request__that_cannot_be__is_refused_with_the_reason),
        cmocka_unit_test(test_request__that_is_accepted__says_who_moves_where),
        cmocka_unit_test(test_decision__refuse_or_withdraw__leaves_the_official),
        cmocka_unit_test(test_approval__long_after_the_request__is_judged_again),
        cmocka_unit_test(test_approval__moves_the_post_and_nothing_else),
        cmocka_unit_test(test_district__follows_the_organisation__where_it_was_the_organisations),
        cmocka_unit_test(test_id_of_a_transfer__is_read_as_it_is_written),
    };
    return cmocka_run_group_tests(tests, house_open, house_close);
}
