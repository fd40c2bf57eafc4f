/*
 * derived.h - records our programs compute.
 *
 * Layer: record.  A null in exchange, symbol, base, quote or side means "all
 * together".
 */
#ifndef RECORD_DERIVED_H
#define RECORD_DERIVED_H

#include "record/market.h"

enum leverage_state {
	STATE_NONE,
	STATE_REBUILDING,
	STATE_FLUSHING,
	STATE_FLAT
};

struct total {
	int64_t ts; /* start of the window */
	int64_t width_ms;
	char exchange[24], symbol[64], base[32], quote[16];
	int side;
	char size[24]; /* label of the size bucket */
	int64_t count, long_count, short_count;
	struct dec qty, usd, long_usd, short_usd, max_usd;
	char max_id[80];
	struct dec low, high; /* prices of the events */
	struct dec coverage; /* fraction of the window that was watched */
	int sampled; /* enum truth: usd is a lower bound */
	int64_t revision;
	int final; /* enum truth */
	struct dec usual_usd, times_usual, oi_change, funding;
	int state; /* enum leverage_state */
	struct dec vwap; /* usd by qty */
	struct dec usual_spread; /* median distance from usual_usd */
};

struct level {
	RECORD_HEAD; /* ts: as-of */
	int side;
	struct dec price, low, high, usd, usd_low, usd_high;
	struct dec leverage;
	int64_t age_ms;
	char model[32];
};

struct cluster {
	RECORD_HEAD; /* ts: as-of */
	int side;
	struct dec price, low, high, usd, usd_low, usd_high;
	int64_t rank;
	struct dec distance, prominence;
	char model[32];
};

struct column {
	int64_t ts, width_ms;
	char exchange[24], symbol[64], base[32], quote[16];
	struct dec open, high, low, close, bin_low, bin_step;
	struct str lng, shrt, swept_long, swept_short; /* [[k,usd],...] */
	struct dec swept_long_usd, swept_long_usd_low, swept_long_usd_high;
	struct dec swept_short_usd, swept_short_usd_low, swept_short_usd_high;
	char model[32];
	int final;
};

struct signal_fact {
	RECORD_HEAD;
	char name[32];
	int side;
	struct dec price, usd, strength, hit_rate, hit_low, hit_high;
	int64_t hit_n;
};

struct check {
	RECORD_HEAD;
	char question[16];
	int side;
	struct dec entry, leverage, price, cluster_low, cluster_high;
	struct dec cluster_usd, between_usd;
	int dense;
	struct dec safe_leverage;
	char model[32];
};

struct cascade {
	RECORD_HEAD;
	int side;
	int64_t step;
	struct dec price, swept_usd, sold_qty, end_price;
};

struct score {
	RECORD_HEAD;
	char kind[16], mode[16];
	int64_t horizon_ms;
	char model[32], against[32], metric[32];
	struct dec value, low, high;
	int64_t n;
	int pass;
};

extern const struct field total_fields[], level_fields[], cluster_fields[],
    column_fields[], signal_fields[], check_fields[], cascade_fields[],
    score_fields[];

struct record;
const char *derived_check(const struct record *);

#endif
