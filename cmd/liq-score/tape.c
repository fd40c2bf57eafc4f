#include "liq-score/tape.h"

#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"

#define MARKS_APART (15 * MINUTE_MS) /* further: nothing is known between */
#define POINT 1e-9 /* a candle of less is one price */

static struct tape *
tape_of(struct tapes *all, const struct head *who, int64_t width_ms)
{
	const size_t before = all->names.n;
	struct buf key = { 0 };
	struct tape *t;
	uint32_t id;

	buf_printf(&key, "%s\n%s\n%s\n%s\n%lld", who->exchange, who->symbol,
	    who->base, who->quote, (long long)width_ms);
	id = names_id(&all->names, buf_view(&key));
	buf_free(&key);
	if (id < before)
		return &all->of[id];
	all->of = xgrow(all->of, id, &all->cap, sizeof(*all->of));
	t = &all->of[id];
	*t = (struct tape){ .width_ms = width_ms };
	memcpy(t->exchange, who->exchange, sizeof(t->exchange));
	memcpy(t->symbol, who->symbol, sizeof(t->symbol));
	memcpy(t->base, who->base, sizeof(t->base));
	memcpy(t->quote, who->quote, sizeof(t->quote));
	return t;
}

static double
traded(const struct candle *c)
{
	if (c->usd.known)
		return dec_double(c->usd);
	if (c->volume.known)
		return dec_double(c->volume) * dec_double(c->close);
	return 0;
}

void
tapes_candle(struct tapes *all, const struct candle *c)
{
	struct tape *t;

	if (c->final == TRUTH_FALSE)
		return; /* it is not over */
	t = tape_of(all, (const struct head *)(const void *)c, c->width_ms);
	t->bar = xgrow(t->bar, t->n, &t->cap, sizeof(*t->bar));
	t->bar[t->n++] = (struct bar){ c->ts, log(dec_double(c->low)),
		log(dec_double(c->high)), traded(c) };
}

void
tapes_interest(struct tapes *all, const struct oi *o)
{
	struct tape *t;

	if (dec_sign(o->oi) <= 0 || dec_sign(o->usd) <= 0)
		return;
	t = tape_of(all, (const struct head *)(const void *)o, 0);
	t->spot = xgrow(t->spot, t->n, &t->cap, sizeof(*t->spot));
	t->spot[t->n++] =
	    (struct spot){ o->ts, log(dec_double(o->usd) / dec_double(o->oi)) };
}

static int
order(double a, double b)
{
	return (a > b) - (a < b);
}

/* By contents besides the time, so that the order of lines cannot matter. */
static int
bar_cmp(const void *left, const void *right)
{
	const struct bar *a = left, *b = right;
	int c;

	if (a->ts != b->ts)
		return a->ts < b->ts ? -1 : 1;
	if ((c = order(a->usd, b->usd)) != 0 ||
	    (c = order(a->low, b->low)) != 0)
		return c;
	return order(a->high, b->high);
}

static int
spot_cmp(const void *left, const void *right)
{
	const struct spot *a = left, *b = right;

	if (a->ts != b->ts)
		return a->ts < b->ts ? -1 : 1;
	return order(a->x, b->x);
}

/* One of each time: the last in the order above. */
static void
sort_bars(struct tape *t)
{
	size_t i, n = 0;

	qsort(t->bar, t->n, sizeof(*t->bar), bar_cmp);
	for (i = 0; i < t->n; i++) {
		n += i > 0 && t->bar[i].ts != t->bar[i - 1].ts;
		t->bar[n] = t->bar[i];
	}
	t->n = n + 1;
}

static void
sort_spots(struct tape *t)
{
	size_t i, n = 0;

	qsort(t->spot, t->n, sizeof(*t->spot), spot_cmp);
	for (i = 0; i < t->n; i++) {
		n += i > 0 && t->spot[i].ts != t->spot[i - 1].ts;
		t->spot[n] = t->spot[i];
	}
	t->n = n + 1;
}

void
tapes_sort(struct tapes *all)
{
	size_t i;

	for (i = 0; i < all->names.n; i++)
		if (all->of[i].width_ms > 0)
			sort_bars(&all->of[i]);
		else
			sort_spots(&all->of[i]);
}

