#include "liq-fetch/simulate_ledger.h"

#include <assert.h>
#include <stdlib.h>

#include "base/dec.h"
#include "base/x.h"
#include "liq-fetch/simulate_fixed.h"

static int64_t
size(int64_t lots)
{
	return lots < 0 ? -lots : lots;
}

/*
 * Isolated margin, the tier by the cost at entry: the price at which
 *	cost / leverage + lots * price - cost = lots * price * rate - deduct
 * rounded away from the mark, so that at it margin is short.
 */
static int64_t
liquidation_price(const struct margins *margins, const struct holding *p)
{
	const struct margin *m = margins_find(margins, p->cost);
	int64_t room = p->cost / p->leverage + m->deduct, d;

	if (p->lots == 0 || p->leverage == 1)
		return 0;
	if (p->lots > 0) {
		d = p->lots * (BASIS_POINTS - m->rate);
		return mul_div(p->cost - room, BASIS_POINTS, d);
	}
	d = -p->lots * (BASIS_POINTS + m->rate);
	return mul_div(p->cost + room, BASIS_POINTS, d) + 1;
}

/* The position at a place may have come nearer to the mark. */
static void
note(struct ledger *l, size_t place)
{
	const struct holding *p = &l->of[place];
	struct nearest *n = &l->nearest[place / LEDGER_BLOCK];

	if (p->lots > 0 && p->liq > n->below)
		n->below = p->liq;
	if (p->lots < 0 && p->liq != 0 && p->liq < n->above)
		n->above = p->liq;
}

bool
ledger_crossed(const struct holding *p, int64_t mark)
{
	return p->liq != 0 && (p->lots > 0 ? mark <= p->liq : mark >= p->liq);
}

bool
ledger_block_crossed(struct ledger *l, size_t b, int64_t mark)
{
	struct nearest *n = &l->nearest[b];
	size_t end = (b + 1) * LEDGER_BLOCK;

	if (mark > n->below && mark < n->above)
		return false;
	/* It may be one that has left: look again. */
	*n = (struct nearest){ 0, INT64_MAX };
	for (size_t i = b * LEDGER_BLOCK; i < end && i < l->n; i++)
		note(l, i);
	return mark <= n->below || mark >= n->above;
}

/* What is given up leaves at the entry; what goes beyond enters anew. */
static void
change(struct ledger *l, size_t place, int64_t lots, int64_t ticks)
{
	struct holding *p = &l->of[place];
	int64_t had = size(p->lots), adds = size(lots);

	if (p->lots == 0 || (p->lots > 0) == (lots > 0))
		p->cost += adds * ticks;
	else if (adds <= had)
		p->cost -= mul_div(p->cost, adds, had);
	else
		p->cost = (adds - had) * ticks;
	p->lots += lots;
	p->liq = liquidation_price(&l->margins, p);
	note(l, place);
}

void
ledger_trade(
    struct ledger *l, size_t buyer, size_t seller, int64_t lots, int64_t ticks)
{
	assert(lots > 0 && buyer != seller);
	change(l, buyer, lots, ticks);
	change(l, seller, -lots, ticks);
}

size_t
ledger_add(struct ledger *l, int leverage, int style)
{
	if (l->n == l->cap) {
		l->cap += 32 * LEDGER_BLOCK;
		l->of = xreallocarray(l->of, l->cap, sizeof(*l->of));
		l->nearest = xreallocarray(
		    l->nearest, l->cap / LEDGER_BLOCK, sizeof(*l->nearest));
	}
	if (l->n % LEDGER_BLOCK == 0)
		l->nearest[l->n / LEDGER_BLOCK] =
		    (struct nearest){ 0, INT64_MAX };
	l->of[l->n] = (struct holding){ .id = l->traders++,
		.leverage = (int16_t)leverage,
		.style = (int16_t)style };
	return l->n++;
}

void
ledger_drop(struct ledger *l, size_t i)
{
	assert(i >= MAKERS && l->of[i].lots == 0);
	l->of[i] = l->of[--l->n];
	note(l, i);
}

void
ledger_start(struct ledger *l, const struct coin *c)
{
	margins_make(&l->margins, c);
	l->n = 0;
	l->traders = 0;
	for (int i = 0; i < MAKERS; i++)
		ledger_add(l, 1, 0);
	l->traders = 0;
}

void
ledger_settle_makers(struct ledger *l, int64_t ticks)
{
	for (size_t i = 0; i < MAKERS; i++)
		l->of[i].cost = size(l->of[i].lots) * ticks;
}

void
ledger_free(struct ledger *l)
{
	free(l->of);
	free(l->nearest);
	*l = (struct ledger){ 0 };
}
