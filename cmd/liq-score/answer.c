#include "liq-score/answer.h"

#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "io/log.h"
#include "io/opt.h"
#include "io/out.h"
#include "io/stop.h"
#include "liq-score/contest.h"
#include "liq-score/table.h"

/* A name to set models against that is neither a baseline nor a model. */
static bool
unknown_rival(const struct request *r, const struct forecasts *f)
{
	struct names known = { 0 };
	uint32_t id;
	bool odd = false;
	size_t i, j;

	for (i = 0; i < BASELINES; i++)
		names_id(&known, str_of(baseline_names[i]));
	for (i = 0; i < f->names.n; i++)
		for (j = 0; j < f->of[i].models.n; j++)
			names_id(&known, f->of[i].models.name[j]);
	for (i = 0; i < r->against.n && !odd; i++) {
		odd = !names_find(&known, r->against.name[i], &id);
		if (odd)
			log_error("--against: %s",
			    opt_unknown("baseline or model of the input",
				r->against.name[i], baseline_names));
	}
	names_free(&known);
	return odd;
}

/* Models in the order of their names, then baselines. */
static void
contenders(struct contest *c, const struct request *r)
{
	const struct board *b = c->board;
	struct contender who;
	size_t i, j;

	c->n = c->models = 0;
	for (i = 0; i < b->models.n && c->n < CONTENDERS - BASELINES; i++) {
		who = (struct contender){ b->model[i].model, &b->model[i],
			ADVERSE };
		for (j = c->n; j > 0 && strcmp(c->of[j - 1].name, who.name) > 0;
		     j--)
			c->of[j] = c->of[j - 1];
		c->of[j] = who;
		c->models = ++c->n;
	}
	if (c->models < b->models.n)
		log_warn("only the first %zu models of %s are scored",
		    c->models, b->base);
	for (i = 0; i < BASELINES; i++)
		if (request_wants_rival(r, baseline_names[i]) &&
		    (c->tape != NULL || !baseline_needs_tape(i)))
			c->of[c->n++] = (struct contender){ baseline_names[i],
				NULL, (enum baseline)i };
}

/* The same base, and the same exchange where both name one. */
static bool
joins(const struct board *b, const struct outcome *o)
{
	return strcmp(b->base, o->base) == 0 &&
	       (*b->exchange == '\0' || *o->exchange == '\0' ||
		   strcmp(b->exchange, o->exchange) == 0);
}

static void
play(const struct contest *c, const struct request *r)
{
	size_t i;

	if (c->outcome->width_ms == POSITIONS) {
		contest_standing(c);
		return;
	}
	contest_bars(c);
	if (c->outcome->width_ms > 0)
		return; /* sums have no prices */
	contest_prices(c);
	for (i = 0; i < r->horizons.n; i++)
		contest_frozen(c, r->horizons.ms[i]);
}

/* The outcome, and the candles of its time; false: they do not join. */
static bool
meet(struct contest *c, const struct outcome *o, const struct tapes *tapes,
    int64_t width_ms)
{
	const struct board *b = c->board;
	struct wanted w = { b->exchange, b->symbol, b->base, width_ms, 0, 0 };

	if (!joins(b, o) || !outcome_span(o, &w.since, &w.until))
		return false;
	c->outcome = o;
	c->tape = tapes_find(tapes, &w);
	return true;
}

static void
score_zones(const struct request *r, struct evidence *in, struct findings *to)
{
	struct contest c = { .intake = &in->intake, .findings = to };
	const struct zoning *z;
	size_t i, j, h;

	for (i = 0; i < in->zones.names.n; i++) {
		z = &in->zones.of[i];
		c.board = &z->board;
		c.of[0] =
		    (struct contender){ z->model.model, &z->model, ADVERSE };
		for (j = 0; j < in->outcomes.names.n; j++) {
			if (in->outcomes.of[j].width_ms != 0 ||
			    !meet(&c, &in->outcomes.of[j], &in->tapes, HOUR_MS))
				continue;
			for (h = 0; h < r->horizons.n; h++)
				contest_zones(&c, z, r->horizons.ms[h]);
		}
	}
}

