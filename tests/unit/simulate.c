/* What the built-in market says: records, their sums, and the same again. */
#include <stdlib.h>

#include "base/hash.h"
#include "base/when.h"
#include "base/x.h"
#include "liq-fetch/simulate.h"
#include "tap.h"

#define DAY_ZERO INT64_C(1735689600000) /* 2025-01-01 */
#define KIND(type) (UINT32_C(1) << RECORD_##type)
#define ALL_KINDS ((UINT32_C(2) << RECORD_KINDS) - 2)

struct said {
	struct buf text;
	struct line {
		size_t at, n; /* in the text */
		struct record r;
	} * of;
	size_t n, cap;
	const struct simulate *asked;
	int64_t from, to; /* only these times are kept */
	int bad; /* lines that do not read back */
	int late; /* out of order within a coin */
	int beyond; /* out of the span that was asked for */
};

static struct str
text_of(const struct said *s, const struct line *l)
{
	return (struct str){ s->text.s + l->at, l->n };
}

static void
take(void *arg, const struct record *r)
{
	struct said *s = arg;
	struct line l = { .at = s->text.n, .r = *r };
	const struct line *last = s->n > 0 ? &s->of[s->n - 1] : NULL;
	struct record back;
	struct str line;

	s->beyond += r->as.ts < s->asked->since ||
		     record_effective(r) > s->asked->until ||
		     r->as.ts >= s->asked->until;
	if (r->as.ts < s->from || r->as.ts >= s->to)
		return;
	record_put(&s->text, r, false);
	l.n = s->text.n - l.at;
	line = text_of(s, &l);
	line.n--;
	s->bad += record_parse(&back, line) != NULL;
	s->late += last != NULL &&
		   record_effective(&last->r) > record_effective(r) &&
		   strcmp(last->r.as.oi.base, r->as.oi.base) == 0;
	s->of = xgrow(s->of, s->n, &s->cap, sizeof(*s->of));
	s->of[s->n++] = l;
}

static const char *
say(struct said *s, const struct simulate *asked)
{
	const struct sink sink = { .record = take, .arg = s };

	s->asked = asked;
	s->from = s->from == 0 ? INT64_MIN : s->from;
	s->to = s->to == 0 ? INT64_MAX : s->to;
	return simulate_run(asked, &sink);
}

static void
said_free(struct said *s)
{
	free(s->of);
	buf_free(&s->text);
	*s = (struct said){ 0 };
}

/* Two coins of a middle size. */
static const char *const two[] = { "DOGE", "TRX", NULL };
static const char *const one[] = { "TRX", NULL };

/* n days from a day on, counted from 2025-01-01. */
static struct simulate
ask(int64_t day, int64_t n, uint32_t kinds)
{
	struct simulate s = { .seed = 1,
		.coins = 15,
		.bases = two,
		.since = DAY_ZERO + day * DAY_MS,
		.until = DAY_ZERO + (day + n) * DAY_MS,
		.width_ms = 6 * HOUR_MS,
		.kinds = kinds };

	return s;
}

static bool
same_text(const struct said *a, const struct said *b)
{
	return a->n > 0 && str_same(buf_view(&a->text), buf_view(&b->text));
}

/* Two spans, and what both say of the times they share. */
static bool
agree(const struct simulate *a, const struct simulate *b)
{
	struct said x = { 0 }, y = { 0 };
	bool good;

	x.from = y.from = a->since > b->since ? a->since : b->since;
	x.to = y.to = a->until < b->until ? a->until : b->until;
	good = say(&x, a) == NULL && say(&y, b) == NULL && same_text(&x, &y);
	good = good && x.beyond == 0 && y.beyond == 0;
	printf("# %zu and %zu lines\n", x.n, y.n);
	said_free(&x);
	said_free(&y);
	return good;
}

