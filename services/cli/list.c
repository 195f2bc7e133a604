/* list - `karmayogi list`: master lists, loaded from CSV files and shown. */
#include "list.h"

#include "message.h"
#include "message_json.h"
#include "verb.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/number.h"

#include <string.h>
#include <unistd.h>

#define MOST_ENTRIES 256         /* of one request */
#define MOST_BYTES   (40u << 10) /* packed, of one request: below the limit of a message */

struct loading {
    struct cli *cli;
    const struct list_kind *kind;
    int list;
    ProtobufCBinaryData entries[MOST_ENTRIES];
    size_t count, bytes;
    uint64_t added, changed, unchanged;
};

char *list_text(const struct row_file *file, size_t index)
{
    const char *cell = row_file_cell(file, index);

    return arena_string(&file->cli->arena, cell, strlen(cell));
}

int list_parts(const struct row_file *file, size_t index, size_t most, char ***parts, size_t *count)
{
    struct arena *arena = &file->cli->arena;
    const char *rest = row_file_cell(file, index);

    *count = 0;
    *parts = arena_zalloc(arena, most, sizeof(**parts));
    while (*parts && *rest && *count < most) {
        size_t length = strcspn(rest, "|");

        if (length)
            (*parts)[(*count)++] = arena_string(arena, rest, length);
        rest += length + (rest[length] == '|');
    }
    return arena->failed ? error_raise("out of memory for a master list") : 0;
}

const char *list_joined(struct cli *cli, char *const *words, size_t count)
{
    const char *text = "";

    for (size_t i = 0; i < count && text; i++)
        text = arena_printf(&cli->arena, "%s%s%s", text, i ? ", " : "", words[i]);
    return text ? text : "";
}

/* designation or designations, competency or competencies. */
static int find_word(struct cli *cli, const ProtobufCEnumDescriptor *lists, const char *word)
{
    size_t length = strlen(word);
    int found = message_enum(lists, word);
    const char *singular;

    if (found >= 0 || length < 4 || word[length - 1] != 's')
        return found;
    singular = strcmp(word + length - 3, "ies") == 0 ? arena_printf(&cli->arena, "%.*sy", (int)length - 3, word)
                                                     : arena_printf(&cli->arena, "%.*s", (int)length - 1, word);
    return singular ? message_enum(lists, singular) : -1;
}

static int find_list(struct cli *cli, const char *word, const struct list_kind **kind, int *list)
{
    static const struct list_kind *const kinds[] = {&list_of_registration, &list_of_catalogue};

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        *kind = kinds[i];
        *list = find_word(cli, kinds[i]->lists, word);
        if (*list >= 0)
            return 0;
    }
    return cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, "LIST",
                     "designations, mother-tongues, organisation-kinds, districts, competencies, providers, cadres, "
                     "trades");
}

static int put_entries(struct loading *loading)
{
    Karmayogi__Core__V1__MasterPut request = KARMAYOGI__CORE__V1__MASTER_PUT__INIT;
    Karmayogi__Core__V1__MasterChanges *changes;
    int result;

    if (loading->count == 0)
        return 0;
    request.list = (uint32_t)loading->list;
    request.entries = loading->entries;
    request.n_entries = loading->count;
    result = cli_call(loading->cli, &loading->kind->put, &request, &changes);
    if (result == 0) {
        loading->added += changes->added;
        loading->changed += changes->changed;
        loading->unchanged += changes->unchanged;
    }
    loading->count = loading->bytes = 0;
    arena_reset(&loading->cli->arena);
    return result;
}

static int load_row(void *context, const struct row_file *file)
{
    struct loading *loading = context;
    ProtobufCBinaryData *packed = &loading->entries[loading->count];
    ProtobufCMessage *entry;
    int result = loading->kind->entry(file, &entry);

    if (result == 0)
        result = message_pack(&loading->cli->arena, entry, packed);
    if (result != 0)
        return result;
    loading->bytes += packed->len;
    loading->count++;
    return loading->count < MOST_ENTRIES && loading->bytes < MOST_BYTES ? 0 : put_entries(loading);
}

