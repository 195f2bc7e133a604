/* sample: files whose truth is known. A mistake here makes every test that counts them worthless. */
#include "cli_test.h"

#include "sample_file.h"

static struct sample_plan plan_of(uint64_t seed, uint32_t district)
{
    struct sample_plan plan = {.people = {.seed = seed,
                                          .district = district,
                                          .hindi = 4000,
                                          .shared_mobile = 1000,
                                          .unknown_designation = 200,
                                          .cadre = sample_cadre_find("police")},
                               .header = true,
                               .line_end = "\n"};

    return plan;
}

static char *write_file(const struct sample_plan *plan, char **truth)
{
    char *content = NULL;
    size_t length = 0, truth_length = 0;
    FILE *out = open_memstream(&content, &length);
    FILE *truth_out = open_memstream(truth, &truth_length);

    assert_int_equal(sample_file_write(plan, out, truth_out, NULL), 0);
    fclose(out);
    fclose(truth_out);
    return content;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;

    for (; (text = strstr(text, part)); text += strlen(part))
        count++;
    return count;
}

static void test_sample__same_seed__gives_the_same_file(void **state)
{
    struct sample_plan plan = plan_of(7, 169);
    char *truth[3], *content[3];

    (void)state;
    assert_int_equal(sample_mix_plan(plan.rows, 500, &(struct sample_shares){300, 200, 200}), 0);
    content[0] = write_file(&plan, &truth[0]);
    content[1] = write_file(&plan, &truth[1]);
    plan.people.seed = 8;
    content[2] = write_file(&plan, &truth[2]);
    assert_string_equal(content[0], content[1]);
    assert_string_not_equal(content[0], content[2]);
    for (int i = 0; i < 3; i++) {
        free(content[i]);
        free(truth[i]);
    }
}

static void test_sample__kinds__come_in_exactly_the_planned_numbers(void **state)
{
    struct sample_plan plan = plan_of(3, 134);
    char *truth, *content;

    (void)state;
    assert_int_equal(sample_mix_plan(plan.rows, 1591, &(struct sample_shares){500, 300, 200}), 0);
    content = write_file(&plan, &truth);
    assert_int_equal(count_of(truth, ",good,"), 1591);
    assert_int_equal(count_of(truth, ",bad,"), plan.rows[SAMPLE_BAD]);
    assert_int_equal(count_of(truth, ",repeated,"), plan.rows[SAMPLE_REPEATED]);
    assert_int_equal(count_of(truth, ",clashing,"), plan.rows[SAMPLE_CLASHING]);
    assert_int_equal(plan.rows[SAMPLE_BAD], 88); /* 5 % of 1,768 */
    free(content);
    free(truth);
}

static void test_sample__shares__that_leave_no_room_are_refused(void **state)
{
    struct sample_plan plan = plan_of(1, 1);

    (void)state;
    assert_int_equal(sample_mix_plan(plan.rows, 10, &(struct sample_shares){5000, 3000, 2000}), 1);
    assert_int_equal(sample_mix_plan(plan.rows, 0, &(struct sample_shares){0, 100, 0}), 1);
    assert_int_equal(sample_mix_plan(plan.rows, 1, &(struct sample_shares){0, 5000, 0}), 0);
}

static void test_sample__truth__names_the_lines_on_which_rows_begin(void **state)
{
    struct sample_plan plan = plan_of(11, 124);
    char *truth, *content, *path, *at;
    struct csv_file *file;
    struct csv_row row;

    (void)state;
    assert_int_equal(sample_mix_plan(plan.rows, 2000, &(struct sample_shares){100, 100, 100}), 0);
    content = write_file(&plan, &truth);
    assert_true(count_of(content, " \n") > 10); /* line ends inside names */
    path = test_file(content, strlen(content));
    assert_int_equal(csv_file_open(&file, path), 0);
    assert_int_equal(csv_file_next(file, &row), CSV_FILE_ROW);
    at = strchr(truth, '\n') + 1;
    while (csv_file_next(file, &row) == CSV_FILE_ROW) {
        assert_int_equal(strtoul(at, NULL, 10), row.line);
        assert_int_equal(row.count, COLUMNS_IGOT);
        at = strchr(at, '\n') + 1;
    }
    assert_int_equal(*at, '\0');
    csv_file_close(file);
    test_file_gone(path);
    free(content);
    free(truth);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void are_distinct(char **texts, size_t count)
{
    qsort(texts, count, sizeof(*texts), by_text);
    for (size_t i = 1; i < count; i++)
        assert_string_not_equal(texts[i - 1], texts[i]);
}

/* Two districts and two seeds, as the quickstart has them: nobody may be somebody else by accident. */
static void test_sample__keys__are_different_in_files_of_other_districts_and_seeds(void **state)
{
    enum { PEOPLE = 5000, FILES = 3 };
    static const struct {
        uint64_t seed;
        uint32_t district;
    } files[FILES] = {{1, 169}, {2, 169}, {1, 661}};
    char **ids = calloc(PEOPLE * FILES, sizeof(*ids)), **emails = calloc(PEOPLE * FILES, sizeof(*emails));
    size_t id_count = 0, email_count = 0;
    struct arena arena;

    (void)state;
    arena_init(&arena, 64 << 20);
    for (size_t file = 0; file < FILES; file++) {
        struct sample_plan plan = plan_of(files[file].seed, files[file].district);

        for (uint64_t i = 0; i < PEOPLE; i++) {
            struct sample_person person;

            assert_int_equal(sample_person(&plan.people, i, &arena, &person), 0);
            if (person.employee_id[0])
                ids[id_count++] = (char *)(uintptr_t)person.employee_id;
            if (person.email[0])
                emails[email_count++] = (char *)(uintptr_t)person.email;
            assert_true(person.mobile[0] || person.email[0] || person.employee_id[0]);
        }
    }
    are_distinct(ids, id_count);
    are_distinct(emails, email_count);
    free(ids);
    free(emails);
    arena_deinit(&arena);
}

static void test_sample__a_mobile__is_shared_by_five_at_most(void **state)
{
    enum { PEOPLE = 20000 };
    struct sample_plan plan = plan_of(5, 169);
    char **mobiles = calloc(PEOPLE, sizeof(*mobiles));
    size_t count = 0, run = 1, shared = 0;
    struct arena arena;

    (void)state;
    arena_init(&arena, 64 << 20);
    plan.people.shared_mobile = 8000;
    for (uint64_t i = 0; i < PEOPLE; i++) {
        struct sample_person person;

        assert_int_equal(sample_person(&plan.people, i, &arena, &person), 0);
        if (person.mobile[0])
            mobiles[count++] = (char *)(uintptr_t)person.mobile;
    }
    qsort(mobiles, count, sizeof(*mobiles), by_text);
    for (size_t i = 1; i < count; i++) {
        run = strcmp(mobiles[i - 1], mobiles[i]) == 0 ? run + 1 : 1;
        shared += run > 1;
        assert_true(run <= 5);
    }
    assert_true(shared > PEOPLE / 2);
    free(mobiles);
    arena_deinit(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sample__same_seed__gives_the_same_file),
        cmocka_unit_test(test_sample__kinds__come_in_exactly_the_planned_numbers),
        cmocka_unit_test(test_sample__shares__that_leave_no_room_are_refused),
        cmocka_unit_test(test_sample__truth__names_the_lines_on_which_rows_begin),
        cmocka_unit_test(test_sample__keys__are_different_in_files_of_other_districts_and_seeds),
        cmocka_unit_test(test_sample__a_mobile__is_shared_by_five_at_most),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
