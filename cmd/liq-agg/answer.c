#include "liq-agg/answer.h"

#include "base/x.h"
#include "io/log.h"
#include "io/out.h"
#include "io/stop.h"
#include "liq-agg/report.h"

/* Where a row goes. */
struct rows {
	const struct request *request;
	struct buf line;
	int64_t n;
};

static bool
row(void *arg, const struct record *r)
{
	struct rows *to = arg;

	if (stop_signal() != 0)
		return false;
	print_record(&to->line, (enum print_as)to->request->format, r,
	    to->request->strings);
	out_take(&to->line);
	to->n++;
	return true;
}

static const char *
totals(const struct request *r, struct gather *in, struct rows *rows)
{
	const int64_t last = in->intake.last;
	struct choice choice = request_choice(r, last);
	struct report report = { .events = &in->events,
		.intake = &in->intake,
		.keys = r->keys,
		.top = r->top,
		.row = row,
		.arg = rows };

	if (stop_signal() != 0)
		return "stopped";
	events_choose(&in->events, &choice);
	report.windows = request_windows(r, &in->events, last);
	return report_run(&report);
}

static void
begin(const struct request *r, const struct intake *intake, struct buf *line)
{
	struct buf asked = { 0 };

	request_put(&asked, r);
	intake_put_begin(line, intake, "liq-agg", buf_view(&asked));
	buf_free(&asked);
	out_take(line);
}

/* The totals are not all there.  A signal needs no message: it was asked. */
static int
cut_short(const char *why)
{
	if (stop_signal() != 0)
		return STATUS_INCOMPLETE;
	log_error("%s", why);
	return STATUS_FAILED;
}

int
answer_write(struct answer *a, struct gather *in, int status)
{
	const struct request *r = a->request;
	const bool meta = !r->no_meta && r->format == PRINT_NDJSON;
	struct interval span = request_span(r, in->intake.last);
	struct rows rows = { .request = r };
	const char *why, *failed;

	status = status_worst(
	    status, intake_status(&in->intake, span.since, span.until, &why));
	if (*why != '\0')
		log_warn("incomplete: %s", why);
	if (meta)
		begin(r, &in->intake, &rows.line);
	print_head(&rows.line, (enum print_as)r->format, RECORD_TOTAL);
	out_take(&rows.line);
	if ((failed = totals(r, in, &rows)) != NULL) {
		status = status_worst(status, cut_short(failed));
		a->cut = true;
	} else if (r->match && rows.n == 0) {
		status = status_worst(status, STATUS_NOTHING);
	}
	if (meta)
		intake_put_end(&rows.line, &in->intake, status, rows.n,
		    in->events.repeated, span.since, span.until,
		    failed != NULL ? failed : why);
	out_take(&rows.line);
	buf_free(&rows.line);
	return status;
}
