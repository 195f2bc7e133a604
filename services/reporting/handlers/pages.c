/* pages - see pages.h. */
#include "handlers/pages.h"

#include "base/hash.h"

#include <string.h>

#define ARENA_BYTES (16u << 20) /* 65,536 rows are about 5 MiB */

int pages_init(struct pages *pages)
{
    for (size_t i = 0; i < LIMIT_FIGURE_KEPT; i++)
        arena_init(&pages->kept[i].arena, ARENA_BYTES);
    return hash_random_key(&pages->last);
}

static void forget(struct kept_page *kept)
{
    arena_deinit(&kept->arena);
    arena_init(&kept->arena, ARENA_BYTES);
    kept->number = 0;
}

void pages_forget(struct pages *pages)
{
    for (size_t i = 0; i < LIMIT_FIGURE_KEPT; i++)
        if (pages->kept[i].number)
            forget(&pages->kept[i]);
}

void pages_deinit(struct pages *pages)
{
    for (size_t i = 0; i < LIMIT_FIGURE_KEPT; i++)
        arena_deinit(&pages->kept[i].arena);
}

struct kept_page *pages_keep(struct pages *pages, const struct figures *figures, int32_t as_of,
                             const struct follower_freshness freshness[2])
{
    struct kept_page *kept = &pages->kept[++pages->last % LIMIT_FIGURE_KEPT];
    forget(kept);
    if (pages->last == 0 || figures_copy(figures, &kept->arena, &kept->figures) != 0)
        return NULL;
    kept->number = pages->last;
    kept->as_of = as_of;
    memcpy(kept->freshness, freshness, sizeof kept->freshness);
    return kept;
}

struct kept_page *pages_find(struct pages *pages, uint64_t number)
{
    struct kept_page *kept = &pages->kept[number % LIMIT_FIGURE_KEPT];
    return number && kept->number == number ? kept : NULL;
}
