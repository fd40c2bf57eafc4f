#include "liq-fetch/simulate_record.h"

#include <inttypes.h>
#include <stdio.h>

#define SOURCE "simulated"
#define QUOTE "USDT"
#define INTEREST 10000 /* of eight hours, in 10^-8 */
#define INTEREST_ROOM 2000 /* it gives way to the premium by so much */
#define TOP 500 /* a top trader has that part of the usual open interest */
#define BOOK_LEVELS 20
#define BOOK_PPM 24 /* from the first level to the second, of the price */

static struct dec
decimal(i128 v, int scale)
{
	struct dec d = { .v = v, .scale = (short)scale, .known = true };

	return d;
}

static struct dec
price(const struct journal *j, int64_t ticks)
{
	return decimal(ticks, j->engine.coin->tick_scale);
}

static struct dec
coins_of(const struct journal *j, int64_t lots)
{
	return decimal(lots, j->engine.coin->lot_scale);
}

static struct dec
usd(const struct journal *j, int64_t money)
{
	const struct coin *c = j->engine.coin;

	return dec_trim(decimal(money, c->tick_scale + c->lot_scale));
}

/* Type, time and who: what all records begin with. */
static void
head(const struct journal *j, struct record *out, enum record_type type,
    int64_t ts)
{
	struct liquidation *l = &out->as.liquidation; /* any of the market's */
	const char *base = j->engine.coin->base;

	record_clear(out, type);
	l->ts = ts;
	str_copy(l->exchange, sizeof(l->exchange), STR(SIMULATE_EXCHANGE));
	snprintf(l->symbol, sizeof(l->symbol), "%s" QUOTE, base);
	str_copy(l->base, sizeof(l->base), str_of(base));
	str_copy(l->quote, sizeof(l->quote), STR(QUOTE));
}

static void
give(const struct journal *j, char *source, struct record *out)
{
	str_copy(source, sizeof(out->as.candle.source), STR(SOURCE));
	j->sink->record(j->sink->arg, out);
}

void
journal_instrument(struct journal *j, int64_t ts)
{
	const struct coin *c = j->engine.coin;
	struct record out;
	struct instrument *in = &out.as.instrument;

	head(j, &out, RECORD_INSTRUMENT, ts);
	in->kind = CONTRACT_PERPETUAL;
	in->contract_size = in->multiplier = dec_int(1);
	in->inverse = TRUTH_FALSE;
	in->tick = decimal(1, c->tick_scale);
	in->lot = decimal(1, c->lot_scale);
	str_copy(in->status, sizeof(in->status), STR("trading"));
	give(j, in->source, &out);
}

void
journal_tiers(struct journal *j, int64_t ts)
{
	struct margins m = { 0 };
	struct record out;
	struct tier *t = &out.as.tier;

	margins_make(&m, j->engine.coin);
	for (int i = 0; i < m.n; i++) {
		head(j, &out, RECORD_TIER, ts);
		t->tier = i + 1;
		t->floor_usd = usd(j, m.of[i].floor);
		if (m.of[i].cap != INT64_MAX)
			t->cap_usd = usd(j, m.of[i].cap);
		t->max_leverage = dec_int(m.of[i].max_leverage);
		t->mmr = dec_trim(decimal(m.of[i].rate, 4));
		t->deduct_usd = usd(j, m.of[i].deduct);
		give(j, t->source, &out);
	}
}

void
journal_oi(struct journal *j, int64_t ts)
{
	int64_t lots = engine_open_interest(&j->engine);
	struct record out;
	struct oi *oi = &out.as.oi;

	head(j, &out, RECORD_OI, ts);
	oi->oi = coins_of(j, lots);
	oi->usd = usd(j, lots * j->engine.mark);
	oi->width_ms = 0;
	give(j, oi->source, &out);
}

/* The mean premium since the last time, and interest as far as it differs. */
void
journal_funding(struct journal *j, int64_t ts)
{
	struct engine *e = &j->engine;
	int64_t n = e->samples > 0 ? e->samples : 1;
	int64_t premium = mul_div(e->premium / n, 100000000, FIXED_ONE);
	int64_t rate = INTEREST - premium;
	struct record out;
	struct funding *f = &out.as.funding;

	rate = rate > INTEREST_ROOM ? INTEREST_ROOM : rate;
	rate = rate < -INTEREST_ROOM ? -INTEREST_ROOM : rate;
	head(j, &out, RECORD_FUNDING, ts);
	f->rate = decimal(premium + rate, 8);
	f->width_ms = FUNDING_MS;
	f->mark = price(j, e->mark);
	f->kind = FUNDING_SETTLED;
	give(j, f->source, &out);
}

/* Four decimals, rounded; nothing is said of nothing. */
static void
put_ratio(struct journal *j, int64_t ts, enum ratio_kind kind, int64_t longs,
    int64_t all)
{
	int64_t share;
	struct record out;
	struct ratio *ratio = &out.as.ratio;

	if (all == 0)
		return;
	share = mul_div(longs, 20000, all);
	share = (share + 1) / 2;
	head(j, &out, RECORD_RATIO, ts);
	ratio->width_ms = j->asked->width_ms;
	ratio->kind = kind;
	ratio->lng = decimal(share, 4);
	ratio->shrt = decimal(10000 - share, 4);
	give(j, ratio->source, &out);
}

