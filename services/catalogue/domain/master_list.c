/*
 * master_list - entries as copies on the heap, each with its folded spellings, found through three tables a list: by
 * code, by spelling, by designation.
 *
 * An entry with all its texts is one block of memory: replacing one is building the new block, pointing the tables at
 * it and freeing the old one. Nothing is changed before everything that can fail is done. The names of a sub-theme
 * stand in the table behind the code of their theme and a sign that no text holds.
 *
 * A request is judged as it will be: its entries are put into a list of their own, and an entry that is there counts
 * only where the request does not replace it.
 */
#include "domain/master_list.h"

#include "base/date.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/table.h"
#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define SPELLINGS_MOST   (MASTER_ALIASES + 3)
#define FOLD_ARENA_BYTES ((size_t)1 << 20)

struct holder {
    struct master_entry entry;
    const char *spellings[SPELLINGS_MOST];
    size_t spelling_count;
    max_align_t block[];
};

struct list {
    struct table codes, spellings, designations;
};

struct master_lists {
    struct list lists[MASTER_LIST_COUNT];
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
        table_deinit(&lists->lists[list].designations);
    }
    free(lists);
}

static const struct list *list_of(const struct master_lists *lists, enum master_list list)
{
    assert(list > MASTER_NONE && list < MASTER_LIST_COUNT);
    return &lists->lists[list];
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static bool is_sub_theme(const struct master_entry *entry)
{
    return *or_empty(entry->theme_code) != '\0';
}

/* How a name is found: folded, a sub-theme's behind its theme. NULL past the arena's cap; "" where nothing is left. */
static const char *key_of_name(const char *theme_code, const char *name, struct arena *arena)
{
    const char *folded = text_fold(arena, name);
    if (!folded || *folded == '\0' || *or_empty(theme_code) == '\0')
        return folded;
    return arena_printf(arena, "%s\x1f%s", theme_code, folded);
}

/* Every key of @entry, each once. Return: how many; 0: past the arena's cap, or a spelling is empty. */
static size_t keys_of(const struct master_entry *entry, struct arena *arena, const char *keys[SPELLINGS_MOST])
{
    size_t count = 0, names = 0;
    const char *all[SPELLINGS_MOST];
    all[names++] = text_fold(arena, entry->code);
    all[names++] = key_of_name(entry->theme_code, entry->name_en, arena);
    if (*or_empty(entry->name_hi))
        all[names++] = key_of_name(entry->theme_code, entry->name_hi, arena);
    for (size_t i = 0; i < entry->alias_count; i++)
        all[names++] = key_of_name(entry->theme_code, entry->aliases[i], arena);
    for (size_t i = 0; i < names; i++) {
        if (!all[i] || *all[i] == '\0')
            return 0;
        size_t same = 0;
        while (same < count && strcmp(keys[same], all[i]) != 0)
            same++;
        if (same == count)
            keys[count++] = all[i];
    }
    return count;
}

static enum reason name_check(const char *name, struct arena *scratch)
{
    if (strlen(name) > LIMIT_NAME_BYTES)
        return REASON_TEXT_TOO_LONG;
    const char *clean = text_clean(scratch, name);
    return clean && strcmp(clean, name) == 0 ? REASON_NONE : REASON_TEXT_NOT_CLEAN;
}

/* What entries of the other lists do not have. */
static enum reason fields_check(enum master_list list, const struct master_entry *entry)
{
    bool competency = list == MASTER_COMPETENCY, people = list == MASTER_CADRE || list == MASTER_TRADE;
    if (!competency && (entry->area != AREA_NONE || is_sub_theme(entry)))
        return REASON_ENTRY_FIELD;
    if (!people && entry->designation_count > 0)
        return REASON_ENTRY_FIELD;
    if (competency && (entry->area <= AREA_NONE || entry->area >= AREA_COUNT))
        return REASON_AREA;
    return REASON_NONE;
}

/* The form of one entry, whatever else is there. */
static enum reason form_check(enum master_list list, const struct master_entry *entry, struct arena *scratch)
{
    assert(entry->alias_count <= MASTER_ALIASES && entry->designation_count <= MASTER_DESIGNATIONS);
    if (!text_is_slug(or_empty(entry->code)) || (*or_empty(entry->successor) && !text_is_slug(entry->successor)))
        return REASON_ENTRY_CODE_FORM;
    if (*or_empty(entry->name_en) == '\0')
        return REASON_ENTRY_NAME_MISSING;
    enum reason reason = name_check(entry->name_en, scratch);
    if (reason == REASON_NONE)
        reason = name_check(or_empty(entry->name_hi), scratch);
    for (size_t i = 0; i < entry->alias_count && reason == REASON_NONE; i++)
        reason = name_check(entry->aliases[i], scratch);
    if (reason == REASON_NONE)
        reason = fields_check(list, entry);
    for (size_t i = 0; i < entry->designation_count && reason == REASON_NONE; i++)
        if (!text_is_slug(entry->designation_codes[i]))
            reason = REASON_DESIGNATION_FORM;
    if (reason == REASON_NONE && entry->valid_from != DATE_NONE && entry->valid_to != DATE_NONE &&
        entry->valid_to < entry->valid_from)
        reason = REASON_ENTRY_VALIDITY;
    return reason;
}

/* A request being judged. */
struct judging {
    const struct list *there; /* before the request */
    const struct list *asked; /* the request's entries that were judged already */
    struct table replaced;    /* codes of all of the request's entries */
    enum master_list list;
    struct arena *scratch;
};

/* Whether somebody else will have what @table finds under @key. */
static bool taken(const struct judging *judging, const struct table *there, const struct table *asked, const char *key,
                  const char *code)
{
    const struct holder *other = table_find(asked, key);
    if (other && strcmp(other->entry.code, code) != 0)
        return true;
    other = table_find(there, key);
    return other && strcmp(other->entry.code, code) != 0 && !table_find(&judging->replaced, other->entry.code);
}

static enum reason uniqueness_check(const struct judging *judging, const struct master_entry *entry)
{
    const char *keys[SPELLINGS_MOST];
    size_t count = keys_of(entry, judging->scratch, keys);
    if (count == 0)
        return REASON_ENTRY_NAME_MISSING;
    for (size_t i = 0; i < count; i++)
        if (taken(judging, &judging->there->spellings, &judging->asked->spellings, keys[i], entry->code))
            return REASON_ALIAS_TAKEN;
    for (size_t i = 0; i < entry->designation_count; i++)
        if (taken(judging, &judging->there->designations, &judging->asked->designations, entry->designation_codes[i],
                  entry->code))
            return REASON_DESIGNATION_TAKEN;
    return REASON_NONE;
}

static const struct master_entry *will_be(const struct judging *judging, const char *code)
{
    const struct holder *holder = table_find(&judging->asked->codes, code);
    if (!holder)
        holder = table_find(&judging->there->codes, code);
    return holder ? &holder->entry : NULL;
}

/* Themes and sub-themes, once all entries of the request are known. */
static enum reason theme_check(const struct judging *judging, const struct master_entry *entry)
{
    if (is_sub_theme(entry)) {
        const struct master_entry *theme = will_be(judging, entry->theme_code);
        if (!theme || is_sub_theme(theme))
            return REASON_THEME_UNKNOWN;
        if (theme->area != entry->area)
            return REASON_AREA;
    }
    const struct holder *before = table_find(&judging->there->codes, entry->code);
    if (!before || is_sub_theme(&before->entry) || (before->entry.area == entry->area && !is_sub_theme(entry)))
        return REASON_NONE;
    const struct table *codes = &judging->there->codes;
    for (size_t i = 0; i < codes->capacity; i++) { /* sub-themes that stay as they are */
        const struct holder *holder = codes->slots[i].value;
        if (!codes->slots[i].hash || strcmp(or_empty(holder->entry.theme_code), entry->code) != 0 ||
            table_find(&judging->replaced, holder->entry.code))
            continue;
        return is_sub_theme(entry) ? REASON_THEME_HAS_SUB_THEMES : REASON_AREA;
    }
    return REASON_NONE;
}

static int judge(struct judging *judging, struct master_lists *asked, const struct master_entry *entries, size_t count,
                 struct finding *finding)
{
    enum reason reason = REASON_NONE;
    size_t at = 0;
    if (table_reserve(&judging->replaced, count) < 0)
        return -1;
    for (at = 0; at < count; at++) {
        reason = form_check(judging->list, &entries[at], judging->scratch);
        if (reason == REASON_NONE && table_find(&judging->replaced, entries[at].code))
            reason = REASON_ENTRY_TWICE;
        if (reason != REASON_NONE)
            break;
        table_put(&judging->replaced, entries[at].code, (void *)(uintptr_t)&entries[at]);
    }
    for (size_t i = 0; i < count && reason == REASON_NONE; i++) {
        reason = uniqueness_check(judging, &entries[at = i]);
        if (reason == REASON_NONE && master_lists_put(asked, judging->list, &entries[i]) < 0)
            return -1;
    }
    for (size_t i = 0; i < count && reason == REASON_NONE; i++)
        reason = theme_check(judging, &entries[at = i]);
    *finding = (struct finding){.reason = reason, .detail = reason == REASON_NONE ? NULL : or_empty(entries[at].code)};
    return 0;
}

int master_entries_check(const struct master_lists *lists, enum master_list list, const struct master_entry *entries,
                         size_t count, struct arena *scratch, struct finding *finding)
{
    struct master_lists *asked = master_lists_new();
    if (!asked)
        return error_raise("no memory for a master list");
    struct judging judging = {
        .there = list_of(lists, list), .asked = &asked->lists[list], .list = list, .scratch = scratch};
    int result = judge(&judging, asked, entries, count, finding);
    table_deinit(&judging.replaced);
    master_lists_free(asked);
    return result == 0 && scratch->failed ? error_raise("no room to judge entries") : result;
}

/* Lays out what an entry points at; without a block it only measures. */
struct layout {
    char *block;
    size_t bytes;
};

static void *place(struct layout *layout, const void *data, size_t bytes)
{
    void *at = layout->block ? layout->block + layout->bytes : NULL;
    if (at && bytes)
        memcpy(at, data, bytes);
    layout->bytes += bytes;
    return at;
}

static const char *place_text(struct layout *layout, const char *text)
{
    return place(layout, or_empty(text), strlen(or_empty(text)) + 1);
}

/* Texts behind the array of pointers to them, which is placed first, where the block is aligned. */
static void place_texts(struct layout *layout, const char **array, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *placed = place_text(layout, texts[i]);
        if (array)
            array[i] = placed;
    }
}

