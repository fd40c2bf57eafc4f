/*
 * What feeds of candles and moments share: one moment an interval, topics
 * that tell what has changed, and what is said to ask for them.
 */
#include "base/when.h"
#include "gather.h"
#include "json/json.h"
#include "liq-fetch/live_say.h"
#include "liq-fetch/pace.h"
#include "liq-fetch/sheet.h"
#include "tap.h"

static struct record
moment(enum record_type type, const char *symbol, int64_t ts)
{
	struct record r;

	record_clear(&r, type);
	r.as.head.ts = ts;
	str_copy(r.as.head.exchange, sizeof(r.as.head.exchange), STR("gate"));
	str_copy(r.as.head.symbol, sizeof(r.as.head.symbol), str_of(symbol));
	if (type == RECORD_OI)
		r.as.oi.width_ms = 0;
	if (type == RECORD_FUNDING)
		r.as.funding.kind = FUNDING_NEXT;
	return r;
}

static bool
due(const struct pace *p, const struct record *r)
{
	return pace_due(
	    p, r->type, r->as.head.exchange, r->as.head.symbol, r->as.ts);
}

static void
paces(void)
{
	struct pace p = { .interval = 10000 };
	struct record oi = moment(RECORD_OI, "A", 100003),
		      book = moment(RECORD_BOOK, "A", 100004),
		      next = moment(RECORD_FUNDING, "A", 100005),
		      other = moment(RECORD_OI, "B", 109999),
		      candle = moment(RECORD_CANDLE, "A", 100000);

	ok(due(NULL, &oi), "without a pace all is due");
	ok(due(&p, &oi) && pace_take(&p, &oi), "the first is due");
	ok(!due(&p, &oi) && !pace_take(&p, &oi), "and then no more");
	ok(pace_take(&p, &book) && pace_take(&p, &next) &&
		pace_take(&p, &other),
	    "each kind and market by itself");
	oi.as.ts = 109999;
	ok(!due(&p, &oi) && !pace_take(&p, &oi), "not within its span");
	oi.as.ts = 110000;
	ok(due(&p, &oi) && pace_take(&p, &oi), "in the next one");
	oi.as.ts = 105000;
	ok(!due(&p, &oi) && !pace_take(&p, &oi), "not in one that is over");
	ok(pace_take(&p, &candle) && pace_take(&p, &candle),
	    "what is no moment is always due");
	oi.as.oi.width_ms = 300000;
	next.as.funding.kind = FUNDING_SETTLED;
	ok(pace_take(&p, &oi) && pace_take(&p, &next) && pace_take(&p, &next),
	    "rows of a series are no moments");
	pace_free(&p);
	ok(due(&p, &book), "after that it knows nothing");
}

static void
tell(struct sheet *s, const char *topic, const char *object, bool whole,
    const char *want)
{
	struct str got = sheet_tell(s, str_of(topic), str_of(object), whole);
	char room[256];

	str_copy(room, sizeof(room), got);
	is(room, want, object);
	ok(got.n == 0 || json_check(got) == NULL, "it is JSON");
}

static void
sheets(void)
{
	struct sheet s = { 0 };
	struct buf many = { 0 };
	struct str got, key, value;
	int i, n = 0;

	tell(&s, "x", "{\"a\":1}", false, "");
	tell(&s, "x", "{\"a\":1,\"b\":\"2\"}", true, "{\"a\":1,\"b\":\"2\"}");
	tell(&s, "x", "{\"b\":3,\"c\":[4]}", false,
	    "{\"a\":1,\"b\":3,\"c\":[4]}");
	tell(&s, "y", "{\"b\":5}", false, "");
	tell(&s, "x", "{}", false, "{\"a\":1,\"b\":3,\"c\":[4]}");
	tell(&s, "x", "[1]", false, "");
	tell(&s, "x", "{\"d\":null}", true, "{\"d\":null}");
	for (i = 0; i < 3 * SHEET_MEMBERS; i++)
		buf_printf(&many, "%s\"m%d\":%d", i > 0 ? "," : "{", i, i);
	buf_puts(&many, "}");
	got = sheet_tell(&s, STR("x"), buf_view(&many), true);
	while (json_member(&got, &key, &value))
		n++;
	ok(n == SHEET_MEMBERS, "no more than %d members are kept, %d are",
	    SHEET_MEMBERS, n);
	for (i = 0; i < SHEET_PAGES + 10; i++) {
		buf_reset(&many);
		buf_printf(&many, "t%d", i);
		sheet_tell(&s, buf_view(&many), STR("{\"a\":1}"), true);
	}
	ok(s.n == SHEET_PAGES, "no more than %d topics are", SHEET_PAGES);
	buf_free(&many);
	sheet_free(&s);
}

