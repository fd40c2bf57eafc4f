#include "record/intake.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "json/json.h"

/* The names with their terminators: no name can hold one. */
static size_t
key_of(char *key, const char *exchange, const char *symbol, const char *kind)
{
	size_t a = strlen(exchange) + 1, b = strlen(symbol) + 1;
	size_t c = strlen(kind) + 1;

	memcpy(key, exchange, a);
	memcpy(key + a, symbol, b);
	memcpy(key + a + b, kind, c);
	return a + b + c;
}

static struct watch *
watch_of(struct intake *in, const char *exchange, const char *symbol,
    const char *kind)
{
	size_t before = in->watches.n;
	struct watch *w;
	char key[sizeof(w->exchange) + sizeof(w->symbol) + sizeof(w->kind)];
	struct str name = { key, key_of(key, exchange, symbol, kind) };
	uint32_t id = names_id(&in->watches, name);

	if (id == before) {
		in->watch =
		    xgrow(in->watch, id, &in->watch_cap, sizeof(*in->watch));
		w = &in->watch[id];
		*w = (struct watch){ 0 };
		str_copy(w->exchange, sizeof(w->exchange), str_of(exchange));
		str_copy(w->symbol, sizeof(w->symbol), str_of(symbol));
		str_copy(w->kind, sizeof(w->kind), str_of(kind));
	}
	in->watch[id].stale = true;
	return &in->watch[id];
}

struct watch *
intake_watch(struct intake *in, const char *exchange, const char *symbol,
    const char *kind)
{
	struct watch *w;
	char key[sizeof(w->exchange) + sizeof(w->symbol) + sizeof(w->kind)];
	struct str name = { key, 0 };
	uint32_t id;

	if (strlen(symbol) >= sizeof(w->symbol))
		return NULL;
	name.n = key_of(key, exchange, symbol, kind);
	return names_find(&in->watches, name, &id) ? &in->watch[id] : NULL;
}

/* Time is known up to t, the first ms after it being next. */
static void
advance(struct intake *in, int64_t t, int64_t next)
{
	if (!in->any || t > in->as_of)
		in->as_of = t;
	if (!in->any || next > in->last)
		in->last = next;
	if (!in->any && in->first == 0)
		in->first = t;
	in->any = true;
}

/*
 * The run that is open ends here; what its end would have said is lost.  In a
 * file the next run tells until when, on a pipe nobody does.
 */
static void
run_lost(struct intake *in, int64_t until)
{
	const char *why = "an earlier run ended without its \"end\" record";

	if (in->file.regular) {
		intake_flaw(in, in->file.marked, until, why);
		return;
	}
	in->cut = true;
	intake_flaw(in, INT64_MIN, INT64_MAX, why);
}

static void
on_begin(struct intake *in, const struct begin *b)
{
	int64_t ts = b->ts != INT_NONE ? b->ts : INT64_MAX;

	if (in->file.running)
		run_lost(in, ts);
	in->file.running = true;
	in->file.began = b->ts != INT_NONE ? b->ts : INT64_MIN;
	in->file.marked = in->file.began;
	if (in->first == 0 && b->ts != INT_NONE)
		in->first = b->ts;
	sources_merge(&in->sources, b->sources);
}

static bool
wanted(const struct intake *in, const char *exchange)
{
	return in->wants == NULL || in->wants(in->arg, exchange);
}

static void
on_mark(struct intake *in, const struct mark *m)
{
	if (wanted(in, m->exchange))
		cover_add(
		    &watch_of(in, m->exchange, m->symbol, m->kind)->marked,
		    m->since, m->until);
	if (m->until > in->file.marked)
		in->file.marked = m->until;
	advance(in, m->until, m->until);
}

static void
on_gap(struct intake *in, const struct gap *g)
{
	struct watch *w;
	struct buf why = { 0 };

	if (!wanted(in, g->exchange))
		return;
	w = watch_of(in, g->exchange, g->symbol, g->kind);
	cover_add(g->fix == FIX_FILLED ? &w->filled : &w->missing, g->since,
	    g->until);
	if (g->fix == FIX_FILLED)
		return;
	buf_printf(
	    &why, "a gap in the %s data of %s from ", g->kind, g->exchange);
	when_put(&why, g->since);
	buf_puts(&why, " to ");
	when_put(&why, g->until);
	buf_putc(&why, '\0');
	intake_flaw(in, g->since, g->until, why.s);
	buf_free(&why);
}

