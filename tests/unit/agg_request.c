/*
 * What liq-agg is asked for: lists and money in words, the whole request as
 * JSON, what excludes what, and the time it spans.
 */
#include "io/opt.h"
#include "liq-agg/group.h"
#include "liq-agg/request.h"
#include "tap.h"

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
	is(opt_names(&r.exchanges, "okx,"), "a list with an empty name in it",
	    "an empty name is none");
	opt_names(&r.exchanges, "a\"b");
	opt_money(&r.min, "1.5k");
	when_parse(&r.since, STR("-4h"));
	r.top = 3;
	r.usual = 7 * DAY_MS;
	request_put(&b, &r);
	buf_putc(&b, '\0');
	is(b.s,
	    "{\"window\":\"90s,all,1d\",\"by\":\"exchange,side\","
	    "\"since\":\"-4h\",\"min\":1500.0,\"exchange\":\"okx,a\\\"b\","
	    "\"usual\":\"7d\",\"top\":3}",
	    "what was asked, as JSON");
	buf_reset(&b);
	names_free(&r.exchanges);
	r = (struct request){ .interval = HOUR_MS, .keys = BY_BASE, .top = 3 };
	request_bins(&r.bins, "0.1%");
	request_put_shared(&b, &r);
	buf_putc(&b, '\0');
	is(b.s,
	    "{\"partial\":1,\"interval\":\"1h\",\"by\":\"base\","
	    "\"bins\":0.001}",
	    "what shards share leaves out what comes last");
	buf_free(&b);
}

/* What a command line of such a request is answered. */
static void
refused(struct request r, const char *why, const char *what)
{
	if (r.keys == 0)
		r.keys = BY_BASE;
	is(request_settle(&r), why, what);
}

static void
settling(void)
{
	const struct when ago = { 4 * HOUR_MS, true, true };
	const struct when then = { WHEN_FIRST, false, true };
	const struct widths all = { { 0 }, 1 }, day = { { DAY_MS }, 1 };
	struct request r = { .outsized = dec_int(3) };

	ok(request_settle(&r) == NULL && r.widths.ms[0] == DAY_MS &&
		r.usual == 7 * DAY_MS,
	    "24 hours, and a week of what is usual");
	refused((struct request){ .interval = 1, .widths = day },
	    "-i and -w exclude each other", "-i and -w");
	refused((struct request){ .follow = true, .since = ago },
	    "-f takes no times that count back", "-f -s -4h");
	refused((struct request){ .follow = true, .widths = all },
	    "-f and -w all exclude each other", "-f -w all");
	refused((struct request){ .partial = true, .widths = day },
	    "--partial and --merge take -i, -w all or an -u, and no times "
	    "that count back",
	    "a shard of a window without an end");
	ok(request_settle(&(struct request){
	       .partial = true, .widths = day, .until = then }) == NULL,
	    "with an end it is one");
	ok(request_settle(&(struct request){
	       .merge = true, .expect = 3, .widths = all }) == NULL,
	    "and so is all");
	refused((struct request){ .expect = 3 },
	    "--shard is for --partial, --expect for --merge", "--expect alone");
	refused(
	    (struct request){ .keys = BY_SIDE, .bins = { .step = dec_int(1) } },
	    "--bins takes base or symbol in -b: prices of several coins "
	    "have no bins in common",
	    "bins of several coins");
	refused((struct request){ .interval = 1, .usual = DAY_MS },
	    "--usual spans over 100000 windows", "too many windows");
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

int
main(void)
{
	asking();
	settling();
	spans();
	return tap_end();
}
