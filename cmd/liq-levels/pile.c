#include "liq-levels/pile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/x.h"

#define MARGIN 256 /* bins of room on either side when rows grow */
#define THIN 1e-9 /* a birth over less of a bin lies in one */
#define SCALE_LEAST 1e-60

void
pile_start(struct pile *p, const struct ladder *ladder, double bin)
{
	size_t i;

	*p = (struct pile){ .ladder = ladder, .scale = 1, .top = -HUGE_VAL };
	for (i = 0; i < ladder->n; i++) {
		p->depth[i] = ladder->distance[i] / bin;
		p->edge[i] = INT64_MIN;
		p->line[i] = -HUGE_VAL;
	}
}

static void
set_edge(struct pile *p, size_t tier, int64_t edge)
{
	p->edge[tier] = edge;
	p->line[tier] = (double)edge - p->depth[tier];
}

double
pile_standing(const struct pile *p)
{
	double sum = 0, tier;
	size_t i, cell;

	for (i = 0; i < p->ladder->n; i++) {
		tier = 0;
		for (cell = 0; cell < p->bins; cell++)
			tier += p->born[cell] - p->gone[i][cell];
		sum += tier * p->ladder->birth[i];
	}
	return sum * p->scale;
}

static void
free_rows(struct pile *p)
{
	size_t i;

	free(p->born);
	free(p->fresh);
	for (i = 0; i < p->ladder->n; i++)
		free(p->gone[i]);
}

/* A row of bins from low on; what was outside is lost. */
static double *
moved(const struct pile *p, double *row, int64_t low, size_t bins)
{
	double *new = xcalloc(bins, sizeof(*new));
	int64_t from = low > p->low ? low : p->low;
	int64_t old_end = p->low + (int64_t)p->bins;
	int64_t to = low + (int64_t)bins;

	to = to < old_end ? to : old_end;
	if (to > from)
		memcpy(new + (from - low), row + (from - p->low),
		    (size_t)(to - from) * sizeof(*new));
	free(row);
	return new;
}

static void
move(struct pile *p, int64_t low, size_t bins)
{
	double before = pile_standing(p);
	size_t i;

	p->fresh = moved(p, p->fresh, low, bins);
	for (i = 0; i < p->ladder->n; i++)
		p->gone[i] = moved(p, p->gone[i], low, bins);
	p->born = moved(p, p->born, low, bins);
	p->low = low;
	p->bins = bins;
	for (i = 0; i < p->ladder->n; i++)
		if (p->edge[i] > low + (int64_t)bins)
			set_edge(p, i, low + (int64_t)bins);
	p->mass.closed += before - pile_standing(p);
}

/* Room for entries in [low, high); the far end goes when it gets too much. */
static void
cover(struct pile *p, int64_t low, int64_t high)
{
	int64_t end = p->low + (int64_t)p->bins;

	if (p->bins > 0 && low >= p->low && high <= end)
		return;
	if (p->bins == 0) {
		move(p, low - MARGIN, (size_t)(high - low + 2 * MARGIN));
		return;
	}
	low = low < p->low ? low - MARGIN : p->low;
	high = high > end ? high + MARGIN : end;
	if (high - low > PILE_BINS && low < p->low)
		high = low + PILE_BINS;
	else if (high - low > PILE_BINS)
		low = high - PILE_BINS;
	move(p, low, (size_t)(high - low));
}

bool
pile_open(struct pile *p, double low, double high)
{
	int64_t from = (int64_t)floor(low), to = (int64_t)floor(high) + 1;
	size_t n = (size_t)(to - from);

	if (to - from > PILE_BINS / 2)
		return false;
	cover(p, from, to);
	p->fresh_low = from;
	p->fresh_high = to;
	memset(p->fresh + (from - p->low), 0, n * sizeof(*p->fresh));
	memset(p->wet, 0, sizeof(p->wet));
	if (n * p->ladder->n > p->lost_cap) {
		p->lost_cap = 2 * n * p->ladder->n;
		free(p->lost);
		p->lost = xcalloc(p->lost_cap, sizeof(*p->lost));
	}
	return true;
}

static void
raise(struct pile *p, int64_t edge)
{
	size_t i;

	for (i = 0; i < p->ladder->n && p->edge[i] < edge; i++)
		set_edge(p, i, edge);
	if (i > 0 && p->line[0] > p->top)
		p->top = p->line[0];
}

void
pile_birth(struct pile *p, double low, double high, double per_usd)
{
	int64_t from = (int64_t)floor(low), to = (int64_t)floor(high), e;
	double *fresh, a, b;

	if (high - low < THIN)
		to = from;
	raise(p, to + 1);
	fresh = p->fresh + (from - p->low);
	if (from == to) {
		*fresh += per_usd;
		return;
	}
	per_usd /= high - low;
	for (e = from; e <= to; e++) {
		a = e == from ? low : (double)e;
		b = e == to ? high : (double)(e + 1);
		*fresh++ += per_usd * (b - a);
	}
}

static double *
lost_row(struct pile *p, size_t tier)
{
	const size_t n = (size_t)(p->fresh_high - p->fresh_low);
	double *row = p->lost + tier * n;

	if (!p->wet[tier])
		memset(row, 0, n * sizeof(*row));
	p->wet[tier] = true;
	return row;
}

