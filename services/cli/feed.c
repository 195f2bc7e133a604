/*
 * feed - `karmayogi feed tail`: what a service committed, entry by entry. Needs the role `follower`.
 *
 * Events are read by their descriptors: every kind of event holds a record, and a record begins with its id, or begins
 * with the id itself; a change of a master list begins with the list. So a new kind of event needs nothing here.
 */
#include "message.h"
#include "message_json.h"
#include "verb.h"

#include "base/error.h"
#include "base/number.h"

#include <karmayogi/catalogue/v1/event.pb-c.h>
#include <karmayogi/core/v1/feed.pb-c.h>
#include <karmayogi/registration/v1/event.pb-c.h>
#include <string.h>

#define WAIT_MS   3000      /* less than one try of the client library */
#define NO_KIND   536870911 /* the largest number of a field: no event is of this kind */
#define FEW_BYTES 4096      /* a page of some dozen entries without their events */

enum { OPTION_SERVICE, OPTION_FROM, OPTION_FOLLOW, OPTION_LIMIT };

typedef Karmayogi__Core__V1__FeedEntry feed_entry;
typedef Karmayogi__Core__V1__FeedCursor feed_cursor;
typedef Karmayogi__Core__V1__ReadRequest read_request;
typedef Karmayogi__Core__V1__ReadResponse read_response;

struct tail {
    struct cli *cli;
    struct cli_method read;
    const ProtobufCMessageDescriptor *event;
    feed_cursor cursor;
    uint64_t from, limit, shown; /* limit 0: none */
    bool follow;
};

static const ProtobufCMessage *decode(const struct tail *tail, const ProtobufCBinaryData *packed)
{
    return wire_unpack(tail->event, packed->data, packed->len, &tail->cli->arena);
}

static const ProtobufCMessage *message_at(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field)
{
    return *(const ProtobufCMessage *const *)(const void *)((const char *)message + field->offset);
}

/* Which of the kinds an event is; NULL: none that this version knows. */
static const ProtobufCFieldDescriptor *kind_of(const ProtobufCMessage *change)
{
    for (unsigned i = 0; i < change->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &change->descriptor->fields[i];
        const char *chosen = (const char *)change + field->quantifier_offset;

        if (*(const uint32_t *)(const void *)chosen == field->id && message_at(change, field))
            return field;
    }
    return NULL;
}

static int show_json(struct tail *tail, const feed_entry *entry)
{
    json_t *object = message_json(&entry->base);
    json_t *events = json_array();

    for (size_t i = 0; i < entry->n_events; i++) {
        const ProtobufCMessage *change = decode(tail, &entry->events[i]);

        json_array_append_new(events, change ? message_json(change) : json_null());
    }
    json_object_set_new(object, "events", events);
    return message_json_print(object);
}

static const char *about_list(struct cli *cli, const ProtobufCMessage *put)
{
    const ProtobufCFieldDescriptor *list = &put->descriptor->fields[0], *entries = &put->descriptor->fields[1];
    char word[MESSAGE_WORD_BYTES];
    const char *text;

    message_enum_word(list->descriptor, *(const int *)(const void *)((const char *)put + list->offset), word);
    text = arena_printf(&cli->arena, "%s × %zu", word,
                        *(const size_t *)(const void *)((const char *)put + entries->quantifier_offset));
    return text ? text : "";
}

/* The record inside may be absent in what a later version wrote. */
static const char *about(struct cli *cli, const ProtobufCMessage *change)
{
    const ProtobufCMessage *inner = message_at(change, kind_of(change)), *record;
    const ProtobufCFieldDescriptor *first = &inner->descriptor->fields[0];

    if (first->type == PROTOBUF_C_TYPE_ENUM && inner->descriptor->n_fields > 1)
        return about_list(cli, inner);
    if (first->type == PROTOBUF_C_TYPE_STRING && first->label != PROTOBUF_C_LABEL_REPEATED)
        return *(const char *const *)(const void *)((const char *)inner + first->offset);
    if (first->type != PROTOBUF_C_TYPE_MESSAGE || !(record = message_at(inner, first)) ||
        record->descriptor->fields[0].type != PROTOBUF_C_TYPE_STRING)
        return "";
    return *(const char *const *)(const void *)((const char *)record + record->descriptor->fields[0].offset);
}

