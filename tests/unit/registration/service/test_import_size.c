/*
 * Imports and lists at their limits: a full chunk of long rows, everybody in it known already, verdicts of an import of
 * many chunks in pages, and a list in which almost nobody passes.
 */
#include "registration_import.h"

static char (*texts)[1100];
static const char **rows;

static int size_setup(void **state)
{
    texts = calloc(LIMIT_CHUNK_ROWS, sizeof *texts);
    rows = calloc(LIMIT_CHUNK_ROWS, sizeof *rows);
    assert_true(texts && rows);
    for (size_t i = 0; i < LIMIT_CHUNK_ROWS; i++)
        rows[i] = texts[i];
    return desk_setup(state);
}

static int size_teardown(void **state)
{
    free(texts);
    free(rows);
    return desk_teardown(state);
}

/* Rows of people who have nothing in common, from number @from on. */
static void write_people(size_t count, unsigned from, const char *designation)
{
    for (size_t i = 0; i < count; i++) {
        unsigned number = from + (unsigned)i;
        snprintf(texts[i], sizeof texts[i], "%c%c%c Kumar|9%09u|p%u@example.in|PNO-%u|%s", 'A' + number % 26,
                 'a' + number / 26 % 26, 'a' + number / 676 % 26, number, number, number, designation);
    }
}

static void test_chunk__as_full_as_it_may_be__is_stored_and_then_known(void **state)
{
    /* Catches: a memory limit of a command that a permitted chunk exceeds: when it is new, when everybody in it is
     * there already, and when everybody is refused with reasons. */
    struct desk *desk = *state;
    char designation[256];
    memset(designation, 'x', sizeof designation - 1);
    designation[sizeof designation - 1] = '\0';
    write_people(LIMIT_CHUNK_ROWS, 0, designation);
    for (size_t i = 0; i < LIMIT_CHUNK_ROWS; i++) /* long names, too, all different; 1 KiB a row would not be checked */
        memmove(texts[i] + 240, texts[i] + 3, strlen(texts[i]) - 2), memset(texts[i] + 3, 'a' + (int)(i % 26), 237);
    struct chunk chunk = {.import_id = import_new_id(desk), .first_row = 1, .count = LIMIT_CHUNK_ROWS, .rows = rows};
    R(ImportOfficialsResponse) *answer = import_send(desk, &chunk);
    assert_totals(answer->totals, 0, LIMIT_CHUNK_ROWS, 0, 0);
    chunk.import_id = import_new_id(desk);
    answer = import_send(desk, &chunk);
    assert_totals(answer->totals, 0, 0, LIMIT_CHUNK_ROWS, 0);
    for (size_t i = 0; i < LIMIT_CHUNK_ROWS; i++) { /* the same ids, other people */
        char *mobile = strchr(texts[i], '|') + 1;
        mobile[0] = '8';
        texts[i][0] = texts[i][0] == 'Z' ? 'A' : 'Z';
    }
    chunk.import_id = import_new_id(desk);
    answer = import_send(desk, &chunk);
    assert_totals(answer->totals, 0, 0, 0, LIMIT_CHUNK_ROWS);
    assert_int_equal(desk_officials(desk), LIMIT_CHUNK_ROWS);
}

static void test_chunk__in_a_batch_that_failed__fits_when_it_runs_again(void **state)
{
    /* Catches: memory of the first run that the second one has to do without. */
    struct desk *desk = *state;
    write_people(LIMIT_CHUNK_ROWS, 0, "Constable");
    struct chunk chunk = {.import_id = import_new_id(desk), .first_row = 1, .count = LIMIT_CHUNK_ROWS, .rows = rows};
    struct call *call = import_call(desk, &chunk);
    for (int run = 0; run < 3; run++) { /* as a validation first: it is undone, like a batch that failed */
        call->solo = run < 2;
        desk_batch(desk, &call, 1);
        assert_string_equal(call_refused(call) ? call->status.reason : "", "");
        if (run < 2)
            call_reset_outcome(call);
    }
    assert_totals(import_answer(desk, call)->totals, LIMIT_CHUNK_ROWS, 0, 0, 0);
}

