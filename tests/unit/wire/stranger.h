#pragma once
/* stranger - peers without our library: plain ZeroMQ in a context of its own, and bare TCP. */
#include "house.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <zmq.h>

struct stranger {
    void *context;
    void *dealer;
};

static inline void stranger_init(struct stranger *stranger, const struct house *house, const struct keys_pair *key,
                                 const char *routing_id)
{
    int linger = 0;

    stranger->context = zmq_ctx_new();
    stranger->dealer = zmq_socket(stranger->context, ZMQ_DEALER);
    zmq_setsockopt(stranger->dealer, ZMQ_LINGER, &linger, sizeof(linger));
    if (key) {
        zmq_setsockopt(stranger->dealer, ZMQ_CURVE_SERVERKEY, house->key.public_key, KEYS_Z85_BYTES - 1);
        zmq_setsockopt(stranger->dealer, ZMQ_CURVE_PUBLICKEY, key->public_key, KEYS_Z85_BYTES - 1);
        zmq_setsockopt(stranger->dealer, ZMQ_CURVE_SECRETKEY, key->secret_key, KEYS_Z85_BYTES - 1);
    }
    if (routing_id)
        zmq_setsockopt(stranger->dealer, ZMQ_ROUTING_ID, routing_id, strlen(routing_id));
    assert_int_equal(zmq_connect(stranger->dealer, house->endpoint), 0);
}

static inline void stranger_deinit(struct stranger *stranger)
{
    zmq_close(stranger->dealer);
    zmq_ctx_term(stranger->context);
}

/* Sends @count frames of the given lengths, zeros all. */
static inline void stranger_send(struct stranger *stranger, const size_t *lengths, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        zmq_msg_t frame;
        zmq_msg_init_size(&frame, lengths[i]);
        memset(zmq_msg_data(&frame), 0, lengths[i]);
        assert_true(zmq_msg_send(&frame, stranger->dealer, i + 1 < count ? ZMQ_SNDMORE : 0) >= 0);
    }
}

/* A TCP connection to the server that says @text. */
static inline int stranger_raw(const struct house *house, const char *text, size_t length)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    address.sin_port = htons((uint16_t)strtoul(strrchr(house->endpoint, ':') + 1, NULL, 10));
    assert_int_equal(connect(descriptor, (struct sockaddr *)&address, sizeof(address)), 0);
    assert_int_equal(send(descriptor, text, length, MSG_NOSIGNAL), (ssize_t)length);
    return descriptor;
}