/* One kind of event with its number, and whom the first and the last are about. */
static int show_line(struct tail *tail, const feed_entry *entry)
{
    char when[MESSAGE_INSTANT_BYTES], number[NUMBER_TEXT_BYTES];
    const ProtobufCMessage *first = NULL, *last = NULL;

    printf("%llu  %s  %s (%s)", (unsigned long long)entry->sequence, message_instant(entry->committed_at_ms, when),
           entry->caller, entry->actor);
    for (size_t i = 0; i < entry->n_events; i++) {
        const ProtobufCMessage *change = decode(tail, &entry->events[i]);

        if (!change || !kind_of(change))
            continue;
        first = first ? first : change;
        last = change;
    }
    if (!first)
        printf("  %s", cli_word(tail->cli, WORD_NO_EVENTS));
    else if (entry->n_events == 1)
        printf("  %s %s", kind_of(first)->name, about(tail->cli, first));
    else
        printf("  %s × %s  %s … %s", kind_of(first)->name, number_indian((int64_t)entry->n_events, number),
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

static int read_page(struct tail *tail, read_request *request, read_response **page)
{
    int result;

    request->cursor = &tail->cursor;
    result = cli_call(tail->cli, &tail->read, request, page);
    return result == 0 && !(*page)->through ? error_raise("a page of the feed does not say where it ends") : result;
}

static void move_on(struct tail *tail, const read_response *page)
{
    tail->cursor.epoch = page->through->epoch;
    tail->cursor.sequence = page->through->sequence;
    tail->cursor.checksum = page->through->checksum;
    arena_reset(&tail->cli->arena);
}

/*
 * Before the last entries: where a cursor stands must be known by its checksum, so the way there is walked, but without
 * events, which are nearly all of a feed's bytes; first in large pages, then in small ones.
 */
static int seek(struct tail *tail)
{
    static const uint32_t sizes[] = {0, FEW_BYTES};
    uint32_t kind = NO_KIND;
    uint64_t before = 0; /* the last entry that is not wanted */

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        bool moved = true;

        while (moved) {
            read_request request = KARMAYOGI__CORE__V1__READ_REQUEST__INIT;
            read_response *page;
            int result;

            request.max_bytes = sizes[i];
            request.event_kinds = &kind;
            request.n_event_kinds = 1;
            if ((result = read_page(tail, &request, &page)) != 0)
                return result;
            before = page->head > tail->limit ? page->head - tail->limit : 0;
            moved = page->n_entries && page->through->sequence <= before;
            if (moved)
                move_on(tail, page);
        }
    }
    tail->from = before + 1;
    return 0;
}

static int read_feed(struct tail *tail)
{
    read_request request = KARMAYOGI__CORE__V1__READ_REQUEST__INIT;
    read_response *page;
    bool more = true;

    request.wait_ms = tail->follow ? WAIT_MS : 0;
    while (more && !is_enough(tail)) {
        int result = read_page(tail, &request, &page);

        for (size_t i = 0; result == 0 && i < page->n_entries && !is_enough(tail); i++)
            result = show_entry(tail, page->entries[i]);
        if (result != 0)
            return result;
        more = tail->follow || page->through->sequence < page->head;
        move_on(tail, page);
        fflush(stdout);
    }
    return 0;
}

static int choose_service(struct tail *tail, const char *word)
{
    const enum cli_service service = word ? cli_service_find(word) : CLI_REGISTRATION;

    if (service != CLI_REGISTRATION && service != CLI_CATALOGUE)
        return cli_error(tail->cli, CLI_USAGE, WORD_NOT_A_WORD, "--service", "registration, catalogue");
    tail->read = (struct cli_method){service, "karmayogi.core.v1.FeedService/Read",
                                     &karmayogi__core__v1__read_response__descriptor};
    tail->event = service == CLI_CATALOGUE ? &karmayogi__catalogue__v1__event__descriptor
                                           : &karmayogi__registration__v1__event__descriptor;
    return 0;
}

static int run_tail(struct cli *cli, const struct arguments *arguments)
{
    struct tail tail = {.cli = cli,
                        .cursor = KARMAYOGI__CORE__V1__FEED_CURSOR__INIT,
                        .follow = arguments->options[OPTION_FOLLOW] != NULL};
    int result = verb_number(cli, arguments, OPTION_FROM, "--from", UINT64_MAX >> 1, &tail.from);

    if (result == 0)
        result = verb_number(cli, arguments, OPTION_LIMIT, "--limit", UINT64_MAX >> 1, &tail.limit);
    if (result == 0)
        result = choose_service(&tail, arguments->options[OPTION_SERVICE]);
    if (result == 0 && tail.limit && !arguments->options[OPTION_FROM])
        result = seek(&tail);
    if (tail.follow && !arguments->options[OPTION_FROM])
        tail.limit = 0; /* what comes is not one of the last */
    return result == 0 ? read_feed(&tail) : result;
}

static const struct argp_option tail_options[] = {
    VERB_OPTION(OPTION_SERVICE, "service", "registration|catalogue", "Whose feed (registration)"),
    VERB_OPTION(OPTION_LIMIT, "limit", "N", "Only the last N entries; with --from the first N from there"),
    VERB_OPTION(OPTION_FROM, "from", "N", "Begin with this entry (1)"),
    VERB_OPTION(OPTION_FOLLOW, "follow", NULL, "Go on when the end is reached, until interrupted"),
    {0},
};

static const struct verb verbs[] = {
    {"tail", "", "Show what a service committed, in order.",
     "One line for each accepted command; with --json one JSON object a line, with every event in full. Needs the role "
     "follower.\n\nExample:\n  karmayogi feed tail --limit 20",
     tail_options, 0, 0, run_tail},
    {.run = NULL},
};

const struct verb_family verb_feed = {"feed", "What a service committed, in order", "karmayogi feed tail --limit 20",
                                      verbs};
