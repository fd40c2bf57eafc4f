/*
 * gate.h - Gate over REST: what its files share.
 */
#ifndef LIQ_FETCH_GATE_H
#define LIQ_FETCH_GATE_H

#include "liq-fetch/cells.h"
#include "liq-fetch/live.h"

extern const struct live gate_live[];
/* gate_chart.c: what is said and heard of open interest. */
extern const struct live_channel gate_channels[];
const char *gate_hear_chart(struct heard *, struct str text,
    const struct context *, const struct sink *);
/*
 * gate_live.c: everything but that; and when an update was made, in ms or, if
 * it is old, in seconds.
 */
const char *gate_hear(struct heard *, struct str text, const struct context *,
    const struct sink *);
const char *gate_canary(struct heard *, struct str text, struct str result);

extern const struct rest gate_rest[];
extern const struct bucket gate_buckets[];
void gate_trouble(struct trouble *, const struct reply *);

/* https://.../futures/usdt/PATH of the part, or of the market's settlement. */
void gate_ask(struct ask *, const char *path, const struct page *);
/* The same with ?contract= the market. */
void gate_ask_market(struct ask *, const char *path, const struct page *);
/* A time in seconds; row and time are counted. */
const char *gate_time(struct reading *, struct str bare, int64_t *ts);
/* Rows about the page's market. */
const char *gate_rows(struct reading *, struct str body,
    const char *(*read)(struct str row, struct reading *));

/* gate_stat.c: the members of struct rest, by what they are about. */
bool gate_ask_stats(struct ask *, const struct page *);
bool gate_ask_funding(struct ask *, const struct page *);
bool gate_ask_tiers(struct ask *, const struct page *);
const char *gate_oi(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *gate_ratios(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *gate_funding(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *gate_tiers(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);

/* gate_list.c: the list of contracts, and what it says of them now. */
struct gate_interest {
	struct str symbol, contracts, mark;
	const char *name; /* of contracts */
};
/* Of the moment reading->at. */
const char *gate_interest(struct reading *, const struct gate_interest *);
bool gate_ask_list(struct ask *, const struct page *);
bool gate_ask_dated(struct ask *, const struct page *);
const char *gate_list(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *gate_oi_now(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *gate_funding_next(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);

#endif
