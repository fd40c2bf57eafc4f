/*
 * pipe.h - a connection to speak on, with TLS and through proxies: bytes both
 * ways, on the same wait as the requests of http.h.
 *
 * Owns: the connection, and bytes that were not sent yet.
 */
#ifndef LIQ_FETCH_PIPE_H
#define LIQ_FETCH_PIPE_H

#include "liq-fetch/http.h"

struct pipe;

enum pipe_state { PIPE_OPENING, PIPE_OPEN, PIPE_GONE };

/*
 * Begins to connect to the host of a wss:// (or https://) address; NULL: no
 * memory, no address.  exchange: for routes; outlives the pipe.
 */
struct pipe *pipe_open(
    struct http *, const char *exchange, const char *address);
enum pipe_state pipe_state(const struct pipe *);
/* Why it is gone, for people; "" where the other side just closed it. */
const char *pipe_words(const struct pipe *);
/* All of it will be sent, as soon as it can be. */
void pipe_send(struct pipe *, struct str);
/* Some bytes that have come; 0: none now. */
size_t pipe_receive(struct pipe *, char *room, size_t size);
void pipe_close(struct pipe *); /* NULL will do */

#endif
