/*
 * Identity: twins survive, reading again adds nothing, in any order.
 */
#include "liq-fetch/ident.h"

#include "gather.h"
#include "tap.h"

/* By another program, of bybit BTCUSDT 1750000000000 long 9950.5 0.5. */
#define HASH_A "mkzfdyz5bjhhxrb6bbk2ktmz"

static struct liquidation
event(int64_t ts, const char *price, const char *own)
{
	struct record r;
	struct liquidation *l = &r.as.liquidation;

	record_clear(&r, RECORD_LIQUIDATION);
	l->ts = ts;
	str_copy(l->exchange, sizeof(l->exchange), STR("bybit"));
	str_copy(l->symbol, sizeof(l->symbol), STR("BTCUSDT"));
	l->side = SIDE_LONG;
	dec_parse(&l->price, str_of(price));
	dec_parse(&l->qty, STR("0.50"));
	str_copy(l->id, sizeof(l->id), str_of(own));
	return r.as.liquidation;
}

/* The id, or "-": no event. */
static const char *
id(struct ident *t, const char *price, const char *own, bool twins)
{
	static struct liquidation l;

	l = event(INT64_C(1750000000000), price, own);
	return ident_event(t, &l, twins) ? l.id : "-";
}

static void
forms(void)
{
	struct ident t = { 0 };
	struct liquidation l = event(1, "9.5", ""), m = l;

	is(id(&t, "9950.5", "", true), HASH_A, "the id is the hash as ever");
	ident_scope(&t);
	is(id(&t, "9950.500", "", true), "-", "zeros at the end are no digits");
	is(id(&t, "9950.500", "", true), HASH_A ".1", "a twin has its number");
	is(id(&t, "9950.5", "", true), HASH_A ".2", "so has a third");
	ident_event(&t, &l, true);
	m.side = SIDE_SHORT;
	ok(ident_event(&t, &m, true) && strcmp(l.id, m.id) != 0,
	    "the other side is another event");
	m = event(2, "9.5", "");
	ok(ident_event(&t, &m, true) && strcmp(l.id, m.id) != 0,
	    "another time is another event");
	m = event(1, "9.5", "");
	str_copy(m.exchange, sizeof(m.exchange), STR("htx"));
	ok(ident_event(&t, &m, true) && strcmp(l.id, m.id) != 0,
	    "another exchange is another event");
	m = event(1, "9.5", "");
	str_copy(m.symbol, sizeof(m.symbol), STR("BTCUSDC"));
	ok(ident_event(&t, &m, true) && strcmp(l.id, m.id) != 0,
	    "another symbol is another event");
	m = event(1, "9.5", "");
	dec_parse(&m.qty, STR("0.51"));
	ok(ident_event(&t, &m, true) && strcmp(l.id, m.id) != 0,
	    "another size is another event");
	ident_free(&t);
	ident_free(&t);
	is(id(&t, "9950.5", "", true), HASH_A, "freed, it starts anew");
	ident_free(&t);
}

static void
no_twins(void)
{
	struct ident t = { 0 };

	is(id(&t, "9950.5", "", false), HASH_A, "without twins: the same id");
	is(id(&t, "9950.5", "", false), "-", "without twins: a repeat is none");
	ident_scope(&t);
	is(id(&t, "9950.5", "", false), "-", "nor in the next scope");
	ident_free(&t);
}

static void
own_ids(void)
{
	struct ident t = { 0 };

	is(id(&t, "1.5", "77", true), "77",
	    "an id of the exchange's own stays");
	is(id(&t, "1.5", "77", true), "-", "and counts once");
	is(id(&t, "1.5", "78", true), "78",
	    "equal events with two ids are two");
	ident_scope(&t);
	is(id(&t, "1.5", "", true), "-", "the same from a feed without ids");
	is(id(&t, "1.5", "", true), "-", "both of them");
	ok(strcmp(id(&t, "1.5", "", true), "-") != 0, "a third is new there");
	is(id(&t, "1.5", "79", true), "-", "and known when its id comes");
	is(id(&t, "1.5", "80", true), "80", "the fourth is not");
	ident_free(&t);
}

/*
 * Scopes of one truth, each missing something, in every order and with each
 * read twice: the counts are those of the truth.
 */
static void
orders(void)
{
	/* events a to d by scope; the truth is the largest of each column */
	static const int scope[3][4] = { { 2, 0, 1, 3 }, { 1, 1, 1, 0 },
		{ 0, 1, 2, 2 } };
	static const int truth[4] = { 2, 1, 2, 3 };
	static const int order[][6] = { { 0, 1, 2, 0, 1, 2 },
		{ 2, 1, 0, 0, 1, 2 }, { 1, 0, 0, 2, 1, 2 },
		{ 2, 2, 1, 0, 1, 0 }, { 0, 0, 1, 1, 2, 2 } };
	static const char *const price[] = { "1.5", "2.5", "3.5", "4.5" };
	size_t o, s;
	int e, n, count[4];
	struct ident t = { 0 };

	for (o = 0; o < sizeof(order) / sizeof(*order); o++) {
		memset(count, 0, sizeof(count));
		for (s = 0; s < 6; s++) {
			ident_scope(&t);
			for (e = 0; e < 4; e++)
				for (n = 0; n < scope[order[o][s]][e]; n++)
					count[e] +=
					    strcmp(id(&t, price[e], "", true),
						"-") != 0;
		}
		ok(memcmp(count, truth, sizeof(truth)) == 0,
		    "order %zu of six deliveries gives the truth", o);
		ident_free(&t);
	}
}

static void
many(void)
{
	struct ident t = { 0 };
	struct liquidation l;
	int64_t i, fresh = 0, again = 0;

	for (i = 0; i < 100000; i++) {
		l = event(i, "1.5", "");
		fresh += ident_event(&t, &l, true);
	}
	ident_scope(&t);
	for (i = 99999; i >= 0; i--) {
		l = event(i, "1.5", "");
		again += ident_event(&t, &l, true);
	}
	ok(fresh == 100000 && again == 0, "a hundred thousand, read twice");
	ident_free(&t);
}

int
main(void)
{
	forms();
	no_twins();
	own_ids();
	orders();
	many();
	return tap_end();
}
