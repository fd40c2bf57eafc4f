/*
 * One exchange in one run, without a network: what it asks, in which order,
 * and what becomes of answers, troubles and silence.
 */
#include "liq-fetch/venue.h"

#include <stdlib.h>

#include "tap.h"

#define NOW INT64_C(1763800000000)

static bool
ask_list(struct ask *a, const struct page *p)
{
	(void)p;
	buf_puts(&a->url, "list");
	return true;
}

static const char *
answer_list(struct turn *t, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	static const char *const symbols[] = { "BTCUSDT", "ETHUSDT",
		"BTCUSDT-26DEC25" };
	struct record r;
	size_t i;

	(void)body;
	(void)p;
	(void)context;
	for (i = 0; i < 3; i++) {
		record_clear(&r, RECORD_INSTRUMENT);
		r.as.ts = NOW;
		str_copy(
		    r.as.head.exchange, sizeof(r.as.head.exchange), STR("x"));
		str_copy(r.as.head.symbol, sizeof(r.as.head.symbol),
		    str_of(symbols[i]));
		str_copy(r.as.head.base, sizeof(r.as.head.base),
		    i == 1 ? STR("ETH") : STR("BTC"));
		str_copy(r.as.head.quote, sizeof(r.as.head.quote), STR("USDT"));
		r.as.instrument.kind =
		    i == 2 ? CONTRACT_DATED : CONTRACT_PERPETUAL;
		r.as.instrument.contract_size = dec_int(1);
		r.as.instrument.inverse = TRUTH_FALSE;
		r.as.instrument.multiplier = dec_int(1);
		str_copy(r.as.instrument.status, sizeof(r.as.instrument.status),
		    STR("trading"));
		to->record(to->arg, &r);
	}
	t->rows = 3;
	return NULL;
}

static bool
ask_funding(struct ask *a, const struct page *p)
{
	buf_printf(&a->url, "funding %s", p->market.symbol);
	return true;
}

/* A row at the start of the span: {} is good, [] is refused. */
static const char *
answer_funding(struct turn *t, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct record r;

	(void)context;
	if (str_is(body, "[]"))
		return "not what was asked for";
	record_clear(&r, RECORD_FUNDING);
	r.as.ts = p->since;
	str_copy(r.as.head.exchange, sizeof(r.as.head.exchange), STR("x"));
	str_copy(r.as.head.symbol, sizeof(r.as.head.symbol),
	    str_of(p->market.symbol));
	str_copy(
	    r.as.head.base, sizeof(r.as.head.base), str_of(p->market.base));
	str_copy(
	    r.as.head.quote, sizeof(r.as.head.quote), str_of(p->market.quote));
	r.as.funding.rate = dec_int(0);
	r.as.funding.kind = FUNDING_SETTLED;
	to->record(to->arg, &r);
	t->rows = 1;
	t->oldest = t->newest = p->since;
	return NULL;
}

static void
trouble(struct trouble *t, const struct reply *r)
{
	trouble_by_status(t, r);
}

static bool
market(struct market *m, struct str symbol)
{
	(void)m;
	(void)symbol;
	return false;
}

static enum source_class
class_at(int64_t ts)
{
	(void)ts;
	return CLASS_COMPLETE;
}

static const struct rest rest[] = { { .kind = RECORD_INSTRUMENT,
					.name = "list",
					.parts = 1,
					.rows = 1000,
					.bucket = "all",
					.cost = 1,
					.ask = ask_list,
					.answer = answer_list },
	{ .kind = RECORD_FUNDING,
	    .name = "funding",
	    .paging = PAGE_FORWARD,
	    .rows = 100,
	    .bucket = "all",
	    .cost = 1,
	    .ask = ask_funding,
	    .answer = answer_funding },
	{ .kind = RECORD_NONE } };

static const struct exchange exchange = { .name = "x",
	.market = market,
	.class_at = class_at,
	.rest = rest,
	.trouble = trouble };

/* A run: what it asked, in order, and its answers by a script. */
struct play {
	struct venue venue;
	struct query query;
	struct wanted wanted;
	struct instruments instruments;
	struct price_list prices;
	struct emit emit;
	struct buf asked;
	int64_t now;
};

static void
begin(struct play *p, const char *operand, uint32_t kinds)
{
	*p = (struct play){ .now = NOW };
	wanted_add(&p->wanted, operand);
	p->query = (struct query){ .kinds = kinds,
		.now = NOW,
		.interval = 300000,
		.key = "",
		.prices = &p->prices,
		.wanted = &p->wanted,
		.instruments = &p->instruments,
		.emit = &p->emit };
	p->emit.until = INT64_MAX;
	p->emit.kinds = kinds;
	venue_open(&p->venue, &exchange, &p->query);
}

static void
finish(struct play *p)
{
	venue_close(&p->venue);
	wanted_free(&p->wanted);
	instruments_free(&p->instruments);
	price_free(&p->prices);
	emit_free(&p->emit);
	buf_free(&p->asked);
}

/* Status and body for the n-th request that is sent. */
typedef struct http_answer reply_for(int n, struct str url);

