#pragma once
/*
 * commands - random commands for the registration service at a desk (registration_desk.h), each kept with its answer so
 * that it can be sent again: after a power cut the same id must get the same answer.
 */
#include "cli/splitmix.h"
#include "registration_import.h"

struct command {
    const struct route *route;
    struct uuid id;
    int64_t made_ms; /* the desk's time when it was first sent */
    uint8_t *body;
    size_t body_length;
    bool accepted;
    size_t state; /* where accepted: the first state (life.h) that holds it */
    uint64_t sequence;
    uint8_t *answer; /* as it is stored */
    size_t answer_length;
};

/** Every command that was sent, in order. */
struct commands {
    struct command *list;
    size_t count, room;
    char (*officials)[OFFICIAL_NUMBER_TEXT_BYTES]; /* some that were registered; a power cut may have taken them back */
    size_t official_count;
    uint32_t next_person, next_organisation;
};

#define COMMANDS_OFFICIALS 64

void commands_init(struct commands *commands);
void commands_free(struct commands *commands);

/** commands_found() - one of the commands that make the small state. Return: its number; SIZE_MAX: there is no @nth. */
size_t commands_found(struct commands *commands, struct desk *desk, size_t nth, struct splitmix *random);

/** commands_random() - made up, not sent. @rows_most: of an import's chunk. Return: its number. */
size_t commands_random(struct commands *commands, struct desk *desk, struct splitmix *random, size_t rows_most);

/** commands_call() - as it would come over the wire. Return: decoded; the caller's. */
struct call *commands_call(const struct commands *commands, size_t number, struct desk *desk);

/** commands_note() - what became of it; its state is the caller's to set. */
void commands_note(struct commands *commands, size_t number, const struct call *call);

/** commands_is_same() - whether @call got the answer that was noted. */
bool commands_is_same(const struct commands *commands, size_t number, const struct call *call);
