#include "liq-render/plane.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"

#define FARTHEST_SHOWN 0.5 /* from the prices traded, unless asked for */
#define MARGIN 0.02 /* of price around what has no bins at all */

const char *
plane_set_range(void *target, const char *word)
{
	struct str s = str_of(word);
	bool percent = str_ends(s, STR("%"));
	struct dec d;
	double part;

	if (percent)
		s.n--;
	if (dec_parse(&d, s) != NULL)
		return "not a part such as 5% or 0.05";
	part = dec_double(d) / (percent ? 100 : 1);
	if (!(part >= 0.0001 && part <= 10))
		return "not between 0.01% and 1000%";
	*(double *)target = part;
	return NULL;
}

double
plane_x(const struct plane *p, int64_t ts)
{
	return (double)(ts - p->since) * p->columns /
	       (double)(p->until - p->since);
}

double
plane_y(const struct plane *p, double price)
{
	return (p->high - log(price)) * p->rows / (p->high - p->low);
}

double
plane_price(const struct plane *p, double row)
{
	return exp(p->high - (p->high - p->low) * row / p->rows);
}

static const struct moment *
last_of(const struct estimate *e)
{
	return &e->moment[e->n - 1];
}

/* All columns there are, in steps as wide as the last one. */
static void
take_times(struct plane *p, int most)
{
	const struct estimate *e = p->estimate;
	double columns;
	size_t i;

	p->since = e->moment[0].ts;
	p->until = e->moment[0].until;
	for (i = 1; i < e->n; i++)
		if (e->moment[i].until > p->until)
			p->until = e->moment[i].until;
	columns = (double)(p->until - p->since) /
		  (double)(last_of(e)->until - last_of(e)->ts);
	p->columns = columns < 1      ? 1
		     : columns < most ? (int)ceil(columns)
				      : most;
}

/* Of a slice of time: that of its last instant, or -1 when out of sight. */
static int
slot_of(const struct plane *p, int64_t ts)
{
	if (ts < p->since || ts >= p->until)
		return -1;
	return (int)((double)(ts - p->since) * p->columns /
		     (double)(p->until - p->since));
}

static void
trade(struct slot *s, double open, double high, double low, double close)
{
	if (!s->traded) {
		s->traded = true;
		s->open = open;
		s->high = high;
		s->low = low;
	}
	s->high = fmax(s->high, high);
	s->low = fmin(s->low, low);
	s->close = close;
}

static void
take_prices(struct plane *p, const struct ohlc *bar, size_t bars)
{
	const struct estimate *e = p->estimate;
	bool *barred = xcalloc((size_t)p->columns, sizeof(*barred));
	const struct moment *m;
	size_t i;
	int x;

	p->price = last_of(e)->close;
	for (i = 0; i < bars; i++) {
		x = slot_of(p, bar[i].ts + (bar[i].until - bar[i].ts) / 2);
		if (x < 0)
			continue;
		barred[x] = true;
		trade(&p->slot[x], bar[i].open, bar[i].high, bar[i].low,
		    bar[i].close);
		if (bar[i].until > last_of(e)->until)
			p->price = bar[i].close;
	}
	for (i = 0; i < e->n; i++) {
		m = &e->moment[i];
		x = slot_of(p, m->ts + (m->until - m->ts) / 2);
		if (x >= 0 && !barred[x])
			trade(&p->slot[x], m->open, m->high, m->low, m->close);
	}
	free(barred);
}

/* The moment that covers the last instant of every slice. */
static void
take_moments(struct plane *p)
{
	const struct estimate *e = p->estimate;
	double step = (double)(p->until - p->since) / p->columns, end,
	       known = 0;
	const struct moment *m;
	struct slot *s;
	size_t i = 0;
	int x;

	for (x = 0; x < p->columns; x++) {
		s = &p->slot[x];
		end = (double)p->since + step * (x + 1) - 0.5;
		while (i + 1 < e->n && (double)e->moment[i + 1].ts <= end)
			i++;
		m = &e->moment[i];
		s->known = (double)m->ts <= end && end <= (double)m->until;
		if (!s->known)
			continue;
		s->moment = m;
		s->partial = m->partial;
	}
	for (i = 0; i < e->n; i++)
		known += (double)((i + 1 < e->n && e->moment[i + 1].ts <
						       e->moment[i].until
					  ? e->moment[i + 1].ts
					  : e->moment[i].until) -
				  e->moment[i].ts);
	p->watched = known / (double)(p->until - p->since);
}

