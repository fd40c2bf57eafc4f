#include "liq-agg/gather.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/x.h"
#include "io/feed.h"
#include "io/log.h"
#include "io/opt.h"
#include "liq-agg/quick.h"

void
gather_dispute(struct gather *in, const struct interval *dispute, struct str id,
    const char *exchange)
{
	if (dispute->until <= dispute->since)
		return;
	log_warn("id %.*s of %s has two contents; kept the smaller", (int)id.n,
	    id.s, exchange);
	intake_flaw(&in->intake, dispute->since, dispute->until,
	    "an id with two contents");
}

const char *
gather_record(void *gather, const struct record *r, struct str line)
{
	const struct liquidation *l = &r->as.liquidation;
	struct gather *in = gather;
	struct interval dispute;
	const char *why;

	(void)line;
	if (record_is_control(r->type) ||
	    !request_wants(in->request, l->exchange))
		return NULL;
	why = store_record(&in->store, r, &dispute);
	if (r->type == RECORD_LIQUIDATION)
		gather_dispute(in, &dispute, str_of(l->id), l->exchange);
	return why;
}

static void
opened(void *arg, const char *name, bool regular)
{
	struct gather *in = arg;

	intake_open(&in->intake, name, regular);
}

static void
refused(void *arg, const char *why)
{
	struct gather *in = arg;

	intake_refused(&in->intake, why);
}

static bool
torn(void *arg)
{
	struct gather *in = arg;

	return intake_torn(&in->intake);
}

static void
closed(void *arg, const char *why)
{
	struct gather *in = arg;

	crew_rest(in->crew); /* a file that failed may leave it busy */
	intake_close(&in->intake, why);
}

/* What has come of what was read, for all that there is to read. */
static void
foresee(struct gather *in)
{
	struct events *events = &in->store.events;

	if (in->took > 0 && in->took < in->bytes)
		events->repeats.likely =
		    (size_t)((i128)events->n * in->bytes / in->took);
}

static size_t
block(void *arg, struct str text, int64_t *lines)
{
	struct gather *in = arg;
	const size_t took = quick_block(in, text, lines);

	in->took += (int64_t)took;
	foresee(in);
	return took;
}

static const char *
strict(void *arg, struct str line)
{
	struct gather *in = arg;
	const char *why = intake_line(&in->intake, line);

	if (why == NULL)
		fast_learn(&in->reader.fast, line);
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

static bool
wants(void *gather, const char *exchange)
{
	return request_wants(((struct gather *)gather)->request, exchange);
}

void
gather_open(struct gather *in, const struct request *request)
{
	in->request = request;
	in->intake.record = gather_record;
	in->intake.wants = wants;
	in->intake.arg = in;
	in->kernel = fast_kernel();
	store_open(&in->store, request);
	in->sums = quick_sums(in);
}

/* Of the files that tell. */
static int64_t
bytes(char *const *names)
{
	struct stat st;
	int64_t n = 0;

	if (*names == NULL && fstat(STDIN_FILENO, &st) == 0)
		n = S_ISREG(st.st_mode) ? st.st_size : 0;
	for (; *names != NULL; names++)
		if (stat(*names, &st) == 0 && S_ISREG(st.st_mode))
			n += st.st_size;
	return n;
}

int
gather_files(struct gather *in, char *const *names)
{
	struct feed feed = { .open = opened,
		.line = strict,
		.block = block,
		.refused = refused,
		.torn = torn,
		.close = closed,
		.arg = in };
	int status;

	in->bytes = bytes(names);
	status = feed_files(&feed, names);
	quick_settle(in);
	doubt(in);
	return status == STATUS_INCOMPLETE ? STATUS_OK : status;
}

void
gather_free(struct gather *in)
{
	store_free(&in->store);
	intake_free(&in->intake);
	reader_free(&in->reader);
	crew_close(in->crew);
	in->crew = NULL;
}
