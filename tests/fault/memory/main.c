/*
 * main - runs the stories of one service, each again and again with other allocations refused: the first, the second
 * and so on alone; then all from the first, from the second on; then, for as long as it may, one of sixteen by chance.
 * After each: the reply is the right one, or says that the service failed, or there is none; what is stored is what was
 * stored before or what should be stored afterwards, and memory fits it; the same request sent again, with memory, gets
 * the right reply; and nothing is left allocated.
 *
 * A story runs in a child process, so that one that crashes is told of, and the next plan tried.
 */
#include "run.h"
#include "trace.h"

#include "runtime/log.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CRASHES_MOST 8  /* of one story, before it is given up */
#define PATTERNS     64 /* of one story in one round */

struct settings {
    const char *stories, *only;
    uint64_t seed;
    time_t until;
    bool list;
};

struct sums {
    uint64_t stories, tried, wrong, leaks, halves, refused, ended, crashes;
};

/* The plan number @number of a round: each allocation alone and onwards, or chance that begins at @seed. */
static struct strike_plan plan_of(uint64_t number, uint64_t asked, uint64_t seed)
{
    if (seed)
        return (struct strike_plan){STRIKE_PATTERN, seed + number};
    if (number < asked)
        return (struct strike_plan){STRIKE_ONE, number + 1};
    return (struct strike_plan){STRIKE_ONWARDS, number - asked + 1};
}

/* In a child: every plan of the round that was not tried yet. */
static void run_plans(struct run *run, uint64_t seed)
{
    struct run_progress *progress = run->progress;
    run_learn(run);
    uint64_t plans = seed ? PATTERNS : 2 * progress->asked;
    while (progress->next < plans)
        run_once(run, plan_of(progress->next++, progress->asked, seed));
    run_unlearn(run);
    progress->finished = true;
}

/* Return: the child's status. */
static int in_child(struct run *run, void (*work)(struct run *run, uint64_t seed), uint64_t seed)
{
    int status;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        work(run, seed);
        exit(0);
    }
    if (child < 0 || waitpid(child, &status, 0) != child) {
        perror("memory");
        exit(2);
    }
    return status;
}

static void tell_crash(const struct run *run, int status)
{
    char plan[64];
    printf("%s: %s, %s: ended by %s\n", house_service.runtime->name, run->story->name,
           judge_plan(run->progress->plan, plan), WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "itself");
    trace_print(run->progress->place.frames, run->progress->place.count);
}

static void run_story(struct run *run, uint64_t seed, const struct settings *settings, struct sums *sums)
{
    struct run_progress *progress = run->progress;
    *progress = (struct run_progress){.next = 0};
    for (unsigned crashes = 0; crashes < CRASHES_MOST && !progress->finished; crashes++) {
        int status = in_child(run, run_plans, seed);
        if (progress->finished && status == 0)
            break;
        sums->crashes++;
        tell_crash(run, status);
        if (progress->next == 0)
            break; /* not even without refusals */
    }
    sums->stories += seed == 0;
    sums->tried += progress->tried;
    sums->wrong += progress->wrong;
    sums->leaks += progress->leaks;
    sums->halves += progress->halves;
    sums->refused += progress->refused;
    sums->ended += progress->ended;
    if (settings->list)
        printf("%-46s %5llu allocations, %6llu runs\n", run->story->name, (unsigned long long)progress->asked,
               (unsigned long long)progress->tried);
}

/* All stories once; with @seed 0 every allocation of each. */
static void run_round(struct run *run, const struct corpus *corpus, uint64_t seed, const struct settings *settings,
                      struct sums *sums)
{
    const struct story own[] = {{.name = "start"}, {.name = "backup"}};
    for (size_t i = 0; i < corpus->story_count + 2; i++) {
        bool is_own = i >= corpus->story_count;
        run->story = is_own ? &own[i - corpus->story_count] : &corpus->stories[i];
        run->kind = !is_own ? RUN_STEPS : i == corpus->story_count ? RUN_START : RUN_BACKUP;
        if (!settings->only || strstr(run->story->name, settings->only))
            run_story(run, seed, settings, sums);
    }
}