/* The bins that hold anything: from the first to after the last. */
static void
bounds(const struct estimate *e, double *first, double *last)
{
	size_t i, from, to;
	int side;

	for (i = 0; i < e->n; i++)
		for (side = STAND_LONG; side <= STAND_SHORT; side++) {
			from = e->moment[i].from[side];
			to = e->moment[i].from[side + 1];
			if (from == to)
				continue;
			*first = fmin(*first, (double)e->bin[from].k);
			*last = fmax(*last, (double)e->bin[to - 1].k + 1);
		}
}

/* In whole bins: all that hold anything, as far as may be shown. */
static void
take_range(struct plane *p, double range, int most)
{
	const struct estimate *e = p->estimate;
	double low = p->price, high = low, first, last, far;
	int x;

	for (x = 0; x < p->columns; x++)
		if (p->slot[x].traded) {
			low = fmin(low, p->slot[x].low);
			high = fmax(high, p->slot[x].high);
		}
	low = (log(low) - e->start) / e->step;
	high = (log(high) - e->start) / e->step;
	first = low - MARGIN / e->step;
	last = high + MARGIN / e->step;
	bounds(e, &first, &last);
	far = (range > 0 ? log1p(range) : FARTHEST_SHOWN) / e->step;
	first = floor(fmax(first, low - far));
	last = fmax(ceil(fmin(last, high + far)), first + 1);
	p->low = e->start + first * e->step;
	p->high = e->start + last * e->step;
	p->top = (int64_t)last - 1;
	p->bins = (int64_t)(last - first);
	p->rows = p->bins < most ? (int)p->bins : most;
}

/* Add a bin to the rows it lies in; returns what lies outside of all. */
static double
put_bin(const struct plane *p, double *column, const struct bin *b)
{
	double per_bin = (double)p->rows / (double)p->bins;
	double from = (double)(p->top - b->k) * per_bin, to;
	int row = (int)from;

	if (b->k > p->top || b->k <= p->top - p->bins)
		return b->usd;
	if (p->rows == p->bins) {
		column[p->top - b->k] += b->usd;
		return 0;
	}
	if (from + per_bin <= row + 1) {
		column[row] += b->usd;
		return 0;
	}
	to = fmin(from + per_bin, p->rows);
	for (; row < p->rows && row < to; row++)
		column[row] += b->usd / (to - from) *
			       (fmin(to, row + 1.0) - fmax(from, row));
	return 0;
}

static void
put_bins(struct plane *p)
{
	const struct estimate *e = p->estimate;
	const struct moment *m;
	size_t i, k;
	int x, side;

	for (x = 0; x < p->columns; x++) {
		if ((m = p->slot[x].moment) == NULL)
			continue;
		for (k = m->from[STAND_LONG]; k < m->from[SWEPT_LONG]; k++)
			put_bin(p, p->usd + (size_t)x * (size_t)p->rows,
			    &e->bin[k]);
	}
	for (i = 0; i < e->n; i++) {
		m = &e->moment[i];
		if ((x = slot_of(p, m->until - 1)) < 0)
			continue;
		for (k = m->from[SWEPT_LONG]; k < m->from[STANDS]; k++) {
			side = k >= m->from[SWEPT_SHORT];
			p->slot[x].swept[side] += e->bin[k].usd;
			put_bin(p, p->swept[side] + (size_t)x * (size_t)p->rows,
			    &e->bin[k]);
		}
	}
}

static void
sum_up(struct plane *p)
{
	const struct estimate *e = p->estimate;
	const struct moment *m = last_of(e);
	size_t k;
	int side;

	for (k = m->from[STAND_LONG]; k < m->from[SWEPT_LONG]; k++) {
		side = k >= m->from[STAND_SHORT];
		p->standing[side] += e->bin[k].usd;
		p->beyond += put_bin(p, p->now[side], &e->bin[k]);
	}
}

void
plane_make(struct plane *p, const struct estimate *e, const struct ohlc *bar,
    size_t bars, const struct plane_ask *ask)
{
	size_t n;
	int i;

	*p = (struct plane){ .estimate = e };
	take_times(p, ask->columns);
	p->slot = xcalloc((size_t)p->columns, sizeof(*p->slot));
	take_prices(p, bar, bars);
	take_moments(p);
	take_range(p, ask->range, ask->rows);
	n = (size_t)p->columns * (size_t)p->rows;
	p->usd = xcalloc(n, sizeof(*p->usd));
	for (i = 0; i < 2; i++) {
		p->swept[i] = xcalloc(n, sizeof(*p->swept[i]));
		p->now[i] = xcalloc((size_t)p->rows, sizeof(*p->now[i]));
	}
	put_bins(p);
	sum_up(p);
}

void
plane_free(struct plane *p)
{
	int i;

	free(p->usd);
	for (i = 0; i < 2; i++) {
		free(p->swept[i]);
		free(p->now[i]);
	}
	free(p->slot);
	*p = (struct plane){ 0 };
}
