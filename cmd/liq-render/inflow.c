#include "liq-render/inflow.h"

#include "base/x.h"
#include "io/feed.h"
#include "io/out.h"
#include "liq-render/chart.h"
#include "liq-render/easel.h"
#include "liq-render/live.h"

bool
inflow_flows(const struct inflow *in)
{
	return in->scene->chart->line != NULL && !look_is_vector(in->look);
}

/* What a record adds to a chart that goes out line by line. */
static void
put_line(const struct inflow *in, const struct record *r)
{
	struct easel e = { 0 };
	struct buf text = { 0 };

	easel_open(&e, in->look, &in->scene->palette);
	in->scene->chart->line(in->scene, r, &e.canvas);
	easel_take(&e, &text);
	out_take(&text);
	buf_free(&text);
}

static const char *
add(void *arg, const struct record *r, struct str line)
{
	const struct inflow *in = arg;
	struct scene *s = in->scene;
	const char *why;

	(void)line;
	if (in->live != NULL)
		in->live->stale = true;
	if (r->type == s->chart->needs)
		s->came++;
	else if (!record_is_control(r->type))
		s->other = r->type;
	if (r->type == RECORD_GAP && inflow_flows(in)) /* no window is asked */
		intake_forget(&s->intake, s->intake.as_of);
	if (r->type != s->chart->needs && !(s->chart->takes >> r->type & 1))
		return NULL;
	why = s->chart->add(s, r);
	if (why == NULL && inflow_flows(in))
		put_line(in, r);
	return why;
}

static bool
wait(void *arg, int fd)
{
	const struct intake *intake = arg;
	const struct inflow *in = intake->arg;

	return live_wait(in->live, fd);
}

int
inflow_files(struct inflow *in, char *const *names)
{
	struct intake *intake = &in->scene->intake;
	struct feed feed = { .open = intake_open,
		.line = intake_line,
		.refused = intake_refused,
		.torn = intake_torn,
		.close = intake_close,
		.idle = out_flush,
		.wait = in->live != NULL ? wait : NULL,
		.arg = intake };
	int status;

	intake->record = add;
	intake->arg = in;
	status = feed_files(&feed, names);
	return status == STATUS_INCOMPLETE ? STATUS_OK : status;
}