static void lay_out(struct layout *layout, const struct master_entry *entry, const char *const *keys, size_t key_count,
                    struct holder *holder)
{
    const char **aliases = place(layout, entry->aliases, entry->alias_count * sizeof *aliases);
    const char **designations =
        place(layout, entry->designation_codes, entry->designation_count * sizeof *designations);
    place_texts(layout, aliases, entry->aliases, entry->alias_count);
    place_texts(layout, designations, entry->designation_codes, entry->designation_count);
    place_texts(layout, holder ? holder->spellings : NULL, keys, key_count);
    struct master_entry placed = *entry;
    placed.code = place_text(layout, entry->code);
    placed.name_en = place_text(layout, entry->name_en);
    placed.name_hi = place_text(layout, entry->name_hi);
    placed.theme_code = place_text(layout, entry->theme_code);
    placed.successor = place_text(layout, entry->successor);
    placed.aliases = aliases;
    placed.designation_codes = designations;
    if (holder) {
        holder->entry = placed;
        holder->spelling_count = key_count;
    }
}

static struct holder *holder_new(const struct master_entry *entry, struct arena *scratch)
{
    const char *keys[SPELLINGS_MOST];
    size_t key_count = keys_of(entry, scratch, keys);
    struct layout layout = {0};
    if (key_count == 0)
        return NULL;
    lay_out(&layout, entry, keys, key_count, NULL);
    struct holder *holder = malloc(sizeof *holder + layout.bytes);
    if (!holder)
        return NULL;
    layout = (struct layout){.block = (char *)holder->block};
    lay_out(&layout, entry, keys, key_count, holder);
    return holder;
}

