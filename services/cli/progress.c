/* progress - see progress.h. */
#include "progress.h"

#include "base/clock.h"
#include "base/number.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define EVERY_MS     100
#define LEAST_BAR    10
#define MOST_BAR     40
#define USUAL_WIDTH  80
#define LEAST_SAMPLE 500 /* milliseconds before a rate means anything */

void progress_begin(struct progress *progress, const char *unit, uint64_t total)
{
    struct clock clock = clock_system();

    *progress = (struct progress){
        .unit = unit, .total = total, .started_ms = clock_monotonic_ms(&clock), .shown = isatty(STDERR_FILENO) == 1};
    progress->shown_ms = progress->started_ms - EVERY_MS;
}

static unsigned terminal_columns(void)
{
    struct winsize size;

    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : USUAL_WIDTH;
}

static void time_left(char text[24], uint64_t done, uint64_t total, int64_t elapsed_ms)
{
    uint64_t seconds = done ? (total - done) * ((uint64_t)elapsed_ms + 1) / done / 1000 : 0;

    if (elapsed_ms < LEAST_SAMPLE || done == 0)
        snprintf(text, 24, "--:--");
    else if (seconds >= 3600)
        snprintf(text, 24, "%u:%02u:%02u", (unsigned)(seconds / 3600), (unsigned)(seconds / 60 % 60),
                 (unsigned)(seconds % 60));
    else
        snprintf(text, 24, "%02u:%02u", (unsigned)(seconds / 60), (unsigned)(seconds % 60));
}

char *progress_line(char *line, size_t line_bytes, const char *unit, uint64_t done, uint64_t total, int64_t elapsed_ms,
                    unsigned columns)
{
    char done_text[NUMBER_TEXT_BYTES], total_text[NUMBER_TEXT_BYTES], rate_text[NUMBER_TEXT_BYTES], left[24];
    char after[160], bar[MOST_BAR + 1];
    uint64_t rate = elapsed_ms >= LEAST_SAMPLE ? done * 1000 / (uint64_t)elapsed_ms : 0;
    size_t width, full;

    time_left(left, done, total, elapsed_ms);
    snprintf(after, sizeof(after), " %3u%%  %s / %s %s  %s/s  %s", total ? (unsigned)(done * 100 / total) : 100u,
             number_indian((int64_t)done, done_text), number_indian((int64_t)total, total_text), unit,
             number_indian((int64_t)rate, rate_text), left);
    width = columns > strlen(after) + 3 + LEAST_BAR ? columns - strlen(after) - 3 : LEAST_BAR;
    width = width > MOST_BAR ? MOST_BAR : width;
    full = total ? (size_t)(done * width / total) : width;
    memset(bar, '#', full);
    memset(bar + full, '.', width - full);
    bar[width] = '\0';
    snprintf(line, line_bytes, "[%s]%s", bar, after);
    return line;
}

void progress_show(struct progress *progress, uint64_t done)
{
    struct clock clock = clock_system();
    int64_t now_ms = clock_monotonic_ms(&clock);
    char line[256];

    if (!progress->shown || (now_ms - progress->shown_ms < EVERY_MS && done < progress->total))
        return;
    progress->shown_ms = now_ms;
    fprintf(stderr, "\r\033[K%s",
            progress_line(line, sizeof(line), progress->unit, done, progress->total, now_ms - progress->started_ms,
                          terminal_columns()));
    fflush(stderr);
}

void progress_end(struct progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
    progress->shown = false;
}
