#include "liq-score/contest.h"

#include <math.h>

#define WATCHED_LEAST 0.9 /* of a column's time */

static bool
ends_in(const char *text, const char *tail)
{
	return str_ends(str_of(text), str_of(tail));
}

bool
contest_watched(const struct contest *c, int64_t since, int64_t until)
{
	const struct outcome *o = c->outcome;
	struct dec part;

	if (o->n == 0 || until <= o->event[0].ts ||
	    since > o->event[o->n - 1].ts)
		return false;
	part = intake_coverage(
	    c->intake, o->exchange, "", "liquidation", since, until);
	return !part.known || dec_double(part) >= WATCHED_LEAST;
}

bool
contest_watched_through(
    const struct contest *c, int64_t since, int64_t until, int64_t step)
{
	for (; since < until; since += step)
		if (!contest_watched(c, since, since + step))
			return false;
	return true;
}

struct finding
contest_finding(const struct contest *c, const char *kind, size_t contender)
{
	const struct contender *who = &c->of[contender];
	const struct board *b = c->board;
	struct finding f = { .kind = kind };
	const char *exchange =
	    *c->outcome->exchange != '\0' ? c->outcome->exchange : b->exchange;

	str_copy(f.exchange, sizeof(f.exchange), str_of(exchange));
	memcpy(f.symbol, b->symbol, sizeof(f.symbol));
	memcpy(f.base, b->base, sizeof(f.base));
	memcpy(f.quote, b->quote, sizeof(f.quote));
	str_copy(f.model, sizeof(f.model), str_of(who->name));
	f.rival = who->model == NULL;
	f.own = f.rival ? baseline_hindsight(who->baseline)
			: ends_in(who->name, "-own");
	return f;
}

bool
contest_views(const struct contest *c, int64_t since, int64_t until,
    const struct view **first)
{
	size_t i;

	for (i = 0; i < c->models; i++) {
		first[i] = forecast_over(
		    c->of[i].model, c->board->width_ms, since, until);
		if (first[i] == NULL)
			return false;
	}
	return c->models > 0;
}

struct ruler
contest_ruler(const struct contest *c, const struct view *first, size_t n)
{
	double low = first->low, high = first->high;
	struct ruler r = { .bin = c->board->bin };
	size_t i;

	for (i = 1; i < n; i++) {
		low = fmin(low, first[i].low);
		high = fmax(high, first[i].high);
	}
	r.first = ruler_bin(low, r.bin);
	r.n = (size_t)(ruler_bin(high, r.bin) - r.first + 1);
	return r;
}

void
contest_events(const struct contest *c, int64_t since, int64_t until,
    const struct ruler *r, bool sided, double *usd, double *count)
{
	const struct outcome *o = c->outcome;
	const int64_t last = (int64_t)r->n - 1;
	const struct event *e;
	int64_t k;
	size_t i;

	for (i = outcome_event_at(o, since); i < o->n; i++) {
		e = &o->event[i];
		if (e->ts >= until)
			return;
		k = ruler_bin(e->x, r->bin) - r->first;
		k = k < 0 ? 0 : k > last ? last : k;
		if (sided && e->side == SIDE_SHORT)
			k += last + 1;
		usd[k] += e->usd;
		count[k]++;
	}
}