static void replace(struct list *into, struct holder *holder)
{
    struct holder *old = table_find(&into->codes, holder->entry.code);
    for (size_t i = 0; old && i < old->spelling_count; i++)
        if (table_find(&into->spellings, old->spellings[i]) == old)
            table_remove(&into->spellings, old->spellings[i]);
    for (size_t i = 0; old && i < old->entry.designation_count; i++)
        if (table_find(&into->designations, old->entry.designation_codes[i]) == old)
            table_remove(&into->designations, old->entry.designation_codes[i]);
    table_put(&into->codes, holder->entry.code, holder);
    for (size_t i = 0; i < holder->spelling_count; i++)
        table_put(&into->spellings, holder->spellings[i], holder);
    for (size_t i = 0; i < holder->entry.designation_count; i++)
        table_put(&into->designations, holder->entry.designation_codes[i], holder);
    free(old);
}

int master_lists_put(struct master_lists *lists, enum master_list list, const struct master_entry *entry)
{
    assert(list > MASTER_NONE && list < MASTER_LIST_COUNT);
    struct list *into = &lists->lists[list];
    struct arena scratch;
    arena_init(&scratch, FOLD_ARENA_BYTES);
    struct holder *holder = holder_new(entry, &scratch);
    arena_deinit(&scratch);
    if (!holder || table_reserve(&into->codes, 1) < 0 || table_reserve(&into->spellings, SPELLINGS_MOST) < 0 ||
        table_reserve(&into->designations, entry->designation_count) < 0) {
        free(holder);
        return error_raise("no memory for an entry of a master list");
    }
    replace(into, holder);
    return 0;
}

