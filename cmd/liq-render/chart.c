#include "liq-render/chart.h"

#include "io/opt.h"
#include "liq-render/table.h"
#include "liq-render/treemap.h"

static const struct chart treemap = {
	.name = "treemap",
	.what = "what was liquidated, each group an area as large as its USD",
	.needs = RECORD_TOTAL,
	.source = "liq-agg",
	.add = chart_add_total,
	.draw = treemap_draw,
};

static const struct chart table = {
	.name = "table",
	.what = "what was liquidated, every digit of it",
	.needs = RECORD_TOTAL,
	.source = "liq-agg",
	.add = chart_add_total,
	.draw = table_draw,
};

const struct chart *const charts[] = { &treemap, &table, NULL };

const struct chart *
chart_find(const char *name)
{
	const struct chart *const *c;

	for (c = charts; *c != NULL; c++)
		if (strcmp((*c)->name, name) == 0)
			return *c;
	return NULL;
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
	return totals_add(&s->totals, &r->as.total);
}
