/* dictionary - see dictionary.h. */
#include "domain/dictionary.h"

#include "base/hash.h"
#include "domain/growth.h"

#include <string.h>

static int no_memory(void)
{
    return error_raise("out of memory for the model");
}

void dictionary_deinit(struct dictionary *dictionary)
{
    for (uint32_t i = 0; i < dictionary->count; i++) {
        free(dictionary->entries[i].code);
        free(dictionary->entries[i].name_en);
        free(dictionary->entries[i].name_hi);
    }
    free(dictionary->entries);
    free(dictionary->slots);
    *dictionary = (struct dictionary){0};
}

/* Where the code's place is, or would be put. */
static uint32_t *find_slot(const struct dictionary *dictionary, uint32_t *slots, size_t count, const char *code)
{
    size_t at = (size_t)hash_bytes(code, strlen(code)) & (count - 1);
    while (slots[at] != 0 && strcmp(dictionary->entries[slots[at] - 1].code, code) != 0)
        at = (at + 1) & (count - 1);
    return &slots[at];
}

uint32_t dictionary_find(const struct dictionary *dictionary, const char *code)
{
    return dictionary->slot_count ? *find_slot(dictionary, dictionary->slots, dictionary->slot_count, code) : 0;
}

static int grow_slots(struct dictionary *dictionary)
{
    if ((size_t)dictionary->count * 2 < dictionary->slot_count)
        return 0;
    size_t count = dictionary->slot_count ? dictionary->slot_count * 2 : 64;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots)
        return no_memory();
    for (uint32_t i = 0; i < dictionary->count; i++)
        *find_slot(dictionary, slots, count, dictionary->entries[i].code) = i + 1;
    free(dictionary->slots);
    dictionary->slots = slots;
    dictionary->slot_count = count;
    return 0;
}

static int rename_one(char **name, const char *given)
{
    char *copy = given ? strdup(given) : NULL;
    if (given && !copy)
        return no_memory();
    if (copy) {
        free(*name);
        *name = copy;
    }
    return 0;
}

static int64_t add(struct dictionary *dictionary, const char *code)
{
    int result = growth_one_more((void **)&dictionary->entries, dictionary->count, &dictionary->room,
                                 sizeof *dictionary->entries);
    if (result == 0)
        result = grow_slots(dictionary);
    char *copy = result == 0 ? strdup(code) : NULL;
    if (!copy)
        return result ? result : no_memory();
    dictionary->entries[dictionary->count++] = (struct dictionary_entry){.code = copy};
    *find_slot(dictionary, dictionary->slots, dictionary->slot_count, copy) = dictionary->count;
    return dictionary->count;
}

int64_t dictionary_put(struct dictionary *dictionary, const char *code, const char *name_en, const char *name_hi)
{
    int64_t place = dictionary_find(dictionary, code);
    if (place == 0)
        place = add(dictionary, code);
    if (place < 0)
        return place;
    struct dictionary_entry *entry = &dictionary->entries[place - 1];
    int result = rename_one(&entry->name_en, name_en);
    if (result == 0)
        result = rename_one(&entry->name_hi, name_hi);
    return result ? result : place;
}
