/*
 * The events of liq-agg: each once, the smaller of two contents, numbers as
 * they came, whatever the order.
 */
#include "liq-agg/event.h"
#include "record/record.h"
#include "tap.h"

static struct liquidation
liquidation(int64_t ts, int side, const char *price, const char *qty,
    const char *usd, const char *id)
{
	struct record r;
	struct liquidation *l = &r.as.liquidation;

	record_clear(&r, RECORD_LIQUIDATION);
	l->ts = ts;
	str_copy(l->exchange, sizeof(l->exchange), STR("bybit"));
	str_copy(l->symbol, sizeof(l->symbol), STR("BTCUSDT"));
	str_copy(l->base, sizeof(l->base), STR("BTC"));
	str_copy(l->quote, sizeof(l->quote), STR("USDT"));
	l->side = side;
	dec_parse(&l->price, str_of(price));
	dec_parse(&l->qty, str_of(qty));
	dec_parse(&l->usd, str_of(usd));
	str_copy(l->id, sizeof(l->id), str_of(id));
	return *l;
}

/* Events and the products that they are of. */
static struct products products;

static const char *
put(struct events *all, const struct liquidation *l, struct outcome *out)
{
	struct event e;
	const char *why;

	all->products = &products;
	if ((why = event_of(&e, products_of(&products, l), l)) != NULL)
		return why;
	return events_put(
	    all, &e, events_key(all, events_hash(all, l->exchange), e.id), out);
}

static void
add(struct events *all, struct liquidation l)
{
	struct outcome out;

	ok(put(all, &l, &out) == NULL, "%s is taken", l.id);
}

/* Event i of those that are there. */
static struct event
event(const struct events *all, size_t i)
{
	struct event e = { 0 };
	uint32_t at = 0;

	while ((at = pile_next(&all->pile, at)) != 0 && i-- > 0)
		;
	if (at != 0)
		pile_get(&all->pile, at, &e);
	return e;
}

static void
id_is(const struct events *all, size_t i, const char *want, const char *what)
{
	ok(str_is(event(all, i).id, want), "%s", what);
}

static void
number_is(const struct events *all, size_t i, enum event_number which,
    const char *want, const char *what)
{
	const struct event e = event(all, i);
	struct buf b = { 0 };

	dec_put(&b, event_number(&e, which));
	buf_putc(&b, '\0');
	is(b.s, want, what);
	buf_free(&b);
}

static void
repeats(void)
{
	struct events all = { 0 };
	struct liquidation l =
	    liquidation(5, SIDE_LONG, "94312.20", "0.50", "47156.1", "a");
	struct outcome out;

	add(&all, l);
	l.received = 77;
	str_copy(l.source, sizeof(l.source), STR("rest"));
	dec_parse(&l.price, STR("94312.2"));
	ok(put(&all, &l, &out) == NULL && !out.added && !out.changed &&
		out.dispute.since == out.dispute.until,
	    "the way it came and zeros at the end are no content");
	ok(all.n == 1 && all.repeated == 1, "it is counted as a repeat");
	str_copy(l.exchange, sizeof(l.exchange), STR("okx"));
	add(&all, l);
	ok(all.n == 2, "an id of another exchange is another event");
	l.id[0] = '\0';
	add(&all, l);
	add(&all, l);
	ok(all.n == 4 && all.repeated == 1, "without an id none is a repeat");
	events_free(&all);
}

/* Five contents of one id, smallest first, differing in one member each. */
static void
contents(struct liquidation *l)
{
	l[0] = liquidation(5, SIDE_LONG, "3.0", "2.0", "6.0", "x");
	l[1] = liquidation(5, SIDE_LONG, "3.0", "2.0", "6.00000001", "x");
	l[2] = liquidation(5, SIDE_LONG, "10.0", "2.0", "6.0", "x");
	l[3] = liquidation(5, SIDE_SHORT, "1.0", "1.0", "1.0", "x");
	l[4] = liquidation(6, SIDE_LONG, "1.0", "1.0", "1.0", "x");
}

