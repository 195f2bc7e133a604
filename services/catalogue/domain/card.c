/* card - see card.h. */
#include "domain/card.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

#define ROOM_FIRST 1024

static size_t bytes_of_strings(const struct course_strings *strings)
{
    size_t bytes = strings->count * sizeof *strings->items;
    for (size_t i = 0; i < strings->count; i++)
        bytes += strlen(strings->items[i]) + 1;
    return bytes;
}

static const char *place_text(char **end, const char *text)
{
    size_t bytes = strlen(text) + 1;
    char *placed = memcpy(*end, text, bytes);
    *end += bytes;
    return placed;
}

static struct course_strings place_strings(const char ***pointers, char **end, const struct course_strings *strings)
{
    const char **items = *pointers;
    *pointers += strings->count;
    for (size_t i = 0; i < strings->count; i++)
        items[i] = place_text(end, strings->items[i]);
    return (struct course_strings){items, strings->count};
}

struct card *card_new(const struct course *course)
{
    const struct course_content *content = &course->content;
    const struct course_strings *lists[] = {&content->parts, &content->competencies, &content->cadres,
                                            &content->trades};
    size_t texts = strlen(course->id) + 1 + strlen(content->provider_code) + 1, items = 0;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        texts += bytes_of_strings(lists[i]);
        items += lists[i]->count;
    }
    struct card *card = calloc(1, sizeof *card + texts);
    if (!card)
        return NULL;
    const char **pointers = (const char **)(void *)(card + 1);
    char *end = (char *)(pointers + items);
    card->id = place_text(&end, course->id);
    card->provider_code = place_text(&end, content->provider_code);
    card->parts = place_strings(&pointers, &end, lists[0]);
    card->competencies = place_strings(&pointers, &end, lists[1]);
    card->cadres = place_strings(&pointers, &end, lists[2]);
    card->trades = place_strings(&pointers, &end, lists[3]);
    card->state = course->life.state;
    card->kind = content->kind <= COURSE_KIND_LAST ? content->kind : COURSE_KIND_NONE;
    card->duration_minutes = content->duration_minutes;
    card->level_from = content->level_from;
    card->level_to = content->level_to;
    card->state_code = content->state_code;
    for (size_t i = 0; i < content->languages.count && i < COURSE_LANGUAGES; i++)
        card->languages[card->language_count++] = (uint16_t)language_number(content->languages.items[i]);
    card->original_language = (uint16_t)language_number(content->original_language);
    return card;
}

void card_free(struct card *card)
{
    free(card);
}

void shelf_deinit(struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->count; i++)
        card_free(shelf->cards[i]);
    free(shelf->cards);
    *shelf = (struct shelf){0};
}

int shelf_reserve(struct shelf *shelf, size_t more)
{
    size_t room = shelf->room ? shelf->room : ROOM_FIRST;
    while (room < shelf->count + more)
        room *= 2;
    if (room == shelf->room)
        return 0;
    struct card **cards = realloc(shelf->cards, room * sizeof(struct card *));
    if (!cards)
        return error_raise("no memory for %zu cards", room);
    shelf->cards = cards;
    shelf->room = room;
    return 0;
}

/* Index of the first card whose id is not smaller than @id. */
static size_t place_of(const struct shelf *shelf, const char *id)
{
    size_t low = 0, high = shelf->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(shelf->cards[middle]->id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_at(const struct shelf *shelf, size_t at, const char *id)
{
    return at < shelf->count && strcmp(shelf->cards[at]->id, id) == 0;
}

void shelf_put(struct shelf *shelf, struct card *card)
{
    size_t at = place_of(shelf, card->id);
    if (is_at(shelf, at, card->id)) {
        card_free(shelf->cards[at]);
    } else {
        memmove(&shelf->cards[at + 1], &shelf->cards[at], (shelf->count - at) * sizeof(struct card *));
        shelf->count++;
    }
    shelf->cards[at] = card;
}

const struct card *shelf_find(const struct shelf *shelf, const char *id)
{
    size_t at = place_of(shelf, id);
    return is_at(shelf, at, id) ? shelf->cards[at] : NULL;
}

size_t shelf_after(const struct shelf *shelf, const char *id)
{
    size_t at = place_of(shelf, id);
    return at + is_at(shelf, at, id);
}

uint32_t shelf_total_minutes(const struct shelf *shelf, const struct course_content *content)
{
    uint32_t minutes = content->duration_minutes;
    for (size_t i = 0; i < content->parts.count; i++) {
        const struct card *part = shelf_find(shelf, content->parts.items[i]);
        minutes += part ? part->duration_minutes : 0;
    }
    return minutes;
}

static bool any_of(const struct course_strings *strings, const struct table *set)
{
    for (size_t i = 0; i < strings->count; i++)
        if (table_find(set, strings->items[i]))
            return true;
    return false;
}

static bool taken_in(const struct card *card, const bool *languages)
{
    for (size_t i = 0; i < card->language_count; i++)
        if (languages[card->languages[i]])
            return true;
    return false;
}

static bool meant_for(const struct card *card, const struct card_filter *filter)
{
    bool everybody = card->cadres.count == 0 && card->trades.count == 0;
    if (filter->cadres && !everybody && !any_of(&card->cadres, filter->cadres))
        return false;
    if (filter->trades && !everybody && !any_of(&card->trades, filter->trades))
        return false;
    return filter->level == 0 ||
           (card->level_from <= filter->level && (card->level_to == 0 || filter->level <= card->level_to));
}

static bool numbers_pass(const struct card *card, const struct card_filter *filter)
{
    return (filter->state_code == 0 || card->state_code == filter->state_code) &&
           card->duration_minutes >= filter->duration_from &&
           (filter->duration_to == 0 || card->duration_minutes <= filter->duration_to);
}

bool card_passes(const struct card *card, const struct card_filter *filter)
{
    bool unknown = *card->provider_code == '\0';
    if (filter->nothing || !(filter->states & 1u << card->state) || (filter->provider_unknown && !unknown))
        return false;
    if (filter->kinds && !(filter->kinds & 1u << card->kind))
        return false;
    if (filter->languages && !taken_in(card, filter->languages))
        return false;
    if (filter->providers && !table_find(filter->providers, unknown ? "-" : card->provider_code))
        return false;
    if (filter->competencies && !any_of(&card->competencies, filter->competencies))
        return false;
    if (filter->areas && !any_of(&card->competencies, filter->areas))
        return false;
    return numbers_pass(card, filter) && meant_for(card, filter);
}

void shelf_count(const struct shelf *shelf, const struct card_filter *filter, struct card_counts *counts)
{
    for (size_t i = 0; i < shelf->count; i++) {
        const struct card *card = shelf->cards[i];
        if (!card_passes(card, filter))
            continue;
        const unsigned kinds[] = {0, card->kind};
        for (size_t k = 0; k < 2; k++) {
            counts->courses[kinds[k]]++;
            for (size_t l = 0; l < card->language_count; l++)
                counts->available[kinds[k]][card->languages[l]]++;
            counts->original[kinds[k]][card->original_language]++;
        }
    }
}
