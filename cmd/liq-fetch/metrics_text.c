#include <stddef.h>

#include "base/when.h"
#include "liq-fetch/metrics.h"
#include "record/control.h"

/* The text, and the metric whose rows are written. */
struct sheet {
	struct buf *to;
	const char *name;
	size_t at_feed; /* of a number of a feed */
	const struct metrics *m;
	const struct metrics_scene *at;
};

static void
put_seconds(struct buf *b, int64_t ms)
{
	buf_printf(b, " %lld.%03d\n", (long long)(ms / SECOND_MS),
	    (int)(ms % SECOND_MS));
}

static void
put_count(struct buf *b, int64_t n)
{
	buf_printf(b, " %lld\n", (long long)n);
}

/* Labels are our own words, so they need no escapes. */
static void
row_kind(const struct sheet *s, const struct metrics_kind *k)
{
	buf_printf(s->to, "%s{exchange=\"%s\",kind=\"%s\"}", s->name,
	    k->exchange, record_names[k->kind]);
}

static void
row_gap(const struct sheet *s, const struct metrics_kind *k, size_t why)
{
	buf_printf(s->to, "%s{exchange=\"%s\",kind=\"%s\",why=\"%s\"}", s->name,
	    k->exchange, record_names[k->kind], gap_whys[why - 1]);
}

static void
row_feed(const struct sheet *s, const struct metrics_feed *f)
{
	buf_printf(s->to, "%s{exchange=\"%s\",feed=\"%s\"}", s->name,
	    f->exchange, f->name);
}

static void
info(const struct sheet *s)
{
	buf_printf(s->to, "%s{version=\"%s\"} 1\n", s->name, VERSION);
}

static void
records(const struct sheet *s)
{
	const struct metrics_kind *k;

	for (k = s->m->of; k < s->m->of + s->m->n; k++) {
		row_kind(s, k);
		put_count(s->to, k->records);
	}
}

static void
newest(const struct sheet *s)
{
	const struct metrics_kind *k;

	for (k = s->m->of; k < s->m->of + s->m->n; k++)
		if (k->newest != 0) {
			row_kind(s, k);
			put_seconds(s->to, k->newest);
		}
}

static void
put_gaps(const struct sheet *s, bool seconds)
{
	const struct metrics_kind *k;
	size_t why;

	for (k = s->m->of; k < s->m->of + s->m->n; k++)
		for (why = GAP_START; why < METRICS_WHYS; why++)
			if (k->gaps[why] > 0) {
				row_gap(s, k, why);
				if (seconds)
					put_seconds(s->to, k->gap_ms[why]);
				else
					put_count(s->to, k->gaps[why]);
			}
}

static void
gaps(const struct sheet *s)
{
	put_gaps(s, false);
}

static void
gap_seconds(const struct sheet *s)
{
	put_gaps(s, true);
}

static void
delay(const struct sheet *s)
{
	const struct metrics_kind *k;
	size_t i;

	for (k = s->m->of; k < s->m->of + s->m->n; k++) {
		if (k->delays[METRICS_DELAYS] == 0)
			continue;
		for (i = 0; i <= METRICS_DELAYS; i++) {
			buf_printf(s->to, "%s_bucket{exchange=\"%s\",le=\"",
			    s->name, k->exchange);
			if (i < METRICS_DELAYS)
				buf_printf(s->to, "%g\"}",
				    (double)metrics_bounds[i] / SECOND_MS);
			else
				buf_puts(s->to, "+Inf\"}");
			put_count(s->to, k->delays[i]);
		}
		buf_printf(
		    s->to, "%s_sum{exchange=\"%s\"}", s->name, k->exchange);
		put_seconds(s->to, k->delay_ms);
		buf_printf(
		    s->to, "%s_count{exchange=\"%s\"}", s->name, k->exchange);
		put_count(s->to, k->delays[METRICS_DELAYS]);
	}
}

static void
start_time(const struct sheet *s)
{
	buf_puts(s->to, s->name);
	put_seconds(s->to, s->m->started);
}

static void
written_time(const struct sheet *s)
{
	buf_puts(s->to, s->name);
	put_seconds(s->to, s->at->now);
}

static void
repeated(const struct sheet *s)
{
	buf_puts(s->to, s->name);
	put_count(s->to, s->at->repeated);
}

