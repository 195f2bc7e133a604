/*
 * zap - one question, one answer.
 *
 * The user id of an admitted peer is its public key in Z85: libzmq attaches it to every message of the connection, so
 * that the server can look the key up again each time. Any question that is not exactly of the expected form is
 * answered with a refusal: whoever asked goes without.
 */
#include "wire/zap.h"
#include "base/error.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <zmq.h>

#define ZAP_ENDPOINT "inproc://zeromq.zap.01"

enum {
    ZAP_VERSION,
    ZAP_REQUEST_ID,
    ZAP_REQUEST_DOMAIN,
    ZAP_ADDRESS,
    ZAP_ROUTING_ID,
    ZAP_MECHANISM,
    ZAP_CREDENTIAL,
    ZAP_FRAMES,
    KEY_BYTES = 32,
    FRAME_MOST_BYTES = 255,
};

struct question {
    char frame[ZAP_FRAMES][FRAME_MOST_BYTES + 1]; /* with NUL */
    size_t length[ZAP_FRAMES];
    size_t count;
};

void *zap_open(struct context *context)
{
    void *zap = context_socket(context, ZMQ_REP);

    if (!zap)
        return NULL;
    if (socket_set_int(zap, ZMQ_LINGER, 0) < 0) {
        zmq_close(zap);
        return NULL;
    }
    if (zmq_bind(zap, ZAP_ENDPOINT) < 0) {
        error_raise("cannot bind the ZAP handler, and without it any key would be admitted: %s", zmq_strerror(errno));
        zmq_close(zap);
        return NULL;
    }
    return zap;
}

void zap_close(void *zap)
{
    if (!zap)
        return;
    zmq_unbind(zap, ZAP_ENDPOINT);
    zmq_close(zap);
}

/* Return: 0, 1 nothing there now, or < 0. */
static int receive(void *zap, struct question *question)
{
    int more = 1;
    size_t more_size = sizeof(more);

    *question = (struct question){0};
    while (more) {
        char surplus[FRAME_MOST_BYTES + 1];
        size_t index = question->count;
        char *frame = index < ZAP_FRAMES ? question->frame[index] : surplus;
        int length = zmq_recv(zap, frame, FRAME_MOST_BYTES, ZMQ_DONTWAIT);
        if (length < 0 && errno == EINTR)
            continue;
        if (length < 0)
            return errno == EAGAIN && index == 0 ? 1 : error_raise("ZAP question: %s", zmq_strerror(errno));
        if (index < ZAP_FRAMES)
            question->length[index] = (size_t)length;
        question->count++;
        if (zmq_getsockopt(zap, ZMQ_RCVMORE, &more, &more_size) < 0)
            return error_raise("ZAP question: %s", zmq_strerror(errno));
    }
    return 0;
}

/* Return: the key that asks, in Z85, or NULL where the question is not one that we understand. */
static const char *asking_key(const struct question *question, char key[KEYS_Z85_BYTES])
{
    if (question->count != ZAP_FRAMES || strcmp(question->frame[ZAP_VERSION], "1.0") != 0 ||
        strcmp(question->frame[ZAP_REQUEST_DOMAIN], ZAP_DOMAIN) != 0 ||
        strcmp(question->frame[ZAP_MECHANISM], "CURVE") != 0 || question->length[ZAP_CREDENTIAL] != KEY_BYTES)
        return NULL;
    return zmq_z85_encode(key, (const uint8_t *)question->frame[ZAP_CREDENTIAL], KEY_BYTES);
}

static int answer(void *zap, const struct question *question, const char *user_id)
{
    const char *frames[] = {
        "1.0",
        question->frame[ZAP_REQUEST_ID],
        user_id ? "200" : "400",
        user_id ? "OK" : "unknown key",
        user_id ? user_id : "",
        "" /* metadata */
    };
    size_t count = sizeof(frames) / sizeof(frames[0]);

    for (size_t i = 0; i < count; i++) {
        int flags = ZMQ_DONTWAIT | (i + 1 < count ? ZMQ_SNDMORE : 0);
        while (zmq_send(zap, frames[i], strlen(frames[i]), flags) < 0) {
            if (errno != EINTR)
                return error_raise("ZAP answer: %s", zmq_strerror(errno));
        }
    }
    return 0;
}

int zap_turn(void *zap, const struct keys_callers *callers, struct zap_verdict *verdict)
{
    struct question question;
    char key[KEYS_Z85_BYTES];

    int result = receive(zap, &question);
    if (result != 0)
        return result;
    const char *asking = asking_key(&question, key);
    verdict->admitted = asking && keys_callers_find(callers, asking);
    snprintf(verdict->address, sizeof(verdict->address), "%.*s", (int)sizeof(verdict->address) - 1,
             question.frame[ZAP_ADDRESS]);
    return answer(zap, &question, verdict->admitted ? asking : NULL);
}
