/*
 * dec.h - exact decimals.
 *
 * A decimal is v / 10^scale and remembers its digits: "0.0711500" has scale 7
 * and prints as it was.  |v| < 10^38, 0 <= scale <= 39.  Nothing here goes
 * through a double except where a name says so.  Functions that return bool
 * are false when the result does not fit; the result is then unknown.
 *
 * Layer: base.  Owns: nothing.
 */
#ifndef BASE_DEC_H
#define BASE_DEC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

__extension__ typedef __int128 i128;
__extension__ typedef unsigned __int128 u128;

#define DEC_DIGITS 38 /* significant digits of v */
#define DEC_SCALE 39 /* the largest scale: "0." and these are 40 digits */

struct dec {
	i128 v;
	short scale;
	bool known; /* false: null; all zero is null */
};

/* The grammar of a JSON number, exponents included; NULL or why not. */
const char *dec_parse(struct dec *, struct str);
/* The digits it was read with, always with a point, never an exponent. */
void dec_put(struct buf *, struct dec);
struct dec dec_int(int64_t);
int dec_cmp(struct dec, struct dec); /* by value; scales may differ */
int dec_sign(struct dec); /* -1, 0, 1 */
struct dec dec_trim(struct dec); /* without zeros at the end */
bool dec_mul(struct dec *, struct dec, struct dec); /* exact, trimmed */
bool dec_add(struct dec *, struct dec, struct dec); /* exact */
bool dec_sub(struct dec *, struct dec, struct dec); /* exact */
bool dec_shift(struct dec *, struct dec, int); /* times 10^n, digits kept */
bool dec_round(struct dec *, struct dec, int scale); /* half to even, trimmed */
/* Product rounded half to even to scale decimals; 256 bits in between. */
bool dec_mul_round(struct dec *, struct dec, struct dec, int scale);
/* Quotient rounded half to even to scale decimals, trimmed. */
bool dec_div(struct dec *, struct dec, struct dec, int scale);
struct dec dec_abs(struct dec);

/* For models and pictures only. */
double dec_double(struct dec);
bool dec_of_double(struct dec *, double, int scale); /* rounded, trimmed */

/*
 * Sums: whole numbers of 10^-scale, so that order cannot matter.  dec_fixed
 * is false when the decimal has more digits than scale or does not fit;
 * fixed_add is false, the sum unchanged, when it would reach 10^38.
 */
bool dec_fixed(i128 *, struct dec, int scale);
bool fixed_add(i128 *, i128);
struct dec dec_of_fixed(i128, int scale); /* trimmed; |v| < 10^38 */

#define USD_SCALE 8 /* money: whole numbers of 1e-8 USD */
#define QTY_SCALE 18 /* coins: whole numbers of 1e-18 */

#endif
