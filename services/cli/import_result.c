/* import_result - see import_result.h. */
#include "import_result.h"

#include "import_kind.h"
#include "message.h"
#include "table.h"

#include "base/buffer.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "base/number.h"
#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef Karmayogi__Core__V1__Violation violation;

static const char *const refused_headers[] = {"refused_line", "refused_reasons", "refused_sentences",
                                              "refused_extra_cells"};

const char *import_verdict_word(const struct import_verdict *verdict)
{
    static const char *const words[] = {[IMPORT_STORED] = "stored",
                                        [IMPORT_FLAGGED] = "flagged",
                                        [IMPORT_UPDATED] = "updated",
                                        [IMPORT_ALREADY_THERE] = "already_there",
                                        [IMPORT_REFUSED] = "refused"};

    return words[verdict->kind];
}

int import_result_begin(struct import_result *result)
{
    if (!result->verdicts_path)
        return 0;
    result->verdicts_file = fopen(result->verdicts_path, "we");
    if (!result->verdicts_file)
        return error_system("%s", result->verdicts_path);
    return fprintf(result->verdicts_file, "row,line,verdict,%s,reasons,flags\n", result->kind->id_header) < 0
               ? error_system("write %s", result->verdicts_path)
               : 0;
}

static int open_refused(struct import_result *result)
{
    size_t count = result->columns->count;
    bool first = true;
    int done = 0;

    if (snprintf(result->refused_part, sizeof(result->refused_part), "%s.part", result->refused_path) >=
        (int)sizeof(result->refused_part))
        return error_raise("the name of the file of refused rows is too long");
    result->refused_file = fopen(result->refused_part, "we");
    if (!result->refused_file)
        return error_system("%s", result->refused_part);
    for (size_t i = 0; i < count && done == 0; i++) {
        if (result->columns->kinds[i] == COLUMN_IGNORED)
            continue;
        done =
            csv_write_cell(result->refused_file, columns_word(result->columns->set, result->columns->kinds[i]), first);
        first = false;
    }
    for (size_t i = 0; i < sizeof(refused_headers) / sizeof(refused_headers[0]) && done == 0; i++)
        done = csv_write_cell(result->refused_file, refused_headers[i], false);
    return done == 0 && fputc('\n', result->refused_file) == EOF ? error_system("write %s", result->refused_part)
                                                                 : done;
}

/* `field:REASON` or the sentences, separated; NULL: out of memory. */
static const char *joined(struct buffer *out, violation *const *violations, size_t count, bool sentences)
{
    out->length = 0;
    for (size_t i = 0; i < count; i++) {
        if (buffer_printf(out, sentences ? "%s%s: %s" : "%s%s:%s", i ? " " : "", violations[i]->field,
                          sentences ? violations[i]->sentence : violations[i]->reason) < 0)
            return NULL;
    }
    return buffer_append(out, "", 1) < 0 ? NULL : (const char *)out->data;
}

static int write_refused(struct import_result *result, const struct import_verdict *verdict, const struct csv_row *row)
{
    CLEANUP(buffer_deinit) struct buffer reasons = {0}, sentences = {0}, extra = {0};
    const char *texts[2];
    bool first = true;
    int done = result->refused_file ? 0 : open_refused(result);
    FILE *out = result->refused_file;
    size_t place = 0;

    texts[0] = joined(&reasons, verdict->violations, verdict->violation_count, false);
    texts[1] = joined(&sentences, verdict->violations, verdict->violation_count, true);
    if (done < 0 || !texts[0] || !texts[1])
        return done < 0 ? done : error_raise("out of memory for a refused row");
    for (size_t i = 0; i < result->columns->count && done == 0; i++) {
        if (result->columns->kinds[i] == COLUMN_IGNORED)
            continue;
        done = csv_write_cell(out, place < row->count ? row->cells[place] : "", first);
        first = false;
        place++;
    }
    for (; place < row->count && done == 0; place++)
        done = buffer_printf(&extra, "%s%s", extra.length ? "|" : "", row->cells[place]);
    if (done == 0)
        done = buffer_append(&extra, "", 1);
    if (done == 0 && fprintf(out, ",%u", verdict->line) < 0)
        done = error_system("write %s", result->refused_part);
    for (size_t i = 0; i < 2 && done == 0; i++)
        done = csv_write_cell(out, texts[i], false);
    if (done == 0)
        done = csv_write_cell(out, (const char *)extra.data, false);
    return done == 0 && fputc('\n', out) == EOF ? error_system("write %s", result->refused_part) : done;
}

