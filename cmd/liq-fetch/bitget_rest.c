/*
 * bitget_rest.c - Bitget over REST, but for its statistics.
 *
 * {"code":"00000","msg":"success","requestTime":1695865864944,"data":...},
 * times ms in strings.  The product lines of version 3 are asked one by one;
 * it alone knows the inverse contracts of today (BTCUSD_CM), which are counted
 * in dollars where their orders and fills are; what their book and open
 * interest count nobody documents, so those are not offered.
 *
 * A candle is [start,open,high,low,close,coins,dollars].  100 rows are asked
 * for: documentation says both that and 1000.  A third party measured that
 * the start is exclusive and the end inclusive, and that of minutes 30 days
 * are kept; the end is documented as exclusive, so both are asked for one too
 * many.  Days, and halves and quarters of one, begin in Singapore unless
 * asked for as "utc".
 *
 * Liquidations go back three days, by a cursor, and may come late.
 */
#include "base/when.h"
#include "liq-fetch/bitget.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/reason.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define HOST "https://api.bitget.com/api/v3/market/"

static const struct width widths[] = {
	{ MINUTE_MS, "1m" },
	{ 3 * MINUTE_MS, "3m" },
	{ 5 * MINUTE_MS, "5m" },
	{ 15 * MINUTE_MS, "15m" },
	{ 30 * MINUTE_MS, "30m" },
	{ HOUR_MS, "1H" },
	{ 4 * HOUR_MS, "4H" },
	{ 6 * HOUR_MS, "6Hutc" },
	{ 12 * HOUR_MS, "12Hutc" },
	{ DAY_MS, "1Dutc" },
	{ 0, NULL },
};

static const int64_t candle_widths[] = { MINUTE_MS, 3 * MINUTE_MS,
	5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS,
	6 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 0 };

static const int64_t stat_widths[] = { 5 * MINUTE_MS, 15 * MINUTE_MS,
	30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, 6 * HOUR_MS,
	12 * HOUR_MS, DAY_MS, 0 };

const char *
bitget_category(const struct page *p)
{
	static const char *const lines[] = { "USDT-FUTURES", "USDC-FUTURES",
		"COIN-FUTURES" };

	if (p->market.symbol[0] == '\0')
		return lines[p->part];
	if (p->market.inverse)
		return lines[2];
	return lines[strcmp(p->market.quote, "USDC") == 0];
}

const char *
bitget_open(struct reading *r, struct str body, struct str *data)
{
	const char *why;

	if (!json_get(body, "data", data))
		return "\"data\" is missing";
	why = wire_time(&r->at, wire_get(body, "requestTime"), SECOND_MS);
	if (why != NULL)
		return reason("\"requestTime\" is %s", why);
	return r->page->market.symbol[0] != '\0'
		   ? stats_open(r, &exchange_bitget)
		   : NULL;
}

const char *
bitget_rows(struct reading *r, struct str array,
    const char *(*read)(struct str row, struct reading *))
{
	return json_kind(array) == 'n' ? NULL : turn_rows(array, r, read);
}

static void
ask_market(struct ask *a, const char *path, const struct page *p)
{
	ask_url(a, HOST "%s?category=%s&symbol=", path, bitget_category(p));
	ask_text(a, p->market.symbol);
}

static bool
ask_liquidations(struct ask *a, const struct page *p)
{
	ask_url(a, HOST "liquidations?category=%s&limit=%d", bitget_category(p),
	    p->rows);
	if (p->token[0] != '\0') {
		ask_url(a, "&cursor=");
		ask_text(a, p->token);
	}
	return true;
}

/* Shares and metals are liquidated too: the list of instruments has none. */
static const char *
liquidation(struct str row, struct reading *r)
{
	const char *why;
	int64_t ts;

	if ((why = stats_time(r, wire_get(row, "ts"), &ts)) != NULL)
		return why;
	if (!row_contract(r, &exchange_bitget, wire_get(row, "symbol"), &why))
		return why;
	return bitget_liquidation(row, r->context, r->to);
}

