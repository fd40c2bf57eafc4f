#include "base/wide.h"

struct wide
wide_mul(u128 a, u128 b)
{
	u128 a0 = (uint64_t)a, a1 = a >> 64, b0 = (uint64_t)b, b1 = b >> 64;
	u128 low = a0 * b0, m1 = a1 * b0, m2 = a0 * b1;
	u128 mid = (low >> 64) + (uint64_t)m1 + (uint64_t)m2;
	struct wide w;

	w.lo = (mid << 64) | (uint64_t)low;
	w.hi = a1 * b1 + (m1 >> 64) + (m2 >> 64) + (mid >> 64);
	return w;
}

bool
wide_div_round(u128 *out, struct wide w, u128 by)
{
	u128 rest = w.hi, quotient = 0;
	bool carry;
	int i;

	if (by == 0 || w.hi >= by)
		return false;
	if (w.hi == 0) {
		quotient = w.lo / by;
		rest = w.lo % by;
	} else {
		for (i = 127; i >= 0; i--) {
			carry = rest >> 127;
			rest = (rest << 1) | ((w.lo >> i) & 1);
			if (carry || rest >= by) {
				rest -= by;
				quotient |= (u128)1 << i;
			}
		}
	}
	*out = quotient;
	if (rest > by - rest || (rest == by - rest && (quotient & 1)))
		++*out;
	return *out >= quotient;
}
