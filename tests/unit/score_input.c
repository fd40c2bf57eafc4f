/*
 * What liq-score keeps of its input: candles, outcomes, forecasts, baselines.
 */
#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "liq-score/baseline.h"
#include "liq-score/forecast.h"
#include "liq-score/outcome.h"
#include "tap.h"

#define T0 INT64_C(1738310400000)

static bool
near(double got, double want)
{
	if (fabs(got - want) < 1e-9 * fmax(1, fabs(want)))
		return true;
	printf("# got:  %.15g\n# want: %.15g\n", got, want);
	return false;
}

static struct dec
dec(const char *s)
{
	struct dec d = { 0 };

	dec_parse(&d, str_of(s));
	return d;
}

static void
add_candle(struct tapes *all, int64_t hour, const char *exchange,
    const char *low, const char *high, const char *usd)
{
	struct record r;
	struct candle *c = &r.as.candle;

	record_clear(&r, RECORD_CANDLE);
	c->ts = T0 + hour * HOUR_MS;
	c->width_ms = HOUR_MS;
	str_copy(c->exchange, sizeof(c->exchange), str_of(exchange));
	str_copy(c->symbol, sizeof(c->symbol), STR("BTCUSDT"));
	str_copy(c->base, sizeof(c->base), STR("BTC"));
	str_copy(c->quote, sizeof(c->quote), STR("USDT"));
	c->low = dec(low);
	c->high = dec(high);
	c->open = c->close = c->low;
	c->usd = dec(usd);
	tapes_candle(all, c);
}

static void
add_mark(struct tapes *all, int64_t minute, const char *usd)
{
	struct record r;
	struct oi *o = &r.as.oi;

	record_clear(&r, RECORD_OI);
	o->ts = T0 + minute * MINUTE_MS;
	str_copy(o->exchange, sizeof(o->exchange), STR("binance"));
	str_copy(o->base, sizeof(o->base), STR("BTC"));
	o->oi = dec("10.0");
	o->usd = dec(usd);
	tapes_interest(all, o);
}

static const struct tape *
find_at(const struct tapes *all, const char *exchange, int64_t width_ms,
    int64_t since)
{
	const struct wanted w = { exchange, "", "BTC", width_ms, since,
		since + 4 * HOUR_MS };

	return tapes_find(all, &w);
}

static const struct tape *
find(const struct tapes *all, const char *exchange, int64_t width_ms)
{
	return find_at(all, exchange, width_ms, T0);
}

static void
candles(void)
{
	struct tapes all = { 0 };
	const struct tape *t;
	struct ruler r = { .bin = log(1.001) };
	double low, high, cells[8] = { 0 }, sum = 0;
	size_t i, first;

	add_candle(&all, 2, "binance", "99.0", "101.0", "30.0");
	add_candle(&all, 0, "binance", "100.0", "100.5", "10.0");
	add_candle(&all, 1, "bybit", "1.0", "2.0", "1.0");
	add_candle(&all, 1, "binance", "98.0", "99.0", "20.0");
	add_candle(&all, 1, "binance", "98.0", "99.0", "20.0");
	tapes_sort(&all);
	t = find(&all, "", HOUR_MS);
	is(t->exchange, "binance", "Binance speaks for a base");
	t = find(&all, "bybit", HOUR_MS);
	is(t->exchange, "bybit", "but not where another is named");
	ok(find(&all, "", MINUTE_MS) == NULL,
	    "a candle wider than a column says nothing of it");
	add_candle(&all, 1000, "aaa", "1.0", "2.0", "1.0");
	add_candle(&all, 1001, "aaa", "1.0", "2.0", "1.0");
	tapes_sort(&all);
	t = find_at(&all, "", DAY_MS, T0 + 1000 * HOUR_MS);
	is(t->exchange, "aaa", "nor where it knows nothing of the time");
	t = find(&all, "", DAY_MS);
	ok(tape_within(t, T0, T0 + 3 * HOUR_MS, &first) == 3 && first == 0,
	    "a candle that came twice is one");
	ok(tape_within(t, T0 + 1, T0 + 3 * HOUR_MS - 1, &first) == 1,
	    "only what lies whole within");
	ok(tape_extremes(t, T0, T0 + 2 * HOUR_MS, &low, &high) &&
		near(exp(low), 98) && near(exp(high), 100.5),
	    "extremes of the first two");
	ok(near(tape_usd(t, T0, T0 + 2 * HOUR_MS), 30), "their USD");
	r.first = ruler_bin(log(100), r.bin);
	r.n = 8;
	tape_spread(t, T0, T0 + HOUR_MS, false, &r, cells);
	for (i = 0; i < 8; i++)
		sum += cells[i];
	ok(near(sum, 10), "what is spread over bins adds up");
	ok(cells[1] == cells[2] && cells[2] > cells[0] && cells[7] == 0,
	    "evenly, where it traded");
	tapes_free(&all);
}

