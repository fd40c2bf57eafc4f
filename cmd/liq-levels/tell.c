#include "liq-levels/tell.h"

#include <math.h>
#include <stdio.h>

#include "base/when.h"
#include "io/out.h"

#define DIGITS 10 /* of the largest amount, besides the first */
#define BACKGROUND 0.025 /* of the price, on either side of a bin */

void
tell_head(struct head *head, const struct map *m, int64_t ts)
{
	*head = (struct head){ .ts = ts };
	memcpy(head->base, m->book.base, sizeof(head->base));
	if (m->by_base && m->book.base[0] != '\0')
		return;
	memcpy(head->exchange, m->book.exchange, sizeof(head->exchange));
	memcpy(head->symbol, m->book.symbol, sizeof(head->symbol));
	memcpy(head->quote, m->book.quote, sizeof(head->quote));
}

const char *
tell_model(const struct map *m)
{
	if (m->rules.rules.own)
		return "memory-own";
	return m->rules.variant->name;
}

/* Decimals that give the largest amount its digits. */
static int
decimals(double most, int digits, int least)
{
	double n = most > 0 ? digits - floor(log10(most)) : least;

	return (int)fmax(least, fmin(n, DEC_SCALE - 10));
}

static struct dec
rounded(double x, int scale)
{
	struct dec d = { 0 };

	if (!isfinite(x) || !dec_of_double(&d, x, scale))
		d.known = false;
	return d;
}

struct dec
tell_usd(double usd, double most)
{
	const int scale = decimals(most, DIGITS, 2);

	return rounded(usd, scale < USD_SCALE ? scale : USD_SCALE);
}

struct dec
tell_price(double price)
{
	return rounded(price, decimals(price, 7, 0));
}

struct dec
tell_ratio(double x)
{
	return rounded(x, 6);
}

void
tell_record(struct teller *t, const struct record *r)
{
	record_put(&t->line, r, t->asked->strings);
	out_take(&t->line);
	t->count++;
}

void
tell_range(
    const struct teller *t, const struct map *m, int64_t *low, int64_t *high)
{
	const double range = dec_double(t->asked->range);
	const double close = map_last(m);

	*low = map_bin(m, close * (1 - range));
	*high = map_bin(m, close * (1 + range));
}

/* [[k,usd],...], zeros left out. */
static struct str
put_bins(struct buf *to, const struct bins *b, int scale)
{
	struct dec usd;
	size_t i;

	buf_putc(to, '[');
	for (i = 0; i < b->n; i++) {
		usd = rounded(b->usd[i], scale);
		if (!usd.known || usd.v <= 0)
			continue;
		buf_puts(to, to->n > 1 ? ",[" : "[");
		buf_int(to, b->low + (int64_t)i);
		buf_putc(to, ',');
		dec_put(to, usd);
		buf_putc(to, ']');
	}
	buf_putc(to, ']');
	return buf_view(to);
}

/* The quantiles of one side, where there are any. */
static void
put_quantiles(
    const struct map *m, size_t i, int scale, struct dec *low, struct dec *high)
{
	const double factor = tuning_factor(&m->tuning[i]);
	struct quantiles q;
	double usual;

	if (m->sheet.width_ms != HOUR_MS ||
	    !odds_usual(&m->odds, m->sheet.ts, &usual))
		return;
	q = odds_quantiles(&m->rules.odds, m->sheet.usd[i], usual * factor);
	*low = rounded(q.low, scale);
	*high = rounded(q.high, scale);
}

static void
fill_column(struct column *c, const struct teller *t, const struct map *m)
{
	const struct sheet *s = &m->sheet;
	const int64_t end = s->ts + s->width_ms;
	struct head head;

	tell_head(&head, m, s->ts);
	c->ts = head.ts;
	c->width_ms = s->width_ms;
	memcpy(c->exchange, head.exchange, sizeof(head.exchange));
	memcpy(c->symbol, head.symbol, sizeof(head.symbol));
	memcpy(c->base, head.base, sizeof(head.base));
	memcpy(c->quote, head.quote, sizeof(head.quote));
	c->open = s->open;
	c->high = s->high;
	c->low = s->low;
	c->close = s->close;
	c->bin_low = dec_int(1);
	c->bin_step = t->asked->step;
	str_copy(c->model, sizeof(c->model), str_of(tell_model(m)));
	c->final = m->now >= end ? intake_final(t->intake, end) : TRUTH_FALSE;
}

void
tell_column(struct teller *t, struct map *m)
{
	struct buf text[4] = { 0 };
	struct bins standing[2] = { 0 };
	const struct sheet *s = &m->sheet;
	struct record r;
	struct column *c = &r.as.column;
	double most = fmax(s->usd[0], s->usd[1]) / 1e3;
	int64_t low, high;
	int i, scale;

	if (s->ts < t->since)
		return;
	record_clear(&r, RECORD_COLUMN);
	fill_column(c, t, m);
	tell_range(t, m, &low, &high);
	for (i = 0; i < 2; i++) {
		map_standing(m, &standing[i], i == 0 ? SIDE_LONG : SIDE_SHORT,
		    BANDS, low, high);
		most = fmax(most, bins_most(&standing[i]));
		most = fmax(most, bins_most(&s->swept[i]));
	}
	scale = decimals(most, DIGITS, 2);
	scale = scale < USD_SCALE ? scale : USD_SCALE;
	c->lng = put_bins(&text[0], &standing[0], scale);
	c->shrt = put_bins(&text[1], &standing[1], scale);
	c->swept_long = put_bins(&text[2], &s->swept[0], scale);
	c->swept_short = put_bins(&text[3], &s->swept[1], scale);
	c->swept_long_usd = rounded(s->usd[0], scale);
	c->swept_short_usd = rounded(s->usd[1], scale);
	put_quantiles(
	    m, 0, scale, &c->swept_long_usd_low, &c->swept_long_usd_high);
	put_quantiles(
	    m, 1, scale, &c->swept_short_usd_low, &c->swept_short_usd_high);
	tell_record(t, &r);
	for (i = 0; i < 4; i++)
		buf_free(&text[i]);
	bins_free(&standing[0]);
	bins_free(&standing[1]);
}

