/* feed_registration - the catalogue's feed as registration follows it; see feed_pages.h. */
#include "feed_pages.h"
#include "registration_desk.h"

static struct desk *desk;
static struct feed_pages pages;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    desk_setup((void **)&desk);
    pages = (struct feed_pages){.writer = &desk->writer,
                                .time = &desk->time,
                                .options = {.service = REGISTRATION_FEED,
                                            .table = STORED_FOLLOWERS,
                                            .hooks = registration_follower_hooks,
                                            .context = desk->registration,
                                            .store = desk->store,
                                            .dispensable = true,
                                            .bound_ms = 60000}};
    scratch_remove(desk->folder);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    pages_run(&pages, &input);
    pages_forget_all(&pages);
    atomic_store(&desk->registration->course_generation, 1);
    arena_reset(&arena);
    return 0;
}
