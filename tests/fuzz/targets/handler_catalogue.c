/* handler_catalogue - whole requests to the catalogue against a small store: its lists, courses in every state, an
 * import; see service_handlers.h. */
#include "catalogue_import.h"
#include "service_handlers.h"

/* Ids that seeds and words.dict name. */
static const struct uuid import_id = {{1, 0x9a, 0, 0, 0, 0, 0x70, 1, 0x80, 0, 0, 0, 0, 0, 0, 1}};

static uint64_t memory(const struct desk *desk)
{
    const struct catalogue *catalogue = desk->catalogue;
    return (uint64_t)catalogue->shelf.count << 32 | catalogue->staged_count << 1 | catalogue->lists_changed;
}

static void courses(struct desk *desk)
{
    static const char *const rows[] = {
        "yoga,do_1,Course,Yoga at work,योग,en|hi,igot,45,empathy,live",
        "rti,do_2,Program,The RTI Act,,hi,igot,600,,draft",
        "old,,Course,An old course,,en,nobody,10,,retired",
        "wrong id,,,,,,,,,",
    };
    const struct chunk chunk = {.import_id = import_id, .first_row = 1, .count = FUZZ_COUNT(rows), .rows = rows};
    import_send(desk, &chunk);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    struct desk *desk;
    desk_setup((void **)&desk);
    courses(desk);
    assert(desk->catalogue->shelf.count == 3);
    handlers_init(desk, &karmayogi__catalogue__v1__event__descriptor, memory);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    handlers_run(data, size);
    return 0;
}
