/*
 * bitget_chart.c - Bitget's feeds of open interest, version 3.
 *
 * {"instType":"usdt-futures","topic":"ticker","symbol":"BTCUSDT"} brings
 * {"action":"snapshot","arg":{...},"data":[{"markPrice":"76631.3",
 * "fundingRate":"-0.00003","openInterest":"29539.3825","nextFundingTime":
 * "1777363200000",...}],"ts":1777358880084}, all of it, ten times a second;
 * openInterest is that of REST, coins; of inverse contracts its unit is not
 * documented.
 *
 * Not taken from here: funding, as nothing says what span the rate is for, as
 * REST does; and candles, of which nothing says when they are done: topic
 * kline has no such flag, and whether a trade is told of after the next candle
 * has begun is an open question.
 */
#include "liq-fetch/bitget.h"
#include "liq-fetch/live_say.h"

#define TICKERS(line) \
	{ \
		{ .kinds = 1u << RECORD_OI, \
			.message = "{\"op\":\"subscribe\",\"args\":[@]}", \
			.topic = "{\"instType\":\"" line "\"," \
				 "\"topic\":\"ticker\",\"symbol\":\"$\"}", \
			.batch = 15, \
			.apart = true }, \
		    { .kinds = 0 }, \
	}

const struct live_channel bitget_usdt[] = TICKERS("usdt-futures");
const struct live_channel bitget_usdc[] = TICKERS("usdc-futures");

static const char *
ticker(struct heard *h, struct str text, struct reading *r)
{
	struct str symbol = wire_get(live_part(text, "arg"), "symbol");

	if (!live_canary(h, wire_get(text, "ts")))
		return "a ticker without its time";
	r->at = h->ts;
	return live_due(h, &exchange_bitget, RECORD_OI, symbol, h->ts)
		   ? bitget_interest(r, symbol,
			 wire_get(live_first(text, "data"), "openInterest"))
		   : NULL;
}

const char *
bitget_hear_chart(struct heard *h, struct str text,
    const struct context *context, const struct sink *to)
{
	struct str inside = text;
	const char *why = live_open(h, &inside);
	struct live_row row;

	if (why != NULL)
		return why;
	if (wire_get(inside, "event").n > 0 ||
	    !str_is(wire_get(live_part(inside, "arg"), "topic"), "ticker"))
		return bitget_hear(h, text, context, to);
	live_row(&row, context, to);
	return ticker(h, inside, &row.reading);
}