static int write_verdict(struct import_result *result, const struct import_verdict *verdict)
{
    CLEANUP(buffer_deinit) struct buffer reasons = {0}, flags = {0};
    const char *why = joined(&reasons, verdict->violations, verdict->violation_count, false);
    const char *look = joined(&flags, verdict->flags, verdict->flag_count, false);

    if (!why || !look)
        return error_raise("out of memory for a verdict");
    if (fprintf(result->verdicts_file, "%u,%u,%s,%s,%s,%s\n", verdict->row, verdict->line, import_verdict_word(verdict),
                verdict->id, why, look) < 0)
        return error_system("write %s", result->verdicts_path);
    return 0;
}

/* The sentence without what differs from row to row, such as the id of the holder. */
static void general_sentence(char *to, size_t to_bytes, const violation *reason)
{
    const char *at = reason->detail[0] ? strstr(reason->sentence, reason->detail) : NULL;

    if (at)
        snprintf(to, to_bytes, "%.*s…%s", (int)(at - reason->sentence), reason->sentence, at + strlen(reason->detail));
    else
        snprintf(to, to_bytes, "%s", reason->sentence);
    while (!text_is_utf8(to, strlen(to))) /* cut in the middle of a character */
        to[strlen(to) - 1] = '\0';
}

static void count_reason(struct import_reasons *reasons, const violation *reason)
{
    struct import_reason *new;

    for (size_t i = 0; i < reasons->count; i++) {
        struct import_reason *known = &reasons->each[i];

        if (strcmp(known->reason, reason->reason) == 0 && strcmp(known->field, reason->field) == 0) {
            known->count++;
            return;
        }
    }
    if (reasons->count == IMPORT_REASONS) {
        reasons->each[IMPORT_REASONS - 1].count++;
        return;
    }
    new = &reasons->each[reasons->count++];
    snprintf(new->field, sizeof(new->field), "%s", reason->field);
    snprintf(new->reason, sizeof(new->reason), "%s", reason->reason);
    general_sentence(new->sentence, sizeof(new->sentence), reason);
    new->count = 1;
}

/* Rows are counted, not findings: a row may name the same twice, such as two unknown languages in one cell. */
static void count_reasons(struct import_reasons *reasons, violation *const *found, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool again = false;

        for (size_t j = 0; j < i; j++)
            again = again ||
                    (strcmp(found[i]->reason, found[j]->reason) == 0 && strcmp(found[i]->field, found[j]->field) == 0);
        if (!again)
            count_reason(reasons, found[i]);
    }
}

static int by_count(const void *a, const void *b)
{
    uint64_t x = ((const struct import_reason *)a)->count, y = ((const struct import_reason *)b)->count;

    return x < y ? 1 : x > y ? -1 : 0;
}

static void count_verdict(struct import_totals *totals, enum import_verdict_kind kind)
{
    uint64_t *const sums[] = {[IMPORT_STORED] = &totals->stored,
                              [IMPORT_FLAGGED] = &totals->flagged,
                              [IMPORT_UPDATED] = &totals->updated,
                              [IMPORT_ALREADY_THERE] = &totals->already_there,
                              [IMPORT_REFUSED] = &totals->refused};

    totals->rows++;
    (*sums[kind])++;
}

int import_result_take(struct import_result *result, const struct import_verdict *verdict, const struct csv_row *row)
{
    int done = 0;

    count_verdict(&result->totals, verdict->kind);
    count_reasons(&result->flagged_for, verdict->flags, verdict->flag_count);
    if (verdict->kind == IMPORT_REFUSED) {
        count_reasons(&result->refused_for, verdict->violations, verdict->violation_count);
        if (result->refused_path && row)
            done = write_refused(result, verdict, row);
    }
    return done == 0 && result->verdicts_file ? write_verdict(result, verdict) : done;
}

static int close_file(FILE **file, const char *path)
{
    int done = *file ? fclose(*file) : 0;

    *file = NULL;
    return done == 0 ? 0 : error_system("write %s", path);
}

static bool same_content(const char *a, const char *b)
{
    CLEANUP(fclose_pointer) FILE *x = fopen(a, "re");
    CLEANUP(fclose_pointer) FILE *y = fopen(b, "re");
    int from_x, from_y;

    if (!x || !y)
        return false;
    do {
        from_x = getc(x);
        from_y = getc(y);
    } while (from_x == from_y && from_x != EOF);
    return from_x == from_y;
}

/* Whether an earlier import wrote this file: it has our columns. */
static bool is_ours(const char *path)
{
    CLEANUP(fclose_pointer) FILE *file = fopen(path, "re");
    char header[4096];

    return file && fgets(header, sizeof(header), file) && strstr(header, refused_headers[1]);
}

static void put_aside(const char *path)
{
    char kept[sizeof(((struct import_result *)0)->refused_part)];

    if (snprintf(kept, sizeof(kept), "%s~", path) < (int)sizeof(kept))
        (void)rename(path, kept); /* there may be none */
}

static void sort_reasons(struct import_reasons *reasons)
{
    qsort(reasons->each, reasons->count, sizeof(reasons->each[0]), by_count);
}

