#include "liq-levels/history.h"

#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"

#define WIDEST (366 * DAY_MS)

/* Text with its end, so that no two rows of texts are alike. */
static char *
append(char *at, const char *text)
{
	size_t n = strlen(text) + 1;

	memcpy(at, text, n);
	return at + n;
}

/* Most records are of the same series as the one before. */
static bool
as_before(const struct history *h, const struct head *who, int64_t width)
{
	const struct series *s = &h->series[h->last];

	return h->names.n > 0 && s->width_ms == width &&
	       strcmp(s->symbol, who->symbol) == 0 &&
	       strcmp(s->exchange, who->exchange) == 0 &&
	       strcmp(s->base, who->base) == 0 &&
	       strcmp(s->quote, who->quote) == 0;
}

/* The number of a series, added when new; false: too many. */
static bool
series_of(
    struct history *h, const struct head *who, int64_t width, uint16_t *out)
{
	const size_t before = h->names.n;
	struct series *s;
	char key[sizeof(*s)], *end;
	uint32_t at;

	*out = h->last;
	if (as_before(h, who, width))
		return true;
	end = append(key, who->exchange);
	end = append(end, who->symbol);
	end = append(end, who->base);
	end = append(end, who->quote);
	memcpy(end, &width, sizeof(width));
	end += sizeof(width);
	at = names_id(&h->names, (struct str){ key, (size_t)(end - key) });
	if (at > UINT16_MAX)
		return false;
	*out = h->last = (uint16_t)at;
	if (at < before)
		return true;
	h->series = xgrow(h->series, at, &h->series_cap, sizeof(*h->series));
	s = &h->series[at];
	*s = (struct series){ .width_ms = width };
	memcpy(s->exchange, who->exchange, sizeof(s->exchange));
	memcpy(s->symbol, who->symbol, sizeof(s->symbol));
	memcpy(s->base, who->base, sizeof(s->base));
	memcpy(s->quote, who->quote, sizeof(s->quote));
	return true;
}

/* Digits in units of 10^-scale; false when 63 bits do not hold them. */
static bool
units(int64_t *out, struct dec d, int scale)
{
	i128 v;

	if (!dec_fixed(&v, d, scale) || v > INT64_MAX || v < 0)
		return false;
	*out = (int64_t)v;
	return true;
}

static bool
above(uint32_t *out, struct dec d, int64_t low, int scale)
{
	int64_t v;

	if (!units(&v, d, scale) || v - low > UINT32_MAX)
		return false;
	*out = (uint32_t)(v - low);
	return true;
}

static int
most(int a, int b)
{
	return a > b ? a : b;
}

/* False: the prices need the whole record. */
static bool
pack(struct fact *f, const struct candle *c)
{
	const int scale = most(most(c->open.scale, c->high.scale),
	    most(c->low.scale, c->close.scale));

	f->scale = (uint8_t)scale;
	return units(&f->is.low, c->low, scale) &&
	       above(&f->open, c->open, f->is.low, scale) &&
	       above(&f->high, c->high, f->is.low, scale) &&
	       above(&f->close, c->close, f->is.low, scale);
}

/* Borrowed text becomes our own. */
static struct str
own(struct str s)
{
	char *copy = xmalloc(s.n + 1);

	memcpy(copy, s.s, s.n);
	return (struct str){ copy, s.n };
}

static void
keep(struct history *h, struct fact *f, const struct record *r)
{
	struct record *k;

	h->kept = xgrow(h->kept, h->kept_n, &h->kept_cap, sizeof(*h->kept));
	f->is.more = h->kept_n;
	k = &h->kept[h->kept_n++];
	*k = *r;
	if (r->type == RECORD_BOOK) {
		k->as.book.bids = own(r->as.book.bids);
		k->as.book.asks = own(r->as.book.asks);
	}
}

static double
number(struct dec d, double otherwise)
{
	return d.known ? dec_double(d) : otherwise;
}

static void
candle(struct history *h, struct fact *f, const struct record *r)
{
	const struct candle *c = &r->as.candle;

	f->kind = FACT_CANDLE;
	f->usd = number(c->usd, -1);
	if (!c->usd.known && c->volume.known)
		f->usd = dec_double(c->volume) * dec_double(c->close);
	f->bought = -1;
	if (c->buy_volume.known && c->volume.known && c->volume.v > 0)
		f->bought =
		    (float)(dec_double(c->buy_volume) / dec_double(c->volume));
	if (!pack(f, c)) {
		keep(h, f, r);
		f->scale = SCALE_KEPT;
	}
}

static void
realised(struct fact *f, const struct total *t)
{
	f->kind = FACT_TOTAL;
	f->usd =
	    number(t->long_usd, t->side == SIDE_LONG ? number(t->usd, -1) : -1);
	f->is.short_usd = number(
	    t->short_usd, t->side == SIDE_SHORT ? number(t->usd, -1) : -1);
}

