/*
 * wide.h - 256 bits, for products and for dividends.
 *
 * Layer: base.  Owns: nothing.
 */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#include <stdbool.h>

#include "base/dec.h"

struct wide {
	u128 hi, lo; /* hi * 2^128 + lo */
};

struct wide wide_mul(u128, u128);
/* Quotient rounded half to even; false when it does not fit in 128 bits. */
bool wide_div_round(u128 *, struct wide, u128 by);

#endif
