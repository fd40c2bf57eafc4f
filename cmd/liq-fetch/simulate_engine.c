#include "liq-fetch/simulate_engine.h"

#include <assert.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-fetch/simulate_crowd.h"

#define STEPS_A_MINUTE (MINUTE_MS / STEP_MS)
#define IMPACT_FADES 90 /* steps: a quarter of an hour */
#define BASIS_FOLLOWS 4 /* steps */
#define IMPACT_LIMIT (FIXED_ONE / 12)
#define BORDER_MS (4 * HOUR_MS) /* before it, impact counts less and less */
#define SLICES 1000 /* a forced order is at most this part of the depth */

int64_t
epoch_of(int64_t ts)
{
	return floor_div(ts - EPOCH_ZERO, EPOCH_MS);
}

int64_t
epoch_start(int64_t epoch)
{
	return EPOCH_ZERO + epoch * EPOCH_MS;
}

bool
engine_over(const struct engine *e)
{
	return e->now >= epoch_start(e->epoch + 1);
}

/* The fair price and a share of itself on top, ticks, never below one. */
static int64_t
priced(const struct engine *e, int64_t over)
{
	int64_t ticks;

	over = mul_div(over, e->impact_counts, SHARE_ONE);
	ticks = (e->fair + mul_div(e->fair, over, FIXED_ONE) + SHARE_ONE / 2) /
		SHARE_ONE;
	return ticks < 1 ? 1 : ticks;
}

int64_t
engine_last(const struct engine *e)
{
	return priced(e, e->impact);
}

/* Times SHARE_ONE. */
static int64_t
fair_price(const struct engine *e, int64_t log)
{
	return mul_div(e->coin->price, fixed_exp(log), FIXED_ONE / SHARE_ONE);
}

int64_t
engine_ticks(const struct engine *e, int64_t log)
{
	int64_t ticks = fair_price(e, log) / SHARE_ONE;

	return ticks < 1 ? 1 : ticks;
}

int64_t
engine_busy(const struct engine *e)
{
	return e->path->busy[(e->now - epoch_start(e->epoch)) / HOUR_MS];
}

int64_t
engine_open_interest(const struct engine *e)
{
	int64_t lots = 0;

	for (size_t i = 0; i < e->ledger.n; i++)
		lots += e->ledger.of[i].lots > 0 ? e->ledger.of[i].lots : 0;
	return lots;
}

static void
tally_add(struct tally *t, const struct deal *d)
{
	if (t->trades++ == 0)
		t->open = t->high = t->low = d->ticks;
	t->high = d->ticks > t->high ? d->ticks : t->high;
	t->low = d->ticks < t->low ? d->ticks : t->low;
	t->close = d->ticks;
	t->lots += d->lots;
	t->buy_lots += d->buy ? d->lots : 0;
	t->money += d->lots * d->ticks;
}

void
engine_pass(struct engine *e, size_t buyer, size_t seller, int64_t lots,
    bool buy, const struct holding *forced)
{
	struct deal d = { .ts = e->now,
		.lots = lots,
		.ticks = engine_last(e),
		.buyer = buyer,
		.seller = seller,
		.buy = buy,
		.forced = forced };

	if (forced != NULL) {
		d.ts += e->forced_ms;
		d.number = ++e->forced;
	}
	ledger_trade(&e->ledger, buyer, seller, lots, d.ticks);
	tally_add(&e->tally, &d);
	if (e->listener.deal != NULL)
		e->listener.deal(e->listener.arg, e, &d);
}

/* Of two makers the one who is more in need of this side of a trade. */
static size_t
maker(struct engine *e, bool sells)
{
	const struct holding *of = e->ledger.of;
	size_t a = (size_t)dice_below(&e->dice, MAKERS);
	size_t b = (size_t)dice_below(&e->dice, MAKERS);

	return (of[a].lots > of[b].lots) == sells ? a : b;
}

/* The further the price is from fair, the more orders rest in the way. */
static void
push(struct engine *e, int64_t lots)
{
	int64_t by = mul_div(lots * engine_last(e), FIXED_ONE, e->depth);
	int64_t off = (by > 0) == (e->impact > 0) ? e->impact : 0;
	int64_t room = IMPACT_LIMIT - (off < 0 ? -off : off);

	by = mul_div(by, room, IMPACT_LIMIT);
	e->impact += by > room ? room : by < -room ? -room : by;
}

