/*
 * request.h - what the command line asks for.
 *
 * Setters for opt.h: NULL or why the operand will not do.
 *
 * Owns: the names of exchanges.
 */
#ifndef LIQ_AGG_REQUEST_H
#define LIQ_AGG_REQUEST_H

#include "base/hash.h"
#include "base/when.h"
#include "liq-agg/bin.h"
#include "liq-agg/event.h"
#include "liq-agg/print.h"
#include "liq-agg/window.h"

struct request {
	struct widths widths;
	int64_t interval; /* 0: trailing windows */
	unsigned keys; /* enum group_key */
	struct bins bins;
	struct when since, until;
	struct dec min; /* null: any */
	int side; /* SIDE_NONE: both */
	struct names exchanges; /* none: all */
	int64_t top; /* 0: all */
	int64_t usual; /* span of what is usual; 0: not asked for */
	struct dec outsized; /* times_usual of a row; null: any */
	bool follow;
	int64_t period, grace; /* with follow */
	bool partial, merge, trust;
	int64_t threads; /* that read files; 0: as the machine has cores */
	const char *shard; /* its name; NULL: the files' */
	int64_t expect; /* shards; 0: any number */
	int format; /* enum print_as */
	bool strings; /* decimals as strings */
	bool no_meta, match; /* no begin and end; status 6 without a row */
};

const char *request_widths(void *, const char *); /* struct widths */
const char *request_keys(void *, const char *); /* unsigned */
const char *request_bins(void *, const char *); /* struct bins */
const char *request_side(void *, const char *); /* int */
const char *request_format(void *, const char *); /* int */
const char *request_follow(void *, const char *); /* struct request */
const char *request_times(void *, const char *); /* struct dec, above 0 */

/* Defaults, once all options are read; NULL, or why they do not fit. */
const char *request_settle(struct request *);
bool request_wants(const struct request *, const char *exchange);
/* What changes the results, as an object for begin.options. */
void request_put(struct buf *, const struct request *);
/* What shards must agree in to be merged, as an object. */
void request_put_shared(struct buf *, const struct request *);
/* Which events count; last: the first ms after all that was read. */
struct choice request_choice(const struct request *, int64_t last);
/* The windows; of none the events, until store_span says, are none. */
struct windows request_windows(const struct request *, int64_t last);
/* The time asked for: INT64_MIN, INT64_MAX where there is no limit. */
struct interval request_span(const struct request *, int64_t last);

#endif