static void
add_event(struct outcomes *all, int64_t minute, int side, const char *price,
    int price_kind, const char *id)
{
	struct record r;
	struct liquidation *l = &r.as.liquidation;

	record_clear(&r, RECORD_LIQUIDATION);
	l->ts = T0 + minute * MINUTE_MS;
	str_copy(l->exchange, sizeof(l->exchange), STR("okx"));
	str_copy(l->base, sizeof(l->base), STR("BTC"));
	l->side = side;
	l->price = dec(price);
	l->usd = dec("100.0");
	l->price_kind = price_kind;
	str_copy(l->id, sizeof(l->id), str_of(id));
	outcomes_event(all, l);
}

static void
add_tier(struct outcomes *all, const char *floor_usd, const char *mmr)
{
	struct record r;
	struct tier *t = &r.as.tier;

	record_clear(&r, RECORD_TIER);
	str_copy(t->exchange, sizeof(t->exchange), STR("okx"));
	str_copy(t->base, sizeof(t->base), STR("BTC"));
	t->floor_usd = dec(floor_usd);
	t->mmr = dec(mmr);
	outcomes_tier(all, t);
}

static void
events(void)
{
	struct outcomes all = { 0 };
	struct tapes none = { 0 }, marks = { 0 };
	const struct outcome *o;

	add_event(&all, 1, SIDE_LONG, "99.55", PRICE_BANKRUPTCY, "a");
	add_event(&all, 1, SIDE_LONG, "99.55", PRICE_BANKRUPTCY, "a");
	add_event(&all, 2, SIDE_SHORT, "100.45", PRICE_BANKRUPTCY, "b");
	add_event(&all, 0, SIDE_SHORT, "100.0", PRICE_FILL, "");
	add_event(&all, 0, SIDE_SHORT, "100.0", PRICE_FILL, "");
	outcomes_settle(&all, &none);
	o = &all.of[0];
	ok(o->n == 4 && all.repeated == 1,
	    "an id that came twice is one; without an id there are two");
	ok(near(exp(o->event[0].x), 100), "a fill is where it was");
	ok(near(exp(o->event[2].x), 100) && near(exp(o->event[3].x), 100),
	    "a bankruptcy price of BTC is 0.45 %% beyond the mark");
	ok(outcome_event_at(o, T0 + MINUTE_MS) == 2, "the first from then on");
	outcomes_free(&all);

	add_event(&all, 1, SIDE_LONG, "98.0", PRICE_BANKRUPTCY, "a");
	add_event(&all, 7, SIDE_LONG, "98.0", PRICE_BANKRUPTCY, "b");
	add_tier(&all, "100.0", "0.5");
	add_tier(&all, "0.0", "0.02");
	add_event(&all, 31, SIDE_LONG, "98.0", PRICE_BANKRUPTCY, "c");
	add_mark(&marks, 0, "1010.0");
	add_mark(&marks, 5, "1020.0");
	add_mark(&marks, 40, "1020.0");
	tapes_sort(&marks);
	outcomes_settle(&all, &marks);
	o = &all.of[0];
	ok(near(exp(o->event[0].x), 101),
	    "where the marks around it are known it is between them");
	ok(near(exp(o->event[1].x), 100),
	    "marks far apart say nothing; the lowest tier says how far");
	ok(near(exp(o->event[2].x), 100), "for each of them");
	ok(o->sided, "all of them have sides");
	outcomes_free(&all);
	tapes_free(&marks);
}

