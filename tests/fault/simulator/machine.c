/*
 * machine - what stands for the rest of a machine: its clocks, its randomness, the files with keys, the log, and the
 * fault points. Every machine's clock is wrong in its own way.
 */
#include "base/clock.h"
#include "base/fault.h"
#include "history.h"
#include "node.h"
#include "runtime/admin_http.h"
#include "runtime/log.h"
#include "wire/keys.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* --- clocks --- */

static int64_t utc_ms(void *context)
{
    const struct node *node = context;
    return world.began_ms + world.now_us / 1000 + (node ? node->utc_skew_ms : 0);
}

static int64_t monotonic_us(void *context)
{
    const struct node *node = context;
    return world.now_us + (node ? node->monotonic_from_us : 0);
}

struct clock clock_system(void)
{
    return (struct clock){.utc_ms = utc_ms, .monotonic_us = monotonic_us, .context = node_running()};
}

int64_t clock_utc_ms(const struct clock *clock)
{
    return clock->utc_ms(clock->context);
}

int64_t clock_monotonic_us(const struct clock *clock)
{
    return clock->monotonic_us(clock->context);
}

int64_t clock_monotonic_ms(const struct clock *clock)
{
    return clock_monotonic_us(clock) / 1000;
}

/* --- randomness --- */

ssize_t getrandom(void *bytes, size_t length, unsigned flags)
{
    static struct chance spare;
    struct node *node = node_running();
    struct chance *chance = node ? &node->randomness : &spare;
    (void)flags;
    if (!node && spare.state == 0)
        spare = chance_of(1);
    for (size_t at = 0; at < length; at += sizeof(uint64_t)) {
        uint64_t word = chance_draw(chance);
        memcpy((uint8_t *)bytes + at, &word, length - at < sizeof word ? length - at : sizeof word);
    }
    return (ssize_t)length;
}

/* --- keys: everybody is who they say --- */

static const struct keys_caller callers[] = {
    {"desk", "desk", ROLE_ADMINISTRATOR | ROLE_REGISTRAR | ROLE_READER | ROLE_FOLLOWER},
    {"office", "office", ROLE_ADMINISTRATOR | ROLE_REGISTRAR | ROLE_READER},
    {"kiosk", "kiosk", ROLE_REGISTRAR | ROLE_READER},
    {"clerk", "clerk", ROLE_REGISTRAR | ROLE_READER},
    {"agent", "agent", ROLE_ADMINISTRATOR | ROLE_REGISTRAR | ROLE_READER},
    {"branch", "branch", ROLE_REGISTRAR | ROLE_READER},
    {"camp", "camp", ROLE_REGISTRAR | ROLE_READER},
    {"reader", "reader", ROLE_READER},
    {"reporting", "reporting", ROLE_FOLLOWER},
    {"registration", "registration", ROLE_FOLLOWER},
};

const struct keys_caller *keys_callers_find(const struct keys_callers *list, const char *public_key)
{
    (void)list;
    for (size_t i = 0; i < sizeof callers / sizeof callers[0]; i++)
        if (strcmp(callers[i].public_key, public_key) == 0)
            return &callers[i];
    return NULL;
}

int keys_callers_new(struct keys_callers **list, const char *folder)
{
    (void)folder;
    *list = NULL;
    return 0;
}

void keys_callers_free(struct keys_callers *list)
{
    (void)list;
}

int keys_callers_refresh(struct keys_callers *list)
{
    (void)list;
    return 0;
}

/* "folder/NAME.secret", or "NAME" */
int keys_read(struct keys_pair *pair, const char *path)
{
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    size_t length = strcspn(name, ".");
    *pair = (struct keys_pair){0};
    snprintf(pair->name, sizeof pair->name, "%.*s", (int)length, name);
    snprintf(pair->public_key, sizeof pair->public_key, "%.*s", 40, pair->name);
    snprintf(pair->secret_key, sizeof pair->secret_key, "secret");
    return 0;
}

/* --- the log --- */

/* What a service must never have to say, whatever happens around it. */
static bool is_a_defect(const char *event)
{
    static const char *const defects[] = {"feed_page_unsound", "out_of_memory",   "server_failed",
                                          "reply_failed",      "feed_ask_failed", "feed_receive_failed"};
    for (size_t i = 0; i < sizeof defects / sizeof defects[0]; i++)
        if (strcmp(event, defects[i]) == 0)
            return true;
    return false;
}

void log_event(enum log_level level, const char *event, const char *format, ...)
{
    struct node *node = node_running();
    if (world_tells() && level > LOG_DEBUG) {
        va_list arguments;
        va_start(arguments, format);
        json_t *members = format ? json_vpack_ex(NULL, 0, format, arguments) : NULL;
        va_end(arguments);
        char *text = members ? json_dumps(members, JSON_COMPACT) : NULL;
        world_tell(node, "log: %s %s", event, text ? text : "");
        free(text);
        json_decref(members);
    }
    if (node && !node->is_dead && is_a_defect(event))
        world_break("%s logged %s", node->name, event);
}

int log_level_parse(const char *word)
{
    (void)word;
    return LOG_INFO;
}

/* --- fault points --- */

void fault_point(const char *name, unsigned long long position)
{
    struct node *node = node_running();
    (void)position;
    if (!node || node->is_dead)
        return;
    if (node->number == NODE_REGISTRATION && strcmp(name, "writer.committed") == 0)
        history_committed(node->store);
    node_passes(node, name);
}

/* --- the admin port: there is none --- */

const char *admin_http_check(const char *address)
{
    (void)address;
    return NULL;
}

bool admin_http_is_off(const char *address)
{
    (void)address;
    return true;
}

int admin_http_new(struct admin_http **admin, const struct admin_http_options *options)
{
    (void)admin, (void)options;
    abort();
}

void admin_http_free(struct admin_http *admin)
{
    (void)admin;
}

const char *admin_http_address(const struct admin_http *admin)
{
    (void)admin;
    return "none";
}
