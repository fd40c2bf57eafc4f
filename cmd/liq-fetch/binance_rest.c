/*
 * binance_rest.c - Binance USD-M and COIN-M over REST: the table, candles,
 * settled funding, and what goes wrong.
 *
 * There is no market-wide history of liquidations: only who listens has it.
 * Margin tiers are for signed requests only; see binance_tiers.c.
 *
 * klines: [[open time,"open","high","low","close","volume",close time,"quote
 * volume",trades,"taker buy volume","taker buy quote volume","0"]].  COIN-M:
 * volume and taker buy volume are contracts, the columns behind them coins.
 *
 * fundingRate: [{"symbol","fundingTime","fundingRate","markPrice"}], oldest
 * first from startTime on; markPrice is empty in old rows, absent in COIN-M.
 * rateType "Special" is a dividend of a share, not funding.
 *
 * Errors are {"code":-1121,"msg":"Invalid symbol."} under a status of 4xx.
 */
#include "base/when.h"
#include "liq-fetch/binance.h"
#include "liq-fetch/reason.h"
#include "liq-fetch/wire.h"

/* What documentation says of a month is 30 days; a request takes a while. */
#define STAT_REACH (30 * DAY_MS - 5 * MINUTE_MS)
#define KLINES_SPAN (200 * DAY_MS) /* COIN-M */
#define KLINES_ROWS 499 /* for a weight of 2; 1,500 could be had for 10 */

const struct width binance_widths[] = {
	{ MINUTE_MS, "1m" },
	{ 3 * MINUTE_MS, "3m" },
	{ 5 * MINUTE_MS, "5m" },
	{ 15 * MINUTE_MS, "15m" },
	{ 30 * MINUTE_MS, "30m" },
	{ HOUR_MS, "1h" },
	{ 2 * HOUR_MS, "2h" },
	{ 4 * HOUR_MS, "4h" },
	{ 6 * HOUR_MS, "6h" },
	{ 8 * HOUR_MS, "8h" },
	{ 12 * HOUR_MS, "12h" },
	{ DAY_MS, "1d" },
	{ 3 * DAY_MS, "3d" },
	{ 7 * DAY_MS, "1w" },
	{ 0 },
};

static const int64_t candle_widths[] = { MINUTE_MS, 3 * MINUTE_MS,
	5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS,
	4 * HOUR_MS, 6 * HOUR_MS, 8 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 3 * DAY_MS,
	7 * DAY_MS, 0 };

void
binance_host(struct ask *a, bool coin_m)
{
	ask_url(a, "https://%s.binance.com", coin_m ? "dapi" : "fapi");
}

const char *
binance_answer(struct turn *turn, struct str rows, const struct page *p,
    const struct context *context, const struct sink *to,
    const char *(*read)(struct str, struct reading *))
{
	struct reading r = {
		.turn = turn, .page = p, .context = context, .to = to
	};
	const char *why;

	r.contract.exchange = &exchange_binance;
	if (p->market.symbol[0] != '\0' &&
	    (why = contract_find(&r.contract, &exchange_binance,
		 context->instruments, p->market.symbol)) != NULL)
		return why;
	return json_kind(rows) == '{' ? read(rows, &r)
				      : turn_rows(rows, &r, read);
}

const char *
binance_same(const struct reading *r, struct str row)
{
	struct str name = wire_get(row, "symbol");
	struct str symbol = str_of(r->page->market.symbol), pair;

	if (name.n == 0 && (name = wire_get(row, "pair")).n > 0) {
		str_split(&symbol, '_', &pair);
		symbol = pair;
	}
	return name.n == 0 || str_same(name, symbol)
		   ? NULL
		   : "a row of another market";
}

/* The weight rises at 100: no more is asked for than the span has. */
static int
candles_within(struct ask *a, const struct page *p)
{
	int64_t n = (p->until - p->since + p->width - 1) / p->width + 1;
	int limit = n < p->rows ? (int)n : p->rows;

	a->cost = limit < 100 ? 1 : 2;
	return limit;
}

static bool
ask_candles(struct ask *a, const struct page *p)
{
	const char *interval = width_name(binance_widths, p->width);

	if (interval == NULL)
		return false;
	binance_host(a, p->market.inverse);
	ask_url(
	    a, "/%s/v1/klines?symbol=", p->market.inverse ? "dapi" : "fapi");
	ask_text(a, p->market.symbol);
	ask_url(a, "&interval=%s&startTime=%lld&endTime=%lld&limit=%d",
	    interval, (long long)p->since, (long long)p->until - 1,
	    candles_within(a, p));
	return true;
}

