/*
 * fast_rows.c - candles and open interest, read fast, against record_parse:
 * fast_rows.t [LINES [SEED]]
 *
 * Lines of the shapes, and the same hurt in one place, go through every kernel
 * that this machine can run; what is taken must be what record_parse says
 * (tests/fuzz/twin_rows.h).
 */
#include "record/fast_rows.h"

#include <stdlib.h>

#include "../fuzz/twin_rows.h"
#include "chance.h"
#include "tap.h"

#define BATCH 2000 /* lines that are read at once */

/* Sums of busy days have more digits than others, and some are not known. */
static struct dec
any_sum(void)
{
	static const struct dec none;
	struct dec d = any_dec(12);

	switch (below(12)) {
	case 0:
		return none;
	case 1:
		d.v = below(10) * INT64_C(100000000000000000) + below(1000000);
		return d;
	case 2:
		d.v = 0;
		return d;
	default:
		return d;
	}
}

/* Prices around each other, of one number of decimals or of several. */
static struct dec
near(struct dec d, int64_t by)
{
	d.v += by;
	if (below(6) == 0 && d.v % 10 == 0 && d.scale > 1) {
		d.v /= 10;
		d.scale--;
	}
	return d;
}

static void
any_head(struct record *r)
{
	static const char *const exchanges[] = { "binance", "bybit", "okx",
		"hyperliquid", "x" };
	static const char *const quotes[] = { "USDT", "USDC", "USD", "" };
	static const char *const tails[] = { "USDT", "-USDT-SWAP", "" };
	struct head *h = (struct head *)(void *)&r->as;

	h->ts = INT64_C(1738310400000) + below(86400000);
	if (below(50) == 0)
		h->ts =
		    below(2) ? INT64_C(1420070400000) : INT64_C(4102444799999);
	snprintf(h->exchange, sizeof(h->exchange), "%s", any(exchanges, 5));
	any_name(h->base, sizeof(h->base), "");
	snprintf(h->symbol, sizeof(h->symbol), "%s%s", h->base, any(tails, 3));
	snprintf(h->quote, sizeof(h->quote), "%s", any(quotes, 4));
}

static int64_t
any_received(int64_t ts)
{
	if (below(40) == 0)
		return below(1000);
	return below(2) == 0 ? INT_NONE : ts + below(400);
}

static const char *const sources[] = { "ws", "rest", "archive", "" };

static void
any_candle(struct record *r)
{
	static const int64_t widths[] = { 60000, 300000, 3600000, 86400000 };
	struct candle *c = &r->as.candle;
	struct dec low = any_dec(9);
	int64_t range = below(4) * below(5000);

	record_clear(r, RECORD_CANDLE);
	any_head(r);
	c->width_ms = widths[below(4)];
	c->low = near(low, 0);
	c->high = near(low, range);
	c->open = near(low, below(range + 1));
	c->close = near(low, below(range + 1));
	if (below(20) == 0) /* often not between them */
		c->close = near(low, below(2 * range + 2) - 1);
	c->volume = any_sum();
	c->buy_volume = c->volume;
	c->buy_volume.v = below((int64_t)c->volume.v + 1);
	if (below(10) == 0)
		c->buy_volume = any_sum();
	c->usd = any_sum();
	c->trades = below(3) == 0 ? INT_NONE : below(100000);
	c->final = (int)below(3);
	snprintf(c->source, sizeof(c->source), "%s", any(sources, 4));
	c->received = any_received(c->ts);
}

static void
any_interest(struct record *r)
{
	struct oi *o = &r->as.oi;

	record_clear(r, RECORD_OI);
	any_head(r);
	o->oi = any_sum();
	o->usd = any_sum();
	o->width_ms = below(2) * 300000;
	snprintf(o->source, sizeof(o->source), "%s", any(sources, 4));
	o->received = any_received(o->ts);
}

/* A batch of whole lines, with slack behind; one in "wounded" is hurt. */
static struct str
batch(struct buf *b, enum record_type type, int64_t wounded)
{
	struct record r;
	size_t from;
	int i;

	buf_reset(b);
	for (i = 0; i < BATCH; i++) {
		from = b->n;
		if (type == RECORD_CANDLE)
			any_candle(&r);
		else
			any_interest(&r);
		record_put(b, &r, below(4) == 0);
		if (wounded > 0 && below(wounded) == 0)
			hurt(b, from);
	}
	memset(buf_room(b, FAST_SLACK), '7', FAST_SLACK);
	return buf_view(b);
}

