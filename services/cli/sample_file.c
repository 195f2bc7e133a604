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

struct writing {
    const struct sample_plan *plan;
    FILE *out, *truth, *corrected;
    struct arena arena; /* of one row */
    struct splitmix random;
    uint64_t done[SAMPLE_KINDS];
    uint64_t line; /* of the next row */
};

const char *sample_kind_word(enum sample_kind kind)
{
    static const char *const words[SAMPLE_KINDS] = {"good", "bad", "repeated", "clashing"};

    return words[kind];
}

int sample_plan_rows(struct sample_plan *plan, uint64_t good, unsigned bad, unsigned repeated, unsigned clashing)
{
    unsigned others = bad + repeated + clashing;
    uint64_t all;

    if (others >= WHOLE || (good == 0 && others))
        return 1;
    all = (good * WHOLE + (WHOLE - others) / 2) / (WHOLE - others);
    plan->rows[SAMPLE_GOOD] = good;
    plan->rows[SAMPLE_BAD] = (all * bad + WHOLE / 2) / WHOLE;
    plan->rows[SAMPLE_REPEATED] = (all * repeated + WHOLE / 2) / WHOLE;
    plan->rows[SAMPLE_CLASHING] = (all * clashing + WHOLE / 2) / WHOLE;
    return 0;
}

/* Draws without putting back, so that the numbers of the plan come out exactly. */
static enum sample_kind next_kind(struct writing *writing)
{
    const uint64_t *planned = writing->plan->rows;
    uint64_t left[SAMPLE_KINDS], all = 0, drawn;

    for (enum sample_kind kind = 0; kind < SAMPLE_KINDS; kind++)
        all += left[kind] = planned[kind] - writing->done[kind];
    drawn = splitmix_below(&writing->random, all);
    for (enum sample_kind kind = 0; kind < SAMPLE_KINDS; kind++) {
        if (drawn < left[kind])
            return kind >= SAMPLE_REPEATED && writing->done[SAMPLE_GOOD] == 0 ? SAMPLE_GOOD : kind;
        drawn -= left[kind];
    }
    return SAMPLE_GOOD;
}

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