/* Coins and dollars: contracts are exact, the columns behind them coins. */
static const char *
of_coin_m(struct record *out, struct str contracts, const struct contract *c)
{
	struct dec n, coins, none = { 0 };
	const char *why = cell_need(&n, contracts, "volume");

	return why != NULL ? why
			   : contract_size_of(c, n, UNIT_CONTRACT, none, &coins,
				 &out->as.candle.usd);
}

const char *
binance_candle(struct reading *r, const struct str *cell, bool closed)
{
	bool coin_m = r->contract.market.inverse;
	struct cells_candle c;
	struct record out;
	const char *why;
	int64_t ts;

	if ((why = wire_time(&ts, cell[BAR_TIME], 1000)) != NULL)
		return why;
	turn_row(r->turn, ts);
	c = (struct cells_candle){ .open = cell[BAR_OPEN],
		.high = cell[BAR_HIGH],
		.low = cell[BAR_LOW],
		.close = cell[BAR_CLOSE],
		.volume = cell[coin_m ? BAR_QUOTE : BAR_VOLUME],
		.buy = cell[coin_m ? BAR_BUY_QUOTE : BAR_BUY],
		.unit = UNIT_COIN,
		.usd = coin_m ? (struct str){ "", 0 } : cell[BAR_QUOTE],
		.trades = cell[BAR_TRADES],
		.closed = closed };
	if ((why = cell_candle(&out, &c, &r->contract, r->context, ts,
		 r->page->width)) != NULL ||
	    (coin_m && (why = of_coin_m(
			    &out, cell[BAR_VOLUME], &r->contract)) != NULL))
		return why;
	r->to->record(r->to->arg, &out);
	return NULL;
}

static const char *
candle(struct str row, struct reading *r)
{
	struct str cell[BAR_CELLS];

	return wire_cells(row, cell, BAR_CELLS) < BAR_CELLS
		   ? "a candle with too few cells"
		   : binance_candle(r, cell, false);
}

static const char *
candles(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return binance_answer(turn, body, p, context, to, candle);
}

static bool
ask_funding(struct ask *a, const struct page *p)
{
	if (p->market.dated)
		return false;
	binance_host(a, p->market.inverse);
	ask_url(a,
	    "/%s/v1/fundingRate?symbol=", p->market.inverse ? "dapi" : "fapi");
	ask_text(a, p->market.symbol);
	ask_url(a, "&startTime=%lld&endTime=%lld&limit=%d", (long long)p->since,
	    (long long)p->until, p->rows);
	return true;
}

static const char *
settled(struct str row, struct reading *r)
{
	struct str mark = wire_get(row, "markPrice");
	struct record out;
	struct funding *f = &out.as.funding;
	const char *why;
	int64_t ts;

	if ((why = wire_time(&ts, wire_get(row, "fundingTime"), 1000)) != NULL)
		return why;
	turn_row(r->turn, ts);
	if (str_is(wire_get(row, "rateType"), "Special"))
		return NULL;
	contract_record(&r->contract, r->context, &out, RECORD_FUNDING, ts);
	f->kind = FUNDING_SETTLED;
	if ((why = binance_same(r, row)) != NULL ||
	    (why = cell_need(&f->rate, wire_get(row, "fundingRate"),
		 "fundingRate")) != NULL ||
	    (mark.n > 0 &&
		(why = cell_need(&f->mark, mark, "markPrice")) != NULL))
		return why;
	if (!contract_price(&r->contract, &f->mark))
		return "its mark price is out of range";
	r->to->record(r->to->arg, &out);
	return NULL;
}

static const char *
funding(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return binance_answer(turn, body, p, context, to, settled);
}

/* "banned until 1660090423228", epoch ms; 0: it is not said. */
static int64_t
banned_until(struct str words)
{
	static const struct str until = { "banned until ", 13 };
	struct str digits;
	int64_t ms;

	for (; words.n > until.n; words = str_from(words, 1)) {
		if (!str_starts(words, until))
			continue;
		words = str_from(words, until.n);
		for (digits = words, digits.n = 0; digits.n < words.n &&
						   words.s[digits.n] >= '0' &&
						   words.s[digits.n] <= '9';)
			digits.n++;
		return wire_time(&ms, digits, 1000) == NULL ? ms : 0;
	}
	return 0;
}

