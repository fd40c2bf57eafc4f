#include "liq-agg/gather.h"

#include <stdlib.h>

#include "base/x.h"
#include "io/feed.h"
#include "io/log.h"
#include "io/opt.h"

static const char *
add(void *arg, const struct record *r, struct str line)
{
	const struct liquidation *l = &r->as.liquidation;
	struct gather *in = arg;
	struct interval dispute;
	const char *why;

	(void)line;
	if (r->type != RECORD_LIQUIDATION ||
	    !request_wants(in->request, l->exchange))
		return NULL;
	why = events_add(&in->events, l, &dispute);
	if (dispute.until > dispute.since) {
		log_warn("id %s of %s has two contents; kept the smaller",
		    l->id, l->exchange);
		intake_flaw(&in->intake, dispute.since, dispute.until,
		    "an id with two contents");
	}
	return why;
}

/* An exchange that the stream, which names its own, has not: a misprint? */
static void
doubt(const struct gather *in)
{
	const struct names *asked = &in->request->exchanges;
	const struct sources *sources = &in->intake.sources;
	const char **known = xcalloc(sources->n + 1, sizeof(*known));
	size_t i;

	for (i = 0; i < sources->n; i++)
		known[i] = sources->of[i].exchange;
	for (i = 0; i < asked->n && sources->n > 0; i++)
		if (sources_find(sources, asked->name[i].s) == NULL)
			log_warn("%s in the input",
			    opt_unknown("exchange", asked->name[i], known));
	free(known);
}

int
gather_files(struct gather *in, char *const *names)
{
	struct feed feed = { .open = intake_open,
		.line = intake_line,
		.refused = intake_refused,
		.torn = intake_torn,
		.close = intake_close,
		.arg = &in->intake };
	int status;

	in->intake.record = add;
	in->intake.arg = in;
	status = feed_files(&feed, names);
	doubt(in);
	return status == STATUS_INCOMPLETE ? STATUS_OK : status;
}

void
gather_free(struct gather *in)
{
	events_free(&in->events);
	intake_free(&in->intake);
}