static const struct width widths[] = { { 60000, "1m" }, { 0, NULL } };
static const struct live_channel channels[] = {
	{ .kinds = 1u << RECORD_CANDLE,
	    .message = "c[@]",
	    .topic = "~#",
	    .widths = widths,
	    .batch = 2 },
	{ .kinds = 1u << RECORD_OI | 1u << RECORD_FUNDING,
	    .message = "t[@]",
	    .topic = "$",
	    .batch = 3,
	    .apart = true },
	{ .kinds = 0 },
};

/* All that is said, with the acknowledgements that are due. */
static void
says(uint32_t kinds, int64_t width, const char *canary, const char *want)
{
	struct market of[] = { { .symbol = "A1" }, { .symbol = "B" },
		{ .symbol = "C" } };
	const struct live live = { .channels = channels, .canary = canary };
	const struct live_wants wants = {
		.kinds = kinds, .of = of, .n = 3, .width = width
	};
	struct buf b = { 0 };
	int n, topics = 0;

	for (n = 0; live_hello(&live, &b, &topics, &wants, n); n++)
		buf_printf(&b, "=%d ", topics);
	buf_putc(&b, '\0');
	is(b.s, want, "what is said");
	buf_free(&b);
}

static void
hellos(void)
{
	const uint32_t candle = 1u << RECORD_CANDLE, oi = 1u << RECORD_OI,
		       funding = 1u << RECORD_FUNDING;

	says(candle | oi, 60000, NULL, "c[a11m,b1m]=1 c[c1m]=1 t[A1,B,C]=3 ");
	says(candle | oi, 60000, "Z",
	    "c[Z]=1 c[a11m,b1m]=1 c[c1m]=1 t[A1,B,C]=3 ");
	says(funding, 60000, "B", "t[A1,B,C]=3 ");
	says(candle, 60000, "B", "c[B]=1 c[a11m,b1m]=1 c[c1m]=1 ");
	says(candle | oi, 300000, NULL, "t[A1,B,C]=3 ");
	says(candle, 300000, NULL, "");
}

/* Of so many markets, each on one connection that may have so many topics. */
static void
splits(size_t n, size_t topics_max, int least)
{
	struct market *of = calloc(n, sizeof(*of));
	const struct live live = { .channels = channels,
		.topics_max = topics_max };
	const struct live_wants wants = { .kinds = 1u << RECORD_OI |
						   1u << RECORD_CANDLE,
		.of = of,
		.n = n,
		.width = 60000 };
	size_t has, i;
	int parts, part;

	for (i = 0; i < n; i++)
		snprintf(of[i].symbol, sizeof(of[i].symbol), "t%zuF0", i);
	parts = live_parts(&live, &wants);
	ok(parts >= least && (least > 1 || parts == 1),
	    "%zu markets, %zu topics each: %d connections", n, topics_max,
	    parts);
	for (part = 1; part <= parts; part++) {
		for (has = i = 0; i < n; i++)
			has += live_part_of(&of[i], parts) == part;
		ok(topics_max == 0 || 2 * has <= topics_max, "%d: %zu of them",
		    part, has);
	}
	free(of);
}

static void
parting(void)
{
	const struct live live = { .channels = channels, .topics_max = 4 };
	const struct live_wants none = { .kinds = 1u << RECORD_BOOK };

	ok(live_parts(&live, &none) == 0, "what is not brought needs none");
	splits(70, 0, 1);
	splits(70, 140, 1);
	splits(70, 138, 2);
	splits(66, 44, 3);
}

int
main(void)
{
	paces();
	sheets();
	hellos();
	parting();
	return tap_end();
}
