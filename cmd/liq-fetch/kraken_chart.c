/*
 * kraken_chart.c - Kraken Futures, series in time.
 *
 * Candles are {"candles":[{"time" ms,"open","high","low","close","volume"}],
 * "more_candles"}, series {"result":{"timestamp":[seconds],"data":...,
 * "more"},"errors":[]}: of open interest [[open,high,low,close]], of accounts
 * {"longCount":[],"shortCount":[]}, of the largest fifth of them the same in
 * "top20Percent", of takers {"buy_volume":[],"sell_volume":[]}, documented
 * as buyVolume and sellVolume.  Times are those a bin begins at; requests
 * count seconds, and at most 2000 bins.  Series include both ends; of candles
 * that is not documented, so that a second before the first is asked for.
 *
 * Sizes are coins, or USD where inverse.  Open interest is one-sided, and the
 * open of a bin is what it was at that time.  What happened in a bin is known
 * at its end, and is of that time here.
 */
#include "base/when.h"
#include "liq-fetch/kraken.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

static const struct width widths[] = {
	{ MINUTE_MS, "1m" },
	{ 5 * MINUTE_MS, "5m" },
	{ 15 * MINUTE_MS, "15m" },
	{ 30 * MINUTE_MS, "30m" },
	{ HOUR_MS, "1h" },
	{ 4 * HOUR_MS, "4h" },
	{ 12 * HOUR_MS, "12h" },
	{ DAY_MS, "1d" },
	{ 7 * DAY_MS, "1w" },
	{ 0 },
};

const int64_t kraken_widths[] = { MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS,
	30 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 7 * DAY_MS,
	0 };

bool
kraken_ask_candles(struct ask *a, const struct page *p)
{
	const char *width = width_name(widths, p->width);

	if (width == NULL)
		return false;
	ask_url(a, KRAKEN_HOST "/api/charts/v1/trade/");
	ask_text(a, p->market.symbol);
	ask_url(a, "/%s?from=%lld&to=%lld", width,
	    (long long)(p->since / SECOND_MS) - 1,
	    (long long)(p->until / SECOND_MS));
	return true;
}

static enum unit
unit_of(const struct reading *r)
{
	return r->contract.market.inverse ? UNIT_USD : UNIT_COIN;
}

static const char *
candle(struct str row, struct reading *r)
{
	const struct cells_candle cells = { .open = wire_get(row, "open"),
		.high = wire_get(row, "high"),
		.low = wire_get(row, "low"),
		.close = wire_get(row, "close"),
		.volume = wire_get(row, "volume"),
		.unit = unit_of(r) };
	const char *why;
	int64_t ts;

	why = stats_time(r, wire_get(row, "time"), &ts);
	return why != NULL ? why : stats_candle(r, ts, &cells);
}

const char *
kraken_candles(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	const char *why = stats_open(&r, &exchange_kraken);
	struct str rows;

	if (why != NULL)
		return why;
	return json_get(body, "candles", &rows) ? turn_rows(rows, &r, candle)
						: "\"candles\" is missing";
}

static void
ask_series(struct ask *a, const struct page *p, const char *name, int64_t since)
{
	ask_url(a, KRAKEN_HOST "/api/charts/v1/analytics/");
	ask_text(a, p->market.symbol);
	ask_url(a, "/%s?since=%lld&to=%lld&interval=%lld", name,
	    (long long)(since / SECOND_MS), (long long)(p->until / SECOND_MS),
	    (long long)(p->width / SECOND_MS));
}

bool
kraken_ask_interests(struct ask *a, const struct page *p)
{
	ask_series(a, p, "open-interest", p->since);
	return true;
}

/* What is of since here is of the bin before it there. */
bool
kraken_ask_accounts(struct ask *a, const struct page *p)
{
	ask_series(a, p, "long-short-info", p->since - p->width);
	return !p->market.dated;
}

bool
kraken_ask_top(struct ask *a, const struct page *p)
{
	ask_series(a, p, "top-traders", p->since - p->width);
	return !p->market.dated;
}

bool
kraken_ask_takers(struct ask *a, const struct page *p)
{
	ask_series(a, p, "cvd", p->since - p->width);
	return true;
}

/* One bin of one or two lists. */
struct bin {
	int64_t ts;
	struct str a, b;
};

static struct str
bare(struct str v)
{
	struct str none = { "", 0 };

	return json_kind(v) == '"'   ? json_bare(v)
	       : json_kind(v) == 'n' ? none
				     : v;
}

