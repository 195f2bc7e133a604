/* list_registration - master lists of registration; see list.h. */
#include "list.h"
#include "message.h"

#include "base/error.h"

#include <karmayogi/registration/v1/types.pb-c.h>

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

static int read_entry(const struct row_file *file, ProtobufCMessage **read)
{
    struct arena *arena = &file->cli->arena;
    master_entry *entry = arena_alloc(arena, sizeof(*entry));
    uint64_t level = 0, census = 0;
    int32_t from = DATE_NONE, to = DATE_NONE;
    int result = entry ? row_file_number(file, LEVEL, UINT32_MAX, &level) : error_raise("out of memory");

    if (result == 0)
        result = row_file_number(file, CENSUS_CODE, UINT32_MAX, &census);
    if (result == 0)
        result = row_file_date(file, VALID_FROM, &from);
    if (result == 0)
        result = row_file_date(file, VALID_TO, &to);
    if (result != 0)
        return result;
    karmayogi__registration__v1__master_entry__init(entry);
    entry->code = list_text(file, CODE);
    entry->name_en = list_text(file, NAME_EN);
    entry->name_hi = list_text(file, NAME_HI);
    entry->division_en = list_text(file, DIVISION_EN);
    entry->division_hi = list_text(file, DIVISION_HI);
    entry->successor = list_text(file, SUCCESSOR);
    entry->level = (uint32_t)level;
    entry->census2011_code = (uint32_t)census;
    entry->valid_from = message_date(arena, from);
    entry->valid_to = message_date(arena, to);
    *read = &entry->base;
    return list_parts(file, ALIASES, LIST_ALIASES, &entry->aliases, &entry->n_aliases);
}

static bool is_district(int list)
{
    return list == KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DISTRICT;
}

static bool is_designation(int list)
{
    return list == KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DESIGNATION;
}

static void put_headers(const struct cli *cli, int list, struct table *table)
{
    if (is_designation(list))
        table_column(table, cli_word(cli, WORD_LEVEL), TABLE_RIGHT);
    if (is_district(list)) {
        table_column(table, cli_word(cli, WORD_DIVISION), TABLE_LEFT);
        table_column(table, cli_word(cli, WORD_CENSUS_CODE), TABLE_RIGHT);
    }
    table_column(table, cli_word(cli, WORD_ALIASES), TABLE_LEFT);
}

static void put_row(struct cli *cli, int list, const ProtobufCMessage *message, struct table *table)
{
    const master_entry *entry = (const master_entry *)(const void *)message;

    table_cell(table, entry->code);
    table_cell(table, entry->name_en);
    table_cell(table, entry->name_hi);
    if (is_designation(list))
        table_count(table, entry->level);
    if (is_district(list)) {
        table_cell(table, cli_in_language(cli, entry->division_en, entry->division_hi));
        table_count(table, entry->census2011_code);
    }
    table_cell(table, list_joined(cli, entry->aliases, entry->n_aliases));
}

const struct list_kind list_of_registration = {
    .lists = &karmayogi__registration__v1__master_list__descriptor,
    .columns = names,
    .column_count = LIST_COLUMNS,
    .entry = read_entry,
    .put = LIST_METHOD(CLI_REGISTRATION, "karmayogi.registration.v1.RegistrationService/PutMasterEntries", changes),
    .ask = LIST_METHOD(CLI_REGISTRATION, "karmayogi.registration.v1.RegistrationService/ListMasterEntries", page),
    .message = &karmayogi__registration__v1__master_entry__descriptor,
    .headers = put_headers,
    .row = put_row,
};
