/*
 * liq-levels - estimate where leveraged positions stand.
 */
#include "base/x.h"
#include "io/opt.h"
#include "io/out.h"
#include "liq-levels/session.h"

static struct asked asked = { .interval = HOUR_MS,
	.variant = variants,
	.step = { 1, 3, true },
	.range = { 15, 2, true } };
static struct session session = { .asked = &asked };
static const char *output;
static bool partial_ok;

static const struct opt options[] = {
	{ 0, "as", "LIST", "cluster,level (default),column,signal,cascade",
	    asked_outputs, &asked.as },
	{ 'i', "interval", "SPAN", "width of a column (1h)", opt_span,
	    &asked.interval },
	{ 'm', "model", "MODEL",
	    "memory,priceonly,volume,oidelta,comb,positions", asked_model,
	    &asked.variant },
	{ 'b', "by", "base|symbol", "a map per coin, or per book (base)",
	    asked_by, &asked.by_symbol },
	{ 0, "reference", "EXCHANGE:SYMBOL", "the book that drives the map",
	    asked_reference, &asked },
	{ 0, "step", "PART", "width of a bin (0.1%)", asked_fraction,
	    &asked.step },
	{ 0, "range", "PART", "how far around the price (15%)", asked_fraction,
	    &asked.range },
	{ 's', "since", "TIME", "columns from then on; input before it counts",
	    opt_when, &asked.since },
	{ 'u', "until", "TIME", "input until then", opt_when, &asked.until },
	{ 0, "leverage", "LEAST..MOST", "positions of that leverage only",
	    asked_leverage, &asked.leverage },
	{ 0, "own", NULL, "sweeps count the candle's own volume", opt_flag,
	    &asked.own },
	{ 0, "position", "SIDE@PRICExLEVERAGE",
	    "where it is liquidated, and in what crowd", asked_position,
	    &asked.position },
	{ 0, "stop", "PRICE", "what crowd a stop stands in", asked_price,
	    &asked.stop },
	{ 0, "what-if", "PRICE", "what is swept on the way there", asked_price,
	    &asked.what_if },
	{ 0, "calibrate", "FILE", "fit the scale to totals, write it to FILE",
	    opt_text, &asked.calibrate },
	{ 0, "params", "FILE", "constants of the model", opt_text,
	    &asked.params },
	{ 0, "explain", NULL, "inputs and constants as text, no records",
	    opt_flag, &asked.explain },
	{ 'f', "follow", NULL,
	    "tell what is new when input has to be waited for", opt_flag,
	    &asked.follow },
	{ 'o', "output", "FILE", "write to FILE, in one step at the end",
	    opt_text, &output },
	{ 0, "partial-ok", NULL, "replace FILE whatever happened", opt_flag,
	    &partial_ok },
	{ 0, "no-meta", NULL, "no begin, end, gap and note records", opt_flag,
	    &asked.no_meta },
	{ 0, "decimals", "number|string", "how decimals are written (number)",
	    opt_decimals, &asked.strings },
	{ 'e', "exit-status", NULL, "status 6: no record, or not in a cluster",
	    opt_flag, &asked.match },
	{ 0 },
};

static void
schema(struct buf *to)
{
	static const enum record_type types[] = { RECORD_LEVEL, RECORD_CLUSTER,
		RECORD_COLUMN, RECORD_SIGNAL, RECORD_CHECK, RECORD_CASCADE,
		RECORD_BEGIN, RECORD_GAP, RECORD_NOTE, RECORD_END };

	schema_put(to, types, sizeof(types) / sizeof(types[0]));
}

static const struct program program = {
	.name = "liq-levels",
	.what = "estimate where leveraged positions would be liquidated",
	.usage = "[-efq] [--as=LIST] [-i SPAN] [-m MODEL] [FILE ...]",
	.examples = "  liq-fetch -k candle,oi -s -7d BTC | liq-levels\n"
		    "  liq-levels --as=column -i 1h candles.ndjson oi.ndjson\n"
		    "  liq-levels --position=long@89000x25 -e candles.ndjson\n"
		    "  liq-levels --explain candles.ndjson\n",
	.options = options,
	.schema = schema,
};

static void
idle(void)
{
	session_idle(&session);
}

/* What the table of options cannot say. */
static void
settle(void)
{
	const struct dec least = { 1, 4, true }, most = { 1, 1, true };
	const char *why;

	if (dec_cmp(asked.step, least) < 0 || dec_cmp(asked.step, most) > 0)
		opt_usage("--step is not between 0.01%% and 10%%");
	if (asked.own && asked.variant != variants)
		opt_usage("--own goes with the model \"memory\" alone");
	if (asked.explain && (asked.as != 0 || asked_question(&asked)))
		opt_usage("--explain writes no records");
	if (asked.explain)
		asked.no_meta = true;
	else if (asked.as == 0 && !asked_question(&asked) &&
		 asked.calibrate == NULL)
		asked.as = OUT_CLUSTER | OUT_LEVEL;
	params_default(&session.params);
	if (asked.params == NULL)
		return;
	why = params_read(&session.params, asked.params);
	if (why != NULL)
		opt_usage("--params=%s: %s", asked.params, why);
}

int
main(int argc, char *argv[])
{
	int i, status;
	bool keep;

	out_start(program.name);
	i = opt_parse(&program, argc, argv);
	settle();
	if (output != NULL && !out_file(output))
		return STATUS_FAILED;
	session.idle = asked.follow ? idle : NULL;
	status = session_run(&session, argv + i);
	keep = (session.cut || !session.intake.any) && !partial_ok;
	session_free(&session);
	return out_close(status, keep);
}
