#pragma once
/* import_send - the second pass over a list: its rows, chunk by chunk, to their service, and the verdicts back. */
#include "import_kind.h"

#define IMPORT_CHUNK_BYTES                                                                                             \
    ((4u << 20) - (512u << 10)) /* packed rows of one chunk: safely under the limit of a request */

struct import_job {
    struct cli *cli;
    const struct import_kind *kind;
    const char *path;
    struct uuid id;
    const ProtobufCMessage *settings; /* of the kind */
    struct columns columns;
    uint32_t chunk_rows; /* 1 to LIMIT_CHUNK_ROWS */
    bool validate_only;
    uint64_t total_rows; /* for the bar */
    struct import_result *result;
    struct position position; /* of the last chunk; service "": none */
};

/**
 * import_send() - all chunks, one after another
 * Return: 0, > 0: the exit code of a call that failed, already shown; the chunks before it are committed; or < 0.
 */
int import_send(struct import_job *job);