static void
contests(const struct request *r, struct evidence *in, struct findings *to)
{
	struct contest c = { .forecasts = &in->forecasts,
		.intake = &in->intake,
		.findings = to };
	size_t i, j;

	for (i = 0; i < in->forecasts.names.n; i++) {
		c.board = &in->forecasts.of[i];
		for (j = 0; j < in->outcomes.names.n; j++) {
			if (stop_signal() != 0 ||
			    !meet(&c, &in->outcomes.of[j], &in->tapes,
				c.board->width_ms))
				continue;
			contenders(&c, r);
			play(&c, r);
		}
	}
	score_zones(r, in, to);
	findings_mean(to);
	findings_compare(to, &r->against);
	findings_sort(to);
}

static int64_t
write_all(const struct request *r, const struct findings *all, int64_t ts)
{
	struct buf line = { 0 };
	struct record record;
	size_t i;

	if (r->format == AS_TEXT)
		table_put(&line, all);
	for (i = 0; i < all->n && r->format == AS_NDJSON; i++) {
		finding_record(&all->of[i], &record);
		record.as.score.ts = ts;
		record_put(&line, &record, r->strings);
		out_take(&line);
	}
	out_take(&line);
	buf_free(&line);
	return (int64_t)all->n;
}

/* Why there is nothing to show. */
static void
explain_nothing(const struct evidence *in)
{
	if (in->forecasts.names.n == 0 && in->zones.names.n == 0)
		log_warn("no column or cluster records: liq-levels "
			 "--as=column gives columns");
	else if (in->outcomes.names.n == 0)
		log_warn("no liquidation or total records to score against");
	else
		log_warn("no forecast and outcome share a base and %d columns "
			 "of time",
		    UNITS_LEAST);
}

static int
aside_cmp(const void *left, const void *right)
{
	return str_cmp(*(const struct str *)left, *(const struct str *)right);
}

/* The begin record, and what upstream said besides its data. */
static void
begin(const struct request *r, struct evidence *in, struct buf *line)
{
	struct str *aside = in->asides.name;
	struct buf asked = { 0 };
	size_t i;

	request_options(&asked, r);
	intake_put_begin(line, &in->intake, "liq-score", buf_view(&asked));
	buf_free(&asked);
	if (in->asides.n > 0)
		qsort(aside, in->asides.n, sizeof(*aside), aside_cmp);
	for (i = 0; i < in->asides.n; i++) {
		buf_str(line, aside[i]);
		buf_putc(line, '\n');
	}
	out_take(line);
}

int
score_answer(const struct request *r, struct evidence *in, int status)
{
	const bool meta = !r->no_meta && r->format == AS_NDJSON;
	struct findings all = { 0 };
	struct buf line = { 0 }, said = { 0 };
	const char *why;
	int64_t rows;

	if (unknown_rival(r, &in->forecasts))
		return STATUS_USAGE;
	status = status_worst(
	    status, intake_status(&in->intake, INT64_MIN, INT64_MAX, &why));
	if (*why != '\0')
		log_sum("incomplete: %s", why);
	log_note("%s", intake_account(&said, &in->intake));
	buf_free(&said);
	contests(r, in, &all);
	if (meta)
		begin(r, in, &line);
	rows = write_all(r, &all, in->intake.as_of);
	if (rows == 0) {
		explain_nothing(in);
		if (r->match)
			status = status_worst(status, STATUS_NOTHING);
	}
	if (meta)
		intake_put_end(&line, &in->intake, status, rows,
		    in->outcomes.repeated + in->forecasts.repeated, INT64_MIN,
		    INT64_MAX, why);
	out_take(&line);
	buf_free(&line);
	findings_free(&all);
	return status;
}