#define CHUNKS     12
#define CHUNK_SIZE 37

/* Chunks with every third row refused, and one row out of 40 there already. */
static struct uuid import_many(struct desk *desk)
{
    struct chunk chunk = {.import_id = import_new_id(desk), .count = CHUNK_SIZE, .rows = rows};
    static const char *const known[] = {"Ram Kumar|9876543210||PNO-1|Constable"};
    import_send(desk, &(struct chunk){.import_id = import_new_id(desk), .first_row = 1, .count = 1, .rows = known});
    for (unsigned i = 0; i < CHUNKS; i++) {
        write_people(CHUNK_SIZE, 1000 + i * CHUNK_SIZE, "Constable");
        for (unsigned row = 0; row < CHUNK_SIZE; row++) {
            unsigned number = i * CHUNK_SIZE + row;
            if (number % 3 == 0)
                texts[row][0] = '|';
            else if (number % 40 == 1)
                snprintf(texts[row], sizeof texts[row], "Ram Kumar|9876543210||PNO-1|Constable");
        }
        chunk.first_row = 1 + i * 5 % CHUNKS * CHUNK_SIZE; /* in any order */
        import_send(desk, &chunk);
    }
    return chunk.import_id;
}

/* How many verdicts of these kinds there are, page by page; each row at most once, in order. */
static size_t list_verdicts(struct desk *desk, const struct uuid *import_id, R(VerdictKind) * kinds, size_t kind_count,
                            uint32_t page_size, size_t *pages)
{
    R(ListImportVerdictsRequest) request = KARMAYOGI__REGISTRATION__V1__LIST_IMPORT_VERDICTS_REQUEST__INIT;
    C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    uint32_t last = 0;
    size_t count = 0;
    request.import_id = (ProtobufCBinaryData){UUID_BYTES, (uint8_t *)(uintptr_t)import_id->bytes};
    request.kinds = kinds;
    request.n_kinds = kind_count;
    request.page = &page;
    page.page_size = page_size;
    *pages = 0;
    do {
        const R(ListImportVerdictsResponse) *answer =
            desk_take(desk, desk_send(desk, "ListImportVerdicts", &request.base),
                      &karmayogi__registration__v1__list_import_verdicts_response__descriptor);
        assert_true(answer->n_verdicts <= page_size);
        for (size_t i = 0; i < answer->n_verdicts; i++, count++) {
            const R(RowVerdict) *verdict = answer->verdicts[i];
            bool wanted = kind_count == 0;
            for (size_t k = 0; k < kind_count; k++)
                wanted |= verdict->kind == kinds[k];
            assert_true(wanted);
            assert_true(verdict->row > last);
            last = verdict->row;
        }
        page.page_token = answer->page->next_page_token;
        assert_true(++*pages < 5000);
    } while (page.page_token[0]);
    return count;
}

static void test_verdicts__in_pages_of_any_kind_and_size__are_complete_and_in_order(void **state)
{
    /* Catches: a row at the border of two pages or two chunks that is there twice or not at all. */
    struct desk *desk = *state;
    struct uuid import_id = import_many(desk);
    R(VerdictKind)
    kinds[] = {KARMAYOGI__REGISTRATION__V1__VERDICT_KIND__VERDICT_KIND_REFUSED,
               KARMAYOGI__REGISTRATION__V1__VERDICT_KIND__VERDICT_KIND_ALREADY_THERE};
    static const uint32_t sizes[] = {1, 2, 7, CHUNK_SIZE, CHUNK_SIZE + 1, 100, 443, 444, 445, 1000};
    size_t pages, refused = (CHUNKS * CHUNK_SIZE + 2) / 3, already = 0;
    for (unsigned i = 0; i < CHUNKS * CHUNK_SIZE; i++)
        already += i % 3 != 0 && i % 40 == 1;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        assert_int_equal(list_verdicts(desk, &import_id, NULL, 0, sizes[i], &pages), CHUNKS * CHUNK_SIZE);
        assert_int_equal(list_verdicts(desk, &import_id, kinds, 1, sizes[i], &pages), refused);
        assert_int_equal(list_verdicts(desk, &import_id, kinds + 1, 1, sizes[i], &pages), already);
        assert_int_equal(list_verdicts(desk, &import_id, kinds, 2, sizes[i], &pages), refused + already);
    }
    R(ListImportVerdictsRequest) request = KARMAYOGI__REGISTRATION__V1__LIST_IMPORT_VERDICTS_REQUEST__INIT;
    struct uuid unknown = import_new_id(desk);
    request.import_id = (ProtobufCBinaryData){UUID_BYTES, unknown.bytes};
    desk_refuses(desk, "ListImportVerdicts", &request.base, STATUS_NOT_FOUND, "IMPORT_UNKNOWN");
}

