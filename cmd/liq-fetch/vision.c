/*
 * COIN-M klines count contracts in volume and coins in quote_volume, metrics
 * contracts and coins, trades and orders contracts.
 */
#include "liq-fetch/vision.h"

#include "base/when.h"
#include "json/json.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/rekey.h"

#define METRICS_WIDTH_MS (5 * MINUTE_MS)
#define QTY_DECIMALS 12

static const char range[] = "its numbers are out of range";

static const struct rename order_names[] = {
	{ "time", "T", true },
	{ "side", "S", true },
	{ "order_type", "o", true },
	{ "time_in_force", "f", true },
	{ "original_quantity", "q", true },
	{ "price", "p", true },
	{ "average_price", "ap", true },
	{ "order_status", "X", true },
	{ "last_fill_quantity", "l", true },
	{ "accumulated_fill_quantity", "z", true },
	{ 0 },
};

const char *
vision_look_up(struct vision *s, const char *symbol)
{
	const char *why;
	int64_t m;

	if (strcmp(s->market.symbol, symbol) == 0)
		return NULL;
	why = market_known(
	    &s->market, &exchange_binance, s->context.instruments, symbol);
	if (why != NULL) {
		s->market.symbol[0] = '\0';
		return why;
	}
	s->places = 0;
	for (m = s->market.multiplier; m >= 10; m /= 10)
		s->places++;
	s->contract = (struct dec){ 0 };
	return s->market.inverse
		   ? contract_size(&s->contract, &exchange_binance,
			 s->context.instruments, &s->market)
		   : NULL;
}

/* An empty record of the symbol. */
static void
begin(const struct vision *s, struct record *r, enum record_type type)
{
	struct liquidation *l = &r->as.liquidation; /* as all of the market */

	record_clear(r, type);
	str_copy(l->exchange, sizeof(l->exchange), STR("binance"));
	memcpy(l->symbol, s->market.symbol, sizeof(l->symbol));
	memcpy(l->base, s->market.base, sizeof(l->base));
	memcpy(l->quote, s->market.quote, sizeof(l->quote));
	columns_origin(r, s->context.source, s->context.received);
}

static const char *
give(const struct record *r, const struct sink *to)
{
	const char *why;

	if ((why = columns_missing(r)) != NULL ||
	    (why = market_check(r)) != NULL)
		return why;
	to->record(to->arg, r);
	return NULL;
}

/* A size in coins as quoted, into coins of the base. */
static bool
coins(const struct vision *s, struct dec *d)
{
	return !d->known || dec_shift(d, *d, s->places);
}

static bool
price(const struct vision *s, struct dec *d)
{
	return !d->known || dec_shift(d, *d, -s->places);
}

/* USD: as it stands, or of contracts. */
static bool
dollars(const struct vision *s, struct dec *d)
{
	if (!d->known)
		return true;
	return s->market.inverse ? dec_mul(d, *d, s->contract)
				 : dec_round(d, *d, USD_SCALE);
}

const char *
vision_kline(struct vision *s, const struct sink *to)
{
	const struct str *cell = s->csv.cell;
	bool inverse = s->market.inverse;
	struct record r;
	struct candle *c = &r.as.candle;
	const struct {
		struct dec *d;
		int cell;
	} numbers[] = { { &c->open, 1 }, { &c->high, 2 }, { &c->low, 3 },
		{ &c->close, 4 }, { &c->volume, inverse ? 7 : 5 },
		{ &c->usd, inverse ? 5 : 7 },
		{ &c->buy_volume, inverse ? 10 : 9 } };
	const char *why;
	int64_t end;
	size_t i;

	begin(s, &r, RECORD_CANDLE);
	if ((why = cell_time(&c->ts, cell[0])) != NULL ||
	    (why = cell_time(&end, cell[6])) != NULL ||
	    (why = cell_int(&c->trades, cell[8])) != NULL)
		return why;
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if ((why = cell_dec(numbers[i].d, cell[numbers[i].cell])) !=
		    NULL)
			return why;
	if (!price(s, &c->open) || !price(s, &c->high) || !price(s, &c->low) ||
	    !price(s, &c->close) || !coins(s, &c->volume) ||
	    !coins(s, &c->buy_volume) || !dollars(s, &c->usd))
		return range;
	c->width_ms = end + 1 - c->ts;
	c->final = TRUTH_TRUE;
	return give(&r, to);
}

static const char *
interest(const struct vision *s, int64_t ts, const struct sink *to)
{
	const struct str *cell = s->csv.cell;
	bool inverse = s->market.inverse;
	struct record r;
	struct oi *o = &r.as.oi;
	const char *why;

	begin(s, &r, RECORD_OI);
	o->ts = ts;
	if ((why = cell_dec(&o->oi, cell[inverse ? 3 : 2])) != NULL ||
	    (why = cell_dec(&o->usd, cell[inverse ? 2 : 3])) != NULL)
		return why;
	if (!o->oi.known && !o->usd.known)
		return NULL;
	if (!coins(s, &o->oi) || !dollars(s, &o->usd))
		return range;
	o->width_ms = 0;
	return give(&r, to);
}

static const char *
share(const struct vision *s, int64_t ts, int kind, struct str cell,
    const struct sink *to)
{
	struct record r;
	struct ratio *q = &r.as.ratio;
	struct dec d;
	const char *why = cell_dec(&d, cell);

	if (why != NULL || !d.known)
		return why;
	begin(s, &r, RECORD_RATIO);
	q->ts = ts;
	q->width_ms = METRICS_WIDTH_MS;
	q->kind = kind;
	if (!ratio_shares(&q->lng, &q->shrt, d))
		return "not a ratio";
	return give(&r, to);
}

