/* journal - see journal.h. */
#include "load/journal.h"

#include "base/cleanup.h"
#include "base/error.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

int journal_write(FILE *file, const struct journal_line *line)
{
    char id[UUID_TEXT_BYTES];
    const char *official = line->official_id[0] ? line->official_id : "?";
    if (fprintf(file, "%" PRIu64 " %s %s %" PRIu64 "\n", line->number, uuid_format(&line->request_id, id), official,
                line->sequence) < 0)
        return error_system("journal");
    return 0;
}

struct journal_line *journal_add(struct journal *journal)
{
    if (journal->count == journal->room) {
        size_t room = journal->room ? journal->room * 2 : 1024;
        struct journal_line *grown = realloc(journal->lines, room * sizeof *grown);
        if (!grown)
            return NULL;
        journal->lines = grown;
        journal->room = room;
    }
    journal->lines[journal->count] = (struct journal_line){0};
    return &journal->lines[journal->count++];
}

static int read_line(struct journal *journal, const char *text)
{
    char id[UUID_TEXT_BYTES];
    struct journal_line *line = journal_add(journal);
    if (!line)
        return error_raise("out of memory");
    if (sscanf(text, "%" SCNu64 " %36s %31s %" SCNu64, &line->number, id, line->official_id, &line->sequence) != 4 ||
        !uuid_parse(&line->request_id, id))
        return error_raise("no line of a journal: %s", text);
    if (strcmp(line->official_id, "?") == 0)
        line->official_id[0] = '\0';
    return 0;
}

int journal_read(struct journal *journal, const char *path)
{
    char text[256];
    int result = 0;
    CLEANUP(fclose_pointer) FILE *file = fopen(path, "re");
    if (!file)
        return error_system("%s", path);
    while (result == 0 && fgets(text, sizeof text, file) && strchr(text, '\n'))
        result = read_line(journal, text);
    return result ? error_pass(result, "%s", path) : 0;
}

void journal_deinit(struct journal *journal)
{
    free(journal->lines);
    *journal = (struct journal){0};
}
