/*
 * frames - whole messages.
 *
 * ZeroMQ hands a message over when all its frames are there, so only the first frame can be missing. When sending, only
 * the first frame can be refused: after it the message has its pipe, and a pipe that ends meanwhile swallows the rest.
 */
#include "wire/frames.h"
#include "base/error.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

void frames_init(struct frames *frames)
{
    frames->count = 0;
    for (size_t i = 0; i < FRAMES_KEPT; i++)
        zmq_msg_init(&frames->frame[i]);
}

void frames_deinit(struct frames *frames)
{
    frames->count = 0;
    for (size_t i = 0; i < FRAMES_KEPT; i++)
        zmq_msg_close(&frames->frame[i]);
}

static int receive_frame(void *socket, zmq_msg_t *frame)
{
    while (zmq_msg_recv(frame, socket, ZMQ_DONTWAIT) < 0) {
        if (errno != EINTR)
            return errno == EAGAIN ? 1 : error_raise("cannot receive: %s", zmq_strerror(errno));
    }
    return 0;
}

int frames_receive(struct frames *frames, void *socket)
{
    zmq_msg_t surplus;
    bool has_more = true;
    int result = 0;

    frames_deinit(frames);
    frames_init(frames);
    zmq_msg_init(&surplus);
    while (has_more && result == 0) {
        zmq_msg_t *frame = frames->count < FRAMES_KEPT ? &frames->frame[frames->count] : &surplus;
        result = receive_frame(socket, frame);
        has_more = result == 0 && zmq_msg_more(frame);
        frames->count += result == 0;
    }
    zmq_msg_close(&surplus);
    if (result > 0 && frames->count > 0)
        return error_raise("a message ended after %zu frames without its last", frames->count);
    return result;
}

const void *frames_data(struct frames *frames, size_t index)
{
    assert(index < frames->count && index < FRAMES_KEPT);
    return zmq_msg_data(&frames->frame[index]);
}

size_t frames_length(struct frames *frames, size_t index)
{
    assert(index < frames->count && index < FRAMES_KEPT);
    return zmq_msg_size(&frames->frame[index]);
}

int frames_send(void *socket, const struct frame *frames, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        zmq_msg_t frame;
        if (zmq_msg_init_size(&frame, frames[i].length) < 0)
            return error_system("cannot send a frame of %zu bytes", frames[i].length);
        if (frames[i].length > 0)
            memcpy(zmq_msg_data(&frame), frames[i].data, frames[i].length);
        int flags = ZMQ_DONTWAIT | (i + 1 < count ? ZMQ_SNDMORE : 0);
        while (zmq_msg_send(&frame, socket, flags) < 0) {
            int reason = errno;
            if (reason == EINTR)
                continue;
            zmq_msg_close(&frame);
            errno = reason;
            if (i == 0 && (reason == EAGAIN || reason == EHOSTUNREACH))
                return 1;
            return error_raise("cannot send frame %zu of %zu: %s", i + 1, count, zmq_strerror(reason));
        }
    }
    return 0;
}
