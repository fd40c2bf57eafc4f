/*
 * What stands, by the level at which it is liquidated.
 */
#include <math.h>

#include "liq-levels/pile.h"

/*
 * One tier: each entry bin is split over the two bins of
 * levels it comes to lie in, as far as those are in [low, low + n).
 */
static void
tier_levels(
    const struct pile *p, size_t tier, int64_t low, double *usd, int64_t n)
{
	const int64_t shift = (int64_t)floor(-p->depth[tier]);
	const double upper = -p->depth[tier] - (double)shift;
	const double unit = p->scale * p->ladder->birth[tier];
	const double *born = p->born, *gone = p->gone[tier];
	int64_t e = low - shift - 1, end = low - shift + n, at;
	double x, carry = 0;

	if (end > p->edge[tier])
		end = p->edge[tier];
	if (end > p->low + (int64_t)p->bins)
		end = p->low + (int64_t)p->bins;
	if (e >= p->low && e < end)
		carry = unit * (born[e - p->low] - gone[e - p->low]) * upper;
	e = e + 1 > p->low ? e + 1 : p->low;
	for (at = e + shift - low; e < end; e++, at++) {
		x = unit * (born[e - p->low] - gone[e - p->low]);
		usd[at] += x * (1 - upper) + carry;
		carry = x * upper;
	}
	if (at >= 0 && at < n)
		usd[at] += carry;
}

void
pile_levels(const struct pile *p, size_t from, size_t to, int64_t low,
    double *usd, size_t n)
{
	size_t i;

	for (i = from; i < to && i < p->ladder->n; i++)
		tier_levels(p, i, low, usd, (int64_t)n);
}
