#include "liq-levels/session.h"

#include <stdlib.h>

#include "base/x.h"
#include "io/feed.h"
#include "io/log.h"
#include "io/out.h"
#include "io/stop.h"

#define PASSED 4096 /* lines: so many are known again, at the least */

static const char *
take(void *arg, const struct record *r, struct str line)
{
	struct session *s = arg;
	uint32_t id;

	if (r->type == RECORD_GAP || r->type == RECORD_NOTE) {
		if (!names_find(&s->before, line, &id))
			names_id(&s->passed, line);
		return NULL;
	}
	return history_add(&s->history, r);
}

static void
file_begins(void *arg, const char *name, bool regular)
{
	intake_open(&((struct session *)arg)->intake, name, regular);
}

static const char *
line(void *arg, struct str text)
{
	return intake_line(&((struct session *)arg)->intake, text);
}

static size_t
block(void *arg, struct str text, int64_t *lines)
{
	return intake_block(&((struct session *)arg)->intake, text, lines);
}

static void
refused(void *arg, const char *why)
{
	intake_refused(&((struct session *)arg)->intake, why);
}

static bool
torn(void *arg)
{
	return intake_torn(&((struct session *)arg)->intake);
}

/* On a pipe a run that is still open here has lost its producer. */
static void
file_ends(void *arg, const char *why)
{
	struct session *s = arg;

	if (why != NULL || (s->intake.file.running && !s->intake.file.regular))
		s->cut = true;
	intake_close(&s->intake, why);
}

static void
begin(struct session *s)
{
	struct buf asked = { 0 };

	if (s->begun || s->asked->no_meta)
		return;
	asked_put(&asked, s->asked);
	intake_put_begin(
	    &s->teller.line, &s->intake, "liq-levels", buf_view(&asked));
	buf_free(&asked);
	out_take(&s->teller.line);
	s->begun = true;
}

static int
line_cmp(const void *left, const void *right)
{
	return str_cmp(*(const struct str *)left, *(const struct str *)right);
}

/* Gaps and notes go through, in an order that does not depend on theirs. */
static void
pass(struct session *s)
{
	struct str *sorted;
	const size_t n = s->passed.n - s->passed_on;
	size_t i;

	if (s->asked->no_meta || n == 0)
		return;
	sorted = xcalloc(n, sizeof(*sorted));
	memcpy(sorted, s->passed.name + s->passed_on, n * sizeof(*sorted));
	qsort(sorted, n, sizeof(*sorted), line_cmp);
	for (i = 0; i < n; i++) {
		buf_str(&s->teller.line, sorted[i]);
		buf_putc(&s->teller.line, '\n');
	}
	free(sorted);
	s->passed_on = s->passed.n;
	out_take(&s->teller.line);
}

/* A stream without end: what was told long ago may be told again. */
static void
forget(struct session *s)
{
	history_forget(&s->history);
	intake_forget(&s->intake, s->intake.as_of);
	if (s->passed.n < PASSED)
		return;
	names_free(&s->before);
	s->before = s->passed;
	s->passed = (struct names){ 0 };
	s->passed_on = 0;
}

static int64_t
until(const struct session *s)
{
	return s->asked->until.given ? when_at(s->asked->until, s->intake.last)
				     : INT64_MAX;
}

static void
set_since(struct session *s)
{
	s->teller.since = s->asked->since.given
			      ? when_at(s->asked->since, s->intake.last)
			      : INT64_MIN;
}

void
session_idle(struct session *s)
{
	if (!s->asked->follow || !s->intake.any)
		return;
	begin(s);
	pass(s);
	set_since(s);
	history_cut(&s->history, until(s));
	atlas_feed(&s->atlas, false);
	forget(s);
	out_flush();
}

/* The parameters that the realised totals in the input ask for. */
static int
calibrate(const struct session *s)
{
	struct params p = s->params;
	const char *why;

	if (s->atlas.maps != 1)
		why = "calibration needs the candles of one coin";
	else if (!params_fit(&p, &s->atlas.fit, s->atlas.base))
		why = "calibration needs 200 sides and hours of realised "
		      "totals, with candles before them";
	else
		why = params_write(&p, s->asked->calibrate);
	if (why == NULL)
		return STATUS_OK;
	log_error("%s: %s", s->asked->calibrate, why);
	return STATUS_FAILED;
}

/* What reading and computing came to. */
static int
status_of(const struct session *s, int status, const char **why)
{
	const struct intake *in = &s->intake;
	const struct asked *a = s->asked;

	status = status == STATUS_INCOMPLETE ? STATUS_OK : status;
	status =
	    status_worst(status, intake_status(in, INT64_MIN, until(s), why));
	if (s->atlas.refused > 0) {
		status = status_worst(status, STATUS_INCOMPLETE);
		*why = **why != '\0' ? *why : "candles were refused";
	}
	if (a->exchange.n > 0 && s->atlas.maps == 0 && in->any) {
		status = status_worst(status, STATUS_REFUSED);
		*why = "the reference has no candles in the input";
	}
	if (a->match &&
	    (asked_question(a) ? !s->teller.dense : s->teller.count == 0))
		status = status_worst(status, STATUS_NOTHING);
	return status;
}

int
session_run(struct session *s, char *const *names)
{
	struct feed feed = { .open = file_begins,
		.line = line,
		.block = block,
		.refused = refused,
		.torn = torn,
		.close = file_ends,
		.idle = s->idle,
		.arg = s };
	struct buf said = { 0 };
	const char *why;
	int status;

	s->intake.record = take;
	s->intake.arg = s;
	s->teller.asked = s->asked;
	s->teller.intake = &s->intake;
	s->atlas.asked = s->asked;
	s->atlas.history = &s->history;
	s->atlas.teller = &s->teller;
	s->atlas.params = s->params;
	if ((status = feed_files(&feed, names)) == STATUS_USAGE)
		return status;
	begin(s);
	pass(s);
	set_since(s);
	history_cut(&s->history, until(s));
	atlas_feed(&s->atlas, true);
	if (s->asked->calibrate != NULL && stop_signal() == 0)
		status = status_worst(status, calibrate(s));
	status = status_of(s, status, &why);
	if (*why != '\0')
		log_sum("incomplete: %s", why);
	log_note("%s", intake_account(&said, &s->intake));
	buf_free(&said);
	if (s->begun)
		intake_put_end(&s->teller.line, &s->intake, status,
		    s->teller.count, s->atlas.repeated, INT64_MIN, until(s),
		    why);
	out_take(&s->teller.line);
	return status;
}

void
session_free(struct session *s)
{
	atlas_free(&s->atlas);
	tell_free(&s->teller);
	history_free(&s->history);
	intake_free(&s->intake);
	names_free(&s->passed);
	names_free(&s->before);
}
