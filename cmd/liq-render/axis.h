/*
 * axis.h - round places along an axis, and what to write at them.
 *
 * Owns: nothing.  Pure.
 */
#ifndef LIQ_RENDER_AXIS_H
#define LIQ_RENDER_AXIS_H

#include "liq-render/label.h"

/* 1, 2 or 5 times a power of ten: a span above 0 has at most so many. */
double axis_step(double span, int most);
/* The least round number that is not below v; 1 for 0. */
double axis_top(double v);
void axis_usd(struct buf *, double); /* 1.50M */
void axis_price(struct buf *, double, double step); /* 95,500 0.0125 */

/* Milliseconds that people count in: a span has at most so many. */
int64_t axis_time_step(int64_t span, int most);
/* The first time not before ms that is a whole number of steps in the zone. */
int64_t axis_time_next(const struct zone *, int64_t ms, int64_t step);
/* 14:05, 14:05:30, 02-14 where a day begins; 2025-02-14 for long steps. */
void axis_time(struct buf *, const struct zone *, int64_t ms, int64_t step);
int axis_time_columns(int64_t step); /* the widest of these labels */

#endif
