#include "liq-levels/holdings.h"

#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"

static struct hash128
identity(const struct position *p)
{
	struct buf key = { 0 };
	struct hash128 h;

	buf_printf(
	    &key, "%s\n%s\n%s\n%d", p->exchange, p->symbol, p->owner, p->side);
	h = hash128(buf_view(&key));
	buf_free(&key);
	return h;
}

static int
order(struct hash128 a, struct hash128 b)
{
	if (a.a != b.a)
		return a.a < b.a ? -1 : 1;
	return (a.b > b.b) - (a.b < b.b);
}

/* Where it is, or belongs. */
static size_t
place(const struct holdings *all, struct hash128 who)
{
	size_t low = 0, high = all->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (order(all->of[mid].who, who) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

void
holdings_add(struct holdings *all, const struct position *p)
{
	struct holding h = { .who = identity(p), .ts = p->ts, .side = p->side };
	size_t i = place(all, h.who);

	h.usd = dec_double(p->usd);
	h.leverage = p->leverage.known ? dec_double(p->leverage) : 0;
	h.level = p->liq_price.known && p->liq_price.v > 0
		      ? log(dec_double(p->liq_price))
		      : -HUGE_VAL;
	if (i == all->n || order(all->of[i].who, h.who) != 0) {
		all->of = xgrow(all->of, all->n, &all->cap, sizeof(*all->of));
		memmove(all->of + i + 1, all->of + i,
		    (all->n - i) * sizeof(*all->of));
		all->n++;
	}
	all->of[i] = h;
}

void
holdings_sweep(struct holdings *all, int64_t now, double low, double high,
    void (*swept)(void *, const struct holding *), void *arg)
{
	const struct holding *h;
	size_t i, n = 0;

	for (i = 0; i < all->n; i++) {
		h = &all->of[i];
		if (h->ts <= now - DAY_MS)
			continue;
		if ((h->side == SIDE_LONG && h->level >= low) ||
		    (h->side == SIDE_SHORT && h->level <= high &&
			h->level > -HUGE_VAL)) {
			swept(arg, h);
			continue;
		}
		all->of[n++] = *h;
	}
	all->n = n;
}

void
holdings_free(struct holdings *all)
{
	free(all->of);
	*all = (struct holdings){ 0 };
}
