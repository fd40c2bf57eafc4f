/*
 * The books of the built-in market, watched from inside: a second ledger is
 * kept from the trades alone, and every liquidation is examined.
 */
#include <stdlib.h>

#include "base/x.h"
#include "liq-fetch/simulate_engine.h"
#include "tap.h"

#define TRADERS 400000

struct watch {
	int64_t maker[MAKERS], *trader; /* lots, from the trades alone */
	struct tally tally; /* from the trades alone */
	int64_t deals, forced, slices;
	int32_t first; /* trader who came within the step */
	int64_t stepped; /* time of the step */
	bool lots, exists, part, crossed, short_of_margin, in_time;
};

static int64_t *
account(struct watch *w, const struct engine *e, size_t place)
{
	int32_t id = e->ledger.of[place].id;

	return place < MAKERS ? &w->maker[place] : &w->trader[id];
}

/* By money: margin and gain are at most what the exchange wants to see. */
static bool
due(const struct engine *e, const struct holding *p)
{
	const struct margin *m = margins_find(&e->ledger.margins, p->cost);
	i128 value = (i128)llabs(p->lots) * e->mark;
	i128 gain = p->lots > 0 ? value - p->cost : p->cost - value;

	return p->cost / p->leverage + gain <=
	       value * m->rate / BASIS_POINTS - m->deduct + 1;
}

static void
examine(struct watch *w, const struct engine *e, const struct deal *d)
{
	const struct holding *was = d->forced, *now;
	bool is_long = was->lots > 0;

	now = &e->ledger.of[is_long ? d->seller : d->buyer];
	w->forced++;
	w->slices += now->lots != 0;
	w->exists = w->exists && was->id == now->id && was->id < w->first &&
		    d->number == w->forced;
	w->part = w->part && llabs(now->lots) + d->lots == llabs(was->lots) &&
		  (now->lots == 0 || (now->lots > 0) == is_long);
	w->crossed = w->crossed &&
		     (is_long ? e->mark <= was->liq : e->mark >= was->liq) &&
		     d->buy == !is_long;
	w->short_of_margin = w->short_of_margin && due(e, was);
}

static void
deal(void *arg, const struct engine *e, const struct deal *d)
{
	struct watch *w = arg;
	struct tally *t = &w->tally;

	w->deals++;
	w->lots = w->lots && d->lots > 0 && d->ticks > 0;
	*account(w, e, d->buyer) += d->lots;
	*account(w, e, d->seller) -= d->lots;
	w->in_time =
	    w->in_time && d->ts >= w->stepped && d->ts < w->stepped + STEP_MS;
	if (d->forced != NULL)
		examine(w, e, d);
	t->high = t->trades == 0 || d->ticks > t->high ? d->ticks : t->high;
	t->low = t->trades == 0 || d->ticks < t->low ? d->ticks : t->low;
	t->open = t->trades == 0 ? d->ticks : t->open;
	t->close = d->ticks;
	t->trades++;
	t->lots += d->lots;
	t->buy_lots += d->buy ? d->lots : 0;
	t->money += d->lots * d->ticks;
}

/* Long is short, and every account is what the trades made it. */
static bool
balanced(struct watch *w, const struct engine *e)
{
	int64_t longs = 0, shorts = 0, kept = 0, traders = 0;

	for (size_t i = 0; i < e->ledger.n; i++) {
		int64_t lots = e->ledger.of[i].lots;

		longs += lots > 0 ? lots : 0;
		shorts -= lots < 0 ? lots : 0;
		if (lots != *account(w, e, i) || (i >= MAKERS && lots == 0))
			return false;
		traders += i >= MAKERS;
	}
	for (int32_t id = 0; id < e->ledger.traders; id++)
		kept += w->trader[id] != 0;
	return longs == shorts && longs == engine_open_interest(e) &&
	       kept == traders;
}

/* Nobody is left beyond his price, but for the rest of what came in slices. */
static bool
nobody_left(const struct watch *w, const struct engine *e)
{
	int64_t left = 0;

	for (size_t i = MAKERS; i < e->ledger.n; i++)
		left += e->ledger.of[i].id < w->first &&
			ledger_crossed(&e->ledger.of[i], e->mark);
	return left <= w->slices;
}

static void
watch_start(
    struct watch *w, struct engine *e, int coin, uint64_t seed, int64_t epoch)
{
	int64_t *trader = w->trader;
	struct listener to = { deal, w };

