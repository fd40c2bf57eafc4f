/*
 * tape.h - requests and answers through the network, from a folder, or both.
 *
 * --record keeps every answer as it came, a file each: a line of JSON about
 * it (who was asked what, when it was sent and received, what HTTP said),
 * then the body's bytes.  --replay gives them back to whoever asks the same,
 * in the order in which they came, under the clock of that day: the same
 * command writes the same bytes.  Keys are never kept.
 *
 * Owns: the folder's index, and the answer that was given last.
 */
#ifndef LIQ_FETCH_TAPE_H
#define LIQ_FETCH_TAPE_H

#include "liq-fetch/http.h"

struct tape;

/* The network; folder NULL: nothing is kept.  NULL with *why. */
struct tape *tape_network(
    const struct http_setup *, const char *folder, const char **why);
/* A folder that was recorded; NULL with *why. */
struct tape *tape_replay(const char *folder, const char **why);
void tape_start(struct tape *, const struct http_ask *);
/* As http_next.  Of a request that is not in the folder: HTTP_NO_CONNECT. */
int tape_next(struct tape *, int64_t timeout_ms, struct http_answer *);
int64_t tape_now(const struct tape *); /* epoch ms, of now or of that day */
int64_t tape_began(const struct tape *); /* when it was opened, then */
struct http *tape_http(const struct tape *); /* NULL: replay */
bool tape_live(const struct tape *); /* the network is asked */
void tape_close(struct tape *);

#endif
