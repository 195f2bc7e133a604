/*
 * main - plays seed after seed, each in a process of its own, as many at once as there are processors. Where a promise
 * is broken the seed is played again, for its story; some are played twice in any case, and must be the same run.
 */
#include "play.h"

#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PLAYERS_MOST  64
#define TWICE_EVERY   40 /* seeds, to see that a run is the same again */
#define QUICK_SECONDS 36
#define HANG_SECONDS  60
#define MESSAGE_BYTES WORLD_BROKEN_BYTES

/* What a player leaves for its parent. */
struct result {
    uint64_t hash, happenings;
    int64_t virtual_us;
    struct figures figures;
    char broken_by[MESSAGE_BYTES];
};

struct player {
    pid_t process; /* 0: none */
    uint64_t seed;
    bool is_second;
    uint64_t first_hash;
    struct result *result;
    char folder[128];
};

static struct settings {
    uint64_t seed, most_seeds;
    int64_t seconds;
    bool goes_on, replays;
} settings = {.seconds = QUICK_SECONDS, .most_seeds = UINT64_MAX};

static struct player players[PLAYERS_MOST];
static struct result *results;
static struct result total;
static uint64_t played, twice, broken;
static char scratch[64];

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status, (void)kind, (void)where;
    return remove(path);
}

static void fresh_folder(const char *folder)
{
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    if (mkdir(folder, 0700) != 0) {
        perror(folder);
        exit(2);
    }
}

/* --- the player's side --- */

static void died(int number)
{
    char text[64];
    snprintf(text, sizeof text, number == SIGALRM ? "it hangs" : "signal %d: see above", number);
    signal(number, SIG_DFL);
    world_break("%s", text);
}

static void run(const struct player *player, enum story story)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    *player->result = (struct result){0};
    world_broken_by = player->result->broken_by;
    signal(SIGABRT, died);
    signal(SIGALRM, died);
    alarm(HANG_SECONDS);
    if (chdir(player->folder) != 0) /* so that what is said names no folder of the moment */
        _exit(2);
    play(player->seed, story, ".");
    player->result->hash = world.hash;
    player->result->happenings = world.happenings;
    player->result->virtual_us = world.now_us;
    player->result->figures = figures;
    fflush(stdout);
    _exit(0);
}

/* --- the parent's --- */

static void start(struct player *player, enum story story)
{
    fresh_folder(player->folder);
    fflush(stdout);
    player->process = fork();
    if (player->process == 0)
        run(player, story);
    if (player->process < 0) {
        perror("fork");
        exit(2);
    }
}