static int run_load(struct cli *cli, const struct arguments *arguments)
{
    struct loading loading = {.cli = cli};
    char added[NUMBER_TEXT_BYTES], changed[NUMBER_TEXT_BYTES], unchanged[NUMBER_TEXT_BYTES];
    int result = find_list(cli, arguments->positional[0], &loading.kind, &loading.list);

    if (result == 0)
        result = row_file_read(cli, arguments->positional[1], loading.kind->columns, loading.kind->column_count,
                               load_row, &loading);
    if (result == 0)
        result = put_entries(&loading);
    if (result != 0)
        return result;
    if (cli->json)
        return message_json_print(json_pack("{s:s, s:I, s:I, s:I}", "list", arguments->positional[0], "added",
                                            (json_int_t)loading.added, "changed", (json_int_t)loading.changed,
                                            "unchanged", (json_int_t)loading.unchanged));
    cli_say(cli, WORD_LIST_LOADED, arguments->positional[0], number_indian((int64_t)loading.added, added),
            number_indian((int64_t)loading.changed, changed), number_indian((int64_t)loading.unchanged, unchanged));
    return 0;
}

struct showing {
    struct cli *cli;
    const struct list_kind *kind;
    int list;
    struct table table;
    json_t *json;
};

static void show_columns(struct showing *showing)
{
    const struct cli *cli = showing->cli;

    table_column(&showing->table, cli_word(cli, WORD_CODE), TABLE_LEFT);
    table_column(&showing->table, cli_word(cli, WORD_NAME_EN), TABLE_LEFT);
    table_column(&showing->table, cli_word(cli, WORD_NAME_HI), TABLE_LEFT);
    showing->kind->headers(cli, showing->list, &showing->table);
    if (isatty(STDOUT_FILENO))
        showing->table.width = table_paper();
}

static int show_entries(struct showing *showing, const Karmayogi__Core__V1__MasterPage *page)
{
    for (size_t i = 0; i < page->n_entries; i++) {
        const ProtobufCMessage *entry = message_unpack(&showing->cli->arena, page->entries[i], showing->kind->message);

        if (!entry)
            return error_raise("an entry of a master list cannot be understood");
        if (showing->json)
            json_array_append_new(showing->json, message_json(entry));
        else
            showing->kind->row(showing->cli, showing->list, entry, &showing->table);
    }
    return 0;
}

static int walk(struct showing *showing)
{
    Karmayogi__Core__V1__PageRequest page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    Karmayogi__Core__V1__MasterQuery query = KARMAYOGI__CORE__V1__MASTER_QUERY__INIT;
    Karmayogi__Core__V1__MasterPage *answer;
    char token[CLI_TOKEN_BYTES];

    page.page_size = LIMIT_PAGE_SIZE;
    query.list = (uint32_t)showing->list;
    query.page = &page;
    do {
        int result = cli_call(showing->cli, &showing->kind->ask, &query, &answer);

        if (result == 0)
            result = show_entries(showing, answer);
        if (result != 0)
            return result;
        page.page_token = cli_next_page(showing->cli, answer->page, token);
    } while (page.page_token[0]);
    return 0;
}

static int run_show(struct cli *cli, const struct arguments *arguments)
{
    struct showing showing = {.cli = cli};
    int result = find_list(cli, arguments->positional[0], &showing.kind, &showing.list);

    if (result != 0)
        return result;
    showing.json = cli->json ? json_array() : NULL;
    show_columns(&showing);
    result = walk(&showing);
    if (result == 0)
        result =
            showing.json ? message_json_print_pretty(json_incref(showing.json)) : table_print(&showing.table, stdout);
    json_decref(showing.json);
    table_deinit(&showing.table);
    return result;
}

static const struct verb verbs[] = {
    {"load", "LIST FILE", "Add or replace entries from a CSV file.",
     "LIST is one of registration's (designations, mother-tongues, organisation-kinds, districts) or of the "
     "catalogue's "
     "(competencies, providers, cadres, trades). The header names columns in any order; what is missing is empty.\n\n"
     "All lists: code, name_en, name_hi, aliases (separated by |), valid_from, valid_to, successor.\n"
     "Designations: level. Districts: division_en, division_hi, census2011_code; the code may be called lgd_code.\n"
     "Competencies: area (behavioural, functional, domain), theme_code; themes before their sub-themes.\n"
     "Cadres and trades: designation_codes (separated by |).\n\nExample:\n  karmayogi list load "
     "designations deploy/data/designations.csv",
     NULL, 2, 2, run_load},
    {"show", "LIST", "Show a master list.", "Example:\n  karmayogi list show designations", NULL, 1, 1, run_show},
    {.run = NULL},
};

const struct verb_family verb_list = {"list", "Master lists of registration and of the catalogue",
                                      "karmayogi list load designations deploy/data/designations.csv", verbs};
