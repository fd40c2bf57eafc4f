/*
 * fast.c - the fast reader against record_parse: fast.t [LINES [SEED]]
 *
 * Lines of the shape, and the same hurt in one place, go through every kernel
 * that this machine can run; what is taken must be what record_parse says
 * (tests/fuzz/twin.h).
 */
#include "record/fast.h"

#include <stdlib.h>

#include "../fuzz/twin.h"
#include "base/buf.h"
#include "chance.h"
#include "tap.h"

#define BATCH 2000 /* lines that are read at once */

/* A liquidation of whatever a stream may hold; most of it ordinary. */
static void
any_liquidation(struct record *r)
{
	static const char *const exchanges[] = { "binance", "bybit", "okx",
		"hyperliquid", "x" };
	static const char *const quotes[] = { "USDT", "USDC", "USD", "" };
	static const char *const tails[] = { "USDT", "-USDT-SWAP",
		"USDT-27JUN25", "" };
	static const char *const sources[] = { "ws", "rest", "archive", "" };
	struct liquidation *l = &r->as.liquidation;

	record_clear(r, RECORD_LIQUIDATION);
	l->ts = INT64_C(1738310400000) + below(86400000);
	if (below(50) == 0)
		l->ts =
		    below(2) ? INT64_C(1420070400000) : INT64_C(4102444799999);
	snprintf(l->exchange, sizeof(l->exchange), "%s", any(exchanges, 5));
	any_name(l->base, sizeof(l->base), "");
	any_name(l->symbol, sizeof(l->symbol), any(tails, 4));
	snprintf(l->quote, sizeof(l->quote), "%s", any(quotes, 4));
	l->side = (int)below(40) == 0 ? SIDE_NONE : 1 + (int)below(2);
	l->price = any_dec(12);
	l->qty = any_dec(16);
	l->usd = any_dec(below(8) == 0 ? 16 : 9);
	l->price_kind = (int)below(5);
	snprintf(l->source, sizeof(l->source), "%s", any(sources, 4));
	l->received = below(4) == 0 ? INT_NONE : l->ts + below(400);
	if (below(40) == 0)
		l->received = below(1000);
	snprintf(l->id, sizeof(l->id), "%0*llx", 1 + (int)below(79),
	    (unsigned long long)next());
	if (below(40) == 0)
		snprintf(l->id, sizeof(l->id), "%s",
		    below(2) ? "" : "a\\b\"c\x7f\xc2\xa9");
}

/* A batch of whole lines, with slack behind; one in "wounded" is hurt. */
static struct str
batch(struct buf *b, int64_t lines, int64_t wounded)
{
	struct record r;
	size_t from;
	int64_t i;

	buf_reset(b);
	for (i = 0; i < lines; i++) {
		from = b->n;
		any_liquidation(&r);
		record_put(b, &r, below(4) == 0);
		if (wounded > 0 && below(wounded) == 0)
			hurt(b, from);
	}
	memset(buf_room(b, FAST_SLACK), '7', FAST_SLACK);
	return buf_view(b);
}

/* Ends the program where a kernel is wrong; returns how many were taken. */
static int64_t
compare(int64_t lines, int64_t wounded)
{
	struct twin twins[TWINS];
	struct buf b = { 0 };
	int64_t done, taken = 0;

	for (done = 0; done < lines; done += BATCH) {
		if (done % (64 * BATCH) == 0) { /* learn anew */
			if (done > 0)
				twin_end(twins);
			twin_begin(twins);
		}
		taken += twin_read(twins, batch(&b, BATCH, wounded));
	}
	twin_end(twins);
	buf_free(&b);
	return taken;
}

/* One line, after its like has been learned, and "also"; is it taken? */
static bool
taken(const struct fast_kernel *k, const char *line, const char *also)
{
	static const char like[] =
	    "{\"type\":\"liquidation\",\"ts\":1738310399410,\"exchange\":"
	    "\"okx\",\"symbol\":\"ETHUSDT\",\"base\":\"ETH\",\"quote\":"
	    "\"USDT\",\"side\":\"short\",\"price\":3496.20,\"qty\":492.918,"
	    "\"usd\":1723339.9116,\"price_kind\":\"bankruptcy\",\"source\":"
	    "\"ws\",\"received\":1738310399530,\"id\":\"cb435c8e\"}";
	struct fast f = { .unknown = true };
	struct fast_run run;
	struct buf b = { 0 };
	size_t n;

	fast_learn(&f, (struct str){ like, sizeof(like) - 1 });
	f.unknown = true;
	fast_learn(&f, str_of(also));
	buf_puts(&b, line);
	buf_putc(&b, '\n');
	memset(buf_room(&b, FAST_SLACK), '7', FAST_SLACK);
	n = k->take(&f, &run, buf_view(&b));
	buf_free(&b);
	fast_free(&f);
	return n > 0;
}