static enum trouble_kind
kind_of(struct str code)
{
	static const char *const busy[] = { "-1000", "-1001", "-1006", "-1007",
		"-1008", "-1016", NULL };
	static const char *const keys[] = { "-1002", "-1011", "-1022", "-2014",
		"-2015", NULL };
	static const char *const symbols[] = { "-1121", "-1122", "-4087",
		"-4108", NULL };

	if (str_is(code, "-1003") || str_is(code, "-1015"))
		return TROUBLE_RATE;
	if (wire_listed(code, busy))
		return TROUBLE_BUSY;
	if (wire_listed(code, keys))
		return TROUBLE_KEY;
	if (wire_listed(code, symbols))
		return TROUBLE_SYMBOL;
	return TROUBLE_ASK;
}

/*
 * 403 is their firewall's answer to too many requests, but where its page
 * speaks of the country; 451 is the refusal by place.  What the status says
 * already (418, 429, 451, 5xx) stands.
 */
void
binance_trouble(struct trouble *t, const struct reply *reply)
{
	static const char place[] = "country";
	struct str object, code, words;
	int64_t until;

	trouble_by_status(t, reply);
	if (reply->status == 403 && memmem(reply->body.s, reply->body.n, place,
					sizeof(place) - 1) == NULL)
		t->kind = TROUBLE_BAN;
	if (!reply_object(reply, &object))
		return;
	code = wire_get(object, "code");
	if (code.n == 0 || (t->kind == TROUBLE_NONE && code.s[0] != '-'))
		return;
	words = wire_get(object, "msg");
	trouble_words(t, words);
	if (t->kind == TROUBLE_NONE || t->kind == TROUBLE_ASK ||
	    t->kind == TROUBLE_KEY)
		t->kind = kind_of(code);
	if ((until = banned_until(words)) > 0) {
		t->kind = TROUBLE_BAN;
		t->until = until;
	}
}

/*
 * The documented weight is 2,400 a minute and address, for both products
 * together.  Statistics and funding of COIN-M weigh 1 each and are counted in
 * the other two buckets, which can bring 300 a minute: so much is left out.
 */
const struct bucket binance_buckets[] = {
	{ "weight", 2100, MINUTE_MS },
	{ "statistics", 1000, 5 * MINUTE_MS },
	{ "funding", 500, 5 * MINUTE_MS },
	{ 0 },
};

const struct counter binance_counters[] = {
	{ "X-MBX-USED-WEIGHT-1M", "weight" },
	{ 0 },
};

#define STATISTICS(k, n, how) \
	{ \
		.kind = (k), .name = (n), .paging = PAGE_SPAN, .rows = 500, \
		.reach = STAT_REACH, .widths = binance_periods, \
		.bucket = "statistics", .cost = 1, .ask = binance_ask_##how, \
		.answer = binance_##how \
	}

const struct rest binance_rest[] = {
	{ .kind = RECORD_INSTRUMENT,
	    .name = "exchangeInfo",
	    .paging = PAGE_ONE,
	    .parts = 2,
	    .bucket = "weight",
	    .cost = 1,
	    .ask = binance_ask_list,
	    .answer = binance_list },
	{ .kind = RECORD_CANDLE,
	    .name = "klines",
	    .paging = PAGE_SPAN,
	    .rows = KLINES_ROWS,
	    .span = KLINES_SPAN,
	    .widths = candle_widths,
	    .bucket = "weight",
	    .cost = 2,
	    .ask = ask_candles,
	    .answer = candles },
	STATISTICS(RECORD_OI, "openInterestHist", interest),
	{ .kind = RECORD_OI,
	    .name = "openInterest",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .bucket = "weight",
	    .cost = 1,
	    .ask = binance_ask_moment,
	    .answer = binance_moment },
	{ .kind = RECORD_FUNDING,
	    .name = "fundingRate",
	    .paging = PAGE_FORWARD,
	    .rows = 1000,
	    .bucket = "funding",
	    .cost = 1,
	    .ask = ask_funding,
	    .answer = funding },
	{ .kind = RECORD_FUNDING,
	    .name = "premiumIndex",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 2,
	    .bucket = "weight",
	    .cost = 10,
	    .ask = binance_ask_premium,
	    .answer = binance_premium },
	STATISTICS(RECORD_RATIO, "globalLongShortAccountRatio", accounts),
	STATISTICS(RECORD_RATIO, "topLongShortAccountRatio", top_accounts),
	STATISTICS(RECORD_RATIO, "topLongShortPositionRatio", top_positions),
	STATISTICS(RECORD_RATIO, "takerlongshortRatio", taker),
	{ .kind = RECORD_BOOK,
	    .name = "depth",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .bucket = "weight",
	    .cost = 20,
	    .ask = binance_ask_book,
	    .answer = binance_book },
	{ 0 },
};
