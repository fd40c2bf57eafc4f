#include "base/when.h"
#include "base/x.h"
#include "io/log.h"
#include "io/out.h"
#include "liq-fetch/emit_room.h"
#include "liq-fetch/metrics.h"
#include "liq-fetch/resume.h"
#include "liq-fetch/roster.h"

void
emit_source(struct emit *e, const char *exchange, int class, uint32_t kinds)
{
	struct source s = { .class = class, .kinds = kinds };

	str_copy(s.exchange, sizeof(s.exchange), str_of(exchange));
	sources_add(&e->sources, &s);
}

/* How complete an exchange's liquidations were then. */
static int
exchange_class(const char *exchange, int64_t ts)
{
	const struct exchange *x = exchange_find(exchange);

	return x != NULL ? (int)x->class_at(ts) : CLASS_NONE;
}

static int
class_of(const struct record *r)
{
	return r->type == RECORD_LIQUIDATION
		   ? exchange_class(r->as.liquidation.exchange, r->as.ts)
		   : CLASS_NONE;
}

static void
keep(struct emit *e, const struct record *r, struct hash128 identity)
{
	struct spill_line l = { .identity = identity };

	record_put(&e->text, r, e->quoted);
	if (e->live && !shed_record(&e->shed, r, e->text.n, out_queued())) {
		buf_reset(&e->text);
		return;
	}
	if (e->metrics != NULL)
		metrics_record(e->metrics, r);
	if (e->live) {
		if (e->shelf != NULL)
			hours_record(e, r);
		out_take(&e->text);
		e->newest = r->as.ts > e->newest ? r->as.ts : e->newest;
		e->count++;
		return;
	}
	l.effective = e->shelf != NULL ? hours_key(e, r) : record_effective(r);
	l.text = buf_view(&e->text);
	spill_add(&e->lines.lines, &l);
	e->n++;
	buf_reset(&e->text);
}

/* Before it is judged: what a file that is appended to has of its time. */
static void
recall(struct resume *resume, const struct record *r)
{
	int64_t near = 0;

	if (r->type == RECORD_LIQUIDATION)
		near = r->as.liquidation.id[0] != '\0' ? RESUME_OWN_MS
						       : RECENT_APART_MS;
	resume_recall(resume, r->as.ts - near, r->as.ts + near);
}

void
emit_record(void *emit, const struct record *r)
{
	struct emit *e = emit;
	const struct exchange *x;
	struct record mine = *r;
	struct hash128 identity = { 0 };

	if (e->kinds != 0 && !(e->kinds >> r->type & 1))
		return;
	if (r->as.ts < e->since || r->as.ts >= e->until)
		return;
	if (e->resume != NULL)
		recall(e->resume, r);
	if (r->type == RECORD_LIQUIDATION) {
		x = exchange_find(mine.as.liquidation.exchange);
		if (!ident_apart(&e->ident, &mine.as.liquidation,
			x == NULL || x->twins)) {
			e->repeated++;
			return;
		}
	}
	if (e->resume != NULL && r->type != RECORD_LIQUIDATION) {
		if (r->type == RECORD_CANDLE &&
		    r->as.candle.final == TRUTH_FALSE)
			return; /* a file has each once: when it is done */
		identity = resume_identity(r);
		if (resume_has(e->resume, identity, e->live)) {
			e->repeated++;
			return;
		}
	}
	if (e->roster != NULL && r->type != RECORD_INSTRUMENT)
		roster_meet(e->roster, r);
	if (r->type <= RECORD_KINDS)
		emit_source(e, mine.as.liquidation.exchange, class_of(r),
		    1u << r->type);
	else if (r->type == RECORD_LEVEL) /* measured ones, of positions */
		emit_source(e, mine.as.level.exchange, CLASS_NONE,
		    1u << RECORD_POSITION);
	else if (r->type == RECORD_TOTAL && /* of liquidations */
		 mine.as.total.exchange[0] != '\0')
		emit_source(e, mine.as.total.exchange,
		    exchange_class(mine.as.total.exchange, r->as.ts),
		    1u << RECORD_LIQUIDATION);
	keep(e, &mine, identity);
}

void
emit_repeat(void *emit)
{
	struct emit *e = emit;

	e->repeated++;
}

void
emit_scope(void *emit)
{
	struct emit *e = emit;

	ident_scope(&e->ident);
}

static void
put_control(struct emit *e, const struct record *r)
{
	if (r->type == RECORD_GAP && r->as.gap.fix != FIX_FILLED) {
		e->gaps++;
		e->gap_ms += r->as.gap.until - r->as.gap.since;
	}
	if (e->metrics != NULL)
		metrics_record(e->metrics, r);
	if (r->type == RECORD_MARK && r->as.mark.until > e->newest_mark)
		e->newest_mark = r->as.mark.until;
	if (e->no_meta)
		return;
	if (e->live && e->shelf != NULL) {
		hours_control(e, r);
		return;
	}
	record_put(&e->control, r, false);
	if (e->live)
		out_take(&e->control);
}

void
emit_control(struct emit *e, const struct record *r)
{
	struct record mine = *r;

	if (!e->live || shed_control(&e->shed, &mine, out_queued()))
		put_control(e, &mine);
}