/* Order n of 120, as its digits in the factorial base say. */
static void
order_of(int *order, int n)
{
	int left[5] = { 0, 1, 2, 3, 4 }, i, k, at;

	for (i = 0; i < 5; i++) {
		at = n % (5 - i);
		n /= 5 - i;
		order[i] = left[at];
		for (k = at; k < 4; k++)
			left[k] = left[k + 1];
	}
}

static void
disputes(void)
{
	struct liquidation l[5];
	struct interval hull;
	struct outcome out;
	struct events all;
	struct event e;
	int order[5], n, i, good = 0, changed;

	contents(l);
	for (n = 0; n < 120; n++) {
		all = (struct events){ 0 };
		changed = 0;
		hull = (struct interval){ INT64_MAX, INT64_MIN };
		order_of(order, n);
		for (i = 0; i < 5; i++) {
			put(&all, &l[order[i]], &out);
			changed += out.changed;
			if (out.dispute.until == out.dispute.since)
				continue;
			if (out.dispute.since < hull.since)
				hull.since = out.dispute.since;
			if (out.dispute.until > hull.until)
				hull.until = out.dispute.until;
		}
		e = event(&all, 0);
		good +=
		    all.n == 1 && all.repeated == 4 && hull.since == 5 &&
		    hull.until == 7 && e.side == SIDE_LONG && e.ts == 5 &&
		    dec_cmp(event_number(&e, EVENT_USD), l[0].usd) == 0 &&
		    dec_cmp(event_number(&e, EVENT_PRICE), l[0].price) == 0 &&
		    str_is(e.id, "x") && (changed > 0) == (order[0] != 0) &&
		    pile_next(&all.pile, all.pile.last) == 0;
		events_free(&all);
	}
	ok(good == 120, "the smallest content stays in %d of 120 orders", good);
}

static void
numbers(void)
{
	struct events all = { 0 };
	struct liquidation l =
	    liquidation(5, SIDE_LONG, "0.0000000000000000000123456789",
		"99999999999999999999.5", "9223372036854775807.0", "wide");
	struct outcome out;
	uint32_t before;
	int i;

	add(&all, l);
	number_is(&all, 0, EVENT_PRICE, "0.0000000000000000000123456789",
	    "a price of 28 decimals is kept");
	number_is(&all, 0, EVENT_QTY, "99999999999999999999.5",
	    "a size over 64 bits is kept");
	number_is(&all, 0, EVENT_USD, "9223372036854775807.0",
	    "the largest of 64 bits is kept");
	before = all.pile.next;
	for (i = 0; i < 100; i++)
		put(&all, &l, &out);
	ok(all.pile.next == before, "repeats take no room");
	dec_parse(&l.usd, STR("0.000000001"));
	is(put(&all, &l, &out), "\"usd\" is out of range",
	    "usd of nine decimals is refused");
	dec_parse(&l.usd, STR("1e31"));
	is(put(&all, &l, &out), "\"usd\" is out of range",
	    "usd over 38 digits of 1e-8 is refused");
	dec_parse(&l.qty, STR("1e-19"));
	is(put(&all, &l, &out), "\"qty\" is out of range",
	    "a size of 19 decimals is refused");
	ok(all.n == 1 && all.repeated == 100, "what is refused leaves no mark");
	events_free(&all);
}

static int64_t
at(const struct events *all, size_t place)
{
	struct event e;

	events_at(all, place, &e);
	return e.ts;
}

static void
choosing(void)
{
	struct events all = { 0 };
	struct choice choice = { 10, 20, { 0 }, SIDE_LONG };
	char id[] = "a";
	int ts;

	for (ts = 25; ts > 5; ts--, id[0]++)
		add(&all, liquidation(ts, ts % 2 ? SIDE_LONG : SIDE_SHORT,
			      "1.0", "1.0", ts < 14 ? "7.0" : "8.00", id));
	dec_parse(&choice.min, STR("8"));
	events_choose(&all, &choice);
	ok(all.ordered == 3 && at(&all, 0) == 15 && at(&all, 1) == 17 &&
		at(&all, 2) == 19,
	    "since, until, side and min choose, time sorts");
	ok(events_before(&all, 0) == 0 && events_before(&all, 15) == 0 &&
		events_before(&all, 16) == 1 && events_before(&all, 19) == 2 &&
		events_before(&all, 20) == 3,
	    "the first event at or after a time is found");
	add(&all, liquidation(16, SIDE_LONG, "1.0", "1.0", "9.0", "late"));
	add(&all, liquidation(16, SIDE_LONG, "1.0", "1.0", "7.0", "small"));
	add(&all, liquidation(16, SIDE_LONG, "1.0", "1.0", "8.0", "late"));
	ok(all.ordered == 4 && at(&all, 1) == 16 && at(&all, 2) == 17,
	    "what comes later takes its place, a smaller content too");
	add(&all, liquidation(5, SIDE_LONG, "1.0", "1.0", "8.0", "late"));
	ok(all.ordered == 3 && at(&all, 1) == 17,
	    "and leaves it when it counts no more");
	events_free(&all);
}

