#pragma once
/*
 * run - one story with one plan of refusals: done, judged, done again with memory, judged again.
 */
#include "corpus.h"
#include "files.h"
#include "strike.h"

/* Beside the requests and pages of the corpus. */
enum run_kind { RUN_STEPS, RUN_START, RUN_BACKUP };

/* What a child did so far; its parent reads it when the child is gone. */
struct run_progress {
    struct strike_plan plan; /* of the run at hand */
    struct strike_place place;
    uint64_t tried;   /* runs with a refusal */
    uint64_t wrong;   /* runs with something that should not be */
    uint64_t leaks;   /* of those, runs that left something allocated */
    uint64_t halves;  /* runs that left something half done: on the disk, or in memory beside it */
    uint64_t refused; /* requests that were refused for lack of memory */
    uint64_t ended;   /* runs after which the process has to end */
    uint64_t asked;   /* allocations of the story */
    uint64_t next;    /* plan of the round */
    bool finished;
};

struct run_expectation {
    struct house_reply replies[HOUSE_CALLS];
    bool loose[HOUSE_CALLS]; /* the bytes of the answer are others every time: a sealed token, the process's memory */
    uint8_t before[16], after[16];         /* what is stored */
    struct buffer told_before, told_after; /* what memory holds */
};

struct run {
    const struct story *story;
    enum run_kind kind;
    struct files files;
    struct house house;
    struct run_expectation expected;
    struct run_progress *progress;
    bool is_wrong; /* the run at hand */
};

/** run_open() - or the program ends. */
void run_open(struct run *run);

/** run_prepare() - what @story does before. Ends the program where it does not become what is expected. */
void run_prepare(struct run *run, const struct story *story);

/** run_learn() - the story as it should go: what it is compared with. */
void run_learn(struct run *run);
void run_unlearn(struct run *run);

/** run_once() - with these refusals. */
void run_once(struct run *run, struct strike_plan plan);

/** run_act() - what is tried. Return: 1: applied or answered, 0: refused, or no start, < 0: the process must end. */
int run_act(struct run *run);

/* judge.c */

/** judge_plan() - "allocation 7" and so on, for people. Return: @text. */
char *judge_plan(struct strike_plan plan, char text[64]);

/** judge_tell() - what memory holds, its lines sorted. */
void judge_tell(struct run *run, struct buffer *out);

/** judge_replies() - @again: with memory; then only the right ones will do. */
void judge_replies(struct run *run, bool again);

/** judge_end() - whether the process may have to end for what @trail says. */
void judge_end(struct run *run, const char *trail);

/** judge_state() - what is stored is what was, or what should be, as the reply says; and memory fits it. @outcome: of
 * run_act(). */
void judge_state(struct run *run, int outcome);
void judge_state_at_end(struct run *run);

/** judge_fresh() - memory that was filled from the store holds what memory held that followed it. */
void judge_fresh(struct run *run);

/** judge_leak() - nothing is allocated that was not when there were @count, at @mark. */
void judge_leak(struct run *run, uint64_t mark, size_t count);
