#include "liq-levels/signal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "liq-levels/question.h"
#include "liq-levels/rates.h"

#define NEAR 0.02 /* of the price: what imbalance is measured within */
#define CLOSE_BY 0.05 /* of the price: clusters worth a signal */
#define BURST 10 /* times a usual hour: a cluster was just swept */

/* What the signals share. */
struct scene {
	struct teller *t;
	struct map *m;
	struct crowd nearest[2]; /* cluster of each side; usd 0: none near */
};

/* They were measured on all of the map that liq-levels makes by itself. */
static void
put_rate(struct signal_fact *s, const struct map *m)
{
	const struct rate *r = rate_find(s->name, s->base, s->side);

	if (r == NULL || strcmp(tell_model(m), "memory") != 0 ||
	    m->rules.near > 0 || isfinite(m->rules.far))
		return;
	s->hit_rate = tell_ratio(r->hit);
	s->hit_low = tell_ratio(r->low);
	s->hit_high = tell_ratio(r->high);
	s->hit_n = r->n;
}

static void
emit(const struct scene *at, const char *name, int side, double price,
    double usd, double strength)
{
	struct record r;
	struct signal_fact *s = &r.as.signal;

	record_clear(&r, RECORD_SIGNAL);
	tell_head((struct head *)(void *)s, at->m, at->m->now);
	str_copy(s->name, sizeof(s->name), str_of(name));
	s->side = side;
	s->price = tell_price(price);
	s->usd = tell_usd(usd, usd);
	s->strength = tell_ratio(strength);
	put_rate(s, at->m);
	tell_record(at->t, &r);
}

static double
peak(const struct scene *at, size_t side)
{
	return map_price(at->m, (double)at->nearest[side].peak + 0.5);
}

static void
look_around(struct scene *at)
{
	const double close = map_last(at->m);
	struct clusters c = { 0 };
	struct bins b = { 0 };
	int64_t low, high, here = map_bin(at->m, close), by, best;
	size_t i, k;

	low = map_bin(at->m, close * (1 - CLOSE_BY));
	high = map_bin(at->m, close * (1 + CLOSE_BY));
	for (i = 0; i < 2; i++) {
		best = INT64_MAX;
		tell_find_in(
		    at->m, i == 0 ? SIDE_LONG : SIDE_SHORT, low, high, &c, &b);
		for (k = 0; k < c.n; k++) {
			by = llabs(c.of[k].peak - here);
			if (by < best) {
				best = by;
				at->nearest[i] = c.of[k];
			}
		}
	}
	clusters_free(&c);
	bins_free(&b);
}

static void
nearest_cluster(const struct scene *at)
{
	size_t i;

	for (i = 0; i < 2; i++)
		if (at->nearest[i].usd > 0)
			emit(at, "nearest_cluster",
			    i == 0 ? SIDE_LONG : SIDE_SHORT, peak(at, i),
			    at->nearest[i].usd, at->nearest[i].prominence);
}

/* The heavier side, and by how much of both. */
static void
imbalance(const struct scene *at)
{
	const double close = map_last(at->m);
	const double below = question_between(
	    at->m, SIDE_LONG, BANDS, close * (1 - NEAR), close);
	const double above = question_between(
	    at->m, SIDE_SHORT, BANDS, close, close * (1 + NEAR));

	if (below + above > 0)
		emit(at, "imbalance", below > above ? SIDE_LONG : SIDE_SHORT,
		    close, fabs(below - above),
		    fabs(below - above) / (below + above));
}

/* The last hour swept many times what hours usually do. */
static void
swept_cluster(const struct scene *at)
{
	const struct map *m = at->m;
	double usual, usd;
	int side;

	if (!odds_usual(&m->odds, m->now - 1, &usual))
		return;
	for (side = SIDE_LONG; side <= SIDE_SHORT; side++)
		if (odds_predicted(&m->odds, m->now - 1, side, &usd) &&
		    usd > BURST * usual)
			emit(at, "swept_cluster", side, map_last(m),
			    usd * tuning_factor(&m->tuning[memory_of(side)]),
			    usd / usual);
}

/* One side pays to stay, and a cluster of it stands near. */
static void
squeeze(const struct scene *at)
{
	const size_t i = at->m->funding < 0;

	if (at->m->funded && at->m->funding != 0 && at->nearest[i].usd > 0)
		emit(at, "squeeze", i == 0 ? SIDE_LONG : SIDE_SHORT,
		    peak(at, i), at->nearest[i].usd, at->m->funding);
}

/* The book up to a cluster is thinner than the cluster. */
static void
thin_book(const struct scene *at)
{
	const struct depth *d = &at->m->depth;
	double usd;
	size_t i;

	for (i = 0; i < 2; i++) {
		const int side = i == 0 ? SIDE_LONG : SIDE_SHORT;

		if (d->n[i] == 0 || at->nearest[i].usd <= 0)
			continue;
		usd = depth_between(d, side, map_last(at->m), peak(at, i));
		if (usd > 0 && usd < at->nearest[i].usd)
			emit(at, "thin_book", side, peak(at, i),
			    at->nearest[i].usd, at->nearest[i].usd / usd);
	}
}

/* Open interest is above its mean of 24 h, and a cluster stands near. */
static void
rising_interest(const struct scene *at)
{
	const struct average *mean = &at->m->memory.pace.interest;
	const double now = at->m->memory.interest;
	const size_t i = at->nearest[1].usd > at->nearest[0].usd;

	if (mean->any && now > mean->value && at->nearest[i].usd > 0)
		emit(at, "rising_interest", i == 0 ? SIDE_LONG : SIDE_SHORT,
		    peak(at, i), at->nearest[i].usd, now / mean->value - 1);
}

/* Takers pushed one way in 24 h and the price went the other. */
static void
taker_divergence(const struct scene *at)
{
	const struct pace *p = &at->m->memory.pace;
	const double delta = p->volume.value > 0
				 ? p->bought_over_sold.value / p->volume.value
				 : 0;
	const size_t i = p->change.value > 0;

	if (delta * p->change.value < 0 && at->nearest[i].usd > 0)
		emit(at, "taker_divergence", i == 0 ? SIDE_LONG : SIDE_SHORT,
		    peak(at, i), at->nearest[i].usd, delta);
}

void
signal_tell(struct teller *t, struct map *m)
{
	static void (*const all[])(const struct scene *) = { nearest_cluster,
		imbalance, swept_cluster, squeeze, thin_book, rising_interest,
		taker_divergence };
	struct scene at = { .t = t, .m = m };
	size_t i;

	look_around(&at);
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		all[i](&at);
}
