/* sample_state_plan - see sample_state_plan.h. */
#include "sample_state_plan.h"

#include "row_file.h"
#include "splitmix.h"

#include "base/error.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define STREAM_PLACE    11
#define STREAM_UNIT     12
#define STREAM_STRENGTH 13
#define ROW_ARENA_BYTES (64u << 10)
#define SINCE           "2020-01-01"
#define COUNT(array)    (sizeof(array) / sizeof((array)[0]))

/* The districts of Meerut Range: their police are in deploy/data/organisations.csv. */
static const uint32_t range_districts[] = {169, 134, 124, 661};
#define RANGE_DIVISION "meerut"
#define RANGE_ZONE     "meerut-zone"

enum { CODE, NAME_EN, NAME_HI, DIVISION_EN, DIVISION_HI, ALIASES, CENSUS_CODE, FROM, TO, SUCCESSOR, COLUMN_NAMES };

static const char *const names[COLUMN_NAMES] = {
    "code|lgd_code", "name_en",         "name_hi",    "division_en", "division_hi",
    "aliases",       "census2011_code", "valid_from", "valid_to",    "successor",
};

static const char *copy_of(const struct row_file *file, size_t index)
{
    const char *cell = row_file_cell(file, index);

    return arena_string(&file->cli->arena, cell, strlen(cell));
}

/* `Gautam Buddha Nagar` is gautam-buddha-nagar. */
static const char *slug_of(struct arena *arena, const char *name)
{
    char *slug = arena_string(arena, name, strlen(name));

    for (char *at = slug; at && *at; at++)
        *at = (char)(isalnum((unsigned char)*at) ? tolower((unsigned char)*at) : '-');
    return slug;
}

static int take_place(void *context, const struct row_file *file)
{
    struct sample_state_plan *plan = context;
    struct arena *arena = &file->cli->arena;
    struct sample_place *place = &plan->places[plan->place_count];
    uint64_t code = 0;
    int result = row_file_number(file, CODE, 999, &code);

    if (result != 0)
        return result;
    if (row_file_cell(file, TO)[0]) /* a district that is no more */
        return 0;
    if (plan->place_count == SAMPLE_STATE_PLACES || code == 0)
        return cli_error(file->cli, CLI_FILE, WORD_NO_LIST_FILE, file->path);
    *place = (struct sample_place){.code = (uint32_t)code,
                                   .en = copy_of(file, NAME_EN),
                                   .hi = copy_of(file, NAME_HI),
                                   .division_en = copy_of(file, DIVISION_EN),
                                   .division_hi = copy_of(file, DIVISION_HI)};
    if (arena->failed)
        return error_raise("out of memory for the list of districts");
    place->slug = slug_of(arena, place->en);
    place->division_slug = slug_of(arena, place->division_en);
    plan->place_count++;
    return arena->failed ? error_raise("out of memory for the list of districts") : 0;
}

static int by_division(const void *a, const void *b)
{
    const struct sample_place *x = a, *y = b;
    int order = strcmp(x->division_slug, y->division_slug);

    return order ? order : strcmp(x->slug, y->slug);
}

int sample_state_places(struct cli *cli, const char *path, struct sample_state_plan *plan)
{
    int result = row_file_read(cli, path, names, COLUMN_NAMES, take_place, plan);

    if (result == 0 && plan->place_count == 0)
        return cli_error(cli, CLI_FILE, WORD_NO_LIST_FILE, path);
    qsort(plan->places, plan->place_count, sizeof(plan->places[0]), by_division);
    return result;
}

static bool is_there_already(const struct sample_department *department, const struct sample_place *place)
{
    for (size_t i = 0; i < COUNT(range_districts); i++) {
        if (range_districts[i] == place->code)
            return sample_department_is_police(department);
    }
    return false;
}

/* How much of a department works in a district: large districts are large for all departments, and none is as another.
 */
static uint64_t weight_of(const struct sample_state_plan *plan, const struct sample_department *department,
                          size_t place)
{
    const struct sample_place *where = &plan->places[place];
    struct splitmix of_place = splitmix_of(plan->seed, STREAM_PLACE, where->code);
    struct splitmix of_unit =
        splitmix_of(plan->seed, STREAM_UNIT, where->code * UINT64_C(16) + (uint64_t)(department - sample_departments));

    if (is_there_already(department, where))
        return 0;
    return (60 + splitmix_below(&of_place, 81)) * (85 + splitmix_below(&of_unit, 31));
}

static uint64_t people_of(const struct sample_state_plan *plan, const struct sample_department *department)
{
    uint64_t others = 0;

    assert(plan->officials >= SAMPLE_STATE_FEWEST && plan->officials <= SAMPLE_STATE_MOST);
    if (sample_department_is_police(department))
        return plan->officials * department->of_1000 / 1000 - SAMPLE_RANGE_OFFICIALS;
    if (department != &sample_departments[0])
        return plan->officials * department->of_1000 / 1000;
    for (size_t i = 1; i < SAMPLE_DEPARTMENTS; i++) /* the largest takes what rounding left */
        others += plan->officials * sample_departments[i].of_1000 / 1000;
    return plan->officials - others;
}