static void
test_overlap(void)
{
	struct simulate a = ask(3, 2, ALL_KINDS), b = ask(4, 2, ALL_KINDS);
	struct said whole = { 0 };

	ok(agree(&a, &b), "spans that overlap agree");
	a = ask(31, 2, ALL_KINDS);
	b = ask(32, 1, ALL_KINDS);
	a.bases = b.bases = one;
	ok(agree(&a, &b), "also over a border");
	a = ask(-33, 2, ALL_KINDS);
	b = ask(-32, 1, ALL_KINDS);
	a.bases = b.bases = one;
	ok(agree(&a, &b), "also before 2025");
	a = ask(1, 1, KIND(LIQUIDATION));
	a.bases = one;
	say(&whole, &a);
	b = a;
	b.until = whole.of[whole.n / 2].r.as.ts;
	ok(b.until % 10000 != 0 && agree(&a, &b),
	    "also where a span ends within a step");
	said_free(&whole);
	a = ask(0, 1, KIND(LIQUIDATION));
	b = a;
	b.width_ms = 5 * MINUTE_MS;
	ok(agree(&a, &b), "the interval changes no liquidation");
}

static void
test_coins(void)
{
	const char *const more[] = { "DOGE", "TRX", "HBAR", NULL };
	struct simulate a = ask(0, 1, ALL_KINDS), b = a;
	struct said x = { 0 }, y = { 0 };
	struct str rest;

	say(&x, &a);
	b.bases = one;
	say(&y, &b);
	rest = str_from(buf_view(&x.text), x.text.n - y.text.n);
	ok(y.n > 0 && y.n < x.n && str_same(rest, buf_view(&y.text)),
	    "one coin says alone what it says among others");
	said_free(&y);
	b = a;
	b.bases = more;
	b.coins = 16;
	say(&y, &b);
	ok(y.n > x.n && str_starts(buf_view(&y.text), buf_view(&x.text)),
	    "more coins change nothing about the first");
	said_free(&y);
	b = a;
	b.seed = 2;
	say(&y, &b);
	ok(!same_text(&x, &y), "another seed is another market");
	ok(x.bad == 0 && y.bad == 0, "every line reads back");
	ok(x.late == 0 && y.late == 0, "in order of effective time");
	said_free(&x);
	said_free(&y);
}

static bool
at(const struct record *r, const struct record *other)
{
	return r->as.ts == other->as.ts &&
	       strcmp(r->as.oi.base, other->as.oi.base) == 0;
}

/* Sums over the positions that are said at the moment of an oi record. */
static bool
carried(const struct said *s, size_t i)
{
	struct dec lots[3] = { dec_int(0), dec_int(0), dec_int(0) };
	struct dec usd[3] = { dec_int(0), dec_int(0), dec_int(0) };
	const struct record *oi = &s->of[i].r;

	for (size_t k = i; k < s->n && at(oi, &s->of[k].r); k++) {
		const struct position *p = &s->of[k].r.as.position;

		if (s->of[k].r.type != RECORD_POSITION)
			continue;
		if (!dec_add(&lots[p->side], lots[p->side], p->qty) ||
		    !dec_add(&usd[p->side], usd[p->side], p->usd))
			return false;
	}
	return dec_cmp(lots[SIDE_LONG], oi->as.oi.oi) == 0 &&
	       dec_cmp(lots[SIDE_SHORT], oi->as.oi.oi) == 0 &&
	       dec_cmp(usd[SIDE_LONG], oi->as.oi.usd) == 0 &&
	       dec_cmp(usd[SIDE_SHORT], oi->as.oi.usd) == 0;
}

static void
test_books(void)
{
	struct simulate a = ask(40, 1, KIND(OI) | KIND(POSITION));
	struct said s = { 0 };
	int moments = 0;
	bool good = true;

	a.seed = 7;
	say(&s, &a);
	for (size_t i = 0; i < s.n; i++)
		if (s.of[i].r.type == RECORD_OI) {
			moments++;
			good = good && carried(&s, i);
		}
	ok(moments == 2 * 4, "open interest is said each interval");
	ok(good, "it is what the longs hold, and what the shorts hold");
	said_free(&s);
}

/* The candle of a coin that a time is in; width one hour. */
static const struct candle *
candle_of(const struct said *s, const struct liquidation *l)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct candle *c = &s->of[i].r.as.candle;

		if (s->of[i].r.type == RECORD_CANDLE && c->ts <= l->ts &&
		    l->ts < c->ts + HOUR_MS && strcmp(c->base, l->base) == 0)
			return c;
	}
	return NULL;
}

static bool
exact(const struct liquidation *l)
{
	struct dec usd;

	return dec_mul(&usd, l->price, l->qty) && dec_cmp(usd, l->usd) == 0;
}