#define HEAD(ts) \
	"{\"type\":\"liquidation\",\"ts\":" ts \
	",\"exchange\":\"okx\",\"symbol\":\"ETHUSDT\",\"base\":\"ETH\"," \
	"\"quote\":\"USDT\",\"side\":"
#define MONEY(price, qty, usd) \
	",\"price\":" price ",\"qty\":" qty ",\"usd\":" usd
#define TAIL(received, id) \
	",\"price_kind\":\"bankruptcy\",\"source\":\"ws\"," \
	"\"received\":" received ",\"id\":" id "}"
#define T "1738310399410"
#define MORE "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct {
	const char *what;
	bool taken;
	const char *line;
} cases[] = {
	{ "a line like it", true,
	    HEAD(T) "\"long\"" MONEY("1.5", "2.0", "3.0") TAIL(T, "\"i\"") },
	{ "the first time of this market", true,
	    HEAD("1420070400000") "\"long\"" MONEY("1.5", "2.0", "3.0")
		TAIL(T, "\"i\"") },
	{ "a time before it", false,
	    HEAD("1420070399999") "\"long\"" MONEY("1.5", "2.0", "3.0")
		TAIL(T, "\"i\"") },
	{ "a time after it", false,
	    HEAD("4102444800000") "\"long\"" MONEY("1.5", "2.0", "3.0")
		TAIL(T, "\"i\"") },
	{ "decimals as strings", true,
	    HEAD(T) "\"long\"" MONEY("\"1.5\"", "\"2.0\"", "\"3.0\"")
		TAIL(T, "\"i\"") },
	{ "half a string", false,
	    HEAD(T) "\"long\"" MONEY("1.5\"", "2.0", "3.0") TAIL(T, "\"i\"") },
	{ "sixteen digits", true,
	    HEAD(T) "\"long\"" MONEY("123456789012345.6", "2.0", "3.0")
		TAIL(T, "\"i\"") },
	{ "seventeen digits", false,
	    HEAD(T) "\"long\"" MONEY("1234567890123456.7", "2.0", "3.0")
		TAIL(T, "\"i\"") },
	{ "a leading zero", false,
	    HEAD(T) "\"long\"" MONEY("01.5", "2.0", "3.0") TAIL(T, "\"i\"") },
	{ "less than one", true,
	    HEAD(T) "\"long\"" MONEY("0.00000015", "2.0", "3.0")
		TAIL(T, "\"i\"") },
	{ "nothing", false,
	    HEAD(T) "\"long\"" MONEY("0.0", "2.0", "3.0") TAIL(T, "\"i\"") },
	{ "less than nothing", false,
	    HEAD(T) "\"long\"" MONEY("-1.5", "2.0", "3.0") TAIL(T, "\"i\"") },
	{ "no point", false,
	    HEAD(T) "\"long\"" MONEY("15", "2.0", "3.0") TAIL(T, "\"i\"") },
	{ "two points", false,
	    HEAD(T) "\"long\"" MONEY("1.5.5", "2.0", "3.0") TAIL(T, "\"i\"") },
	{ "nothing behind the point", false,
	    HEAD(T) "\"long\"" MONEY("15.", "2.0", "3.0") TAIL(T, "\"i\"") },
	{ "a slash", false,
	    HEAD(T) "\"long\"" MONEY("1/1.5", "2.0", "3.0") TAIL(T, "\"i\"") },
	{ "usd of nine decimals", false,
	    HEAD(T) "\"long\"" MONEY("1.5", "2.0", "3.000000000")
		TAIL(T, "\"i\"") },
	{ "an unknown side", false,
	    HEAD(T) "\"lang\"" MONEY("1.5", "2.0", "3.0") TAIL(T, "\"i\"") },
	{ "no side", false,
	    HEAD(T) "null" MONEY("1.5", "2.0", "3.0") TAIL(T, "\"i\"") },
	{ "received is not known", true,
	    HEAD(T) "\"long\"" MONEY("1.5", "2.0", "3.0")
		TAIL("null", "\"i\"") },
	{ "received starts with a zero", false,
	    HEAD(T) "\"long\"" MONEY("1.5", "2.0", "3.0")
		TAIL("0738310399410", "\"i\"") },
	{ "an id of 79", true,
	    HEAD(T) "\"long\"" MONEY("1.5", "2.0", "3.0")
		TAIL(T, "\"" MORE "12345678901234567\"") },
	{ "an id of 80", false,
	    HEAD(T) "\"long\"" MONEY("1.5", "2.0", "3.0")
		TAIL(T, "\"" MORE "123456789012345678\"") },
	{ "an empty id", false,
	    HEAD(T) "\"long\"" MONEY("1.5", "2.0", "3.0") TAIL(T, "\"\"") },
	{ "an id with an escape", false,
	    HEAD(T) "\"long\"" MONEY("1.5", "2.0", "3.0")
		TAIL(T, "\"a\\nb\"") },
	{ "an id with a tab", false,
	    HEAD(T) "\"long\"" MONEY("1.5", "2.0", "3.0") TAIL(T, "\"a\tb\"") },
	{ "an id beyond ASCII", false,
	    HEAD(T) "\"long\"" MONEY("1.5", "2.0", "3.0")
		TAIL(T, "\"\xc3\xa9\"") },
	{ "one key more", false,
	    HEAD(T) "\"long\"" MONEY("1.5", "2.0", "3.0")
		TAIL(T, "\"i\",\"x\":1") },
	{ "something behind it", false,
	    HEAD(T) "\"long\"" MONEY("1.5", "2.0", "3.0")
		TAIL(T, "\"i\"") " " },
	{ "an empty line", false, "" },
};