/* Enough for the table to grow a few times. */
static void
many(void)
{
	struct events all = { 0 };
	struct liquidation l =
	    liquidation(5, SIDE_LONG, "1.0", "1.0", "1.0", "");
	struct outcome out;
	int i, round;

	for (round = 0; round < 2; round++)
		for (i = 0; i < 20000; i++) {
			snprintf(l.id, sizeof(l.id), "%d", i);
			put(&all, &l, &out);
		}
	ok(all.n == 20000 && all.repeated == 20000,
	    "20000 ids twice are 20000 events");
	id_is(&all, 19999, "19999", "ids are kept");
	events_free(&all);
}

/* A day of events goes by, 2000 of them stay. */
static void
forgetting(void)
{
	struct events all = { 0 };
	struct choice any = { INT64_MIN, INT64_MAX, { 0 }, SIDE_NONE };
	struct liquidation l = liquidation(
	    0, SIDE_LONG, "1.0", "99999999999999999999.5", "1.0", "");
	struct outcome out;
	struct event e;
	size_t most = 0;
	uint32_t room = 0;
	int i, good = 0;

	events_choose(&all, &any);
	for (i = 0; i < 50000; i++) {
		l.ts = i;
		snprintf(l.id, sizeof(l.id), "%d", i);
		put(&all, &l, &out);
		events_forget(&all, i - 2000);
		most = all.n > most ? all.n : most;
		room = all.pile.next > room ? all.pile.next : room;
		l.ts = i - i % 1000;
		snprintf(l.id, sizeof(l.id), "%d", i - i % 1000);
		put(&all, &l, &out);
		events_at(&all, all.ordered - 1, &e);
		good += events_know(&all, &l) && e.ts == i;
	}
	ok(good == 50000 && all.repeated == 50000,
	    "what is not forgotten is known again");
	ok(most < 4000 && room < 40000 && all.repeats.n < 4000,
	    "%zu of 50000 were kept at most", most);
	i = 49990 - (int)event(&all, 0).ts;
	id_is(&all, (size_t)i, "49990", "with their ids");
	number_is(&all, (size_t)i, EVENT_QTY, "99999999999999999999.5",
	    "and wide numbers");
	l = liquidation(49990, SIDE_LONG, "1.0", "1.0", "1.0", "10");
	ok(!events_know(&all, &l), "the rest is forgotten");
	events_free(&all);
}

static void
trusting(void)
{
	struct events all = { .trust = true };
	struct event e = { .ts = 7,
		.number = { 100, 250, 70 },
		.scale = { 2, 1, 1 },
		.side = SIDE_SHORT,
		.id = STR("x") };
	struct outcome out;
	struct liquidation l =
	    liquidation(7, SIDE_SHORT, "1.0", "25.0", "7.0", "x");

	add(&all, l);
	add(&all, l);
	ok(all.n == 2 && all.repeats.n == 0, "trusted ids are not looked at");
	events_free(&all);
	all.products = &products;
	add(&all, l);
	e.product = 0;
	ok(events_put(&all, &e,
	       events_key(&all, events_hash(&all, "bybit"), e.id),
	       &out) == NULL &&
		all.n == 1 && all.repeated == 1 && out.dispute.until == 0,
	    "digits are the same event as decimals");
	events_free(&all);
}

int
main(void)
{
	repeats();
	disputes();
	numbers();
	choosing();
	many();
	forgetting();
	trusting();
	products_free(&products);
	return tap_end();
}
