/*
 * liq-agg - add up liquidations, exactly.
 */
#include "base/x.h"
#include "io/log.h"
#include "io/opt.h"
#include "io/out.h"
#include "liq-agg/answer.h"
#include "liq-agg/gather.h"
#include "liq-agg/group.h"

static struct request request = { .keys = BY_BASE };
static const char *output;
static bool partial_ok, quiet;

static const struct opt options[] = {
	{ 'w', "window", "all|SPAN[,SPAN...]",
	    "trailing windows that end together (24h)", request_widths,
	    &request.widths },
	{ 'i', "interval", "SPAN", "aligned windows of this width", opt_span,
	    &request.interval },
	{ 'b', "by", "KEYS", "exchange,symbol,base,side or none (base)",
	    request_keys, &request.keys },
	{ 's', "since", "TIME", "events from then on", opt_when,
	    &request.since },
	{ 'u', "until", "TIME", "events before; windows end there", opt_when,
	    &request.until },
	{ 't', "top", "N", "the N largest rows of a window", opt_count,
	    &request.top },
	{ 0, "min", "USD", "events of at least that", opt_money, &request.min },
	{ 0, "side", "long|short", "one side", request_side, &request.side },
	{ 0, "exchange", "LIST", "these exchanges", request_exchanges,
	    &request.exchanges },
	{ 0, "format", "ndjson|tsv|csv", "how rows are written (ndjson)",
	    request_format, &request.format },
	{ 'o', "output", "FILE", "write to FILE, in one step at the end",
	    opt_text, &output },
	{ 0, "partial-ok", NULL, "replace FILE whatever happened", opt_flag,
	    &partial_ok },
	{ 0, "no-meta", NULL, "no begin and end records", opt_flag,
	    &request.no_meta },
	{ 0, "decimals", "number|string", "how decimals are written (number)",
	    opt_decimals, &request.strings },
	{ 'e', "exit-status", NULL, "status 6 when no row came out", opt_flag,
	    &request.match },
	{ 'q', "quiet", NULL, "say nothing about the input", opt_flag, &quiet },
	{ 0 },
};

static void
schema(struct buf *to)
{
	static const enum record_type types[] = { RECORD_TOTAL, RECORD_BEGIN,
		RECORD_END };

	schema_put(to, types, sizeof(types) / sizeof(types[0]));
}

static const struct program program = {
	.name = "liq-agg",
	.what = "add up liquidations by window and group, exactly",
	.usage = "[-eq] [-w LIST | -i SPAN] [-b KEYS] [-s TIME] [-u TIME] "
		 "[FILE...]",
	.examples = "  liq-agg -w 1h,4h,24h liq.ndjson\n"
		    "  liq-agg -w all -b exchange,side liq.ndjson.gz\n"
		    "  liq-agg -i 1h -s 2025-01-01 -u 2025-01-02 liq.ndjson\n"
		    "  liq-fetch -x market '*' | liq-agg -t 10 --format=tsv\n",
	.options = options,
	.schema = schema,
};

/* Is the old FILE worth more than what came out? */
static bool
keep_old(const struct gather *in, const struct answer *out, int status)
{
	const bool nothing =
	    status == STATUS_INCOMPLETE && in->intake.records == 0;

	return out->cut || ((in->intake.cut || nothing) && !partial_ok);
}

int
main(int argc, char *argv[])
{
	struct gather in = { .request = &request };
	struct answer out = { .request = &request };
	int i, status;
	bool keep;

	out_start(program.name);
	i = opt_parse(&program, argc, argv);
	if (request.interval > 0 && request.widths.n > 0)
		opt_usage("-i and -w exclude each other");
	if (request.widths.n == 0)
		request.widths = (struct widths){ { DAY_MS }, 1 };
	if (quiet)
		log_quiet();
	if (output != NULL && !out_file(output))
		return STATUS_FAILED;
	if ((status = gather_files(&in, argv + i)) != STATUS_USAGE)
		status = answer_write(&out, &in, status);
	keep = keep_old(&in, &out, status);
	gather_free(&in);
	names_free(&request.exchanges);
	return out_close(status, keep);
}
