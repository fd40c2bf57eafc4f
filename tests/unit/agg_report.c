/*
 * The sums, windows, groups and lines of liq-agg.
 */
#include "io/opt.h"
#include "liq-agg/group.h"
#include "liq-agg/print.h"
#include "liq-agg/request.h"
#include "liq-agg/sum.h"
#include "tap.h"

static void
add(struct events *all, int64_t ts, const char *symbol, int side,
    const char *usd, const char *id)
{
	struct record r;
	struct liquidation *l = &r.as.liquidation;
	struct interval dispute;

	record_clear(&r, RECORD_LIQUIDATION);
	l->ts = ts;
	str_copy(l->exchange, sizeof(l->exchange), STR("bybit"));
	str_copy(l->symbol, sizeof(l->symbol), str_of(symbol));
	str_copy(l->base, sizeof(l->base), (struct str){ symbol, 3 });
	str_copy(l->quote, sizeof(l->quote), str_from(str_of(symbol), 3));
	l->side = side;
	dec_parse(&l->price, STR("1.0"));
	dec_parse(&l->qty, STR("1.0"));
	dec_parse(&l->usd, str_of(usd));
	str_copy(l->id, sizeof(l->id), str_of(id));
	events_add(all, l, &dispute);
}

static void
put_is(const char *want, const char *what, const struct buf *b)
{
	char got[512];

	if (!str_copy(got, sizeof(got), buf_view(b)))
		got[0] = '\0';
	is(got, want, what);
}

static void
maxima(void)
{
	static const char *const ids[] = { "", "c", "b", "d" };
	struct events all = { 0 };
	struct sum forward = { 0 }, back = { 0 };
	size_t i;

	for (i = 0; i < 4; i++)
		add(&all, 1, "BTCUSDT", SIDE_LONG, i == 3 ? "4.99" : "5.0",
		    ids[i]);
	for (i = 0; i < 4; i++) {
		sum_add(&forward, &all, &all.of[i], CLASS_COMPLETE);
		sum_add(&back, &all, &all.of[3 - i], CLASS_COMPLETE);
	}
	is(event_id(&all, forward.max), "b",
	    "the smallest id of equal maxima, none last");
	ok(forward.max == back.max && forward.usd == back.usd,
	    "the other way round gives the same");
	events_free(&all);
}

static void
overflow(void)
{
	struct events all = { 0 };
	struct sum s = { 0 };
	const char *const half = "500000000000000000000000000000.0";

	add(&all, 1, "BTCUSDT", SIDE_SHORT, half, "a");
	add(&all, 1, "BTCUSDT", SIDE_SHORT, half, "b");
	ok(sum_add(&s, &all, &all.of[0], CLASS_NONE) == NULL,
	    "5e29 USD can be told");
	is(sum_add(&s, &all, &all.of[1], CLASS_NONE), "a sum is over 38 digits",
	    "1e30 USD cannot");
	events_free(&all);
}

static int
sampled_of(enum source_class one, enum source_class other)
{
	struct events all = { 0 };
	struct sum s = { 0 };
	struct record r;

	add(&all, 1, "BTCUSDT", SIDE_NONE, "1.0", "a");
	record_clear(&r, RECORD_TOTAL);
	sum_add(&s, &all, &all.of[0], one);
	sum_add(&s, &all, &all.of[0], other);
	sum_total(&r.as.total, &all, &s);
	ok(r.as.total.count == 2 && r.as.total.long_count == 0 &&
		r.as.total.short_count == 0 && dec_sign(r.as.total.usd) == 1 &&
		dec_sign(r.as.total.long_usd) == 0 &&
		dec_sign(r.as.total.short_usd) == 0,
	    "an unknown side counts in count and usd alone");
	events_free(&all);
	return r.as.total.sampled;
}

