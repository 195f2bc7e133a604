/* registration - what of the service the stories need to know. */
#include "house.h"

#include "service.h"

#include <string.h>

static int open_service(struct runtime *runtime, const char *folder, void **context, struct store **store)
{
    (void)runtime;
    struct registration *registration = NULL;
    int result = registration_new(&registration, folder);
    if (result == 0) {
        *context = registration;
        *store = registration->store;
    }
    return result;
}

static void close_service(void *context)
{
    registration_free(context);
}

static const struct follower_hooks *follower(const char *feed)
{
    return strcmp(feed, REGISTRATION_FEED) == 0 ? &registration_follower_hooks : NULL;
}

static int tell_organisations(const struct organisations *tree, struct buffer *out)
{
    int result = buffer_printf(out, "%u organisations, %u departments\n", organisations_count(tree),
                               organisations_department_count(tree));
    for (uint32_t number = 1; number <= organisations_count(tree) && result == 0; number++) {
        const struct organisation *organisation = organisations_number(tree, number);
        result =
            buffer_printf(out, "%u %s %u %s %s %zu %u %u %llu\n", number, organisation->id, organisation->parent_number,
                          organisation->name_en, organisation->kind, organisation->strength_count,
                          organisation->child_count, organisation->depth, (unsigned long long)organisation->version);
    }
    return result;
}

static int tell(void *context, struct buffer *out)
{
    const struct registration *registration = context;
    static const struct {
        enum master_list list;
        const char *code;
    } entries[] = {{MASTER_DESIGNATION, "constable"}, {MASTER_DESIGNATION, "patwari"}, {MASTER_DISTRICT, "169"}};
    int result = buffer_printf(out, "%zu keys, %zu to undo, changed %d, courses %u\n", keymap_count(registration->keys),
                               registration->undo_count, registration->memory_changed,
                               atomic_load(&registration->course_generation));
    for (unsigned i = 0; i < 65536 && result == 0; i++)
        if (registration->last_official[i])
            result = buffer_printf(out, "department %u: %llu\n", i, (unsigned long long)registration->last_official[i]);
    if (result == 0)
        result = tell_organisations(registration->organisations, out);
    for (size_t i = 0; i < sizeof entries / sizeof entries[0] && result == 0; i++) {
        const struct master_entry *entry = master_lists_code(registration->lists, entries[i].list, entries[i].code);
        result = buffer_printf(out, "%s: %s\n", entries[i].code, entry ? entry->name_en : "-");
    }
    return result;
}

const struct house_service house_service = {.runtime = &registration_service,
                                            .tables = STORED_TABLES,
                                            .open = open_service,
                                            .close = close_service,
                                            .follower = follower,
                                            .tell = tell};
