/* list_catalogue - master lists of the catalogue; see list.h. */
#include "list.h"
#include "message.h"

#include "base/error.h"
#include "base/number.h"

#include <karmayogi/catalogue/v1/types.pb-c.h>

enum { CODE, NAME_EN, NAME_HI, ALIASES, AREA, THEME, DESIGNATIONS, VALID_FROM, VALID_TO, SUCCESSOR, LIST_COLUMNS };

static const char *const names[LIST_COLUMNS] = {
    "code",       "name_en",           "name_hi",    "aliases",  "area",
    "theme_code", "designation_codes", "valid_from", "valid_to", "successor",
};

typedef Karmayogi__Catalogue__V1__MasterEntry master_entry;

static int read_area(const struct row_file *file, master_entry *entry)
{
    const ProtobufCEnumDescriptor *areas = &karmayogi__catalogue__v1__competency_area__descriptor;
    const char *cell = row_file_cell(file, AREA);
    int area = cell[0] ? message_enum(areas, cell) : 0;
    char line[NUMBER_TEXT_BYTES];

    entry->area = (Karmayogi__Catalogue__V1__CompetencyArea)area;
    if (area >= 0)
        return 0;
    snprintf(line, sizeof(line), "%u", file->row.line);
    return cli_error(file->cli, CLI_FILE, WORD_CELL_NOT_A_WORD, file->path, line, names[AREA],
                     message_enum_words(&file->cli->arena, areas));
}

static int read_entry(const struct row_file *file, ProtobufCMessage **read)
{
    struct arena *arena = &file->cli->arena;
    master_entry *entry = arena_alloc(arena, sizeof(*entry));
    int32_t from = DATE_NONE, to = DATE_NONE;
    int result = entry ? row_file_date(file, VALID_FROM, &from) : error_raise("out of memory");

    if (result == 0)
        result = row_file_date(file, VALID_TO, &to);
    if (result != 0)
        return result;
    karmayogi__catalogue__v1__master_entry__init(entry);
    entry->code = list_text(file, CODE);
    entry->name_en = list_text(file, NAME_EN);
    entry->name_hi = list_text(file, NAME_HI);
    entry->theme_code = list_text(file, THEME);
    entry->successor = list_text(file, SUCCESSOR);
    entry->valid_from = message_date(arena, from);
    entry->valid_to = message_date(arena, to);
    *read = &entry->base;
    result = read_area(file, entry);
    if (result == 0)
        result = list_parts(file, ALIASES, LIST_ALIASES, &entry->aliases, &entry->n_aliases);
    return result == 0
               ? list_parts(file, DESIGNATIONS, LIST_CODES, &entry->designation_codes, &entry->n_designation_codes)
               : result;
}

static bool is_competency(int list)
{
    return list == KARMAYOGI__CATALOGUE__V1__MASTER_LIST__MASTER_LIST_COMPETENCY;
}

static bool is_of_officials(int list)
{
    return list == KARMAYOGI__CATALOGUE__V1__MASTER_LIST__MASTER_LIST_CADRE ||
           list == KARMAYOGI__CATALOGUE__V1__MASTER_LIST__MASTER_LIST_TRADE;
}

static void put_headers(const struct cli *cli, int list, struct table *table)
{
    if (is_competency(list)) {
        table_column(table, cli_word(cli, WORD_AREA), TABLE_LEFT);
        table_column(table, cli_word(cli, WORD_THEME), TABLE_LEFT);
    }
    if (is_of_officials(list))
        table_column(table, cli_word(cli, WORD_DESIGNATIONS), TABLE_LEFT);
    else
        table_column(table, cli_word(cli, WORD_ALIASES), TABLE_LEFT);
}

static const char *area_word(const struct cli *cli, int area)
{
    return area > 0 && area <= (int)(WORD_AREA_DOMAIN - WORD_AREA_BEHAVIOURAL) + 1
               ? cli_word(cli, (enum word)((int)WORD_AREA_BEHAVIOURAL + area - 1))
               : "";
}

static void put_row(struct cli *cli, int list, const ProtobufCMessage *message, struct table *table)
{
    const master_entry *entry = (const master_entry *)(const void *)message;

    table_cell(table, entry->code);
    table_cell(table, entry->name_en);
    table_cell(table, entry->name_hi);
    if (is_competency(list)) {
        table_cell(table, area_word(cli, (int)entry->area));
        table_cell(table, entry->theme_code);
    }
    table_cell(table, is_of_officials(list) ? list_joined(cli, entry->designation_codes, entry->n_designation_codes)
                                            : list_joined(cli, entry->aliases, entry->n_aliases));
}

const struct list_kind list_of_catalogue = {
    .lists = &karmayogi__catalogue__v1__master_list__descriptor,
    .columns = names,
    .column_count = LIST_COLUMNS,
    .entry = read_entry,
    .put = LIST_METHOD(CLI_CATALOGUE, "karmayogi.catalogue.v1.CatalogueService/PutMasterEntries", changes),
    .ask = LIST_METHOD(CLI_CATALOGUE, "karmayogi.catalogue.v1.CatalogueService/ListMasterEntries", page),
    .message = &karmayogi__catalogue__v1__master_entry__descriptor,
    .headers = put_headers,
    .row = put_row,
};
