/*
 * The tide, the rows that are out, and shards as lines.
 */
#include "base/when.h"
#include "liq-agg/sent.h"
#include "liq-agg/shard.h"
#include "liq-agg/tide.h"
#include "tap.h"

static void
hear(struct tide *t, const struct request *r, const char *line)
{
	struct record record;

	if (record_parse(&record, str_of(line)) != NULL)
		ok(false, "%s", line);
	tide_hear(t, r, &record);
}

static void
mark(struct tide *t, const struct request *r, const char *exchange,
    const char *symbol, int64_t until)
{
	struct buf b = { 0 };

	buf_printf(&b,
	    "{\"type\":\"mark\",\"ts\":1738310400000,\"exchange\":\"%s\","
	    "\"symbol\":%s,\"kind\":\"liquidation\","
	    "\"since\":1738310400000,\"until\":%lld}",
	    exchange, symbol, (long long)(INT64_C(1738310400000) + until));
	buf_putc(&b, '\0');
	hear(t, r, b.s);
	buf_free(&b);
}

static void
level_is(const struct tide *t, int64_t want, const char *what)
{
	int64_t got = tide_level(t);

	if (got != INT64_MIN)
		got -= INT64_C(1738310400000);
	if (!ok(got == want, "%s", what))
		printf("# got: %lld\n", (long long)got);
}

static void
tides(void)
{
	const char *const begin =
	    "{\"type\":\"begin\",\"ts\":1738310400000,\"program\":\"x\","
	    "\"version\":\"1\",\"schema\":1,\"options\":{},\"sources\":["
	    "{\"exchange\":\"okx\",\"class\":null,\"kinds\":[\"liquidation\"]},"
	    "{\"exchange\":\"bybit\",\"class\":null,\"kinds\":[\"liquidation\"]"
	    "}"
	    ",{\"exchange\":\"gate\",\"class\":null,\"kinds\":[\"oi\"]}],"
	    "\"previous\":null}";
	struct request r = { 0 };
	struct tide t = { 0 };

	level_is(&t, INT64_MIN, "nothing is known at first");
	hear(&t, &r, begin);
	mark(&t, &r, "okx", "null", 50);
	level_is(&t, INT64_MIN, "who was announced is waited for");
	mark(&t, &r, "bybit", "null", 30);
	level_is(&t, 30, "the lowest of all, oi is none");
	mark(&t, &r, "bybit", "null", 20);
	level_is(&t, 30, "it does not fall");
	mark(&t, &r, "htx", "\"A\"", 10);
	level_is(&t, 10, "but by another who marks");
	mark(&t, &r, "htx", "\"B\"", 5);
	level_is(&t, 5, "each symbol of it");
	mark(&t, &r, "htx", "\"B\"", 90);
	mark(&t, &r, "htx", "\"A\"", 90);
	level_is(&t, 30, "and rises again");
	hear(&t, &r,
	    "{\"type\":\"end\",\"ts\":1738310400000,\"status\":0,\"count\":0,"
	    "\"rejected\":0,\"repeated\":0,\"gaps\":0,\"gap_ms\":0,"
	    "\"why\":null,\"sources\":[]}");
	level_is(&t, INT64_MIN, "an end takes all away");
	names_id(&r.exchanges, STR("okx"));
	hear(&t, &r, begin);
	mark(&t, &r, "okx", "null", 70);
	mark(&t, &r, "bybit", "null", 60);
	level_is(&t, 70, "with --exchange the others do not count");
	names_free(&r.exchanges);
	tide_free(&t);
}

static struct total
total(int64_t ts, const char *base, int64_t usd)
{
	struct record r;

	record_clear(&r, RECORD_TOTAL);
	r.as.total.ts = ts;
	r.as.total.width_ms = 10;
	r.as.total.revision = 0;
	str_copy(r.as.total.base, sizeof(r.as.total.base), str_of(base));
	r.as.total.usd = dec_int(usd);
	r.as.total.low = dec_int(usd);
	return r.as.total;
}

static void
revise(
    struct sent *s, struct total t, bool bins, int64_t want, const char *what)
{
	int64_t got = sent_revise(s, &t, bins) ? t.revision : -1;

	if (!ok(got == want, "%s", what))
		printf("# got: %lld\n", (long long)got);
}

