#include "liq-score/outcome.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"

/* Where no tier says: what fitted BTC and ETH, and other coins. */
#define MARGIN_LARGE 0.0045
#define MARGIN_OTHER 0.0075

static struct outcome *
outcome_of(struct outcomes *all, const char *exchange, const char *base,
    int64_t width_ms)
{
	const size_t before = all->names.n;
	struct buf key = { 0 };
	struct outcome *t;
	uint32_t id;

	buf_printf(&key, "%s\n%s\n%lld", exchange, base, (long long)width_ms);
	id = names_id(&all->names, buf_view(&key));
	buf_free(&key);
	if (id < before)
		return &all->of[id];
	all->of = xgrow(all->of, id, &all->cap, sizeof(*all->of));
	t = &all->of[id];
	*t = (struct outcome){ .width_ms = width_ms, .sided = true };
	str_copy(t->exchange, sizeof(t->exchange), str_of(exchange));
	str_copy(t->base, sizeof(t->base), str_of(base));
	return t;
}

void
outcomes_event(struct outcomes *all, const struct liquidation *l)
{
	struct outcome *t = outcome_of(all, l->exchange, l->base, 0);
	struct event *e;

	t->event = xgrow(t->event, t->n, &t->cap, sizeof(*t->event));
	e = &t->event[t->n++];
	*e = (struct event){ .ts = l->ts,
		.x = log(dec_double(l->price)),
		.usd = dec_double(l->usd),
		.side = l->side,
		.price_kind = l->price_kind };
	if (l->id[0] != '\0')
		e->id = hash128(str_of(l->id));
}

/* One that cannot be liquidated is no level. */
void
outcomes_position(struct outcomes *all, const struct position *p)
{
	struct outcome *t;
	struct event *e;

	if (dec_sign(p->liq_price) <= 0 || dec_sign(p->usd) <= 0)
		return;
	t = outcome_of(all, p->exchange, p->base, POSITIONS);
	t->event = xgrow(t->event, t->n, &t->cap, sizeof(*t->event));
	e = &t->event[t->n++];
	*e = (struct event){ .ts = p->ts,
		.x = log(dec_double(p->liq_price)),
		.usd = dec_double(p->usd),
		.side = p->side,
		.price_kind = PRICE_TRIGGER };
	if (p->owner[0] != '\0')
		e->id = hash128(str_of(p->owner));
}

static double
number(struct dec d)
{
	return d.known ? dec_double(d) : NAN;
}

/* Parts of a whole say nothing about it, nor does what may still grow. */
static bool
whole(const struct total *t)
{
	return t->size[0] == '\0' && t->final != TRUTH_FALSE &&
	       (!t->coverage.known || dec_double(t->coverage) >= 0.9);
}

void
outcomes_total(struct outcomes *all, const struct total *total)
{
	struct outcome *t;
	struct sum *s;

	if (!whole(total))
		return;
	t = outcome_of(all, total->exchange, total->base, total->width_ms);
	t->sum = xgrow(t->sum, t->n, &t->cap, sizeof(*t->sum));
	s = &t->sum[t->n++];
	*s = (struct sum){ total->ts,
		{ number(total->long_usd), number(total->short_usd) },
		number(total->usd) };
	if (total->side != SIDE_NONE) {
		s->usd[total->side == SIDE_SHORT] = s->both;
		s->usd[total->side != SIDE_SHORT] = NAN;
		s->both = NAN;
	}
}

void
outcomes_tier(struct outcomes *all, const struct tier *tier)
{
	const double floor_usd = dec_double(tier->floor_usd);
	struct margin *m;
	size_t i;

	for (i = 0; i < all->margins; i++) {
		m = &all->margin[i];
		if (strcmp(m->exchange, tier->exchange) == 0 &&
		    strcmp(m->base, tier->base) == 0)
			break;
	}
	if (i == all->margins) {
		all->margin = xgrow(all->margin, all->margins, &all->margin_cap,
		    sizeof(*all->margin));
		m = &all->margin[all->margins++];
		*m = (struct margin){ .floor_usd = INFINITY };
		str_copy(
		    m->exchange, sizeof(m->exchange), str_of(tier->exchange));
		str_copy(m->base, sizeof(m->base), str_of(tier->base));
	}
	m = &all->margin[i];
	if (floor_usd < m->floor_usd ||
	    (floor_usd == m->floor_usd && dec_double(tier->mmr) < m->rate)) {
		m->floor_usd = floor_usd;
		m->rate = dec_double(tier->mmr);
	}
}

static double
rate(const struct outcomes *all, const struct outcome *t)
{
	size_t i;

	for (i = 0; i < all->margins; i++)
		if (strcmp(all->margin[i].exchange, t->exchange) == 0 &&
		    strcmp(all->margin[i].base, t->base) == 0)
			return fmin(fmax(all->margin[i].rate, 0), 0.5);
	if (strcmp(t->base, "BTC") == 0 || strcmp(t->base, "ETH") == 0)
		return MARGIN_LARGE;
	return MARGIN_OTHER;
}

static int
order(double a, double b)
{
	return (a > b) - (a < b);
}

