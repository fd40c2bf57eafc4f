#include "liq-agg/tally.h"

#include <stdlib.h>

#include "base/x.h"

#define POWERS (QTY_SCALE + 1)

static const int64_t power[POWERS] = { 1, 10, 100, 1000, 10000, 100000, 1000000,
	10000000, 100000000, 1000000000, 10000000000, 100000000000,
	1000000000000, 10000000000000, 100000000000000, 1000000000000000,
	10000000000000000, 100000000000000000, 1000000000000000000 };

/* 10^38: what no sum may reach. */
static i128
limit(void)
{
	return (i128)power[18] * power[18] * 100;
}

static void
largest(struct tally_row *row, i128 usd, struct str id)
{
	const struct str old = { row->max_id, row->max_id_n };

	if (usd == row->max_usd && str_cmp(id, old) >= 0)
		return;
	row->max_usd = usd;
	memcpy(row->max_id, id.s, id.n);
	row->max_id_n = (uint8_t)id.n;
}

/* Prices of one product mostly have as many decimals. */
static int
price_cmp(int64_t a, uint8_t a_scale, int64_t b, uint8_t b_scale)
{
	if (a_scale == b_scale)
		return (a > b) - (a < b);
	return dec_cmp(
	    (struct dec){ a, a_scale, true }, (struct dec){ b, b_scale, true });
}

static void
range(struct tally_row *row, int64_t price, uint8_t scale)
{
	if (price_cmp(price, scale, row->low, row->low_scale) < 0) {
		row->low = price;
		row->low_scale = scale;
	}
	if (price_cmp(price, scale, row->high, row->high_scale) > 0) {
		row->high = price;
		row->high_scale = scale;
	}
}

static void
start(struct tally_row *row, const struct fast_line *l)
{
	row->first = row->last = l->ts;
	row->low = row->high = l->number[FAST_PRICE];
	row->low_scale = row->high_scale = l->scale[FAST_PRICE];
}

i128
tally_usd(int64_t digits, uint8_t scale)
{
	return (i128)digits * power[USD_SCALE - scale];
}

static void
add(struct tally_row *row, const struct fast_line *l)
{
	const i128 usd = tally_usd(l->number[FAST_USD], l->scale[FAST_USD]);
	const i128 qty =
	    (i128)l->number[FAST_QTY] * power[QTY_SCALE - l->scale[FAST_QTY]];

	if (row->count++ == 0)
		start(row, l);
	row->first = l->ts < row->first ? l->ts : row->first;
	row->last = l->ts > row->last ? l->ts : row->last;
	if (row->usd < limit())
		row->usd += usd;
	if (row->qty < limit())
		row->qty += qty;
	if (usd >= row->max_usd)
		largest(row, usd, l->id);
	range(row, l->number[FAST_PRICE], l->scale[FAST_PRICE]);
}

void
tally_add(struct tally *t, size_t row, const struct fast_line *l)
{
	while (row >= t->n) {
		t->row = xgrow(t->row, t->n, &t->cap, sizeof(*t->row));
		t->row[t->n++] = (struct tally_row){ 0 };
	}
	add(&t->row[row], l);
}

size_t
tally_row(uint32_t who, int side)
{
	return (size_t)who * 2 + (size_t)(side - SIDE_LONG);
}

void
tally_run(struct tally *t, const struct fast_line *l, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		tally_add(t, tally_row(l[i].who, l[i].side), &l[i]);
}

void
tally_sum(struct sum *sum, const struct tally *t, size_t at)
{
	const struct tally_row *row;

	*sum = (struct sum){ 0 };
	if (at >= t->n || t->row[at].count == 0)
		return;
	row = &t->row[at];
	sum->count = row->count;
	sum->first = row->first;
	sum->last = row->last;
	sum->qty = row->qty;
	sum->usd = row->usd;
	sum->max_usd = row->max_usd;
	memcpy(sum->max_id, row->max_id, row->max_id_n);
	sum->low = dec_trim((struct dec){ row->low, row->low_scale, true });
	sum->high = dec_trim((struct dec){ row->high, row->high_scale, true });
}

void
tally_free(struct tally *t)
{
	free(t->row);
	*t = (struct tally){ 0 };
}
