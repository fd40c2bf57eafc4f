/*
 * emit_hours.c - one stream in a file an hour.
 *
 * What a run that is not live has to say is sorted by hour first, and then as
 * in one file, so that each file is written in one go.  In the key of a line
 * the hour is above, and below it the time since the hour began; marks, gaps
 * and notes stand behind all records.
 */
#include "base/when.h"
#include "base/x.h"
#include "io/out.h"
#include "liq-fetch/cut.h"
#include "liq-fetch/emit_room.h"
#include "liq-fetch/hours.h"
#include "liq-fetch/shelf.h"

#define KEY_BITS 32 /* below the hour: 49 days, no record is longer */
#define KEY_LAST ((INT64_C(1) << KEY_BITS) - 1)
/*
 * A mark makes the file of each hour it speaks of; a gap so far back only,
 * and is cut where there are files before that.
 */
#define GAP_MS (31 * DAY_MS)

static int64_t
key_of(int64_t hour, int64_t below)
{
	return (int64_t)((uint64_t)(hour / HOUR_MS) << KEY_BITS) + below;
}

static void
begin_part(void *emit, const struct volume *v)
{
	const struct emit *e = emit;

	words_begin(e, e->run, v->first, v->previous);
}

/* Up to when the run has told all; what an hour has not needs no time. */
static int64_t
as_of(const struct emit *e, const struct volume *v, bool last)
{
	int64_t ts = v->newest;

	if (last && e->newest_mark > ts)
		ts = e->newest_mark;
	if (last && e->newest > ts)
		ts = e->newest;
	return ts > 0 ? ts : INT_NONE;
}

/*
 * A gap speaks for itself, and of its own time.  What was refused and what
 * came twice is told by the next file that has a time; the one that ends last
 * speaks for the run.
 */
static void
end_part(void *emit, const struct volume *v)
{
	struct emit *e = emit;
	bool last = e->over && e->shelf->n == 1;
	struct end end = { .ts = as_of(e, v, last),
		.count = v->count,
		.gaps = v->gaps,
		.gap_ms = v->gap_ms };
	const char *why = "";

	if (end.ts != INT_NONE || last) {
		end.rejected = e->refused - e->told.refused;
		end.repeated = e->repeated - e->told.repeated;
		e->told.refused = e->refused;
		e->told.repeated = e->repeated;
	}
	if (end.rejected > 0) {
		end.status = STATUS_INCOMPLETE;
		why = "rows were refused";
	}
	if (last && e->run->status != STATUS_OK) {
		end.status = e->run->status;
		why = e->run->why;
	}
	words_end(e, end, why);
}

void
hours_begin(struct emit *e, const struct run *run)
{
	e->run = run;
	e->shelf->begin = begin_part;
	e->shelf->end = end_part;
	e->shelf->arg = e;
	shelf_begin(e->shelf);
}

void
hours_end(struct emit *e)
{
	e->over = true;
	shelf_end(e->shelf);
}

/* The file that the next line is of, which speaks of [first, newest]. */
static struct volume *
turn(struct emit *e, int64_t hour, int64_t first, int64_t newest)
{
	struct volume *v = shelf_turn(e->shelf, hour, first);

	v->newest = newest > v->newest ? newest : v->newest;
	return v;
}

void
hours_record(struct emit *e, const struct record *r)
{
	turn(e, hours_of(r->as.ts), r->as.ts, r->as.ts)->count++;
}

int64_t
hours_key(struct emit *e, const struct record *r)
{
	int64_t hour = hours_of(r->as.ts), below = record_effective(r) - hour;

	cover_add(&e->shelf->hours, hour, hour + HOUR_MS);
	return key_of(hour, below < KEY_LAST ? below : KEY_LAST - 1);
}

static bool
is_lost(const struct record *r)
{
	return r->type == RECORD_GAP && r->as.gap.fix != FIX_FILLED;
}