static void
sampling(void)
{
	ok(sampled_of(CLASS_COMPLETE, CLASS_SIMULATED) == TRUTH_FALSE,
	    "whole sources are not sampled");
	ok(sampled_of(CLASS_UNKNOWN, CLASS_SAMPLED) == TRUTH_TRUE,
	    "one sampled source makes it sampled");
	ok(sampled_of(CLASS_COMPLETE, CLASS_UNKNOWN) == TRUTH_NULL &&
		sampled_of(CLASS_COMPLETE, CLASS_NONE) == TRUTH_NULL,
	    "a source that nobody knows leaves it open");
}

static void
groups(void)
{
	struct events all = { 0 };
	struct groups g = { 0 };

	add(&all, 1, "ETHUSDT", SIDE_SHORT, "1.0", "a");
	add(&all, 1, "BTCUSDT", SIDE_LONG, "1.0", "b");
	add(&all, 1, "BTCUSDC", SIDE_SHORT, "1.0", "c");
	groups_make(&g, &all, BY_BASE);
	ok(g.n == 2 && strcmp(g.of[0].name.base, "BTC") == 0 &&
		g.of[0].name.symbol[0] == '\0' && !g.of[0].mixed,
	    "by base");
	ok(groups_find(&g, &all.of[0]) == 1 && groups_find(&g, &all.of[2]) == 0,
	    "an event finds its group");
	groups_free(&g);
	groups_make(&g, &all, 0);
	ok(g.n == 1 && g.of[0].mixed, "all together is mixed");
	groups_free(&g);
	groups_make(&g, &all, BY_SYMBOL);
	ok(g.n == 3 && strcmp(g.of[0].name.quote, "USDC") == 0 &&
		g.of[0].name.base[0] == '\0',
	    "by symbol: its quote, and no base");
	groups_free(&g);
	str_copy(all.products[2].symbol, sizeof(all.products[2].symbol),
	    STR("BTCUSDT"));
	groups_make(&g, &all, BY_SYMBOL);
	ok(g.n == 2 && g.of[0].name.quote[0] == '\0',
	    "no quote where the events do not agree");
	groups_free(&g);
	groups_make(&g, &all, BY_SIDE | BY_BASE);
	ok(g.n == 3 && g.of[0].side == SIDE_LONG &&
		g.of[1].side == SIDE_SHORT && g.of[2].side == SIDE_SHORT,
	    "by base and side");
	groups_free(&g);
	events_free(&all);
}

static void
windows(void)
{
	const int64_t t = INT64_C(1738310400000);
	struct events all = { 0 };
	struct widths widths = { { 10, 0, 25 }, 3 };
	struct windows w = { .widths = &widths, .until = t + 30 };
	struct window one;

	add(&all, t + 3, "BTCUSDT", SIDE_LONG, "1.0", "a");
	add(&all, t + 19, "BTCUSDT", SIDE_LONG, "1.0", "b");
	add(&all, t + 20, "BTCUSDT", SIDE_LONG, "1.0", "c");
	ok(windows_next(&w, &all, &one) && one.ts == t + 20 && one.from == 2 &&
		one.to == 3,
	    "a trailing window holds its first ms");
	ok(windows_next(&w, &all, &one) && one.ts == t + 3 &&
		one.width_ms == 18 && one.from == 0 && one.to == 3,
	    "all is from the first to the last event");
	ok(windows_next(&w, &all, &one) && one.ts == t + 5 && one.from == 1 &&
		!windows_next(&w, &all, &one),
	    "widths come as given");
	w = (struct windows){ .interval = 10, .since = t + 3, .until = t + 21 };
	ok(windows_count(&w) == 3, "aligned windows are counted");
	ok(windows_next(&w, &all, &one) && one.ts == t && one.to == 1 &&
		windows_next(&w, &all, &one) && one.ts == t + 10 &&
		one.to == 2 && windows_next(&w, &all, &one) &&
		one.ts == t + 20 && one.to == 3 &&
		!windows_next(&w, &all, &one),
	    "aligned windows follow each other");
	w = (struct windows){ .interval = 100 * DAY_MS,
		.since = WHEN_FIRST,
		.until = WHEN_FIRST + 1 };
	ok(windows_next(&w, &all, &one) && one.ts == WHEN_FIRST,
	    "none starts before the times of this market");
	events_free(&all);
}