void
engine_order(struct engine *e, size_t place, int64_t lots, enum urgency how)
{
	const struct holding before = e->ledger.of[place],
			     *forced = how == FORCED ? &before : NULL;
	size_t other = maker(e, lots > 0);

	if (how != PATIENT)
		push(e, lots);
	if (lots > 0)
		engine_pass(e, place, other, lots, how != PATIENT, forced);
	else
		engine_pass(e, other, place, -lots, how == PATIENT, forced);
}

static void
liquidate(struct engine *e, size_t place)
{
	const struct holding *p = &e->ledger.of[place];
	int64_t slice = e->depth / SLICES / engine_last(e) + 1, lots = p->lots;

	lots = lots > slice ? slice : lots < -slice ? -slice : lots;
	e->forced_ms += 1 + dice_below(&e->dice, 150);
	if (e->forced_ms >= STEP_MS)
		e->forced_ms = STEP_MS - 1;
	engine_order(e, place, -lots, FORCED);
}

/*
 * From the last place to the first: where one is dropped, one that was looked
 * at already takes its place.
 */
static void
liquidations(struct engine *e)
{
	struct ledger *l = &e->ledger;
	size_t first, place = l->n;

	e->forced_ms = 0;
	for (size_t b = (l->n - 1) / LEDGER_BLOCK + 1; b-- > 0; place = first) {
		first = b * LEDGER_BLOCK;
		if (!ledger_block_crossed(l, b, e->mark))
			continue;
		while (place-- > first) {
			if (!ledger_crossed(&l->of[place], e->mark))
				continue;
			liquidate(e, place);
			if (l->of[place].lots == 0)
				ledger_drop(l, place);
		}
	}
}

/* The log of the fair price, between two minutes. */
static int64_t
path_log(const struct engine *e)
{
	int64_t step = (e->now - epoch_start(e->epoch)) / STEP_MS;
	const int64_t *log = &e->path->log[step / STEPS_A_MINUTE];

	return log[0] +
	       (log[1] - log[0]) * (step % STEPS_A_MINUTE) / STEPS_A_MINUTE;
}

static void
move(struct engine *e)
{
	int64_t log = path_log(e), left = epoch_start(e->epoch + 1) - e->now;

	e->fair = fair_price(e, log);
	e->impact_counts =
	    left < BORDER_MS ? SHARE_ONE * left / BORDER_MS : SHARE_ONE;
	e->impact -= e->impact / IMPACT_FADES;
	e->basis += (e->impact - e->basis) / BASIS_FOLLOWS;
	e->mark = priced(e, e->basis);
	e->premium += mul_div(e->basis, e->impact_counts, SHARE_ONE);
	e->samples++;
	e->trend += (log - e->before - e->trend) / TREND_STEPS;
	e->before = log;
}

void
engine_step(struct engine *e)
{
	assert(!engine_over(e));
	move(e);
	liquidations(e);
	crowd_step(e);
	e->now += STEP_MS;
}

void
engine_start(struct engine *e, const struct coin *c, uint64_t seed,
    int64_t epoch, struct listener listener)
{
	struct engine fresh = { .coin = c,
		.seed = seed,
		.listener = listener,
		.epoch = epoch,
		.now = epoch_start(epoch),
		.path = e->path,
		.ledger = e->ledger };

	*e = fresh;
	if (e->path == NULL)
		e->path = xmalloc(sizeof(*e->path));
	e->depth = coin_money(c, 1000000) * c->open_musd;
	e->impact_counts = SHARE_ONE;
	dice_seed(&e->dice, seed, "flow", c->base, epoch);
	ledger_start(&e->ledger, c);

	path_make(e->path, c, seed, epoch - 1);
	crowd_warm(e);
	path_make(e->path, c, seed, epoch);
	e->before = path_log(e);
	e->fair = fair_price(e, e->before);
	e->mark = priced(e, 0);
	ledger_settle_makers(&e->ledger, e->mark);
	e->tally = (struct tally){ .close = e->mark };
}

void
engine_free(struct engine *e)
{
	free(e->path);
	ledger_free(&e->ledger);
	*e = (struct engine){ 0 };
}
