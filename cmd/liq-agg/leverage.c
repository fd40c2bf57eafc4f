#include "liq-agg/leverage.h"

#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"

#define CHANGE_SCALE 6
#define RATE_SCALE 10
#define RATE_WIDTH (8 * HOUR_MS) /* funding is told for that long */

/*
 * What is a large change of open interest: half a per cent in an hour, and
 * with the root of the window's width as a random walk grows.  That is two
 * standard deviations of BTC's hours.  Where something else says the same,
 * half of it will do: liquidations that are a tenth of what was closed, or
 * funding of twice the 0.01 % at which most exchanges let it rest.
 */
#define LARGE 0.005
#define FORCED 0.1
#define PAID 0.0002

enum leverage_state
leverage_state(
    double oi_change, double forced, const double *funding, int64_t width_ms)
{
	const double large = LARGE * sqrt((double)width_ms / HOUR_MS);
	const bool paid = funding != NULL && fabs(*funding) >= PAID;

	if (oi_change <= (forced >= FORCED ? -large / 2 : -large))
		return STATE_FLUSHING;
	if (oi_change >= (paid ? large / 2 : large))
		return STATE_REBUILDING;
	return STATE_FLAT;
}

static struct series *
series_of(struct leverage *all, uint32_t product)
{
	while (product >= all->n) {
		all->of = xgrow(all->of, all->n, &all->cap, sizeof(*all->of));
		all->of[all->n++] = (struct series){ 0 };
	}
	return &all->of[product];
}

