/*
 * handshakes - see handshakes.h.
 *
 * libzmq tells when it accepts a connection and when one ends, by descriptor, and that some handshake succeeded, but
 * not whose. So the connection itself is asked: until the peer has shown an admitted key, all that was sent to it is
 * our greeting, our WELCOME and at most an ERROR; READY goes to admitted peers alone and is longer than what may be
 * missing. A kernel that does not count bytes tells nothing, and then only the number of those not yet seen to end is
 * bounded by what the descriptors allow, as without this.
 *
 * The descriptors belong to libzmq, so nothing but shutdown() is done with them, which lets libzmq see the end of the
 * connection. By the time that we look, one may have been closed and given to something else. What is asked is
 * therefore what it is now: a connection to our port that is in its handshake. To end such a one by mistake costs an
 * honest caller a second try.
 */
#include "wire/handshakes.h"
#include "base/error.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

enum {
    GREETING_BYTES = 64,
    WELCOME_BYTES = 170,
    ERROR_BYTES = 12, /* READY has 32 and a description of the socket */
    SENT_TO_STRANGERS = GREETING_BYTES + WELCOME_BYTES + ERROR_BYTES,
};

struct handshakes {
    int *list; /* descriptors, the oldest first */
    size_t count, room, most;
};

enum phase { PHASE_OVER, PHASE_GOING_ON, PHASE_TOO_MUCH };

struct handshakes *handshakes_new(size_t most)
{
    struct handshakes *handshakes = calloc(1, sizeof(*handshakes));

    if (handshakes)
        handshakes->most = most;
    return handshakes;
}

void handshakes_free(struct handshakes *handshakes)
{
    if (!handshakes)
        return;
    free(handshakes->list);
    free(handshakes);
}

int handshakes_begun(struct handshakes *handshakes, int descriptor)
{
    handshakes_ended(handshakes, descriptor); /* its end was not told: it begins anew, as the youngest */
    if (handshakes->count == handshakes->room) {
        size_t room = handshakes->room * 2 + 64;
        int *grown = realloc(handshakes->list, room * sizeof(*grown));
        if (!grown)
            return error_raise("out of memory");
        handshakes->list = grown;
        handshakes->room = room;
    }
    handshakes->list[handshakes->count++] = descriptor;
    return 0;
}

void handshakes_ended(struct handshakes *handshakes, int descriptor)
{
    size_t kept = 0;

    for (size_t i = 0; i < handshakes->count; i++) {
        if (handshakes->list[i] != descriptor)
            handshakes->list[kept++] = handshakes->list[i];
    }
    handshakes->count = kept;
}

static enum phase phase_of(int descriptor)
{
    struct tcp_info info = {0};
    socklen_t length = sizeof(info);

    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &length) < 0)
        return PHASE_OVER; /* closed, and maybe something else by now */
    if (length < offsetof(struct tcp_info, tcpi_bytes_sent) + sizeof(info.tcpi_bytes_sent))
        return PHASE_OVER; /* a kernel before 4.19 */
    if (info.tcpi_bytes_sent - info.tcpi_bytes_retrans > SENT_TO_STRANGERS)
        return PHASE_OVER;
    return info.tcpi_bytes_received > HANDSHAKE_MOST_BYTES ? PHASE_TOO_MUCH : PHASE_GOING_ON;
}

static void hang_up(int descriptor)
{
    shutdown(descriptor, SHUT_RDWR);
}

size_t handshakes_look(struct handshakes *handshakes)
{
    size_t kept = 0, hung_up = 0;

    for (size_t i = 0; i < handshakes->count; i++) {
        enum phase phase = phase_of(handshakes->list[i]);
        if (phase == PHASE_TOO_MUCH) {
            hang_up(handshakes->list[i]);
            hung_up++;
        }
        if (phase == PHASE_GOING_ON)
            handshakes->list[kept++] = handshakes->list[i];
    }
    size_t surplus = kept > handshakes->most ? kept - handshakes->most : 0;
    for (size_t i = 0; i < surplus; i++)
        hang_up(handshakes->list[i]);
    for (size_t i = surplus; i < kept; i++)
        handshakes->list[i - surplus] = handshakes->list[i];
    handshakes->count = kept - surplus;
    return hung_up + surplus;
}

size_t handshakes_count(const struct handshakes *handshakes)
{
    return handshakes->count;
}