static const char *
read_bin(struct bin *bin, struct str at, struct reading *r,
    const char *(*read)(const struct bin *, struct reading *))
{
	const char *why = wire_time(&bin->ts, at, 1);

	if (why != NULL)
		return why;
	turn_row(r->turn, bin->ts);
	bin->a = bare(bin->a);
	bin->b = bare(bin->b);
	return read(bin, r);
}

static const char *
bins(struct reading *r, struct str times, struct str a, struct str b,
    const char *(*read)(const struct bin *, struct reading *))
{
	struct bin bin;
	struct str at;
	const char *why;
	int64_t rows;

	while (json_element(&times, &at)) {
		if (!json_element(&a, &bin.a) || !json_element(&b, &bin.b))
			return "a series is shorter than its times";
		rows = r->turn->rows;
		if ((why = read_bin(&bin, at, r, read)) != NULL)
			r->to->refuse(r->to->arg, why);
		if (r->turn->rows == rows)
			turn_row(r->turn, INT_NONE);
	}
	return NULL;
}

/* Times and data of an answer about the page's market. */
static const char *
series(struct reading *r, struct str body, struct str *times, struct str *data)
{
	const char *why = stats_open(r, &exchange_kraken);
	struct str result;

	if (why != NULL)
		return why;
	if (!json_get(body, "result", &result) ||
	    !json_get(result, "timestamp", times) || json_kind(*times) != '[' ||
	    !json_get(result, "data", data))
		return "\"timestamp\" or \"data\" is missing";
	return NULL;
}

static const char *
interest(const struct bin *bin, struct reading *r)
{
	struct interest i = { .unit = unit_of(r) };
	struct str open;
	const char *why;

	if (wire_cells(bin->a, &open, 1) < 1)
		return "open interest is not [open, high, low, close]";
	why = cell_need(&i.n, open, "open");
	return why != NULL ? why : stats_oi(r, bin->ts, r->page->width, i);
}

const char *
kraken_interests(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str times, data;
	const char *why = series(&r, body, &times, &data);

	return why != NULL ? why : bins(&r, times, data, data, interest);
}

/* A bin in which nobody was has no shares. */
static const char *
share(const struct bin *bin, struct reading *r, enum ratio_kind kind)
{
	struct dec lng, shrt;
	const char *why;

	if ((why = cell_need(&lng, bin->a, "long")) != NULL ||
	    (why = cell_need(&shrt, bin->b, "short")) != NULL)
		return why;
	if (dec_sign(lng) == 0 && dec_sign(shrt) == 0)
		return NULL;
	return stats_ratio(r, bin->ts + r->page->width, kind, lng, shrt);
}

static const char *
account(const struct bin *bin, struct reading *r)
{
	return share(bin, r, RATIO_ACCOUNTS);
}

static const char *
account_of_top(const struct bin *bin, struct reading *r)
{
	return share(bin, r, RATIO_TOP_ACCOUNTS);
}

static const char *
taker(const struct bin *bin, struct reading *r)
{
	return share(bin, r, RATIO_TAKER);
}

/* Two lists of an object, by either of their names. */
static const char *
two(struct reading *r, struct str times, struct str data,
    const char *const name[4],
    const char *(*read)(const struct bin *, struct reading *))
{
	struct str a, b;

	if ((!json_get(data, name[0], &a) && !json_get(data, name[1], &a)) ||
	    (!json_get(data, name[2], &b) && !json_get(data, name[3], &b)) ||
	    json_kind(a) != '[' || json_kind(b) != '[')
		return "a side of the series is missing";
	return bins(r, times, a, b, read);
}

static const char *const counts[] = { "longCount", "long_count", "shortCount",
	"short_count" };
static const char *const volumes[] = { "buy_volume", "buyVolume", "sell_volume",
	"sellVolume" };

const char *
kraken_accounts(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str times, data;
	const char *why = series(&r, body, &times, &data);

	return why != NULL ? why : two(&r, times, data, counts, account);
}

const char *
kraken_top(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str times, data, fifth;
	const char *why = series(&r, body, &times, &data);

	if (why != NULL)
		return why;
	return json_get(data, "top20Percent", &fifth)
		   ? two(&r, times, fifth, counts, account_of_top)
		   : "\"top20Percent\" is missing";
}

const char *
kraken_takers(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str times, data;
	const char *why = series(&r, body, &times, &data);

	return why != NULL ? why : two(&r, times, data, volumes, taker);
}
