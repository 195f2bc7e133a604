#pragma once
/* play - one run from its beginning to the judgement at its end. */
#include "world.h"

/** play() - a run of @seed in the folder @scratch; does not return where a promise is broken. */
void play(uint64_t seed, enum story story, const char *scratch);

/** What happened in a run, for the figures at the end. */
struct figures {
    uint64_t commands, accepted, refused, entries, kills, restores;
};
extern struct figures figures;

/* faults.c */

/** faults_begin() - from now on things go wrong, each run in its own way. */
void faults_begin(void);

/** faults_end() - nothing goes wrong any more; what is down is started. */
void faults_end(void);

/** faults_wipe() - reporting's store is deleted, and it starts again. */
void faults_wipe(void);
