/*
 * wire.h - what the adapters share in reading frames.
 */
#ifndef LIQ_FETCH_WIRE_H
#define LIQ_FETCH_WIRE_H

#include "json/json.h"
#include "liq-fetch/exchange.h"

/*
 * Blanks cut off and checked: NULL or why not.  A bare word of the protocol
 * (ping, pong) is left empty.
 */
const char *wire_open(struct str *text);
/* A member as bare text, a number or true as it stands; empty: none, null. */
struct str wire_get(struct str object, const char *key);
/*
 * The elements of an array as bare text, null as empty: the first room of
 * them.  How many it has; -1: it is no array.
 */
int wire_cells(struct str array, struct str *cell, int room);
/*
 * A time given in digits, a fraction cut off: per_second 1 for seconds, 1000
 * for ms, 1000000 for us.  NULL, or why it is no time of our market.
 */
const char *wire_time(int64_t *ms, struct str bare, int64_t per_second);
/* One of names, which end in NULL. */
bool wire_listed(struct str, const char *const *names);
/*
 * Each element of an array, or the one object, through read; what cannot be
 * read goes to refuse.  NULL, or why it is neither.
 */
const char *wire_rows(struct str rows,
    const char *(*read)(
	struct str, const struct context *, const struct sink *),
    const struct context *, const struct sink *);
/* The same of a REST answer, which is a delivery of its own (ident.h). */
const char *wire_answer(struct str rows,
    const char *(*read)(
	struct str, const struct context *, const struct sink *),
    const struct context *, const struct sink *);
/* Why a frame that is an error is refused: in the exchange's own words. */
const char *wire_error(struct str code, struct str words);
/* Why a frame is refused that is of a kind nobody documented. */
const char *wire_unknown(const char *what, struct str name);

#endif
