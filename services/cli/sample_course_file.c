/* sample_course_file - see sample_course_file.h. No cell of a sample course holds a line end: a row is a line. */
#include "sample_course_file.h"

#include "csv_file.h"
#include "sample_course_row.h"

#include "base/error.h"

#define ROW_ARENA_BYTES (256u << 10)
#define STREAM_MIX      10
#define WHOLE           10000u

struct writing {
    const struct sample_course_plan *plan;
    struct arena arena; /* of one row */
    struct sample_mix mix;
};

static int make(struct writing *writing, uint64_t number, uint64_t spelling, struct sample_course *course,
                struct sample_course_row *row)
{
    const struct sample_course_settings *settings = &writing->plan->courses;
    int result = sample_course(settings, number, &writing->arena, course);

    return result < 0 ? result : sample_course_row_write(settings, course, spelling, &writing->arena, row);
}

/* An earlier course with another title, or a new one with the iGOT id of an earlier one. */
static const char *clash(struct writing *writing, struct sample_course_row *row)
{
    struct sample_mix *mix = &writing->mix;
    uint64_t fresh = mix->planned[SAMPLE_GOOD] + mix->planned[SAMPLE_BAD] + mix->done[SAMPLE_CLASHING];
    uint64_t earlier = splitmix_below(&mix->random, mix->done[SAMPLE_GOOD]);
    bool takes_id = splitmix_chance(&mix->random, WHOLE / 2);
    struct sample_course holder, other;

    if (make(writing, earlier, 0, &holder, row) < 0 ||
        sample_course(&writing->plan->courses, fresh, &writing->arena, &other) < 0)
        return NULL;
    if (takes_id && holder.igot_id[0]) {
        other.igot_id = holder.igot_id;
        other.course_id = arena_printf(&writing->arena, "again-%llu", (unsigned long long)fresh);
        if (!other.course_id || sample_course_row_write(&writing->plan->courses, &other, 0, &writing->arena, row) < 0)
            return NULL;
        return "igot-id-of-another";
    }
    holder.title_en = other.title_en[0] ? other.title_en : "Another Title";
    return sample_course_row_write(&writing->plan->courses, &holder, 0, &writing->arena, row) < 0
               ? NULL
               : "same-id-other-title";
}

/* Return: what to call it in the truth; NULL: memory is short. */
static const char *make_row(struct writing *writing, enum sample_kind kind, struct sample_course_row *row)
{
    struct sample_mix *mix = &writing->mix;
    struct sample_course course;
    uint64_t number;
    bool exactly;

    switch (kind) {
    case SAMPLE_GOOD:
        return make(writing, mix->done[SAMPLE_GOOD], 0, &course, row) < 0 ? NULL : "";
    case SAMPLE_BAD:
        if (make(writing, mix->planned[SAMPLE_GOOD] + mix->done[SAMPLE_BAD], 0, &course, row) < 0)
            return NULL;
        return sample_course_row_spoil(&mix->random, row);
    case SAMPLE_REPEATED:
        number = splitmix_below(&mix->random, mix->done[SAMPLE_GOOD]);
        exactly = splitmix_chance(&mix->random, WHOLE / 2);
        if (make(writing, number, exactly ? 0 : 1 + mix->done[SAMPLE_REPEATED], &course, row) < 0)
            return NULL;
        return exactly ? "exactly" : "other-spelling";
    case SAMPLE_CLASHING:
        return clash(writing, row);
    case SAMPLE_KINDS:
        break;
    }
    return NULL;
}

static int write_row(struct writing *writing, FILE *out, FILE *truth, uint64_t line)
{
    enum sample_kind kind = sample_mix_next(&writing->mix);
    struct sample_course_row row;
    const char *what;

    arena_reset(&writing->arena);
    what = make_row(writing, kind, &row);
    if (!what)
        return error_pass(-1, "sample row on line %llu", (unsigned long long)line);
    writing->mix.done[kind]++;
    if (truth && fprintf(truth, "%llu,%s,%s\n", (unsigned long long)line, sample_kind_word(kind), what) < 0)
        return error_system("write the truth");
    return csv_write_row(out, row.cells + 1, SAMPLE_COURSE_COLUMNS - 1, "\n");
}

int sample_course_file_write(const struct sample_course_plan *plan, FILE *out, FILE *truth)
{
    struct writing writing = {.plan = plan};
    uint64_t all = sample_mix_all(plan->rows);
    struct sample_course_row header;
    int result;

    arena_init(&writing.arena, ROW_ARENA_BYTES);
    writing.mix.random = splitmix_of(plan->courses.seed, STREAM_MIX, 0);
    for (enum sample_kind kind = 0; kind < SAMPLE_KINDS; kind++)
        writing.mix.planned[kind] = plan->rows[kind];
    result = sample_course_header(&writing.arena, &header);
    if (result >= 0)
        result = csv_write_row(out, header.cells + 1, SAMPLE_COURSE_COLUMNS - 1, "\n");
    if (result >= 0 && truth && fputs("line,kind,what\n", truth) == EOF)
        result = error_system("write the truth");
    for (uint64_t i = 0; i < all && result >= 0; i++)
        result = write_row(&writing, out, truth, i + 2);
    arena_deinit(&writing.arena);
    return result;
}
