/* handler_reporting - requests to reporting against a small model of each feed; see service_handlers.h. */
#include "reporting_office.h"
#include "runtime/private.h"
#include "service_calls.h"

static struct calls_service service;
static struct office *office;

static void people(void)
{
    static const struct span spans[] = {
        {.first_day = 19000, .district_code = 169, .state = COUNTED_ACTIVE, .designation = 1, .level = 3, .gender = 1},
        {.first_day = 19500, .district_code = 661, .state = COUNTED_BLOCKED, .group = 3, .category = 2},
        {.first_day = 20000, .state = COUNTED_ACTIVE, .designation = 2, .engagement = 1},
    };
    const struct model_strength strength = {.count = 10, .source = (char *)(uintptr_t) "letter", .declared_on = 19000};
    office_district(office, "169", "Meerut", "Meerut");
    office_organisation(office, "up", "", 0, 1, 0, NULL);
    office_organisation(office, "police", "up", 0, 1, 1, &strength);
    office_organisation(office, "meerut-police", "police", 169, 1, 0, NULL);
    for (size_t i = 0; i < 12; i++)
        office_official(office, official_number(1, i / 3 + 1), i % 3 + 1, i & 1 ? "police" : "meerut-police",
                        &spans[i % 3]);
    assert(office_page(office));
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    office_setup((void **)&office);
    people();
    office->reporting.runtime = calloc(1, sizeof *office->reporting.runtime); /* nothing is followed */
    calls_init(&service, reporting_routes);
    scratch_remove(office->folder);
    return 0;
}

/* Return: whether there is another page to ask for. */
static bool ask(struct calls_asked *asked, struct arena *arena)
{
    struct store_txn *txn;
    struct call *call = calls_decode(asked, asked->body);
    if (!call_refused(call)) {
        assert(store_begin_read(office->reporting.store, &txn) == 0);
        call_store_outcome(call, call->route->read(&office->reporting, txn, call));
        store_abort(txn);
    }
    if (call_refused(call))
        calls_check_refusal(call);
    else
        calls_check_message(asked->method->response, call->answer.data, call->answer.length);
    bool reads_on = asked->flags & 16 && !call_refused(call) && calls_turn_page(asked, call, arena);
    call_free(call);
    return reads_on;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    for (size_t i = 0; i < CALLS_MOST && input.left > 0; i++) {
        struct calls_asked asked = calls_next(&service, &input);
        size_t pages = 1;
        while (ask(&asked, &arena))
            assert(++pages <= PAGES_MOST);
    }
    pages_forget(&office->reporting.pages);
    arena_reset(&arena);
    return 0;
}
