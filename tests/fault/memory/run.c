/* run - see run.h. */
#include "run.h"

#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Doing */

static int back_up(struct run *run)
{
    struct store_backup backup;
    const struct store_backup_options options = {.folder = run->files.backups, .taken_at_ms = HOUSE_NOW_MS, .keep = 7};
    return store_backup(run->house.runtime.store, &options, &backup) == 0;
}

int run_act(struct run *run)
{
    const struct story *story = run->story;
    if (run->kind == RUN_START)
        return house_open(&run->house, run->files.live) == 0;
    if (run->kind == RUN_BACKUP)
        return back_up(run);
    if (!story->steps[0].method)
        return house_page(&run->house, &story->steps[0], 0);
    for (size_t i = 0; i < story->step_count; i++)
        house_send(&run->house, &story->steps[i], i);
    return house_settle(&run->house);
}

void run_open(struct run *run)
{
    if (house_open(&run->house, run->files.live) == 0)
        return;
    printf("memory: the store cannot be opened: %s\n", error_trail());
    exit(2);
}

static void expect(const struct story *story, const struct house_step *step, const char *became)
{
    if (strcmp(became, step->expect) == 0)
        return;
    printf("memory: %s: %s became %s, not %s: %s\n", story->name ? story->name : "setup",
           step->method ? step->method : step->feed, became, step->expect, error_trail());
    exit(2);
}

void run_prepare(struct run *run, const struct story *story)
{
    uint64_t from = 0;
    for (size_t i = 0; i < story->before_count; i++) {
        const struct house_step *step = &story->before[i];
        if (!step->method) {
            expect(story, step, house_page(&run->house, step, from) == 1 ? "OK" : "refused");
            from += step->event_count;
            continue;
        }
        house_send(&run->house, step, 0);
        expect(story, step, house_settle(&run->house) == 0 ? run->house.replies[0].reason : "the end");
    }
}

/* The story as it should go */

static void expect_outcome(const struct run *run, int outcome)
{
    const struct story *story = run->story;
    for (size_t i = 0; i < story->step_count && story->steps[i].method; i++)
        expect(story, &story->steps[i], run->house.replies[i].reason);
    if (outcome < 0 || (outcome == 0 && (run->kind != RUN_STEPS || !story->steps[0].method))) {
        printf("memory: %s failed: %s\n", story->name, error_trail());
        exit(2);
    }
}

/* Which answers are not the same every time. */
static void learn_loose(struct run *run)
{
    if (run->kind != RUN_STEPS)
        return;
    files_fresh(&run->files);
    run_open(run);
    run_act(run);
    house_close(&run->house);
    for (size_t i = 0; i < run->story->step_count; i++)
        run->expected.loose[i] = memcmp(run->expected.replies[i].digest, run->house.replies[i].digest, 16) != 0;
}

void run_learn(struct run *run)
{
    files_begin(&run->files);
    files_fresh(&run->files);
    run_open(run);
    run_prepare(run, run->story);
    house_close(&run->house);
    files_keep(&run->files);
    run_open(run);
    house_digest(&run->house, run->expected.before);
    judge_tell(run, &run->expected.told_before);
    if (run->kind == RUN_START)
        house_close(&run->house);
    strike_arm((struct strike_plan){.kind = STRIKE_NONE}, NULL);
    int outcome = run_act(run);
    run->progress->asked = strike_disarm();
    expect_outcome(run, outcome);
    memcpy(run->expected.replies, run->house.replies, sizeof run->expected.replies);
    house_digest(&run->house, run->expected.after);
    judge_tell(run, &run->expected.told_after);
    judge_fresh(run);
    house_close(&run->house);
    learn_loose(run);
}

void run_unlearn(struct run *run)
{
    buffer_deinit(&run->expected.told_before);
    buffer_deinit(&run->expected.told_after);
}

/* As it goes without memory */

static bool is_out_of_step(const struct run *run)
{
    return house_service.out_of_step && house_service.out_of_step(run->house.context);
}

/* What an operator does, where something has to be done. */
static void mend(struct run *run, int outcome, bool is_open)
{
    if (outcome < 0) {
        run->progress->ended++;
        judge_end(run, error_trail());
    }
    if (is_open && (outcome < 0 || is_out_of_step(run)))
        house_close(&run->house);
    else if (is_open)
        return;
    run_open(run);
}

void run_once(struct run *run, struct strike_plan plan)
{
    files_fresh(&run->files);
    uint64_t mark = strike_mark();
    size_t count = strike_count();
    run->progress->plan = plan;
    run->is_wrong = false;
    memset(run->house.replies, 0, sizeof run->house.replies);
    if (run->kind != RUN_START)
        run_open(run);
    strike_arm(plan, &run->progress->place);
    int outcome = run_act(run);
    strike_disarm();
    run->progress->tried += strike_hit();
    if (outcome >= 0)
        judge_replies(run, false);
    else
        memset(run->house.replies, 0, sizeof run->house.replies); /* nobody is answered any more */
    bool is_open = run->kind != RUN_START || outcome == 1;
    if (!is_open)
        judge_leak(run, mark, count);
    mend(run, outcome, is_open);
    judge_state(run, outcome);
    if (run->kind != RUN_START) {
        if (run_act(run) < 0)
            judge_end(run, error_trail());
        judge_replies(run, true);
        judge_state_at_end(run);
    }
    house_close(&run->house);
    judge_leak(run, mark, count);
}
