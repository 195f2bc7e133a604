/* Health: every check finds what it is for, says it in both languages, and stays silent where all is well. */
#include "cli_test.h"

#include "health.h"

#include "base/clock.h"
#include "base/error.h"

#include <stdbool.h>

#define GIB (1ull << 30)

struct fixture {
    struct cli cli;
    struct health health;
    health_status services[CLI_SERVICES];
    Karmayogi__Core__V1__FollowedFeed feed, *feeds[1];
    Karmayogi__Core__V1__Position applied;
    Karmayogi__Core__V1__Counter counter, *counters[1];
};

static char *text(const char *words)
{
    return (char *)(uintptr_t)words;
}

/* Three services that are well, and reporting follows registration. */
static void begin(struct fixture *fixture)
{
    memset(fixture, 0, sizeof *fixture);
    arena_init(&fixture->cli.arena, 1u << 20);
    fixture->health.cli = &fixture->cli;
    for (enum cli_service service = 0; service < CLI_SERVICES; service++) {
        health_status *status = &fixture->services[service];

        karmayogi__core__v1__get_status_response__init(status);
        status->version = text("1.0");
        status->ready = true;
        status->store_map_bytes = 100 * GIB;
        status->store_used_bytes = 69 * GIB;
        status->store_disk_bytes = 69 * GIB;
        status->store_free_bytes = 31 * GIB;
        status->queue_limit_calls = status->parked_limit_calls = 100;
        status->parked_calls = 69;
        status->queue_calls = 34;
        fixture->cli.endpoints[service] = "tcp://127.0.0.1:1";
        fixture->health.services[service] = status;
    }
    karmayogi__core__v1__position__init(&fixture->applied);
    karmayogi__core__v1__followed_feed__init(&fixture->feed);
    karmayogi__core__v1__counter__init(&fixture->counter);
    fixture->applied.service = text("registration");
    fixture->feed.applied = &fixture->applied;
    fixture->feed.age_ms = fixture->feed.bound_ms = 60000;
    fixture->feeds[0] = &fixture->feed;
    fixture->services[CLI_REPORTING].follows = fixture->feeds;
    fixture->services[CLI_REPORTING].n_follows = 1;
    fixture->counter.name = text("requests_refused_total");
    fixture->counter.label = text("NOT_FOUND");
    fixture->counter.value = 7;
    fixture->counters[0] = &fixture->counter;
    fixture->services[CLI_REGISTRATION].counters = fixture->counters;
    fixture->services[CLI_REGISTRATION].n_counters = 1;
}

static void end(struct fixture *fixture)
{
    arena_deinit(&fixture->cli.arena);
}

/* Exactly one thing is found, in both languages; the sentence holds @words. */
static void assert_found(struct fixture *fixture, enum cli_service service, const char *check, const char *words)
{
    for (enum locale locale = LOCALE_EN; locale <= LOCALE_HI; locale++) {
        fixture->cli.locale = locale;
        fixture->health.warning_count = 0;
        health_judge(&fixture->health);
        assert_int_equal(fixture->health.warning_count, 1);
        assert_int_equal(fixture->health.warnings[0].service, service);
        assert_string_equal(fixture->health.warnings[0].check, check);
        assert_null(strchr(fixture->health.warnings[0].sentence, '{'));
        if (!strstr(fixture->health.warnings[0].sentence, words))
            fail_msg("%s", fixture->health.warnings[0].sentence);
        assert_int_equal(health_exit(&fixture->health), CLI_REFUSED);
    }
    end(fixture);
}

static void test_services__just_below_every_bound__are_well(void **state)
{
    struct fixture fixture;

    (void)state;
    begin(&fixture);
    health_judge(&fixture.health);
    assert_int_equal(fixture.health.warning_count, 0);
    assert_int_equal(health_exit(&fixture.health), CLI_DONE);
    end(&fixture);
}

static void test_service__that_does_not_answer__outweighs_warnings(void **state)
{
    /* Catches: an exit code of "warnings" while a service is gone. */
    struct fixture fixture;

    (void)state;
    begin(&fixture);
    fixture.health.services[CLI_CATALOGUE] = NULL;
    fixture.feed.age_ms = -1;
    health_judge(&fixture.health);
    assert_int_equal(fixture.health.warning_count, 2);
    assert_string_equal(fixture.health.warnings[0].check, "reachable");
    assert_int_equal(fixture.health.warnings[0].service, CLI_CATALOGUE);
    assert_string_equal(fixture.health.warnings[1].check, "feed_age");
    assert_int_equal(health_exit(&fixture.health), CLI_UNREACHABLE);
    end(&fixture);
}

