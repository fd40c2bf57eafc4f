/*
 * outcome.h - what was liquidated: events, and sums over spans of time; and
 * what would be, where open positions are known.
 *
 * Owns: its arrays; all zero is empty.  outcomes_settle comes between the last
 * record and the first question.
 */
#ifndef LIQ_SCORE_OUTCOME_H
#define LIQ_SCORE_OUTCOME_H

#include "liq-score/tape.h"

struct event {
	int64_t ts;
	struct hash128 id; /* of its id; zero: none */
	double x; /* log of the price that set it off, once settled */
	double usd;
	int side; /* enum side */
	int price_kind; /* enum price_kind */
};

struct sum {
	int64_t ts;
	double usd[2]; /* long, short; NAN: not known */
	double both; /* NAN: not known */
};

#define POSITIONS INT64_C(-1) /* its events are open positions */

/* Of one exchange ("": of several together) and base. */
struct outcome {
	char exchange[24], base[32];
	int64_t width_ms; /* of the sums; 0: events; POSITIONS */
	struct event *event;
	struct sum *sum;
	size_t n, cap;
	bool sided; /* every one of them has its side */
};

/* The lowest tier's rate of maintenance margin. */
struct margin {
	char exchange[24], base[32];
	double floor_usd, rate;
};

struct outcomes {
	struct names names;
	struct outcome *of; /* as many as there are names */
	size_t cap;
	struct margin *margin;
	size_t margins, margin_cap;
	int64_t repeated; /* events that came more than once */
};

void outcomes_event(struct outcomes *, const struct liquidation *);
void outcomes_position(struct outcomes *, const struct position *);
void outcomes_total(struct outcomes *, const struct total *);
void outcomes_tier(struct outcomes *, const struct tier *);
/* Sort, drop repeats, and turn bankruptcy prices into those of the mark. */
void outcomes_settle(struct outcomes *, const struct tapes *);
void outcomes_free(struct outcomes *);

/*
 * What the sums, all of them, say about [since, until), long and short, or
 * with both the first alone; false where some of it is not known.
 */
bool outcome_sums(const struct outcome *, int64_t since, int64_t until,
    bool both, double usd[2]);
/* From its first to after its last; false: it is empty. */
bool outcome_span(const struct outcome *, int64_t *since, int64_t *until);
/* The first event at ts or later. */
size_t outcome_event_at(const struct outcome *, int64_t ts);

#endif
