#include "liq-levels/question.h"

#include <math.h>
#include <stdio.h>

/* Whole bins, and of the two at the ends the part that lies between. */
double
question_between(struct map *m, int side, size_t band, double from, double to)
{
	const double low = log(fmin(from, to)) / m->rules.step;
	const double high = log(fmax(from, to)) / m->rules.step;
	struct bins b = { 0 };
	double usd = 0, part;
	size_t i;

	map_standing(
	    m, &b, side, band, (int64_t)floor(low), (int64_t)floor(high));
	for (i = 0; i < b.n; i++) {
		const double k = (double)b.low + (double)i;

		part = fmin(k + 1, high) - fmax(k, low);
		usd += b.usd[i] * fmax(0, fmin(1, part));
	}
	bins_free(&b);
	return usd;
}

/* Clusters of a side, in a range that holds the price as well. */
static void
find(struct map *m, const struct teller *t, int side, double price,
    struct clusters *c)
{
	const int64_t k = map_bin(m, price);
	struct bins b = { 0 };
	int64_t low, high;

	tell_range(t, m, &low, &high);
	low = k < low ? k : low;
	high = k > high ? k : high;
	tell_find_in(m, side, low, high, c, &b);
	bins_free(&b);
}

static void
start(struct record *r, const struct map *m, const char *question, int side)
{
	struct check *c = &r->as.check;

	record_clear(r, RECORD_CHECK);
	tell_head((struct head *)(void *)c, m, m->now);
	str_copy(c->question, sizeof(c->question), str_of(question));
	c->side = side;
	str_copy(c->model, sizeof(c->model), str_of(tell_model(m)));
}

static void
put_cluster(struct check *c, const struct map *m, const struct crowd *crowd)
{
	if (crowd == NULL)
		return;
	c->cluster_low = tell_price(map_price(m, (double)crowd->first));
	c->cluster_high = tell_price(map_price(m, (double)(crowd->last + 1)));
	c->cluster_usd = tell_usd(crowd->usd, crowd->usd);
}

static void
put_between(struct check *c, double usd)
{
	c->between_usd = tell_usd(usd, usd);
}

/* Far prices are no answer; a map of a hundred times the price is none. */
static bool
sensible(const struct map *m, double price)
{
	const double ratio = price / map_last(m);

	return ratio > 0.01 && ratio < 100;
}

static void
answer(struct teller *t, struct record *r, bool dense)
{
	r->as.check.dense = dense ? TRUTH_TRUE : TRUTH_FALSE;
	t->dense = t->dense || dense;
	tell_record(t, r);
}

/* The whole leverage next to the stake's that is in no cluster. */
static struct dec
safe_leverage(const struct map *m, const struct clusters *c, struct stake s)
{
	const double most = margins_leverage(&m->margins);
	const int64_t own = (int64_t)dec_double(s.leverage);
	int64_t by, at;
	struct dec price;
	int turn;

	for (by = 0; by < 1000; by++)
		for (turn = 0; turn < 2; turn++) {
			at = turn == 0 ? own - by : own + by;
			if (at < 1 || at > (most > 0 ? (int64_t)most : 125))
				continue;
			price = margins_price(&m->margins, m->book.base, s.side,
			    m->inverse, s.entry, dec_int(at));
			if (!price.known ||
			    clusters_at(c, map_bin(m, dec_double(price))) ==
				NULL)
				return dec_int(at);
		}
	return (struct dec){ 0 };
}

static void
tell_forbidden(struct teller *t, const struct map *m, struct stake s)
{
	const double most = margins_leverage(&m->margins);
	char text[200];

	if (most <= 0 || dec_double(s.leverage) <= most)
		return;
	snprintf(text, sizeof(text),
	    "%.8gx is more than the %.8gx that the lowest tier allows",
	    dec_double(s.leverage), most);
	tell_note(t, m, "leverage", text);
}

static void
position(struct teller *t, struct map *m, struct stake s)
{
	struct clusters c = { 0 };
	const struct crowd *crowd = NULL;
	struct record r;
	struct check *to = &r.as.check;
	double price;

	tell_forbidden(t, m, s);
	start(&r, m, "position", s.side);
	to->entry = s.entry;
	to->leverage = s.leverage;
	to->price = margins_price(
	    &m->margins, m->book.base, s.side, m->inverse, s.entry, s.leverage);
	price = to->price.known ? dec_double(to->price) : 0;
	if (sensible(m, price)) {
		find(m, t, s.side, price, &c);
		crowd = clusters_at(&c, map_bin(m, price));
		put_cluster(to, m, crowd);
		put_between(
		    to, question_between(m, s.side, BANDS, map_last(m), price));
		to->safe_leverage = safe_leverage(m, &c, s);
	}
	answer(t, &r, crowd != NULL);
	clusters_free(&c);
}

/* Below the price stand longs, above it shorts. */
static int
side_of(const struct map *m, double price)
{
	return price < map_last(m) ? SIDE_LONG : SIDE_SHORT;
}

static void
stop(struct teller *t, struct map *m, struct dec at)
{
	const double price = dec_double(at);
	const int side = side_of(m, price);
	struct clusters c = { 0 };
	const struct crowd *crowd = NULL;
	struct record r;

	start(&r, m, "stop", side);
	r.as.check.price = at;
	if (sensible(m, price)) {
		find(m, t, side, price, &c);
		crowd = clusters_at(&c, map_bin(m, price));
		put_cluster(&r.as.check, m, crowd);
		put_between(&r.as.check,
		    question_between(m, side, BANDS, map_last(m), price));
	}
	answer(t, &r, crowd != NULL);
	clusters_free(&c);
}

/* The nearest cluster that begins beyond a bin. */
static const struct crowd *
next_cluster(const struct clusters *c, int side, int64_t k)
{
	const struct crowd *best = NULL, *o;
	size_t i;

	for (i = 0; i < c->n; i++) {
		o = &c->of[i];
		if (side == SIDE_LONG ? o->last >= k : o->first <= k)
			continue;
		if (best == NULL ||
		    (side == SIDE_LONG ? o->last > best->last
				       : o->first < best->first))
			best = o;
	}
	return best;
}

/* One line a band of leverage, then all of them with what comes next. */
static void
what_if(struct teller *t, struct map *m, struct dec at)
{
	const double price = dec_double(at);
	const int side = side_of(m, price);
	struct clusters c = { 0 };
	struct record r;
	size_t band;
	double usd;

	if (!sensible(m, price))
		return;
	find(m, t, side, price, &c);
	for (band = 0; band < BANDS; band++) {
		usd = question_between(m, side, band, map_last(m), price);
		start(&r, m, "what_if", side);
		r.as.check.price = at;
		r.as.check.leverage = dec_int(ladder_band_leverage(band));
		put_between(&r.as.check, usd);
		if (usd > 0)
			tell_record(t, &r);
	}
	start(&r, m, "what_if", side);
	r.as.check.price = at;
	put_between(
	    &r.as.check, question_between(m, side, BANDS, map_last(m), price));
	put_cluster(&r.as.check, m, next_cluster(&c, side, map_bin(m, price)));
	answer(t, &r, clusters_at(&c, map_bin(m, price)) != NULL);
	clusters_free(&c);
}

void
question_tell(struct teller *t, struct map *m)
{
	const struct asked *a = t->asked;

	if (a->position.side != SIDE_NONE)
		position(t, m, a->position);
	if (a->stop.known)
		stop(t, m, a->stop);
	if (a->what_if.known)
		what_if(t, m, a->what_if);
}
