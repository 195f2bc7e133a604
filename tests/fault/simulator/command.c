/* command - see command.h. */
#include "command.h"

#include "base/hash.h"
#include "base/official_number.h"
#include "history.h"

#include <assert.h>
#include <karmayogi/registration/v1/service.pb-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define R(name) Karmayogi__Registration__V1__##name

struct command **commands;
size_t command_count;
struct heard heard[HEARD_MOST];
size_t heard_count;
char transfers[TRANSFERS_MOST][64];
size_t transfer_count;

struct command *command_new(struct desk *desk, const char *method, const ProtobufCMessage *message)
{
    struct command *command = calloc(1, sizeof *command);
    char *full = malloc(128);
    commands = realloc(commands, (command_count + 1) * sizeof(struct command *));
    assert(command && full && commands);
    snprintf(full, 128, "karmayogi.registration.v1.RegistrationService/%s", method);
    *command = (struct command){.sender = desk->node, .method = full};
    if (wire_pack(message, &command->body) != 0)
        abort();
    hash_128(command->body.data, command->body.length, command->body_hash);
    commands[command_count++] = command;
    return command;
}

static const char *word(const struct command *command)
{
    return strrchr(command->method, '/') + 1;
}

static bool is(const struct command *command, const char *method)
{
    return strcmp(word(command), method) == 0;
}

bool command_is_kept(const struct command *command)
{
    const struct history *now = history_now();
    const struct entry *entry = history_entry(command->epoch, command->sequence);
    const struct entry *kept = history_at(now, command->sequence);
    return entry && kept && entry->checksum == kept->checksum;
}

/* --- what an answer says --- */

/* Answers that hold an official and nothing else have one form. */
static bool has_official(const struct command *command)
{
    static const char *const methods[] = {"RegisterOfficial", "UpdateOfficial", "BlockOfficial",
                                          "UnblockOfficial",  "RetireOfficial", "DecideTransfer"};
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
        if (is(command, methods[i]))
            return true;
    return false;
}

static void hear(uint64_t number, uint64_t version, uint64_t epoch)
{
    for (size_t i = 0; i < heard_count; i++) {
        if (heard[i].number != number)
            continue;
        if (heard[i].epoch != epoch)
            heard[i] = (struct heard){number, version, epoch};
        else if (version > heard[i].version)
            heard[i].version = version;
        return;
    }
    if (heard_count < HEARD_MOST)
        heard[heard_count++] = (struct heard){number, version, epoch};
}

static void *unpack(const ProtobufCMessageDescriptor *descriptor, const struct command *command)
{
    void *message = protobuf_c_message_unpack(descriptor, NULL, command->answer.length, command->answer.data);
    if (!message)
        world_break("the answer to %s of %s cannot be read", word(command), command->sender->name);
    return message;
}

static void hear_official(const struct command *command)
{
    R(RegisterOfficialResponse) *answer =
        unpack(&karmayogi__registration__v1__register_official_response__descriptor, command);
    if (!answer->official)
        world_break("the answer to %s holds no official", word(command));
    hear(official_number_parse(answer->official->official_id), answer->official->version, command->epoch);
    protobuf_c_message_free_unpacked(&answer->base, NULL);
}

static void hear_transfer(const struct command *command)
{
    R(RequestTransferResponse) *answer =
        unpack(&karmayogi__registration__v1__request_transfer_response__descriptor, command);
    snprintf(transfers[transfer_count++ % TRANSFERS_MOST], sizeof transfers[0], "%s", answer->transfer_id);
    protobuf_c_message_free_unpacked(&answer->base, NULL);
}

static void hear_import(const struct command *command)
{
    R(ImportOfficialsResponse) *answer =
        unpack(&karmayogi__registration__v1__import_officials_response__descriptor, command);
    for (size_t i = 0; i < answer->n_verdicts && !command->validates; i++)
        if (answer->verdicts[i]->official_id[0])
            hear(official_number_parse(answer->verdicts[i]->official_id), 1, command->epoch);
    protobuf_c_message_free_unpacked(&answer->base, NULL);
}

static void put_packed(struct buffer *out, const ProtobufCMessage *message)
{
    if (wire_pack(message, out) != 0)
        abort();
}

static void strip_official(const void *answer, size_t length, struct buffer *out)
{
    R(RegisterOfficialResponse) *message = (R(RegisterOfficialResponse) *)protobuf_c_message_unpack(
        &karmayogi__registration__v1__register_official_response__descriptor, NULL, length, answer);
    if (!message || !message->official)
        world_break("an answer that holds an official cannot be read");
    R(Person) *person = message->official->person;
    message->official->person = NULL;
    put_packed(out, &message->base);
    message->official->person = person;
    protobuf_c_message_free_unpacked(&message->base, NULL);
}

/* What repeats a row is not kept: the name that a legacy font would read as. */
static void strip_verdict(R(RowVerdict) * verdict)
{
    for (size_t i = 0; i < verdict->n_violations; i++) {
        if (strcmp(verdict->violations[i]->reason, "LEGACY_FONT") != 0)
            continue;
        if (verdict->violations[i]->detail[0]) /* an empty one is protobuf-c's own */
            verdict->violations[i]->detail[0] = '\0';
        verdict->violations[i]->sentence[0] = '\0';
    }
}

static void strip_import(const void *answer, size_t length, struct buffer *out)
{
    R(ImportOfficialsResponse) *message = (R(ImportOfficialsResponse) *)protobuf_c_message_unpack(
        &karmayogi__registration__v1__import_officials_response__descriptor, NULL, length, answer);
    if (!message)
        world_break("an answer to an import cannot be read");
    if (message->committed_as)
        message->committed_as->epoch = 0; /* the history that it is part of may have become another one */
    for (size_t i = 0; i < message->n_verdicts; i++)
        strip_verdict(message->verdicts[i]);
    put_packed(out, &message->base);
    protobuf_c_message_free_unpacked(&message->base, NULL);
}

