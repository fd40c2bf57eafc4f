/*
 * coinglass_total.c - CoinGlass, sums of liquidations as total records.
 *
 * aggregated-history, of a coin at the exchanges that are named: {"time":
 * 1658966400000,"aggregated_long_liquidation_usd":5916885.14234,
 * "aggregated_short_liquidation_usd":12969583.87632}, a row an interval.  It
 * is asked about one exchange at a time, all pairs of the coin together
 * (binance:BTC).  history tells of one pair, in strings and without
 * "aggregated_": it is read where somebody saved it.
 *
 * exchange-list, all coins: {"exchange":"Bybit","liquidation_usd":4585290.13,
 * "long_liquidation_usd":...,"short_liquidation_usd":...}, and a row "All"
 * that adds up the others.  coin-list, of one exchange: {"symbol":"BTC",
 * "long_liquidation_usd_24h":...,...} for 1, 4, 12 and 24 hours.  Their spans
 * end when they are asked for (answers are kept for some 10 seconds).
 */
#include "liq-fetch/coinglass.h"

#include <stdio.h>

#include "base/when.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

static const struct width ranges[COINGLASS_RANGES] = {
	{ HOUR_MS, "1h" },
	{ 4 * HOUR_MS, "4h" },
	{ 12 * HOUR_MS, "12h" },
	{ DAY_MS, "24h" },
};

/* Its figures hold no more than what the exchange publishes. */
static int
sampled(const char *symbol, int64_t ts)
{
	struct str pair;
	const struct brand *b = brand_split(symbol, &pair);
	const struct exchange *x = b != NULL ? exchange_find(b->ours) : NULL;

	return x != NULL && x->class_at(ts) == CLASS_SAMPLED ? TRUTH_TRUE
							     : TRUTH_NULL;
}

/* Both sides and their sum, 8 decimals at the most. */
static const char *
sides(struct total *t, struct str lng, struct str shrt)
{
	const char *why;

	if ((why = cell_need(&t->long_usd, lng, "long_liquidation_usd")) !=
		NULL ||
	    (why = cell_need(&t->short_usd, shrt, "short_liquidation_usd")) !=
		NULL)
		return why;
	if (dec_sign(t->long_usd) < 0 || dec_sign(t->short_usd) < 0)
		return "a side is negative";
	if (!dec_round(&t->long_usd, t->long_usd, USD_SCALE) ||
	    !dec_round(&t->short_usd, t->short_usd, USD_SCALE) ||
	    !dec_add(&t->usd, t->long_usd, t->short_usd))
		return "its numbers are out of range";
	t->usd = dec_trim(t->usd);
	return NULL;
}

const char *
coinglass_total(struct str row, struct reading *r)
{
	struct record record;
	struct total *t = &record.as.total;
	struct str lng = wire_get(row, "long_liquidation_usd");
	struct str shrt = wire_get(row, "short_liquidation_usd");
	const char *why;
	int64_t ts;

	if ((why = stats_time(r, wire_get(row, "time"), &ts)) != NULL)
		return why;
	if (lng.n == 0)
		lng = wire_get(row, "aggregated_long_liquidation_usd");
	if (shrt.n == 0)
		shrt = wire_get(row, "aggregated_short_liquidation_usd");
	contract_record(&r->contract, r->context, &record, RECORD_TOTAL, ts);
	t->width_ms = r->page->width;
	t->sampled = sampled(t->symbol, ts);
	if (r->context->received != INT_NONE)
		t->final = ts + t->width_ms <= r->context->received
			       ? TRUTH_TRUE
			       : TRUTH_FALSE;
	if ((why = sides(t, lng, shrt)) == NULL)
		r->to->record(r->to->arg, &record);
	return why;
}

/* Liquidated within one span that ends when the answer came. */
struct sums {
	struct str exchange, coin; /* coin "": all of them */
	struct str lng, shrt;
	int64_t width;
};

