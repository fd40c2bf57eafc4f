/* Who holds what in the built-in market: margins, trades, liquidation. */
#include <stdlib.h>

#include "liq-fetch/simulate.h"
#include "liq-fetch/simulate_fixed.h"
#include "liq-fetch/simulate_ledger.h"
#include "tap.h"

static void
test_coins(void)
{
	bool same = true, exact = true, fine = true;
	int i;

	for (i = 0; simulate_bases[i] != NULL; i++) {
		int scale = coin_table[i].tick_scale + coin_table[i].lot_scale;

		same =
		    same && strcmp(simulate_bases[i], coin_table[i].base) == 0;
		exact = exact && scale >= 4 && scale <= 8;
		fine = fine && coin_table[i].price >= 10000;
	}
	ok(i == SIMULATE_COINS, "there are %d coins", i);
	ok(same, "the names are those of the table");
	ok(exact, "money has four to eight decimals");
	ok(fine, "a tick is a ten-thousandth of a price at the most");
}

/* What the exchange wants to be left of the margin at a price. */
static i128
maintenance(const struct margin *m, int64_t lots, int64_t ticks)
{
	return (i128)llabs(lots) * ticks * m->rate / BASIS_POINTS - m->deduct;
}

static void
test_tiers(void)
{
	bool joined = true, falls = true;

	for (int i = 0; i < SIMULATE_COINS; i++) {
		struct margins m;

		margins_make(&m, &coin_table[i]);
		joined = joined && m.of[0].floor == 0 &&
			 m.of[0].max_leverage == coin_table[i].max_leverage &&
			 m.of[m.n - 1].cap == INT64_MAX;
		for (int k = 1; k < m.n; k++) {
			int64_t at = m.of[k].floor;

			joined = joined && at == m.of[k - 1].cap &&
				 maintenance(&m.of[k - 1], 1, at) ==
				     maintenance(&m.of[k], 1, at);
			falls =
			    falls &&
			    m.of[k].max_leverage < m.of[k - 1].max_leverage &&
			    m.of[k].max_leverage * m.of[k].rate <= 5000;
		}
	}
	ok(joined, "tiers follow each other, maintenance without a step");
	ok(falls, "they allow less and less, and half the margin at the most");
}

/* Margin and gain at a price. */
static i128
equity(const struct holding *p, int64_t ticks)
{
	i128 gain = (i128)p->lots * ticks - (p->lots > 0 ? p->cost : -p->cost);

	return p->cost / p->leverage + gain;
}

static void
test_price(void)
{
	static const int leverages[] = { 2, 3, 5, 10, 25, 50, 125 };
	struct ledger l = { 0 };
	struct dice d = { 7 };
	bool due = true, not_yet = true, side = true;

	ledger_start(&l, &coin_table[0]);
	for (int i = 0; i < 20000; i++) {
		int64_t lots = 1 + dice_below(&d, 1 << dice_below(&d, 18));
		int64_t ticks = 300000 + dice_below(&d, 1000000);
		const struct margin *m = margins_find(&l.margins, lots * ticks);
		int want = leverages[dice_below(&d, 7)], sign;
		struct holding *p;
		size_t place;

		if (want > m->max_leverage)
			continue;
		place = ledger_add(&l, want, 0);
		p = &l.of[place];
		if (dice_below(&d, 2) == 0)
			ledger_trade(&l, place, 0, lots, ticks);
		else
			ledger_trade(&l, 0, place, lots, ticks);
		sign = p->lots > 0 ? 1 : -1;
		side = side && (p->liq < ticks) == (sign > 0);
		due = due &&
		      equity(p, p->liq) <= maintenance(m, p->lots, p->liq) + 1;
		not_yet =
		    not_yet && equity(p, p->liq + 2 * sign) >
				   maintenance(m, p->lots, p->liq + 2 * sign);
	}
	ok(l.n > 10000, "many positions were looked at");
	ok(side, "a long is liquidated below its entry, a short above");
	ok(due, "at the liquidation price margin is short");
	ok(not_yet, "two ticks before, it is not");
	ledger_free(&l);
}