static bool
sound(const struct candle *c)
{
	struct dec least, most;

	return dec_mul(&least, c->volume, c->low) &&
	       dec_mul(&most, c->volume, c->high) &&
	       dec_cmp(c->low, c->open) <= 0 &&
	       dec_cmp(c->low, c->close) <= 0 &&
	       dec_cmp(c->high, c->open) >= 0 &&
	       dec_cmp(c->high, c->close) >= 0 && dec_cmp(least, c->usd) <= 0 &&
	       dec_cmp(c->usd, most) <= 0 &&
	       dec_cmp(c->buy_volume, c->volume) <= 0 && c->trades >= 360;
}

static void
test_candles(void)
{
	struct simulate a = ask(0, 1, KIND(CANDLE) | KIND(LIQUIDATION));
	struct said s = { 0 };
	int candles = 0, events = 0;
	bool inside = true, product = true, good = true;

	a.width_ms = HOUR_MS;
	say(&s, &a);
	for (size_t i = 0; i < s.n; i++) {
		const struct liquidation *l = &s.of[i].r.as.liquidation;
		const struct candle *c;

		if (s.of[i].r.type == RECORD_CANDLE) {
			candles++;
			good = good && sound(&s.of[i].r.as.candle);
			continue;
		}
		events++;
		product = product && exact(l);
		c = candle_of(&s, l);
		inside = inside && c != NULL &&
			 dec_cmp(c->low, l->price) <= 0 &&
			 dec_cmp(l->price, c->high) <= 0;
	}
	ok(candles == 48 && good, "candles are sound");
	ok(events > 200 && product, "usd is price times qty, exactly");
	ok(inside, "a liquidation's price is within its candle");
	said_free(&s);
}

static void
test_refusals(void)
{
	const char *const none[] = { "BTC", "NOCOIN", NULL };
	struct simulate a = ask(0, 1, ALL_KINDS), b = a;
	struct said s = { 0 };

	b.coins = 41;
	is(say(&s, &b), "the built-in market has 1 to 40 coins", "41 coins");
	b = a;
	b.until = b.since;
	is(say(&s, &b), "the span is empty", "an empty span");
	b = a;
	b.since = INT64_MIN;
	is(say(&s, &b), "the span is not within 2015 to 2099", "no time");
	b = a;
	b.width_ms = 7 * MINUTE_MS;
	is(say(&s, &b), "the interval is not whole minutes that divide a day",
	    "seven minutes");
	b = a;
	b.bases = none;
	is(say(&s, &b), "the built-in market does not have this coin",
	    "no such coin");
	ok(s.n == 0, "what is refused says nothing");
	b = ask(0, 1, KIND(CANDLE) | KIND(LIQUIDATION) | KIND(BOOK));
	b.bases = one;
	b.since = WHEN_LAST - DAY_MS;
	b.until = WHEN_LAST;
	ok(say(&s, &b) == NULL && s.n > 20 && s.bad == 0,
	    "the last day there is");
	said_free(&s);
	b.since = WHEN_FIRST;
	b.until = WHEN_FIRST + DAY_MS;
	ok(say(&s, &b) == NULL && s.n > 20 && s.bad == 0, "the first one");
	said_free(&s);
}

/* The bytes of a day, for ever. */
static void
test_golden(void)
{
	struct simulate a = ask(0, 1, KIND(LIQUIDATION));
	struct said s = { 0 };
	struct buf hash = { 0 };

	a.coins = SIMULATE_COINS;
	a.bases = NULL;
	say(&s, &a);
	hash128_put(&hash, hash128(buf_view(&s.text)));
	buf_putc(&hash, '\0');
	is(hash.s, "3g52zfsni7m3t6xb3y56ez66",
	    "liquidations of the default day");
	said_free(&s);
	buf_reset(&hash);
	a = ask(31, 2, ALL_KINDS);
	a.bases = one;
	say(&s, &a);
	hash128_put(&hash, hash128(buf_view(&s.text)));
	buf_putc(&hash, '\0');
	is(hash.s, "pbtvfseansippdndbgwqxz27",
	    "all kinds of two days over a border");
	said_free(&s);
	buf_free(&hash);
}

int
main(void)
{
	test_refusals();
	test_overlap();
	test_coins();
	test_books();
	test_candles();
	test_golden();
	return tap_end();
}
