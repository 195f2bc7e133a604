/* row_file - a CSV file with a header as verbs of the command read it, with cells that must be numbers or days. What
 * keeps it from being read is told, as text, with the exit code for files. */
#include "row_file.h"
#include "base/date.h"
#include "fuzz.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static int given;
static char path[32];

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    given = memfd_create("given", MFD_CLOEXEC);
    assert(given >= 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", given);
    return 0;
}

enum column { COLUMN_CODE, COLUMN_NAME, COLUMN_LEVEL, COLUMN_DAY, COLUMN_COUNT };

static const char *const names[] = {"code", "name_en|english", "level", "valid_from"};

static int take(void *context, const struct row_file *file)
{
    size_t *rows = context;
    uint64_t level = 0;
    int32_t day = DATE_NONE;
    ++*rows;
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        assert(fuzz_is_text(row_file_cell(file, i)));
    int result = row_file_number(file, COLUMN_LEVEL, 18, &level);
    if (result == 0)
        result = row_file_date(file, COLUMN_DAY, &day);
    assert(level <= 18 && (result == 0 || result == CLI_FILE));
    return result;
}

/* The first byte chooses the language. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    struct cli cli;
    char *complaint = NULL;
    size_t length = 0, rows = 0;
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    cli_init(&cli);
    cli.locale = fuzz_choice(&input, 2) ? LOCALE_HI : LOCALE_EN;
    assert(ftruncate(given, 0) == 0 && pwrite(given, input.at, input.left, 0) == (ssize_t)input.left);
    FILE *before = stderr;
    stderr = open_memstream(&complaint, &length);
    int result = row_file_read(&cli, path, names, COLUMN_COUNT, take, &rows);
    assert(fclose(stderr) == 0);
    stderr = before;
    assert(result == 0 || result == CLI_FILE);
    assert((result == 0) == (length == 0));
    assert(text_is_utf8(complaint, length));
    free(complaint);
    cli_deinit(&cli);
    arena_reset(&arena);
    return 0;
}