static void
refused(const struct sheet *s)
{
	buf_puts(s->to, s->name);
	put_count(s->to, s->at->refused);
}

static void
feed_count(const struct sheet *s)
{
	const struct metrics_feed *f;
	int64_t n;

	for (f = s->at->feed; f < s->at->feed + s->at->feeds; f++) {
		memcpy(&n, (const char *)f + s->at_feed, sizeof(n));
		row_feed(s, f);
		put_count(s->to, n);
	}
}

static void
covered(const struct sheet *s)
{
	const struct metrics_feed *f;

	for (f = s->at->feed; f < s->at->feed + s->at->feeds; f++)
		if (f->covered != 0) {
			row_feed(s, f);
			put_seconds(s->to, f->covered);
		}
}

static void
drops(const struct sheet *s)
{
	static const char *const words[METRICS_DEATHS] = { "", "connect", "ack",
		"refused", "silent", "stuck", "pong", "closed", "broken" };
	const struct metrics_feed *f;
	size_t i;

	for (f = s->at->feed; f < s->at->feed + s->at->feeds; f++)
		for (i = DEATH_CONNECT; i < METRICS_DEATHS; i++)
			if (f->drops[i] > 0) {
				buf_printf(s->to,
				    "%s{exchange=\"%s\",feed=\"%s\",why=\"%"
				    "s\"}",
				    s->name, f->exchange, f->name, words[i]);
				put_count(s->to, f->drops[i]);
			}
}

/* liq-fetch(1) has the same table. */
static const struct metric {
	const char *name, *type, *help;
	void (*put)(const struct sheet *);
	size_t at_feed; /* for feed_count */
} all[] = {
	{ "liq_fetch_info", "gauge", "The program.", info, 0 },
	{ "liq_fetch_start_time_seconds", "gauge", "When the run began.",
	    start_time, 0 },
	{ "liq_fetch_written_time_seconds", "gauge", "When this was written.",
	    written_time, 0 },
	{ "liq_fetch_records_total", "counter", "Records written.", records,
	    0 },
	{ "liq_fetch_newest_time_seconds", "gauge",
	    "The time of the newest record.", newest, 0 },
	{ "liq_fetch_delay_seconds", "histogram",
	    "From the event to its receipt, of liquidations.", delay, 0 },
	{ "liq_fetch_repeated_total", "counter",
	    "Records that came again and were left out.", repeated, 0 },
	{ "liq_fetch_refused_total", "counter",
	    "Messages and rows that were refused.", refused, 0 },
	{ "liq_fetch_gaps_total", "counter", "Gaps that were not filled.", gaps,
	    0 },
	{ "liq_fetch_gap_seconds_total", "counter", "How long they were.",
	    gap_seconds, 0 },
	{ "liq_fetch_feed_up", "gauge", "Is the feed well?", feed_count,
	    offsetof(struct metrics_feed, up) },
	{ "liq_fetch_feed_covered_time_seconds", "gauge",
	    "Up to when the feed is complete, but for gaps.", covered, 0 },
	{ "liq_fetch_feed_connections_total", "counter",
	    "Connections that were opened.", feed_count,
	    offsetof(struct metrics_feed, connections) },
	{ "liq_fetch_feed_drops_total", "counter",
	    "Connections that died, and of what.", drops, 0 },
	{ "liq_fetch_feed_messages_total", "counter", "Messages heard.",
	    feed_count, offsetof(struct metrics_feed, messages) },
	{ "liq_fetch_feed_bytes_total", "counter", "Bytes heard.", feed_count,
	    offsetof(struct metrics_feed, bytes) },
	{ NULL, NULL, NULL, NULL, 0 },
};

void
metrics_put(
    struct buf *to, const struct metrics *m, const struct metrics_scene *at)
{
	struct buf rows = { 0 };
	struct sheet s = { .to = &rows, .m = m, .at = at };
	const struct metric *one;

	for (one = all; one->name != NULL; one++) {
		s.name = one->name;
		s.at_feed = one->at_feed;
		buf_reset(&rows);
		one->put(&s);
		if (rows.n == 0)
			continue;
		buf_printf(to, "# HELP %s %s\n# TYPE %s %s\n", one->name,
		    one->help, one->name, one->type);
		buf_str(to, buf_view(&rows));
	}
	buf_free(&rows);
}
