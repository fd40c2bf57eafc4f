/*
 * leverage.h - open interest and funding over time, and what they say about a
 * window: is leverage rebuilding, flushing or flat?
 *
 * Owns: a struct leverage owns its series; all zero is none.
 */
#ifndef LIQ_AGG_LEVERAGE_H
#define LIQ_AGG_LEVERAGE_H

#include "liq-agg/group.h"
#include "liq-agg/window.h"
#include "record/derived.h"

struct moment { /* of open interest */
	int64_t ts;
	struct dec coins, usd; /* one may be null */
};

struct rate { /* of funding, for 8 hours */
	int64_t ts;
	struct dec rate;
};

struct series {
	struct moment *oi; /* by time */
	struct rate *funding; /* by time */
	size_t ois, oi_cap, fundings, funding_cap;
	bool unsorted;
};

struct leverage {
	struct series *of; /* by product */
	size_t n, cap;
};

/* NULL, or why it is refused. */
const char *leverage_oi(struct leverage *, uint32_t product, const struct oi *);
const char *leverage_funding(
    struct leverage *, uint32_t product, const struct funding *);
/*
 * What was added is in order from now on; of several values for one time the
 * smallest is kept.
 */
void leverage_settle(struct leverage *);
/* What is older than the last before a time is not asked for any more. */
void leverage_forget(struct leverage *, int64_t before);

/* What was liquidated in the window, of all sides and sizes. */
struct flow {
	struct dec qty, usd; /* qty: null when mixed */
	bool whole; /* false: only a part was counted, state is null */
};

/* Sets oi_change, funding and state of a total; null where not known. */
void leverage_total(struct total *, const struct leverage *,
    const struct products *, const struct group *, const struct window *,
    const struct flow *);
void leverage_free(struct leverage *);

/* The rules, on fractions; funding null: not known. */
enum leverage_state leverage_state(
    double oi_change, double forced, const double *funding, int64_t width_ms);

#endif
