/* sample_lists - see sample_lists.h. Themes stand before their sub-themes, as `karmayogi list load` wants them, too. */
#include "sample_lists.h"

#include "row_file.h"

#include "base/error.h"

#include <string.h>

#define MOST_ENTRIES 4096

enum { CODE, NAME_EN, NAME_HI, ALIASES, AREA, THEME, VALID_FROM, VALID_TO, SUCCESSOR, COLUMN_NAMES };

static const char *const names[COLUMN_NAMES] = {
    "code", "name_en", "name_hi", "aliases", "area", "theme_code", "valid_from", "valid_to", "successor",
};

struct reading {
    struct sample_lists *lists;
    struct sample_topic *themes; /* as topics of their own */
    size_t theme_count;
};

static const char *copy_of(const struct row_file *file, size_t index)
{
    const char *cell = row_file_cell(file, index);

    return arena_string(&file->cli->arena, cell, strlen(cell));
}

static unsigned area_of(const char *word)
{
    if (strcmp(word, "behavioural") == 0)
        return SAMPLE_BEHAVIOURAL;
    return strcmp(word, "functional") == 0 ? SAMPLE_FUNCTIONAL : SAMPLE_DOMAIN;
}

static const struct sample_topic *theme_of(const struct reading *reading, const char *code)
{
    for (size_t i = 0; i < reading->theme_count; i++) {
        if (strcmp(reading->themes[i].code, code) == 0)
            return &reading->themes[i];
    }
    return NULL;
}

static int take_competency(void *context, const struct row_file *file)
{
    struct reading *reading = context;
    struct sample_topic topic = {
        .code = copy_of(file, CODE), .en = copy_of(file, NAME_EN), .hi = copy_of(file, NAME_HI)};
    const struct sample_topic *theme = theme_of(reading, row_file_cell(file, THEME));
    bool is_theme = row_file_cell(file, THEME)[0] == '\0';

    if (file->cli->arena.failed)
        return error_raise("out of memory for the list of competencies");
    if (reading->theme_count + reading->lists->topic_count == MOST_ENTRIES || (!is_theme && !theme))
        return cli_error(file->cli, CLI_FILE, WORD_NO_LIST_FILE, file->path);
    topic.area = area_of(row_file_cell(file, AREA));
    if (is_theme) {
        reading->themes[reading->theme_count++] = topic;
        return 0;
    }
    topic.theme_code = theme->code;
    topic.theme_en = theme->en;
    topic.theme_hi = theme->hi;
    topic.theme = sample_theme_find(theme->code);
    reading->lists->topics[reading->lists->topic_count++] = topic;
    return 0;
}

static int take_provider(void *context, const struct row_file *file)
{
    struct sample_lists *lists = context;

    if (lists->provider_count == MOST_ENTRIES)
        return cli_error(file->cli, CLI_FILE, WORD_NO_LIST_FILE, file->path);
    lists->providers[lists->provider_count++] =
        (struct sample_provider){copy_of(file, CODE), copy_of(file, NAME_EN), copy_of(file, NAME_HI)};
    return file->cli->arena.failed ? error_raise("out of memory for the list of providers") : 0;
}

int sample_lists_read(struct cli *cli, const char *folder, struct sample_lists *lists)
{
    struct arena *arena = &cli->arena;
    struct reading reading = {.lists = lists};
    const char *competencies = arena_printf(arena, "%s/competencies.csv", folder);
    const char *providers = arena_printf(arena, "%s/providers.csv", folder);
    int result;

    *lists = (struct sample_lists){.topics = arena_zalloc(arena, MOST_ENTRIES, sizeof(*lists->topics)),
                                   .providers = arena_zalloc(arena, MOST_ENTRIES, sizeof(*lists->providers))};
    reading.themes = arena_zalloc(arena, MOST_ENTRIES, sizeof(*reading.themes));
    if (arena->failed)
        return error_raise("out of memory for the lists of the catalogue");
    result = row_file_read(cli, competencies, names, COLUMN_NAMES, take_competency, &reading);
    if (result == 0)
        result = row_file_read(cli, providers, names, COLUMN_NAMES, take_provider, lists);
    if (result == 0 && (lists->topic_count == 0 || lists->provider_count == 0))
        result = cli_error(cli, CLI_FILE, WORD_NO_LIST_FILE, lists->topic_count ? providers : competencies);
    return result;
}