static void
interest(struct fact *f, const struct oi *o)
{
	f->kind = FACT_INTEREST;
	f->usd = number(o->usd, 0);
	if (!o->usd.known)
		f->usd = -dec_double(o->oi);
	else if (o->oi.known && o->oi.v > 0 && o->usd.v > 0)
		f->is.price = dec_double(o->usd) / dec_double(o->oi);
}

static void
event(struct fact *f, const struct liquidation *l)
{
	f->kind = FACT_EVENT;
	f->usd = dec_double(l->usd);
	f->scale = (uint8_t)l->side;
	f->is.id = l->id[0] != '\0' ? hash128(str_of(l->id)).a : 0;
}

static int64_t
width_of(const struct record *r)
{
	switch (r->type) {
	case RECORD_CANDLE:
		return r->as.candle.width_ms;
	case RECORD_OI:
		return r->as.oi.width_ms;
	case RECORD_TOTAL:
		return r->as.total.width_ms;
	default:
		return 0;
	}
}

/* false: no model uses it. */
static bool
describe(struct history *h, struct fact *f, const struct record *r)
{
	switch (r->type) {
	case RECORD_CANDLE:
		if (r->as.candle.final == TRUTH_FALSE)
			return false; /* it is not over */
		candle(h, f, r);
		return true;
	case RECORD_OI:
		interest(f, &r->as.oi);
		return true;
	case RECORD_FUNDING:
		f->kind = FACT_FUNDING;
		f->usd = dec_double(r->as.funding.rate);
		f->is.price = number(r->as.funding.mark, 0);
		return true;
	case RECORD_TOTAL:
		realised(f, &r->as.total);
		return true;
	case RECORD_LIQUIDATION:
		event(f, &r->as.liquidation);
		return r->as.liquidation.side != SIDE_NONE;
	case RECORD_TIER:
		f->kind = FACT_TIER;
		break;
	case RECORD_INSTRUMENT:
		f->kind = FACT_INSTRUMENT;
		break;
	case RECORD_POSITION:
		f->kind = FACT_POSITION;
		break;
	case RECORD_BOOK:
		f->kind = FACT_BOOK;
		break;
	default:
		return false;
	}
	keep(h, f, r);
	return true;
}

const char *
history_add(struct history *h, const struct record *r)
{
	struct fact f = { 0 };
	struct head who;

	if (r->type == RECORD_NONE || record_is_control(r->type))
		return NULL;
	if (width_of(r) > WIDEST)
		return "\"width_ms\" is more than a year";
	f.at = record_effective(r);
	if (r->type == RECORD_TOTAL) /* its width comes before its names */
		f.at += r->as.total.width_ms;
	if (!describe(h, &f, r))
		return NULL;
	who = *(const struct head *)(const void *)&r->as;
	if (r->type == RECORD_TOTAL) {
		memcpy(
		    who.exchange, r->as.total.exchange, sizeof(who.exchange));
		memcpy(who.symbol, r->as.total.symbol, sizeof(who.symbol));
		memcpy(who.base, r->as.total.base, sizeof(who.base));
		memcpy(who.quote, r->as.total.quote, sizeof(who.quote));
	}
	if (!series_of(h, &who, width_of(r), &f.series))
		return "too many symbols";
	h->of = xgrow(h->of, h->n, &h->cap, sizeof(*h->of));
	h->of[h->n++] = f;
	return NULL;
}

void
history_candle(const struct history *h, const struct fact *f, struct candle *c)
{
	const short scale = f->scale;

	if (f->scale == SCALE_KEPT) {
		*c = h->kept[f->is.more].as.candle;
		return;
	}
	c->low = (struct dec){ f->is.low, scale, true };
	c->open = (struct dec){ (i128)f->is.low + f->open, scale, true };
	c->high = (struct dec){ (i128)f->is.low + f->high, scale, true };
	c->close = (struct dec){ (i128)f->is.low + f->close, scale, true };
}

const struct record *
history_kept(const struct history *h, const struct fact *f)
{
	return &h->kept[f->is.more];
}

void
history_cut(struct history *h, int64_t until)
{
	size_t i, n = 0;

	for (i = 0; i < h->n; i++)
		if (h->of[i].at <= until)
			h->of[n++] = h->of[i];
	h->n = n;
}

void
history_forget(struct history *h)
{
	size_t i;

	for (i = 0; i < h->kept_n; i++)
		if (h->kept[i].type == RECORD_BOOK) {
			free((char *)h->kept[i].as.book.bids.s);
			free((char *)h->kept[i].as.book.asks.s);
		}
	h->kept_n = 0;
	h->n = 0;
}

void
history_free(struct history *h)
{
	history_forget(h);
	free(h->kept);
	free(h->of);
	free(h->series);
	names_free(&h->names);
	*h = (struct history){ 0 };
}