static int write_cells(struct writing *writing, const struct sample_row *row)
{
    const char *cells[COLUMN_COUNT];
    size_t count = cells_of(writing->plan, row, cells);

    writing->line++;
    for (size_t i = 0; i < count; i++) {
        for (const char *at = strchr(cells[i], '\n'); at; at = strchr(at + 1, '\n'))
            writing->line++;
    }
    return csv_write_row(writing->out, cells, count, writing->plan->line_end);
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

static int write_header(struct writing *writing)
{
    struct sample_plan plan = *writing->plan;
    struct sample_row header = {{NULL}};
    const char *cells[COLUMN_COUNT];

    if (plan.organisation)
        plan.organisation = columns_word(&columns_of_officials, COLUMN_ORGANISATION);
    named_header(&plan, &header);
    if (plan.bom)
        fputs("\xEF\xBB\xBF", writing->out);
    if (plan.header) {
        writing->line++;
        if (csv_write_row(writing->out, cells, cells_of(&plan, &header, cells), plan.line_end) < 0)
            return -1;
    }
    if (writing->truth && fputs("line,kind,what\n", writing->truth) == EOF)
        return error_system("write the truth");
    if (!writing->corrected)
        return 0;
    plan.named = true;
    named_header(&plan, &header);
    plan.named = writing->plan->named;
    fputs("refused_line,", writing->corrected);
    return csv_write_row(writing->corrected, cells, cells_of(&plan, &header, cells), "\n");
}

static int write_corrected(struct writing *writing, const struct sample_row *row)
{
    const char *cells[COLUMN_COUNT];
    size_t count = cells_of(writing->plan, row, cells);

    if (!writing->corrected)
        return 0;
    if (fprintf(writing->corrected, "%llu,", (unsigned long long)writing->line) < 0)
        return error_system("write the corrected rows");
    return csv_write_row(writing->corrected, cells, count, "\n");
}

static int make(struct writing *writing, uint64_t number, uint64_t spelling, struct sample_person *person,
                struct sample_row *row)
{
    const struct sample_settings *settings = &writing->plan->people;
    int result = sample_person(settings, number, &writing->arena, person);

    return result < 0 ? result : sample_row_write(settings, person, spelling, &writing->arena, row);
}

/* A new row with the key of an earlier one, or an earlier one with other content. */
static const char *clash(struct writing *writing, struct sample_row *row)
{
    const uint64_t *planned = writing->plan->rows;
    uint64_t fresh = planned[SAMPLE_GOOD] + planned[SAMPLE_BAD] + writing->done[SAMPLE_CLASHING];
    uint64_t earlier = splitmix_below(&writing->random, writing->done[SAMPLE_GOOD]);
    uint64_t how = splitmix_below(&writing->random, 3);
    struct sample_person holder, other;
    struct sample_row taken;

    if (make(writing, earlier, 0, &holder, &taken) < 0)
        return NULL;
    if (!holder.email[0] && !holder.employee_id[0] && make(writing, 0, 0, &holder, &taken) < 0)
        return NULL; /* person 0 is never one who has a mobile alone */
    if (make(writing, fresh, 0, &other, row) < 0)
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
    if (sample_row_write(&writing->plan->people, &other, 0, &writing->arena, row) < 0)
        return NULL;
    return "same-person-other-birth-date";
}

/* Return: what to call it in the truth; NULL: memory is short. */
static const char *make_row(struct writing *writing, enum sample_kind kind, struct sample_row *row)
{
    const uint64_t *planned = writing->plan->rows;
    struct sample_person person;
    uint64_t number;
    bool exactly;

    switch (kind) {
    case SAMPLE_GOOD:
        return make(writing, writing->done[SAMPLE_GOOD], 0, &person, row) < 0 ? NULL : "";
    case SAMPLE_BAD:
        if (make(writing, planned[SAMPLE_GOOD] + writing->done[SAMPLE_BAD], 0, &person, row) < 0 ||
            write_corrected(writing, row) < 0)
            return NULL;
        return sample_row_spoil(&writing->random, &person, &writing->arena, row);
    case SAMPLE_REPEATED:
        number = splitmix_below(&writing->random, writing->done[SAMPLE_GOOD]);
        exactly = splitmix_chance(&writing->random, WHOLE / 2);
        if (make(writing, number, exactly ? 0 : 1 + writing->done[SAMPLE_REPEATED], &person, row) < 0)
            return NULL;
        return exactly ? "exactly" : "other-spelling";
    case SAMPLE_CLASHING:
        return clash(writing, row);
    case SAMPLE_KINDS:
        break;
    }
    return NULL;
}

static int write_row(struct writing *writing)
{
    enum sample_kind kind = next_kind(writing);
    uint64_t line = writing->line;
    struct sample_row row;
    const char *what;

    arena_reset(&writing->arena);
    what = make_row(writing, kind, &row);
    if (!what)
        return error_pass(-1, "sample row on line %llu", (unsigned long long)line);
    writing->done[kind]++;
    if (writing->truth &&
        fprintf(writing->truth, "%llu,%s,%s\n", (unsigned long long)line, sample_kind_word(kind), what) < 0)
        return error_system("write the truth");
    return write_cells(writing, &row);
}

int sample_file_write(const struct sample_plan *plan, FILE *out, FILE *truth, FILE *corrected)
{
    struct writing writing = {.plan = plan, .out = out, .truth = truth, .corrected = corrected, .line = 1};
    uint64_t all = 0;
    int result;

    for (enum sample_kind kind = 0; kind < SAMPLE_KINDS; kind++)
        all += plan->rows[kind];
    arena_init(&writing.arena, ROW_ARENA_BYTES);
    writing.random = splitmix_of(plan->people.seed, STREAM_MIX, plan->people.district);
    result = write_header(&writing);
    for (uint64_t i = 0; i < all && result >= 0; i++)
        result = write_row(&writing);
    arena_deinit(&writing.arena);
    return result;
}
