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
#include "record/market.h"

struct ident {
	struct ident_key *of; /* open addressing */
	size_t n, cap;
	uint32_t scope;
};

void ident_scope(struct ident *); /* a new delivery begins */
/*
 * Sets liq->id unless the exchange gave one.  False: seen already, not an
 * event.  twins false: an exact repeat is never a second event.
 */
bool ident_event(struct ident *, struct liquidation *liq, bool twins);
void ident_free(struct ident *);

#endif