static bool
crossed_somewhere(const struct ledger *l, size_t b, int64_t mark)
{
	for (size_t i = b * LEDGER_BLOCK; i < (b + 1) * LEDGER_BLOCK; i++)
		if (i < l->n && ledger_crossed(&l->of[i], mark))
			return true;
	return false;
}

/* Somebody comes, or somebody leaves; at times makers trade. */
static void
trade_anything(struct ledger *l, struct dice *d)
{
	size_t maker = (size_t)dice_below(d, MAKERS), a;
	int64_t lots = 1 + dice_below(d, 100);
	int64_t ticks = 900000 + dice_below(d, 200000);
	bool buys = dice_below(d, 2) == 0;

	if (dice_below(d, 10) == 0) {
		ledger_trade(l, maker, (maker + 1) % MAKERS, lots, ticks);
		return;
	}
	if (l->n == MAKERS || dice_below(d, 100) < 51) {
		a = ledger_add(l, 2 + (int)dice_below(d, 4), 0);
	} else {
		a = MAKERS + (size_t)dice_below(d, (int64_t)l->n - MAKERS);
		lots = llabs(l->of[a].lots);
		buys = l->of[a].lots < 0;
	}
	if (buys)
		ledger_trade(l, a, maker, lots, ticks);
	else
		ledger_trade(l, maker, a, lots, ticks);
	if (l->of[a].lots == 0)
		ledger_drop(l, a);
}

static void
test_trades(void)
{
	struct ledger l = { 0 };
	struct dice d = { 11 };
	bool zero = true, found = true, positive = true;
	int crossings = 0, blocks = 0;

	ledger_start(&l, &coin_table[0]);
	for (int i = 0; i < 100000; i++) {
		trade_anything(&l, &d);
		if (i % 50 == 0) {
			int64_t sum = 0, mark = 500000 + dice_below(&d, 900000);

			for (size_t k = 0; k < l.n; k++) {
				sum += l.of[k].lots;
				positive = positive && l.of[k].cost >= 0;
			}
			zero = zero && sum == 0;
			for (size_t b = 0; b * LEDGER_BLOCK < l.n; b++) {
				bool is_so = crossed_somewhere(&l, b, mark);

				crossings += is_so;
				blocks++;
				found = found && ledger_block_crossed(
						     &l, b, mark) == is_so;
			}
		}
	}
	ok(l.n > 500, "the ledger has grown");
	printf("# %zu positions, %d of %d blocks crossed\n", l.n, crossings,
	    blocks);
	ok(zero, "all positions together are zero at any moment");
	ok(positive, "no position has a negative cost");
	ok(found && crossings > 1000 && crossings < blocks - 1000,
	    "a block says that it is crossed exactly when it is");
	ledger_free(&l);
}

static void
test_entry(void)
{
	struct ledger l = { 0 };
	struct holding *p;

	ledger_start(&l, &coin_table[0]);
	p = &l.of[0];
	ledger_trade(&l, 0, 1, 10, 1000);
	ledger_trade(&l, 0, 1, 10, 2000);
	ok(p->lots == 20 && p->cost == 30000, "entries are averaged");
	ledger_trade(&l, 1, 0, 5, 9000);
	ok(p->lots == 15 && p->cost == 22500, "giving up keeps the entry");
	ledger_trade(&l, 1, 0, 25, 3000);
	ok(p->lots == -10 && p->cost == 30000, "turning round enters anew");
	ok(p->liq == 0, "what is not levered is not liquidated");
	ledger_free(&l);
}

int
main(void)
{
	test_coins();
	test_tiers();
	test_entry();
	test_price();
	test_trades();
	return tap_end();
}
