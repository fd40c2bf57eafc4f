/*
 * What a feed told of is known again when REST tells of it otherwise.
 */
#include "liq-fetch/recent.h"
#include "tap.h"

#define T INT64_C(1790000000000)

static struct liquidation
one(const char *symbol, const char *quote, int64_t ts, const char *price,
    const char *qty, const char *usd)
{
	struct liquidation l = { .ts = T + ts, .side = SIDE_LONG };

	str_copy(l.exchange, sizeof(l.exchange), STR("gate"));
	str_copy(l.symbol, sizeof(l.symbol), str_of(symbol));
	str_copy(l.quote, sizeof(l.quote), str_of(quote));
	dec_parse(&l.price, str_of(price));
	dec_parse(&l.qty, str_of(qty));
	dec_parse(&l.usd, str_of(usd));
	return l;
}

static struct liquidation
coin(int64_t ts, const char *price, const char *qty)
{
	return one("BTC_USDT", "USDT", ts, price, qty, "1");
}

static void
test_forms(void)
{
	struct recent r = { 0 };
	struct liquidation l = coin(531, "84000.5", "0.5"), other;

	other = coin(0, "83999", "0.50");
	ok(!recent_match(&r, &other, 1), "nothing was told of");
	recent_add(&r, &l);
	ok(recent_match(&r, &other, 2), "another price, and whole seconds");
	ok(!recent_match(&r, &other, 2), "one counts for one");
	ok(recent_match(&r, &other, 3), "in another delivery it comes again");
	other = coin(0, "84000.5", "0.6");
	ok(!recent_match(&r, &other, 4), "another size is another event");
	other = coin(1532, "84000.5", "0.5");
	ok(!recent_match(&r, &other, 5), "so is one of a second later");
	other = coin(1531, "84000.5", "0.5");
	ok(recent_match(&r, &other, 6), "a second is not yet later");
	other = coin(531, "84000.5", "0.5");
	other.side = SIDE_SHORT;
	ok(!recent_match(&r, &other, 7), "the other side is another event");
	recent_free(&r);
}

static void
test_inverse(void)
{
	struct recent r = { 0 };
	struct liquidation l =
	    one("BTC_USD", "USD", 531, "84000", "0.05", "4200");
	struct liquidation other =
	    one("BTC_USD", "USD", 0, "80000", "0.0525", "4200");

	recent_add(&r, &l);
	ok(recent_match(&r, &other, 1),
	    "inverse: the dollars are the size, the coins are not");
	other = one("BTC_USD", "USD", 0, "84020", "0.05", "4201");
	ok(!recent_match(&r, &other, 2), "a dollar more is another event");
	recent_free(&r);
}

static void
test_nearest(void)
{
	struct recent r = { 0 };
	struct liquidation near = coin(900, "1", "2"),
			   far = coin(100, "1", "2");
	struct liquidation twin = near, other = coin(1000, "1", "2");
	int i, matched = 0;

	recent_add(&r, &far);
	recent_add(&r, &near);
	recent_add(&r, &twin);
	for (i = 0; i < 2; i++)
		matched += recent_match(&r, &other, 1);
	ok(matched == 2, "twins are two");
	other = coin(0, "1", "2");
	ok(recent_match(&r, &other, 1), "the nearest went first: one is left");
	ok(!recent_match(&r, &other, 1), "and no more");
	recent_free(&r);
}

/* The event of the next second that no feed told of comes first over REST. */
static void
test_place(void)
{
	struct recent r = { 0 };
	struct liquidation told = coin(700, "1", "2");
	struct liquidation next = coin(1000, "8", "2"), own = coin(0, "1", "2");
	char price[16] = "";
	struct buf b = { 0 };

	recent_add(&r, &told);
	ok(recent_match(&r, &next, 1), "for want of another it is the one");
	ok(!recent_match(&r, &own, 1), "its own second's is the one");
	dec_put(&b, own.price);
	str_copy(price, sizeof(price), buf_view(&b));
	ok(own.ts == T + 1000 && price[0] == '8',
	    "and the one before was not told of: %s", price);
	own = coin(0, "1", "2");
	ok(!recent_match(&r, &own, 1) && own.ts == T,
	    "its place is not lost again");
	buf_free(&b);
	recent_free(&r);
}

static void
test_room(void)
{
	struct recent r = { 0 };
	struct liquidation l = coin(0, "1", "7"), many = coin(0, "1", "8");
	int i;

	recent_add(&r, &l);
	for (i = 0; i < RECENT_EVENTS; i++)
		recent_add(&r, &many);
	ok(!recent_match(&r, &l, 1), "what is long ago is forgotten");
	ok(recent_match(&r, &many, 1), "the rest is not");
	recent_free(&r);
}

int
main(void)
{
	test_forms();
	test_inverse();
	test_nearest();
	test_place();
	test_room();
	printf("1..%d\n", tap_run);
	return tap_failed > 0;
}
