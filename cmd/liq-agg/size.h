/*
 * size.h - buckets of order sizes, by USD.
 *
 * Owns: nothing.
 */
#ifndef LIQ_AGG_SIZE_H
#define LIQ_AGG_SIZE_H

#include "base/dec.h"

#define SIZES 7

/* 0-100, ... 10M+: each from its first number to before the next. */
extern const char *const size_names[SIZES];

int size_of(i128 usd); /* 1e-8 USD; 0 to SIZES - 1 */

#endif
