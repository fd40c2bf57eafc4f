/*
 * estimate.h - what models say: columns, clusters, levels and scores.
 *
 * Records of one market and model make one estimate.  Of two columns of one
 * time the later counts; of clusters and levels those that are newest.  A bin
 * whose price no market could have is refused, so that prices and sums stay
 * finite.
 *
 * Owns: its lists; all zero is empty.
 */
#ifndef LIQ_RENDER_ESTIMATE_H
#define LIQ_RENDER_ESTIMATE_H

#include "record/record.h"

enum stand { STAND_LONG, STAND_SHORT, SWEPT_LONG, SWEPT_SHORT, STANDS };

struct bin {
	int64_t k;
	double usd;
};

struct moment { /* a column */
	int64_t ts, until;
	double open, high, low, close;
	size_t from[STANDS + 1]; /* its bins, by enum stand; then the end */
	size_t order; /* of two the later counts */
	bool partial; /* not final */
};

struct stretch { /* of prices: a cluster, or a level */
	int side; /* enum side */
	double price, low, high, usd;
	double usd_low, usd_high, distance; /* NAN: not known */
	double leverage; /* of a level; NAN: not known */
	int64_t age_ms; /* INT_NONE: not known */
};

struct stretches {
	struct stretch *of;
	size_t n, cap;
	int64_t ts; /* as of */
};

struct estimate {
	char exchange[24], symbol[64], base[32], model[32];
	double start, step; /* natural logarithms: of price 0, of a bin */
	struct dec bin_low, bin_step; /* the same as said; null: no column */
	struct moment *moment;
	size_t n, cap, orders;
	bool sorted;
	struct bin *bin;
	size_t bins, bin_cap;
	struct stretches clusters, levels;
};

struct remark { /* the newest note of a code */
	char code[32], message[400];
};

struct estimates {
	struct estimate *of;
	size_t n, cap;
	struct score *score;
	size_t scores, score_cap;
	struct remark *remark;
	size_t remarks, remark_cap;
};

/* column, cluster, level, score or note; NULL, or why it is refused. */
const char *estimates_add(struct estimates *, const struct record *);
/*
 * The one to draw, column or level: of that base, symbol or model, any when
 * name is NULL; of these the first that has most records.  Sorted then, by
 * time, by side and price, nothing twice.  NULL: none.
 */
struct estimate *estimates_choose(
    struct estimates *, const char *name, enum record_type needs);
/* The price where a bin begins. */
double estimate_price(const struct estimate *, double k);
/* What was measured of the model itself, or NULL. */
const struct score *estimates_score(
    const struct estimates *, const struct estimate *, const char *metric);
void estimates_free(struct estimates *);

#endif
