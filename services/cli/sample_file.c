/*
 * sample_file - see sample_file.h.
 *
 * People are numbered: the good rows of the file are people 0, 1, 2, ...; the bad ones are the people after them, the
 * clashing ones those after that. A row is repeated by making an earlier person again.
 */
#include "sample_file.h"

#include "sample_row.h"

#include "base/error.h"

#include <string.h>

#define ROW_ARENA_BYTES (256u << 10)
#define STREAM_MIX      4
#define WHOLE           10000u
#define COUNT(array)    (sizeof(array) / sizeof((array)[0]))

static const enum column named_layout[] = {
    COLUMN_EMPLOYEE_ID,
    COLUMN_FULL_NAME,
    COLUMN_PARENT_NAME,
    COLUMN_GENDER,
    COLUMN_BIRTH_DATE,
    COLUMN_DESIGNATION,
    COLUMN_GROUP,
    COLUMN_ENGAGEMENT,
    COLUMN_MOBILE,
    COLUMN_EMAIL,
    COLUMN_CATEGORY,
    COLUMN_MOTHER_TONGUE,
    COLUMN_DISTRICT_CODE,
    COLUMN_OFFICE_PIN_CODE,
    COLUMN_EXTERNAL_SYSTEM_ID,
    COLUMN_EXTERNAL_SYSTEM_NAME,
    COLUMN_TAGS,
    COLUMN_ORGANISATION,
};

static const char *const igot_header[] = {
    "Full Name",
    "Email",
    "Mobile Number",
    "Group",
    "Designation",
    "Gender",
    "Category",
    "Date of Birth",
    "Mother Tongue",
    "Employee ID",
    "Office Pin Code",
    "External System ID",
    "External System Name",
    "Tags",
};

static size_t cells_of(const struct sample_plan *plan, const struct sample_row *row, const char *cells[COLUMN_COUNT])
{
    size_t count = 0;

    if (plan->named) {
        for (size_t i = 0; i < COUNT(named_layout); i++) {
            if (named_layout[i] != COLUMN_ORGANISATION)
                cells[count++] = row->cells[named_layout[i]];
            else if (plan->organisation)
                cells[count++] = plan->organisation;
        }
        return count;
    }
    for (unsigned kind = COLUMN_FULL_NAME; kind <= COLUMNS_IGOT; kind++)
        cells[count++] = row->cells[kind];
    return count;
}

static int write_cells(struct sample_file *file, const struct sample_row *row)
{
    const char *cells[COLUMN_COUNT];
    size_t count = cells_of(file->plan, row, cells);

    file->line++;
    for (size_t i = 0; i < count; i++) {
        for (const char *at = strchr(cells[i], '\n'); at; at = strchr(at + 1, '\n'))
            file->line++;
    }
    return csv_write_row(file->out, cells, count, file->plan->line_end);
}

static void named_header(const struct sample_plan *plan, struct sample_row *header)
{
    for (unsigned kind = COLUMN_FULL_NAME; kind < COLUMN_COUNT; kind++)
        header->cells[kind] = columns_word(&columns_of_officials, kind);
    if (plan->named)
        return;
    for (size_t i = 0; i < COLUMNS_IGOT; i++)
        header->cells[COLUMN_FULL_NAME + i] = igot_header[i];
}

static int write_header(struct sample_file *file)
{
    struct sample_plan plan = *file->plan;
    struct sample_row header = {{NULL}};
    const char *cells[COLUMN_COUNT];

    if (plan.organisation)
        plan.organisation = columns_word(&columns_of_officials, COLUMN_ORGANISATION);
    named_header(&plan, &header);
    if (plan.bom)
        fputs("\xEF\xBB\xBF", file->out);
    if (plan.header) {
        file->line++;
        if (csv_write_row(file->out, cells, cells_of(&plan, &header, cells), plan.line_end) < 0)
            return -1;
    }
    if (file->truth && fputs("line,kind,what\n", file->truth) == EOF)
        return error_system("write the truth");
    if (!file->corrected)
        return 0;
    plan.named = true;
    named_header(&plan, &header);
    plan.named = file->plan->named;
    fputs("refused_line,", file->corrected);
    return csv_write_row(file->corrected, cells, cells_of(&plan, &header, cells), "\n");
}

static int write_corrected(struct sample_file *file, const struct sample_row *row)
{
    const char *cells[COLUMN_COUNT];
    size_t count = cells_of(file->plan, row, cells);

    if (!file->corrected)
        return 0;
    if (fprintf(file->corrected, "%llu,", (unsigned long long)file->line) < 0)
        return error_system("write the corrected rows");
    return csv_write_row(file->corrected, cells, count, "\n");
}

static int make(struct sample_file *file, uint64_t number, uint64_t spelling, struct sample_person *person,
                struct sample_row *row)
{
    const struct sample_settings *settings = &file->plan->people;
    int result = sample_person(settings, number, &file->arena, person);

