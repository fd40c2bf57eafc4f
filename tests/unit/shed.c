/*
 * shed.c - a reader that is too slow: what is dropped, and how it is told.
 */
#include "liq-fetch/shed.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/out.h"
#include "liq-fetch/emit.h"
#include "tap.h"

#define T INT64_C(1790000000000)
#define LINE 100 /* bytes of a record here */

static struct record
event(const char *exchange, int64_t ts)
{
	struct record r;

	record_clear(&r, RECORD_LIQUIDATION);
	r.as.ts = ts;
	str_copy(
	    r.as.head.exchange, sizeof(r.as.head.exchange), str_of(exchange));
	return r;
}

static struct record
marked(const char *exchange, int64_t since, int64_t until)
{
	struct record r;

	record_clear(&r, RECORD_MARK);
	r.as.mark.since = since;
	r.as.mark.ts = r.as.mark.until = until;
	str_copy(
	    r.as.mark.exchange, sizeof(r.as.mark.exchange), str_of(exchange));
	str_copy(r.as.mark.kind, sizeof(r.as.mark.kind), STR("liquidation"));
	return r;
}

static bool
record(struct shed *s, const char *exchange, int64_t ts, size_t waits)
{
	const struct record r = event(exchange, ts);

	return shed_record(s, &r, LINE, waits);
}

/* "since-until" of the mark as it is to be written; "" if it is not. */
static const char *
mark(struct shed *s, const char *exchange, int64_t since, int64_t until,
    size_t waits)
{
	static char text[64];
	struct record r = marked(exchange, since, until);

	text[0] = '\0';
	if (shed_control(s, &r, waits))
		snprintf(text, sizeof(text), "%lld-%lld",
		    (long long)r.as.mark.since, (long long)r.as.mark.until);
	return text;
}

/* The next gap in words; "" if there is none. */
static const char *
gap(struct shed *s, size_t waits, bool last)
{
	static char text[200];
	char count[24];
	struct record r;
	const struct gap *g = &r.as.gap;

	text[0] = '\0';
	if (!shed_gap(s, &r, waits, last))
		return text;
	snprintf(count, sizeof(count), "%lld", (long long)g->count);
	snprintf(text, sizeof(text), "%s %s %lld-%lld %s%s", g->exchange,
	    g->kind, (long long)g->since, (long long)g->until,
	    g->count == INT_NONE ? "none" : count,
	    g->why == GAP_SLOW_READER && g->fix == FIX_NONE ? "" : " ?");
	return text;
}

static void
test_slow(void)
{
	struct shed s = { .max = 8000 };

	ok(record(&s, "okx", 1000, 0), "there is room");
	is(mark(&s, "okx", 900, 2000, 0), "900-2000", "a mark as it is");
	is(mark(&s, "gate", 900, 2000, 0), "900-2000", "... of another");
	ok(record(&s, "okx", 2500, 6900), "seven eighths are for records");
	ok(!record(&s, "okx", 2600, 6901), "no byte more");
	ok(!record(&s, "okx", 2700, 5000), "a little room is not enough");
	is(gap(&s, 4001, false), "", "nothing is told as yet");
	is(mark(&s, "okx", 2000, 3000, 7000), "", "a mark is held back");
	is(mark(&s, "gate", 2000, 3000, 7000), "2000-3000",
	    "... of what lost nothing is not");
	ok(!record(&s, "okx", 3500, 7000), "another is dropped");
	is(gap(&s, 4000, false), "okx liquidation 2000-3501 3",
	    "half is gone: from the last mark to the last that was dropped");
	is(gap(&s, 4000, false), "", "... once");
	ok(record(&s, "okx", 3400, 4000), "it flows again");
	is(mark(&s, "okx", 3000, 3501, 4000), "", "a mark within the gap");
	is(mark(&s, "okx", 3501, 4000, 4000), "3501-4000", "marks go on");
	is(mark(&s, "okx", 3000, 5000, 4000), "3501-5000",
	    "... and never cover the gap");
	shed_free(&s);
}

static void
test_again(void)
{
	struct shed s = { .max = 8000 };

	ok(!record(&s, "okx", 1000, 8000), "dropped before any mark");
	ok(!record(&s, "okx", 400, 8000), "... and an older one");
	is(gap(&s, 0, false), "okx liquidation 400-1001 2", "from the oldest");
	is(mark(&s, "okx", 0, 2000, 0), "1001-2000", "a mark");
	ok(!record(&s, "okx", 2500, 8000), "slow again");
	is(gap(&s, 0, false), "okx liquidation 2000-2501 1",
	    "what was told is not told again");
	shed_free(&s);
}

static void
test_end(void)
{
	struct shed s = { .max = 8000 };
	struct record r;

	ok(!record(&s, "okx", 1000, 8000) && !record(&s, "gate", 1500, 8000),
	    "two exchanges lose one each");
	is(mark(&s, "htx", 900, 2000, 8000), "", "no room for a mark");
	record_clear(&r, RECORD_NOTE);
	ok(shed_control(&s, &r, 9000), "a note passes");
	record_clear(&r, RECORD_GAP);
	r.as.gap.since = 700;
	r.as.gap.until = 1200;
	str_copy(r.as.gap.exchange, sizeof(r.as.gap.exchange), STR("okx"));
	str_copy(r.as.gap.kind, sizeof(r.as.gap.kind), STR("liquidation"));
	ok(shed_control(&s, &r, 7999), "a gap that has room");
	ok(!shed_control(&s, &r, 8000), "... and none");
	is(gap(&s, 8000, true), "okx liquidation 700-1200 1",
	    "the end tells, full as it is: with the gap inside");
	is(gap(&s, 8000, true), "gate liquidation 1500-1501 1", "... of each");
	is(gap(&s, 8000, true), "htx liquidation 900-2000 none",
	    "... and of a mark that was not written");
	is(gap(&s, 8000, true), "", "... no more");
	shed_free(&s);
}