	*w = (struct watch){ .trader = trader,
		.lots = true,
		.exists = true,
		.part = true,
		.crossed = true,
		.short_of_margin = true,
		.in_time = true };
	memset(trader, 0, TRADERS * sizeof(*trader));
	engine_start(e, &coin_table[coin], seed, epoch, to);
	for (size_t i = 0; i < e->ledger.n; i++)
		*account(w, e, i) = e->ledger.of[i].lots;
}

static void
run(struct watch *w, struct engine *e, int coin, uint64_t seed, int64_t epoch,
    int days)
{
	char name[64];
	bool balance = true, left = true;

	snprintf(name, sizeof(name), "%s, seed %d, epoch %d",
	    coin_table[coin].base, (int)seed, (int)epoch);
	watch_start(w, e, coin, seed, epoch);
	balance = balanced(w, e);
	for (int i = 0; i < days * 8640; i++) {
		w->first = e->ledger.traders;
		w->stepped = e->now;
		w->slices = 0;
		engine_step(e);
		left = left && nobody_left(w, e);
		if (i % 97 == 0)
			balance = balance && balanced(w, e);
	}
	ok(w->deals > 8640 && w->forced > 20 && w->lots,
	    "%s: %d trades, %d of them forced", name, (int)w->deals,
	    (int)w->forced);
	ok(balance && balanced(w, e),
	    "long is short and all is what trades made it, at any moment");
	ok(w->exists, "what is liquidated was there");
	ok(w->part, "a liquidation closes it, or a part of it");
	ok(w->crossed, "the mark has crossed its liquidation price");
	ok(w->short_of_margin, "its margin is short at the mark");
	ok(left, "nobody is left beyond his price");
	ok(w->in_time, "trades are within their step");
	ok(memcmp(&w->tally, &e->tally, sizeof(w->tally)) == 0,
	    "the tally is the sum of the trades");
}

/* Through a whole epoch: does the book stay as it was drawn? */
static void
test_epoch(struct engine *e)
{
	struct listener nobody = { NULL, NULL };
	double drawn[2], kept[2] = { 0 }, n = 0, gap;
	int64_t border, end;

	engine_start(e, &coin_table[20], 3, 5, nobody);
	drawn[0] = (double)engine_open_interest(e);
	drawn[1] = (double)e->ledger.n;
	for (; !engine_over(e); engine_step(e), n++) {
		kept[0] += (double)engine_open_interest(e);
		kept[1] += (double)e->ledger.n;
	}
	for (int i = 0; i < 2; i++) {
		kept[i] /= n;
		printf("# drawn %.0f, kept %.0f\n", drawn[i], kept[i]);
		ok(drawn[i] > kept[i] / 1.5 && drawn[i] < kept[i] * 1.5,
		    "an epoch starts with about the %s it keeps",
		    i == 0 ? "open interest" : "number of positions");
	}
	end = engine_last(e);
	engine_start(e, &coin_table[20], 3, 6, nobody);
	border = engine_last(e);
	gap = (double)(end - border) / (double)border;
	ok(gap < 0.005 && gap > -0.005, "prices are carried over the border");
	ok(border == engine_ticks(e, path_border(&coin_table[20], 3, 6)) ||
		border ==
		    engine_ticks(e, path_border(&coin_table[20], 3, 6)) + 1,
	    "and start where the walk of borders says");
	printf("# from %d to %d ticks\n", (int)end, (int)border);
}

static void
test_times(void)
{
	ok(epoch_of(EPOCH_ZERO) == 0 && epoch_of(EPOCH_ZERO - 1) == -1 &&
		epoch_of(EPOCH_ZERO + EPOCH_MS) == 1,
	    "epochs go both ways from 2025-01-01");
	ok(epoch_start(-1) == EPOCH_ZERO - 32 * DAY_MS, "each has 32 days");
}

int
main(void)
{
	struct engine e = { 0 };
	struct watch w = { .trader = xcalloc(TRADERS, sizeof(*w.trader)) };

	test_times();
	run(&w, &e, 0, 1, 0, 1);
	run(&w, &e, 4, 2, -7, 2);
	run(&w, &e, 39, 99, 12, 3);
	run(&w, &e, 14, 5, 1, 2);
	test_epoch(&e);
	free(w.trader);
	engine_free(&e);
	return tap_end();
}
