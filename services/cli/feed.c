/* feed - `karmayogi feed tail`: what a service committed, entry by entry. Needs the role `follower`. */
#include "message.h"
#include "message_json.h"
#include "verb.h"

#include "base/error.h"
#include "base/number.h"

#include <karmayogi/core/v1/feed.pb-c.h>
#include <karmayogi/registration/v1/event.pb-c.h>
#include <string.h>

#define WAIT_MS 3000 /* less than one try of the client library */

enum { OPTION_SERVICE, OPTION_FROM, OPTION_FOLLOW, OPTION_LIMIT };

typedef Karmayogi__Core__V1__FeedEntry feed_entry;
typedef Karmayogi__Registration__V1__Event event;

static const struct cli_method read_method = {CLI_REGISTRATION, "karmayogi.core.v1.FeedService/Read",
                                              &karmayogi__core__v1__read_response__descriptor};

struct tail {
    struct cli *cli;
    uint64_t from, limit, shown; /* limit 0: none */
    bool follow;
};

static event *decode(struct cli *cli, const ProtobufCBinaryData *packed)
{
    return (event *)wire_unpack(&karmayogi__registration__v1__event__descriptor, packed->data, packed->len,
                                &cli->arena);
}

static const char *kind_of(const event *change)
{
    const ProtobufCFieldDescriptor *field =
        protobuf_c_message_descriptor_get_field(change->base.descriptor, (unsigned)change->kind_case);

    return field ? field->name : "unknown";
}

static int show_json(struct tail *tail, const feed_entry *entry)
{
    json_t *object = message_json(&entry->base);
    json_t *events = json_array();

    for (size_t i = 0; i < entry->n_events; i++) {
        const event *change = decode(tail->cli, &entry->events[i]);

        json_array_append_new(events, change ? message_json(&change->base) : json_null());
    }
    json_object_set_new(object, "events", events);
    return message_json_print(object);
}

static const char *about(struct cli *cli, const event *change)
{
    char list[MESSAGE_WORD_BYTES];
    const char *entries;

    switch (change->kind_case) {
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_ORGANISATION_CREATED:
        return change->organisation_created->organisation->organisation_id;
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_ORGANISATION_UPDATED:
        return change->organisation_updated->organisation->organisation_id;
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_REGISTERED:
        return change->official_registered->official->official_id;
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_UPDATED:
        return change->official_updated->official->official_id;
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_BLOCKED:
        return change->official_blocked->official->official_id;
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_UNBLOCKED:
        return change->official_unblocked->official->official_id;
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_RETIRED:
        return change->official_retired->official->official_id;
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND_MASTER_ENTRIES_PUT:
        entries = arena_printf(&cli->arena, "%s × %zu",
                               message_enum_word(&karmayogi__registration__v1__master_list__descriptor,
                                                 change->master_entries_put->list, list),
                               change->master_entries_put->n_entries);
        return entries ? entries : "";
    case KARMAYOGI__REGISTRATION__V1__EVENT__KIND__NOT_SET:
    default:
        return "";
    }
}

/* The messages inside an event may be absent in what a later version wrote. */
static bool is_whole(const event *change)
{
    for (unsigned i = 0; i < change->base.descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &change->base.descriptor->fields[i];
        const char *at = (const char *)change + field->offset;
        const ProtobufCMessage *inner;

        if (field->id != (uint32_t)change->kind_case)
            continue;
        inner = *(const ProtobufCMessage *const *)(const void *)at;
        if (!inner || inner->descriptor == &karmayogi__registration__v1__master_entries_put__descriptor)
            return inner != NULL;
        at = (const char *)inner + inner->descriptor->fields[0].offset;
        return *(const void *const *)(const void *)at != NULL;
    }
    return false;
}

