/*
 * What a feed told of is known again when REST tells of it otherwise.
 */
#include "liq-fetch/recent.h"
#include "liq-fetch/ident.h"
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

/*
 * Of two in one second a feed left out the first that REST tells of; order:
 * the other one's, where it is known, else their prices are all there is.
 */
static void
test_price(const char *order)
{
	struct recent r = { 0 };
	struct liquidation told = coin(700, "84000", "2");
	struct liquidation left = coin(0, "84900", "2");
	struct liquidation own = coin(0, "83999", "2");
	const struct dec price = left.price;

	if (order != NULL) {
		dec_parse(&own.order, str_of(order));
		dec_parse(&own.price, STR("83000"));
	}
	recent_add(&r, &told);
	ok(recent_match(&r, &left, 1), "for want of another it is the one");
	ok(!recent_match(&r, &own, 1) && dec_cmp(own.price, price) == 0,
	    "the one whose price is nearer takes its place");
	recent_free(&r);
}

/* Read from a file in any order, and what this run wrote again. */
static void
test_file(void)
{
	struct recent r = { 0 };
	struct liquidation l, twin = coin(5100, "1", "2"),
			      mine = coin(9100, "1", "2");
	int i, matched = 0;

	recent_add(&r, &mine);
	for (i = 7; i >= 0; i--) {
		l = coin(i * 1000 + 100, "1", "2");
		recent_recall(&r, &l);
	}
	recent_recall(&r, &twin);
	recent_recall(&r, &mine);
	l = coin(5000, "1", "2");
	for (i = 0; i < 9; i++)
		matched += recent_match(&r, &l, 1);
	ok(matched == 3, "twins, and the one just before them: %d", matched);
	l = coin(9000, "1", "2");
	ok(recent_match(&r, &l, 1) && !recent_match(&r, &l, 1),
	    "what this run wrote is there once");
	l = coin(20000, "1", "2");
	ok(!recent_match(&r, &l, 2), "nothing is of that time");
	recent_age(&r);
	l = coin(5000, "1", "2");
	ok(!recent_match(&r, &l, 3), "what is forgotten is not known");
	recent_recall(&r, &twin);
	ok(recent_match(&r, &l, 4), "until it is read again");
	recent_free(&r);
}

/* order: its price, where REST tells that; or NULL. */
static bool
is_new(struct ident *t, const char *source, int64_t ts, const char *price,
    const char *order)
{
	struct liquidation l = coin(ts, price, "0.5");

	str_copy(l.source, sizeof(l.source), str_of(source));
	if (order != NULL)
		dec_parse(&l.order, str_of(order));
	return ident_apart(t, &l, true);
}

/* Two in one second; of one no feed told. */
static void
test_both(bool own_first, const char *order)
{
	struct ident t = { 0 };
	int i, own = 0, left = 0;

	ident_scope(&t);
	ok(is_new(&t, "ws", 531, "84000.5", NULL), "a feed tells of it");
	ident_scope(&t);
	ok(!is_new(&t, "ws", 531, "84000.5", NULL), "another connection, too");
	for (i = 0; i < 4; i++) {
		ident_scope(&t);
		own += own_first && is_new(&t, "rest", 0, "83999", order);
		left += is_new(&t, "rest", 0, "84010", NULL);
		own += !own_first && is_new(&t, "rest", 0, "83999", order);
	}
	/* Each is given back as new when the other one takes its place. */
	ok(own + left == 1 && (own_first ? left : own) == 1,
	    "REST tells of it and of another four times: the other is one");
	ident_free(&t);
}

/* Of one REST told before the feed was on; its price is the nearer one. */
static void
test_known(void)
{
	struct ident t = { 0 };

	ident_scope(&t);
	ok(is_new(&t, "rest", 0, "84000", "84001"), "REST tells of one");
	ident_scope(&t);
	ok(is_new(&t, "ws", 531, "84000.5", NULL), "a feed of another");
	ident_scope(&t);
	ok(!is_new(&t, "rest", 0, "84000", "84001") &&
		!is_new(&t, "rest", 0, "83999", "84002"),
	    "REST of both: the one is the one, the other is the other");
	ident_free(&t);
}

/* REST was faster. */
static void
test_late(const char *order)
{
	struct ident t = { 0 };

	ident_scope(&t);
	ok(is_new(&t, "rest", 0, "83999", order), "REST tells of it first");
	ident_scope(&t);
	ok(!is_new(&t, "ws", 531, "84000.5", NULL), "a feed after that");
	ok(is_new(&t, "ws", 532, "84000.5", NULL), "and of one more");
	ident_scope(&t);
	ok(!is_new(&t, "ws", 531, "84000.5", NULL) &&
		!is_new(&t, "ws", 532, "84000.5", NULL),
	    "another connection of both");
	ident_scope(&t);
	ok(!is_new(&t, "rest", 0, "83999", order) &&
		!is_new(&t, "rest", 0, "83998", order) &&
		is_new(&t, "rest", 0, "83997", order),
	    "REST of both, and of a third");
	ok(is_new(&t, "ws", 1100, "84000.5", NULL),
	    "one of the next second is another");
	ident_free(&t);
}

int
main(void)
{
	test_forms();
	test_inverse();
	test_nearest();
	test_place();
	test_room();
	test_price(NULL);
	test_price("84000");
	test_file();
	test_both(false, NULL);
	test_both(true, NULL);
	test_both(true, "84000.5");
	test_known();
	test_late(NULL);
	test_late("84000.5");
	printf("1..%d\n", tap_run);
	return tap_failed > 0;
}
