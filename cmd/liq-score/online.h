/*
 * online.h - a prediction whose scale is set by its own past, hour by hour.
 *
 * Owns: nothing.
 */
#ifndef LIQ_SCORE_ONLINE_H
#define LIQ_SCORE_ONLINE_H

#include <stddef.h>
#include <stdint.h>

/*
 * n predictions p in order of ts, ms, and what came true, y: to gets p times
 * the factor that those before it ask for (liq-levels(1), Scale).
 */
void online_scale(
    const double *p, const double *y, const int64_t *ts, size_t n, double *to);

#endif
