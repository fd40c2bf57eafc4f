/*
 * metrics.h - a run in numbers, as Prometheus reads them.
 *
 * liq-fetch(1) METRICS says what each means.  Times are epoch ms here and
 * seconds in the text.
 *
 * Pure.  Owns: its table; all zero has counted nothing.
 */
#ifndef LIQ_FETCH_METRICS_H
#define LIQ_FETCH_METRICS_H

#include "liq-fetch/health.h"
#include "record/record.h"

#define METRICS_DELAYS 10 /* bounds of the histogram of delays */
#define METRICS_DEATHS (DEATH_BROKEN + 1)
#define METRICS_WHYS (GAP_SUSPECT + 1)

extern const int64_t metrics_bounds[METRICS_DELAYS]; /* ms */

/* What was written of an exchange's kind. */
struct metrics_kind {
	char exchange[24];
	enum record_type kind;
	int64_t records, newest; /* its ts; 0: none */
	int64_t gaps[METRICS_WHYS], gap_ms[METRICS_WHYS]; /* not filled */
	/* received less ts, by bound; the last: all */
	int64_t delays[METRICS_DELAYS + 1], delay_ms;
};

struct metrics {
	int64_t started;
	struct metrics_kind *of;
	size_t n, cap;
};

/* A record or a gap that is written. */
void metrics_record(struct metrics *, const struct record *);
void metrics_free(struct metrics *);

/* A feed, as it stands. */
struct metrics_feed {
	const char *exchange, *name;
	int64_t up; /* 1, or 0 */
	int64_t covered; /* up to there; 0: nothing yet */
	int64_t connections, messages, bytes;
	int64_t drops[METRICS_DEATHS]; /* by what it died of */
};

/* All of it, at that time. */
struct metrics_scene {
	int64_t now, repeated, refused;
	const struct metrics_feed *feed;
	size_t feeds;
};
void metrics_put(
    struct buf *, const struct metrics *, const struct metrics_scene *);

#endif
