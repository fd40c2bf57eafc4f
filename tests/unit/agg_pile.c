/*
 * agg_pile.c - what is piled up comes back as it was, in its order, whatever
 * its numbers and its id are; and keys that are alike take nothing for another.
 */
#include "liq-agg/event.h"
#include "tap.h"

#define EVENTS 300000 /* over more than one chunk */

static uint64_t state;

static uint64_t
next(void)
{
	uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* Of 0 to 126 bits. */
static i128
any_number(void)
{
	const u128 wide = (u128)next() << 64 | next();
	const int bits = (int)(next() % 128);

	return next() % 50 == 0 ? 0 : (i128)(wide >> 1 >> bits);
}

/* Event i, the same each time; text is its id's room. */
static struct event
any_event(uint64_t i, char text[80])
{
	struct event e;
	size_t k;

	state = i;
	e.ts = (int64_t)(next() % INT64_C(4102444800000));
	for (k = 0; k < EVENT_NUMBERS; k++) {
		e.number[k] = any_number();
		e.scale[k] = (uint8_t)(next() % (DEC_SCALE + 1));
	}
	e.side = (uint8_t)(next() % 3);
	e.product = (uint32_t)(next() >> (32 + next() % 32));
	e.id = (struct str){ text, next() % 4 == 0 ? next() % 80 : 24 };
	for (k = 0; k < e.id.n; k++)
		text[k] = (char)(1 + next() % 255);
	return e;
}

static bool
alike(const struct event *a, const struct event *b)
{
	return a->ts == b->ts && a->side == b->side &&
	       a->product == b->product &&
	       memcmp(a->number, b->number, sizeof(a->number)) == 0 &&
	       memcmp(a->scale, b->scale, sizeof(a->scale)) == 0 &&
	       str_same(a->id, b->id);
}

static void
piles(void)
{
	struct pile p = { 0 };
	struct event e, want;
	uint32_t at, last = 0;
	char text[80];
	uint64_t i, good = 0, rising = 0;

	ok(pile_next(&p, 0) == 0 && !pile_full(&p),
	    "nothing is in an empty one");
	for (i = 0; i < EVENTS; i++) {
		want = any_event(i, text);
		at = pile_put(&p, &want);
		rising += at > last && p.last == at;
		last = at;
	}
	ok(rising == EVENTS && p.chunks > 1, "places rise, over %zu chunks",
	    p.chunks);
	for (i = at = 0; (at = pile_next(&p, at)) != 0; i++) {
		pile_get(&p, at, &e);
		want = any_event(i, text);
		good += alike(&e, &want) && pile_ts(&p, at) == want.ts;
		if (i % 3 == 0)
			pile_drop(&p, at);
	}
	ok(i == EVENTS && good == EVENTS, "%d events come back", EVENTS);
	for (i = at = 0; (at = pile_next(&p, at)) != 0; i++)
		;
	ok(i == EVENTS - EVENTS / 3, "those that were dropped do not");
	ok(at == 0 && pile_next(&p, p.last) == 0, "behind the last is none");
	pile_free(&p);
	ok(pile_next(&p, 0) == 0, "nor after free");
}

/* Digits of 64 bits, and a usual id. */
static void
room(void)
{
	struct event e = { .ts = INT64_C(1738310399410),
		.number = { 9431220, 492918, INT64_C(172333991160) },
		.scale = { 2, 3, 5 },
		.side = 2,
		.id = STR("cb435c8e7461679600000000") };
	struct pile p = { 0 };
	uint32_t at = pile_put(&p, &e);

	ok(p.next - at == 7, "a usual event takes 56 bytes");
	pile_free(&p);
}

/* All keys alike, or the same from bit 32 on: what is told apart is the id. */
static void
clashes(uint64_t mask)
{
	struct product is[2] = { { .exchange = "okx" },
		{ .exchange = "bybit" } };
	struct products products = { .of = is, .n = 2 };
	struct events all = { .products = &products };
	struct event e = { .ts = 1, .number = { 1, 1, 1 } };
	struct outcome out;
	char id[16];
	int i, added = 0;

	for (i = 0; i < 6000; i++) {
		snprintf(id, sizeof(id), "%d", i % 1500);
		e.id = str_of(id);
		e.product = i / 1500 % 2;
		events_put(&all, &e, (uint64_t)i % 1500 & mask, &out);
		added += out.added;
	}
	ok(added == 3000 && all.n == 3000 && all.repeated == 3000,
	    "keys & %llx: each id of each exchange is an event, once",
	    (unsigned long long)mask);
	events_free(&all);
}

int
main(void)
{
	piles();
	room();
	clashes(0);
	clashes(UINT64_C(0xffff0000));
	return tap_end();
}