static const char *
liquidations(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str data, list;
	const char *why;

	if ((why = bitget_open(&r, body, &data)) != NULL)
		return why;
	if (!json_get(data, "list", &list))
		return "\"list\" is missing";
	if ((why = bitget_rows(&r, list, liquidation)) != NULL)
		return why;
	if (turn->rows == 0)
		return NULL;
	return str_copy(
		   turn->token, sizeof(turn->token), wire_get(data, "cursor"))
		   ? NULL
		   : "\"cursor\" is too long";
}

static bool
ask_candles(struct ask *a, const struct page *p)
{
	ask_market(a, "candles", p);
	ask_url(a, "&interval=%s&startTime=%lld&endTime=%lld&limit=%d",
	    width_name(widths, p->width), (long long)p->since - 1,
	    (long long)p->until, p->rows);
	return true;
}

static const char *
candle(struct str row, struct reading *r)
{
	struct cells_candle c = { .unit = UNIT_COIN };
	struct str cell[7];
	const char *why;
	int64_t ts;

	if (wire_cells(row, cell, 7) < 7)
		return "a candle has seven cells";
	if ((why = stats_time(r, cell[0], &ts)) != NULL)
		return why;
	c.open = cell[1];
	c.high = cell[2];
	c.low = cell[3];
	c.close = cell[4];
	c.volume = cell[5];
	c.usd = cell[6];
	return stats_candle(r, ts, &c);
}

static const char *
candles(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str data;
	const char *why = bitget_open(&r, body, &data);

	return why != NULL ? why : bitget_rows(&r, data, candle);
}

static bool
ask_book(struct ask *a, const struct page *p)
{
	if (p->market.inverse)
		return false;
	ask_market(a, "orderbook", p);
	ask_url(a, "&limit=%d", p->rows);
	return true;
}

static const char *
book(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str data, bids, asks;
	const char *why;
	int64_t ts;

	if ((why = bitget_open(&r, body, &data)) != NULL)
		return why;
	if (!json_get(data, "b", &bids) || !json_get(data, "a", &asks))
		return "\"b\" or \"a\" is missing";
	if ((why = stats_time(&r, wire_get(data, "ts"), &ts)) != NULL)
		return why;
	return stats_book(&r, ts, bids, asks, UNIT_COIN);
}

static bool
ask_instruments(struct ask *a, const struct page *p)
{
	ask_url(a, HOST "instruments?category=%s", bitget_category(p));
	return true;
}

/* Each kind of thing a contract may be of, and if that is a coin. */
static const char *
is_coin(struct str row, bool *coin)
{
	static const char *const others[] = { "commodity", "metal", "stock",
		NULL };
	struct str type = wire_get(row, "symbolType");

	*coin =
	    str_is(type, "crypto") && !str_is(wire_get(row, "isRwa"), "YES");
	return *coin || str_is(type, "crypto") || wire_listed(type, others)
		   ? NULL
		   : wire_unknown("symbolType", type);
}

static const char *
kind(struct instrument *i, struct str type)
{
	i->kind =
	    str_is(type, "perpetual") ? CONTRACT_PERPETUAL : CONTRACT_DATED;
	return i->kind == CONTRACT_PERPETUAL || str_is(type, "delivery")
		   ? NULL
		   : wire_unknown("type", type);
}

static const char *
steps(struct instrument *i, struct str row)
{
	const char *why = cell_need(
	    &i->tick, wire_get(row, "priceMultiplier"), "priceMultiplier");

	return why != NULL
		   ? why
		   : cell_need(&i->lot, wire_get(row, "quantityMultiplier"),
			 "quantityMultiplier");
}

