/*
 * follow_cover.c - what live feeds cover, and what they do not.
 *
 * An exchange is complete while all of its feeds are: marks are of times that
 * every one of them covers.
 */
#include "base/x.h"
#include "liq-fetch/follow_room.h"

/* What tells of liquidations that were; NULL: nothing does. */
static const struct rest *
history(const struct exchange *x)
{
	const struct rest *r;

	for (r = x->rest; r != NULL && r->kind != RECORD_NONE; r++)
		if (r->kind == RECORD_LIQUIDATION)
			return r;
	return NULL;
}

bool
cover_history(const struct exchange *x)
{
	return history(x) != NULL;
}

int64_t
cover_time(const struct exchange *x, int64_t ts)
{
	const struct rest *r = history(x);

	return r != NULL && r->grain > 0 ? ts - ts % r->grain : ts;
}

int64_t
cover_now(const struct followed *w, const struct site *site)
{
	const struct station *last = NULL;
	const struct feed_of *feed = w->feed;

	for (; feed < w->feed + w->feeds; feed++)
		if (feed->site == site && feed->station.heard_at != 0 &&
		    (last == NULL || feed->station.heard_at > last->heard_at))
			last = &feed->station;
	return last != NULL ? station_clock(last, w->now)
			    : w->wall + site->offset;
}

static void
hole(struct followed *w, struct feed_of *feed, const struct hole *h)
{
	struct refill *r = refill_open(&w->f->query, feed->site->exchange,
	    feed->site->budget, 1u << RECORD_LIQUIDATION,
	    cover_time(feed->site->exchange, h->since), h->until, w->wall);

	r->hole = *h;
	r->query.hole = true;
	if (feed->site->exchange->apart)
		r->after = w->now + RECENT_LATE_MS;
	cover_forget(&feed->site->filled, h->since - HOUR_MS);
	r->filled = feed->site->all ? &feed->site->filled : NULL;
	if (!feed->site->all) {
		r->of = xcalloc(feed->n, sizeof(*r->of));
		memcpy(r->of, feed->markets, feed->n * sizeof(*r->of));
		r->n = feed->n;
	}
	if (!cover_history(feed->site->exchange)) {
		refill_tell(r);
		refill_close(r);
		return;
	}
	r->next = w->refill;
	w->refill = r;
}

void
cover_look(struct followed *w, struct feed_of *feed, int64_t least)
{
	struct interval v;
	struct hole h;

	if (!feed->told)
		return;
	if (station_mark(&feed->station, least, &v))
		cover_add(&feed->covered, v.since, v.until);
	if (station_hole(&feed->station, &h))
		hole(w, feed, &h);
}

static void
put_mark(struct followed *w, const struct site *site, const char *symbol,
    const struct interval *v)
{
	struct record r;
	struct mark *m = &r.as.mark;

	record_clear(&r, RECORD_MARK);
	m->ts = m->until = v->until;
	m->since = v->since;
	str_copy(
	    m->exchange, sizeof(m->exchange), str_of(site->exchange->name));
	str_copy(m->symbol, sizeof(m->symbol), str_of(symbol));
	str_copy(
	    m->kind, sizeof(m->kind), str_of(record_names[RECORD_LIQUIDATION]));
	emit_control(w->f->query.emit, &r);
}

/* Of that site, and of liquidations. */
static bool
is_of(const struct feed_of *feed, const struct site *site)
{
	return feed->site == site && feed->told;
}

/* Of all its markets, or of each that is wanted. */
static void
tell(struct followed *w, const struct site *site, const struct interval *v)
{
	const struct feed_of *feed = w->feed;
	struct interval one;
	int64_t from;
	size_t i;

	if (site->all)
		put_mark(w, site, "", v);
	for (; feed < w->feed + w->feeds && !site->all; feed++)
		for (i = 0; is_of(feed, site) && i < feed->n; i++) {
			one = *v;
			from = list_from(feed, feed->markets[i].symbol);
			one.since = from > v->since ? from : v->since;
			if (one.since < one.until)
				put_mark(
				    w, site, feed->markets[i].symbol, &one);
		}
}

void
cover_tell(struct followed *w, struct site *site)
{
	struct cover both = { 0 }, lacks = { 0 };
	struct feed_of *feed;
	bool first = true;
	size_t i;

	for (feed = w->feed; feed < w->feed + w->feeds; feed++) {
		if (!is_of(feed, site))
			continue;
		if (first)
			cover_merge(&both, &feed->covered);
		first = false;
		cover_merge(&lacks, &both);
		cover_subtract(&lacks, &feed->covered);
		cover_subtract(&both, &lacks);
		cover_free(&lacks);
	}
	for (i = 0; i < both.n; i++) {
		tell(w, site, &both.of[i]);
		site->told = both.of[i].until;
	}
	for (feed = w->feed; feed < w->feed + w->feeds && both.n > 0; feed++)
		if (is_of(feed, site))
			cover_remove(&feed->covered, 0, site->told);
	cover_free(&both);
}

/* A feed that is down, or never was up. */
void
cover_end(struct followed *w, const struct feed_of *feed)
{
	const struct station *s = &feed->station;
	struct record r;
	struct gap *g = &r.as.gap;

	if (!feed->told || (s->at != NULL && link_well(s->at)))
		return;
	record_clear(&r, RECORD_GAP);
	g->ts = g->until = cover_now(w, feed->site);
	g->since =
	    s->covered != 0 ? s->covered : g->until - (w->now - w->began_at);
	g->why = (int)s->why;
	g->fix = FIX_NONE;
	str_copy(g->exchange, sizeof(g->exchange),
	    str_of(feed->site->exchange->name));
	str_copy(
	    g->kind, sizeof(g->kind), str_of(record_names[RECORD_LIQUIDATION]));
	/* From where no mark is, be it for another feed. */
	if (feed->site->told != 0 && feed->site->told < g->since)
		g->since = feed->site->told;
	if (g->since < g->until)
		emit_control(w->f->query.emit, &r);
}
