#include "liq-levels/margin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/x.h"

#define NEAREST 0.0025 /* where no tier is known */

void
margins_add(struct margins *m, const struct tier *t)
{
	struct bracket b = { dec_double(t->floor_usd), dec_double(t->mmr),
		dec_double(t->max_leverage), t->mmr };
	size_t i = 0;

	while (i < m->n && m->of[i].floor_usd < b.floor_usd)
		i++;
	if (i < m->n && m->of[i].floor_usd <= b.floor_usd) {
		m->of[i] = b;
		return;
	}
	m->of = xgrow(m->of, m->n, &m->cap, sizeof(*m->of));
	memmove(m->of + i + 1, m->of + i, (m->n - i) * sizeof(*m->of));
	m->of[i] = b;
	m->n++;
}

double
margins_rate(const struct margins *m)
{
	return m->n > 0 ? m->of[0].mmr : MARGIN_USUAL;
}

double
margins_leverage(const struct margins *m)
{
	return m->n > 0 ? m->of[0].max_leverage : 0;
}

double
margins_nearest(const struct margins *m)
{
	if (m->n == 0)
		return NEAREST;
	return fmax(NEAREST, (1 / m->of[0].max_leverage - m->of[0].mmr) / 2);
}

/*
 * Lowest tiers, as published in 2024 by most exchanges: 0.4 % for the two
 * largest coins; 0.75 % is what bankruptcy prices of the others showed.
 */
static struct dec
usual_rate(const char *base)
{
	if (strcmp(base, "BTC") == 0 || strcmp(base, "ETH") == 0)
		return (struct dec){ 4, 3, true };
	return (struct dec){ 75, 4, true };
}

struct dec
margins_price(const struct margins *m, const char *base, int side, bool inverse,
    struct dec entry, struct dec leverage)
{
	const struct dec one = dec_int(1), none = { 0 };
	struct dec rate = m->n > 0 ? m->of[0].rate : usual_rate(base);
	struct dec up, down, price;

	if (side == SIDE_SHORT) {
		rate.v = -rate.v;
		leverage.v = -leverage.v;
	}
	/* Linear: E (L - 1) / (L (1 - m)); inverse: E (1 + m) L / (L + 1) */
	if (inverse) {
		if (!dec_add(&up, one, rate) || !dec_mul(&up, up, leverage) ||
		    !dec_add(&down, leverage, one))
			return none;
	} else if (!dec_sub(&up, leverage, one) || !dec_sub(&down, one, rate) ||
		   !dec_mul(&down, down, leverage)) {
		return none;
	}
	if (!dec_mul(&up, up, entry) || !dec_div(&price, up, down, 8) ||
	    price.v <= 0 ||
	    (side == SIDE_LONG) != (dec_double(price) < dec_double(entry)))
		return none;
	return price;
}

void
margins_free(struct margins *m)
{
	free(m->of);
	*m = (struct margins){ 0 };
}

double
margin_distance(int side, bool inverse, double leverage, double mmr)
{
	const double far = log((1 + 1 / leverage) / (1 + mmr));
	const double left = 1 - 1 / leverage;
	const double near = left > 0 ? -log(left / (1 - mmr)) : HUGE_VAL;

	if (inverse)
		return side == SIDE_LONG ? far : near;
	return side == SIDE_LONG ? near : far;
}

double
margin_leverage_at(double distance, double mmr)
{
	return 1 / (1 - (1 - mmr) * exp(-distance));
}
