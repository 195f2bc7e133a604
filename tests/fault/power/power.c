/*
 * power - many lives of the registration service, each ended by a power cut at every moment, with every or with random
 * subsets of what was not synced. A life begins where an image of the last one left it.
 *
 * A round (a few lives) runs in a child: a store that LMDB cannot bear kills it, and the parent tells over what.
 *
 * usage: power [--seed S] [--images N | --seconds N] [--show-faults]
 */
#include "images.h"

#include "base/number.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LIVES_MOST    4
#define BATCHES_LEAST 12 /* more than make the small state */
#define BATCHES_MOST  36
#define IMAGES_A_LIFE 3000
#define SILENCE_MS    60000 /* without one more image: it goes in circles */

struct run {
    char folder[48]; /* in memory: in it are a folder for the lives and one for images */
    uint64_t seed;
    struct tally *tally;
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int make_folders(struct run *run)
{
    const char *const places[] = {"/dev/shm", "/tmp"};
    for (size_t i = 0; i < 2; i++) {
        snprintf(run->folder, sizeof run->folder, "%s/karmayogi-power-XXXXXX", places[i]);
        if (mkdtemp(run->folder))
            return 0;
    }
    return error_system("make a folder");
}

static void clean(const struct run *run, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "%s/%s", run->folder, name);
    scratch_remove(path);
    mkdir(path, 0700);
}

static void run_round(const struct run *run, uint64_t round, enum plant plant)
{
    char live[64], image[64];
    struct life life;
    struct images images;
    struct splitmix random = splitmix_of(run->seed, round, plant);
    snprintf(live, sizeof live, "%s/live", run->folder);
    snprintf(image, sizeof image, "%s/image", run->folder);
    clean(run, "live");
    clean(run, "image");
    life_init(&life, splitmix_next(&random), live);
    life.disk_may_fail = plant == PLANT_NONE;
    images_init(&images, &life, run->tally, image, splitmix_next(&random));
    size_t lives = 1 + splitmix_below(&random, LIVES_MOST);
    for (size_t i = 0; i < lives && (plant != PLANT_NONE || atomic_load(&run->tally->found) == 0); i++) {
        char why[256];
        atomic_fetch_add(&run->tally->lives, 1);
        snprintf(run->tally->now, sizeof run->tally->now, "life %llu, which is lived",
                 (unsigned long long)atomic_load(&run->tally->lives));
        if (life_live(&life, BATCHES_LEAST + splitmix_below(&random, BATCHES_MOST), plant) != 0)
            fail_msg("%s", error_trail());
        atomic_fetch_add(&run->tally->disk_failed, life.disk_failed);
        if (disk_verify(life.record, why, sizeof why) != 0)
            fail_msg("the recorder missed something: %s", why);
        images_try(&images, IMAGES_A_LIFE, plant == PLANT_NONE);
        life_goes_on(&life, images_lay_chosen(&images));
    }
    images_free(&images);
    life_free(&life);
}

/* Return: how the child ended, as waitpid() says; < 0: it fell silent. */
static int wait_for(pid_t child, struct tally *tally)
{
    uint64_t last = 0;
    int64_t since = now_ms();
    int status;
    for (;;) {
        pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child)
            return status;
        uint64_t done = atomic_load(&tally->images) + atomic_load(&tally->equal) + atomic_load(&tally->lives);
        if (done != last)
            since = now_ms();
        last = done;
        if (now_ms() - since > SILENCE_MS) {
            kill(child, SIGKILL);
            waitpid(child, &status, 0);
            return -1;
        }
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    }
}

/* Return: whether nothing was found. */
static bool fork_round(const struct run *run, uint64_t round, enum plant plant)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (plant != PLANT_NONE && !freopen("/dev/null", "w", stderr)) /* its last words are expected */
            _exit(1);
        run_round(run, round, plant);
        fflush(NULL);
        _exit(0);
    }
    int status = child < 0 ? -1 : wait_for(child, run->tally);
    bool died = status != 0;
    if (died && atomic_fetch_add(&run->tally->found, 1) == 0)
        snprintf(run->tally->first, sizeof run->tally->first, "%.240s: the process %s %d", run->tally->now,
                 status < 0            ? "fell silent"
                 : WIFSIGNALED(status) ? "died of signal"
                                       : "ended with",
                 status < 0            ? 0
                 : WIFSIGNALED(status) ? WTERMSIG(status)
                                       : WEXITSTATUS(status));
    return atomic_load(&run->tally->found) == 0;
}

