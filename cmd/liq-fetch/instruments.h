/*
 * instruments.h - what contracts are: from instrument records, else from the
 * exchange's own rules and dated table.
 *
 * Owns: a struct instruments owns its entries; all zero is empty.
 */
#ifndef LIQ_FETCH_INSTRUMENTS_H
#define LIQ_FETCH_INSTRUMENTS_H

#include "base/hash.h"
#include "liq-fetch/exchange.h"

struct instruments {
	struct instrument *of; /* by the number of its name */
	size_t n, cap;
	struct names names; /* exchange, line feed, symbol */
};

/* The later ts wins where a contract is named twice. */
void instruments_add(struct instruments *, const struct instrument *);
/* NULL when there is none; instruments may be NULL. */
const struct instrument *instruments_find(
    const struct instruments *, const char *exchange, const char *symbol);
/*
 * What a symbol stands for: the exchange's rules, corrected by its instrument
 * where there is one.  NULL, or why it is no market of ours.
 */
const char *market_known(struct market *, const struct exchange *,
    const struct instruments *, const char *symbol);
/*
 * Contract size of a symbol: coins a contract, or USD where inverse.  NULL,
 * or why it is not known ("contract size of X unknown: ...").
 */
const char *contract_size(struct dec *size, const struct exchange *,
    const struct instruments *, const struct market *);
void instruments_free(struct instruments *);

#endif
