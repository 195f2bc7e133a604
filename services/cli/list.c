/* list - `karmayogi list`: master lists, loaded from CSV files and shown. */
#include "message.h"
#include "message_json.h"
#include "row_file.h"
#include "table.h"
#include "verb.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/number.h"

#include <karmayogi/registration/v1/service.pb-c.h>
#include <string.h>
#include <unistd.h>

#define MOST_ENTRIES 256         /* of one request */
#define MOST_BYTES   (40u << 10) /* packed, of one request: below the limit of a message */
#define MOST_ALIASES 32

enum {
    CODE,
    NAME_EN,
    NAME_HI,
    ALIASES,
    LEVEL,
    DIVISION_EN,
    DIVISION_HI,
    CENSUS_CODE,
    VALID_FROM,
    VALID_TO,
    SUCCESSOR,
    LIST_COLUMNS
};

static const char *const names[LIST_COLUMNS] = {
    "code|lgd_code", "name_en",         "name_hi",    "aliases",  "level",     "division_en",
    "division_hi",   "census2011_code", "valid_from", "valid_to", "successor",
};

typedef Karmayogi__Registration__V1__MasterEntry master_entry;
typedef Karmayogi__Registration__V1__MasterList master_list;

static const struct cli_method put_method = CLI_REGISTRATION_METHOD(PutMasterEntries, put_master_entries);
static const struct cli_method list_method = CLI_REGISTRATION_METHOD(ListMasterEntries, list_master_entries);

struct loading {
    struct cli *cli;
    master_list list;
    master_entry *entries[MOST_ENTRIES];
    size_t count, bytes;
    uint64_t added, changed, unchanged;
};

/* designation or designations, mother-tongue or mother-tongues, ... */
static int find_list(struct cli *cli, const char *word, master_list *list)
{
    const ProtobufCEnumDescriptor *lists = &karmayogi__registration__v1__master_list__descriptor;
    size_t length = strlen(word);
    int found = message_enum(lists, word);

    if (found < 0 && length && word[length - 1] == 's')
        found = message_enum(lists, arena_printf(&cli->arena, "%.*s", (int)length - 1, word));
    if (found < 0)
        return cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, "LIST",
                         "designations, mother-tongues, organisation-kinds, districts");
    *list = (master_list)found;
    return 0;
}

static char *copy_of(const struct row_file *file, size_t index)
{
    const char *cell = row_file_cell(file, index);

    return arena_string(&file->cli->arena, cell, strlen(cell));
}

static int read_aliases(const struct row_file *file, master_entry *entry)
{
    struct arena *arena = &file->cli->arena;
    const char *rest = row_file_cell(file, ALIASES);

    entry->aliases = arena_zalloc(arena, MOST_ALIASES + 1, sizeof(*entry->aliases));
    while (entry->aliases && *rest && entry->n_aliases <= MOST_ALIASES) { /* one too many is refused by the service */
        size_t length = strcspn(rest, "|");

        if (length)
            entry->aliases[entry->n_aliases++] = arena_string(arena, rest, length);
        rest += length + (rest[length] == '|');
    }
    return arena->failed ? error_raise("out of memory for a master list") : 0;
}

static int read_entry(const struct row_file *file, master_entry *entry)
{
    struct arena *arena = &file->cli->arena;
    uint64_t level = 0, census = 0;
    int32_t from = DATE_NONE, to = DATE_NONE;
    int result = row_file_number(file, LEVEL, UINT32_MAX, &level);

    if (result == 0)
        result = row_file_number(file, CENSUS_CODE, UINT32_MAX, &census);
    if (result == 0)
        result = row_file_date(file, VALID_FROM, &from);
    if (result == 0)
        result = row_file_date(file, VALID_TO, &to);
    if (result != 0)
        return result;
    karmayogi__registration__v1__master_entry__init(entry);
    entry->code = copy_of(file, CODE);
    entry->name_en = copy_of(file, NAME_EN);
    entry->name_hi = copy_of(file, NAME_HI);
    entry->division_en = copy_of(file, DIVISION_EN);
    entry->division_hi = copy_of(file, DIVISION_HI);
    entry->successor = copy_of(file, SUCCESSOR);
    entry->level = (uint32_t)level;
    entry->census2011_code = (uint32_t)census;
    entry->valid_from = message_date(arena, from);
    entry->valid_to = message_date(arena, to);
    return read_aliases(file, entry);
}

static int put_entries(struct loading *loading)
{
    Karmayogi__Registration__V1__PutMasterEntriesRequest request =
        KARMAYOGI__REGISTRATION__V1__PUT_MASTER_ENTRIES_REQUEST__INIT;
    Karmayogi__Registration__V1__PutMasterEntriesResponse *answer;
    int result;

    if (loading->count == 0)
        return 0;
    request.list = loading->list;
    request.entries = loading->entries;
    request.n_entries = loading->count;
    result = cli_call(loading->cli, &put_method, &request, &answer);
    if (result != 0)
        return result;
    loading->added += answer->added;
    loading->changed += answer->changed;
    loading->unchanged += answer->unchanged;
    loading->count = loading->bytes = 0;
    arena_reset(&loading->cli->arena);
    return 0;
}

