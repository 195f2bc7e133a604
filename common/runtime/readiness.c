/* readiness - see readiness.h. */
#include "runtime/readiness.h"

#include "base/limits.h"

#include <stdarg.h>
#include <stdio.h>

struct reasons {
    struct buffer *out;
    int count;
    bool failed;
};

static void __attribute__((format(printf, 2, 3))) say(struct reasons *reasons, const char *format, ...)
{
    char line[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    reasons->count++;
    if (reasons->out && buffer_printf(reasons->out, "%s\n", line) != 0)
        reasons->failed = true;
}

static void judge_feed(const struct readiness_feed *feed, struct reasons *reasons)
{
    if (feed->rebuilding)
        say(reasons, "The model of %s's feed is being built anew.", feed->service);
    if (feed->age_ms < 0)
        say(reasons, "The feed of %s has not been read to its end since the start.", feed->service);
    else if (feed->age_ms > feed->bound_ms)
        say(reasons, "The feed of %s was last known to be complete %lld s ago; %lld s are allowed.", feed->service,
            (long long)feed->age_ms / 1000, (long long)feed->bound_ms / 1000);
}

int readiness_reasons(const struct readiness *readiness, struct buffer *out)
{
    struct reasons reasons = {.out = out};
    if (readiness->stopping)
        say(&reasons, "The service is stopping.");
    if (!readiness->store_readable)
        say(&reasons, "The store cannot be read; the log says why.");
    if (readiness->writer_failed)
        say(&reasons, "The writer has failed; the log says why.");
    else if (readiness->writer_busy_ms > LIMIT_BATCH_BUSY_MS)
        say(&reasons, "The writer has been busy with one batch for %lld s; look at the disk.",
            (long long)readiness->writer_busy_ms / 1000);
    for (size_t i = 0; i < readiness->feed_count; i++)
        judge_feed(&readiness->feeds[i], &reasons);
    return reasons.failed ? -1 : reasons.count;
}
