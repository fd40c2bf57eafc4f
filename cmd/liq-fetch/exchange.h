/*
 * exchange.h - what liq-fetch knows of an exchange: a table of strings,
 * numbers and pure functions.
 *
 * NULL means "does not offer that".  A fact about an exchange stands in that
 * exchange's file and nowhere else.  No function here does I/O or keeps
 * state.
 */
#ifndef LIQ_FETCH_EXCHANGE_H
#define LIQ_FETCH_EXCHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "liq-fetch/sink.h"

struct instruments; /* instruments.h */
struct live; /* live.h */
struct rest; /* rest.h, and what follows */
struct bucket;
struct counter;
struct reply;
struct trouble;
struct tier_fact; /* tiers.h */

/* What an adapter may know besides the text. */
struct context {
	const struct instruments *instruments; /* may be NULL */
	const char *source; /* the record's source: "frames", "ws", ... */
	int64_t received; /* epoch ms, or INT_NONE */
};

/* What a symbol says by itself. */
struct market {
	char symbol[64], base[32], quote[16];
	bool inverse, dated;
	int64_t multiplier; /* coins a coin of the symbol: 1000PEPE 1000 */
};

/*
 * A contract size we know without asking: of all contracts of one pair, the
 * first that fits.  No base: of every coin's.
 */
struct contract_fact {
	const char *base, *quote;
	const char *size; /* coins, or USD when inverse */
};

struct exchange {
	const char *name; /* as in records: "binance" */
	const char *title; /* for people: "Binance USD-M and COIN-M" */
	/* False: an exact repeat cannot be two events, so it is dropped. */
	bool twins;
	/* How complete its liquidations were at that time. */
	enum source_class (*class_at)(int64_t ts);
	/* False: not a perpetual or dated future of a crypto coin. */
	bool (*market)(struct market *, struct str symbol);
	/*
	 * One WebSocket frame or REST answer, unchecked.  Rows go to the sink
	 * one by one.  NULL, also for acks and heartbeats; else why the whole
	 * frame is refused.
	 */
	const char *(*frame)(
	    struct str text, const struct context *, const struct sink *);
	/*
	 * One liquidation in the exchange's own member names, a checked
	 * object (values may all be strings): the rows of frame, and the way
	 * in for archives that keep native names.  NULL or why not.
	 */
	const char *(*liquidation)(
	    struct str object, const struct context *, const struct sink *);
	const struct contract_fact
	    *facts; /* ends in a NULL size; may be NULL */
	const char *facts_date; /* "2026-11-21" */
	/* What REST offers, ends in kind 0; NULL: nothing. */
	const struct rest *rest;
	const struct bucket *buckets; /* its limits; ends in a NULL name */
	const struct counter *counters; /* ends in a NULL header; or NULL */
	/* What costs it least to answer, for --doctor; NULL: a list of rest. */
	const char *ping;
	/* What a reply says that is no answer; see trouble_by_status. */
	void (*trouble)(struct trouble *, const struct reply *);
	/*
	 * REST and feeds tell of one liquidation with other times or prices:
	 * they are matched by side and size (recent.h).
	 */
	bool apart;
	const struct live *live; /* feeds; ends in a NULL name; NULL: none */
	const char *key_variable; /* where a key is wanted, else NULL */
	/* Tiers nobody may ask for, of a date; end in a NULL symbol. */
	const struct tier_fact *tiers;
	const char *tiers_date; /* "2026-03" */
};

extern const struct exchange exchange_binance, exchange_bitfinex,
    exchange_bitget, exchange_bybit, exchange_coinglass, exchange_deribit,
    exchange_gate, exchange_htx, exchange_hyperliquid, exchange_kraken,
    exchange_okx;
extern const struct exchange *const exchanges[]; /* ends in NULL */
extern const char *const exchange_names[]; /* ends in NULL */

const struct exchange *exchange_find(const char *name);
/*
 * A symbol of any exchange: by its own rules where it is one of ours, else
 * by the common shapes (BTCUSDT, BTC-USDT-SWAP, BTC_USDT, BTC, kPEPE ...).
 */
bool market_find(struct market *, const char *exchange, struct str symbol);

#endif
