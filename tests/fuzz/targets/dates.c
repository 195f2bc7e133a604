/* dates - dates, numbers and ids as lists and command lines write them: what is read is in its range, and written in
 * our own form it is read as the same. */
#include "base/cell.h"
#include "base/date.h"
#include "base/number.h"
#include "base/official_number.h"
#include "base/uuid.h"
#include "fuzz.h"

#include <stdio.h>
#include <strings.h>

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

static void date(const char *text, enum date_order order)
{
    char written[DATE_TEXT_BYTES];
    struct date_column column = {0};
    int32_t days = DATE_NONE, again;
    int year, month, day;
    date_column_see(&column, text);
    assert(column.day_first_only + column.month_first_only <= 1);
    if (date_parse(text, order, &days) != DATE_OK) {
        assert(days == DATE_NONE); /* set only for DATE_OK */
        return;
    }
    date_to_civil(days, &year, &month, &day);
    assert(year >= 1900 && year <= 2199);
    assert(date_from_civil(year, month, day) == days);
    date_format(days, written);
    assert(strlen(written) == 10);
    assert(date_parse(written, DATE_DAY_FIRST, &again) == DATE_OK && again == days);
    assert(date_parse(written, DATE_MONTH_FIRST, &again) == DATE_OK && again == days);
}

static void numbers(const char *text)
{
    char written[NUMBER_TEXT_BYTES];
    uint64_t value, again;
    if (!number_parse_u64(text, INT64_MAX, &value))
        return;
    assert(value <= INT64_MAX && text[strspn(text, "0123456789")] == '\0');
    snprintf(written, sizeof written, "%llu", (unsigned long long)value);
    assert(number_parse_u64(written, value, &again) && again == value);
    assert(value == 0 || !number_parse_u64(written, value - 1, &again));
    number_indian((int64_t)value, written);
    assert(strlen(written) < sizeof written);
}

static void ids(const char *text)
{
    char written[OFFICIAL_NUMBER_TEXT_BYTES], form[UUID_TEXT_BYTES];
    struct uuid id, again;
    uint64_t number = official_number_parse(text);
    if (number) {
        assert(official_number_department(number) >= 1 && official_number_sequence(number) >= 1);
        assert(strcasecmp(official_number_format(number, written), text) == 0);
    }
    if (uuid_parse(&id, text)) {
        assert(strcasecmp(uuid_format(&id, form), text) == 0);
        assert(uuid_parse(&again, form) && uuid_equal(&id, &again));
    }
}

static void cells(struct arena *arena, const char *text)
{
    const char *values[4], *number = cell_number(arena, text), *marked = cell_marked(arena, text);
    assert(fuzz_is_text(number) && fuzz_is_text(marked) && fuzz_is_text(cell_said(arena, text)));
    assert(strcmp(cell_clean(arena, marked), marked) == 0);
    size_t count = cell_split(arena, text, values, FUZZ_COUNT(values));
    for (size_t i = 0; i < count && i < FUZZ_COUNT(values); i++)
        assert(fuzz_says(values[i]) && !strpbrk(values[i], "|;"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    enum date_order order = fuzz_byte(&input) & 1 ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
    const char *text = fuzz_text(&input);
    if (text) {
        date(text, order);
        numbers(text);
        ids(text);
        cells(&arena, text);
        assert(!arena.failed);
    }
    arena_reset(&arena);
    return 0;
}
