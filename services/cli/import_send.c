/*
 * import_send - see import_send.h. The boundaries of chunks depend on the file and --chunk-rows alone, so that an
 * import that broke off goes on with the same chunks.
 */
#include "import_send.h"

#include "import_call.h"
#include "progress.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

#define ROW_OVERHEAD_BYTES  16 /* packed: tag and length of the row, its line */
#define CELL_OVERHEAD_BYTES 5  /* packed: tag and length */
#define CHUNK_ARENA_BYTES   (64u << 20)
#define PATIENCE_MS         60000 /* for one chunk with all its tries */

struct chunk {
    struct arena arena;
    struct csv_row rows[LIMIT_CHUNK_ROWS];
    unsigned char kinds[COLUMNS_MOST];
    size_t row_count, bytes;
    uint32_t first_row;
};

static int chunk_add(struct chunk *chunk, const struct columns *columns, const struct csv_row *row)
{
    const char **cells = arena_zalloc(&chunk->arena, row->count + 1, sizeof(*cells));
    struct csv_row *copy = &chunk->rows[chunk->row_count];

    if (!cells)
        return error_raise("out of memory for a chunk");
    *copy = (struct csv_row){.line = row->line, .count = columns_send(columns, row, cells), .cells = cells};
    chunk->bytes += ROW_OVERHEAD_BYTES;
    for (size_t i = 0; i < copy->count; i++) {
        chunk->bytes += strlen(cells[i]) + CELL_OVERHEAD_BYTES;
        cells[i] = arena_string(&chunk->arena, cells[i], strlen(cells[i]));
    }
    if (chunk->arena.failed)
        return error_raise("out of memory for a chunk");
    chunk->row_count++;
    return 0;
}

static void chunk_forget(struct chunk *chunk)
{
    chunk->first_row += (uint32_t)chunk->row_count;
    chunk->row_count = 0;
    chunk->bytes = 0;
    arena_reset(&chunk->arena);
}

static int take_verdicts(struct import_job *job, const struct chunk *chunk, const struct import_answer *answer)
{
    if (answer->count != chunk->row_count)
        return error_raise("the service gave %zu verdicts for %zu rows", answer->count, chunk->row_count);
    for (size_t i = 0; i < chunk->row_count; i++) {
        int result = import_result_take(job->result, &answer->verdicts[i], &chunk->rows[i]);

        if (result < 0)
            return result;
    }
    if (answer->committed_as) {
        snprintf(job->position.service, sizeof(job->position.service), "%s", answer->committed_as->service);
        job->position.epoch = answer->committed_as->epoch;
        job->position.sequence = answer->committed_as->sequence;
    }
    return 0;
}

static int send_chunk(struct import_job *job, struct chunk *chunk)
{
    struct import_chunk sent = {.id = &job->id,
                                .first_row = chunk->first_row,
                                .validate_only = job->validate_only,
                                .kinds = chunk->kinds,
                                .rows = chunk->rows,
                                .row_count = chunk->row_count};
    struct import_answer answer = {.count = 0};
    int result;

    for (size_t i = 0; i < job->columns.count; i++) {
        if (job->columns.kinds[i] != COLUMN_IGNORED)
            chunk->kinds[sent.kind_count++] = job->columns.kinds[i];
    }
    result = import_call_send(job->cli, job->kind, job->settings, &sent, &answer);
    if (result == 0)
        result = take_verdicts(job, chunk, &answer);
    arena_reset(&job->cli->arena);
    chunk_forget(chunk);
    return result;
}

static int send_rows(struct import_job *job, struct csv_file *file, struct chunk *chunk, struct progress *progress)
{
    bool skip = job->columns.header;
    struct csv_row row;
    int result, sent;

    while ((result = csv_file_next(file, &row)) == CSV_FILE_ROW) {
        if (skip) {
            skip = false;
            continue;
        }
        if ((sent = chunk_add(chunk, &job->columns, &row)) != 0)
            return sent;
        if (chunk->row_count < job->chunk_rows && chunk->bytes < IMPORT_CHUNK_BYTES - CSV_FILE_ROW_BYTES)
            continue;
        if ((sent = send_chunk(job, chunk)) != 0)
            return sent;
        progress_show(progress, job->result->totals.rows);
    }
    if (result != CSV_FILE_END)
        return result < 0 ? result : error_raise("%s changed while it was read", job->path);
    return chunk->row_count ? send_chunk(job, chunk) : 0;
}

int import_send(struct import_job *job)
{
    CLEANUP(csv_file_close_pointer) struct csv_file *file = NULL;
    struct progress progress;
    int result = csv_file_open(&file, job->path);

    if (result < 0)
        return result;
    CLEANUP(free_pointer) struct chunk *chunk = calloc(1, sizeof(*chunk));
    if (!chunk)
        return error_raise("out of memory for a chunk");
    arena_init(&chunk->arena, CHUNK_ARENA_BYTES);
    chunk->first_row = 1;
    job->cli->patience_ms = job->cli->timeout_ms ? job->cli->timeout_ms : PATIENCE_MS;
    progress_begin(&progress, cli_word(job->cli, WORD_ROWS), job->total_rows);
    progress_show(&progress, 0);
    result = send_rows(job, file, chunk, &progress);
    progress_end(&progress);
    arena_deinit(&chunk->arena);
    return result;
}