static void
asking(void)
{
	struct request r = { 0 };
	struct buf b = { 0 };

	ok(request_widths(&r.widths, "90s,all,24h") == NULL &&
		r.widths.n == 3 && r.widths.ms[1] == 0,
	    "widths are a list");
	is(request_widths(&r.widths, "1h,60m"), "a width that is there twice",
	    "none of them twice");
	is(request_keys(&r.keys, "base,synbol"),
	    "no such key \"synbol\"; did you mean \"symbol\"?",
	    "a misspelt key is answered");
	ok(request_keys(&r.keys, "") == NULL && r.keys == 0, "no keys at all");
	ok(request_keys(&r.keys, "side,exchange") == NULL, "keys are a list");
	is(request_exchanges(&r.exchanges, "okx,"),
	    "a list with an empty name in it", "an empty name is none");
	request_exchanges(&r.exchanges, "a\"b");
	opt_money(&r.min, "1.5k");
	when_parse(&r.since, STR("-4h"));
	r.top = 3;
	request_put(&b, &r);
	put_is("{\"window\":\"90s,all,1d\",\"by\":\"exchange,side\","
	       "\"since\":\"-4h\",\"min\":1500.0,\"exchange\":\"okx,a\\\"b\","
	       "\"top\":3}",
	    "what was asked, as JSON", &b);
	buf_free(&b);
	names_free(&r.exchanges);
}

static void
span_is(const struct request *r, int64_t since, int64_t until, const char *what)
{
	struct interval span = request_span(r, 1000);

	ok(span.since == since && span.until == until, "%s", what);
}

static void
spans(void)
{
	struct request r = { .widths = { { 10, 30 }, 2 } };

	span_is(&r, 970, 1000, "the widest window is what was asked for");
	r.since = (struct when){ 990, false, true };
	span_is(&r, 990, 1000, "not before since");
	r.until = (struct when){ 5, true, true };
	span_is(&r, 990, 995, "not after until");
	r = (struct request){ .widths = { { 10, 0 }, 2 } };
	span_is(&r, INT64_MIN, INT64_MAX, "all is without limits");
	r = (struct request){ .interval = 7 };
	r.until = (struct when){ 500, false, true };
	span_is(&r, INT64_MIN, 500, "aligned windows have those given");
}

static void
cells(void)
{
	struct record r;
	struct buf b = { 0 };
	struct str s;

	record_clear(&r, RECORD_NOTE);
	r.as.note.ts = 7;
	str_copy(r.as.note.code, sizeof(r.as.note.code), STR("a\tb\\c\n"));
	str_copy(r.as.note.message, sizeof(r.as.note.message),
	    STR("he said \"x, y\"\r\n"));
	print_head(&b, PRINT_TSV, RECORD_NOTE);
	put_is("type\tts\texchange\tsymbol\tcode\tmessage\n",
	    "a table starts with its keys", &b);
	buf_reset(&b);
	print_record(&b, PRINT_TSV, &r, false);
	put_is("note\t7\t\t\ta\\tb\\\\c\\n\the said \"x, y\"\\r\\n\n",
	    "tsv: escapes, empty is null", &b);
	buf_reset(&b);
	print_record(&b, PRINT_CSV, &r, false);
	put_is("note,7,,,\"a\tb\\c\n\",\"he said \"\"x, y\"\"\r\n\"\n",
	    "csv: quotes where needed", &b);
	buf_reset(&b);
	print_head(&b, PRINT_NDJSON, RECORD_NOTE);
	print_record(&b, PRINT_NDJSON, &r, false);
	s = buf_view(&b);
	ok(str_starts(s, STR("{\"type\":\"note\",\"ts\":7,")),
	    "ndjson has no head");
	buf_free(&b);
}

int
main(void)
{
	maxima();
	overflow();
	sampling();
	groups();
	windows();
	asking();
	spans();
	cells();
	return tap_end();
}
