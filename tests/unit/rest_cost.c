/*
 * What a request of candles costs at Binance rises with its limit: no more is
 * asked for than the span has, the cost is that of the limit, and no page is
 * of the dear ones.
 */
#include "base/when.h"
#include "liq-fetch/rest.h"
#include "tap.h"

static const struct {
	int64_t minutes;
	const char *limit;
	int cost;
} of[] = {
	{ 1, "&limit=2", 1 },
	{ 98, "&limit=99", 1 },
	{ 99, "&limit=100", 2 },
	{ 498, "&limit=499", 2 },
	{ 499, "&limit=499", 2 },
	{ 100000, "&limit=499", 2 },
};

static const struct rest *
klines(void)
{
	const struct rest *r = exchange_binance.rest;

	while (r->kind != RECORD_CANDLE)
		r++;
	return r;
}

int
main(void)
{
	const struct rest *r = klines();
	struct page page = { .width = MINUTE_MS, .rows = r->rows };
	struct ask ask;
	size_t i;

	ok(exchange_binance.market(&page.market, STR("BTCUSDT")), "a market");
	for (i = 0; i < sizeof(of) / sizeof(*of); i++) {
		page.since = INT64_C(1763800000000) / DAY_MS * DAY_MS;
		page.until = page.since + of[i].minutes * MINUTE_MS;
		ask = (struct ask){ .cost = r->cost };
		ok(r->ask(&ask, &page) &&
			str_ends(buf_view(&ask.url), str_of(of[i].limit)) &&
			ask.cost == of[i].cost,
		    "%d minutes: %s for %d", (int)of[i].minutes, of[i].limit,
		    of[i].cost);
		buf_free(&ask.url);
	}
	return tap_end();
}