#define MANY_CHUNKS 48

static void test_verdicts__of_an_import_of_many_full_chunks__can_be_read(void **state)
{
    /* Catches: a page whose memory grows with every chunk that is looked through for a rare verdict. */
    struct desk *desk = *state;
    struct chunk chunk = {.import_id = import_new_id(desk), .count = LIMIT_CHUNK_ROWS, .rows = rows};
    R(VerdictKind) stored = KARMAYOGI__REGISTRATION__V1__VERDICT_KIND__VERDICT_KIND_STORED;
    size_t pages;
    for (unsigned i = 0; i < MANY_CHUNKS; i++) {
        for (size_t row = 0; row < LIMIT_CHUNK_ROWS; row++)
            snprintf(texts[row], sizeof texts[row], "|||");
        if (i == MANY_CHUNKS - 1)
            snprintf(texts[LIMIT_CHUNK_ROWS - 1], sizeof texts[0], "Ram Kumar|9876543210||PNO-1|Constable");
        chunk.first_row = 1 + i * LIMIT_CHUNK_ROWS;
        struct call *call = import_call(desk, &chunk);
        desk_run(desk, call);
        assert_false(call_refused(call));
        call_free(call);
    }
    assert_int_equal(list_verdicts(desk, &chunk.import_id, &stored, 1, 100, &pages), 1);
    assert_true(pages < MANY_CHUNKS);
}

static void test_list__in_which_almost_nobody_passes__ends_and_finds_him(void **state)
{
    /* Catches: one call that looks at every official of the state while all others wait; a walk that does not go on. */
    struct desk *desk = *state;
    struct chunk chunk = {.import_id = import_new_id(desk), .count = LIMIT_CHUNK_ROWS, .rows = rows};
    for (unsigned i = 0; i < 6; i++) {
        write_people(LIMIT_CHUNK_ROWS, i * LIMIT_CHUNK_ROWS, i == 5 ? "Head Constable" : "Constable");
        chunk.first_row = 1 + i * LIMIT_CHUNK_ROWS;
        chunk.count = i == 5 ? 3 : LIMIT_CHUNK_ROWS;
        struct call *call = import_call(desk, &chunk);
        desk_run(desk, call);
        assert_false(call_refused(call));
        call_free(call);
    }
    R(ListOfficialsRequest) request = KARMAYOGI__REGISTRATION__V1__LIST_OFFICIALS_REQUEST__INIT;
    C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    size_t found = 0, pages = 0;
    request.designation_code = TEXT("head-constable");
    request.page = &page;
    do {
        const R(ListOfficialsResponse) *answer =
            desk_take(desk, desk_send(desk, "ListOfficials", &request.base),
                      &karmayogi__registration__v1__list_officials_response__descriptor);
        found += answer->n_officials;
        page.page_token = answer->page->next_page_token;
        pages++;
    } while (page.page_token[0]);
    assert_int_equal(found, 3);
    assert_true(pages > 1 && pages < 20);
}

#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, size_setup, size_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DESK(test_chunk__as_full_as_it_may_be__is_stored_and_then_known),
        WITH_DESK(test_chunk__in_a_batch_that_failed__fits_when_it_runs_again),
        WITH_DESK(test_verdicts__in_pages_of_any_kind_and_size__are_complete_and_in_order),
        WITH_DESK(test_verdicts__of_an_import_of_many_full_chunks__can_be_read),
        WITH_DESK(test_list__in_which_almost_nobody_passes__ends_and_finds_him),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
