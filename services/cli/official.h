#pragma once
/* official - what the verbs of `karmayogi official` share. */
#include "verb.h"

#include <karmayogi/registration/v1/types.pb-c.h>

/** official_show() - one official, for people or as JSON. Return: 0, or < 0. */
int official_show(struct cli *cli, const Karmayogi__Registration__V1__Official *official);

/** official_row() - the same in a row of a table with the columns of official_columns(). */
struct table;
void official_columns(const struct cli *cli, struct table *table);
void official_row(struct cli *cli, struct table *table, const Karmayogi__Registration__V1__Official *official);

extern const struct argp_option official_list_options[], official_transfer_options[], official_transfers_options[],
    official_decide_options[];

/** official_list_run() - `karmayogi official list`; see verb.run. */
int official_list_run(struct cli *cli, const struct arguments *arguments);

/* `karmayogi official transfer`, `transfers` and `decide`; see verb.run. */
int official_transfer_run(struct cli *cli, const struct arguments *arguments);
int official_transfers_run(struct cli *cli, const struct arguments *arguments);
int official_decide_run(struct cli *cli, const struct arguments *arguments);
