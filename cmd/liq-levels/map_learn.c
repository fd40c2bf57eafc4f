/*
 * What came true in an hour, against what was predicted for it.
 */
#include "base/when.h"
#include "liq-levels/map.h"

static void
learn(struct map *m, int64_t ts, int side, double usd)
{
	struct fit_hour h = { .realised = usd };

	if (!odds_predicted(&m->odds, ts, side, &h.predicted))
		return;
	/* What is usual is known while no hour of that week was forgotten. */
	if (m->now > ts + 2 * HOUR_MS || !odds_usual(&m->odds, ts, &h.usual))
		h.usual = 0;
	tuning_add(&m->tuning[memory_of(side)], ts, h.predicted, usd);
	fit_add(&m->fit, ts, &h);
	m->tally.tuned++;
}

void
map_settle(struct map *m)
{
	struct due *d = &m->due;
	int side;

	for (side = SIDE_LONG; side <= SIDE_SHORT; side++)
		if (d->any[memory_of(side)])
			learn(m, d->ts, side, d->usd[memory_of(side)]);
	*d = (struct due){ 0 };
}

/* Rows of an hour add up: they may be of several exchanges. */
void
map_total(struct map *m, const struct fact *f, int64_t width_ms)
{
	const double realised[] = { f->usd, f->is.short_usd };
	struct due *d = &m->due;
	size_t i;

	if (width_ms != HOUR_MS ||
	    (f->at == d->last.at && f->series == d->last.series &&
		f->usd == d->last.usd &&
		f->is.short_usd == d->last.is.short_usd))
		return;
	m->totals = true;
	d->ts = f->at - width_ms;
	d->last = *f;
	for (i = 0; i < 2; i++)
		if (realised[i] >= 0) {
			d->usd[i] += realised[i];
			d->any[i] = true;
		}
}

/* The hours before that one are over, and those without events had none. */
static void
settle_seen(struct map *m, int64_t hour)
{
	struct seen *s = &m->seen;
	const int64_t oldest = hour - ODDS_HOURS * HOUR_MS;
	int64_t ts = s->hour > oldest ? s->hour : oldest;
	int side;

	for (; ts < hour; ts += HOUR_MS) {
		if (ts < s->first || !m->watched(m->arg, ts, ts + HOUR_MS))
			continue;
		for (side = SIDE_LONG; side <= SIDE_SHORT; side++)
			learn(m, ts, side,
			    ts == s->hour ? s->usd[memory_of(side)] : 0);
	}
	s->hour = hour;
	s->usd[0] = s->usd[1] = 0;
}

void
map_event(struct map *m, const struct fact *f)
{
	struct seen *s = &m->seen;
	const int64_t hour = floor_div(f->at, HOUR_MS) * HOUR_MS;

	if (m->totals)
		return;
	if (!s->any) {
		s->first = f->at;
		s->hour = hour;
		s->any = true;
	} else if (f->is.id != 0 && f->at == s->last.at &&
		   f->series == s->last.series && f->is.id == s->last.is.id) {
		return;
	}
	if (hour > s->hour)
		settle_seen(m, hour);
	s->usd[memory_of(f->scale)] += f->usd;
	s->last = *f;
}