static const char *
sum(const struct sums *s, struct reading *r)
{
	struct record record;
	struct total *t = &record.as.total;
	int64_t ts = r->context->received - s->width;
	const char *why;

	record_clear(&record, RECORD_TOTAL);
	t->ts = ts;
	t->width_ms = s->width;
	str_copy(
	    t->exchange, sizeof(t->exchange), str_of(exchange_coinglass.name));
	why = brand_symbol(t->symbol, sizeof(t->symbol), s->exchange,
	    s->coin.n > 0 ? s->coin : STR("*"));
	if (why != NULL)
		return why;
	if (!str_copy(t->base, sizeof(t->base), s->coin))
		return "its coin is too long";
	t->sampled = sampled(t->symbol, ts);
	if ((why = sides(t, s->lng, s->shrt)) == NULL)
		r->to->record(r->to->arg, &record);
	return why;
}

/* All pairs of a coin at one exchange: theirs share a request. */
bool
coinglass_ask_history(struct ask *a, const struct page *p)
{
	struct str pair;
	const struct brand *b = brand_split(p->market.symbol, &pair);

	if (b == NULL)
		return false;
	coinglass_ask(a, p, "liquidation/aggregated-history?exchange_list=");
	ask_text(a, b->theirs);
	ask_url(a, "&symbol=");
	ask_text(a, p->market.base);
	return coinglass_ask_series(a, p);
}

const char *
coinglass_history(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct market *m = &r.contract.market;
	struct str pair, data;
	const struct brand *b = brand_split(p->market.symbol, &pair);
	const char *why;

	if (b == NULL || !json_get(body, "data", &data))
		return "\"data\" is missing";
	r.contract.exchange = &exchange_coinglass;
	memcpy(m->base, p->market.base, sizeof(m->base));
	why = brand_symbol(
	    m->symbol, sizeof(m->symbol), str_of(b->ours), str_of(m->base));
	return why != NULL ? why : turn_rows(data, &r, coinglass_total);
}

bool
coinglass_ask_exchanges(struct ask *a, const struct page *p)
{
	coinglass_ask(a, p, "liquidation/exchange-list");
	ask_url(a, "?range=%s", ranges[p->part].name);
	return true;
}

/* All coins of one exchange; "All" is their sum, and no exchange. */
static const char *
exchange_row(struct str row, struct reading *r)
{
	struct sums s = { .width = ranges[r->page->part].ms };

	turn_row(r->turn, INT_NONE);
	s.exchange = wire_get(row, "exchange");
	if (str_is(s.exchange, "All"))
		return NULL;
	s.lng = wire_get(row, "long_liquidation_usd");
	s.shrt = wire_get(row, "short_liquidation_usd");
	return sum(&s, r);
}

const char *
coinglass_exchanges(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str data;

	return json_get(body, "data", &data) ? turn_rows(data, &r, exchange_row)
					     : "\"data\" is missing";
}

bool
coinglass_ask_coins(struct ask *a, const struct page *p)
{
	coinglass_ask(a, p, "liquidation/coin-list?exchange=");
	ask_text(a, brands[p->part].theirs);
	return true;
}

/* Four spans of one coin of one exchange. */
static const char *
coin_row(struct str row, struct reading *r)
{
	struct sums s = { .exchange = str_of(brands[r->page->part].theirs) };
	char key[48];
	const char *why;
	int i;

	turn_row(r->turn, INT_NONE);
	s.coin = wire_get(row, "symbol");
	if (s.coin.n == 0)
		return "\"symbol\" is missing";
	for (i = 0; i < COINGLASS_RANGES; i++) {
		s.width = ranges[i].ms;
		snprintf(key, sizeof(key), "long_liquidation_usd_%s",
		    ranges[i].name);
		s.lng = wire_get(row, key);
		snprintf(key, sizeof(key), "short_liquidation_usd_%s",
		    ranges[i].name);
		s.shrt = wire_get(row, key);
		if ((why = sum(&s, r)) != NULL)
			return why;
	}
	return NULL;
}

const char *
coinglass_coins(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str data;

	return json_get(body, "data", &data) ? turn_rows(data, &r, coin_row)
					     : "\"data\" is missing";
}
