#include "liq-render/shelf.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"

#define FARTHEST_SHOWN 0.5 /* from the price, as a logarithm */
#define MARGIN 0.002 /* around levels that are all at one price */

const char *const shelf_bands[SHELF_BANDS] = { "75x and more", "50x", "25x",
	"10x", "5x", "less", "not known" };

static int
band_of(double leverage)
{
	static const double least[] = { 75, 50, 25, 10, 5, 0 };
	int i;

	for (i = 0; i < SHELF_BANDS - 1; i++)
		if (leverage >= least[i])
			return i;
	return SHELF_BANDS - 1;
}

/* The price that a cluster says how far it is from; NAN: none does. */
static double
of_clusters(const struct estimate *e)
{
	const struct stretch *s;
	size_t i;

	for (i = 0; i < e->clusters.n; i++) {
		s = &e->clusters.of[i];
		if (s->distance >= 0 && s->distance < 0.99)
			return s->side == SIDE_SHORT
				   ? s->price / (1 + s->distance)
				   : s->price / (1 - s->distance);
	}
	return NAN;
}

/* Longs stand below the price and shorts above it. */
static double
between(const struct estimate *e)
{
	const struct stretches *all = &e->levels;
	double low = 0, high = INFINITY;
	size_t i;

	for (i = 0; i < all->n; i++)
		if (all->of[i].side == SIDE_SHORT)
			high = fmin(high, all->of[i].price);
		else
			low = fmax(low, all->of[i].price);
	return low == 0 ? high : isinf(high) ? low : sqrt(low * high);
}

static void
take_price(struct shelf *s, const struct estimate *e, const struct ohlc *bar,
    size_t bars)
{
	const struct moment *m = e->n > 0 ? &e->moment[e->n - 1] : NULL;

	s->price = NAN;
	if (bars > 0 && (m == NULL || bar[bars - 1].until >= m->until)) {
		s->price = bar[bars - 1].close;
		s->priced = bar[bars - 1].until;
	} else if (m != NULL) {
		s->price = m->close;
		s->priced = m->until;
	}
	if (!(fabs(log(s->price)) < INFINITY)) {
		s->price = of_clusters(e);
		s->priced = e->clusters.ts;
	}
	s->about = isnan(s->price);
	if (s->about)
		s->price = between(e);
}

static void
take_range(struct shelf *s, const struct estimate *e, double range)
{
	const struct stretches *all = &e->levels;
	double far = range > 0 ? log1p(range) : FARTHEST_SHOWN;
	double now = log(s->price);
	size_t i;

	s->low = now - MARGIN;
	s->high = now + MARGIN;
	for (i = 0; i < all->n; i++) {
		s->low = fmin(s->low, log(all->of[i].low));
		s->high = fmax(s->high, log(all->of[i].high));
	}
	s->low = fmax(s->low, now - far);
	s->high = fmin(s->high, now + far);
}

static void
put_part(struct shelf *s, const struct stretch *l, int row, double usd)
{
	const int band = band_of(l->leverage);

	s->usd[row * SHELF_BANDS + band] += usd;
	s->side[l->side == SIDE_SHORT][row] += usd;
	s->band[band] = true;
}

/* Returns what lies outside of all rows. */
static double
put_level(struct shelf *s, const struct stretch *l)
{
	double per_log = s->rows / (s->high - s->low), left = l->usd, part;
	double from = (s->high - log(l->high)) * per_log;
	double to = (s->high - log(l->low)) * per_log;
	int row;

	if (!(to > from)) { /* a single price is within its row */
		if (!(from >= 0 && from <= s->rows))
			return l->usd;
		put_part(
		    s, l, from < s->rows ? (int)from : s->rows - 1, l->usd);
		return 0;
	}
	for (row = from > 0 ? (int)fmin(from, s->rows) : 0;
	     row < s->rows && row < to; row++) {
		part = l->usd * (fmin(to, row + 1.0) - fmax(from, row)) /
		       (to - from);
		put_part(s, l, row, part);
		left -= part;
	}
	return from < 0 || to > s->rows ? fmax(left, 0) : 0;
}

void
shelf_make(struct shelf *s, const struct estimate *e, const struct ohlc *bar,
    size_t bars, double range, int rows)
{
	const struct stretch *l;
	size_t i;

	*s = (struct shelf){ .rows = rows };
	take_price(s, e, bar, bars);
	take_range(s, e, range);
	s->usd = xcalloc((size_t)rows * SHELF_BANDS, sizeof(*s->usd));
	for (i = 0; i < 2; i++)
		s->side[i] = xcalloc((size_t)rows, sizeof(*s->side[i]));
	for (i = 0; i < e->levels.n; i++) {
		l = &e->levels.of[i];
		s->standing[l->side == SIDE_SHORT] += l->usd;
		s->beyond += put_level(s, l);
	}
	for (i = 0; i < (size_t)rows; i++)
		s->most = fmax(s->most, shelf_row(s, (int)i));
}

double
shelf_within(
    const struct shelf *s, const struct estimate *e, int side, double part)
{
	double edge = s->price * (side ? 1 + part : 1 - part), sum = 0;
	const struct stretch *l;
	size_t i;

	for (i = 0; i < e->levels.n; i++) {
		l = &e->levels.of[i];
		if ((l->side == SIDE_SHORT) == (side != 0) &&
		    (side ? l->price <= edge : l->price >= edge))
			sum += l->usd;
	}
	return sum;
}

double
shelf_row(const struct shelf *s, int row)
{
	return s->side[0][row] + s->side[1][row];
}

void
shelf_free(struct shelf *s)
{
	free(s->usd);
	free(s->side[0]);
	free(s->side[1]);
	*s = (struct shelf){ 0 };
}
