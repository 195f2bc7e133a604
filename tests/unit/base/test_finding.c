/* The list of findings. Vocabularies are tested where they are: with the services. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/finding.h"

static void test_findings__more_than_eight__keep_the_first_eight(void **state)
{
    /* Catches a write behind the list for a row with everything wrong. */
    (void)state;
    struct findings findings = {0};
    for (unsigned i = 0; i < 12; i++)
        findings_add(&findings, i + 1, 1, NULL);
    assert_int_equal(findings.count, FINDINGS_MOST);
    assert_int_equal(findings.items[FINDINGS_MOST - 1].field, FINDINGS_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_findings__more_than_eight__keep_the_first_eight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
