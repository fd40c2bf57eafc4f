/*
 * report.h - from what was read to total records, window after window.
 *
 * Rows of a window come in the order of the groups, or with top the largest
 * first.  A trailing window shows the groups that have events in it; of
 * aligned ones each shows every group from its first event on, so that a
 * chart has no holes.
 *
 * Owns: a struct report owns its tables; what the caller sets stays its own.
 */
#ifndef LIQ_AGG_REPORT_H
#define LIQ_AGG_REPORT_H

#include "liq-agg/row.h"
#include "liq-agg/store.h"
#include "liq-agg/usual.h"
#include "record/intake.h"

#define REPORT_ROWS INT64_C(10000000) /* more is a mistake */

struct report {
	/* The caller's. */
	const struct request *request;
	struct store *store;
	struct intake *intake;
	bool (*row)(void *, const struct record *); /* false: stop */
	void *arg;

	struct groups groups; /* of the window */
	struct groups everyone; /* of any time */
	int *class; /* enum source_class, by product */
	int64_t first; /* event of all */
	struct rows rows;
	const struct row **order; /* the rows as they are shown */
	struct usual usual;
	struct window pushed; /* the last that usual knows */
};

/* Before the first window, and whenever more was read. */
void report_open(struct report *);
/* NULL, or why it had to stop: "stopped" when row asked for it. */
const char *report_window(struct report *, const struct window *);
/* All windows asked for, after report_open. */
const char *report_run(struct report *, int64_t last);
void report_free(struct report *);

#endif