/* One bin of one band. */
struct place {
	int side;
	size_t band;
	int64_t k;
	double usd, most; /* here, and where most is */
	double opened; /* usd times hours since the clock's start */
};

/* In minutes: what it is made of is no finer. */
static int64_t
age_of(const struct map *m, const struct place *at)
{
	const double hours = (double)(m->now - m->clock.since) / HOUR_MS;

	return MINUTE_MS *
	       (int64_t)fmax(0, rint(60 * (hours - at->opened / at->usd)));
}

static void
tell_level(struct teller *t, const struct map *m, const struct place *at)
{
	struct record r;
	struct level *l = &r.as.level;

	record_clear(&r, RECORD_LEVEL);
	tell_head((struct head *)(void *)l, m, m->now);
	l->side = at->side;
	l->usd = tell_usd(at->usd, at->most);
	if (!l->usd.known || l->usd.v <= 0)
		return;
	l->price = tell_price(map_price(m, (double)at->k + 0.5));
	l->low = tell_price(map_price(m, (double)at->k));
	l->high = tell_price(map_price(m, (double)(at->k + 1)));
	l->leverage = dec_int(ladder_band_leverage(at->band));
	if (m->rules.aged)
		l->age_ms = age_of(m, at);
	str_copy(l->model, sizeof(l->model), str_of(tell_model(m)));
	tell_record(t, &r);
}

static void
tell_band(struct teller *t, const struct map *m, struct place *at,
    const struct bins *usd, const struct bins *opened)
{
	size_t i;

	for (i = 0; i < usd->n; i++) {
		at->k = usd->low + (int64_t)i;
		at->usd = usd->usd[i];
		at->opened = m->rules.aged ? opened->usd[i] : 0;
		tell_level(t, m, at);
	}
}

void
tell_levels(struct teller *t, struct map *m)
{
	struct bins usd = { 0 }, opened = { 0 };
	struct place at;
	int64_t low, high;

	tell_range(t, m, &low, &high);
	for (at.side = SIDE_LONG; at.side <= SIDE_SHORT; at.side++) {
		map_standing(m, &usd, at.side, BANDS, low, high);
		at.most = bins_most(&usd);
		for (at.band = 0; at.band < BANDS; at.band++) {
			map_standing(m, &usd, at.side, at.band, low, high);
			if (m->rules.aged)
				map_opened(
				    m, &opened, at.side, at.band, low, high);
			tell_band(t, m, &at, &usd, &opened);
		}
	}
	bins_free(&usd);
	bins_free(&opened);
}

void
tell_find_in(struct map *m, int side, int64_t low, int64_t high,
    struct clusters *c, struct bins *b)
{
	const int64_t around =
	    (int64_t)fmax(1, rint(BACKGROUND / expm1(m->rules.step)));

	map_standing(m, b, side, BANDS, low - around, high + around);
	clusters_find(c, b, low, high, around, map_bin(m, map_last(m)));
}

static void
tell_cluster(struct teller *t, const struct map *m, int side,
    const struct crowd *crowd, size_t rank, double most)
{
	const double factor = tuning_factor(&m->tuning[memory_of(side)]);
	const double price = map_price(m, (double)crowd->peak + 0.5);
	struct record r;
	struct cluster *c = &r.as.cluster;
	struct quantiles q;
	double usual;

	record_clear(&r, RECORD_CLUSTER);
	tell_head((struct head *)(void *)c, m, m->now);
	c->side = side;
	c->price = tell_price(price);
	c->low = tell_price(map_price(m, (double)crowd->first));
	c->high = tell_price(map_price(m, (double)(crowd->last + 1)));
	c->usd = tell_usd(crowd->usd, most);
	if (odds_usual(&m->odds, m->now, &usual)) {
		q = odds_quantiles(&m->rules.odds, crowd->usd, usual * factor);
		c->usd_low = tell_usd(q.low, most);
		c->usd_high = tell_usd(q.high, most);
	}
	c->rank = (int64_t)rank;
	c->distance = tell_ratio(fabs(price / map_last(m) - 1));
	c->prominence = tell_ratio(crowd->prominence);
	str_copy(c->model, sizeof(c->model), str_of(tell_model(m)));
	tell_record(t, &r);
}

void
tell_clusters(struct teller *t, struct map *m)
{
	struct clusters c = { 0 };
	struct bins b = { 0 };
	int64_t low, high;
	size_t i;
	int side;

	tell_range(t, m, &low, &high);
	for (side = SIDE_LONG; side <= SIDE_SHORT; side++) {
		tell_find_in(m, side, low, high, &c, &b);
		for (i = 0; i < c.n; i++)
			tell_cluster(t, m, side, &c.of[i], i + 1, c.of[0].usd);
	}
	clusters_free(&c);
	bins_free(&b);
}

void
tell_free(struct teller *t)
{
	buf_free(&t->line);
}