/* Takes a part of what this candle opened in a bin; per USD of volume. */
static double
take_fresh(struct pile *p, size_t tier, int64_t e, double part)
{
	double *lost, take;

	if (e < p->fresh_low || e >= p->fresh_high)
		return 0;
	lost = lost_row(p, tier) + (e - p->fresh_low);
	take = p->fresh[e - p->low] - *lost;
	if (part < 1)
		take *= part;
	*lost += take;
	return take;
}

/* The same of what stood before. */
static double
take_old(struct pile *p, size_t tier, int64_t e, double part)
{
	double *gone = p->gone[tier] + (e - p->low);
	const double take = p->born[e - p->low] - *gone;

	if (part < 1) {
		*gone += take * part;
		return take * part;
	}
	*gone = p->born[e - p->low];
	return take;
}

/* A tier loses all that was opened above "at", of its bin the part above. */
static void
sweep_tier(struct pile *p, size_t tier, double at, double volume,
    double fresh_usd, struct swept *to)
{
	const double birth = p->ladder->birth[tier];
	const double shift = floor(-p->depth[tier]);
	const double upper = -p->depth[tier] - shift;
	const int64_t bottom = (int64_t)floor(at);
	double part = (double)(bottom + 1) - at, old, fresh, usd;
	double *level;
	int64_t e = bottom;

	if (e < p->low) {
		e = p->low;
		part = 1;
	}
	level = to->usd + (e + (int64_t)shift - to->low);
	for (; e < p->edge[tier]; e++, level++, part = 1) {
		old = take_old(p, tier, e, part) * p->scale;
		fresh = take_fresh(p, tier, e, part);
		p->mass.swept += birth * (old + fresh * volume);
		usd = birth * (old + fresh * fresh_usd);
		level[0] += usd * (1 - upper);
		level[1] += usd * upper;
	}
	set_edge(p, tier, bottom + 1);
}

/* Room for the levels of all entries, emptied. */
static void
swept_fit(struct swept *s, const struct pile *p)
{
	const int64_t deep =
	    (int64_t)p->depth[p->ladder->n - 1] + 2; /* the farthest tier */
	const size_t n = p->bins + (size_t)deep + 2;

	if (s->low == p->low - deep && s->n == n)
		return;
	swept_free(s);
	s->low = p->low - deep;
	s->n = n;
	s->usd = xcalloc(n, sizeof(*s->usd));
}

void
pile_sweep(struct pile *p, double at, double volume, double fresh_usd,
    struct swept *to)
{
	const int64_t first = (int64_t)floor(at) - 2;
	const int64_t last = (int64_t)floor(p->top) + 2;
	double top = at; /* the lines of tiers that are not swept lie below */
	size_t i;

	if (at >= p->top)
		return;
	swept_fit(to, p);
	for (i = 0; i < p->ladder->n; i++) {
		if (at >= p->line[i])
			continue;
		sweep_tier(p, i, at + p->depth[i], volume, fresh_usd, to);
		if (p->line[i] > top)
			top = p->line[i];
	}
	p->top = top;
	to->first = first < to->first ? first : to->first;
	to->last = last > to->last ? last : to->last;
}

static void
fold(struct pile *p)
{
	size_t i, cell;

	for (cell = 0; cell < p->bins; cell++)
		p->born[cell] *= p->scale;
	for (i = 0; i < p->ladder->n; i++)
		for (cell = 0; cell < p->bins; cell++)
			p->gone[i][cell] *= p->scale;
	p->scale = 1;
}

void
pile_close(struct pile *p, double volume, double keep)
{
	const size_t n = (size_t)(p->fresh_high - p->fresh_low);
	const double unit = volume / p->scale;
	double *born = p->born + (p->fresh_low - p->low);
	const double *fresh = p->fresh + (p->fresh_low - p->low);
	double *gone, sum = 0, births = 0;
	size_t i, k;

	for (k = 0; k < n; k++) {
		born[k] += fresh[k] * unit;
		sum += fresh[k];
	}
	for (i = 0; i < p->ladder->n; i++) {
		births += p->ladder->birth[i];
		if (!p->wet[i])
			continue;
		gone = p->gone[i] + (p->fresh_low - p->low);
		for (k = 0; k < n; k++)
			gone[k] += p->lost[i * n + k] * unit;
	}
	p->mass.born += sum * births * volume;
	p->scale *= keep;
	if (p->scale < SCALE_LEAST)
		fold(p);
}

void
pile_clear(struct pile *p)
{
	const double all = pile_standing(p);
	size_t i;

	p->mass.closed += all;
	if (p->bins > 0)
		memset(p->born, 0, p->bins * sizeof(*p->born));
	for (i = 0; i < p->ladder->n; i++) {
		if (p->bins > 0)
			memset(p->gone[i], 0, p->bins * sizeof(*p->born));
		p->edge[i] = INT64_MIN;
		p->line[i] = -HUGE_VAL;
	}
	p->scale = 1;
	p->top = -HUGE_VAL;
}

void
pile_free(struct pile *p)
{
	if (p->ladder != NULL)
		free_rows(p);
	free(p->lost);
	*p = (struct pile){ 0 };
}

void
swept_clear(struct swept *s)
{
	if (s->first <= s->last && s->usd != NULL)
		memset(s->usd + (s->first - s->low), 0,
		    (size_t)(s->last - s->first + 1) * sizeof(*s->usd));
	s->first = INT64_MAX;
	s->last = INT64_MIN;
}

void
swept_free(struct swept *s)
{
	free(s->usd);
	*s = (struct swept){ .first = INT64_MAX, .last = INT64_MIN };
}