void
journal_ratios(struct journal *j, int64_t ts)
{
	const struct ledger *l = &j->engine.ledger;
	const struct tally *t = &j->done;
	int64_t top = j->engine.depth / TOP, n[2] = { 0 }, tops[2] = { 0 },
		lots[2] = { 0 };

	for (size_t i = 0; i < l->n; i++) {
		const struct holding *p = &l->of[i];
		int side = p->lots < 0;

		n[side] += p->lots != 0;
		if (p->cost < top)
			continue;
		tops[side]++;
		lots[side] += side ? -p->lots : p->lots;
	}
	put_ratio(j, ts, RATIO_ACCOUNTS, n[0], n[0] + n[1]);
	put_ratio(j, ts, RATIO_TOP_ACCOUNTS, tops[0], tops[0] + tops[1]);
	put_ratio(j, ts, RATIO_TOP_POSITIONS, lots[0], lots[0] + lots[1]);
	put_ratio(j, ts, RATIO_TAKER, t->buy_lots, t->lots);
}

static void
put_level(struct journal *j, struct buf *b, int64_t ticks, int64_t lots)
{
	buf_putc(b, b->n == 0 ? '[' : ',');
	buf_putc(b, '[');
	dec_put(b, price(j, ticks));
	buf_putc(b, ',');
	dec_put(b, coins_of(j, lots));
	buf_putc(b, ']');
}

/*
 * Levels lie further apart the further out; together they hold about what it
 * takes to push the price that far.
 */
void
journal_book(struct journal *j, int64_t ts)
{
	const struct engine *e = &j->engine;
	int64_t last = engine_last(e), off = 0, wide, lots[2];
	struct dice d;
	struct record out;
	struct book *book = &out.as.book;

	head(j, &out, RECORD_BOOK, ts);
	dice_seed(&d, e->seed, "book", e->coin->base, ts);
	buf_reset(&j->bids);
	buf_reset(&j->asks);
	for (int i = 0; i < BOOK_LEVELS; i++) {
		wide = last * BOOK_PPM * i / 1000000 + 1;
		off += wide;
		for (int k = 0; k < 2; k++)
			lots[k] = 1 + mul_div(e->depth / last,
					  wide * (50 + dice_below(&d, 101)),
					  100 * last);
		if (off < last)
			put_level(j, &j->bids, last - off, lots[0]);
		put_level(j, &j->asks, last + off, lots[1]);
	}
	buf_putc(&j->bids, ']');
	buf_putc(&j->asks, ']');
	book->bids = buf_view(&j->bids);
	book->asks = buf_view(&j->asks);
	give(j, book->source, &out);
}

static void
put_position(
    struct journal *j, int64_t ts, const struct holding *held, char owner)
{
	int64_t lots = held->lots < 0 ? -held->lots : held->lots;
	const struct coin *c = j->engine.coin;
	struct record out;
	struct position *p = &out.as.position;

	head(j, &out, RECORD_POSITION, ts);
	p->side = held->lots > 0 ? SIDE_LONG : SIDE_SHORT;
	p->qty = coins_of(j, lots);
	(void)dec_div(&p->entry, decimal(held->cost, 0), decimal(lots, 0), 4);
	p->entry.scale = (short)(p->entry.scale + c->tick_scale);
	p->leverage = dec_int(held->leverage);
	if (held->liq != 0)
		p->liq_price = price(j, held->liq);
	p->usd = usd(j, lots * j->engine.mark);
	snprintf(p->owner, sizeof(p->owner), "%c%" PRId32, owner, held->id);
	give(j, p->source, &out);
}

void
journal_positions(struct journal *j, int64_t ts)
{
	const struct ledger *l = &j->engine.ledger;

	for (size_t i = 0; i < l->n; i++)
		if (l->of[i].lots != 0)
			put_position(j, ts, &l->of[i], i < MAKERS ? 'm' : 't');
}

void
journal_candle(struct journal *j, int64_t ts, const struct tally *t)
{
	bool quiet = t->trades == 0; /* then it stays where it was */
	struct record out;
	struct candle *c = &out.as.candle;

	head(j, &out, RECORD_CANDLE, ts);
	c->width_ms = j->asked->width_ms;
	c->open = price(j, quiet ? t->close : t->open);
	c->high = price(j, quiet ? t->close : t->high);
	c->low = price(j, quiet ? t->close : t->low);
	c->close = price(j, t->close);
	c->volume = coins_of(j, t->lots);
	c->buy_volume = coins_of(j, t->buy_lots);
	c->usd = usd(j, t->money);
	c->trades = t->trades;
	c->final = TRUTH_TRUE;
	give(j, c->source, &out);
}

void
journal_liquidation(struct journal *j, const struct deal *d)
{
	const struct engine *e = &j->engine;
	struct record out;
	struct liquidation *l = &out.as.liquidation;

	head(j, &out, RECORD_LIQUIDATION, d->ts);
	l->side = d->forced->lots > 0 ? SIDE_LONG : SIDE_SHORT;
	l->price = price(j, d->ticks);
	l->qty = coins_of(j, d->lots);
	l->usd = usd(j, d->lots * d->ticks);
	l->price_kind = PRICE_FILL;
	snprintf(l->id, sizeof(l->id), "%" PRIu64 "-%s-%" PRId64 "-%" PRId64,
	    e->seed, e->coin->base, epoch_start(e->epoch) / DAY_MS, d->number);
	give(j, l->source, &out);
}