/* A line that is no record; of a mark or gap, a part that was cut. */
static void
put_control(struct emit *e, const struct record *r, int64_t hour)
{
	int64_t since = r->as.ts, newest = 0;
	struct buf b = { 0 };
	struct volume *v;

	if (r->type == RECORD_GAP)
		since = r->as.gap.since;
	if (r->type == RECORD_MARK) {
		since = r->as.mark.since;
		newest = r->as.mark.until;
	}
	v = turn(e, hour, since, newest);
	if (is_lost(r)) {
		v->gaps++;
		v->gap_ms += r->as.gap.until - r->as.gap.since;
	}
	record_put(&b, r, false);
	out_take(&b);
	buf_free(&b);
}

static void
spill_control(struct emit *e, const struct record *r, int64_t hour)
{
	struct spill_line l = { .effective = key_of(hour, KEY_LAST),
		.identity = { (uint64_t)e->lines.lines.count, 1 } };
	struct buf b = { 0 };

	cover_add(&e->shelf->hours, hour, hour + HOUR_MS);
	record_put(&b, r, false);
	l.text = buf_view(&b);
	spill_add(&e->lines.lines, &l);
	buf_free(&b);
}

/* The parts of a mark or a gap; what a gap counts is told with the last. */
static void
cut(struct emit *e, const struct record *whole,
    void (*put)(struct emit *, const struct record *, int64_t hour))
{
	struct record r = *whole;
	struct cut c = { .fine = INT64_MIN, .apart = &e->shelf->hours };
	struct interval part;
	int64_t hour;

	if (r.type == RECORD_MARK) {
		c.rest = (struct interval){ r.as.mark.since, r.as.mark.until };
	} else {
		c.rest = (struct interval){ r.as.gap.since, r.as.gap.until };
		c.fine = c.rest.until - GAP_MS;
	}
	while (cut_next(&c, &part, &hour)) {
		r.as.ts = part.until;
		if (r.type == RECORD_MARK) {
			r.as.mark.since = part.since;
			r.as.mark.until = part.until;
		} else {
			r.as.gap.since = part.since;
			r.as.gap.until = part.until;
			r.as.gap.count =
			    c.over ? whole->as.gap.count : INT_NONE;
		}
		put(e, &r, hour);
	}
}

void
hours_control(struct emit *e, const struct record *r)
{
	if (r->type == RECORD_MARK || r->type == RECORD_GAP)
		cut(e, r, put_control);
	else
		put_control(e, r, hours_of(r->as.ts));
}

/* What was said so far takes its place; gaps last, as they make no files. */
static void
spread(struct emit *e, bool gaps)
{
	struct str lines = buf_view(&e->control), line;
	struct record r;

	while (str_split(&lines, '\n', &line)) {
		if (line.n == 0 || record_parse(&r, line) != NULL ||
		    (r.type == RECORD_GAP) != gaps)
			continue; /* it was printed by us */
		if (r.type == RECORD_NOTE)
			spill_control(e, &r, hours_of(r.as.ts));
		else
			cut(e, &r, spill_control);
	}
}

static void
put_line(struct emit *e, const struct spill_line *l)
{
	int64_t below = l->effective & KEY_LAST;
	int64_t hour = (l->effective >> KEY_BITS) * HOUR_MS;
	struct record r;

	if (e->shelf->at != NULL && e->shelf->at->hour != hour)
		shelf_end(e->shelf);
	if (below == KEY_LAST) {
		if (record_parse(&r, str_trim(l->text)) == NULL)
			put_control(e, &r, hour);
		return;
	}
	turn(e, hour, hour + below, hour + below)->count++;
	if (hour + below > e->newest)
		e->newest = hour + below;
	out_text(l->text);
	e->count++;
}

void
hours_run(struct emit *e, const struct run *run)
{
	const struct spill_line *l;

	spread(e, false);
	spread(e, true);
	buf_reset(&e->control);
	spill_sort(&e->lines.lines);
	hours_begin(e, run);
	while ((l = once_next(&e->lines)) != NULL)
		put_line(e, l);
	e->repeated += e->lines.repeated;
	hours_end(e);
}
