/* judge - see run.h. Of one run only the first thing that is wrong is told, of one story only the first few. */
#include "run.h"
#include "trace.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOLD_MOST  8   /* of one story */
#define LINES_MOST 256 /* of what memory holds */

char *judge_plan(struct strike_plan plan, char text[64])
{
    static const char *const words[] = {"nothing refused", "allocation", "all allocations from", "pattern"};
    snprintf(text, 64, "%s %llu", words[plan.kind], (unsigned long long)plan.number);
    return text;
}

static __attribute__((format(printf, 2, 3))) void wrong(struct run *run, const char *format, ...)
{
    char plan[64];
    va_list args;
    if (run->is_wrong)
        return;
    run->is_wrong = true;
    if (++run->progress->wrong > TOLD_MOST)
        return;
    printf("%s: %s, %s: ", house_service.runtime->name, run->story->name, judge_plan(run->progress->plan, plan));
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    printf("\n");
    trace_print(run->progress->place.frames, run->progress->place.count);
}

static void half_done(struct run *run, const char *what)
{
    run->progress->halves += !run->is_wrong;
    wrong(run, "%s", what);
}

/* Replies */

/* Words that tell a caller that the service failed, and not the request. */
static bool is_failure(const char *reason)
{
    static const char *const reasons[] = {"NO_MEMORY", "BATCH_FAILED", "INTERNAL_ERROR", "ANSWER_FAILED"};
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (strcmp(reason, reasons[i]) == 0)
            return true;
    return false;
}

static void judge_reply(struct run *run, size_t at, bool again)
{
    const struct house_reply *reply = &run->house.replies[at], *expected = &run->expected.replies[at];
    bool same_outcome = reply->kind == expected->kind && strcmp(reply->reason, expected->reason) == 0;
    bool same_bytes = run->expected.loose[at] || run->story->step_count > 1 ||
                      memcmp(reply->digest, expected->digest, sizeof reply->digest) == 0;
    const char *became = reply->kind == HOUSE_NONE ? "by nothing" : reply->reason;
    if (same_outcome && same_bytes)
        return;
    if (again)
        wrong(run, "sent again with memory, request %zu is answered %s%s", at, became,
              same_outcome ? " with other bytes" : "");
    else if (same_outcome)
        wrong(run, "request %zu is answered with other bytes", at);
    else if (reply->kind == HOUSE_OK || (reply->kind == HOUSE_REFUSED && !is_failure(reply->reason)))
        wrong(run, "request %zu is answered %s", at, became);
    else if (!strike_hit())
        wrong(run, "no memory was refused, and request %zu is answered %s", at, became);
    run->progress->refused += reply->kind == HOUSE_REFUSED;
}

void judge_replies(struct run *run, bool again)
{
    if (run->kind != RUN_STEPS || !run->story->steps[0].method)
        return;
    for (size_t i = 0; i < run->story->step_count; i++)
        judge_reply(run, i, again);
}

void judge_end(struct run *run, const char *trail)
{
    if (!strstr(trail, "commit of a batch") && !strstr(trail, "memory beside the store"))
        wrong(run, "the process has to end: %s", trail);
}

/* What is stored, and what memory holds */

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void judge_tell(struct run *run, struct buffer *out)
{
    char *lines[LINES_MOST];
    size_t count = 0;
    struct buffer told = {0};
    out->length = 0;
    if (house_service.tell(run->house.context, &told) != 0 || buffer_append(&told, "", 1) != 0)
        abort();
    for (char *line = strtok((char *)told.data, "\n"); line && count < LINES_MOST; line = strtok(NULL, "\n"))
        lines[count++] = line;
    qsort(lines, count, sizeof *lines, compare_lines);
    for (size_t i = 0; i < count; i++)
        if (buffer_printf(out, "%s\n", lines[i]) != 0)
            abort();
    if (buffer_append(out, "", 1) != 0)
        abort();
    buffer_deinit(&told);
}

static void judge_memory(struct run *run, const struct buffer *expected, const char *when)
{
    struct buffer told = {0};
    judge_tell(run, &told);
    if (strcmp((char *)told.data, (char *)expected->data) != 0) {
        run->progress->halves += !run->is_wrong;
        wrong(run, "%s memory holds\n%swhere it should hold\n%s", when, (char *)told.data, (char *)expected->data);
    }
    buffer_deinit(&told);
}

/* Whether the reply says that the request was done. */
static bool is_said_done(const struct run *run, int outcome)
{
    const struct house_reply *reply = &run->house.replies[0], *expected = &run->expected.replies[0];
    if (run->kind != RUN_STEPS)
        return false;
    if (!run->story->steps[0].method)
        return outcome == 1;
    return reply->kind == expected->kind || strcmp(reply->reason, "ANSWER_FAILED") == 0;
}

void judge_state(struct run *run, int outcome)
{
    uint8_t digest[16];
    if (run->story->step_count > 1)
        return; /* some of a batch may be done, others not */
    house_digest(&run->house, digest);
    bool is_before = memcmp(digest, run->expected.before, 16) == 0;
    bool is_after = memcmp(digest, run->expected.after, 16) == 0;
    bool is_silent = run->kind == RUN_STEPS && run->story->steps[0].method && run->house.replies[0].kind == HOUSE_NONE;
    bool done = is_said_done(run, outcome);
    if (!is_before && !is_after)
        half_done(run, "what is stored is neither what was before nor what should be afterwards");
    else if (!is_silent && done && !is_after)
        half_done(run, "it is said to be done, and is not stored");
    else if (!is_silent && !done && !is_before)
        half_done(run, "it is said to be refused, and is stored");
    bool with_effects = is_after && (!is_before || done);
    judge_memory(run, with_effects ? &run->expected.told_after : &run->expected.told_before, "then");
}

void judge_state_at_end(struct run *run)
{
    uint8_t digest[16];
    if (run->story->step_count > 1) {
        judge_fresh(run);
        return;
    }
    house_digest(&run->house, digest);
    if (memcmp(digest, run->expected.after, 16) != 0)
        half_done(run, "done again with memory, something else is stored");
    judge_memory(run, &run->expected.told_after, "at the end");
}

void judge_fresh(struct run *run)
{
    struct buffer told = {0};
    judge_tell(run, &told);
    house_close(&run->house);
    run_open(run);
    judge_memory(run, &told, "opened again,");
    buffer_deinit(&told);
}

void judge_leak(struct run *run, uint64_t mark, size_t count)
{
    struct strike_place place = {.count = 0};
    size_t bytes;
    if (strike_count() == count)
        return;
    run->progress->leaks++;
    wrong(run, "%zu allocations are left", strike_count() - count);
    if (run->progress->wrong <= TOLD_MOST && strike_live_since(mark, &bytes, &place)) {
        printf("    the first has %zu bytes%s\n", bytes, place.count ? ", from" : "; MEMORY_TRACED=1 tells from where");
        trace_print(place.frames, place.count);
    }
}
