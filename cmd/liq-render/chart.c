#include "liq-render/chart.h"

#include "io/opt.h"
#include "liq-render/bars.h"
#include "liq-render/heatmap.h"
#include "liq-render/levelmap.h"
#include "liq-render/recent.h"
#include "liq-render/spark.h"
#include "liq-render/table.h"
#include "liq-render/treemap.h"

#define FEW 4096 /* groups that are not worth forgetting */

static const struct chart treemap = {
	.name = "treemap",
	.what = "what was liquidated, each group an area as large as its USD",
	.needs = RECORD_TOTAL,
	.takes = 1u << RECORD_CANDLE, /* -f may turn to bars */
	.source = "liq-agg",
	.add = chart_add_total,
	.draw = treemap_draw,
	.newest = true,
	.forget = chart_forget_totals,
};

static const struct chart table = {
	.name = "table",
	.what = "what was liquidated, every digit of it",
	.needs = RECORD_TOTAL,
	.takes = 1u << RECORD_CANDLE, /* -f may turn to bars */
	.source = "liq-agg",
	.add = chart_add_total,
	.draw = table_draw,
	.newest = true,
	.forget = chart_forget_totals,
};

static const struct chart bars = {
	.name = "bars",
	.what = "longs and shorts of each window through time, and the price",
	.needs = RECORD_TOTAL,
	.takes = 1u << RECORD_CANDLE,
	.source = "liq-agg -i 1h",
	.add = chart_add_total,
	.draw = bars_draw,
	.forget = chart_forget_totals,
};

static const struct chart tape = {
	.name = "tape",
	.what = "liquidations as they come, a line each",
	.needs = RECORD_LIQUIDATION,
	.takes = 1u << RECORD_GAP,
	.source = "liq-fetch -f BTC",
	.add = tape_add,
	.draw = tape_draw,
	.line = tape_line,
};

static const struct chart spark = {
	.name = "spark",
	.what = "a line of blocks, one for each window",
	.needs = RECORD_TOTAL,
	.takes = 1u << RECORD_CANDLE,
	.source = "liq-agg -i 1h",
	.add = chart_add_total,
	.draw = spark_draw,
	.forget = chart_forget_totals,
};

static const struct chart heatmap = {
	.name = "heatmap",
	.what = "what would be liquidated, over time and price",
	.needs = RECORD_COLUMN,
	.takes = HEATMAP_TAKES,
	.source = "liq-levels --as=column,cluster",
	.add = heatmap_add,
	.draw = heatmap_draw,
	.forget = heatmap_forget,
};

static const struct chart map = {
	.name = "map",
	.what = "what would be liquidated now, by price and leverage",
	.needs = RECORD_LEVEL,
	.takes = LEVELMAP_TAKES,
	.source = "liq-levels --as=level,cluster",
	.add = heatmap_add,
	.draw = levelmap_draw,
	.forget = heatmap_forget,
};

const struct chart *const charts[] = { &treemap, &table, &bars, &tape, &spark,
	&heatmap, &map, NULL };

const struct chart *
chart_find(const char *name)
{
	const struct chart *const *c;

	for (c = charts; *c != NULL; c++)
		if (strcmp((*c)->name, name) == 0)
			return *c;
	return NULL;
}

const struct chart *
chart_next(const struct chart *c)
{
	const enum record_type needs = c->needs;
	size_t i, n = sizeof(charts) / sizeof(*charts) - 1, at = 0;

	for (i = 0; i < n; i++)
		if (charts[i] == c)
			at = i;
	do
		at = (at + 1) % n;
	while (charts[at]->needs != needs);
	return charts[at];
}

const char *
chart_unknown(const char *name)
{
	const char *names[sizeof(charts) / sizeof(*charts)] = { 0 };
	size_t i;

	for (i = 0; charts[i] != NULL; i++)
		names[i] = charts[i]->name;
	return opt_unknown("chart", str_of(name), names);
}

const char *
chart_add_total(struct scene *s, const struct record *r)
{
	return r->type == RECORD_CANDLE ? prices_add(&s->prices, &r->as.candle)
					: totals_add(&s->totals, &r->as.total);
}

void
chart_forget_totals(struct scene *s)
{
	if (s->totals.n > 2 * s->kept + FEW) {
		recent_keep(&s->totals);
		s->kept = s->totals.n;
	}
	prices_forget(&s->prices);
}