static void
run_cases(const struct fast_kernel *k)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ok(taken(k, cases[i].line, "") == cases[i].taken,
		    "%s: %s is %s", k->name, cases[i].what,
		    cases[i].taken ? "taken" : "left");
}

/* usd once more, where a line of another order has it. */
static void
misled(const struct fast_kernel *k)
{
	static const char order[] =
	    HEAD(T) "\"long\",\"price\":1.5,\"qty\":2.0,"
		    "\"price_kind\":\"fill\",\"usd\":17.0,\"source\":"
		    "\"archive-of-2025\",\"received\":" T ",\"id\":\"i\"}";
	static const char twice[] = HEAD(T) "\"long\"" MONEY(
	    "1.5", "2.0", "3.0") ",\"usd\":17.0,\"source\":\"archive-of-2025\","
				 "\"received\":" T ",\"id\":\"i\"}";

	ok(!taken(k, twice, order),
	    "%s: a line of another order teaches nothing", k->name);
}

/* Products without end do not take memory without end. */
static void
many(void)
{
	struct fast f = { 0 };
	struct buf b = { 0 };
	struct record r;
	int i;

	for (i = 0; i < 30000; i++) {
		any_liquidation(&r);
		r.as.liquidation.side = SIDE_LONG;
		snprintf(r.as.liquidation.symbol,
		    sizeof(r.as.liquidation.symbol), "%dUSDT", i);
		buf_reset(&b);
		record_put(&b, &r, false);
		f.unknown = true;
		fast_learn(&f, buf_view(&b));
	}
	ok(f.who.slots <= 16384 && f.names <= 8192 && f.names > 1000,
	    "of 30000 products %zu are learned", f.names);
	fast_free(&f);
	buf_free(&b);
}

int
main(int argc, char *argv[])
{
	int64_t lines = argc > 1 ? strtoll(argv[1], NULL, 10) : 60000, n;
	const struct fast_kernel *k;

	chance = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	for (k = fast_kernels; k->name != NULL; k++)
		if (k->usable()) {
			run_cases(k);
			misled(k);
		} else {
			printf("# %s cannot run here\n", k->name);
		}
	n = compare(lines, 0);
	ok(n > lines / 4 - 1000,
	    "%lld of %lld lines are taken, as record_parse would", (long long)n,
	    (long long)lines);
	n = compare(lines, 2);
	ok(n > lines / 8 - 500 && n < lines,
	    "of lines half of which are hurt %lld", (long long)n);
	many();
	return tap_end();
}
