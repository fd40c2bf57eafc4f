#include "liq-agg/store.h"

#include "base/x.h"
#include "liq-agg/group.h"
#include "liq-agg/trail.h"
#include "record/record.h"

/* Are the windows of an event known as soon as it is read? */
static bool
foreseen(const struct request *r)
{
	size_t i;

	if ((r->since.given && r->since.relative) ||
	    (r->until.given && r->until.relative))
		return false;
	if (r->interval > 0 || r->until.given)
		return true;
	for (i = 0; i < r->widths.n && r->widths.ms[i] == 0;)
		i++;
	return i == r->widths.n;
}

void
store_open(struct store *s, const struct request *r)
{
	s->request = r;
	s->bins = r->bins;
	s->events.products = &s->products;
	s->events.trust = r->trust;
	/* Aligned windows may be so many that events take less than sums. */
	s->direct = r->merge || (!r->follow && foreseen(r) &&
				    (r->trust || r->interval == 0));
	s->keeps = !s->direct || (!r->trust && !r->merge);
	if (store_keys(s))
		events_hide(&s->events);
	s->choice = request_choice(r, 0);
	if (r->follow)
		events_choose(&s->events, &s->choice);
}

static size_t
pair(const struct store *s, uint32_t product, int side, i128 usd)
{
	return pair_of(
	    product, side, s->request->keys & BY_SIZE ? size_of(usd) : 0);
}

static void
shelve(
    struct store *s, const struct window *w, size_t at, const struct piece *p)
{
	const int64_t bin = bins_of(&s->bins, p->price);
	const char *why =
	    sum_add(&cells_at(shelf_at(&s->shelf, w), at, bin)->sum, p);

	if (why != NULL)
		s->broken = why;
}

/* Window after window that ends before -u, as wide as the trailing one. */
static void
shelve_trailing(struct store *s, size_t at, const struct piece *p)
{
	const struct request *r = s->request;
	struct window all = { .all = true }, w;
	int64_t width, back;
	size_t i;

	for (i = 0; i < r->widths.n; i++) {
		if ((width = r->widths.ms[i]) == 0) {
			if (p->ts >= s->choice.since)
				shelve(s, &all, at, p);
			continue;
		}
		back = (s->choice.until - 1 - p->ts) / width;
		if (back > r->usual / width ||
		    (back == 0 && p->ts < s->choice.since))
			continue;
		w = window_of(s->choice.until - (back + 1) * width, width);
		shelve(s, &w, at, p);
	}
}

/* How far before the windows that are shown events are looked at. */
static int64_t
history(const struct request *r)
{
	int64_t widest = r->interval;
	size_t i;

	for (i = 0; i < r->widths.n; i++)
		if (r->widths.ms[i] > widest)
			widest = r->widths.ms[i];
	return r->usual > 0 ? r->usual + widest : 0;
}

static bool
counts(const struct store *s, const struct piece *p, int side)
{
	const struct choice *c = &s->choice;
	struct window first;

	if (p->ts >= c->until || (c->side != SIDE_NONE && c->side != side) ||
	    (c->min.known &&
		dec_cmp(dec_of_fixed(p->usd, USD_SCALE), c->min) < 0))
		return false;
	if (p->ts >= c->since)
		return true;
	if (s->request->interval == 0)
		return p->ts >= c->since - history(s->request);
	first = window_at(c->since, s->request->interval);
	return p->ts < first.ts && p->ts >= first.ts - s->request->usual;
}

static void
add_direct(struct store *s, const struct piece *p, uint32_t product, int side)
{
	const size_t at = pair(s, product, side, p->usd);
	struct window w;

	if (!counts(s, p, side))
		return;
	members_note(&s->members, at, p->ts);
	if (s->request->interval == 0) {
		shelve_trailing(s, at, p);
		return;
	}
	w = window_at(p->ts, s->request->interval);
	shelve(s, &w, at, p);
}

static const char *
liquidation(
    struct store *s, const struct liquidation *l, struct interval *dispute)
{
	const uint32_t product = products_of(&s->products, l);
	const uint64_t exchange = events_hash(&s->events, l->exchange);
	struct event e;
	const char *why;
	bool fresh = false;

	if ((why = event_of(&e, product, l)) == NULL)
		why = store_event(s, &e, events_key(&s->events, exchange, e.id),
		    dispute, &fresh);
	if (fresh)
		store_piece(s, &e);
	return why;
}

const char *
store_record(struct store *s, const struct record *r, struct interval *dispute)
{
	*dispute = (struct interval){ 0, 0 };
	switch (r->type) {
	case RECORD_LIQUIDATION:
		return liquidation(s, &r->as.liquidation, dispute);
	case RECORD_OI:
		return leverage_oi(&s->leverage,
		    products_of(&s->products, &r->as.liquidation), &r->as.oi);
	case RECORD_FUNDING:
		return leverage_funding(&s->leverage,
		    products_of(&s->products, &r->as.liquidation),
		    &r->as.funding);
	default:
		return NULL;
	}
}

bool
store_keys(const struct store *s)
{
	return s->keeps && !s->events.trust;
}

const char *
store_event(struct store *s, const struct event *e, uint64_t key,
    struct interval *dispute, bool *fresh)
{
	struct outcome out;
	const char *why;

	*dispute = (struct interval){ 0, 0 };
	*fresh = s->direct;
	if (!s->keeps)
		return NULL;
	why = events_put(&s->events, e, key, &out);
	*dispute = out.dispute;
	*fresh = s->direct && out.added;
	s->stale = s->stale || (s->direct && out.changed);
	return why;
}

