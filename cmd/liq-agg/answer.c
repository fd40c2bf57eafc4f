#include "liq-agg/answer.h"

#include "base/x.h"
#include "io/log.h"
#include "io/out.h"
#include "io/stop.h"
#include "liq-agg/partial.h"

static bool
meta(const struct answer *a)
{
	return a->request->format == PRINT_NDJSON &&
	       (a->request->partial || !a->request->no_meta);
}

void
answer_begin(struct answer *a)
{
	const struct request *r = a->request;
	struct buf asked = { 0 };

	if (a->begun)
		return;
	a->begun = true;
	if (r->partial)
		request_put_shared(&asked, r);
	else
		request_put(&asked, r);
	if (meta(a))
		intake_put_begin(
		    &a->line, &a->in->intake, "liq-agg", buf_view(&asked));
	if (r->format == PRINT_TSV || r->format == PRINT_CSV)
		print_head(&a->line, (enum print_as)r->format, RECORD_TOTAL);
	buf_free(&asked);
	out_take(&a->line);
}

/* The window of all events, where rows of several kinds come together. */
static bool
whole(const struct request *r)
{
	return r->widths.n == 1 && r->widths.ms[0] == 0;
}

bool
answer_row(void *answer, const struct record *r)
{
	struct answer *a = answer;
	const struct request *ask = a->request;

	if (stop_signal() != 0)
		return false;
	a->rows++;
	if (ask->format == PRINT_PROM) {
		prom_add(
		    &a->prom, &r->as.total, whole(ask), ask->bins.step.known);
		return true;
	}
	print_record(&a->line, (enum print_as)ask->format, r, ask->strings);
	out_take(&a->line);
	return true;
}

struct report
answer_report(struct answer *a)
{
	return (struct report){ .request = a->request,
		.store = &a->in->store,
		.intake = &a->in->intake,
		.row = answer_row,
		.arg = a };
}

/* The totals are not all there.  A signal needs no message: it was asked. */
static int
cut_short(struct answer *a, const char *why)
{
	a->cut = true;
	if (stop_signal() != 0)
		return STATUS_INCOMPLETE;
	log_error("%s", why);
	return STATUS_FAILED;
}

static int
known(const struct answer *a, const char **why)
{
	struct interval span = request_span(a->request, a->in->intake.last);

	return intake_status(&a->in->intake, span.since, span.until, why);
}

int
answer_end(struct answer *a, int status, const char *failed)
{
	const struct request *r = a->request;
	struct interval span = request_span(r, a->in->intake.last);
	struct buf said = { 0 };
	const char *why;

	status = status_worst(status, known(a, &why));
	if (*why != '\0')
		log_sum("incomplete: %s", why);
	log_note("%s", intake_account(&said, &a->in->intake));
	buf_free(&said);
	if (failed != NULL)
		status = status_worst(status, cut_short(a, failed));
	else if (r->match && a->rows == 0)
		status = status_worst(status, STATUS_NOTHING);
	answer_begin(a);
	if (failed == NULL)
		prom_put(&a->line, &a->prom);
	if (meta(a))
		intake_put_end(&a->line, &a->in->intake, status, a->rows,
		    a->in->store.events.repeated, span.since, span.until,
		    failed != NULL ? failed : why);
	out_take(&a->line);
	buf_free(&a->line);
	prom_free(&a->prom);
	return status;
}

static const char *
parts(struct answer *a, int status)
{
	const char *why;

	status = status_worst(status, known(a, &why));
	if (!a->in->store.direct)
		store_shelve(&a->in->store);
	why = partial_put(&a->line, a->in, a->name[0] != '\0' ? a->name : NULL,
	    a->joined, status, why);
	out_take(&a->line);
	return why;
}

static const char *
totals(struct answer *a)
{
	struct report report = answer_report(a);
	const char *why;

	report_open(&report);
	why = report_run(&report, a->in->intake.last);
	report_free(&report);
	return why;
}

int
answer_write(struct answer *a, int status)
{
	const char *failed = "stopped";

	answer_begin(a);
	if (stop_signal() == 0) {
		store_choose(&a->in->store, a->in->intake.last);
		failed = a->request->partial ? parts(a, status) : totals(a);
	}
	return answer_end(a, status, failed);
}
