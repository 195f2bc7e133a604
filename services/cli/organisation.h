#pragma once
/* organisation - what the verbs of `karmayogi org` share. */
#include "verb.h"

#include <karmayogi/registration/v1/types.pb-c.h>

/** organisation_create() - Return: as cli_call(); @created: false where the very same node was there. */
int organisation_create(struct cli *cli, Karmayogi__Registration__V1__Organisation *node, bool *created,
                        Karmayogi__Registration__V1__Organisation **answer);

/** organisation_walk() - @take for every node below @below ("": the top), all pages; nodes live in cli->arena. Return:
 * as cli_call(), or what @take returned other than 0. */
int organisation_walk(struct cli *cli, const char *below, bool whole_subtree,
                      int (*take)(void *context, Karmayogi__Registration__V1__Organisation *node), void *context);

/** organisation_tree() - draw everything below @below. Return: as verb.run. */
int organisation_tree(struct cli *cli, const char *below);

/** organisation_load() - `karmayogi org load FILE`. Return: as verb.run. */
int organisation_load(struct cli *cli, const struct arguments *arguments);
