/*
 * follow_list.c - the markets that a feed is to bring.
 */
#include <stdlib.h>

#include "base/x.h"
#include "io/log.h"
#include "liq-fetch/follow_room.h"

#define LIST_MS HOUR_MS /* between two looks at an exchange's lists */

static int
by_symbol(const void *a, const void *b)
{
	const struct market *x = a, *y = b;

	return strcmp(x->symbol, y->symbol);
}

void
list_choose(struct followed *w, struct feed_of *feed)
{
	const struct query *q = &w->f->query;
	const struct instruments *all = q->instruments;
	const struct exchange *x = feed->site->exchange;
	struct market m;
	size_t i;

	for (i = 0; i < all->n; i++) {
		if (strcmp(all->of[i].exchange, x->name) != 0 ||
		    market_known(&m, x, all, all->of[i].symbol) != NULL ||
		    (feed->live->market != NULL && !feed->live->market(&m)) ||
		    wanted_row(q->wanted, x->name, m.symbol, m.base, m.quote) ==
			MEANT_NOT)
			continue;
		feed->markets = xgrow(
		    feed->markets, feed->n, &feed->cap, sizeof(*feed->markets));
		feed->markets[feed->n++] = m;
	}
	if (feed->n > 1)
		qsort(
		    feed->markets, feed->n, sizeof(*feed->markets), by_symbol);
}

void
list_look(struct followed *w, struct site *site)
{
	struct refill *r;

	if (w->now - site->listed < LIST_MS)
		return;
	site->listed = w->now;
	r = refill_open(&w->f->query, site->exchange, site->budget, 0, w->wall,
	    w->wall, w->wall);
	r->lists = true;
	r->venue.listed = false;
	r->next = w->refill;
	w->refill = r;
}

/* The list as it is now; a longer one wants another connection. */
static void
renew(struct followed *w, struct feed_of *feed)
{
	struct market *was = feed->markets;
	size_t n = feed->n;

	feed->markets = NULL;
	feed->n = feed->cap = 0;
	list_choose(w, feed);
	if (feed->n <= n) {
		free(feed->markets);
		feed->markets = was;
		feed->n = feed->cap = n;
		return;
	}
	log_note("%s: %s: %zu new markets", feed->site->exchange->name,
	    feed->live->name, feed->n - n);
	free(feed->old);
	feed->old = was;
	feed->station.wants.of = feed->markets;
	feed->station.wants.n = feed->n;
	station_renew(&feed->station, w->now);
}

void
list_done(struct followed *w, const struct refill *r)
{
	struct feed_of *feed;

	for (feed = w->feed; feed < w->feed + w->feeds; feed++)
		if (feed->site->exchange == r->venue.exchange)
			renew(w, feed);
}