void
emit_flow(struct emit *e, bool last)
{
	struct record gap;

	while (shed_gap(&e->shed, &gap, out_queued(), last)) {
		log_warn("stdout: a slow reader: %s of %s is not complete",
		    gap.as.gap.kind, gap.as.gap.exchange);
		put_control(e, &gap);
	}
}

static void
put(struct buf *b, const struct record *r)
{
	record_put(b, r, false);
	out_take(b);
}

static int64_t
first(const struct run *run, int64_t of_data)
{
	return run->since != 0			       ? run->since
	       : run->marked_since < run->marked_until ? run->marked_since
						       : of_data;
}

static void
put_begin(const struct emit *e, const struct run *run, int64_t of_data)
{
	words_begin(e, run, first(run, of_data),
	    e->resume != NULL ? e->resume->previous : PREVIOUS_NONE);
}

static void
put_mark(const struct source *s, int kind, int64_t since, int64_t until)
{
	struct buf b = { 0 };
	struct record r;

	record_clear(&r, RECORD_MARK);
	r.as.mark.ts = until;
	memcpy(r.as.mark.exchange, s->exchange, sizeof(r.as.mark.exchange));
	str_copy(
	    r.as.mark.kind, sizeof(r.as.mark.kind), str_of(record_names[kind]));
	r.as.mark.since = since;
	r.as.mark.until = until;
	put(&b, &r);
	buf_free(&b);
}

void
emit_marks(const struct emit *e, int64_t since, int64_t until)
{
	size_t i;
	int kind;

	if (e->no_meta || since >= until)
		return;
	for (i = 0; i < e->sources.n; i++)
		for (kind = 1; kind <= RECORD_KINDS; kind++)
			if (e->sources.of[i].kinds >> kind & 1)
				put_mark(&e->sources.of[i], kind, since, until);
}

/* Of what the ends before have not told. */
static void
put_end(const struct emit *e, const struct run *run, int64_t as_of)
{
	const struct end end = { .ts = as_of,
		.status = run->status,
		.count = e->count - e->told.count,
		.rejected = e->refused - e->told.refused,
		.repeated = e->repeated - e->told.repeated,
		.gaps = e->gaps - e->told.gaps,
		.gap_ms = e->gap_ms - e->told.gap_ms };

	words_end(e, end, run->why);
}

void
emit_begin(struct emit *e, const struct run *run)
{
	if (e->shelf != NULL)
		hours_begin(e, run);
	else
		put_begin(e, run, INT_NONE);
}

/* Up to when a live run has told all. */
static int64_t
newest(const struct emit *e)
{
	int64_t as_of = e->newest_mark > e->newest ? e->newest_mark : e->newest;

	return as_of > 0 ? as_of : INT_NONE;
}

void
emit_part(struct emit *e, const struct run *run)
{
	bool lacks = e->gaps > e->told.gaps || e->refused > e->told.refused;
	struct run part = *run;

	part.status = lacks ? STATUS_INCOMPLETE : STATUS_OK;
	part.why = lacks ? "something is missing: see gaps" : "";
	put_end(e, &part, newest(e));
	e->told = (struct emit_told){ e->repeated, e->refused, e->count,
		e->gaps, e->gap_ms };
}

static void
note(const struct emit *e)
{
	log_note("%lld records, %lld refused, %lld repeated",
	    (long long)e->count, (long long)e->refused, (long long)e->repeated);
}

void
emit_end(struct emit *e, const struct run *run)
{
	if (e->shelf != NULL)
		hours_end(e);
	else
		put_end(e, run, newest(e));
	note(e);
}

/* All of it to one file. */
static void
write_run(struct emit *e, const struct run *run)
{
	int64_t as_of = INT_NONE;
	const struct spill_line *l;
	bool going = true;

	spill_sort(&e->lines.lines);
	l = once_next(&e->lines);
	put_begin(e, run, l != NULL ? l->effective : INT_NONE);
	for (; l != NULL; l = once_next(&e->lines)) {
		going = run->pace == NULL || run->pace(run->arg, l->effective);
		if (!going)
			break;
		out_text(l->text);
		as_of = l->effective;
		e->count++;
	}
	e->repeated += e->lines.repeated;
	if (going && run->pace != NULL)
		going = run->pace(run->arg, INT64_MAX);
	if (going && run->marked_until > run->marked_since) {
		emit_marks(e, run->marked_since, run->marked_until);
		if (run->marked_until > as_of)
			as_of = run->marked_until;
	}
	out_take(&e->control);
	if (e->newest_mark > 0 && e->newest_mark > as_of)
		as_of = e->newest_mark;
	put_end(e, run, as_of);
}

void
emit_run(struct emit *e, const struct run *run)
{
	if (e->shelf != NULL)
		hours_run(e, run);
	else
		write_run(e, run);
	note(e);
	once_free(&e->lines);
	e->n = 0;
}

void
emit_free(struct emit *e)
{
	once_free(&e->lines);
	buf_free(&e->text);
	buf_free(&e->control);
	ident_free(&e->ident);
	sources_free(&e->sources);
	shed_free(&e->shed);
	*e = (struct emit){ 0 };
}