/* A disk that is sick in a way that must be found: in an image, not by a life that fails for another reason. */
static bool shows(const struct run *run, enum plant plant, const char *what)
{
    bool found = false;
    for (uint64_t round = 0; round < 3 && !found; round++) {
        memset(run->tally, 0, sizeof *run->tally);
        found = !fork_round(run, round, plant) && atomic_load(&run->tally->images) > 0;
    }
    printf("power: %sshown to be found: %s (%s)\n", found ? "" : "NOT ", what, run->tally->first);
    memset(run->tally, 0, sizeof *run->tally);
    return found;
}

static void tell(const struct run *run, int64_t begun_ms)
{
    const struct tally *tally = run->tally;
    char images[NUMBER_TEXT_BYTES], points[NUMBER_TEXT_BYTES], commands[NUMBER_TEXT_BYTES];
    int64_t ms = now_ms() - begun_ms + 1;
    printf("power: %s images of %s moments of %llu lives (%llu ended by an error of the disk), %s commands looked for; "
           "%llu walked by the check, %llu sent "
           "all again, %llu more were equal to these; %lld a second; ",
           number_indian((int64_t)tally->images, images), number_indian((int64_t)tally->points, points),
           (unsigned long long)tally->lives, (unsigned long long)tally->disk_failed,
           number_indian((int64_t)tally->commands, commands), (unsigned long long)tally->walked,
           (unsigned long long)tally->resent, (unsigned long long)tally->equal,
           (long long)((int64_t)tally->images * 1000 / ms));
    printf(tally->found ? "%llu WRONG\n" : "0 lost, 0 half, 0 wrong\n", (unsigned long long)tally->found);
}

static bool all_rounds(const struct run *run, uint64_t images, uint64_t seconds)
{
    int64_t begun_ms = now_ms(), told_ms = begun_ms;
    bool well = true;
    for (uint64_t round = 0; well; round++) {
        well = fork_round(run, round, PLANT_NONE);
        if (seconds ? now_ms() - begun_ms >= (int64_t)seconds * 1000 : atomic_load(&run->tally->images) >= images)
            break;
        if (now_ms() - told_ms > 60000) {
            told_ms = now_ms();
            tell(run, begun_ms);
            fflush(stdout);
        }
    }
    if (!well)
        printf("power: seed %llu: %s\npower: the image is kept: %s/image\n", (unsigned long long)run->seed,
               run->tally->first, run->folder);
    tell(run, begun_ms);
    return well;
}

int main(int count, char **arguments)
{
    struct run run = {.seed = (uint64_t)time(NULL)};
    uint64_t images = 20000, seconds = 0;
    bool show = false;
    for (int i = 1; i < count; i++) {
        uint64_t *number = strcmp(arguments[i], "--seed") == 0      ? &run.seed
                           : strcmp(arguments[i], "--images") == 0  ? &images
                           : strcmp(arguments[i], "--seconds") == 0 ? &seconds
                                                                    : NULL;
        show |= strcmp(arguments[i], "--show-faults") == 0;
        if (number && (i + 1 == count || !number_parse_u64(arguments[++i], UINT64_MAX / 2, number)))
            return 2;
    }
    log_setup("power", LOG_ERROR + 1);
    run.tally = mmap(NULL, sizeof *run.tally, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (run.tally == MAP_FAILED || make_folders(&run) != 0)
        return 1;
    printf("power: seed %llu\n", (unsigned long long)run.seed);
    bool well = true;
    if (show)
        well = shows(&run, PLANT_NO_SYNC, "a commit whose pages are not synced before its meta page") &&
               shows(&run, PLANT_LATE_META, "a reply before the meta page lasts");
    well = well && all_rounds(&run, images, seconds);
    if (well)
        scratch_remove(run.folder);
    return well ? 0 : 1;
}