static int
event_cmp(const void *left, const void *right)
{
	const struct event *a = left, *b = right;
	int c;

	if (a->ts != b->ts)
		return a->ts < b->ts ? -1 : 1;
	if ((c = memcmp(&a->id, &b->id, sizeof(a->id))) != 0 ||
	    (c = a->side - b->side) != 0 || (c = order(a->x, b->x)) != 0)
		return c;
	return order(a->usd, b->usd);
}

/* Of one id and time the first; two without an id are two. */
static void
drop_repeats(struct outcomes *all, struct outcome *t)
{
	static const struct hash128 none;
	size_t i, n = 0;

	for (i = 0; i < t->n; i++) {
		if (n > 0 && t->event[i].ts == t->event[n - 1].ts &&
		    memcmp(&t->event[i].id, &none, sizeof(none)) != 0 &&
		    memcmp(&t->event[i].id, &t->event[n - 1].id,
			sizeof(none)) == 0)
			all->repeated++;
		else
			t->event[n++] = t->event[i];
	}
	t->n = n;
}

/* A bankruptcy price lies beyond the mark by the maintenance margin. */
static void
settle_events(
    struct outcomes *all, struct outcome *t, const struct tapes *tapes)
{
	struct wanted w = { "", "", t->base, 0, 0, 0 };
	const double margin = rate(all, t);
	const struct tape *marks;
	struct event *e;
	size_t i;

	qsort(t->event, t->n, sizeof(*t->event), event_cmp);
	drop_repeats(all, t);
	outcome_span(t, &w.since, &w.until);
	marks = tapes_find(tapes, &w);
	for (i = 0; i < t->n; i++) {
		e = &t->event[i];
		t->sided = t->sided && e->side != SIDE_NONE;
		if (e->price_kind != PRICE_BANKRUPTCY || e->side == SIDE_NONE)
			continue;
		e->x -= e->side == SIDE_LONG ? log1p(-margin) : log1p(margin);
		if (marks != NULL)
			e->x = tape_clip(marks, e->ts, e->x);
	}
}

static int
sum_cmp(const void *left, const void *right)
{
	const struct sum *a = left, *b = right;

	if (a->ts != b->ts)
		return a->ts < b->ts ? -1 : 1;
	return 0;
}

/* Where two speak of one time, the larger: a later revision only adds. */
static double
larger(double a, double b)
{
	return isnan(a) || b > a ? b : a;
}

static void
settle_sums(struct outcome *t)
{
	struct sum *s;
	size_t i, n = 0;

	qsort(t->sum, t->n, sizeof(*t->sum), sum_cmp);
	for (i = 0; i < t->n; i++) {
		if (n == 0 || t->sum[n - 1].ts != t->sum[i].ts) {
			t->sum[n++] = t->sum[i];
			continue;
		}
		s = &t->sum[n - 1];
		s->usd[0] = larger(s->usd[0], t->sum[i].usd[0]);
		s->usd[1] = larger(s->usd[1], t->sum[i].usd[1]);
		s->both = larger(s->both, t->sum[i].both);
	}
	t->n = n;
	for (i = 0; i < n; i++) {
		s = &t->sum[i];
		t->sided = t->sided && !isnan(s->usd[0]) && !isnan(s->usd[1]);
		if (isnan(s->both))
			s->both = s->usd[0] + s->usd[1];
	}
}

void
outcomes_settle(struct outcomes *all, const struct tapes *tapes)
{
	size_t i;

	for (i = 0; i < all->names.n; i++)
		if (all->of[i].width_ms <= 0)
			settle_events(all, &all->of[i], tapes);
		else
			settle_sums(&all->of[i]);
}

void
outcomes_free(struct outcomes *all)
{
	size_t i;

	for (i = 0; i < all->names.n; i++) {
		free(all->of[i].event);
		free(all->of[i].sum);
	}
	free(all->of);
	free(all->margin);
	names_free(&all->names);
	*all = (struct outcomes){ 0 };
}

static size_t
sum_at(const struct outcome *t, int64_t ts)
{
	size_t low = 0, high = t->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (t->sum[mid].ts < ts)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool
outcome_sums(const struct outcome *t, int64_t since, int64_t until, bool both,
    double usd[2])
{
	int64_t next = since;
	size_t i;

	usd[0] = usd[1] = 0;
	for (i = sum_at(t, since); i < t->n && next < until; i++) {
		const struct sum *s = &t->sum[i];

		if (s->ts != next)
			return false;
		usd[0] += both ? s->both : s->usd[0];
		usd[1] += both ? 0 : s->usd[1];
		next += t->width_ms;
	}
	return next == until && !isnan(usd[0]) && !isnan(usd[1]);
}

bool
outcome_span(const struct outcome *t, int64_t *since, int64_t *until)
{
	if (t->n == 0)
		return false;
	if (t->width_ms > 0) {
		*since = t->sum[0].ts;
		*until = t->sum[t->n - 1].ts + t->width_ms;
	} else {
		*since = t->event[0].ts;
		*until = t->event[t->n - 1].ts + 1;
	}
	return true;
}

size_t
outcome_event_at(const struct outcome *t, int64_t ts)
{
	size_t low = 0, high = t->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (t->event[mid].ts < ts)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}