void
store_piece(struct store *s, const struct event *e)
{
	const struct piece p = event_piece(e);

	add_direct(s, &p, e->product, e->side);
}

void
store_shard(struct store *s, const struct window *w, const struct cell *c)
{
	struct cell *to = cells_at(shelf_at(&s->shelf, w), c->pair, c->bin);
	const char *why = sum_merge(&to->sum, &c->sum);

	if (why != NULL)
		s->broken = why;
	members_note(&s->members, c->pair, c->sum.first);
}

void
store_catch_up(struct store *s)
{
	const struct pile *pile = &s->events.pile;
	uint32_t at = s->noted;
	struct event e;
	struct piece p;

	while ((at = pile_next(pile, at)) != 0) {
		pile_get(pile, at, &e);
		p = event_piece(&e);
		if (counts(s, &p, e.side))
			members_note(&s->members,
			    pair(s, e.product, e.side, p.usd), e.ts);
	}
	s->noted = pile->last;
	leverage_settle(&s->leverage);
}

/* All events onto the shelf, whatever was there. */
static void
shelve_all(struct store *s)
{
	uint32_t at = 0;
	struct event e;

	shelf_free(&s->shelf);
	members_reset(&s->members);
	s->broken = NULL;
	if (s->request->interval == 0 && s->request->usual == 0) {
		trail_shelve(s);
		return;
	}
	while ((at = pile_next(&s->events.pile, at)) != 0) {
		pile_get(&s->events.pile, at, &e);
		store_piece(s, &e);
	}
}

void
store_choose(struct store *s, int64_t last)
{
	struct choice wide;

	s->choice = request_choice(s->request, last);
	if (!s->direct && s->request->interval == 0 && s->request->usual == 0) {
		if (!s->request->until.given)
			s->choice.until = last; /* all are before it */
		s->direct = s->stale = true;
	}
	if (s->stale)
		shelve_all(s);
	if (s->direct)
		s->noted = s->events.pile.last;
	wide = s->choice;
	if (wide.since != INT64_MIN)
		wide.since -= history(s->request);
	if (!s->direct)
		events_choose(&s->events, &wide);
	store_catch_up(s);
}

void
store_shelve(struct store *s)
{
	struct event e;
	size_t i;

	for (i = 0; i < s->events.ordered; i++) {
		events_at(&s->events, i, &e);
		store_piece(s, &e);
	}
	s->direct = true;
}

/* Is a window on the shelf no history, and the widest of its kind? */
static bool
shown(const struct store *s, const struct window *w)
{
	const struct request *r = s->request;
	size_t i;

	if (r->interval > 0)
		return s->choice.since == INT64_MIN ||
		       w->ts >= window_at(s->choice.since, r->interval).ts;
	for (i = 0; i < r->widths.n; i++)
		if (r->widths.ms[i] == 0)
			return w->all;
	return true;
}

static bool
shelf_span(const struct store *s, int64_t *first, int64_t *last)
{
	const struct shelf *shelf = &s->shelf;
	const struct sum *sum;
	size_t i, k;

	*first = INT64_MAX;
	*last = INT64_MIN;
	for (i = 0; i < shelf->n; i++) {
		if (!shown(s, &shelf->window[i]))
			continue;
		for (k = 0; k < shelf->cells[i].n; k++) {
			sum = &shelf->cells[i].of[k].sum;
			*first = sum->first < *first ? sum->first : *first;
			*last = sum->last > *last ? sum->last : *last;
		}
	}
	return *first <= *last;
}

bool
store_span(const struct store *s, int64_t *first, int64_t *last)
{
	const struct events *all = &s->events;
	size_t from;

	if (s->direct)
		return shelf_span(s, first, last);
	from = events_before(all, s->choice.since);
	if (from == all->ordered)
		return false;
	*first = pile_ts(&all->pile, all->order[from]);
	*last = pile_ts(&all->pile, all->order[all->ordered - 1]);
	return true;
}

static const char *
add_up(struct store *s, const struct window *w, bool past)
{
	const int64_t since = s->choice.since;
	struct event e;
	struct piece p;
	struct cell *c;
	const char *why = NULL;
	size_t i, end = events_before(&s->events, window_end(w));

	cells_reset(&s->scratch);
	i = events_before(&s->events, !past && since > w->ts ? since : w->ts);
	for (; i < end && why == NULL; i++) {
		events_at(&s->events, i, &e);
		p = event_piece(&e);
		c = cells_at(&s->scratch, pair(s, e.product, e.side, p.usd),
		    bins_of(&s->bins, p.price));
		why = sum_add(&c->sum, &p);
	}
	return why;
}

const struct cells *
store_cells(
    struct store *s, const struct window *w, bool past, const char **why)
{
	const struct cells *on_shelf;

	*why = s->broken;
	if (!s->direct) {
		*why = add_up(s, w, past);
		return *why == NULL ? &s->scratch : NULL;
	}
	if (*why != NULL)
		return NULL;
	cells_reset(&s->scratch);
	on_shelf = shelf_find(&s->shelf, w);
	return on_shelf != NULL ? on_shelf : &s->scratch;
}

void
store_forget(struct store *s, int64_t before)
{
	store_catch_up(s);
	events_forget(&s->events, before);
	s->noted = s->events.pile.last;
	leverage_forget(&s->leverage, before);
}

void
store_free(struct store *s)
{
	products_free(&s->products);
	events_free(&s->events);
	members_free(&s->members);
	shelf_free(&s->shelf);
	leverage_free(&s->leverage);
	cells_free(&s->scratch);
	*s = (struct store){ 0 };
}
