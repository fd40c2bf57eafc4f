#include "liq-agg/sum.h"

static bool
id_before(struct str a, struct str b)
{
	if (a.n == 0 || b.n == 0)
		return b.n == 0 && a.n != 0;
	return str_cmp(a, b) < 0;
}

static void
largest(struct sum *s, i128 usd, struct str id)
{
	if (usd < s->max_usd || (s->count > 0 && usd == s->max_usd &&
				    !id_before(id, str_of(s->max_id))))
		return;
	s->max_usd = usd;
	str_copy(s->max_id, sizeof(s->max_id), id);
}

/* Prices of one product mostly have as many decimals. */
static int
price_cmp(struct dec a, struct dec b)
{
	if (a.scale == b.scale)
		return (a.v > b.v) - (a.v < b.v);
	return dec_cmp(a, b);
}

static void
range(struct sum *s, struct dec low, struct dec high)
{
	if (!s->low.known || price_cmp(low, s->low) < 0)
		s->low = low;
	if (!s->high.known || price_cmp(high, s->high) > 0)
		s->high = high;
}

static void
times(struct sum *s, int64_t first, int64_t last)
{
	if (s->count == 0 || first < s->first)
		s->first = first;
	if (s->count == 0 || last > s->last)
		s->last = last;
}

static const char *
money(struct sum *s, i128 usd, i128 qty)
{
	return fixed_add(&s->usd, usd) && fixed_add(&s->qty, qty)
		   ? NULL
		   : "a sum is over 38 digits";
}

const char *
sum_add(struct sum *s, const struct piece *p)
{
	times(s, p->ts, p->ts);
	largest(s, p->usd, p->id);
	range(s, p->price, p->price);
	s->count++;
	return money(s, p->usd, p->qty);
}

const char *
sum_merge(struct sum *s, const struct sum *other)
{
	if (other->count == 0)
		return NULL;
	times(s, other->first, other->last);
	largest(s, other->max_usd, str_of(other->max_id));
	range(s, other->low, other->high);
	s->count += other->count;
	return money(s, other->usd, other->qty);
}