int import_result_finish(struct import_result *result, bool complete)
{
    bool any = result->refused_file != NULL;
    int done = close_file(&result->verdicts_file, result->verdicts_path);
    int closed = close_file(&result->refused_file, result->refused_part);

    sort_reasons(&result->refused_for);
    sort_reasons(&result->flagged_for);
    if (done == 0)
        done = closed;
    if (!any && complete && done == 0 && result->refused_path && is_ours(result->refused_path))
        put_aside(result->refused_path);
    if (!any)
        return done;
    if (!complete || done < 0) {
        unlink(result->refused_part);
        return done;
    }
    if (same_content(result->refused_part, result->refused_path)) /* or what was kept before would be lost */
        return unlink(result->refused_part) == 0 ? 0 : error_system("%s", result->refused_part);
    put_aside(result->refused_path);
    return rename(result->refused_part, result->refused_path) == 0 ? 0 : error_system("%s", result->refused_path);
}

static int show_totals(const struct import_result *result, struct cli *cli)
{
    CLEANUP(table_deinit) struct table table = {0};
    const struct import_totals *totals = &result->totals;
    const struct {
        enum word word;
        uint64_t count;
        bool shown;
    } lines[] = {{WORD_VERDICT_STORED, totals->stored, true},
                 {WORD_VERDICT_FLAGGED, totals->flagged, true},
                 {WORD_VERDICT_UPDATED, totals->updated, result->kind->updates},
                 {WORD_VERDICT_ALREADY_THERE, totals->already_there, true},
                 {WORD_VERDICT_REFUSED, totals->refused, true}};

    table_column(&table, cli_word(cli, WORD_VERDICT), TABLE_LEFT);
    table_column(&table, cli_word(cli, WORD_ROWS), TABLE_RIGHT);
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        if (!lines[i].shown)
            continue;
        table_cell(&table, cli_word(cli, lines[i].word));
        table_count(&table, lines[i].count);
    }
    table_rule(&table);
    table_cell(&table, cli_word(cli, WORD_TOTAL));
    table_count(&table, totals->rows);
    return table_print(&table, stdout);
}

static int show_reasons(const struct import_reasons *reasons, struct cli *cli, enum word why, enum word what_to_do)
{
    CLEANUP(table_deinit) struct table table = {0};

    if (reasons->count == 0)
        return 0;
    putchar('\n');
    table_column(&table, cli_word(cli, WORD_ROWS), TABLE_RIGHT);
    table_column(&table, cli_word(cli, why), TABLE_LEFT);
    table_column(&table, cli_word(cli, what_to_do), TABLE_LEFT);
    table.width = table_paper();
    for (size_t i = 0; i < reasons->count; i++) {
        const struct import_reason *reason = &reasons->each[i];
        char *what = arena_printf(&cli->arena, "%s:%s", reason->field, reason->reason);

        table_count(&table, reason->count);
        table_cell(&table, what ? what : reason->reason);
        table_cell(&table, reason->sentence);
    }
    return table_print(&table, stdout);
}

int import_result_show(const struct import_result *result, struct cli *cli)
{
    int done = show_totals(result, cli);

    if (done == 0)
        done = show_reasons(&result->refused_for, cli, WORD_REFUSED_FOR, WORD_WHAT_TO_DO);
    return done == 0 ? show_reasons(&result->flagged_for, cli, WORD_FLAGGED_FOR, WORD_WHAT_TO_LOOK_AT) : done;
}

static json_t *reasons_json(const struct import_reasons *reasons)
{
    json_t *array = json_array();

    for (size_t i = 0; i < reasons->count; i++) {
        const struct import_reason *reason = &reasons->each[i];

        json_array_append_new(array, json_pack("{s:s, s:s, s:I, s:s}", "field", reason->field, "reason", reason->reason,
                                               "rows", (json_int_t)reason->count, "sentence", reason->sentence));
    }
    return array;
}

void import_result_json(const struct import_result *result, json_t *object)
{
    const struct import_totals *totals = &result->totals;

    json_object_set_new(object, "rows", json_integer((json_int_t)totals->rows));
    json_object_set_new(object, "stored", json_integer((json_int_t)totals->stored));
    json_object_set_new(object, "flagged", json_integer((json_int_t)totals->flagged));
    if (result->kind->updates)
        json_object_set_new(object, "updated", json_integer((json_int_t)totals->updated));
    json_object_set_new(object, "already_there", json_integer((json_int_t)totals->already_there));
    json_object_set_new(object, "refused", json_integer((json_int_t)totals->refused));
    json_object_set_new(object, "refused_by_reason", reasons_json(&result->refused_for));
    json_object_set_new(object, "flagged_by_reason", reasons_json(&result->flagged_for));
}
