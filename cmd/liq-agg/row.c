#include "liq-agg/row.h"

#include <stdlib.h>

#include "base/x.h"
#include "record/record.h"

#define VWAP_SCALE 12

static int
cell_cmp(const void *a, const void *b, void *arg)
{
	const struct cell *x = *(const struct cell *const *)a;
	const struct cell *y = *(const struct cell *const *)b;
	const uint32_t *by = ((const struct groups *)arg)->by;

	if (by[x->pair] != by[y->pair])
		return by[x->pair] < by[y->pair] ? -1 : 1;
	return (x->bin > y->bin) - (x->bin < y->bin);
}

static struct row *
add(struct rows *rows, size_t group, int64_t bin)
{
	rows->of = xgrow(rows->of, rows->n, &rows->cap, sizeof(*rows->of));
	rows->of[rows->n] = (struct row){ .group = group, .bin = bin };
	return &rows->of[rows->n++];
}

static void
fill_up(struct rows *rows, size_t *next, size_t group)
{
	for (; *next < group; ++*next)
		add(rows, *next, 0);
}

static const char *
merge(struct row *row, const struct cell *c, int class)
{
	const int side = pair_side(c->pair);
	const char *why = sum_merge(&row->sum, &c->sum);

	if (why != NULL)
		return why;
	row->classes |= 1U << class;
	row->side[side].count += c->sum.count;
	row->side[side].usd += c->sum.usd; /* a part of the sum: it fits */
	return NULL;
}

const char *
rows_fold(struct rows *rows, const struct cells *cells,
    const struct groups *groups, const int *class, bool empty)
{
	struct row *row = NULL;
	const struct cell *c;
	const char *why = NULL;
	size_t i, group, next = 0;

	rows->n = 0;
	if (cells->n > rows->cells_cap) {
		rows->cells_cap = cells->n * 2;
		rows->cells = xreallocarray(
		    rows->cells, rows->cells_cap, sizeof(const struct cell *));
	}
	for (i = 0; i < cells->n; i++)
		rows->cells[i] = &cells->of[i];
	if (cells->n > 1)
		qsort_r(rows->cells, cells->n, sizeof(const struct cell *),
		    cell_cmp, (void *)groups);
	for (i = 0; i < cells->n && why == NULL; i++) {
		c = rows->cells[i];
		group = groups->by[c->pair] - 1;
		if (row == NULL || row->group != group || row->bin != c->bin) {
			if (empty)
				fill_up(rows, &next, group);
			row = add(rows, group, c->bin);
			next = group + 1;
		}
		why = merge(row, c, class[pair_product(c->pair)]);
	}
	if (empty)
		fill_up(rows, &next, groups->n);
	return why;
}

/* Is usd a lower bound?  Unknown unless every source is known. */
static enum truth
sampled(unsigned classes)
{
	const unsigned whole = 1U << CLASS_COMPLETE | 1U << CLASS_SIMULATED;

	if (classes & 1U << CLASS_SAMPLED)
		return TRUTH_TRUE;
	return classes != 0 && (classes & ~whole) == 0 ? TRUTH_FALSE
						       : TRUTH_NULL;
}

/* What only says something of one coin. */
static void
prices(struct total *t, const struct row *row, const struct group *g)
{
	if (g->mixed)
		return;
	t->qty = dec_of_fixed(row->sum.qty, QTY_SCALE);
	t->low = row->sum.low;
	t->high = row->sum.high;
	if (!dec_div(&t->vwap, t->usd, t->qty, VWAP_SCALE))
		t->vwap = (struct dec){ 0 };
}

void
row_total(struct total *t, const struct row *row, const struct group *g,
    const struct bins *bins)
{
	const struct sum *s = &row->sum;

	t->count = s->count;
	t->long_count = row->side[SIDE_LONG].count;
	t->short_count = row->side[SIDE_SHORT].count;
	t->usd = dec_of_fixed(s->usd, USD_SCALE);
	t->long_usd = dec_of_fixed(row->side[SIDE_LONG].usd, USD_SCALE);
	t->short_usd = dec_of_fixed(row->side[SIDE_SHORT].usd, USD_SCALE);
	t->sampled = sampled(row->classes);
	prices(t, row, g);
	if (bins->step.known) {
		t->low = bins_low(bins, row->bin);
		t->high = bins_low(bins, row->bin + 1);
	}
	if (s->count == 0)
		return;
	t->max_usd = dec_of_fixed(s->max_usd, USD_SCALE);
	str_copy(t->max_id, sizeof(t->max_id), str_of(s->max_id));
}

void
rows_free(struct rows *rows)
{
	free(rows->of);
	free(rows->cells);
	*rows = (struct rows){ 0 };
}
