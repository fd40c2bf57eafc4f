/*
 * ident.h - the id of a liquidation, and which of them are repeats.
 *
 * The exchange's own id where there is one; else 24 letters of base32 of
 * SipHash-128 over (exchange, symbol, ts, side, price, qty), and ".n" for the
 * n-th twin.  A scope is one delivery (a file, a REST sweep, a connection):
 * inside it every event comes once, so the count of equal events is a lower
 * bound of the truth; over scopes the largest count stands.  Reading a scope
 * again adds nothing; twins survive.  Own ids are one scope of their own: an
 * id counts once, and the same event without an id (another feed) not again.
 *
 * Pure.  Owns: its table; all zero is empty.
 */
#ifndef LIQ_FETCH_IDENT_H
#define LIQ_FETCH_IDENT_H

#include <stdbool.h>

#include "base/hash.h"
#include "liq-fetch/recent.h"
#include "record/market.h"

struct ident {
	struct ident_key *of; /* open addressing */
	size_t n, cap;
	struct ident_key *old; /* the table before: see ident_age */
	size_t old_cap;
	uint32_t scope, scopes; /* the one that is, and how many were */
	struct recent recent; /* what has other forms: see ident_apart */
};

void ident_scope(struct ident *); /* a new delivery begins */
/* One that began before goes on; scope was t->scope then. */
void ident_resume(struct ident *, uint32_t scope);
/*
 * Sets liq->id unless the exchange gave one.  False: seen already, not an
 * event.  twins false: an exact repeat is never a second event.
 */
bool ident_event(struct ident *, struct liquidation *liq, bool twins);
/*
 * As ident_event, of exchanges whose REST interface tells of what a feed told
 * in another form (recent.h): that is no event again.  *liq may be another one
 * of this delivery afterwards.
 */
bool ident_apart(struct ident *, struct liquidation *liq, bool twins);
/*
 * An event of a file that is appended to: with the id it was given there, in
 * the scope that is.
 */
void ident_recall(struct ident *, const struct liquidation *);
/*
 * For a run without end: what was not met since the last call but one is
 * forgotten.
 */
void ident_age(struct ident *);
void ident_free(struct ident *);

#endif
