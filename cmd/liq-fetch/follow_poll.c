/*
 * follow_poll.c - kinds other than liquidations are asked for over REST, when
 * an interval of the exchange's clock is over and has settled; a span reaches
 * back over two of its rows, and what comes again is known (resume.h), be it
 * of a feed or of the time before.  Moments are asked for while no feed tells
 * of them.
 */
#include "liq-fetch/follow_room.h"
#include "liq-fetch/venue_plan.h"

#define LEAST_MS (10 * SECOND_MS) /* between two of the same */
#define BACK 2 /* rows */
#define SETTLED_MS (TASK_SETTLE_MS + 2 * SECOND_MS)

static uint32_t
kinds(const struct query *q)
{
	return q->kinds & ~(1u << RECORD_LIQUIDATION);
}

bool
poll_wants(const struct query *q, const struct exchange *x)
{
	const struct rest *r;

	for (r = x->rest; r != NULL && r->kind != RECORD_NONE; r++)
		if (kinds(q) >> r->kind & 1)
			return true;
	return false;
}

/* A row has the time of its start: none that has just ended is left out. */
static int64_t
back(const struct query *q, const struct exchange *x, int64_t interval)
{
	int64_t widest = interval, width;
	const struct rest *r;

	for (r = x->rest; r != NULL && r->kind != RECORD_NONE; r++) {
		width = venue_width(r, q->interval);
		if (kinds(q) >> r->kind & 1 && width > widest)
			widest = width;
	}
	return BACK * widest;
}

/* Kinds whose feeds are all well. */
static uint32_t
fed(const struct followed *w, const struct site *site)
{
	const struct feed_of *feed = w->feed;
	uint32_t well = 0, ill = 0;

	for (; feed < w->feed + w->feeds; feed++)
		if (feed->site == site && !feed->told) {
			if (feed->station.at != NULL &&
			    link_well(feed->station.at))
				well |= feed->live->kinds;
			else
				ill |= feed->live->kinds;
		}
	return well & ~ill;
}

void
poll_look(struct followed *w, struct site *site)
{
	const struct query *q = &w->f->query;
	int64_t interval = q->interval > LEAST_MS ? q->interval : LEAST_MS;
	int64_t since = site->polled - back(q, site->exchange, interval);
	struct refill *r;

	if (!poll_wants(q, site->exchange) || site->polling ||
	    w->now < site->poll_at)
		return;
	if (site->polled == 0)
		since = q->since.given ? when_at(q->since, w->wall)
				       : w->wall - (site->polled - since);
	r = refill_open(
	    q, site->exchange, site->budget, kinds(q), since, w->wall, w->wall);
	r->query.fed = fed(w, site);
	r->poll = site->polling = true;
	r->next = w->refill;
	w->refill = r;
	site->polled = w->wall;
	site->poll_at = w->now + interval -
			(w->wall + site->offset - SETTLED_MS) % interval;
}

void
poll_done(struct followed *w, struct refill *r)
{
	struct site *site = list_site(w, r->venue.exchange);

	site->polling = false;
	if (r->venue.timed)
		site->offset = r->venue.offset;
	refill_tell(r);
}
