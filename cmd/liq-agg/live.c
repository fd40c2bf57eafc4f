#include "liq-agg/live.h"

#include <stdio.h>

#include "base/x.h"
#include "io/feed.h"
#include "io/log.h"
#include "io/out.h"
#include "io/stop.h"

static int64_t
earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Aligned windows that end by then are not changed any more. */
static int64_t
closed(const struct live *l)
{
	return l->level == INT64_MIN ? INT64_MIN
				     : l->level - l->in->request->grace;
}

/* What is out within these times, and not closed, may have changed. */
static void
soil(struct live *l, int64_t since, int64_t until)
{
	const int64_t interval = l->in->request->interval;
	int64_t first = closed(l);

	if (interval == 0 || l->done == INT64_MIN)
		return;
	if (first != INT64_MIN) /* the window that it lies in is open */
		first = floor_div(first, interval) * interval;
	if (since < first)
		since = first;
	until = earlier(until, l->done);
	if (since >= until)
		return;
	if (l->dirty.since == l->dirty.until) {
		l->dirty = (struct interval){ since, until };
		return;
	}
	l->dirty.since = earlier(l->dirty.since, since);
	if (until > l->dirty.until)
		l->dirty.until = until;
}

/* An event that no row will count; repeats of those that did are none. */
static bool
too_late(const struct live *l, const struct liquidation *e)
{
	const struct request *r = l->in->request;
	struct window w;

	if (r->interval == 0 || l->done == INT64_MIN ||
	    !request_wants(r, e->exchange))
		return false;
	w = window_at(e->ts, r->interval);
	return window_end(&w) <= closed(l) &&
	       !events_know(&l->in->store.events, e);
}

static const char *
record(void *live, const struct record *r, struct str line)
{
	struct live *l = live;
	const size_t flaws = l->in->intake.flaws;
	const struct request *ask = l->in->request;
	const char *why;

	if (r->type == RECORD_LIQUIDATION && too_late(l, &r->as.liquidation)) {
		if (l->late++ == 0)
			intake_flaw(&l->in->intake, r->as.ts, r->as.ts + 1,
			    "events came later than --grace");
		return NULL;
	}
	if ((why = gather_record(l->in, r, line)) != NULL)
		return why;
	if (l->in->intake.flaws != flaws) /* an id with two contents */
		soil(l, INT64_MIN, INT64_MAX);
	else if (r->type == RECORD_LIQUIDATION && ask->usual == 0)
		soil(l, r->as.ts, r->as.ts + 1);
	else if (!record_is_control(r->type)) /* what follows may change */
		soil(l, r->as.ts, INT64_MAX);
	return NULL;
}

static bool
wants(void *live, const char *exchange)
{
	return request_wants(((struct live *)live)->in->request, exchange);
}

static bool
row(void *live, const struct record *r)
{
	struct live *l = live;
	struct record changed = *r;

	if (!sent_revise(
		&l->sent, &changed.as.total, l->in->request->bins.step.known))
		return true;
	return answer_row(l->out, &changed);
}

/* Downstream: all rows of windows that end by then are written. */
static void
beat(struct live *l, int64_t since, int64_t until)
{
	const struct request *r = l->in->request;
	const struct sources *sources = &l->in->intake.sources;
	struct record m;
	size_t i;

	if (since >= until || r->no_meta || r->format != PRINT_NDJSON)
		return;
	for (i = 0; i < sources->n; i++) {
		if (!(sources->of[i].kinds & 1U << RECORD_LIQUIDATION) ||
		    !request_wants(r, sources->of[i].exchange))
			continue;
		record_clear(&m, RECORD_MARK);
		m.as.mark.ts = m.as.mark.until = until;
		m.as.mark.since = since;
		str_copy(m.as.mark.kind, sizeof(m.as.mark.kind),
		    str_of(record_name(RECORD_TOTAL)));
		memcpy(m.as.mark.exchange, sources->of[i].exchange,
		    sizeof(m.as.mark.exchange));
		record_put(&l->out->line, &m, false);
		out_take(&l->out->line);
	}
}

static const char *
revise(struct live *l)
{
	const int64_t interval = l->in->request->interval;
	const char *why = NULL;
	struct window w;
	int64_t ts;

	if (l->dirty.since == l->dirty.until)
		return NULL;
	ts = floor_div(l->dirty.since, interval) * interval;
	for (; ts < l->dirty.until && why == NULL; ts += interval) {
		w = window_of(ts, interval);
		why = report_window(&l->report, &w);
	}
	l->dirty = (struct interval){ 0, 0 };
	return why;
}

/* Windows that start before a time and end by another. */
static const char *
aligned(struct live *l, int64_t before, int64_t by)
{
	const struct store *s = &l->in->store;
	const int64_t interval = l->in->request->interval;
	int64_t since = l->in->request->since.given
			    ? s->choice.since
			    : members_first(&s->members);
	const int64_t from = l->done;
	const char *why;
	struct window w;

	since = floor_div(since, interval) * interval;
	if (l->done == INT64_MIN)
		l->begun = l->done = since;
	if (since < l->begun) { /* late, and the first of all */
		soil(l, since, l->begun);
		l->begun = since;
	}
	why = revise(l);
	while (why == NULL && l->done < before && l->done + interval <= by) {
		w = window_of(l->done, interval);
		why = report_window(&l->report, &w);
		l->done += interval;
	}
	if (why == NULL && l->done != from)
		beat(l, from == INT64_MIN ? l->begun : from, l->done);
	return why;
}

