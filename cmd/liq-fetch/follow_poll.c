/*
 * follow_poll.c - kinds without a feed are asked for over REST, each interval;
 * a span reaches back over the two before it, and what comes again is known
 * (resume.h).
 */
#include "liq-fetch/follow_room.h"

#define LEAST_MS (10 * SECOND_MS) /* between two of the same */
#define BACK 2 /* intervals */

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

void
poll_look(struct followed *w, struct site *site)
{
	const struct query *q = &w->f->query;
	int64_t interval = q->interval > LEAST_MS ? q->interval : LEAST_MS;
	int64_t since = site->polled - BACK * interval;
	struct refill *r;

	if (!poll_wants(q, site->exchange) || w->now < site->poll_at)
		return;
	if (site->polled == 0)
		since = q->since.given ? when_at(q->since, w->wall)
				       : w->wall - BACK * interval;
	r = refill_open(
	    q, site->exchange, site->budget, kinds(q), since, w->wall, w->wall);
	r->next = w->refill;
	w->refill = r;
	site->polled = w->wall;
	site->poll_at = w->now + interval;
}