/* Up to five records; a cell that cannot be read costs its own. */
const char *
vision_metrics(struct vision *s, const struct sink *to)
{
	static const int kinds[] = { RATIO_TOP_ACCOUNTS, RATIO_TOP_POSITIONS,
		RATIO_ACCOUNTS, RATIO_TAKER };
	const struct str *cell = s->csv.cell;
	char symbol[sizeof(s->market.symbol)];
	const char *why;
	int64_t ts;
	size_t i;

	if (!str_copy(symbol, sizeof(symbol), str_trim(cell[1])))
		return "a symbol that is too long";
	if ((why = cell_time(&ts, cell[0])) != NULL ||
	    (why = vision_look_up(s, symbol)) != NULL)
		return why;
	if ((why = interest(s, ts, to)) != NULL)
		to->refuse(to->arg, why);
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		why = share(s, ts, kinds[i], cell[4 + i], to);
		if (why != NULL)
			to->refuse(to->arg, why);
	}
	return NULL;
}

static const char *
give_bar(
    const struct vision *s, const struct candle *bar, const struct sink *to)
{
	struct record r;
	struct candle *c = &r.as.candle;

	begin(s, &r, RECORD_CANDLE);
	c->ts = bar->ts;
	c->width_ms = bar->width_ms;
	c->open = bar->open;
	c->high = bar->high;
	c->low = bar->low;
	c->close = bar->close;
	c->volume = bar->volume;
	c->buy_volume = bar->buy_volume;
	c->trades = bar->trades;
	c->final = bar->final;
	if (!dec_round(&c->usd, bar->usd, USD_SCALE))
		return range;
	return give(&r, to);
}

/* Price and quantity of a trade in coins and USD. */
static bool
convert(const struct vision *s, struct trade *t)
{
	if (!price(s, &t->price))
		return false;
	if (!s->market.inverse)
		return coins(s, &t->qty) && dec_mul(&t->usd, t->price, t->qty);
	return dec_mul(&t->usd, t->qty, s->contract) &&
	       dec_div(&t->qty, t->usd, t->price, QTY_DECIMALS);
}

const char *
vision_trade(struct vision *s, const struct sink *to)
{
	const struct str *cell = s->csv.cell;
	struct str maker = str_trim(cell[6]);
	struct trade t = { 0 };
	struct candle done;
	const char *why, *bad;
	int64_t first;
	bool full;

	if ((why = cell_dec(&t.price, cell[1])) != NULL ||
	    (why = cell_dec(&t.qty, cell[2])) != NULL ||
	    (why = cell_int(&first, cell[3])) != NULL ||
	    (why = cell_int(&t.count, cell[4])) != NULL ||
	    (why = cell_time(&t.ts, cell[5])) != NULL)
		return why;
	if (dec_sign(t.price) <= 0 || dec_sign(t.qty) < 0)
		return "a price or quantity that is not positive";
	if (first < 0 || t.count < first)
		return "its trade ids are out of order";
	if (!str_is(maker, "true") && !str_is(maker, "True") &&
	    !str_is(maker, "false") && !str_is(maker, "False"))
		return "is_buyer_maker is neither true nor false";
	t.count -= first - 1;
	t.buy = maker.s[0] == 'f' || maker.s[0] == 'F';
	if (!convert(s, &t))
		return range;
	why = bars_add(&s->bars, &t, &done, &full);
	if (full && (bad = give_bar(s, &done, to)) != NULL)
		to->refuse(to->arg, bad);
	return why;
}

/* The same order told again; the key is what does not change. */
static void
order_key(struct buf *key, const struct str *cell)
{
	static const int same[] = { 0, 1, 5, 4 };
	size_t i;

	buf_reset(key);
	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		buf_str(key, cell[same[i]]);
		buf_putc(key, ',');
	}
}

const char *
vision_order(struct vision *s, const struct sink *to)
{
	struct rekey names = { order_names, NULL,
		{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 } };
	struct buf symbol = { 0 };
	struct dec filled;
	const char *why;

	(void)to;
	if ((why = cell_dec(&filled, s->csv.cell[9])) != NULL)
		return why;
	buf_puts(&symbol, "\"s\":");
	json_put_text(&symbol, str_of(s->market.symbol));
	buf_putc(&symbol, '\0');
	names.fixed = symbol.s;
	buf_reset(&s->object);
	rekey_put(&s->object, &names, &s->csv);
	buf_free(&symbol);
	order_key(&s->key, s->csv.cell);
	orders_add(&s->orders, buf_view(&s->key), filled, buf_view(&s->object));
	return NULL;
}

void
vision_end(struct vision *s, const struct sink *to)
{
	struct candle last;
	const char *why;
	size_t i;

	if (bars_end(&s->bars, &last) && (why = give_bar(s, &last, to)) != NULL)
		to->refuse(to->arg, why);
	for (i = 0; i < s->orders.n; i++) {
		why = exchange_binance.liquidation(
		    buf_view(&s->orders.of[i].object), &s->context, to);
		if (why != NULL)
			to->refuse(to->arg, why);
	}
}

void
vision_free(struct vision *s)
{
	csv_free(&s->csv);
	orders_free(&s->orders);
	buf_free(&s->object);
	buf_free(&s->key);
}