/* What must not change when the answer is given again: the person in it is always today's. */
static void strip(const struct command *command, const void *answer, size_t length, struct buffer *out)
{
    if (is(command, "RevealContact"))
        return;
    if (has_official(command))
        strip_official(answer, length, out);
    else if (is(command, "ImportOfficials"))
        strip_import(answer, length, out);
    else if (buffer_append(out, answer, length) != 0)
        abort();
}

/* --- judging --- */

/* An acknowledged command stands in the history, where the answer says, with this id and this body. The chunk of an
 * import may have come under another id before. */
static void check_entry(const struct command *command)
{
    const struct entry *entry = history_entry(command->epoch, command->sequence);
    if (!entry)
        world_break("%s of %s was acknowledged as entry %llu before it was committed", word(command),
                    command->sender->name, (unsigned long long)command->sequence);
    bool same_id = uuid_equal(&entry->request_id, &command->id) && strcmp(entry->caller, command->sender->name) == 0;
    bool same_body = memcmp(entry->body_hash, command->body_hash, sizeof entry->body_hash) == 0;
    if (!same_body || strcmp(entry->method, command->method) != 0 || !(same_id || is(command, "ImportOfficials")))
        world_break("%s of %s was acknowledged as entry %llu, which is something else", word(command),
                    command->sender->name, (unsigned long long)command->sequence);
}

static void check_same(const struct command *command, uint64_t sequence, const struct buffer *answer)
{
    if (command->sequence != sequence)
        world_break("%s of %s was entry %llu, and is entry %llu when it is sent again", word(command),
                    command->sender->name, (unsigned long long)command->sequence, (unsigned long long)sequence);
    if (command->answer.length != answer->length ||
        (answer->length && memcmp(command->answer.data, answer->data, answer->length) != 0))
        world_break("%s of %s (entry %llu) has another answer when it is sent again", word(command),
                    command->sender->name, (unsigned long long)sequence);
}

static void accepted(struct command *command, const struct client_call *call)
{
    struct buffer answer = {0};
    bool was_accepted = command->outcome == OUTCOME_ACCEPTED && !command->validates && command_is_kept(command);
    const struct position *position = call->reply.position_count ? &call->reply.positions[0] : NULL;
    command->outcome = OUTCOME_ACCEPTED;
    strip(command, call->answer, call->answer_length, &answer);
    if (!command->validates && (!position || strcmp(position->service, "registration") != 0))
        world_break("%s was accepted without a position", word(command));
    if (was_accepted)
        check_same(command, position->sequence, &answer);
    buffer_deinit(&command->answer);
    command->answer = answer;
    if (command->validates) {
        hear_import(command);
        return;
    }
    command->epoch = position->epoch;
    command->sequence = position->sequence;
    check_entry(command);
    if (has_official(command))
        hear_official(command);
    else if (is(command, "RequestTransfer"))
        hear_transfer(command);
    else if (is(command, "ImportOfficials"))
        hear_import(command);
}

/* Whether a refusal says that the command was not done, and not only that this try was not. (Transactions are too
 * small for a single command here, too, now and then: see disk.c.) */
static bool is_final(const struct status *status)
{
    if (strcmp(status->reason, "BODY_EXPANDS") == 0)
        return false;
    if (strcmp(status->reason, "BATCH_FAILED") == 0)
        world_break("refused as it must never be: %s", status->reason);
    switch (status->code) {
    case STATUS_UNAVAILABLE:
    case STATUS_DEADLINE_EXCEEDED:
    case STATUS_RESOURCE_EXHAUSTED:
        return false;
    case STATUS_INTERNAL:
    case STATUS_DATA_LOSS:
    case STATUS_UNAUTHENTICATED:
    case STATUS_UNKNOWN:
        world_break("refused as it must never be: %s", status->reason);
    default:
        return true;
    }
}

static void refused(struct command *command, const struct status *status)
{
    snprintf(command->reason, sizeof command->reason, "%s", status->reason ? status->reason : "");
    if (!is_final(status))
        return;
    if (command->outcome == OUTCOME_ACCEPTED && !command->validates && command_is_kept(command))
        world_break("%s of %s was accepted as entry %llu, and refused with %s when it was sent again", word(command),
                    command->sender->name, (unsigned long long)command->sequence, command->reason);
    command->outcome = OUTCOME_REFUSED;
}

void command_send(struct desk *desk, struct command *command, uint32_t timeout_ms)
{
    struct client_call call = {.method = command->method,
                               .body = command->body.data,
                               .body_length = command->body.length,
                               .request_id = command->id,
                               .timeout_ms = timeout_ms};
    world_tell(desk->node, "asks %s%s (number %zu)", word(command), command->sent ? " again" : "", command_count);
    int result = client_call(desk->registration, &call);
    if (result < 0)
        world_break("the client failed");
    command->id = call.request_id;
    command->sent++;
    const struct status *status = &call.reply.status;
    world_trace(desk->node, "hears code %llu after %llu tries, entry %llu", status->code, call.tries,
                call.reply.position_count ? call.reply.positions[0].sequence : 0);
    if (result == 0)
        accepted(command, &call);
    else
        refused(command, status);
    if (result)
        world_tell(desk->node, "refused: %s %s: %s", status_code_word(status->code), command->reason,
                   status->violation_count ? status->violations[0].reason : "");
    client_call_deinit(&call);
}
