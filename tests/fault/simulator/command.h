#pragma once
/*
 * command - what callers asked registration to do, what became of it, and what they may conclude from that. A desk is
 * one caller: a fiber with a connection to each service (client/client.h), which sends its commands one after another.
 */
#include "base/buffer.h"
#include "client/client.h"
#include "node.h"

#include <stddef.h>

enum outcome {
    OUTCOME_UNKNOWN,  /* no answer, or one that says nothing of the command: it may have been done once */
    OUTCOME_ACCEPTED, /* done once */
    OUTCOME_REFUSED,  /* never done */
};

struct command {
    struct node *sender;
    const char *method; /* full name */
    struct uuid id;     /* zero until it was sent */
    struct buffer body;
    uint8_t body_hash[16];
    bool validates; /* is to change nothing */
    unsigned sent;  /* how often, each with its tries */
    enum outcome outcome;
    char reason[64];
    struct buffer answer;
    uint64_t epoch, sequence; /* of its entry */
};

/** All of them, in the order in which they were first sent. */
extern struct command **commands;
extern size_t command_count;

struct desk {
    struct node *node;
    struct client *registration, *reporting;
    struct chance chance;
    unsigned asks;    /* how many commands it will make up */
    int64_t pause_us; /* between two, at most */
    struct uuid import_id;
    uint32_t import_row;   /* next one */
    struct command *chunk; /* the newest one, or NULL */
    uint8_t days[8];
    bool is_done;
};

/** What callers have heard of, to ask about; ids of officials and of transfers. */
struct heard {
    uint64_t number;
    uint64_t version, epoch; /* newest that was answered */
};
extern struct heard heard[];
extern size_t heard_count;
#define HEARD_MOST     512
#define TRANSFERS_MOST 128
extern char transfers[TRANSFERS_MOST][64];
extern size_t transfer_count;

/** command_new() - @method without its service; the message is packed. Kept for good. */
struct command *command_new(struct desk *desk, const char *method, const ProtobufCMessage *message);

/** command_send() - send it, for the first time or again, and judge the answer. */
void command_send(struct desk *desk, struct command *command, uint32_t timeout_ms);

/** command_is_kept() - whether its entry is part of the history of now: no restore took it away. */
bool command_is_kept(const struct command *command);

/* ask.c: what a caller may think of */

/** ask_state() - the lists and organisations that a state begins with. */
void ask_state(struct desk *desk);

/** ask_anything() - a random command to registration, which may be nonsense. */
struct command *ask_anything(struct desk *desk);

/* look.c: reads, and whether they say what is so */

/** look_at_anything() - a random read of either service. */
void look_at_anything(struct desk *desk);

/** look_at_officials() - registration's records are what its feed says, no more and no less. */
void look_at_officials(struct desk *desk);

/** look_at_report() - counts onboarding by something; waits for position @sequence of this epoch, 0: not.
 * @must: whether it has to be answered */
void look_at_report(struct desk *desk, uint64_t sequence, bool must);

/** look_at_records() - everything that reporting counts by, as bytes. */
void look_at_records(struct desk *desk, struct buffer *out);

/** look_at_memory() - what registration's memory beside its store says to questions, as bytes. */
void look_at_memory(struct desk *desk, struct buffer *out);
