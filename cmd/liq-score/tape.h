/*
 * tape.h - what the market did: candles and marks, by book.
 *
 * Prices are logarithms.  tapes_sort comes between the last record and the
 * first question.
 *
 * Owns: its arrays; all zero is empty.
 */
#ifndef LIQ_SCORE_TAPE_H
#define LIQ_SCORE_TAPE_H

#include "base/hash.h"
#include "record/record.h"

struct bar {
	int64_t ts;
	double low, high;
	double usd; /* traded; 0 where it is not known */
};

struct spot {
	int64_t ts;
	double x;
};

/* The candles of one width, or the marks, of one book. */
struct tape {
	char exchange[24], symbol[64], base[32], quote[16];
	int64_t width_ms; /* 0: marks */
	struct bar *bar;
	struct spot *spot;
	size_t n, cap;
};

struct tapes {
	struct names names;
	struct tape *of; /* as many as there are names */
	size_t cap;
};

void tapes_candle(struct tapes *, const struct candle *);
void tapes_interest(struct tapes *, const struct oi *);
void tapes_sort(struct tapes *);
/* A book that is asked for; "" is any. */
struct wanted {
	const char *exchange, *symbol, *base;
	int64_t width_ms; /* candles no wider than that; 0: marks */
	int64_t since, until; /* of the time in question */
};

/*
 * The book that speaks for a base: one that knows half of the time before
 * others, Binance's before others, USDT's before others; of its widths the
 * finest.  NULL: none.
 */
const struct tape *tapes_find(const struct tapes *, const struct wanted *);
void tapes_free(struct tapes *);

/* Candles that lie whole within [since, until): the first, and how many. */
size_t tape_within(
    const struct tape *, int64_t since, int64_t until, size_t *first);
/* Their lowest and highest price; false: there are none. */
bool tape_extremes(const struct tape *, int64_t since, int64_t until,
    double *low, double *high);
double tape_usd(const struct tape *, int64_t since, int64_t until);

/* n bins of this width from bin number first on. */
struct ruler {
	double bin;
	int64_t first;
	size_t n;
};

/* The number of the bin a log price is in. */
int64_t ruler_bin(double x, double bin);
/* The log price in the middle of the i-th. */
double ruler_middle(const struct ruler *, size_t i);
/*
 * The USD of each candle within, or its time when by_time, spread evenly over
 * its prices: what falls into each bin is added to out.
 */
void tape_spread(const struct tape *, int64_t since, int64_t until,
    bool by_time, const struct ruler *, double *out);
/* A log price moved between the two marks around ts, if they are near. */
double tape_clip(const struct tape *, int64_t ts, double x);

#endif