    return result < 0 ? result : sample_row_write(settings, person, spelling, &file->arena, row);
}

/* A new row with the key of an earlier one, or an earlier one with other content. */
static const char *clash(struct sample_file *file, struct sample_row *row)
{
    const uint64_t *planned = file->plan->rows;
    uint64_t fresh = planned[SAMPLE_GOOD] + planned[SAMPLE_BAD] + file->mix.done[SAMPLE_CLASHING];
    uint64_t earlier = splitmix_below(&file->mix.random, file->mix.done[SAMPLE_GOOD]);
    uint64_t how = splitmix_below(&file->mix.random, 3);
    struct sample_person holder, other;
    struct sample_row taken;

    if (make(file, earlier, 0, &holder, &taken) < 0)
        return NULL;
    if (!holder.email[0] && !holder.employee_id[0] && make(file, 0, 0, &holder, &taken) < 0)
        return NULL; /* person 0 is never one who has a mobile alone */
    if (make(file, fresh, 0, &other, row) < 0)
        return NULL;
    if (how == 0 && holder.employee_id[0]) {
        row->cells[COLUMN_EMPLOYEE_ID] = holder.employee_id;
        return "employee-id-of-another";
    }
    if (how == 1 && holder.email[0]) {
        row->cells[COLUMN_EMAIL] = holder.email;
        return "email-of-another";
    }
    other = holder;
    other.birth_date += 366;
    if (sample_row_write(&file->plan->people, &other, 0, &file->arena, row) < 0)
        return NULL;
    return "same-person-other-birth-date";
}

/* Return: what to call it in the truth; NULL: memory is short. */
static const char *make_row(struct sample_file *file, enum sample_kind kind, struct sample_row *row)
{
    const uint64_t *planned = file->plan->rows;
    struct sample_person person;
    uint64_t number;
    bool exactly;

    switch (kind) {
    case SAMPLE_GOOD:
        return make(file, file->mix.done[SAMPLE_GOOD], 0, &person, row) < 0 ? NULL : "";
    case SAMPLE_BAD:
        if (make(file, planned[SAMPLE_GOOD] + file->mix.done[SAMPLE_BAD], 0, &person, row) < 0 ||
            write_corrected(file, row) < 0)
            return NULL;
        return sample_row_spoil(&file->mix.random, &person, &file->arena, row);
    case SAMPLE_REPEATED:
        number = splitmix_below(&file->mix.random, file->mix.done[SAMPLE_GOOD]);
        exactly = splitmix_chance(&file->mix.random, WHOLE / 2);
        if (make(file, number, exactly ? 0 : 1 + file->mix.done[SAMPLE_REPEATED], &person, row) < 0)
            return NULL;
        return exactly ? "exactly" : "other-spelling";
    case SAMPLE_CLASHING:
        return clash(file, row);
    case SAMPLE_KINDS:
        break;
    }
    return NULL;
}

static int write_row(struct sample_file *file)
{
    enum sample_kind kind = sample_mix_next(&file->mix);
    uint64_t line = file->line;
    struct sample_row row;
    const char *what;

    arena_reset(&file->arena);
    what = make_row(file, kind, &row);
    if (!what)
        return error_pass(-1, "sample row on line %llu", (unsigned long long)line);
    file->mix.done[kind]++;
    if (file->truth && fprintf(file->truth, "%llu,%s,%s\n", (unsigned long long)line, sample_kind_word(kind), what) < 0)
        return error_system("write the truth");
    return write_cells(file, &row);
}

int sample_file_begin(struct sample_file *file, const struct sample_plan *plan, FILE *out, FILE *truth, FILE *corrected)
{
    *file = (struct sample_file){.plan = plan, .out = out, .truth = truth, .corrected = corrected, .line = 1};
    arena_init(&file->arena, ROW_ARENA_BYTES);
    return write_header(file);
}

int sample_file_add(struct sample_file *file, const struct sample_plan *plan)
{
    int result = 0;

    file->plan = plan;
    file->mix = (struct sample_mix){.random = splitmix_of(plan->people.seed, STREAM_MIX, plan->people.district)};
    memcpy(file->mix.planned, plan->rows, sizeof(plan->rows));
    for (uint64_t left = sample_mix_all(plan->rows); left && result >= 0; left--)
        result = write_row(file);
    return result;
}

void sample_file_end(struct sample_file *file)
{
    arena_deinit(&file->arena);
}

int sample_file_write(const struct sample_plan *plan, FILE *out, FILE *truth, FILE *corrected)
{
    struct sample_file file;
    int result = sample_file_begin(&file, plan, out, truth, corrected);

    if (result >= 0)
        result = sample_file_add(&file, plan);
    sample_file_end(&file);
    return result;
}