static void
test_kinds(void)
{
	struct shed s = { .max = 8000 };
	struct record r;

	record_clear(&r, RECORD_CANDLE);
	str_copy(r.as.head.exchange, sizeof(r.as.head.exchange), STR("okx"));
	r.as.ts = 60000;
	r.as.candle.width_ms = 60000;
	ok(!shed_record(&s, &r, LINE, 8000), "a candle is dropped");
	is(gap(&s, 0, false), "okx candle 60000-120000 1", "... all of it");
	s.max = 0;
	ok(record(&s, "okx", 1, (size_t)1 << 40), "without a bound, never");
	is(gap(&s, 0, true), "", "... nor told");
	shed_free(&s);
}

static void
say(struct emit *e, int64_t from, int64_t to)
{
	struct record r, m;
	struct liquidation *l = &r.as.liquidation;
	int64_t ts;

	for (ts = from; ts < to; ts++) {
		r = event("okx", T + ts * 1000);
		str_copy(l->symbol, sizeof(l->symbol), STR("BTC-USDT-SWAP"));
		str_copy(l->base, sizeof(l->base), STR("BTC"));
		str_copy(l->quote, sizeof(l->quote), STR("USDT"));
		l->side = SIDE_LONG;
		dec_parse(&l->price, STR("84000.5"));
		dec_parse(&l->qty, STR("0.25"));
		dec_parse(&l->usd, STR("21000.125"));
		emit_record(e, &r);
		if (ts % 100 == 99) {
			m = marked(
			    "okx", T + ts * 1000 - 99000, T + ts * 1000 + 1000);
			emit_control(e, &m);
		}
		emit_flow(e, false);
	}
	out_flush();
}

/* 1,000 events that nobody reads, then 1,000 that somebody does. */
static void
program(int to, int ready)
{
	struct emit e = { .live = true, .until = INT64_MAX };
	const struct run run = { .options = STR("{}"), .why = "" };
	struct pollfd p = { to, POLLOUT, 0 };

	dup2(to, STDOUT_FILENO);
	dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
	close(to);
	p.fd = STDOUT_FILENO;
	out_start("test");
	out_patient();
	e.shed.max = 100000;
	emit_begin(&e, &run);
	say(&e, 1000, 2000);
	if (write(ready, "", 1) != 1)
		_exit(10);
	while (out_queued() > 0 && poll(&p, 1, 10000) > 0)
		out_flush();
	emit_flow(&e, false);
	say(&e, 2000, 2100);
	emit_flow(&e, true);
	emit_end(&e, &run);
	emit_free(&e);
	exit(out_close(0, false));
}

struct seen {
	int64_t events, gaps, since, until, dropped, bad, after;
	bool ended;
};

static void
look(struct seen *seen, struct str line)
{
	struct record r;

	seen->ended = false;
	if (record_parse(&r, line) != NULL) {
		seen->bad++;
	} else if (r.type == RECORD_LIQUIDATION) {
		seen->events++;
		seen->bad += seen->gaps > 0 && r.as.ts < seen->until;
	} else if (r.type == RECORD_GAP) {
		seen->gaps++;
		seen->since = r.as.gap.since;
		seen->until = r.as.gap.until;
		seen->dropped = r.as.gap.count;
	} else if (r.type == RECORD_MARK) {
		seen->after += seen->gaps > 0;
		seen->bad += r.as.mark.since < seen->until &&
			     r.as.mark.until > seen->since;
	}
	seen->ended = r.type == RECORD_END && r.as.end.gaps == 1;
}

/* From a pipe that is full to the end of what is read. */
static void
test_program(void)
{
	static char room[1 << 20];
	int out[2], ready[2], status;
	struct seen seen = { 0 };
	struct str rest = { room, 0 }, line;
	ssize_t got;
	pid_t pid;

	fflush(stdout);
	if (pipe(out) != 0 || pipe(ready) != 0)
		abort();
	if ((pid = fork()) == 0)
		program(out[1], ready[1]);
	close(out[1]);
	close(ready[1]);
	ok(read(ready[0], room, 1) == 1, "a reader that reads nothing");
	while ((got = read(out[0], room + rest.n, sizeof(room) - rest.n)) > 0)
		rest.n += (size_t)got;
	waitpid(pid, &status, 0);
	ok(status == 0, "... and then all");
	ok(rest.n > 0 && room[rest.n - 1] == '\n', "whole lines");
	while (str_split(&rest, '\n', &line))
		if (line.n > 0)
			look(&seen, line);
	ok(seen.bad == 0, "all can be read, no mark covers the gap");
	ok(seen.gaps == 1 && seen.dropped > 0, "one gap");
	ok(seen.events + seen.dropped == 1100, "events and gap are all: %d, %d",
	    (int)seen.events, (int)seen.dropped);
	ok(seen.until == T + 2000000 && seen.after == 1 && seen.ended,
	    "marks go on, and the end says that there was a gap");
}

int
main(void)
{
	test_program();
	test_slow();
	test_again();
	test_end();
	test_kinds();
	return tap_end();
}
