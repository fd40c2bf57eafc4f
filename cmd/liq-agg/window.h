/*
 * window.h - the stretches of time that are added up.
 *
 * Trailing windows end together and are given in the order of their widths;
 * aligned ones follow each other, at whole multiples of their width since
 * 1970.
 *
 * Owns: nothing.
 */
#ifndef LIQ_AGG_WINDOW_H
#define LIQ_AGG_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WIDTHS 16 /* at most that many trailing windows */

struct widths {
	int64_t ms[WIDTHS]; /* 0: from the first to the last event */
	size_t n;
};

struct windows {
	const struct widths *widths; /* trailing; unused with interval */
	int64_t interval; /* above 0: aligned, that wide */
	int64_t since; /* aligned ones: of the first */
	int64_t until; /* where the last ends */
	int64_t first, last; /* of the events; none: last is before first */
	size_t done;
};

struct window {
	int64_t ts, width_ms;
	bool all; /* of all events */
};

/* None starts before the first time of this market. */
struct window window_of(int64_t ts, int64_t width);
/* The aligned window that a time falls into. */
struct window window_at(int64_t ts, int64_t interval);

static inline int64_t
window_end(const struct window *w)
{
	return w->ts + w->width_ms;
}

/* The next one; false: that was all. */
bool windows_next(struct windows *, struct window *);
/* How many there are; for aligned ones that is exact. */
int64_t windows_count(const struct windows *);

#endif