static void
add_total(struct outcomes *all, int64_t hour, int side, const char *usd,
    const char *lng, const char *shrt)
{
	struct record r;
	struct total *t = &r.as.total;

	record_clear(&r, RECORD_TOTAL);
	t->ts = T0 + hour * HOUR_MS;
	t->width_ms = HOUR_MS;
	str_copy(t->base, sizeof(t->base), STR("BTC"));
	t->side = side;
	t->usd = dec(usd);
	if (lng != NULL)
		t->long_usd = dec(lng);
	if (shrt != NULL)
		t->short_usd = dec(shrt);
	outcomes_total(all, t);
}

/* Totals that may still grow, or that nobody watched. */
static void
doubts(void)
{
	struct outcomes all = { 0 };
	struct record r;
	struct total *t = &r.as.total;

	record_clear(&r, RECORD_TOTAL);
	t->ts = T0;
	t->width_ms = HOUR_MS;
	str_copy(t->base, sizeof(t->base), STR("BTC"));
	t->usd = t->long_usd = t->short_usd = dec("1.0");
	t->final = TRUTH_FALSE;
	outcomes_total(&all, t);
	t->final = TRUTH_TRUE;
	t->coverage = dec("0.5");
	outcomes_total(&all, t);
	t->coverage = dec("0.95");
	str_copy(t->size, sizeof(t->size), STR("10k"));
	outcomes_total(&all, t);
	ok(all.names.n == 0, "sums that are not whole say nothing");
	t->size[0] = '\0';
	outcomes_total(&all, t);
	ok(all.names.n == 1, "one that was watched nearly always does");
	outcomes_free(&all);
}

static void
sums(void)
{
	struct outcomes all = { 0 };
	struct tapes none = { 0 };
	double usd[2];

	add_total(&all, 0, SIDE_NONE, "3.0", "1.0", "2.0");
	add_total(&all, 1, SIDE_LONG, "10.0", NULL, NULL);
	add_total(&all, 1, SIDE_SHORT, "20.0", NULL, NULL);
	add_total(&all, 3, SIDE_NONE, "0.0", "0.0", "0.0");
	outcomes_settle(&all, &none);
	ok(all.of[0].sided &&
		outcome_sums(&all.of[0], T0, T0 + 2 * HOUR_MS, false, usd) &&
		usd[0] == 11 && usd[1] == 22,
	    "two hours add up, sides in one record or in two");
	ok(!outcome_sums(&all.of[0], T0, T0 + 3 * HOUR_MS, false, usd),
	    "an hour that is missing is not nothing");
	ok(outcome_sums(
	       &all.of[0], T0 + 3 * HOUR_MS, T0 + 4 * HOUR_MS, false, usd) &&
		usd[0] == 0,
	    "an hour of zero is");
	outcomes_free(&all);
	add_total(&all, 0, SIDE_NONE, "3.0", NULL, NULL);
	outcomes_settle(&all, &none);
	ok(!all.of[0].sided &&
		outcome_sums(&all.of[0], T0, T0 + HOUR_MS, true, usd) &&
		usd[0] == 3,
	    "without sides there is one sum");
	outcomes_free(&all);
}

static const char *
add_column(struct forecasts *all, int64_t hour, const char *model,
    const char *swept, const char *bin_low)
{
	struct record r;
	struct column *c = &r.as.column;

	record_clear(&r, RECORD_COLUMN);
	c->ts = T0 + hour * HOUR_MS;
	c->width_ms = HOUR_MS;
	str_copy(c->base, sizeof(c->base), STR("BTC"));
	c->open = c->close = dec("100.0");
	c->low = dec("99.0");
	c->high = dec("101.0");
	c->bin_low = dec(bin_low);
	c->bin_step = dec("0.001");
	c->lng = c->shrt = c->swept_short = STR("[]");
	c->swept_long = str_of(swept);
	str_copy(c->model, sizeof(c->model), str_of(model));
	return forecasts_column(all, c);
}