/* One kind of event with its number, and whom the first and the last are about. */
static int show_line(struct tail *tail, const feed_entry *entry)
{
    char when[MESSAGE_INSTANT_BYTES], number[NUMBER_TEXT_BYTES];
    const event *first = NULL, *last = NULL;

    printf("%llu  %s  %s (%s)", (unsigned long long)entry->sequence, message_instant(entry->committed_at_ms, when),
           entry->caller, entry->actor);
    for (size_t i = 0; i < entry->n_events; i++) {
        const event *change = decode(tail->cli, &entry->events[i]);

        if (!change || !is_whole(change))
            continue;
        first = first ? first : change;
        last = change;
    }
    if (!first)
        printf("  %s", cli_word(tail->cli, WORD_NO_EVENTS));
    else if (entry->n_events == 1)
        printf("  %s %s", kind_of(first), about(tail->cli, first));
    else
        printf("  %s × %s  %s … %s", kind_of(first), number_indian((int64_t)entry->n_events, number),
               about(tail->cli, first), about(tail->cli, last));
    return putchar('\n') == EOF ? error_system("write the feed") : 0;
}

static int show_entry(struct tail *tail, const feed_entry *entry)
{
    if (entry->sequence < tail->from)
        return 0;
    tail->shown++;
    return tail->cli->json ? show_json(tail, entry) : show_line(tail, entry);
}

static bool is_enough(const struct tail *tail)
{
    return tail->limit && tail->shown >= tail->limit;
}

static int read_feed(struct tail *tail)
{
    Karmayogi__Core__V1__FeedCursor cursor = KARMAYOGI__CORE__V1__FEED_CURSOR__INIT;
    Karmayogi__Core__V1__ReadRequest request = KARMAYOGI__CORE__V1__READ_REQUEST__INIT;
    Karmayogi__Core__V1__ReadResponse *page;
    bool more = true;

    request.cursor = &cursor;
    request.wait_ms = tail->follow ? WAIT_MS : 0;
    while (more && !is_enough(tail)) {
        int result = cli_call(tail->cli, &read_method, &request, &page);

        if (result != 0)
            return result;
        for (size_t i = 0; i < page->n_entries && !is_enough(tail); i++) {
            if ((result = show_entry(tail, page->entries[i])) < 0)
                return result;
        }
        if (!page->through)
            return error_raise("a page of the feed does not say where it ends");
        cursor.epoch = page->through->epoch;
        cursor.sequence = page->through->sequence;
        cursor.checksum = page->through->checksum;
        more = tail->follow || cursor.sequence < page->head;
        arena_reset(&tail->cli->arena);
        fflush(stdout);
    }
    return 0;
}

static int run_tail(struct cli *cli, const struct arguments *arguments)
{
    struct tail tail = {.cli = cli, .follow = arguments->options[OPTION_FOLLOW] != NULL};
    const char *service = arguments->options[OPTION_SERVICE];
    int result = verb_number(cli, arguments, OPTION_FROM, "--from", UINT64_MAX >> 1, &tail.from);

    if (result == 0)
        result = verb_number(cli, arguments, OPTION_LIMIT, "--limit", UINT64_MAX >> 1, &tail.limit);
    if (result == 0 && service && strcmp(service, "registration") != 0)
        result = cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, "--service", "registration");
    return result == 0 ? read_feed(&tail) : result;
}

static const struct argp_option tail_options[] = {
    VERB_OPTION(OPTION_SERVICE, "service", "NAME", "Whose feed (registration)"),
    VERB_OPTION(OPTION_FROM, "from", "N", "Begin with this entry (1)"),
    VERB_OPTION(OPTION_FOLLOW, "follow", NULL, "Go on when the end is reached, until interrupted"),
    VERB_OPTION(OPTION_LIMIT, "limit", "N", "End after so many entries"),
    {0},
};

static const struct verb verbs[] = {
    {"tail", "", "Show what registration committed, in order.",
     "One line for each accepted command; with --json one JSON object a line, with every event in full. Needs the role "
     "follower.\n\nExample:\n  karmayogi feed tail --from 1 --limit 20",
     tail_options, 0, 0, run_tail},
    {.run = NULL},
};

const struct verb_family verb_feed = {"feed", "What a service committed, in order", "karmayogi feed tail --limit 20",
                                      verbs};
