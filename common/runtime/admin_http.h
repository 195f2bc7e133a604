#pragma once
/*
 * admin_http - the port that an operator's tools look at: a few pages over plain HTTP, on libmicrohttpd, inside the
 * service's own loop and without a thread of its own.
 *
 * GET and HEAD only, one request a connection; connections, the size of a request and the time it may take are bounded
 * (limits.h). It knows no keys: whoever can reach the port may read the pages, so it belongs on the loopback address or
 * into a pod's own network.
 */
#include "base/buffer.h"

#include <ev.h>
#include <stdbool.h>
#include <stddef.h>

struct admin_http;

struct admin_reply {
    unsigned status;          /* of HTTP; 200 where the page says nothing else */
    const char *content_type; /* static; plain text where the page says nothing else */
    struct buffer body;
};

struct admin_page {
    const char *path; /* such as `/livez` */
    /* On the loop. Return: 0, or < 0: the reply is 500. */
    int (*write)(void *context, struct admin_reply *reply);
};

struct admin_http_options {
    const char *address;            /* ADDRESS:PORT, see admin_http_check(); port 0: any free one */
    const struct admin_page *pages; /* ends with one whose path is NULL; must outlive the port */
    void *context;                  /* handed to the pages */
    struct ev_loop *loop;
};

/** admin_http_new() - listen, and answer whenever the loop turns. Return: 0, or < 0: also where the port is taken. */
int admin_http_new(struct admin_http **http, const struct admin_http_options *options);
void admin_http_free(struct admin_http *http); /* NULL is allowed; before the loop */

/** admin_http_address() - where it listens, with the chosen port; "" for NULL. */
const char *admin_http_address(const struct admin_http *http);

/** admin_http_check() - whether @address is a number of an IPv4 host, or of an IPv6 host in brackets, and a port, or
 * `none`. Return: NULL, or what is wrong. */
const char *admin_http_check(const char *address);

/** admin_http_is_off() - whether @address is `none`. */
bool admin_http_is_off(const char *address);
