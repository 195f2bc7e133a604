/* catalogue - what of the service the stories need to know. */
#include "house.h"

#include "service.h"

static int open_service(struct runtime *runtime, const char *folder, void **context, struct store **store)
{
    (void)runtime;
    struct catalogue *catalogue = NULL;
    int result = catalogue_new(&catalogue, folder);
    if (result == 0) {
        *context = catalogue;
        *store = catalogue->store;
    }
    return result;
}

static void close_service(void *context)
{
    catalogue_free(context);
}

static int tell_card(const struct card *card, struct buffer *out)
{
    int result = buffer_printf(out, "%s %d %u %u' levels %u-%u state %u by %s, %u languages, original %u:", card->id,
                               card->state, card->kind, card->duration_minutes, card->level_from, card->level_to,
                               card->state_code, card->provider_code, card->language_count, card->original_language);
    const struct course_strings *sets[] = {&card->parts, &card->competencies, &card->cadres, &card->trades};
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++)
        for (size_t k = 0; k < sets[i]->count && result == 0; k++)
            result = buffer_printf(out, " %zu/%s", i, sets[i]->items[k]);
    return result ? result : buffer_printf(out, "\n");
}

static int tell(void *context, struct buffer *out)
{
    struct catalogue *catalogue = context;
    static const struct {
        enum master_list list;
        const char *code;
    } entries[] = {{MASTER_COMPETENCY, "empathy"}, {MASTER_COMPETENCY, "patience"}, {MASTER_PROVIDER, "igot"}};
    int result =
        buffer_printf(out, "%zu staged, lists changed %d\n", catalogue->staged_count, catalogue->lists_changed);
    const struct shelf *shelf = catalogue_lock(catalogue);
    for (size_t i = 0; i < shelf->count && result == 0; i++)
        result = tell_card(shelf->cards[i], out);
    catalogue_unlock(catalogue);
    for (size_t i = 0; i < sizeof entries / sizeof entries[0] && result == 0; i++) {
        const struct master_entry *entry = master_lists_code(catalogue->lists, entries[i].list, entries[i].code);
        result = buffer_printf(out, "%s: %s\n", entries[i].code, entry ? entry->name_en : "-");
    }
    return result;
}

const struct house_service house_service = {
    .runtime = &catalogue_service, .tables = STORED_TABLES, .open = open_service, .close = close_service, .tell = tell};
