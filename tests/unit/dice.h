/*
 * dice.h - chance that is the same every time, and how often it is tried.
 *
 * LIQ_ROUNDS in the environment: so many rounds instead of the usual number.
 */
#ifndef DICE_H
#define DICE_H

#include <stdint.h>
#include <stdlib.h>

static uint64_t dice_seed = 20250214;

static inline uint64_t
dice(uint64_t sides)
{
	dice_seed =
	    dice_seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (dice_seed >> 33) % sides;
}

/* At least 0, less than 1. */
static inline double
chance(void)
{
	return (double)dice(UINT64_C(1) << 31) / (double)(UINT64_C(1) << 31);
}

static inline int
rounds(int usual)
{
	const char *more = getenv("LIQ_ROUNDS");

	return more != NULL ? (int)strtol(more, NULL, 10) : usual;
}

#endif