static void
columns(void)
{
	struct forecasts all = { 0 };
	const struct forecast *f;
	double cells[3] = { 0 };

	is(add_column(&all, 1, "m", "[[4600,1.5],[4602,2.5]]", "1.0"), NULL,
	    "a column is taken");
	add_column(&all, 0, "m", "[]", "1.0");
	add_column(&all, 0, "m", "[]", "1.0");
	add_column(&all, 1, "m", "[[4600,7.0]]", "1.0");
	add_column(&all, 3, "m", "[]", "1.0");
	add_column(&all, 0, "other", "[[0,3.0]]", "99.4");
	forecasts_sort(&all);
	f = &all.of[0].model[0];
	ok(f->n == 3 && all.repeated == 1 && all.doubtful == 1,
	    "of one time and model there is one");
	ok(f->of[1].usd[0] == 4, "its sum is that of its bins");
	ok(forecast_over(f, HOUR_MS, T0, T0 + 2 * HOUR_MS) == f->of,
	    "two in a row");
	ok(forecast_over(f, HOUR_MS, T0, T0 + 3 * HOUR_MS) == NULL,
	    "not three");
	ok(forecast_over(f, HOUR_MS, T0, T0 + HOUR_MS * 3 / 2) == NULL,
	    "nor one and a half");
	forecast_cells(&all, f->of[1].swept[0], 4601, 3, cells);
	ok(cells[0] == 0 && cells[1] == 2.5, "bins by their number");
	f = &all.of[0].model[1];
	memset(cells, 0, sizeof(cells));
	forecast_cells(&all, f->of[0].swept[0], 4601, 3, cells);
	ok(cells[0] == 3, "bins count from bin_low");
	is(add_column(&all, 9, "m", "[[99999999999,1.0]]", "1.0"),
	    "a bin number out of range", "an odd bin is refused");
	forecasts_free(&all);
}

static void
baselines(void)
{
	struct tapes all = { 0 };
	struct scene s = { .at = T0 + HOUR_MS, .origin = log(100), .usd = 5 };
	struct ruler r = { log(1.001), 0, 4 };
	double depth[2], lng[4], shrt[4];

	add_candle(&all, 0, "binance", "99.0", "100.2", "10.0");
	tapes_sort(&all);
	s.tape = find(&all, "", HOUR_MS);
	baseline_depth(ADVERSE, &s, log(98), log(101), depth);
	ok(near(depth[0], log(100. / 98)) && near(depth[1], log(1.01)),
	    "adverse counts from the open");
	baseline_depth(ADVERSE_VOLUME, &s, log(98), log(101), depth);
	ok(near(depth[1], 5 * log(1.01)), "times what was traded");
	baseline_depth(BEYOND_4H, &s, log(98), log(100.1), depth);
	ok(near(depth[0], log(99. / 98)) && depth[1] == 0,
	    "beyond counts from the extremes before");
	s.at = T0;
	baseline_depth(BEYOND_4H, &s, log(98), log(101), depth);
	ok(near(depth[0], log(100. / 98)),
	    "without candles before from the open");
	r.first = ruler_bin(log(100), r.bin) - 1;
	baseline_cells(ADVERSE, &s, &r, lng, shrt);
	ok(lng[0] > 0 && lng[3] == 0 && shrt[0] == 0 && shrt[3] > shrt[2],
	    "longs below, shorts above");
	baseline_cells(UNIFORM, &s, &r, lng, shrt);
	ok(lng[0] == 1 && shrt[3] == 1, "uniform is the same everywhere");
	s.at = T0 + HOUR_MS;
	baseline_cells(VOLUME_24H, &s, &r, lng, shrt);
	ok(lng[0] > 0 && lng[0] == shrt[0], "volume is where it was traded");
	tapes_free(&all);
}

int
main(void)
{
	candles();
	events();
	doubts();
	sums();
	columns();
	baselines();
	return tap_end();
}