/* Ends the program where a kernel is wrong; returns how many were taken. */
static int64_t
compare(enum record_type type, int64_t lines, int64_t wounded)
{
	struct twin twins[TWINS];
	struct buf b = { 0 };
	int64_t done, taken = 0;

	twin_begin(twins, type);
	for (done = 0; done < lines; done += BATCH)
		taken += twin_read(twins, batch(&b, type, wounded));
	twin_end(twins);
	buf_free(&b);
	return taken;
}

/* One line, after its like has been learned; is it taken? */
static bool
taken(const struct fast_kernel *k, const char *line)
{
	static const char *const likes[] = {
		"{\"type\":\"candle\",\"ts\":1738310399410,\"exchange\":"
		"\"okx\",\"symbol\":\"ETHUSDT\",\"base\":\"ETH\",\"quote\":"
		"\"USDT\",\"width_ms\":60000,\"open\":2.0,\"high\":3.0,"
		"\"low\":1.0,\"close\":2.5,\"volume\":7.0,\"buy_volume\":3.0,"
		"\"usd\":14.0,\"trades\":12,\"final\":true,\"source\":\"ws\","
		"\"received\":null}",
		"{\"type\":\"oi\",\"ts\":1738310399410,\"exchange\":"
		"\"okx\",\"symbol\":\"ETHUSDT\",\"base\":\"ETH\",\"quote\":"
		"\"USDT\",\"oi\":2.0,\"usd\":3.0,\"width_ms\":0,"
		"\"source\":\"ws\",\"received\":null}",
	};
	struct fast_rows f = { .unknown = true };
	struct fast_rows_run run;
	struct buf b = { 0 };
	size_t n;

	f.type = strstr(line, "\"oi\"") ? RECORD_OI : RECORD_CANDLE;
	fast_rows_learn(&f, str_of(likes[f.type == RECORD_OI]));
	buf_puts(&b, line);
	buf_putc(&b, '\n');
	memset(buf_room(&b, FAST_SLACK), '7', FAST_SLACK);
	n = k->rows(&f, &run, buf_view(&b));
	buf_free(&b);
	fast_rows_free(&f);
	return n > 0;
}

#define T "1738310399410"
#define WHO(type, ts) \
	"{\"type\":\"" type "\",\"ts\":" ts ",\"exchange\":\"okx\"," \
	"\"symbol\":\"ETHUSDT\",\"base\":\"ETH\",\"quote\":\"USDT\","
#define PRICES(open, high, low, close) \
	"\"width_ms\":60000,\"open\":" open ",\"high\":" high ",\"low\":" low \
	",\"close\":" close
#define TRADED(volume, bought, usd, trades) \
	",\"volume\":" volume ",\"buy_volume\":" bought ",\"usd\":" usd \
	",\"trades\":" trades ",\"final\":true"
#define TAIL(received) ",\"source\":\"ws\",\"received\":" received "}"
#define C(prices, traded) WHO("candle", T) prices traded TAIL("null")
#define P PRICES("2.0", "3.0", "1.0", "2.5")
#define V TRADED("7.0", "3.0", "14.0", "12")
#define OI(oi, usd) \
	WHO("oi", T) \
	"\"oi\":" oi ",\"usd\":" usd ",\"width_ms\":0" TAIL("null")

