/*
 * market.h - records of what an exchange published.
 *
 * Layer: record.  Prices are USD a coin, sizes coins, usd USD, whatever the
 * exchange counts in; side is the side of the position.
 */
#ifndef RECORD_MARKET_H
#define RECORD_MARKET_H

#include <stdint.h>

#include "base/dec.h"
#include "base/str.h"
#include "json/bind.h"

/* ts, then who: the same first members in every record of the market. */
#define RECORD_HEAD \
	int64_t ts; \
	char exchange[24], symbol[64], base[32], quote[16]
/* How it came here: the feed's name, and epoch ms of receipt or INT_NONE. */
#define RECORD_TAIL \
	char source[32]; \
	int64_t received

/* No record spans more: a century of milliseconds. */
#define RECORD_WIDTH_MAX (INT64_C(36525) * 86400000)

enum side { SIDE_NONE, SIDE_LONG, SIDE_SHORT };
enum price_kind {
	PRICE_NONE,
	PRICE_FILL,
	PRICE_BANKRUPTCY,
	PRICE_ORDER,
	PRICE_TRIGGER
};
enum funding_kind { FUNDING_NONE, FUNDING_SETTLED, FUNDING_NEXT };
enum ratio_kind {
	RATIO_NONE,
	RATIO_ACCOUNTS,
	RATIO_TOP_ACCOUNTS,
	RATIO_TOP_POSITIONS,
	RATIO_TAKER
};
enum contract_kind { CONTRACT_NONE, CONTRACT_PERPETUAL, CONTRACT_DATED };

struct liquidation {
	RECORD_HEAD;
	int side; /* enum side */
	struct dec price, qty, usd;
	int price_kind; /* enum price_kind */
	RECORD_TAIL;
	char id[80];
	/* Never written: the order's price, of a fill that says it; or null. */
	struct dec order;
};

struct candle {
	RECORD_HEAD; /* ts: open time */
	int64_t width_ms;
	struct dec open, high, low, close, volume, buy_volume, usd;
	int64_t trades;
	int final; /* enum truth */
	RECORD_TAIL;
};

struct oi {
	RECORD_HEAD;
	struct dec oi, usd; /* one-sided */
	int64_t width_ms; /* 0: a moment */
	RECORD_TAIL;
};

struct funding {
	RECORD_HEAD;
	struct dec rate; /* fraction per width_ms; positive: longs pay */
	int64_t width_ms;
	struct dec mark;
	int kind; /* enum funding_kind */
	RECORD_TAIL;
};

struct ratio {
	RECORD_HEAD;
	int64_t width_ms;
	int kind; /* enum ratio_kind */
	struct dec lng, shrt; /* fractions; their sum is 1 */
	RECORD_TAIL;
};

struct book {
	RECORD_HEAD;
	struct str bids, asks; /* [[price,qty],...], best first */
	RECORD_TAIL;
};

struct tier {
	RECORD_HEAD;
	int64_t tier; /* 1 is the lowest */
	struct dec floor_usd, cap_usd, max_leverage, mmr, deduct_usd;
	RECORD_TAIL;
};

struct instrument {
	RECORD_HEAD;
	int kind; /* enum contract_kind */
	struct dec contract_size; /* coins, or USD when inverse */
	int inverse; /* enum truth */
	struct dec multiplier; /* coins a coin of the symbol: 1000PEPE 1000 */
	struct dec tick, lot;
	char status[16];
	RECORD_TAIL;
};

struct position {
	RECORD_HEAD;
	int side;
	struct dec qty, entry, leverage, liq_price, usd;
	char owner[72];
	RECORD_TAIL;
};

extern const struct field liquidation_fields[], candle_fields[], oi_fields[],
    funding_fields[], ratio_fields[], book_fields[], tier_fields[],
    instrument_fields[], position_fields[];
extern const char *const side_names[]; /* long, short */

/* What the tables cannot say; NULL or why not. */
struct record;
const char *market_check(const struct record *);

#endif
