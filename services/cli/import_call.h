#pragma once
/*
 * import_call - the three calls of an import. They are alike for every kind: the messages of the two contracts have the
 * numbers of those in core/v1/import.proto, so these are what is sent and what is read.
 */
#include "import_kind.h"

/** import_call_send() - one chunk. @settings: the kind's message. Return: as cli_call(). */
int import_call_send(struct cli *cli, const struct import_kind *kind, const ProtobufCMessage *settings,
                     const struct import_chunk *chunk, struct import_answer *answer);

/** import_call_state() - how an import stands. Return: as cli_call(). */
int import_call_state(struct cli *cli, const struct import_kind *kind, const struct uuid *id,
                      struct import_state *state);

/** import_call_page() - a page of its verdicts. Return: as cli_call(). */
int import_call_page(struct cli *cli, const struct import_kind *kind, const struct uuid *id, bool refused_only,
                     Karmayogi__Core__V1__PageRequest *page, struct import_answer *answer);
