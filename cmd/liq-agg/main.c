/*
 * liq-agg - add up liquidations, exactly.
 */
#include "base/x.h"
#include "io/opt.h"
#include "io/out.h"
#include "liq-agg/answer.h"
#include "liq-agg/join.h"
#include "liq-agg/live.h"
#include "liq-agg/partial.h"

static struct request request = {
	.keys = BY_BASE, .period = SECOND_MS, .grace = 10 * MINUTE_MS
};
static const char *output;
static bool partial_ok;

static const struct opt options[] = {
	{ 'w', "window", "all|SPAN[,SPAN...]",
	    "trailing windows that end together (24h)", request_widths,
	    &request.widths },
	{ 'i', "interval", "SPAN", "aligned windows of this width", opt_span,
	    &request.interval },
	{ 'b', "by", "KEYS", "exchange,symbol,base,side,size or none (base)",
	    request_keys, &request.keys },
	{ 0, "bins", "STEP", "a row for each price bin, such as 0.1%",
	    request_bins, &request.bins },
	{ 's', "since", "TIME", "events from then on", opt_when,
	    &request.since },
	{ 'u', "until", "TIME", "events before; windows end there", opt_when,
	    &request.until },
	{ 't', "top", "N", "the N largest rows of a window", opt_count,
	    &request.top },
	{ 0, "min", "USD", "events of at least that", opt_money, &request.min },
	{ 0, "side", "long|short", "one side", request_side, &request.side },
	{ 0, "exchange", "LIST", "these exchanges", opt_names,
	    &request.exchanges },
	{ 0, "usual", "SPAN", "tell what was usual in the time before",
	    opt_span, &request.usual },
	{ 0, "outsized", "N", "rows of N times the usual (--usual=7d)",
	    request_times, &request.outsized },
	{ 'f', "follow", "[SPAN]",
	    "totals while the input runs, each SPAN of it (1s)", request_follow,
	    &request },
	{ 0, "grace", "SPAN", "-f: late events change rows so long (10m)",
	    opt_span, &request.grace },
	{ 0, "partial", NULL, "write sums that --merge can add", opt_flag,
	    &request.partial },
	{ 0, "shard", "NAME", "--partial: its name (those of the FILEs)",
	    opt_text, &request.shard },
	{ 0, "merge", NULL, "read what --partial wrote", opt_flag,
	    &request.merge },
	{ 0, "expect", "N", "--merge: so many shards, or none", opt_count,
	    &request.expect },
	{ 0, "trust-ids", NULL, "no event comes twice: do not look", opt_flag,
	    &request.trust },
	{ 'j', "threads", "N", "threads that read files (a core each, up to 4)",
	    opt_count, &request.threads },
	{ 0, "format", "ndjson|tsv|csv|prom", "how rows are written (ndjson)",
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

/* Read, and answer: the status that is due. */
static int
run(struct gather *in, struct joint *joint, struct answer *out,
    char *const *files)
{
	int status;

	if (request.follow)
		return live_files(in, out, files);
	if (request.merge) {
		status = join_files(joint, in, files);
		out->joined = &joint->all;
		out->cut = joint->why.n > 0;
	} else {
		status = gather_files(in, files);
	}
	if (status != STATUS_USAGE && !out->cut)
		status = answer_write(out, status);
	return status;
}

/* What opt_parse cannot see of one option alone. */
static void
settle(struct answer *out, char *const *files)
{
	const char *why = request_settle(&request);

	if (why != NULL)
		opt_usage("%s", why);
	if (request.partial && !request.merge &&
	    !partial_name(out->name, sizeof(out->name), request.shard, files))
		opt_usage("the name of the shard is too long; "
			  "give it one with --shard");
}

int
main(int argc, char *argv[])
{
	struct gather in = { 0 };
	struct joint joint = { 0 };
	struct answer out = { .request = &request, .in = &in };
	int i, status;
	bool keep;

	out_start(program.name);
	i = opt_parse(&program, argc, argv);
	settle(&out, argv + i);
	if (output != NULL && !out_file(output))
		return STATUS_FAILED;
	gather_open(&in, &request);
	status = run(&in, &joint, &out, argv + i);
	keep = keep_old(&in, &out, status);
	join_free(&joint);
	gather_free(&in);
	names_free(&request.exchanges);
	return out_close(status, keep);
}