const struct master_entry *master_lists_code(const struct master_lists *lists, enum master_list list, const char *code)
{
    const struct holder *holder = table_find(&list_of(lists, list)->codes, code);
    return holder ? &holder->entry : NULL;
}

static const struct master_entry *find_spelling(const struct list *list, const char *key)
{
    const struct holder *holder = key && *key ? table_find(&list->spellings, key) : NULL;
    return holder ? &holder->entry : NULL;
}

/* `theme / sub-theme`: a name may hold the sign itself, so every place is tried. */
static const struct master_entry *find_sub_theme(const struct list *list, const char *text, struct arena *scratch)
{
    for (const char *sign = strchr(text, '/'); sign; sign = strchr(sign + 1, '/')) {
        const char *left = arena_string(scratch, text, (size_t)(sign - text));
        const struct master_entry *theme = left ? find_spelling(list, text_fold(scratch, left)) : NULL;
        if (!theme || is_sub_theme(theme))
            continue;
        const struct master_entry *found = find_spelling(list, key_of_name(theme->code, sign + 1, scratch));
        if (found)
            return found;
    }
    return NULL;
}

const struct master_entry *master_lists_spelling(const struct master_lists *lists, enum master_list list,
                                                 const char *text, struct arena *scratch)
{
    const struct master_entry *found = find_spelling(list_of(lists, list), text_fold(scratch, text));
    return found || list != MASTER_COMPETENCY ? found : find_sub_theme(list_of(lists, list), text, scratch);
}

bool master_entry_valid(const struct master_entry *entry, int32_t day)
{
    return (entry->valid_from == DATE_NONE || entry->valid_from <= day) &&
           (entry->valid_to == DATE_NONE || day <= entry->valid_to);
}

static bool texts_equal(const char *a, const char *b)
{
    return strcmp(or_empty(a), or_empty(b)) == 0;
}

static bool lists_equal(const char *const *a, size_t a_count, const char *const *b, size_t b_count)
{
    bool equal = a_count == b_count;
    for (size_t i = 0; i < a_count && equal; i++)
        equal = texts_equal(a[i], b[i]);
    return equal;
}

bool master_entry_equal(const struct master_entry *a, const struct master_entry *b)
{
    return texts_equal(a->code, b->code) && texts_equal(a->name_en, b->name_en) &&
           texts_equal(a->name_hi, b->name_hi) && a->area == b->area && texts_equal(a->theme_code, b->theme_code) &&
           a->valid_from == b->valid_from && a->valid_to == b->valid_to && texts_equal(a->successor, b->successor) &&
           lists_equal(a->aliases, a->alias_count, b->aliases, b->alias_count) &&
           lists_equal(a->designation_codes, a->designation_count, b->designation_codes, b->designation_count);
}