uint64_t sample_state_people(const struct sample_state_plan *plan, const struct sample_department *department,
                             size_t place)
{
    uint64_t before = 0, all = 0, people = people_of(plan, department), weight = weight_of(plan, department, place);

    for (size_t i = 0; i < plan->place_count; i++) {
        uint64_t each = weight_of(plan, department, i);

        before += i < place ? each : 0;
        all += each;
    }
    /* Where every place of the list has its units already, there is nobody to share out. */
    return all ? people * (before + weight) / all - people * before / all : 0;
}

const char *sample_state_unit(const struct sample_department *department, const struct sample_place *place,
                              struct arena *arena)
{
    return arena_printf(arena, "%s-%s", place->slug, department->suffix);
}

/* What has yet to be onboarded is different everywhere: between 80 and 98 of a hundred are. Made up. */
static uint64_t strength_of(const struct sample_state_plan *plan, const struct sample_department *department,
                            size_t place)
{
    const struct sample_place *where = &plan->places[place];
    struct splitmix random = splitmix_of(plan->seed, STREAM_STRENGTH,
                                         where->code * UINT64_C(16) + (uint64_t)(department - sample_departments));
    uint64_t people = sample_state_people(plan, department, place);

    return people * 1000 / (800 + splitmix_below(&random, 181)) + 1;
}

struct organisation_row {
    const char *id, *parent, *kind, *en, *hi, *district, *strength;
};

static int write_organisation(FILE *out, const struct organisation_row *row)
{
    bool declared = row->strength[0] != '\0';
    const char *cells[] = {row->id,
                           row->parent,
                           row->kind,
                           row->en,
                           row->hi,
                           row->district,
                           SINCE,
                           row->strength,
                           declared ? "made up for the demonstration" : "",
                           declared ? "2026-01-01" : ""};

    for (size_t i = 0; i < COUNT(cells); i++) {
        if (!cells[i])
            return error_raise("out of memory for an organisation");
    }
    return csv_write_row(out, cells, COUNT(cells), "\n");
}

/* @format with %s once, in the arena. */
static const char *named(struct arena *arena, const char *format, const char *name)
{
    const char *at = strstr(format, "%s");

    assert(at);
    return arena_printf(arena, "%.*s%s%s", (int)(at - format), format, name, at + 2);
}

/* The police of Meerut Division outside the range are directly below the zone. */
static const char *division_id(const struct sample_department *department, const struct sample_place *place,
                               struct arena *arena)
{
    if (sample_department_is_police(department) && strcmp(place->division_slug, RANGE_DIVISION) == 0)
        return RANGE_ZONE;
    return arena_printf(arena, "%s-%s", place->division_slug, department->division_suffix);
}

static int write_division(const struct sample_department *department, const struct sample_place *place,
                          struct arena *arena, FILE *out)
{
    struct organisation_row row = {.id = division_id(department, place, arena),
                                   .parent = department->id,
                                   .kind = department->division_kind,
                                   .en = named(arena, department->division_en, place->division_en),
                                   .hi = named(arena, department->division_hi, place->division_hi),
                                   .district = "",
                                   .strength = ""};

    return row.id && strcmp(row.id, RANGE_ZONE) == 0 ? 0 : write_organisation(out, &row);
}

static int write_unit(const struct sample_state_plan *plan, const struct sample_department *department, size_t number,
                      struct arena *arena, FILE *out)
{
    const struct sample_place *place = &plan->places[number];
    struct organisation_row row = {.id = sample_state_unit(department, place, arena),
                                   .parent = division_id(department, place, arena),
                                   .kind = "district-unit",
                                   .en = named(arena, department->unit_en, place->en),
                                   .hi = named(arena, department->unit_hi, place->hi),
                                   .district = arena_printf(arena, "%u", place->code),
                                   .strength = ""};

    if (department->strength_declared)
        row.strength = arena_printf(arena, "%llu", (unsigned long long)strength_of(plan, department, number));
    return write_organisation(out, &row);
}

static int write_department(const struct sample_state_plan *plan, const struct sample_department *department,
                            struct arena *arena, FILE *out)
{
    struct organisation_row row = {
        department->id, "uttar-pradesh", department->kind, department->en, department->hi, "", ""};
    int result = department->kind ? write_organisation(out, &row) : 0;

    for (size_t i = 0; i < plan->place_count && result >= 0; i++) {
        const struct sample_place *place = &plan->places[i];

        arena_reset(arena);
        if (i == 0 || strcmp(plan->places[i - 1].division_slug, place->division_slug) != 0)
            result = write_division(department, place, arena, out);
        if (result >= 0 && !is_there_already(department, place))
            result = write_unit(plan, department, i, arena, out);
    }
    return result;
}

int sample_state_organisations(const struct sample_state_plan *plan, FILE *out)
{
    static const char *const header[] = {"organisation_id", "parent_id",     "kind",           "name_en",
                                         "name_hi",         "district_code", "established_on", "strength",
                                         "strength_source", "strength_on"};
    struct arena arena;
    int result = csv_write_row(out, header, COUNT(header), "\n");

    arena_init(&arena, ROW_ARENA_BYTES);
    for (size_t i = 0; i < SAMPLE_DEPARTMENTS && result >= 0; i++)
        result = write_department(plan, &sample_departments[i], &arena, out);
    arena_deinit(&arena);
    return result;
}