/* 0 and 6 are good ends; any other says that something is missing. */
static void
on_end(struct intake *in, const struct end *e)
{
	char why[208];

	if (e->status != STATUS_OK && e->status != STATUS_NOTHING) {
		snprintf(why, sizeof(why), "the input ended with status %d%s%s",
		    (int)e->status, e->why[0] != '\0' ? ": " : "", e->why);
		if (in->file.regular)
			intake_flaw(in, in->file.began,
			    e->ts != INT_NONE ? e->ts : INT64_MAX, why);
		else
			intake_flaw(in, INT64_MIN, INT64_MAX, why);
	}
	in->file.running = false;
	sources_merge(&in->sources, e->sources);
	if (e->ts != INT_NONE && e->ts > in->ended)
		in->ended = e->ts;
	if (e->ts != INT_NONE)
		advance(in, e->ts, e->ts);
}

static const char *
control(struct intake *in, const struct record *r, struct str line)
{
	in->meta = true;
	switch (r->type) {
	case RECORD_BEGIN:
		on_begin(in, &r->as.begin);
		return NULL;
	case RECORD_MARK:
		on_mark(in, &r->as.mark);
		return NULL;
	case RECORD_GAP:
		on_gap(in, &r->as.gap);
		break;
	case RECORD_END:
		on_end(in, &r->as.end);
		return NULL;
	default:
		break;
	}
	return in->record(in->arg, r, line);
}

/* A record speaks for its exchange, whether or not a begin announced it. */
void
intake_heard(struct intake *in, const char *exchange, enum record_type type)
{
	const struct source *known = sources_find(&in->sources, exchange);
	struct source s = { .kinds = 1u << type };

	if (known != NULL && (known->kinds & s.kinds))
		return;
	str_copy(s.exchange, sizeof(s.exchange), str_of(exchange));
	sources_add(&in->sources, &s);
}

void
intake_open(void *intake, const char *name, bool regular)
{
	struct intake *in = intake;

	(void)name;
	if (in->open_since == 0)
		in->open_since = INT64_MAX;
	memset(&in->file, 0, sizeof(in->file));
	in->file.regular = regular;
}

const char *
intake_data(struct intake *in, const struct record *r, struct str line)
{
	const int64_t t = record_effective(r);
	const char *why;

	if ((why = in->record(in->arg, r, line)) != NULL)
		return why;
	in->records++;
	if (r->type <= RECORD_KINDS)
		intake_heard(in, r->as.liquidation.exchange, r->type);
	advance(in, t, r->type == RECORD_CANDLE ? t : t + 1);
	return NULL;
}

const char *
intake_line(void *intake, struct str line)
{
	struct intake *in = intake;
	struct record r;
	const char *why;

	if (str_trim(line).n == 0)
		return NULL; /* a blank line holds nothing and hides nothing */
	in->lines++;
	intake_learn(in, line);
	if ((why = record_parse(&r, line)) != NULL)
		return why;
	if (r.type == RECORD_NONE)
		return NULL;
	if (record_is_control(r.type)) {
		why = control(in, &r, line);
		if (in->control != NULL)
			in->control(in->arg, &r);
		return why;
	}
	return intake_data(in, &r, line);
}

void
intake_took(struct intake *in, int64_t lines, int64_t first, int64_t newest)
{
	if (lines == 0)
		return;
	in->lines += lines;
	in->records += lines;
	advance(in, first, first + 1);
	advance(in, newest, newest + 1);
}

void
intake_refused(void *intake, const char *why)
{
	struct intake *in = intake;

	(void)why;
	in->rejected++;
	in->file.rejected++;
}

bool
intake_torn(void *intake)
{
	const struct intake *in = intake;

	return in->file.regular && in->file.running;
}

void
intake_close(void *intake, const char *why)
{
	struct intake *in = intake;

	if (why != NULL || (in->file.running && !in->file.regular))
		in->cut = true;
	if (why != NULL)
		intake_flaw(in, INT64_MIN, INT64_MAX, why);
	if (in->file.rejected > 0)
		intake_flaw(in, INT64_MIN, INT64_MAX, "lines were refused");
	if (!in->file.running)
		return;
	if (!in->file.regular)
		intake_flaw(in, INT64_MIN, INT64_MAX,
		    "the input ended without its \"end\" record: the "
		    "producer died");
	if (in->file.marked < in->open_since)
		in->open_since = in->file.marked;
	in->file.running = false;
}

int
intake_final(const struct intake *in, int64_t until)
{
	return until <= in->open_since || in->open_since == 0 ? TRUTH_TRUE
							      : TRUTH_FALSE;
}

void
intake_free(struct intake *in)
{
	size_t i;

	for (i = 0; i < in->watches.n; i++) {
		cover_free(&in->watch[i].marked);
		cover_free(&in->watch[i].missing);
		cover_free(&in->watch[i].filled);
		cover_free(&in->watch[i].net);
	}
	free(in->watch);
	names_free(&in->watches);
	free(in->flaw);
	intake_rows_free(in->rows);
	sources_free(&in->sources);
	*in = (struct intake){ 0 };
}