static bool has_story(const struct corpus *corpus, const char *method)
{
    for (size_t i = 0; i < corpus->story_count; i++)
        for (size_t k = 0; k < corpus->stories[i].step_count; k++)
            if (corpus->stories[i].steps[k].method && strcmp(corpus->stories[i].steps[k].method, method) == 0)
                return true;
    return false;
}

/* Every method that is built has a story. Return: how many have none. */
static unsigned untold(const struct corpus *corpus)
{
    unsigned missing = 0;
    for (const struct route *route = house_service.runtime->routes; route->method; route++) {
        if (route->kind == ROUTE_NOT_BUILT || has_story(corpus, route->method))
            continue;
        printf("%s has no story: write one\n", route->method);
        missing++;
    }
    return missing;
}

static const struct corpus *founding;

static void found(struct run *run, uint64_t seed)
{
    (void)seed;
    if (house_open(&run->house, run->files.live) != 0)
        exit(2);
    run_prepare(run, &founding->setup);
    house_close(&run->house);
    files_found(&run->files);
}

static struct settings settings_of(int count, char **arguments)
{
    static const struct option options[] = {{"seed", required_argument, NULL, 's'},
                                            {"seconds", required_argument, NULL, 't'},
                                            {"story", required_argument, NULL, 'o'},
                                            {"list", no_argument, NULL, 'l'},
                                            {NULL, 0, NULL, 0}};
    struct settings settings = {.seed = 1};
    for (int option; (option = getopt_long(count, arguments, "", options, NULL)) != -1;) {
        if (option == 's')
            settings.seed = strtoull(optarg, NULL, 10) * PATTERNS + 1;
        else if (option == 't')
            settings.until = time(NULL) + (time_t)strtoul(optarg, NULL, 10);
        else if (option == 'o')
            settings.only = optarg;
        else if (option == 'l')
            settings.list = true;
        else
            exit(2);
    }
    settings.stories = arguments[optind];
    if (!settings.stories) {
        fprintf(stderr, "%s [--seed S] [--seconds N] [--story TEXT] [--list] STORIES\n", arguments[0]);
        exit(2);
    }
    return settings;
}

/* The last line is for `run`. */
static int tell_sums(const struct sums *sums, unsigned missing)
{
    printf("%s stories %llu tried %llu refused %llu ended %llu wrong %llu leaks %llu halves %llu crashes %llu\n",
           house_service.runtime->name, (unsigned long long)sums->stories, (unsigned long long)sums->tried,
           (unsigned long long)sums->refused, (unsigned long long)sums->ended, (unsigned long long)sums->wrong,
           (unsigned long long)sums->leaks, (unsigned long long)sums->halves, (unsigned long long)sums->crashes);
    return sums->wrong + sums->crashes + missing > 0 || sums->tried == 0;
}

int main(int count, char **arguments)
{
    static struct run run;
    static char line[1 << 16];
    struct corpus corpus;
    struct sums sums = {0};
    struct settings settings = settings_of(count, arguments);
    setvbuf(stdout, line, _IOLBF, sizeof line);
    log_setup(house_service.runtime->name, LOG_ERROR + 1);
    corpus_read(&corpus, settings.stories);
    files_init(&run.files);
    run.progress = mmap(NULL, sizeof *run.progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    founding = &corpus;
    int status = in_child(&run, found, 0) == 0 ? 0 : 2;
    if (status == 0) {
        run_round(&run, &corpus, 0, &settings, &sums);
        for (uint64_t seed = settings.seed; time(NULL) < settings.until; seed += PATTERNS)
            run_round(&run, &corpus, seed, &settings, &sums);
        status = tell_sums(&sums, untold(&corpus));
    }
    files_deinit(&run.files);
    corpus_free(&corpus);
    return status;
}