static int finish(const struct player *player)
{
    int status;
    while (waitpid(player->process, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

static void add(const struct result *result)
{
    const uint64_t *from = (const uint64_t *)&result->figures;
    uint64_t *to = (uint64_t *)&total.figures;
    for (size_t i = 0; i < sizeof total.figures / sizeof *to; i++)
        to[i] += from[i];
    total.happenings += result->happenings;
    total.virtual_us += result->virtual_us;
}

/* Plays a broken seed again, aloud. */
static void tell(struct player *player)
{
    printf("\nseed %llu is broken: %s\n", (unsigned long long)player->seed, player->result->broken_by);
    broken++;
    if (settings.goes_on)
        return;
    char message[MESSAGE_BYTES];
    memcpy(message, player->result->broken_by, sizeof message);
    start(player, STORY_TAIL);
    if (finish(player) == 0 || strcmp(message, player->result->broken_by) != 0)
        printf("played again it is another run: %s\n", player->result->broken_by);
    printf("The whole story: tests/fault/simulator/run --replay %llu\n", (unsigned long long)player->seed);
}

/* Return: whether the player goes on with a second run of its seed. */
static bool take_result(struct player *player, int status)
{
    const struct result *result = player->result;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        if (!result->broken_by[0])
            snprintf(player->result->broken_by, MESSAGE_BYTES, "the process ended with status %x", (unsigned)status);
        tell(player);
        return false;
    }
    if (player->is_second) {
        twice++;
        if (result->hash != player->first_hash) {
            printf("\nseed %llu is not the same run again: %016llx, %016llx\n", (unsigned long long)player->seed,
                   (unsigned long long)player->first_hash, (unsigned long long)result->hash);
            broken++;
        }
        return false;
    }
    played++;
    add(result);
    player->first_hash = result->hash;
    return player->seed % TWICE_EVERY == 0;
}

static bool is_time_left(int64_t until_ms, uint64_t begun)
{
    return now_ms() < until_ms && begun < settings.most_seeds && (broken == 0 || settings.goes_on);
}

static struct player *player_of(pid_t process)
{
    for (size_t i = 0; i < PLAYERS_MOST; i++)
        if (players[i].process == process)
            return &players[i];
    abort();
}

static void play_all(size_t count)
{
    int64_t until_ms = now_ms() + settings.seconds * 1000;
    uint64_t begun = 0;
    size_t busy = 0;
    for (size_t i = 0; i < count && is_time_left(until_ms, begun); i++, busy++) {
        players[i].seed = settings.seed + begun++;
        start(&players[i], STORY_NONE);
    }
    while (busy > 0) {
        int status;
        pid_t process = waitpid(-1, &status, 0);
        if (process < 0)
            continue;
        struct player *player = player_of(process);
        player->process = 0;
        player->is_second = take_result(player, status);
        if (!player->is_second && !is_time_left(until_ms, begun)) {
            busy--;
            continue;
        }
        if (!player->is_second)
            player->seed = settings.seed + begun++;
        start(player, STORY_NONE);
    }
}

static void summary(double seconds)
{
    const struct figures *f = &total.figures;
    printf(
        "simulator: %llu runs (seeds from %llu) in %.0f s, %.0f a second; %llu commands, %llu accepted, %llu entries, "
        "%llu kills, %llu restores, %.1f hours of virtual time, %llu million events; %llu runs played twice; "
        "%llu broken\n",
        (unsigned long long)played, (unsigned long long)settings.seed, seconds, (double)played / seconds,
        (unsigned long long)f->commands, (unsigned long long)f->accepted, (unsigned long long)f->entries,
        (unsigned long long)f->kills, (unsigned long long)f->restores, (double)total.virtual_us / 3.6e9,
        (unsigned long long)(total.happenings / 1000000), (unsigned long long)twice, (unsigned long long)broken);
}

static uint64_t number_of(const char *text)
{
    char *end;
    errno = 0;
    uint64_t number = text ? strtoull(text, &end, 10) : 0;
    if (!text || errno || end == text || *end) {
        fprintf(stderr, "simulator: a number is missing\n");
        exit(2);
    }
    return number;
}

static void read_settings(int argc, char **argv)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    settings.seed = (uint64_t)(now.tv_nsec / 1000 + now.tv_sec % 1000 * 1000000);
    for (int i = 1; i < argc; i++) {
        const char *option = argv[i];
        if (strcmp(option, "--quick") == 0)
            continue;
        if (strcmp(option, "--go-on") == 0) {
            settings.goes_on = true;
            continue;
        }
        uint64_t number = number_of(i + 1 < argc ? argv[++i] : NULL);
        if (strcmp(option, "--minutes") == 0) {
            settings.seconds = (int64_t)number * 60;
        } else if (strcmp(option, "--seconds") == 0) {
            settings.seconds = (int64_t)number;
        } else if (strcmp(option, "--seeds") == 0) {
            settings.most_seeds = number;
            settings.seconds = 1000000;
        } else if (strcmp(option, "--seed") == 0) {
            settings.seed = number;
        } else if (strcmp(option, "--replay") == 0) {
            settings.seed = number;
            settings.replays = true;
        } else {
            fprintf(stderr, "simulator: %s is not known\n", option);
            exit(2);
        }
    }
}

static void open_players(size_t count)
{
    const char *place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(scratch, sizeof scratch, "%s/karmayogi-simulator-XXXXXX", place);
    results = mmap(NULL, sizeof *results * PLAYERS_MOST, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (!mkdtemp(scratch) || results == MAP_FAILED) {
        perror(scratch);
        exit(2);
    }
    for (size_t i = 0; i < count; i++) {
        players[i].result = &results[i];
        snprintf(players[i].folder, sizeof players[i].folder, "%s/%zu", scratch, i);
    }
}

int main(int argc, char **argv)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = processors < 1 ? 1 : processors > PLAYERS_MOST ? PLAYERS_MOST : (size_t)processors;
    read_settings(argc, argv);
    open_players(count);
    int64_t begun_ms = now_ms();
    if (settings.replays) {
        players[0].seed = settings.seed;
        start(&players[0], STORY_ALL);
        broken = finish(&players[0]) != 0;
        printf("seed %llu: hash %016llx, %llu events, %s\n", (unsigned long long)settings.seed,
               (unsigned long long)results[0].hash, (unsigned long long)results[0].happenings,
               broken ? results[0].broken_by : "nothing broken");
    } else {
        play_all(count);
        summary((double)(now_ms() - begun_ms) / 1000.0);
    }
    nftw(scratch, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    return broken ? 1 : 0;
}