static const struct {
	const char *what;
	bool taken;
	const char *line;
} cases[] = {
	{ "a candle like it", true, C(P, V) },
	{ "the first time of this market", true,
	    WHO("candle", "1420070400000") P V TAIL("null") },
	{ "a time before it", false,
	    WHO("candle", "1420070399999") P V TAIL("null") },
	{ "a time after it", false,
	    WHO("candle", "4102444800000") P V TAIL("null") },
	{ "received is known", true, WHO("candle", T) P V TAIL(T) },
	{ "received starts with a zero", false,
	    WHO("candle", T) P V TAIL("0738310399410") },
	{ "decimals as strings", true,
	    C(PRICES("\"2.0\"", "\"3.0\"", "\"1.0\"", "\"2.5\""),
		TRADED("\"7.0\"", "\"3.0\"", "\"14.0\"", "12")) },
	{ "half a string", false, C(PRICES("\"2.0", "3.0", "1.0", "2.5"), V) },
	{ "prices of other decimals", true,
	    C(PRICES("2.000", "3.0", "1.00", "3.0000"), V) },
	{ "a close above by its last decimal", false,
	    C(PRICES("2.0", "3.0", "1.0", "3.0001"), V) },
	{ "an open above", false, C(PRICES("3.1", "3.0", "1.0", "2.5"), V) },
	{ "an open below", false, C(PRICES("0.9", "3.0", "1.0", "2.5"), V) },
	{ "a close below", false, C(PRICES("2.0", "3.0", "1.0", "0.99"), V) },
	{ "a high below the low", false,
	    C(PRICES("2.0", "0.5", "1.0", "2.5"), V) },
	{ "a price that is not known", false,
	    C(PRICES("2.0", "3.0", "1.0", "null"), V) },
	{ "a price of zero", false, C(PRICES("0.0", "3.0", "0.0", "2.5"), V) },
	{ "a price below zero", false,
	    C(PRICES("2.0", "3.0", "-1.0", "2.5"), V) },
	{ "no volumes", true, C(P, TRADED("null", "null", "null", "null")) },
	{ "nothing was traded", true, C(P, TRADED("0.0", "0.0", "0.0", "0")) },
	{ "more was bought than was traded", false,
	    C(P, TRADED("7.0", "7.01", "14.0", "12")) },
	{ "a volume below zero", false,
	    C(P, TRADED("-7.0", "3.0", "14.0", "12")) },
	{ "eighteen digits", true,
	    C(P, TRADED("7.0", "3.0", "1234567890.12345678", "12")) },
	{ "eighteen digits as a string", true,
	    C(P, TRADED("7.0", "3.0", "\"1234567890.12345678\"", "12")) },
	{ "nineteen digits", false,
	    C(P, TRADED("7.0", "3.0", "1234567890.123456789", "12")) },
	{ "nineteen digits and no point", false,
	    C(P, TRADED("7.0", "3.0", "1234567890123456789", "12")) },
	{ "eighteen digits, the first a zero", false,
	    C(P, TRADED("7.0", "3.0", "0234567890.12345678", "12")) },
	{ "no point", false, C(P, TRADED("7", "3.0", "14.0", "12")) },
	{ "an exponent", false, C(P, TRADED("7.0e1", "3.0", "14.0", "12")) },
	{ "trades below zero", false,
	    C(P, TRADED("7.0", "3.0", "14.0", "-1")) },
	{ "trades with a leading zero", false,
	    C(P, TRADED("7.0", "3.0", "14.0", "012")) },
	{ "trades with a point", false,
	    C(P, TRADED("7.0", "3.0", "14.0", "1.5")) },
	{ "trades out of range", false,
	    C(P, TRADED("7.0", "3.0", "14.0", "9999999999999999999")) },
	{ "another width", false,
	    C("\"width_ms\":600000,\"open\":2.0,\"high\":3.0,\"low\":1.0,"
	      "\"close\":2.5",
		V) },
	{ "one key more", false, WHO("candle", T) P V TAIL("null,\"x\":1") },
	{ "something behind it", false, C(P, V) " " },
	{ "an empty line", false, "" },
	{ "open interest like it", true, OI("2.0", "3.0") },
	{ "only coins", true, OI("2.0", "null") },
	{ "only USD", true, OI("null", "3.0") },
	{ "neither", false, OI("null", "null") },
	{ "none left", true, OI("0.0", "0.0") },
	{ "less than none", false, OI("-2.0", "3.0") },
};

static void
run_cases(const struct fast_kernel *k)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ok(taken(k, cases[i].line) == cases[i].taken, "%s: %s is %s",
		    k->name, cases[i].what, cases[i].taken ? "taken" : "left");
}

int
main(int argc, char *argv[])
{
	int64_t lines = argc > 1 ? strtoll(argv[1], NULL, 10) : 30000, n;
	const struct fast_kernel *k;
	enum record_type type;

	chance = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	for (k = fast_kernels; k->name != NULL; k++)
		if (k->usable())
			run_cases(k);
		else
			printf("# %s cannot run here\n", k->name);
	for (type = RECORD_CANDLE; type <= RECORD_OI; type++) {
		n = compare(type, lines, 0);
		ok(n > lines / 4, "%s: %lld of %lld are taken, the same",
		    record_name(type), (long long)n, (long long)lines);
		n = compare(type, lines, 2);
		ok(n > lines / 8 && n < lines,
		    "%s: %lld of which half are hurt", record_name(type),
		    (long long)n);
	}
	return tap_end();
}
