/*
 * sweep.h - which page comes next, and what of a span could not be had.
 *
 * A sweep asks for one thing (a row of an exchange's table) over a span of
 * time.  Borders are asked for inclusively and never passed by "+ 1": a page
 * begins with the rows the last one ended with, and whoever counts events
 * takes each page as a delivery of its own (ident.h).  Where a page is full
 * and the next could only begin where it began, the rest of that moment
 * cannot be had: it is missing, and the sweep goes on behind it.
 *
 * A page counts as full when it has as many rows as were asked for, or any
 * multiple of 50: limits are lowered without notice.  A page of rows that
 * come at a width and that begins late, or ends early, is asked for again
 * where it has none.
 *
 * Pure.  Owns: its spans and what is missing; sweep_free.
 */
#ifndef LIQ_FETCH_SWEEP_H
#define LIQ_FETCH_SWEEP_H

#include "liq-fetch/rest.h"
#include "record/cover.h"

#define SWEEP_PAGES 100000 /* of one sweep; then the rest is missing */

struct sweep {
	const struct rest *rest;
	int64_t since, until, width;
	struct cover missing; /* page caps and pages that failed */

	struct interval *left; /* PAGE_SPAN: still to be asked for */
	size_t n, cap;
	int64_t at; /* since, or until, of the page that is next */
	char token[256];
	int out, pages; /* pages that are out; that were asked for */
	bool over; /* nothing more to ask */
	int64_t newest; /* row that came; INT_NONE: none did */
};

/* All zero but what is said here: [since, until) in steps the row allows. */
void sweep_start(struct sweep *, const struct rest *, int64_t since,
    int64_t until, int64_t width);
/* The next page's span, rows and token; false: none now. */
bool sweep_next(struct sweep *, struct page *);
/* What came of a page that was out. */
void sweep_turn(struct sweep *, const struct page *, const struct turn *);
/* It could not be had, for good. */
void sweep_failed(struct sweep *, const struct page *);
bool sweep_done(const struct sweep *); /* none out, none to come */
void sweep_free(struct sweep *);

#endif