/* The first at or after a time, in rows of size that begin with theirs. */
static size_t
reach(const void *rows, size_t n, size_t size, int64_t ts)
{
	size_t low = 0, high = n, middle;
	int64_t at;

	while (low < high) {
		middle = low + (high - low) / 2;
		memcpy(&at, (const char *)rows + middle * size, sizeof(at));
		if (at < ts)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Of two values for one time the smaller stays, whichever came first. */
static int
smaller(struct dec a, struct dec b)
{
	if (!a.known || !b.known)
		return (int)b.known - (int)a.known;
	return dec_cmp(a, b);
}

static int
moment_cmp(const void *a, const void *b)
{
	const struct moment *x = a, *y = b;
	int c = (x->ts > y->ts) - (x->ts < y->ts);

	if (c != 0 || (c = smaller(x->coins, y->coins)) != 0)
		return c;
	return smaller(x->usd, y->usd);
}

static int
rate_cmp(const void *a, const void *b)
{
	const struct rate *x = a, *y = b;
	int c = (x->ts > y->ts) - (x->ts < y->ts);

	return c != 0 ? c : smaller(x->rate, y->rate);
}

static void
keep_moment(struct series *s, const struct moment *m)
{
	s->unsorted = s->unsorted ||
		      (s->ois > 0 && moment_cmp(&s->oi[s->ois - 1], m) >= 0);
	s->oi = xgrow(s->oi, s->ois, &s->oi_cap, sizeof(*s->oi));
	s->oi[s->ois++] = *m;
}

static void
keep_rate(struct series *s, const struct rate *r)
{
	s->unsorted =
	    s->unsorted ||
	    (s->fundings > 0 && rate_cmp(&s->funding[s->fundings - 1], r) >= 0);
	s->funding =
	    xgrow(s->funding, s->fundings, &s->funding_cap, sizeof(*r));
	s->funding[s->fundings++] = *r;
}

/* Sorted rows that begin with their time: the first of each stays. */
static size_t
unique(void *rows, size_t n, size_t size)
{
	char *to = rows;
	const char *from = rows;
	size_t i, kept = 0;

	for (i = 0; i < n; i++) {
		if (kept > 0 && memcmp(to + (kept - 1) * size, from + i * size,
				    sizeof(int64_t)) == 0)
			continue;
		memmove(to + kept++ * size, from + i * size, size);
	}
	return kept;
}

void
leverage_settle(struct leverage *all)
{
	struct series *s;
	size_t i;

	for (i = 0; i < all->n; i++) {
		s = &all->of[i];
		if (!s->unsorted)
			continue;
		if (s->ois > 0)
			qsort(s->oi, s->ois, sizeof(*s->oi), moment_cmp);
		if (s->fundings > 0)
			qsort(s->funding, s->fundings, sizeof(*s->funding),
			    rate_cmp);
		s->ois = unique(s->oi, s->ois, sizeof(*s->oi));
		s->fundings =
		    unique(s->funding, s->fundings, sizeof(*s->funding));
		s->unsorted = false;
	}
}

const char *
leverage_oi(struct leverage *all, uint32_t product, const struct oi *oi)
{
	struct moment m = { oi->ts, oi->oi, oi->usd };
	i128 v;

	if (m.coins.known && !dec_fixed(&v, m.coins, QTY_SCALE))
		return "\"oi\" is out of range";
	if (m.usd.known && !dec_fixed(&v, m.usd, USD_SCALE))
		return "\"usd\" is out of range";
	keep_moment(series_of(all, product), &m);
	return NULL;
}

const char *
leverage_funding(
    struct leverage *all, uint32_t product, const struct funding *f)
{
	struct rate r = { f->ts, f->rate };

	if (f->width_ms != INT_NONE && f->width_ms > 0 &&
	    f->width_ms != RATE_WIDTH &&
	    (!dec_mul(&r.rate, f->rate, dec_int(RATE_WIDTH)) ||
		!dec_div(&r.rate, r.rate, dec_int(f->width_ms), RATE_SCALE)))
		return "\"rate\" is out of range";
	if (!dec_round(&r.rate, r.rate, RATE_SCALE))
		return "\"rate\" is out of range";
	keep_rate(series_of(all, product), &r);
	return NULL;
}

static size_t
drop(void *rows, size_t n, size_t size, int64_t before)
{
	size_t at = reach(rows, n, size, before);

	if (at < 2)
		return n;
	at--; /* the last before it still says what was then */
	memmove(rows, (char *)rows + at * size, (n - at) * size);
	return n - at;
}

void
leverage_forget(struct leverage *all, int64_t before)
{
	struct series *s;
	size_t i;

	for (i = 0; i < all->n; i++) {
		s = &all->of[i];
		s->ois = drop(s->oi, s->ois, sizeof(*s->oi), before);
		s->fundings =
		    drop(s->funding, s->fundings, sizeof(*s->funding), before);
	}
}

/* A border of the window says nothing where its value is older than that. */
static int64_t
age(const struct window *w)
{
	return w->width_ms > HOUR_MS ? w->width_ms : HOUR_MS;
}

/*
 * The last value before the window, or the first within it, and the last
 * within it; false: there are no two.
 */
static bool
borders(const struct series *s, const struct window *w,
    const struct moment **open, const struct moment **close)
{
	size_t first = reach(s->oi, s->ois, sizeof(*s->oi), w->ts);
	size_t end = reach(s->oi, s->ois, sizeof(*s->oi), window_end(w));

	if (first > 0 && s->oi[first - 1].ts >= w->ts - age(w))
		first--;
	if (end < first + 2 || s->oi[end - 1].ts < window_end(w) - age(w))
		return false;
	*open = &s->oi[first];
	*close = &s->oi[end - 1];
	return true;
}

/* Open interest of a group at both ends, in one unit. */
struct change {
	i128 open, close;
	bool known;
};

static void
add(struct change *c, struct dec open, struct dec close, int scale)
{
	i128 a, b;

	c->known = c->known && open.known && close.known &&
		   dec_fixed(&a, open, scale) && dec_fixed(&b, close, scale) &&
		   fixed_add(&c->open, a) && fixed_add(&c->close, b);
}

/* The mean of its products' rates, the last of each within a day. */
struct mean {
	struct dec sum;
	int64_t n;
};

static void
pay(struct mean *m, const struct series *s, const struct window *w)
{
	size_t at =
	    reach(s->funding, s->fundings, sizeof(*s->funding), window_end(w));
	struct dec sum;

	if (at == 0 || s->funding[at - 1].ts < window_end(w) - DAY_MS)
		return;
	sum = s->funding[at - 1].rate;
	if (m->n > 0 && !dec_add(&sum, m->sum, sum))
		return;
	m->sum = sum;
	m->n++;
}

/* Of what was closed: how much by force.  usd or qty of the same scale. */
static double
forced(const struct change *c, struct dec part, int scale)
{
	if (!part.known || c->close >= c->open)
		return 0;
	return dec_double(part) /
	       dec_double(dec_of_fixed(c->open - c->close, scale));
}

static void
state(struct total *t, const struct change *c, int scale, struct dec part,
    const struct window *w, bool whole)
{
	double funding = dec_double(t->funding);

	if (!c->known || c->open <= 0 ||
	    !dec_div(&t->oi_change, dec_of_fixed(c->close - c->open, scale),
		dec_of_fixed(c->open, scale), CHANGE_SCALE)) {
		t->oi_change = (struct dec){ 0 };
		return;
	}
	if (whole)
		t->state = leverage_state(dec_double(t->oi_change),
		    forced(c, part, scale), t->funding.known ? &funding : NULL,
		    w->width_ms);
}

void
leverage_total(struct total *t, const struct leverage *all,
    const struct products *products, const struct group *g,
    const struct window *w, const struct flow *flow)
{
	struct change coins = { .known = !g->mixed }, usd = { .known = true };
	const struct moment *open, *close;
	struct mean mean = { 0 };
	size_t i, n = 0;

	for (i = 0; i < all->n; i++) {
		if (all->of[i].ois + all->of[i].fundings == 0 ||
		    !group_has(g, &products->of[i]))
			continue;
		pay(&mean, &all->of[i], w);
		if (!borders(&all->of[i], w, &open, &close))
			continue;
		add(&coins, open->coins, close->coins, QTY_SCALE);
		add(&usd, open->usd, close->usd, USD_SCALE);
		n++;
	}
	if (mean.n > 0 &&
	    !dec_div(&t->funding, mean.sum, dec_int(mean.n), RATE_SCALE))
		t->funding = (struct dec){ 0 };
	if (n == 0)
		return;
	if (coins.known)
		state(t, &coins, QTY_SCALE, flow->qty, w, flow->whole);
	else
		state(t, &usd, USD_SCALE, flow->usd, w, flow->whole);
}

void
leverage_free(struct leverage *all)
{
	size_t i;

	for (i = 0; i < all->n; i++) {
		free(all->of[i].oi);
		free(all->of[i].funding);
	}
	free(all->of);
	*all = (struct leverage){ 0 };
}
