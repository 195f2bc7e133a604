#pragma once
/*
 * context - the ZeroMQ context of the process, shared by its sockets.
 *
 * A context has room for one ZAP handler, hence for one server. A process that runs several servers (a test does) gets
 * one context for each; callers always use the first.
 */
struct context;

enum context_use { CONTEXT_SERVER, CONTEXT_CALLER };

/** context_ref() - Return: 0 with @context set, to be given back with the same @use, or < 0. Any thread. */
int context_ref(struct context **context, enum context_use use);

/** context_unref() - the last one ends the context, and waits until closed sockets are done lingering. */
void context_unref(struct context *context, enum context_use use);

/** context_socket() - a socket of @type. Return: NULL with a trail. */
void *context_socket(struct context *context, int type);

/** socket_set_int() - Return: 0, or < 0. */
int socket_set_int(void *socket, int option, int value);

/** socket_set_text() - Return: 0, or < 0; the value is not in the trail: it may be a secret key. */
int socket_set_text(void *socket, int option, const char *value);

/** socket_set_common() - what both ends of a connection have in common: IO thread by @use, IPv6, keepalive,
 * handshake time. @endpoint tells the address family. Return: 0, or < 0. */
int socket_set_common(void *socket, enum context_use use, const char *endpoint);

/** socket_descriptor() - what to watch; edge-triggered. */
int socket_descriptor(void *socket);

/** One event of a monitored socket. */
struct monitor_event {
    unsigned event; /* ZMQ_EVENT_... */
    unsigned value;
};

/** monitor_open() - watch @socket for @events. Return: the socket to read from, or NULL with a trail. */
void *monitor_open(struct context *context, void *socket, int events);

/** monitor_close() - stop watching @socket, and close @monitor. NULL is allowed. */
void monitor_close(void *socket, void *monitor);

/** monitor_next() - Return: 0 with @event set, 1 nothing there now, or < 0. */
int monitor_next(void *monitor, struct monitor_event *event);