static void test_each_check__finds_its_own(void **state)
{
    /* Catches: a check that is never called, looks at another service, or lets two warnings come of one cause. */
    struct fixture fixture;

    (void)state;
    begin(&fixture);
    fixture.feed.age_ms = 61000;
    fixture.services[CLI_REPORTING].ready = false; /* the same thing, seen from there */
    assert_found(&fixture, CLI_REPORTING, "feed_age", "61");
    begin(&fixture);
    fixture.feed.age_ms = -1;
    assert_found(&fixture, CLI_REPORTING, "feed_age", "registration");
    begin(&fixture);
    fixture.feed.rebuilding = true;
    fixture.feed.age_ms = -1;
    assert_found(&fixture, CLI_REPORTING, "rebuilding", "registration");
    begin(&fixture);
    fixture.services[CLI_CATALOGUE].store_used_bytes = 70 * GIB;
    assert_found(&fixture, CLI_CATALOGUE, "store_map", "70 %");
    begin(&fixture);
    fixture.services[CLI_CATALOGUE].store_free_bytes = 29 * GIB;
    assert_found(&fixture, CLI_CATALOGUE, "store_disk", "29.0 GiB");
    begin(&fixture);
    fixture.services[CLI_CATALOGUE].store_disk_bytes = 1000;
    fixture.services[CLI_CATALOGUE].store_free_bytes = GIB - 1;
    assert_found(&fixture, CLI_CATALOGUE, "store_disk", "0 %");
    begin(&fixture);
    fixture.services[CLI_REGISTRATION].queue_calls = 35;
    assert_found(&fixture, CLI_REGISTRATION, "queue", "35");
    begin(&fixture);
    fixture.services[CLI_REGISTRATION].parked_calls = 70;
    assert_found(&fixture, CLI_REGISTRATION, "parked", "70");
    begin(&fixture);
    fixture.counter.label = text("RECORD_DAMAGED");
    assert_found(&fixture, CLI_REGISTRATION, "refusals", "RECORD_DAMAGED");
    begin(&fixture);
    fixture.counter.label = text("INTERNAL_ERROR");
    assert_found(&fixture, CLI_REGISTRATION, "refusals", "INTERNAL_ERROR");
    begin(&fixture);
    fixture.services[CLI_REPORTING].version = text("0.9");
    assert_found(&fixture, CLI_REPORTING, "version", "0.9");
    begin(&fixture);
    fixture.services[CLI_CATALOGUE].ready = false;
    fixture.services[CLI_CATALOGUE].admin_address = text("127.0.0.1:7112");
    assert_found(&fixture, CLI_CATALOGUE, "ready", "127.0.0.1:7112");
}

static void test_restored__says_how_much_is_missing__as_long_as_it_can_be_sent_again(void **state)
{
    /* Catches: a wrong number, another history's number, a warning that stays for ever, one of reporting itself. */
    struct fixture fixture;
    struct clock clock = clock_system();
    Karmayogi__Core__V1__Position end_of_backup = KARMAYOGI__CORE__V1__POSITION__INIT, seen = end_of_backup,
                                  *former[1] = {&seen};
    Karmayogi__Core__V1__Restoration restoration = KARMAYOGI__CORE__V1__RESTORATION__INIT, *restorations[1];
    const int64_t now_ms = clock_utc_ms(&clock), day_ms = 86400000;
    static const struct {
        int64_t days_ago;
        uint64_t epoch, seen;
        const char *found; /* NULL: nothing */
    } cases[] = {
        {1, 7, 1350, " 1,250 "},
        {1, 7, 101, " 1 "},
        {6, 7, 101, " 1 "},
        {1, 7, 100, "22-11-2026 05:30:00"},
        {1, 8, 1350, "22-11-2026 05:30:00"},
        {8, 7, 1350, NULL},
    };

    (void)state;
    restorations[0] = &restoration;
    restoration.former = &end_of_backup;
    restoration.backup_at_ms = INT64_C(1795305600000); /* 22 November 2026, 0:00 UTC */
    end_of_backup.epoch = 7;
    end_of_backup.sequence = 100;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        begin(&fixture);
        fixture.services[CLI_REGISTRATION].restorations = restorations;
        fixture.services[CLI_REGISTRATION].n_restorations = 1;
        restoration.restored_at_ms = now_ms - cases[i].days_ago * day_ms;
        seen.epoch = cases[i].epoch;
        seen.sequence = cases[i].seen;
        fixture.feed.former = former;
        fixture.feed.n_former = 1;
        if (cases[i].found) {
            assert_found(&fixture, CLI_REGISTRATION, "restored", cases[i].found);
            continue;
        }
        health_judge(&fixture.health);
        assert_int_equal(fixture.health.warning_count, 0);
        end(&fixture);
    }
    begin(&fixture);
    fixture.services[CLI_REPORTING].restorations = restorations;
    fixture.services[CLI_REPORTING].n_restorations = 1;
    restoration.restored_at_ms = now_ms;
    health_judge(&fixture.health);
    assert_int_equal(fixture.health.warning_count, 0);
    end(&fixture);
}

static void test_warnings__without_end__are_cut_off(void **state)
{
    struct fixture fixture;

    (void)state;
    begin(&fixture);
    for (int i = 0; i < 2 * HEALTH_WARNINGS; i++)
        health_warn(&fixture.health, CLI_REPORTING, "x", WORD_HEALTH_WELL, NULL);
    assert_int_equal(fixture.health.warning_count, HEALTH_WARNINGS);
    assert_false(fixture.health.failed);
    end(&fixture);
}

static void test_share__of_anything__is_rounded_down(void **state)
{
    (void)state;
    assert_int_equal(health_share(0, 0), 0);
    assert_int_equal(health_share(5, 0), 0);
    assert_int_equal(health_share(699, 1000), 69);
    assert_int_equal(health_share(700, 1000), 70);
    assert_int_equal(health_share(UINT64_MAX, UINT64_MAX), 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_services__just_below_every_bound__are_well),
        cmocka_unit_test(test_service__that_does_not_answer__outweighs_warnings),
        cmocka_unit_test(test_each_check__finds_its_own),
        cmocka_unit_test(test_restored__says_how_much_is_missing__as_long_as_it_can_be_sent_again),
        cmocka_unit_test(test_warnings__without_end__are_cut_off),
        cmocka_unit_test(test_share__of_anything__is_rounded_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
