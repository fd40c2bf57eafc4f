#include "liq-fetch/bars.h"

#include "base/when.h"

static void
begin(struct bars *b, const struct trade *t)
{
	struct dec none = dec_int(0);

	b->now =
	    (struct candle){ .ts = floor_div(t->ts, b->width_ms) * b->width_ms,
		    .width_ms = b->width_ms,
		    .open = t->price,
		    .high = t->price,
		    .low = t->price,
		    .volume = none,
		    .buy_volume = none,
		    .usd = none };
	b->open = true;
}

static const char *
add(struct candle *c, const struct trade *t)
{
	struct dec volume, buy = c->buy_volume, usd;

	if (!dec_add(&volume, c->volume, t->qty) ||
	    (t->buy && !dec_add(&buy, c->buy_volume, t->qty)) ||
	    !dec_add(&usd, c->usd, t->usd))
		return "its numbers are out of range";
	c->volume = volume;
	c->buy_volume = buy;
	c->usd = usd;
	if (dec_cmp(t->price, c->high) > 0)
		c->high = t->price;
	if (dec_cmp(t->price, c->low) < 0)
		c->low = t->price;
	c->close = t->price;
	c->trades += t->count;
	return NULL;
}

const char *
bars_add(struct bars *b, const struct trade *t, struct candle *done, bool *full)
{
	*full = false;
	if (b->open && t->ts < b->last)
		return "a trade that is not in order of time";
	b->last = t->ts;
	if (b->open && t->ts >= b->now.ts + b->width_ms) {
		*done = b->now;
		done->final = TRUTH_TRUE;
		*full = true;
		b->open = false;
	}
	if (!b->open)
		begin(b, t);
	return add(&b->now, t);
}

bool
bars_end(struct bars *b, struct candle *done)
{
	if (!b->open)
		return false;
	*done = b->now;
	if ((done->ts + done->width_ms) % DAY_MS == 0)
		done->final = TRUTH_TRUE;
	b->open = false;
	return true;
}
