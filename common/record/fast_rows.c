#include "record/fast_rows.h"

#include <stdlib.h>

#include "base/x.h"
#include "json/json.h"
#include "record/fast_room.h"

#define VALUES 20 /* of a line; no type here has more */

/* Where members stand in the tables of the two types. */
enum { EXCHANGE = 1, OI = 5, OI_USD, OI_RECEIVED = OI_USD + 3 };
enum { OPEN = 6, TRADES = OPEN + FAST_CELLS, RECEIVED = TRADES + 3 };

static void
learn_who(struct fast_rows *f, struct str text, const struct record *r)
{
	struct fast_rows_who *w;

	if (!phrases_keep(&f->who, text, (uint32_t)f->whos))
		return;
	f->who_of = xgrow(f->who_of, f->whos, &f->who_cap, sizeof(*w));
	w = &f->who_of[f->whos++];
	w->head = *(const struct head *)(const void *)&r->as;
	w->width_ms = f->type == RECORD_CANDLE ? r->as.candle.width_ms : 0;
}

static void
learn_how(struct fast_rows *f, struct str text, const struct record *r)
{
	const bool candle = f->type == RECORD_CANDLE;
	struct fast_rows_how *h;

	if (!phrases_keep(&f->how, text, (uint32_t)f->hows))
		return;
	f->how_of = xgrow(f->how_of, f->hows, &f->how_cap, sizeof(*h));
	h = &f->how_of[f->hows++];
	h->width_ms = candle ? 0 : r->as.oi.width_ms;
	h->final = candle ? r->as.candle.final : TRUTH_NULL;
	memcpy(h->source, candle ? r->as.candle.source : r->as.oi.source,
	    sizeof(h->source));
}

/* fast_learn says why a phrase means the same in every line of the shape. */
void
fast_rows_learn(struct fast_rows *f, struct str line)
{
	struct str value[VALUES], last;
	struct record r;

	if (!f->unknown)
		return;
	f->unknown = false;
	if (record_parse(&r, line) != NULL || r.type != f->type ||
	    !phrase_values(value, r.type, str_trim(line)))
		return;
	last = value[r.type == RECORD_CANDLE ? TRADES : OI_USD];
	learn_who(f,
	    phrase_between(value[EXCHANGE].s + 1,
		value[r.type == RECORD_CANDLE ? OPEN : OI].s),
	    &r);
	learn_how(f,
	    phrase_between(last.s + last.n,
		value[r.type == RECORD_CANDLE ? RECEIVED : OI_RECEIVED].s),
	    &r);
}

static void
candle(const struct fast_rows *f, const struct fast_row *row, struct candle *c)
{
	const struct fast_rows_how *how = &f->how_of[row->how];

	*(struct head *)(void *)c = f->who_of[row->who].head;
	c->ts = row->ts;
	c->width_ms = f->who_of[row->who].width_ms;
	c->open = fast_row_dec(row, CELL_OPEN);
	c->high = fast_row_dec(row, CELL_HIGH);
	c->low = fast_row_dec(row, CELL_LOW);
	c->close = fast_row_dec(row, CELL_CLOSE);
	c->volume = fast_row_dec(row, CELL_VOLUME);
	c->buy_volume = fast_row_dec(row, CELL_BUY_VOLUME);
	c->usd = fast_row_dec(row, CELL_USD);
	c->trades = row->trades;
	c->final = how->final;
	memcpy(c->source, how->source, sizeof(c->source));
	c->received = row->received;
}

static void
interest(const struct fast_rows *f, const struct fast_row *row, struct oi *o)
{
	const struct fast_rows_how *how = &f->how_of[row->how];

	*(struct head *)(void *)o = f->who_of[row->who].head;
	o->ts = row->ts;
	o->oi = fast_row_dec(row, CELL_OI);
	o->usd = fast_row_dec(row, CELL_OI_USD);
	o->width_ms = how->width_ms;
	memcpy(o->source, how->source, sizeof(o->source));
	o->received = row->received;
}

void
fast_rows_record(
    const struct fast_rows *f, const struct fast_row *row, struct record *r)
{
	r->type = f->type;
	if (f->type == RECORD_CANDLE)
		candle(f, row, &r->as.candle);
	else
		interest(f, row, &r->as.oi);
}

void
fast_rows_free(struct fast_rows *f)
{
	phrases_free(&f->who);
	phrases_free(&f->how);
	free(f->who_of);
	free(f->how_of);
	*f = (struct fast_rows){ .type = f->type };
}
