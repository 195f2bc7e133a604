/*
 * log - see log.h. A line is built in memory and written with one call, so that lines of several threads never mix. A
 * line that cannot be written is lost: there is nowhere to say so.
 */
#include "runtime/log.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *log_service = "";
static enum log_level log_least = LOG_INFO;
static const char *const level_words[] = {"debug", "info", "warning", "error"};

void log_setup(const char *service, enum log_level least)
{
    log_service = service;
    log_least = least;
}

int log_level_parse(const char *word)
{
    for (int i = LOG_DEBUG; i <= LOG_ERROR; i++)
        if (strcmp(word, level_words[i]) == 0)
            return i;
    return -1;
}

static void write_line(json_t *line)
{
    char *text = json_dumps(line, JSON_COMPACT);
    if (!text)
        return;
    size_t length = strlen(text);
    text[length] = '\n'; /* in place of the NUL: the length goes with it */
    if (write(STDERR_FILENO, text, length + 1) < 0) {
        /* nowhere to say so */
    }
    free(text);
}

static json_t *timestamp(void)
{
    struct timespec now;
    struct tm utc;
    char text[64];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    size_t length = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(text + length, sizeof text - length, ".%03ldZ", now.tv_nsec / 1000000);
    return json_string(text);
}

void log_event(enum log_level level, const char *event, const char *format, ...)
{
    if (level < log_least)
        return;
    json_t *line = json_object();
    json_object_set_new(line, "time", timestamp());
    json_object_set_new(line, "level", json_string(level_words[level]));
    json_object_set_new(line, "service", json_string(log_service));
    json_object_set_new(line, "event", json_string(event));
    if (format) {
        va_list arguments;
        va_start(arguments, format);
        json_t *members = json_vpack_ex(NULL, 0, format, arguments);
        va_end(arguments);
        if (members)
            json_object_update_missing(line, members);
        json_decref(members);
    }
    write_line(line);
    json_decref(line);
}
