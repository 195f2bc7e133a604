/* handler_registration - whole requests to registration against a small state: its lists, a tree, a few officials, an
 * import and an open transfer; see service_handlers.h. */
#include "registration_import.h"
#include "service_handlers.h"

/* Ids that seeds and words.dict name. */
static const struct uuid import_id = {{1, 0x9a, 0, 0, 0, 0, 0x70, 1, 0x80, 0, 0, 0, 0, 0, 0, 1}};

static uint64_t memory(const struct desk *desk)
{
    const struct registration *registration = desk->registration;
    return (uint64_t)keymap_count(registration->keys) << 32 | registration->undo_count << 1 |
           registration->memory_changed;
}

static void people(struct desk *desk)
{
    static const char *const rows[] = {"Ram Kumar|9876543210|ram@example.in|E-1|Constable",
                                       "सीता देवी|9876543211|||आरक्षी", "?????|123|||Constable",
                                       "jke dqekj|9876543212|||Sweeper"};
    const struct chunk chunk = {.import_id = import_id, .first_row = 1, .count = FUZZ_COUNT(rows), .rows = rows};
    desk_register(desk, "Asha Devi", "9876500000", "asha@example.in", "A/1");
    desk_register(desk, "Mohan Lal", "9876500001", "", "A/2");
    import_send(desk, &chunk);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    struct desk *desk;
    desk_setup((void **)&desk);
    people(desk);
    handlers_init(desk, &karmayogi__registration__v1__event__descriptor, memory);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    handlers_run(data, size);
    return 0;
}