/* The first candle that opens at ts or later. */
static size_t
bar_at(const struct tape *t, int64_t ts)
{
	size_t low = 0, high = t->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (t->bar[mid].ts < ts)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

size_t
tape_within(const struct tape *t, int64_t since, int64_t until, size_t *first)
{
	size_t end = bar_at(t, until - t->width_ms + 1);

	*first = bar_at(t, since);
	return end > *first ? end - *first : 0;
}

/* Does it know half of the time, or marks within it? */
static bool
knows(const struct tape *t, const struct wanted *w)
{
	const int64_t span = w->until - w->since;
	size_t first;

	if (t->width_ms > 0)
		return (int64_t)tape_within(t, w->since, w->until, &first) *
			   t->width_ms >=
		       span / 2;
	return t->n > 0 && t->spot[0].ts < w->until &&
	       t->spot[t->n - 1].ts >= w->since;
}

/* Which of two speaks for their base: negative, the first. */
static int
prefer(const struct tape *a, const struct tape *b, const struct wanted *w)
{
	int c;

	if ((c = knows(b, w) - knows(a, w)) != 0 ||
	    (c = (strcmp(b->exchange, "binance") == 0) -
		 (strcmp(a->exchange, "binance") == 0)) != 0 ||
	    (c = (strcmp(b->quote, "USDT") == 0) -
		 (strcmp(a->quote, "USDT") == 0)) != 0 ||
	    (c = strcmp(a->exchange, b->exchange)) != 0 ||
	    (c = strcmp(a->symbol, b->symbol)) != 0)
		return c;
	return order((double)a->width_ms, (double)b->width_ms);
}

static bool
suits(const struct tape *t, const struct wanted *w)
{
	return (t->width_ms == 0) == (w->width_ms == 0) &&
	       t->width_ms <= w->width_ms && strcmp(t->base, w->base) == 0 &&
	       (*w->exchange == '\0' ||
		   strcmp(t->exchange, w->exchange) == 0) &&
	       (*w->symbol == '\0' || strcmp(t->symbol, w->symbol) == 0);
}

const struct tape *
tapes_find(const struct tapes *all, const struct wanted *w)
{
	const struct tape *best = NULL;
	size_t i;

	for (i = 0; i < all->names.n; i++)
		if (suits(&all->of[i], w) &&
		    (best == NULL || prefer(&all->of[i], best, w) < 0))
			best = &all->of[i];
	return best;
}

void
tapes_free(struct tapes *all)
{
	size_t i;

	for (i = 0; i < all->names.n; i++) {
		free(all->of[i].bar);
		free(all->of[i].spot);
	}
	free(all->of);
	names_free(&all->names);
	*all = (struct tapes){ 0 };
}

bool
tape_extremes(const struct tape *t, int64_t since, int64_t until, double *low,
    double *high)
{
	size_t i, first, n = tape_within(t, since, until, &first);

	if (n == 0)
		return false;
	*low = t->bar[first].low;
	*high = t->bar[first].high;
	for (i = first + 1; i < first + n; i++) {
		*low = fmin(*low, t->bar[i].low);
		*high = fmax(*high, t->bar[i].high);
	}
	return true;
}

double
tape_usd(const struct tape *t, int64_t since, int64_t until)
{
	size_t i, first, n = tape_within(t, since, until, &first);
	double sum = 0;

	for (i = first; i < first + n; i++)
		sum += t->bar[i].usd;
	return sum;
}

int64_t
ruler_bin(double x, double bin)
{
	return (int64_t)floor(x / bin);
}

double
ruler_middle(const struct ruler *g, size_t i)
{
	return ((double)(g->first + (int64_t)i) + 0.5) * g->bin;
}

/* An amount over [low, high) into the bins it covers. */
static void
spread(
    const struct ruler *g, double low, double high, double amount, double *to)
{
	const double last = (double)g->n;
	double a = low / g->bin - (double)g->first;
	double b = high / g->bin - (double)g->first;
	double i, part;

	if (b < 0 || a >= last)
		return;
	if (high - low < POINT) {
		if (a >= 0)
			to[(size_t)a] += amount;
		return;
	}
	for (i = fmax(0, floor(a)); i < fmin(last, b); i++) {
		part = fmin(i + 1, b) - fmax(i, a);
		to[(size_t)i] += amount * part / (b - a);
	}
}

void
tape_spread(const struct tape *t, int64_t since, int64_t until, bool by_time,
    const struct ruler *g, double *out)
{
	size_t i, first, n = tape_within(t, since, until, &first);
	const struct bar *b;

	for (i = first; i < first + n; i++) {
		b = &t->bar[i];
		spread(g, b->low, b->high,
		    by_time ? (double)t->width_ms : b->usd, out);
	}
}

double
tape_clip(const struct tape *t, int64_t ts, double x)
{
	size_t low = 0, high = t->n, mid;
	const struct spot *a, *b;

	while (low < high) { /* the first mark after ts */
		mid = low + (high - low) / 2;
		if (t->spot[mid].ts <= ts)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == 0 || low == t->n)
		return x;
	a = &t->spot[low - 1];
	b = &t->spot[low];
	if (b->ts - a->ts > MARKS_APART)
		return x;
	return fmin(fmax(x, fmin(a->x, b->x)), fmax(a->x, b->x));
}
