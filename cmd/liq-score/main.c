/*
 * liq-score - measure forecasts against what was liquidated.
 */
#include "base/when.h"
#include "base/x.h"
#include "io/opt.h"
#include "io/out.h"
#include "liq-score/answer.h"

static struct request request = { .format = AS_NDJSON };
static const char *output;
static bool partial_ok;

static const struct opt options[] = {
	{ 0, "against", "LIST", "these baselines, and models of the input",
	    opt_names, &request.against },
	{ 0, "horizon", "SPAN[,SPAN...]", "of frozen maps (1h,4h,24h)",
	    request_horizons, &request.horizons },
	{ 0, "format", "text|ndjson", "how scores are written (ndjson)",
	    request_as, &request.format },
	{ 'o', "output", "FILE", "write to FILE, in one step at the end",
	    opt_text, &output },
	{ 0, "partial-ok", NULL, "replace FILE whatever happened", opt_flag,
	    &partial_ok },
	{ 0, "no-meta", NULL, "no begin and end records", opt_flag,
	    &request.no_meta },
	{ 0, "decimals", "number|string", "how decimals are written (number)",
	    opt_decimals, &request.strings },
	{ 'e', "exit-status", NULL, "status 6 when nothing was scored",
	    opt_flag, &request.match },
	{ 0 },
};

static void
schema(struct buf *to)
{
	static const enum record_type types[] = { RECORD_SCORE, RECORD_BEGIN,
		RECORD_END };

	schema_put(to, types, sizeof(types) / sizeof(types[0]));
}

static const struct program program = {
	.name = "liq-score",
	.what = "measure forecasts against what was liquidated",
	.usage = "[-eq] [--against=LIST] [--horizon=LIST] "
		 "[--format=FORM]\n                 "
		 "[FILE...]",
	.examples = "  liq-score --format=text columns truth candles\n"
		    "  liq-score --against=adverse,uniform columns truth "
		    "candles\n",
	.options = options,
	.schema = schema,
};

int
main(int argc, char *argv[])
{
	struct evidence in = { 0 };
	int i, status;
	bool keep;

	out_start(program.name);
	i = opt_parse(&program, argc, argv);
	if (request.horizons.n == 0)
		request.horizons =
		    (struct horizons){ { HOUR_MS, 4 * HOUR_MS, DAY_MS }, 3 };
	if (output != NULL && !out_file(output))
		return STATUS_FAILED;
	if ((status = evidence_read(&in, argv + i)) != STATUS_USAGE)
		status = score_answer(&request, &in, status);
	keep = status == STATUS_USAGE || (in.intake.cut && !partial_ok);
	evidence_free(&in);
	names_free(&request.against);
	return out_close(status, keep);
}
