/*
 * issued_id - values and issuers of ids.
 *
 * An issuer that the service makes itself from an organisation's id may be longer than a slug, because the id may be a
 * slug of full length already.
 */
#include "domain/issued_id.h"

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/field.h"

#include <inttypes.h>
#include <string.h>

#define VALUE_BYTES 30
#define SLUG_BYTES  63

static bool is_letter_or_digit(char character)
{
    char lower = (char)(character | 0x20);
    return (lower >= 'a' && lower <= 'z') || (character >= '0' && character <= '9');
}

static enum reason form_reason(enum field field)
{
    switch (field) {
    case FIELD_EMPLOYEE_ID:
        return REASON_EMPLOYEE_ID_FORM;
    case FIELD_EXTERNAL_SYSTEM_ID:
        return REASON_EXTERNAL_SYSTEM_ID_FORM;
    case FIELD_ROSTER_SERIAL:
        return REASON_ROSTER_SERIAL_FORM;
    default:
        return REASON_ISSUED_ID_FORM;
    }
}

enum reason issued_id_value(struct arena *arena, const char *text, enum field field, const char **value)
{
    *value = cell_marked(arena, text);
    if (field_in_scientific_notation(*value, true))
        return REASON_ISSUED_ID_SPREADSHEET;
    bool identifies = false;
    size_t length = 0;
    for (; (*value)[length]; length++) {
        char character = (*value)[length];
        identifies = identifies || is_letter_or_digit(character);
        if (length == VALUE_BYTES || (!is_letter_or_digit(character) && !strchr("/-.", character)))
            return form_reason(field);
    }
    return identifies ? REASON_NONE : form_reason(field);
}

bool issued_id_issuer_is_fine(const char *issuer)
{
    static const char *const prefixes[] = {"employee-", "roster-"};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        size_t length = strlen(prefixes[i]);
        if (strncmp(issuer, prefixes[i], length) == 0 && text_is_slug(issuer + length))
            return true;
    }
    return text_is_slug(issuer);
}

/* The slug of an ASCII name; false where it is too long. */
static bool slug_of(const char *name, char slug[SLUG_BYTES + 1])
{
    size_t length = 0;
    bool hyphen = false;
    for (; *name; name++) {
        if (!is_letter_or_digit(*name)) {
            hyphen = length > 0;
            continue;
        }
        if (length + hyphen >= SLUG_BYTES)
            return false;
        if (hyphen)
            slug[length++] = '-';
        hyphen = false;
        slug[length++] = (char)(*name >= 'A' && *name <= 'Z' ? *name | 0x20 : *name);
    }
    slug[length] = '\0';
    return true;
}

enum reason issued_id_issuer_of_system(struct arena *arena, const char *name, const char **issuer)
{
    const char *clean = cell_clean(arena, name);
    struct field_text seen = field_text(clean);
    *issuer = "";
    if (!seen.letter || strlen(clean) > LIMIT_NAME_BYTES)
        return REASON_EXTERNAL_SYSTEM_NAME_FORM;
    char slug[SLUG_BYTES + 1];
    if (seen.ascii && slug_of(clean, slug)) {
        *issuer = cell_or_empty(arena_string(arena, slug, strlen(slug)));
        return REASON_NONE;
    }
    const char *folded = cell_or_empty(text_fold(arena, clean));
    *issuer = cell_or_empty(arena_printf(arena, "x-%016" PRIx64, hash_bytes(folded, strlen(folded))));
    return REASON_NONE;
}

const char *issued_id_upper(struct arena *arena, const char *value)
{
    char *upper = arena_string(arena, value, strlen(value));
    for (char *at = upper; at && *at; at++) {
        if (*at >= 'a' && *at <= 'z')
            *at = (char)(*at & ~0x20);
    }
    return upper;
}
