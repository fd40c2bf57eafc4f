/*
 * contract.h - a contract, and figures counted in it as ours.
 *
 * Prices become prices of one coin, sizes coins, money USD with 8 decimals at
 * the most, rounded half to even.  A null figure stays null.
 *
 * Owns: nothing.  Pure.
 */
#ifndef LIQ_FETCH_CONTRACT_H
#define LIQ_FETCH_CONTRACT_H

#include "liq-fetch/exchange.h"

#define QTY_DECIMALS 12 /* of a quotient; products stay exact */

/* What a size counts. */
enum unit {
	UNIT_COIN, /* coins as the symbol quotes them (1000PEPE) */
	UNIT_CONTRACT,
	UNIT_USD
};

struct contract {
	const struct exchange *exchange;
	struct market market;
	struct dec size; /* coins, or USD where inverse; null: not known */
	char unknown[160]; /* why it is not */
};

/*
 * The contract of a symbol, by the exchange's rules and the instruments that
 * are known.  NULL, or why it is no market of ours: a spot pair, a share, an
 * option, not quoted in dollars.
 */
const char *contract_find(struct contract *, const struct exchange *,
    const struct instruments *, const char *symbol);
/* An empty record of the contract: its head, source and received. */
void contract_record(const struct contract *, const struct context *,
    struct record *, enum record_type, int64_t ts);
/*
 * An instrument's tick and lot from the exchange's own, which the record has:
 * USD of one coin; coins, or USD where inverse.  unit: what lot counts.
 * NULL or why not.
 */
const char *contract_steps(
    const struct contract *, struct instrument *, enum unit unit);
/* How many decimal places prices and sizes are off: 3 for 1000PEPE. */
int market_places(const struct market *);
/* In place; false: out of range. */
bool contract_price(const struct contract *, struct dec *);
/*
 * A size as coins and as USD.  What the unit does not give needs a price of
 * one coin (contract_price), else it is null.  USD of coins is price x size.
 * NULL or why not.
 */
const char *contract_size_of(const struct contract *, struct dec n, enum unit,
    struct dec price, struct dec *coins, struct dec *usd);

#endif
