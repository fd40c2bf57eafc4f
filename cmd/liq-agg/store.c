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
	s->direct = r->merge || (r->trust && !r->follow && foreseen(r));
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
	struct piece p = { .ts = l->ts, .price = l->price, .id = l->id };

	if (!s->direct)
		return events_add(&s->events, product, l, dispute);
	if (!dec_fixed(&p.qty, l->qty, QTY_SCALE))
		return "\"qty\" is out of range";
	if (!dec_fixed(&p.usd, l->usd, USD_SCALE))
		return "\"usd\" is out of range";
	p.price = dec_trim(p.price);
	add_direct(s, &p, product, l->side);
	return NULL;
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
	return !s->direct && !s->events.trust;
}

const char *
store_event(struct store *s, const struct event *e, struct str id,
    struct hash128 key, struct interval *dispute)
{
	struct dec number[EVENT_NUMBERS];
	struct piece p = { .ts = e->ts };
	char text[sizeof(((struct sum *)0)->max_id)];
	int i;

	if (!s->direct)
		return events_put(&s->events, e, id, key, dispute);
	*dispute = (struct interval){ 0, 0 };
	for (i = 0; i < EVENT_NUMBERS; i++)
		number[i] = (struct dec){ e->number[i], e->scale[i], true };
	p.price = dec_trim(number[EVENT_PRICE]);
	str_copy(text, sizeof(text), id);
	p.id = text;
	/* They fit: 64 bits, and as many decimals as there may be. */
	dec_fixed(&p.qty, number[EVENT_QTY], QTY_SCALE);
	dec_fixed(&p.usd, number[EVENT_USD], USD_SCALE);
	add_direct(s, &p, e->product, e->side);
	return NULL;
}

void
store_piece(struct store *s, const struct event *e)
{
	const struct piece p = event_piece(&s->events, e);

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
	struct piece p = { 0 };
	const struct event *e;

	for (; s->noted < s->events.n; s->noted++) {
		e = &s->events.of[s->noted];
		p.ts = e->ts;
		dec_fixed(
		    &p.usd, event_number(&s->events, e, EVENT_USD), USD_SCALE);
		if (counts(s, &p, e->side))
			members_note(&s->members,
			    pair(s, e->product, e->side, p.usd), e->ts);
	}
	leverage_settle(&s->leverage);
}

void
store_choose(struct store *s, int64_t last)
{
	struct choice wide;

	s->choice = request_choice(s->request, last);
	if (!s->direct && s->request->interval == 0 && s->request->usual == 0) {
		if (!s->request->until.given)
			s->choice.until = last; /* all are before it */
		trail_shelve(s);
		s->noted = s->events.n;
		s->direct = true;
	}
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
	const struct event *e;
	struct piece p;
	size_t i;

	for (i = 0; i < s->events.ordered; i++) {
		e = &s->events.of[s->events.order[i]];
		p = events_piece(&s->events, i);
		add_direct(s, &p, e->product, e->side);
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
	from = events_at(all, s->choice.since);
	if (from == all->ordered)
		return false;
	*first = all->of[all->order[from]].ts;
	*last = all->of[all->order[all->ordered - 1]].ts;
	return true;
}

static const char *
add_up(struct store *s, const struct window *w, bool past)
{
	const int64_t since = s->choice.since;
	const struct event *e;
	struct piece p;
	struct cell *c;
	const char *why = NULL;
	size_t i, end = events_at(&s->events, window_end(w));

	cells_reset(&s->scratch);
	i = events_at(&s->events, !past && since > w->ts ? since : w->ts);
	for (; i < end && why == NULL; i++) {
		e = &s->events.of[s->events.order[i]];
		p = events_piece(&s->events, i);
		c = cells_at(&s->scratch, pair(s, e->product, e->side, p.usd),
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
	s->noted = s->events.n;
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