static const char *
instrument(struct str row, struct reading *r)
{
	struct record record;
	struct instrument *i = &record.as.instrument;
	struct market *m = &r->contract.market;
	struct str quote = wire_get(row, "quoteCoin");
	char status[24];
	const char *why;
	bool coin;

	if ((why = is_coin(row, &coin)) != NULL || !coin)
		return why;
	r->contract = (struct contract){ .exchange = &exchange_bitget };
	if (!quote_is_dollar(quote) || !market_name(m, wire_get(row, "symbol"),
					   wire_get(row, "baseCoin"), quote))
		return NULL;
	market_prefix(m);
	contract_record(
	    &r->contract, r->context, &record, RECORD_INSTRUMENT, r->at);
	if ((why = kind(i, wire_get(row, "type"))) != NULL ||
	    (why = steps(i, row)) != NULL)
		return why;
	i->contract_size = dec_int(1); /* sizes are coins, or USD */
	i->inverse = str_is(quote, "USD") ? TRUTH_TRUE : TRUTH_FALSE;
	i->multiplier = dec_int(m->multiplier);
	if ((why = contract_steps(&r->contract, i, UNIT_COIN)) != NULL)
		return why;
	if (!str_copy(status, sizeof(status), wire_get(row, "status")))
		return "\"status\" is too long";
	cell_status(i, status, "online");
	r->to->record(r->to->arg, &record);
	return NULL;
}

static const char *
instruments(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str data;
	const char *why = bitget_open(&r, body, &data);

	return why != NULL ? why : bitget_rows(&r, data, instrument);
}

const struct rest bitget_rest[] = {
	{ .kind = RECORD_INSTRUMENT,
	    .name = "instruments",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 3,
	    .bucket = "market",
	    .cost = 1,
	    .ask = ask_instruments,
	    .answer = instruments },
	{ .kind = RECORD_LIQUIDATION,
	    .name = "liquidations",
	    .paging = PAGE_TOKEN,
	    .rows = 100,
	    .reach = 3 * DAY_MS,
	    .parts = 3,
	    .bucket = "liquidations",
	    .cost = 1,
	    .ask = ask_liquidations,
	    .answer = liquidations },
	{ .kind = RECORD_CANDLE,
	    .name = "candles",
	    .paging = PAGE_SPAN,
	    .rows = 100,
	    .span = 90 * DAY_MS,
	    .widths = candle_widths,
	    .bucket = "market",
	    .cost = 1,
	    .ask = ask_candles,
	    .answer = candles },
	{ .kind = RECORD_OI,
	    .name = "open-interest",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 2,
	    .bucket = "market",
	    .cost = 1,
	    .ask = bitget_ask_oi,
	    .answer = bitget_oi },
	{ .kind = RECORD_FUNDING,
	    .name = "history-fund-rate",
	    .paging = PAGE_TOKEN,
	    .rows = 100,
	    .bucket = "market",
	    .cost = 1,
	    .ask = bitget_ask_funding,
	    .answer = bitget_funding },
	{ .kind = RECORD_FUNDING,
	    .name = "current-fund-rate",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 3,
	    .bucket = "market",
	    .cost = 1,
	    .ask = bitget_ask_funding_next,
	    .answer = bitget_funding_next },
	{ .kind = RECORD_RATIO,
	    .name = "account-long-short",
	    .paging = PAGE_ONE,
	    .widths = stat_widths,
	    .moment = true,
	    .bucket = "statistics",
	    .cost = 1,
	    .ask = bitget_ask_accounts,
	    .answer = bitget_accounts },
	{ .kind = RECORD_RATIO,
	    .name = "taker-buy-sell",
	    .paging = PAGE_ONE,
	    .widths = stat_widths,
	    .moment = true,
	    .bucket = "statistics",
	    .cost = 1,
	    .ask = bitget_ask_taker,
	    .answer = bitget_taker },
	{ .kind = RECORD_BOOK,
	    .name = "orderbook",
	    .paging = PAGE_ONE,
	    .rows = 200,
	    .moment = true,
	    .bucket = "market",
	    .cost = 1,
	    .ask = ask_book,
	    .answer = book },
	{ .kind = RECORD_TIER,
	    .name = "position-tier",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .bucket = "market",
	    .cost = 1,
	    .ask = bitget_ask_tiers,
	    .answer = bitget_tiers },
	{ 0 },
};