static int load_row(void *context, const struct row_file *file)
{
    struct loading *loading = context;
    master_entry *entry = arena_alloc(&loading->cli->arena, sizeof(*entry));
    int result = entry ? read_entry(file, entry) : error_raise("out of memory for a master list");

    if (result != 0)
        return result;
    loading->entries[loading->count++] = entry;
    loading->bytes += protobuf_c_message_get_packed_size(&entry->base);
    return loading->count < MOST_ENTRIES && loading->bytes < MOST_BYTES ? 0 : put_entries(loading);
}

static int run_load(struct cli *cli, const struct arguments *arguments)
{
    struct loading loading = {.cli = cli};
    char added[NUMBER_TEXT_BYTES], changed[NUMBER_TEXT_BYTES], unchanged[NUMBER_TEXT_BYTES];
    int result = find_list(cli, arguments->positional[0], &loading.list);

    if (result == 0)
        result = row_file_read(cli, arguments->positional[1], names, LIST_COLUMNS, load_row, &loading);
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
    master_list list;
    struct table table;
    json_t *json;
};

static bool is_district(const struct showing *showing)
{
    return showing->list == KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DISTRICT;
}

static bool is_designation(const struct showing *showing)
{
    return showing->list == KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DESIGNATION;
}

static void show_columns(struct showing *showing)
{
    const struct cli *cli = showing->cli;

    table_column(&showing->table, cli_word(cli, WORD_CODE), TABLE_LEFT);
    table_column(&showing->table, cli_word(cli, WORD_NAME_EN), TABLE_LEFT);
    table_column(&showing->table, cli_word(cli, WORD_NAME_HI), TABLE_LEFT);
    if (is_designation(showing))
        table_column(&showing->table, cli_word(cli, WORD_LEVEL), TABLE_RIGHT);
    if (is_district(showing)) {
        table_column(&showing->table, cli_word(cli, WORD_DIVISION), TABLE_LEFT);
        table_column(&showing->table, cli_word(cli, WORD_CENSUS_CODE), TABLE_RIGHT);
    }
    table_column(&showing->table, cli_word(cli, WORD_ALIASES), TABLE_LEFT);
    if (isatty(STDOUT_FILENO))
        showing->table.width = table_paper();
}

static void show_entry(struct showing *showing, const master_entry *entry)
{
    struct arena *arena = &showing->cli->arena;
    const char *aliases = "";

    table_cell(&showing->table, entry->code);
    table_cell(&showing->table, entry->name_en);
    table_cell(&showing->table, entry->name_hi);
    if (is_designation(showing))
        table_count(&showing->table, entry->level);
    if (is_district(showing)) {
        table_cell(&showing->table, cli_in_language(showing->cli, entry->division_en, entry->division_hi));
        table_count(&showing->table, entry->census2011_code);
    }
    for (size_t i = 0; i < entry->n_aliases && aliases; i++)
        aliases = arena_printf(arena, "%s%s%s", aliases, i ? ", " : "", entry->aliases[i]);
    table_cell(&showing->table, aliases ? aliases : "");
}

static int walk(struct showing *showing)
{
    Karmayogi__Core__V1__PageRequest page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    Karmayogi__Registration__V1__ListMasterEntriesRequest request =
        KARMAYOGI__REGISTRATION__V1__LIST_MASTER_ENTRIES_REQUEST__INIT;
    Karmayogi__Registration__V1__ListMasterEntriesResponse *answer;
    char token[CLI_TOKEN_BYTES];

    request.list = showing->list;
    request.page = &page;
    page.page_size = LIMIT_PAGE_SIZE;
    do {
        int result = cli_call(showing->cli, &list_method, &request, &answer);

        if (result != 0)
            return result;
        for (size_t i = 0; i < answer->n_entries; i++) {
            if (showing->json)
                json_array_append_new(showing->json, message_json(&answer->entries[i]->base));
            else
                show_entry(showing, answer->entries[i]);
        }
        page.page_token = cli_next_page(showing->cli, answer->page, token);
    } while (page.page_token[0]);
    return 0;
}

static int run_show(struct cli *cli, const struct arguments *arguments)
{
    struct showing showing = {.cli = cli};
    int result = find_list(cli, arguments->positional[0], &showing.list);

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
     "LIST is designations, mother-tongues, organisation-kinds or districts. The header names code, name_en, name_hi, "
     "aliases (separated by |), level, division_en, division_hi, census2011_code, valid_from, valid_to, successor, in "
     "any "
     "order; what is missing is empty. Districts may call their code lgd_code.\n\nExample:\n  karmayogi list load "
     "designations deploy/data/designations.csv",
     NULL, 2, 2, run_load},
    {"show", "LIST", "Show a master list.", "Example:\n  karmayogi list show designations", NULL, 1, 1, run_show},
    {.run = NULL},
};

const struct verb_family verb_list = {"list", "Master lists: designations, mother tongues, kinds, districts",
                                      "karmayogi list load designations deploy/data/designations.csv", verbs};
