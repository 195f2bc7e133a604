/*
 * master_list - entries as copies on the heap, each with all its folded spellings, found through two tables a list (by
 * code and by spelling) and, for districts, by their numbers.
 *
 * An entry and all its texts are one block of memory: replacing one is building the new block, pointing the tables at
 * it and freeing the old one. Nothing is changed before everything that can fail is done. The same spelling may name an
 * entry in several ways (its code and its English name); it stands in the table once.
 */
#include "domain/master_list.h"

#include "base/date.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/number.h"
#include "base/table.h"
#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define DISTRICT_CODE_MOST 99999
#define LEVEL_MOST         18
#define SPELLINGS_MOST     (MASTER_ALIASES + 3)
#define FOLD_ARENA_BYTES   ((size_t)1 << 20)

struct holder {
    struct master_entry entry;
    const char *spellings[SPELLINGS_MOST]; /* folded, each once */
    size_t spelling_count;
    char texts[];
};

struct list {
    struct table codes;
    struct table spellings;
};

struct master_lists {
    struct list lists[MASTER_LIST_COUNT];
    struct holder *districts[DISTRICT_CODE_MOST + 1]; /* by LGD code */
};

struct master_lists *master_lists_new(void)
{
    return calloc(1, sizeof(struct master_lists));
}

void master_lists_free(struct master_lists *lists)
{
    if (!lists)
        return;
    for (int list = 0; list < MASTER_LIST_COUNT; list++) {
        struct table *codes = &lists->lists[list].codes;
        for (size_t i = 0; i < codes->capacity; i++)
            free(codes->slots[i].value);
        table_deinit(codes);
        table_deinit(&lists->lists[list].spellings);
    }
    free(lists);
}

static const struct list *list_of(const struct master_lists *lists, enum master_list list)
{
    assert(list > MASTER_NONE && list < MASTER_LIST_COUNT);
    return &lists->lists[list];
}

/* Texts that may be left out are NULL or "". */
static const char *or_empty(const char *text)
{
    return text ? text : "";
}

/* Every way to name @entry, empty ones left out. */
static size_t names_of(const struct master_entry *entry, const char *names[SPELLINGS_MOST])
{
    size_t count = 0;
    names[count++] = entry->code;
    names[count++] = entry->name_en;
    if (*or_empty(entry->name_hi))
        names[count++] = entry->name_hi;
    for (size_t i = 0; i < entry->alias_count; i++)
        names[count++] = entry->aliases[i];
    return count;
}

static bool code_is_fine(enum master_list list, const char *code)
{
    if (list != MASTER_DISTRICT)
        return text_is_slug(code);
    uint64_t number;
    return *code != '0' && number_parse_u64(code, DISTRICT_CODE_MOST, &number);
}

static enum reason name_check(const char *name, struct arena *scratch)
{
    if (strlen(name) > LIMIT_NAME_BYTES)
        return REASON_TEXT_TOO_LONG;
    const char *clean = text_clean(scratch, name);
    if (!clean || strcmp(clean, name) != 0)
        return REASON_TEXT_NOT_CLEAN;
    return REASON_NONE;
}

static enum reason spelling_check(const struct list *list, const struct master_entry *entry, const char *name,
                                  struct arena *scratch)
{
    enum reason reason = name_check(name, scratch);
    if (reason != REASON_NONE)
        return reason;
    const char *folded = text_fold(scratch, name);
    if (!folded || *folded == '\0')
        return REASON_ENTRY_NAME_MISSING;
    const struct holder *other = table_find(&list->spellings, folded);
    return other && strcmp(other->entry.code, entry->code) != 0 ? REASON_ALIAS_TAKEN : REASON_NONE;
}

enum reason master_entry_check(const struct master_lists *lists, enum master_list list,
                               const struct master_entry *entry, struct arena *scratch)
{
    assert(entry->alias_count <= MASTER_ALIASES);
    if (!code_is_fine(list, or_empty(entry->code)))
        return REASON_ENTRY_CODE_FORM;
    if (*or_empty(entry->name_en) == '\0')
        return REASON_ENTRY_NAME_MISSING;
    const char *names[SPELLINGS_MOST];
    size_t count = names_of(entry, names);
    for (size_t i = 0; i < count; i++) {
        enum reason reason = spelling_check(list_of(lists, list), entry, names[i], scratch);
        if (reason != REASON_NONE)
            return reason;
    }
    const char *others[] = {or_empty(entry->division_en), or_empty(entry->division_hi)};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        enum reason reason = name_check(others[i], scratch);
        if (reason != REASON_NONE)
            return reason;
    }
    if (*or_empty(entry->successor) && !code_is_fine(list, entry->successor))
        return REASON_ENTRY_CODE_FORM;
    if (entry->level > LEVEL_MOST)
        return REASON_ENTRY_LEVEL;
    if (entry->valid_from != DATE_NONE && entry->valid_to != DATE_NONE && entry->valid_to < entry->valid_from)
        return REASON_ENTRY_VALIDITY;
    return REASON_NONE;
}

static const char *place_text(char **end, const char *text)
{
    size_t bytes = strlen(text) + 1;
    char *placed = memcpy(*end, text, bytes);
    *end += bytes;
    return placed;
}

static size_t bytes_of(const struct master_entry *entry, const char *const *spellings, size_t spelling_count)
{
    const char *names[SPELLINGS_MOST];
    size_t count = names_of(entry, names);
    size_t bytes = sizeof "" /* name_hi may be left out of the names */ + strlen(or_empty(entry->division_en)) +
                   strlen(or_empty(entry->division_hi)) + strlen(or_empty(entry->successor)) + 3;
    for (size_t i = 0; i < count; i++)
        bytes += strlen(names[i]) + 1;
    for (size_t i = 0; i < spelling_count; i++)
        bytes += strlen(spellings[i]) + 1;
    return bytes;
}

