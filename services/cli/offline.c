/* offline - see offline.h. The two sides speak in structs of one size over a pipe that nobody else has. */
#include "offline.h"

#include "progress.h"

#include "base/error.h"
#include "base/number.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define SILENCE_MS    60000 /* longer than the slowest disk takes for a thousand records */
#define DAMAGES_SHOWN 20

enum kind { KIND_COPIED, KIND_CHECKED, KIND_DAMAGE, KIND_END };

struct message {
    enum kind kind;
    uint64_t done, total;
    struct offline_end end;
    char text[OFFLINE_TRAIL_BYTES];
};

/* The child's side. */

static void tell(const struct offline *offline, const struct message *message)
{
    const char *bytes = (const char *)message;
    size_t left = sizeof(*message);

    while (left > 0) {
        ssize_t written = write(offline->out, bytes, left);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            _exit(1); /* nobody listens any more */
        bytes += written;
        left -= (size_t)written;
    }
}

static void tell_progress(void *context, enum kind kind, uint64_t done, uint64_t total)
{
    struct message message = {.kind = kind, .done = done, .total = total};

    tell(context, &message);
}

void offline_copied(void *context, uint64_t done, uint64_t total)
{
    tell_progress(context, KIND_COPIED, done, total);
}

static void checked(void *context, uint64_t done, uint64_t total)
{
    tell_progress(context, KIND_CHECKED, done, total);
}

static void damage(void *context, const char *what)
{
    struct message message = {.kind = KIND_DAMAGE};

    snprintf(message.text, sizeof(message.text), "%s", what);
    tell(context, &message);
}

const struct store_check_hooks offline_hooks = {.progress = checked, .damage = damage};

/* A crash is expected of a damaged file: neither its last words nor a core of everybody's data are wanted. */
static void be_quiet(void)
{
    struct rlimit none = {0, 0};
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

    if (nowhere >= 0)
        dup2(nowhere, STDERR_FILENO);
    setrlimit(RLIMIT_CORE, &none);
}

/* Whoever kills the command wants the work to end, too; it must not make a store behind his back. */
static void die_with(pid_t parent)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
        _exit(1);
}

static void run_child(int (*task)(const void *, struct offline *, struct store_restored *), const void *argument,
                      int out)
{
    struct offline offline = {out};
    struct message message = {.kind = KIND_END};

    be_quiet();
    message.end.result = task(argument, &offline, &message.end.restored);
    if (message.end.result < 0)
        snprintf(message.end.trail, sizeof(message.end.trail), "%s", error_trail());
    tell(&offline, &message);
    _exit(0);
}

/* The parent's side. */

struct listening {
    struct cli *cli;
    struct progress progress;
    enum kind shown; /* of the progress */
    bool showing;
    uint64_t damages;
};

static void show_progress(struct listening *listening, const struct message *message)
{
    if (!listening->showing || listening->shown != message->kind) {
        progress_end(&listening->progress);
        progress_begin(&listening->progress,
                       cli_word(listening->cli, message->kind == KIND_COPIED ? WORD_UNIT_BYTES : WORD_UNIT_RECORDS),
                       message->total);
        listening->shown = message->kind;
        listening->showing = true;
    }
    listening->progress.total = message->total;
    progress_show(&listening->progress, message->done);
}

static void show_damage(struct listening *listening, const struct message *message)
{
    if (++listening->damages > DAMAGES_SHOWN)
        return;
    if (listening->showing)
        progress_end(&listening->progress);
    listening->showing = false;
    cli_error(listening->cli, 0, WORD_DAMAGE, message->text);
}

/* Return: 1: a whole message, 0: there is none and will be none. */
static int listen_once(int in, struct message *message)
{
    size_t got = 0;

    while (got < sizeof(*message)) {
        struct pollfd wait = {.fd = in, .events = POLLIN};
        int ready = poll(&wait, 1, SILENCE_MS);

        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return 0;
        ssize_t more = read(in, (char *)message + got, sizeof(*message) - got);

        if (more < 0 && errno == EINTR)
            continue;
        if (more <= 0)
            return 0;
        got += (size_t)more;
    }
    return 1;
}

static void listen_to(struct listening *listening, int in, struct offline_end *end)
{
    struct message message;

    while (listen_once(in, &message)) {
        if (message.kind == KIND_END) {
            *end = message.end;
            break;
        }
        if (message.kind == KIND_DAMAGE)
            show_damage(listening, &message);
        else
            show_progress(listening, &message);
    }
    end->damages = listening->damages;
    if (listening->showing)
        progress_end(&listening->progress);
}

int offline_run(struct cli *cli, int (*task)(const void *, struct offline *, struct store_restored *),
                const void *argument, struct offline_end *end)
{
    struct listening listening = {.cli = cli};
    int ends[2], status;

    for (enum cli_service service = 0; service < CLI_SERVICES; service++)
        assert(!cli->clients[service]); /* ZeroMQ's threads would not be in the child */
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_system("a pipe");
    fflush(NULL);
    pid_t parent = getpid(), child = fork();

    if (child == 0) {
        die_with(parent);
        run_child(task, argument, ends[1]);
    }
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return error_system("a child process");
    }
    *end = (struct offline_end){.died = true};
    listen_to(&listening, ends[0], end);
    close(ends[0]);
    if (end->died)
        kill(child, SIGKILL); /* it may be caught in a circle */
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return 0;
}
