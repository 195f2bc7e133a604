/* fields - the rules of single fields of an official: what a rule accepted, it accepts again as it is, within the
 * limits of the contract; what it refuses has words in both languages. */
#include "domain/contact.h"
#include "domain/field.h"
#include "domain/issued_id.h"
#include "domain/name.h"
#include "domain/words.h"
#include "fuzz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

static bool accepted(struct arena *arena, enum reason reason)
{
    assert(reason < REASON_COUNT && !arena->failed);
    if (reason == REASON_NONE)
        return true;
    assert(fuzz_says(reason_word(reason)));
    assert(fuzz_says(vocabulary_sentence(&reason_vocabulary, arena, reason, "x", false)));
    assert(fuzz_says(vocabulary_sentence(&reason_vocabulary, arena, reason, "x", true)));
    return false;
}

static void names(struct arena *arena, const char *text, bool legacy)
{
    struct name name, again;
    if (!accepted(arena, name_check(arena, text, legacy, &name)))
        return;
    assert(fuzz_says(name.name) && fuzz_is_text(name.title) && strlen(name.name) <= LIMIT_NAME_BYTES);
    assert(strcmp(text_clean(arena, name.name), name.name) == 0);
    assert(accepted(arena, name_check(arena, name.name, true, &again)));
    /* At most two titles are split off at a time; a third stays in front of the name. */
    assert(again.title[0] || strcmp(again.name, name.name) == 0);
}

static void contacts(struct arena *arena, const char *text)
{
    const char *value, *again;
    if (accepted(arena, contact_mobile(arena, text, &value)) && *value) {
        assert(strlen(value) == 10 && strspn(value, "0123456789") == 10 && value[0] >= '6');
        assert(contact_mobile(arena, value, &again) == REASON_NONE && strcmp(value, again) == 0);
    }
    if (accepted(arena, contact_email(arena, text, &value)) && *value) {
        assert(strlen(value) <= 254 && strchr(value, '@') && strcspn(value, " \t,;") == strlen(value));
        assert(contact_email(arena, value, &again) == REASON_NONE && strcmp(value, again) == 0);
    }
}

static void ids(struct arena *arena, const char *text, enum field field)
{
    const char *value, *again;
    if (accepted(arena, issued_id_value(arena, text, field, &value)) && *value) {
        assert(strlen(value) <= 30);
        assert(issued_id_value(arena, value, field, &again) == REASON_NONE && strcmp(value, again) == 0);
        const char *upper = issued_id_upper(arena, value);
        assert(strcmp(issued_id_upper(arena, upper), upper) == 0);
    }
    if (accepted(arena, issued_id_issuer_of_system(arena, text, &value)))
        assert(issued_id_issuer_is_fine(value));
}

static void others(struct arena *arena, const char *text)
{
    const char *value, *again;
    uint32_t code;
    if (accepted(arena, field_designation(arena, text, &value)) && *value)
        assert(strlen(value) <= LIMIT_NAME_BYTES && field_designation(arena, value, &again) == REASON_NONE &&
               strcmp(value, again) == 0);
    if (accepted(arena, field_pin_code(arena, text, &value)) && *value)
        assert(strlen(value) == 6 && strspn(value, "0123456789") == 6);
    if (accepted(arena, field_district_code(arena, text, &code)))
        assert(code <= 99999);
    for (enum words words = 0; words < WORDS_COUNT; words++)
        assert(words_find(words, text, arena) >= WORDS_UNKNOWN);
}

static void tags(struct arena *arena, const char *text)
{
    const char *given[LIMIT_TAGS], *tags[LIMIT_TAGS], *again[LIMIT_TAGS];
    size_t count = cell_split(arena, text, given, LIMIT_TAGS), kept, kept_again;
    if (count > LIMIT_TAGS || !accepted(arena, field_tags(arena, given, count, tags, &kept)))
        return;
    assert(kept <= count);
    assert(field_tags(arena, tags, kept, again, &kept_again) == REASON_NONE && kept == kept_again);
    for (size_t i = 0; i < kept; i++)
        assert(fuzz_says(tags[i]) && strcmp(tags[i], again[i]) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    static const enum field fields[] = {FIELD_EMPLOYEE_ID, FIELD_EXTERNAL_SYSTEM_ID, FIELD_ROSTER_SERIAL,
                                        FIELD_ISSUED_IDS};
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    uint8_t choice = fuzz_byte(&input);
    const char *text = fuzz_text(&input);
    if (text) {
        names(&arena, text, choice & 1);
        contacts(&arena, text);
        ids(&arena, text, fields[choice >> 1 & 3]);
        others(&arena, text);
        tags(&arena, text);
    }
    arena_reset(&arena);
    return 0;
}
