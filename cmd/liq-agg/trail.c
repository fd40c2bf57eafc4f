#include "liq-agg/trail.h"

#include "liq-agg/group.h"
#include "liq-agg/tally.h"

/* A window that is added up; its rows by product and side. */
struct trail {
	struct window window;
	int64_t since;
	struct tally tally;
};

struct trails {
	struct trail of[WIDTHS];
	size_t n;
	i128 min; /* 1e-8 USD */
	bool rows; /* product and side are enough to tell cells apart */
};

static void
begin(struct trails *t, const struct store *s)
{
	const struct request *r = s->request;
	struct trail *at;
	int64_t width;
	size_t i;

	*t = (struct trails){ .n = r->widths.n };
	t->rows = !(r->keys & BY_SIZE) && !s->bins.step.known &&
		  (!s->choice.min.known ||
		      dec_fixed(&t->min, s->choice.min, USD_SCALE));
	for (i = 0; i < t->n; i++) {
		at = &t->of[i];
		width = r->widths.ms[i];
		if (width == 0)
			at->window = (struct window){ .all = true };
		else
			at->window = window_of(s->choice.until - width, width);
		at->since = width == 0 ? INT64_MIN : at->window.ts;
		if (at->since < s->choice.since)
			at->since = s->choice.since;
	}
}

/* An event whose numbers are of 64 bits, and that has an id. */
static bool
common(const struct event *e)
{
	return e->id.n > 0 && ((e->number[EVENT_PRICE] | e->number[EVENT_QTY] |
				   e->number[EVENT_USD]) >>
				  63) == 0;
}

static bool
chosen(const struct trails *t, const struct choice *c, const struct event *e)
{
	return e->ts >= c->since && e->ts < c->until &&
	       (c->side == SIDE_NONE || c->side == e->side) &&
	       (t->min == 0 || tally_usd((int64_t)e->number[EVENT_USD],
				   e->scale[EVENT_USD]) >= t->min);
}

static void
add(struct trails *t, struct store *s, const struct event *e)
{
	struct fast_line l = { .ts = e->ts, .id = e->id };
	size_t i;

	if (!chosen(t, &s->choice, e))
		return;
	for (i = 0; i < EVENT_NUMBERS; i++)
		l.number[i] = (int64_t)e->number[i];
	memcpy(l.scale, e->scale, sizeof(l.scale));
	members_note(&s->members, pair_of(e->product, e->side, 0), e->ts);
	for (i = 0; i < t->n; i++)
		if (e->ts >= t->of[i].since)
			tally_add(&t->of[i].tally,
			    (size_t)e->product * SIDES + e->side, &l);
}

static void
settle(const struct trail *t, struct store *s)
{
	struct cell cell = { 0 };
	size_t at;

	for (at = 0; at < t->tally.n; at++) {
		tally_sum(&cell.sum, &t->tally, at);
		cell.pair =
		    pair_of((uint32_t)(at / SIDES), (int)(at % SIDES), 0);
		if (cell.sum.count > 0)
			store_shard(s, &t->window, &cell);
	}
}

void
trail_shelve(struct store *s)
{
	struct trails trails;
	struct event e;
	uint32_t at = 0;
	size_t i;

	begin(&trails, s);
	while ((at = pile_next(&s->events.pile, at)) != 0) {
		pile_get(&s->events.pile, at, &e);
		if (trails.rows && common(&e))
			add(&trails, s, &e);
		else
			store_piece(s, &e);
	}
	for (i = 0; i < trails.n; i++) {
		settle(&trails.of[i], s);
		tally_free(&trails.of[i].tally);
	}
}
