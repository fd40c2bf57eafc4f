/*
 * follow_list.c - the markets that a feed is to bring.
 *
 * Lists are asked for again each --relist, and soon after something came that
 * they do not explain.  A market that is new is missing until a connection
 * that asked for it covers it; where a feed asks for no market by its name,
 * until it is known.
 */
#include <stdlib.h>

#include "base/x.h"
#include "io/log.h"
#include "liq-fetch/follow_room.h"
#include "liq-fetch/live_say.h"
#include "liq-fetch/reason.h"
#include "liq-fetch/roster.h"
#include "liq-fetch/venue_plan.h"
#include "liq-fetch/venue_roster.h"

#define SOON_MS (5 * SECOND_MS) /* between two looks at the same lists */
#define DOUBTS 4096 /* so many are followed up in a run */

static int
by_symbol(const void *a, const void *b)
{
	const struct market *x = a, *y = b;

	return strcmp(x->symbol, y->symbol);
}

/*
 * It was in a list, which may have been kept from shortly before the run, and
 * in the one that came since then it is not.
 */
static bool
is_gone(const struct followed *w, const struct instrument *i, int64_t since)
{
	return since != 0 && i->received >= w->f->query.now - HOUR_MS &&
	       i->received < since;
}

/* Liquidations are of everything that is meant, by whatever it is called. */
static bool
is_wanted(struct followed *w, const struct feed_of *feed,
    const struct instrument *i, struct market *m)
{
	const struct query *q = &w->f->query;
	const struct exchange *x = feed->site->exchange;

	if (!feed->told)
		return venue_wants(m, q, x, i, RECORD_CANDLE);
	return market_known(m, x, q->instruments, i->symbol) == NULL &&
	       wanted_row(q->wanted, x->name, m->symbol, m->base, m->quote) !=
		   MEANT_NOT;
}

static bool
is_part(const struct feed_of *feed, const struct market *m)
{
	return feed->parts < 2 || live_part_of(m, feed->parts) == feed->part;
}