/* @entry with its folded spellings as one block; NULL: out of memory. */
static struct holder *holder_new(const struct master_entry *entry, const char *const *spellings, size_t spelling_count)
{
    struct holder *holder = malloc(sizeof *holder + bytes_of(entry, spellings, spelling_count));
    if (!holder)
        return NULL;
    char *end = holder->texts;
    holder->entry = *entry;
    holder->entry.code = place_text(&end, entry->code);
    holder->entry.name_en = place_text(&end, entry->name_en);
    holder->entry.name_hi = place_text(&end, or_empty(entry->name_hi));
    for (size_t i = 0; i < entry->alias_count; i++)
        holder->entry.aliases[i] = place_text(&end, entry->aliases[i]);
    holder->entry.division_en = place_text(&end, or_empty(entry->division_en));
    holder->entry.division_hi = place_text(&end, or_empty(entry->division_hi));
    holder->entry.successor = place_text(&end, or_empty(entry->successor));
    for (size_t i = 0; i < spelling_count; i++)
        holder->spellings[i] = place_text(&end, spellings[i]);
    holder->spelling_count = spelling_count;
    return holder;
}

static struct holder *fold_and_copy(const struct master_entry *entry, struct arena *scratch)
{
    const char *names[SPELLINGS_MOST];
    const char *folded[SPELLINGS_MOST];
    size_t count = names_of(entry, names);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        folded[kept] = text_fold(scratch, names[i]);
        if (!folded[kept])
            return NULL;
        size_t same = 0;
        while (strcmp(folded[same], folded[kept]) != 0)
            same++;
        kept += same == kept;
    }
    return holder_new(entry, folded, kept);
}

static void replace(struct master_lists *lists, enum master_list list, struct holder *holder)
{
    struct list *into = &lists->lists[list];
    struct holder *old = table_find(&into->codes, holder->entry.code);
    if (old) {
        for (size_t i = 0; i < old->spelling_count; i++)
            table_remove(&into->spellings, old->spellings[i]);
    }
    table_put(&into->codes, holder->entry.code, holder);
    for (size_t i = 0; i < holder->spelling_count; i++)
        table_put(&into->spellings, holder->spellings[i], holder);
    uint64_t number;
    if (list == MASTER_DISTRICT && number_parse_u64(holder->entry.code, DISTRICT_CODE_MOST, &number))
        lists->districts[number] = holder;
    free(old);
}

int master_lists_put(struct master_lists *lists, enum master_list list, const struct master_entry *entry)
{
    assert(list > MASTER_NONE && list < MASTER_LIST_COUNT);
    struct arena scratch;
    arena_init(&scratch, FOLD_ARENA_BYTES);
    struct holder *holder = fold_and_copy(entry, &scratch);
    arena_deinit(&scratch);
    struct list *into = &lists->lists[list];
    if (!holder || table_reserve(&into->codes, 1) < 0 || table_reserve(&into->spellings, SPELLINGS_MOST) < 0) {
        free(holder);
        return error_raise("no memory for an entry of a master list");
    }
    replace(lists, list, holder);
    return 0;
}

const struct master_entry *master_lists_code(const struct master_lists *lists, enum master_list list, const char *code)
{
    const struct holder *holder = table_find(&list_of(lists, list)->codes, code);
    return holder ? &holder->entry : NULL;
}

const struct master_entry *master_lists_spelling(const struct master_lists *lists, enum master_list list,
                                                 const char *text, struct arena *scratch)
{
    const char *folded = text_fold(scratch, text);
    const struct holder *holder = folded ? table_find(&list_of(lists, list)->spellings, folded) : NULL;
    return holder ? &holder->entry : NULL;
}

const struct master_entry *master_lists_district(const struct master_lists *lists, uint32_t lgd_code)
{
    if (lgd_code > DISTRICT_CODE_MOST || !lists->districts[lgd_code])
        return NULL;
    return &lists->districts[lgd_code]->entry;
}

const struct master_entry *master_lists_census(const struct master_lists *lists, uint32_t census_code)
{
    const struct table *codes = &lists->lists[MASTER_DISTRICT].codes;
    for (size_t i = 0; census_code > 0 && i < codes->capacity; i++) {
        const struct holder *holder = codes->slots[i].value;
        if (codes->slots[i].hash && holder->entry.census2011_code == census_code)
            return &holder->entry;
    }
    return NULL;
}

static bool texts_equal(const char *a, const char *b)
{
    return strcmp(or_empty(a), or_empty(b)) == 0;
}

bool master_entry_equal(const struct master_entry *a, const struct master_entry *b)
{
    if (a->alias_count != b->alias_count)
        return false;
    for (size_t i = 0; i < a->alias_count; i++) {
        if (!texts_equal(a->aliases[i], b->aliases[i]))
            return false;
    }
    return texts_equal(a->code, b->code) && texts_equal(a->name_en, b->name_en) &&
           texts_equal(a->name_hi, b->name_hi) && a->level == b->level && texts_equal(a->division_en, b->division_en) &&
           texts_equal(a->division_hi, b->division_hi) && a->census2011_code == b->census2011_code &&
           a->valid_from == b->valid_from && a->valid_to == b->valid_to && texts_equal(a->successor, b->successor);
}
