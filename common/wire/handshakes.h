#pragma once
/*
 * handshakes - the connections that were accepted and whose peers have not shown an admitted key yet: how many there
 * may be, and how much they may send. libzmq bounds neither, and keeps of each as much as of an admitted caller's
 * message.
 */
#include <stddef.h>

/** What a peer needs for its part of the handshake, its own description included, is below 1 KiB. */
#define HANDSHAKE_MOST_BYTES 16384u

struct handshakes;

/** handshakes_new() - @most: that may be going on at a time. Return: NULL: out of memory. */
struct handshakes *handshakes_new(size_t most);

/** handshakes_free() - NULL is allowed. */
void handshakes_free(struct handshakes *handshakes);

/** handshakes_begun() - a connection was accepted with this @descriptor. Return: 0, or < 0: out of memory. */
int handshakes_begun(struct handshakes *handshakes, int descriptor);

/** handshakes_ended() - that connection is no more. */
void handshakes_ended(struct handshakes *handshakes, int descriptor);

/** handshakes_look() - hang up on who sends too much before it is known, and on the oldest beyond the most. To be
 * called some 20 times a second: in between, nothing is bounded. Return: how many were hung up on. */
size_t handshakes_look(struct handshakes *handshakes);

/** handshakes_count() - how many were going on when last looked at. */
size_t handshakes_count(const struct handshakes *handshakes);