/* Those listed since then; 0: ever. */
static void
choose(struct followed *w, struct feed_of *feed, int64_t since)
{
	const struct instruments *all = w->f->query.instruments;
	const struct exchange *x = feed->site->exchange;
	struct market m;
	size_t i;

	for (i = 0; i < all->n; i++) {
		if (strcmp(all->of[i].exchange, x->name) != 0 ||
		    is_gone(w, &all->of[i], since) ||
		    !is_wanted(w, feed, &all->of[i], &m) ||
		    (feed->live->market != NULL && !feed->live->market(&m)) ||
		    !is_part(feed, &m))
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
list_choose(struct followed *w, struct feed_of *feed)
{
	choose(w, feed, 0);
}

struct site *
list_site(const struct followed *w, const struct exchange *x)
{
	struct site *site = w->site;

	while (site->exchange != x)
		site++;
	return site;
}

void
list_doubt(struct followed *w, struct site *site, const char *what)
{
	struct buf b = { 0 };
	uint32_t id;

	buf_printf(&b, "%s %s", site->exchange->name, what);
	if (w->doubts.n < DOUBTS &&
	    !names_find(&w->doubts, buf_view(&b), &id)) {
		names_id(&w->doubts, buf_view(&b));
		if (site->doubted == 0)
			site->doubted = w->wall;
	}
	buf_free(&b);
}

void
list_look(struct followed *w, struct site *site)
{
	int64_t least = site->doubted != 0 || w->f->relist < SOON_MS
			    ? SOON_MS
			    : w->f->relist;
	struct refill *r;

	if (site->listing || w->now - site->listed < least)
		return;
	site->listing = true;
	site->listed = w->now;
	r = refill_open(&w->f->query, site->exchange, site->budget, 0, w->wall,
	    w->wall, w->wall);
	r->lists = true;
	r->venue.listed = false;
	r->next = w->refill;
	w->refill = r;
}

static void
tell(struct followed *w, const struct site *site, const char *code,
    const char *symbol, const char *message)
{
	struct record r;

	record_clear(&r, RECORD_NOTE);
	r.as.note.ts = cover_now(w, site);
	str_copy(r.as.note.exchange, sizeof(r.as.note.exchange),
	    str_of(site->exchange->name));
	str_copy(r.as.note.symbol, sizeof(r.as.note.symbol), str_of(symbol));
	str_copy(r.as.note.code, sizeof(r.as.note.code), str_of(code));
	str_copy(r.as.note.message, sizeof(r.as.note.message), str_of(message));
	emit_control(w->f->query.emit, &r);
}

/*
 * A market that the list before did not have.  A feed of everything has told
 * of it all the time: what is missing came before it was known.
 */
static void
enter(struct followed *w, struct feed_of *feed, const struct market *m)
{
	const struct site *site = feed->site;
	struct newcomer *one;

	tell(w, site, "symbol_new", m->symbol,
	    reason("%s is listed now", m->symbol));
	feed->newcomer = xgrow(feed->newcomer, feed->newcomers,
	    &feed->newcomer_cap, sizeof(*feed->newcomer));
	one = &feed->newcomer[feed->newcomers++];
	*one = (struct newcomer){ .opened = feed->station.opened };
	str_copy(one->symbol, sizeof(one->symbol), str_of(m->symbol));
	if (feed->live->hello != NULL) {
		one->since = cover_now(w, site) - (w->now - site->known);
		return;
	}
	one->from = cover_now(w, site);
	one->since = site->doubted != 0
			 ? site->doubted + site->offset - STATION_SETTLE_MS
			 : one->from;
}

/* Unless it was said of the file that is appended to. */
static void
leave(struct followed *w, const struct site *site, const char *symbol)
{
	const struct roster *t = w->f->query.emit->roster;

	if (t == NULL || !roster_gone(t, site->exchange->name, symbol))
		tell(w, site, NOTE_GONE, symbol,
		    reason("%s is not listed any more", symbol));
}

/* Two sorted lists: who came, and who went. */
static size_t
compare(struct followed *w, struct feed_of *feed, const struct market *was,
    size_t n)
{
	size_t i = 0, k = 0, came = 0;
	int order;

	while (i < n || k < feed->n) {
		order = i == n ? 1
			: k == feed->n
			    ? -1
			    : strcmp(was[i].symbol, feed->markets[k].symbol);
		if (order < 0 && feed->told)
			leave(w, feed->site, was[i].symbol);
		if (order > 0 && feed->told)
			enter(w, feed, &feed->markets[k]);
		came += order > 0;
		i += order <= 0;
		k += order >= 0;
	}
	return came;
}

/* The list as it is now; who is new may want another connection. */
static void
renew(struct followed *w, struct feed_of *feed, int64_t since)
{
	struct market *was = feed->markets;
	size_t n = feed->n, came;

	feed->markets = NULL;
	feed->n = feed->cap = 0;
	choose(w, feed, since);
	came = compare(w, feed, was, n);
	free(feed->old);
	feed->old = was;
	feed->station.wants.of = feed->markets;
	feed->station.wants.n = feed->n;
	if (came == 0)
		return;
	log_note("%s: %s: %zu new markets", feed->site->exchange->name,
	    feed->station.name, came);
	if (feed->live->hello != NULL || feed->live->channels != NULL)
		station_renew(&feed->station, w->now);
}

void
list_done(struct followed *w, struct refill *r)
{
	struct feed_of *feed;
	struct site *site = list_site(w, r->venue.exchange);

	site->listing = false;
	if (r->venue.lost || r->venue.status != STATUS_OK)
		return;
	site->offset = r->venue.offset;
	venue_roster(&r->venue, w->wall + site->offset);
	for (feed = w->feed; feed < w->feed + w->feeds; feed++)
		if (feed->site == site)
			renew(w, feed, r->query.now);
	site->known = site->listed;
	site->doubted = 0;
}

/* Before that nothing is told of the exchange. */
static int64_t
first(const struct followed *w, const struct site *site)
{
	const struct feed_of *feed = w->feed;
	int64_t since = 0;

	for (; feed < w->feed + w->feeds; feed++)
		if (feed->site == site && feed->told &&
		    feed->station.first > since)
			since = feed->station.first;
	return since;
}

static void
put_gap(struct followed *w, const struct feed_of *feed,
    const struct newcomer *one, int64_t until)
{
	struct record r;
	struct gap *g = &r.as.gap;

	record_clear(&r, RECORD_GAP);
	g->since = first(w, feed->site);
	g->since = one->since > g->since ? one->since : g->since;
	g->ts = g->until = until;
	g->why = GAP_START;
	g->fix = FIX_NONE;
	str_copy(g->exchange, sizeof(g->exchange),
	    str_of(feed->site->exchange->name));
	str_copy(g->symbol, sizeof(g->symbol), str_of(one->symbol));
	str_copy(
	    g->kind, sizeof(g->kind), str_of(record_names[RECORD_LIQUIDATION]));
	if (g->since < g->until)
		emit_control(w->f->query.emit, &r);
}

/* Marks are told to where they begin for it: it is like any other, then. */
static void
forget(struct feed_of *feed)
{
	const struct newcomer *one = feed->newcomer;
	size_t i, n = 0;

	for (i = 0; i < feed->newcomers; i++)
		if (!one[i].told || one[i].from > feed->site->told)
			feed->newcomer[n++] = one[i];
	feed->newcomers = n;
}

void
list_cover(struct followed *w, struct feed_of *feed, bool last)
{
	const struct station *s = &feed->station;
	const struct link *both[] = { s->next, s->at };
	struct newcomer *one;
	size_t i, k;

	for (i = 0; i < feed->newcomers; i++) {
		one = &feed->newcomer[i];
		if (one->told)
			continue;
		for (k = 0; k < 2 && one->from == 0; k++)
			if (both[k] != NULL && both[k]->conn > one->opened)
				one->from = both[k]->from;
		if (one->from != 0 || last)
			put_gap(w, feed, one,
			    one->from != 0 ? one->from
					   : cover_now(w, feed->site));
		one->told = one->from != 0 || last;
	}
	if (!last)
		forget(feed);
}

int64_t
list_from(const struct feed_of *feed, const char *symbol)
{
	const struct newcomer *one;
	size_t i;

	for (i = feed->newcomers; i > 0; i--) {
		one = &feed->newcomer[i - 1];
		if (strcmp(one->symbol, symbol) == 0)
			return one->from != 0 ? one->from : INT64_MAX;
	}
	return INT64_MIN;
}
