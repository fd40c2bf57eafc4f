#include "liq-render/inflow.h"

#include "base/x.h"
#include "io/feed.h"
#include "liq-render/chart.h"

static const char *
add(void *arg, const struct record *r, struct str line)
{
	struct scene *s = arg;

	(void)line;
	if (r->type == s->chart->needs)
		return s->chart->add(s, r);
	if (!record_is_control(r->type))
		s->other = r->type;
	return NULL;
}

int
inflow_files(struct scene *s, char *const *names)
{
	struct feed feed = { .open = intake_open,
		.line = intake_line,
		.refused = intake_refused,
		.torn = intake_torn,
		.close = intake_close,
		.arg = &s->intake };
	int status;

	s->intake.record = add;
	s->intake.arg = s;
	status = feed_files(&feed, names);
	return status == STATUS_INCOMPLETE ? STATUS_OK : status;
}