static void
sents(void)
{
	struct sent s = { 0 };

	revise(&s, total(10, "BTC", 5), false, 0, "a row goes out");
	revise(&s, total(10, "BTC", 5), false, -1, "once");
	revise(&s, total(10, "ETH", 5), false, 0, "another does, too");
	revise(&s, total(20, "BTC", 5), false, 0, "so does one of later");
	revise(&s, total(10, "BTC", 6), false, 1, "and one that has changed");
	revise(&s, total(10, "BTC", 5), false, 2, "back is a change");
	revise(&s, total(10, "BTC", 7), true, 0, "prices name a bin");
	sent_forget(&s, 20);
	revise(&s, total(10, "BTC", 5), false, 0, "what is forgotten is new");
	revise(&s, total(20, "BTC", 5), false, -1, "the rest is known");
	sent_free(&s);
}

/* A parcel of two cells as lines. */
static void
make_parcel(struct buf *to, struct products *products, const char *name)
{
	struct product of = { "okx", "BTCUSDT", "BTC", "USDT" };
	const uint32_t at = products_id(products, &of);
	struct window w = { .ts = WHEN_FIRST, .width_ms = HOUR_MS };
	struct cell c = { .bin = -3 };
	struct parcel p = { .trailer = { .as_of = 7, .complete = 2 } };

	c.sum = (struct sum){ .qty = 5,
		.usd = 12345678901,
		.max_usd = 12345678901,
		.low = dec_int(1),
		.high = dec_int(2),
		.count = 3,
		.first = WHEN_FIRST,
		.last = WHEN_FIRST + 1,
		.max_id = "id\"1" };
	c.pair = pair_of(at, SIDE_SHORT, 4);
	parcel_add(&p, &w, &c);
	w = (struct window){ .all = true };
	c.pair = pair_of(at, SIDE_NONE, 0);
	parcel_add(&p, &w, &c);
	parcel_put(to, &p, products, name);
	parcel_free(&p);
}

/* Reads lines; the first reason they are refused for, or NULL. */
static const char *
read_parcel(struct parcel *p, struct products *products, struct str text)
{
	struct str line;
	const char *why = NULL;
	bool mine = true;

	while (
	    why == NULL && mine && str_split(&text, '\n', &line) && line.n > 0)
		why = parcel_line(p, products, line, &mine);
	return mine ? why : "not a line of a shard";
}

static void
shards(void)
{
	struct products products = { 0 }, others = { 0 };
	struct parcel p = { 0 };
	struct buf b = { 0 };
	char *digit;

	make_parcel(&b, &products, "one");
	is(read_parcel(&p, &others, buf_view(&b)), NULL, "its lines are read");
	ok(p.ended && p.n == 2 && p.trailer.rows == 2 && p.shard_n == 1 &&
		strcmp(p.shards[0].name, "one") == 0 &&
		strcmp(p.shards[0].check, p.trailer.check) == 0,
	    "a shard has a name and a trailer");
	ok(p.of[0].window.all && p.of[1].window.ts == WHEN_FIRST &&
		pair_size(p.of[1].cell.pair) == 4 &&
		pair_side(p.of[1].cell.pair) == SIDE_SHORT &&
		p.of[1].cell.bin == -3 && p.of[1].cell.sum.usd == 12345678901 &&
		p.of[1].cell.sum.qty == 5 &&
		strcmp(p.of[1].cell.sum.max_id, "id\"1") == 0,
	    "and its cells as they were");
	parcel_free(&p);
	digit = memmem(b.s, b.n, "123.45678901", 12);
	*digit = '2';
	is(read_parcel(&p, &others, buf_view(&b)),
	    "the trailer is not that of the lines before it",
	    "a digit that has changed");
	parcel_free(&p);
	*digit = '1';
	is(read_parcel(&p, &others,
	       str_from(buf_view(&b),
		   (size_t)((char *)memchr(b.s, '\n', b.n) + 1 - b.s))),
	    "the trailer is not that of the lines before it",
	    "a line that is missing");
	parcel_free(&p);
	is(read_parcel(&p, &others, STR("{\"type\":\"oi\"}\n")),
	    "not a line of a shard", "other lines are not its own");
	parcel_free(&p);
	buf_free(&b);
	products_free(&products);
	products_free(&others);
}

int
main(void)
{
	tides();
	sents();
	shards();
	return tap_end();
}