static struct http_answer
good(int n, struct str url)
{
	(void)n;
	(void)url;
	return (struct http_answer){ .status = 200, .body = STR("{}") };
}

static void
run(struct play *p, reply_for *reply)
{
	struct flight *f;
	struct http_answer a;
	int n;

	for (n = 0; n < 100 && !venue_done(&p->venue); n++) {
		if ((f = venue_next(&p->venue, p->now)) == NULL)
			break;
		if (p->asked.n > 0)
			buf_puts(&p->asked, ", ");
		buf_str(&p->asked, buf_view(&f->ask.url));
		a = reply(n, buf_view(&f->ask.url));
		a.date = INT_NONE;
		a.sent = a.received = p->now;
		a.tag = f;
		p->now += 100;
		venue_answer(&p->venue, f, &a);
	}
	venue_tell(&p->venue);
	buf_putc(&p->asked, '\0');
	buf_putc(&p->emit.control, '\0');
}

static bool
told(const struct play *p, const char *text)
{
	return strstr(p->emit.control.s, text) != NULL;
}

static void
plain(void)
{
	struct play p;

	begin(&p, "*", 1u << RECORD_FUNDING);
	run(&p, good);
	is(p.asked.s, "list, funding BTCUSDT, funding ETHUSDT",
	    "the list, then each market that is no dated one");
	ok(venue_done(&p.venue) && p.venue.status == 0 && p.emit.n == 2,
	    "two records, and nothing is missing");
	ok(told(&p, "\"mark\"") && !told(&p, "\"gap\""),
	    "marks say that it is complete");
	finish(&p);
	begin(&p, "BTC", 1u << RECORD_FUNDING);
	run(&p, good);
	is(p.asked.s, "list, funding BTCUSDT", "a coin by its perpetual");
	finish(&p);
	begin(&p, "BTCUSDT-26DEC25", 1u << RECORD_FUNDING);
	run(&p, good);
	is(p.asked.s, "list, funding BTCUSDT-26DEC25",
	    "a dated one by its name");
	finish(&p);
	begin(&p, "BTC", 1u << RECORD_BOOK);
	run(&p, good);
	ok(venue_done(&p.venue) && told(&p, "not_offered") &&
		!told(&p, "\"gap\"") && p.venue.status == 0,
	    "what the exchange does not publish is told, and not missing");
	finish(&p);
}

/* The second request is answered badly three times. */
static struct http_answer
busy(int n, struct str url)
{
	struct http_answer a = good(n, url);

	a.status = n >= 1 && n <= 3 ? 503 : 200;
	return a;
}

static struct http_answer
dead(int n, struct str url)
{
	struct http_answer a = good(n, url);

	a.status = str_is(url, "funding BTCUSDT") ? 500 : 200;
	return a;
}

static struct http_answer
banned(int n, struct str url)
{
	struct http_answer a = good(n, url);

	a.status = n == 1 ? 418 : 200;
	return a;
}

static struct http_answer
refused(int n, struct str url)
{
	(void)url;
	return (struct http_answer){ .status = n == 0 ? 451 : 200,
		.body = STR("{}") };
}

static struct http_answer
odd(int n, struct str url)
{
	struct http_answer a = good(n, url);

	if (n > 0)
		a.body = STR("[]");
	return a;
}

static struct http_answer
half(int n, struct str url)
{
	struct http_answer a = good(n, url);

	if (n > 0)
		a.body = STR("{\"a\":");
	return a;
}

static struct http_answer
wire(int n, struct str url)
{
	struct http_answer a = good(n, url);

	if (n == 1)
		a.fault = HTTP_TLS;
	return a;
}

static void
troubles(void)
{
	static const struct {
		const char *what, *gap;
		reply_for *reply;
		int status;
		size_t records;
	} cases[] = {
		{ "busy for a while", "", busy, 0, 2 },
		{ "one market is never answered", "\"why\":\"maintenance\"",
		    dead, 4, 1 },
		{ "a ban ends it", "\"why\":\"ban\"", banned, 5, 0 },
		{ "another sort of answer", "\"why\":\"unavailable\"", odd, 4,
		    0 },
		{ "half an answer", "\"why\":\"unavailable\"", half, 4, 0 },
		{ "a certificate", "\"why\":\"unavailable\"", wire, 5, 0 },
	};
	struct play p;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		begin(&p, "*", 1u << RECORD_FUNDING);
		run(&p, cases[i].reply);
		ok(venue_done(&p.venue) && p.venue.status == cases[i].status &&
			p.emit.n == cases[i].records,
		    "%s: status %d, %zu records", cases[i].what, p.venue.status,
		    p.emit.n);
		ok(cases[i].gap[0] != '\0' ? told(&p, cases[i].gap)
					   : !told(&p, "\"gap\""),
		    "%s: what is missing is told", cases[i].what);
		finish(&p);
	}
	begin(&p, "*", 1u << RECORD_FUNDING);
	run(&p, refused);
	is(p.asked.s, "list", "refused to where we are: nothing more is asked");
	ok(p.venue.status == 5 && venue_done(&p.venue), "which is status 5");
	finish(&p);
}

int
main(void)
{
	freopen("/dev/null", "w", stderr);
	plain();
	troubles();
	return tap_end();
}