static const char *
trailing(struct live *l, int64_t end)
{
	const struct widths *widths = &l->in->request->widths;
	const char *why = NULL;
	struct window w;
	int64_t widest = 0;
	size_t i;

	sent_forget(&l->sent, end - 1);
	for (i = 0; i < widths->n && why == NULL; i++) {
		w = window_of(end - widths->ms[i], widths->ms[i]);
		why = report_window(&l->report, &w);
		if (widths->ms[i] > widest)
			widest = widths->ms[i];
	}
	if (why == NULL)
		beat(l, l->done == INT64_MIN ? end - widest : l->done, end);
	l->done = end;
	return why;
}

/* What no window that is still to come can ask for. */
static void
forget(struct live *l)
{
	const struct request *r = l->in->request;
	int64_t widest = r->interval, room = 0;
	size_t i;

	for (i = 0; i < r->widths.n; i++)
		if (r->widths.ms[i] > widest)
			widest = r->widths.ms[i];
	/* A repeat is known as such for a day. */
	if (r->interval > 0)
		room = r->grace > DAY_MS ? r->grace : DAY_MS;
	if (r->usual > 0)
		room += r->usual + widest;
	store_forget(&l->in->store, l->level - widest - room);
	intake_forget(&l->in->intake, l->level - widest - room);
	if (r->interval > 0)
		sent_forget(&l->sent, closed(l));
}

static void
advance(struct live *l, int64_t level)
{
	const struct request *r = l->in->request;
	int64_t end = floor_div(level, r->period) * r->period;

	if (level <= l->level || l->failed != NULL)
		return;
	store_catch_up(&l->in->store);
	if (members_first(&l->in->store.members) == INT64_MAX) {
		l->level = level;
		return;
	}
	level = earlier(level, l->in->store.choice.until);
	end = earlier(end, l->in->store.choice.until);
	if (r->interval > 0) {
		report_open(&l->report);
		l->failed = aligned(l, INT64_MAX, level);
	} else if (end > l->done) {
		report_open(&l->report);
		l->failed = trailing(l, end);
	}
	l->level = level;
	forget(l);
}

static void
control(void *live, const struct record *r)
{
	struct live *l = live;

	tide_hear(&l->tide, l->in->request, r);
	if (r->type == RECORD_BEGIN)
		answer_begin(l->out);
	if (r->type == RECORD_MARK)
		soil(l, r->as.mark.since, r->as.mark.until);
	if (r->type == RECORD_GAP)
		soil(l, r->as.gap.since, r->as.gap.until);
	advance(l, tide_level(&l->tide));
}

/* The input is over: what is left, as if all had been read at once. */
static const char *
finish(struct live *l)
{
	const int64_t end =
	    earlier(l->in->intake.last, l->in->store.choice.until);

	if (stop_signal() != 0)
		return "stopped";
	store_catch_up(&l->in->store);
	if (l->failed != NULL ||
	    members_first(&l->in->store.members) == INT64_MAX)
		return l->failed;
	report_open(&l->report);
	if (l->in->request->interval > 0)
		return aligned(l, end, INT64_MAX);
	return trailing(l, end);
}

static void
tell_late(struct live *l)
{
	struct record r;

	if (l->late == 0)
		return;
	record_clear(&r, RECORD_NOTE);
	r.as.note.ts = l->in->intake.as_of;
	str_copy(r.as.note.code, sizeof(r.as.note.code), STR("late"));
	snprintf(r.as.note.message, sizeof(r.as.note.message),
	    "%lld events came later than --grace and are not counted",
	    (long long)l->late);
	log_warn("%s", r.as.note.message);
	if (l->in->request->no_meta || l->in->request->format != PRINT_NDJSON)
		return;
	record_put(&l->out->line, &r, false);
	out_take(&l->out->line);
}

int
live_files(struct gather *in, struct answer *out, char *const *names)
{
	struct live l = { .in = in,
		.out = out,
		.report = answer_report(out),
		.level = INT64_MIN,
		.done = INT64_MIN };
	struct feed feed = { .open = intake_open,
		.line = intake_line,
		.block = intake_block,
		.refused = intake_refused,
		.torn = intake_torn,
		.close = intake_close,
		.idle = out_flush,
		.arg = &in->intake };
	int status;

	l.report.row = row;
	l.report.arg = &l;
	in->intake.record = record;
	in->intake.control = control;
	in->intake.wants = wants;
	in->intake.arg = &l;
	status = feed_files(&feed, names);
	if (status != STATUS_USAGE) {
		l.failed = finish(&l);
		tell_late(&l);
		status = answer_end(out,
		    status == STATUS_INCOMPLETE ? STATUS_OK : status, l.failed);
	}
	report_free(&l.report);
	tide_free(&l.tide);
	sent_free(&l.sent);
	return status;
}
