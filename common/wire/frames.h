#pragma once
/*
 * frames - whole messages of a ZeroMQ socket: received to the last frame, however many there are; sent without waiting.
 */
#include <stdbool.h>
#include <stddef.h>
#include <zmq.h>

#define FRAMES_KEPT 4 /* what our messages have at most: routing id, empty, header, body */

/** A message that was received. Zeroed memory is not a valid start: frames_init(). */
struct frames {
    zmq_msg_t frame[FRAMES_KEPT];
    size_t count; /* how many the message had; those beyond FRAMES_KEPT were dropped */
};

void frames_init(struct frames *frames);
void frames_deinit(struct frames *frames);

/** frames_receive() - the next message; what @frames held is let go. Return: 0, 1 nothing there now, or < 0. */
int frames_receive(struct frames *frames, void *socket);
const void *frames_data(struct frames *frames, size_t index);
size_t frames_length(struct frames *frames, size_t index);

/** A frame to send. */
struct frame {
    const void *data;
    size_t length;
};

/**
 * frames_send() - copy and send @count frames as one message, never waiting
 *
 * Return: 0, 1 not sent: no room, or nobody there (errno is EAGAIN or EHOSTUNREACH), or < 0.
 */
int frames_send(void *socket, const struct frame *frames, size_t count);
