/*
 * report.h - from events to total records, window after window.
 *
 * Rows of a window come in the order of the groups, or with top the largest
 * first.  A trailing window shows the groups that have events in it; aligned
 * ones show every group every time, so that a chart has no holes.
 *
 * Owns: nothing beyond a run.
 */
#ifndef LIQ_AGG_REPORT_H
#define LIQ_AGG_REPORT_H

#include "liq-agg/group.h"
#include "liq-agg/window.h"
#include "record/intake.h"

#define REPORT_ROWS INT64_C(10000000) /* more is a mistake */

struct report {
	const struct events *events; /* chosen and sorted */
	struct intake *intake;
	struct windows windows;
	unsigned keys; /* enum group_key */
	int64_t top; /* rows of a window; 0: all */
	bool (*row)(void *, const struct record *); /* false: stop */
	void *arg;
};

/* NULL, or why it had to stop: "stopped" when row asked for it. */
const char *report_run(const struct report *);

#endif
