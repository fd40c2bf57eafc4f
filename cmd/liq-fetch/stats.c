#include "liq-fetch/stats.h"

#include "base/when.h"
#include "json/json.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/wire.h"

#define SHARE_SCALE 12 /* decimals of a share */

static const char range[] = "its numbers are out of range";

const char *
stats_open(struct reading *r, const struct exchange *x)
{
	return contract_find(
	    &r->contract, x, r->context->instruments, r->page->market.symbol);
}

const char *
stats_time(struct reading *r, struct str bare, int64_t *ts)
{
	const char *why;

	if (bare.n == 0)
		return "its time is missing";
	if ((why = wire_time(ts, bare, SECOND_MS)) == NULL)
		turn_row(r->turn, *ts);
	return why;
}

const char *
stats_iso(struct reading *r, struct str bare, int64_t *ts)
{
	const char *why;

	if (bare.n == 0)
		return "its time is missing";
	if ((why = when_parse_iso(ts, bare)) != NULL)
		return why;
	if (!when_sane(*ts))
		return "a time outside 2015 to 2100";
	turn_row(r->turn, *ts);
	return NULL;
}

bool
stats_half(struct dec *d)
{
	const struct dec half = { 5, 1, true };

	return !d->known || dec_mul(d, *d, half);
}

const char *
stats_oi(const struct reading *r, int64_t ts, int64_t width, struct interest i)
{
	struct record record;
	struct oi *oi = &record.as.oi;
	const char *why;

	contract_record(&r->contract, r->context, &record, RECORD_OI, ts);
	oi->width_ms = width;
	if (!contract_price(&r->contract, &i.price))
		return range;
	why = contract_size_of(
	    &r->contract, i.n, i.unit, i.price, &oi->oi, &oi->usd);
	if (why != NULL)
		return why;
	if (i.usd.known && !dec_round(&oi->usd, i.usd, USD_SCALE))
		return range;
	r->to->record(r->to->arg, &record);
	return NULL;
}

const char *
stats_candle(
    const struct reading *r, int64_t ts, const struct cells_candle *cells)
{
	struct record record;
	const char *why = cell_candle(
	    &record, cells, &r->contract, r->context, ts, r->page->width);

	if (why == NULL)
		r->to->record(r->to->arg, &record);
	return why;
}

const char *
stats_funding(const struct reading *r, int64_t ts, struct dec rate,
    int64_t width, struct dec mark, enum funding_kind kind)
{
	struct record record;
	struct funding *f = &record.as.funding;

	contract_record(&r->contract, r->context, &record, RECORD_FUNDING, ts);
	f->rate = rate;
	f->width_ms = width > 0 ? width : INT_NONE;
	f->mark = mark;
	f->kind = (int)kind;
	if (!contract_price(&r->contract, &f->mark))
		return range;
	r->to->record(r->to->arg, &record);
	return NULL;
}

const char *
stats_ratio(const struct reading *r, int64_t ts, enum ratio_kind kind,
    struct dec lng, struct dec shrt)
{
	struct record record;
	struct ratio *ratio = &record.as.ratio;
	struct dec sum;

	contract_record(&r->contract, r->context, &record, RECORD_RATIO, ts);
	ratio->width_ms = r->page->width;
	ratio->kind = (int)kind;
	if (dec_sign(lng) < 0 || dec_sign(shrt) < 0)
		return "a side is negative";
	if (!dec_add(&sum, lng, shrt) || dec_sign(sum) == 0)
		return "neither side has any";
	if (!dec_div(&ratio->lng, lng, sum, SHARE_SCALE) ||
	    !dec_sub(&ratio->shrt, dec_int(1), ratio->lng))
		return range;
	r->to->record(r->to->arg, &record);
	return NULL;
}

/* names: NULL for arrays.  No level may be missing: a bad one costs all. */
static const char *
side(struct buf *b, const struct reading *r, struct str levels,
    const struct level_names *names, enum unit unit)
{
	struct str level, cell[2];
	const char *why;

	if (json_kind(levels) != '[')
		return "a side of the book is no array";
	while (json_element(&levels, &level)) {
		if (names != NULL) {
			cell[0] = wire_get(level, names->price);
			cell[1] = wire_get(level, names->size);
		} else if (wire_cells(level, cell, 2) < 2) {
			return "a level of the book is not [price, size]";
		}
		why = book_level(b, &r->contract, cell[0], cell[1], unit);
		if (why != NULL)
			return why;
	}
	book_end(b);
	return NULL;
}

const char *
stats_book_named(const struct reading *r, int64_t ts, struct str bids,
    struct str asks, const struct level_names *names, enum unit unit)
{
	struct record record;
	struct buf b = { 0 }, a = { 0 };
	const char *why;

	if ((why = side(&b, r, bids, names, unit)) == NULL &&
	    (why = side(&a, r, asks, names, unit)) == NULL) {
		contract_record(
		    &r->contract, r->context, &record, RECORD_BOOK, ts);
		record.as.book.bids = buf_view(&b);
		record.as.book.asks = buf_view(&a);
		r->to->record(r->to->arg, &record);
	}
	buf_free(&b);
	buf_free(&a);
	return why;
}

const char *
stats_book(const struct reading *r, int64_t ts, struct str bids,
    struct str asks, enum unit unit)
{
	return stats_book_named(r, ts, bids, asks, NULL, unit);
}

const char *
stats_instrument(struct reading *r, const struct exchange *x,
    const struct market *m, struct listing l)
{
	struct record record;
	struct instrument *i = &record.as.instrument;
	const char *why;

	r->contract = (struct contract){ .exchange = x, .market = *m };
	contract_record(&r->contract, r->context, &record, RECORD_INSTRUMENT,
	    r->context->received);
	i->kind = m->dated ? CONTRACT_DATED : CONTRACT_PERPETUAL;
	i->contract_size = l.size;
	i->inverse = m->inverse ? TRUTH_TRUE : TRUTH_FALSE;
	i->multiplier = dec_int(m->multiplier);
	i->tick = l.tick;
	i->lot = l.lot;
	str_copy(i->status, sizeof(i->status), str_of(l.status));
	if ((why = contract_steps(&r->contract, i, UNIT_COIN)) == NULL)
		r->to->record(r->to->arg, &record);
	return why;
}
