/*
 * gate_chart.c - Gate's feeds of open interest.
 *
 * "futures.tickers" of some contracts brings {"time":1677629168,"time_ms":
 * 1677629168840,"channel":"futures.tickers","event":"update","result":[{
 * "contract":"BTC_USDT","total_size":"153482780","mark_price":"23175.64",
 * "funding_rate":"0.0001",...}]}.  total_size counts contracts, of one side:
 * position_size of the list of contracts, which is the longs, was 169531691 in
 * that spring (recorded).
 *
 * Not taken from here: funding, as nothing says what span the rate is for, as
 * the list does; and candles.  "futures.candlesticks" says by "w" that one is
 * done, but not its dollars: what its "a", an amount, counts is an open
 * question.  "futures.obu" tells books of 400 levels, but not of contracts that
 * expire; these have books over REST, and a kind is told of all or of none.
 */
#include "liq-fetch/gate.h"
#include "liq-fetch/live_say.h"

const struct live_channel gate_channels[] = {
	{ .kinds = 1u << RECORD_OI,
	    .message = "{\"time\":123456,\"channel\":\"futures.tickers\","
		       "\"event\":\"subscribe\",\"payload\":[@]}",
	    .topic = "\"$\"",
	    .batch = 50 },
	{ .kinds = 0 },
};

static void
ticker(const struct heard *h, struct str row, struct reading *r)
{
	const struct gate_interest g = { .symbol = wire_get(row, "contract"),
		.contracts = wire_get(row, "total_size"),
		.name = "total_size",
		.mark = wire_get(row, "mark_price") };
	const char *why = NULL;

	if (live_due(h, &exchange_gate, RECORD_OI, g.symbol, r->at))
		why = gate_interest(r, &g);
	if (why != NULL)
		r->to->refuse(r->to->arg, why);
}

static const char *
tickers(struct heard *h, struct str text, struct reading *r)
{
	struct str rows = live_part(text, "result"), row;
	const char *why = gate_canary(h, text, rows);

	if (why != NULL)
		return why;
	r->at = h->ts;
	if (json_kind(rows) == '{')
		ticker(h, rows, r);
	else if (json_kind(rows) != '[')
		return "its tickers are no array";
	else
		while (json_element(&rows, &row))
			ticker(h, row, r);
	return NULL;
}

const char *
gate_hear_chart(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	struct str inside = text;
	const char *why = live_open(h, &inside);
	struct live_row row;

	if (why != NULL)
		return why;
	if (!str_is(wire_get(inside, "channel"), "futures.tickers") ||
	    !str_is(wire_get(inside, "event"), "update"))
		return gate_hear(h, text, context, to);
	live_row(&row, context, to);
	return tickers(h, inside, &row.reading);
}
