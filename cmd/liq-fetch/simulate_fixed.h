/*
 * simulate_fixed.h - whole numbers that stand for fractions, and dice.
 *
 * The built-in market never computes with floating point, so that it says the
 * same on every machine.  A fixed number counts in units of 2^-32; a share,
 * a weight or a standard normal counts in units of 2^-16.
 *
 * Layer: cmd.  Owns: nothing.
 */
#ifndef LIQ_FETCH_SIMULATE_FIXED_H
#define LIQ_FETCH_SIMULATE_FIXED_H

#include <stdint.h>

#include "base/dec.h"

#define FIXED_ONE (INT64_C(1) << 32)
#define SHARE_ONE INT64_C(65536)

/* a * b / c without overflow in between, towards zero. */
static inline int64_t
mul_div(int64_t a, int64_t b, int64_t c)
{
	return (int64_t)((i128)a * b / c);
}

int64_t fixed_exp(int64_t); /* e^x for |x| < 20 */
int64_t whole_root(int64_t); /* the largest r with r * r <= n */

/* A stream of chance, one 64-bit word of state. */
struct dice {
	uint64_t state;
};

/* Streams that differ in any of these have nothing in common. */
void dice_seed(struct dice *, uint64_t seed, const char *what, const char *who,
    int64_t when);
uint64_t dice_roll(struct dice *);
int64_t dice_below(struct dice *, int64_t); /* 0 <= x < n */
int64_t dice_normal(struct dice *); /* a share; never beyond six */
/* A whole number that has this mean, a share: the two next to it. */
int64_t dice_whole(struct dice *, int64_t mean);

#endif
