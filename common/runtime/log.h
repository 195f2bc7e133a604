#pragma once
/*
 * log - JSON lines on stderr, UTC, one object a line, without personal data. Any thread.
 */
#include <stdbool.h>
#include <stdint.h>

#define LOG_AGAIN_MS 60000 /* what lasts, and would be said each time that it is met, is said so often */

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

/** log_setup() - name of the service in every line, and the least level that is written. @service must outlive the
 * process. */
void log_setup(const char *service, enum log_level least);

/**
 * log_event() - one line {"time", "level", "service", "event", ...}
 * @event:  what happened, in snake_case, such as `request_refused`
 * @format: NULL, or further members as jansson's json_pack() takes them, such as "{s:s, s:I}"
 */
void log_event(enum log_level level, const char *event, const char *format, ...);

/** Lines of one kind that outsiders can cause: so many a second, so that nobody fills the disk of the log. Zeros begin.
 */
struct log_quota {
    int64_t second; /* of the lines counted */
    unsigned lines;
    uint64_t left_out; /* since the last line */
};

#define LOG_QUOTA_LINES 10u

/** log_quota_take() - Return: whether a line may be written at @now_ms (any clock that does not go back); then
 * @left_out is how many were not since the one before. */
bool log_quota_take(struct log_quota *quota, int64_t now_ms, uint64_t *left_out);

/** log_level_parse() - `debug`, `info`, `warning`, `error`. Return: the level, or -1. */
int log_level_parse(const char *word);
