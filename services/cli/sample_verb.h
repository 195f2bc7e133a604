#pragma once
/* sample_verb - what the verbs of `karmayogi sample` share: shares on the command line, files that are written, and
 * spellings of designations. */
#include "sample_mix.h"
#include "sample_person.h"
#include "verb.h"

#include <stdio.h>

/** sample_verb_share() - PERCENT of option @index, at most @most, into parts of 10,000; without it @share stays.
 * Return: 0 or CLI_USAGE. */
int sample_verb_share(struct cli *cli, const struct arguments *arguments, unsigned index, const char *name,
                      unsigned most, unsigned *share);

/** sample_verb_plan() - sample_mix_plan(); complains. Return: 0 or CLI_USAGE. */
int sample_verb_plan(struct cli *cli, uint64_t rows[SAMPLE_KINDS], uint64_t good, const struct sample_shares *shares);

/** The files of one sample; those without a path stay NULL. */
struct sample_out {
    const char *path, *truth_path, *corrected_path;
    FILE *out, *truth, *corrected;
};

/** sample_out_open() - open those that have a path. Complains. Return: 0 or CLI_FILE. sample_out_close() must follow.
 */
int sample_out_open(struct cli *cli, struct sample_out *files);

/** sample_out_close() - close what is open; complains where the disk did not take everything and @result is 0. Return:
 * @result, or CLI_FILE. */
int sample_out_close(struct cli *cli, struct sample_out *files, int result);

/** sample_verb_spellings() - spellings of @cadre's designations as the master list's file @path has them, in the arena
 * of @cli, so that rows use its aliases too. Complains. Return: 0, CLI_FILE, or < 0. */
int sample_verb_spellings(struct cli *cli, const char *path, const struct sample_cadre *cadre,
                          const struct sample_spellings **spellings);
