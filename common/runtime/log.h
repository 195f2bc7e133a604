#pragma once
/*
 * log - JSON lines on stderr, UTC, one object a line, without personal data. Any thread.
 */
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

/** log_level_parse() - `debug`, `info`, `warning`, `error`. Return: the level, or -1. */
int log_level_parse(const char *word);
