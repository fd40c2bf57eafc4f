#include <stdlib.h>

#include "base/x.h"
#include "io/log.h"
#include "io/out.h"
#include "liq-fetch/collect.h"
#include "liq-fetch/follow_room.h"
#include "liq-fetch/live_say.h"
#include "liq-fetch/reopen.h"
#include "liq-fetch/resume.h"
#include "liq-fetch/venue_plan.h"

#define SYNC_MS SECOND_MS /* a packed file is that far behind at the most */
#define MARK_MS 10000 /* between marks of one feed */
#define AGE_MS (2 * HOUR_MS) /* records stay known so long, at the least */

/* Where a file that is appended to ends: the hole begins there. */
static int64_t
before(const struct followed *w, const struct feed_of *feed)
{
	const struct resume *had = w->f->query.emit->resume;
	int64_t until = INT64_MAX, one;
	size_t i;

	for (i = 0; i < feed->n; i++) {
		one = resume_until(had, feed->site->exchange->name,
		    RECORD_LIQUIDATION, feed->markets[i].symbol);
		if (one != 0 && one < until)
			until = one;
	}
	return until < w->wall ? until : 0;
}

/* Candles come as wide as REST has them: both are of one series. */
static int64_t
width(const struct exchange *x, const struct query *q)
{
	const struct rest *r = x->rest;

	for (; r != NULL && r->kind != RECORD_NONE; r++)
		if (r->kind == RECORD_CANDLE)
			return venue_width(r, q->interval);
	return 0;
}

/* One of its connections; the first finds out how many there are to be. */
static int
start_part(struct followed *w, struct site *site, const struct live *live,
    int part, int n)
{
	const struct query *q = &w->f->query;
	struct feed_of feed = { .site = site,
		.live = live,
		.told = live->kinds >> RECORD_LIQUIDATION & 1,
		.part = part,
		.parts = n };

	list_choose(w, &feed);
	station_open(&feed.station, site->exchange, live, w->now);
	feed.station.wants =
	    (struct live_wants){ .kinds = q->kinds & live->kinds,
		    .of = feed.markets,
		    .n = feed.n,
		    .width = width(site->exchange, q),
		    .pace = &w->pace,
		    .key = q->key };
	if (n == 0)
		n = live_parts(live, &feed.station.wants);
	if (feed.n == 0 || n != feed.parts) {
		free(feed.markets);
		return n;
	}
	if (n > 1)
		station_part(&feed.station, part);
	if (feed.told)
		station_resume(&feed.station, before(w, &feed));
	w->feed = xgrow(w->feed, w->feeds, &w->cap, sizeof(*w->feed));
	w->feed[w->feeds++] = feed;
	return n;
}

static void
start_feed(struct followed *w, struct site *site, const struct live *live)
{
	int n = start_part(w, site, live, 0, 0), part;

	for (part = 1; part <= n; part++)
		start_part(w, site, live, part, n);
}

static void
start_site(struct followed *w, const struct exchange *x)
{
	struct site *site = &w->site[w->sites];
	const char *why = NULL;
	const struct live *live = x->live;
	size_t n = w->feeds;

	*site = (struct site){ .exchange = x,
		.all = wanted_all(w->f->query.wanted, x),
		.listed = w->now,
		.known = w->now - (w->wall - w->f->query.now),
		.audit_at = w->now + w->f->audit };
	for (; live != NULL && live->name != NULL; live++)
		if (live->kinds & w->f->query.kinds)
			start_feed(w, site, live);
	if (w->feeds == n && !poll_wants(&w->f->query, x))
		return;
	w->sites++;
	if (tape_live(w->f->tape))
		site->budget = budget_open(w->f->state, x, &why);
	if (why != NULL)
		log_warn("%s: %s", x->name, why);
}

static void
start(struct followed *w)
{
	const struct exchange *const *x = w->f->exchanges;
	size_t n = 0;

	while (x[n] != NULL)
		n++;
	w->site = xcalloc(n, sizeof(*w->site));
	for (; *x != NULL; x++)
		if (wanted_exchange(w->f->query.wanted, *x))
			start_site(w, *x);
}

/* A feed's turn; when it has something to do again. */
static int64_t
look(struct followed *w, struct feed_of *feed)
{
	struct link *l;
	int64_t next;

	line_connect(w, feed);
	next = station_look(&feed->station, w->now, w->wall);
	while ((l = station_over(&feed->station)) != NULL)
		line_drop(w, feed, l);
	cover_look(w, feed, MARK_MS);
	list_cover(w, feed, false);
	return next;
}

/* Questions over REST: sent, and done. */
static void
refills(struct followed *w, int64_t *next)
{
	struct refill **at = &w->refill, *r;
	struct flight *f;

	while ((r = *at) != NULL) {
		if (w->now < r->after) {
			*next = r->after < *next ? r->after : *next;
			at = &r->next;
			continue;
		}
		while (!refill_done(r) &&
		       (f = venue_next(&r->venue, w->wall)) != NULL)
			collect_send(w->f->tape, f);
		if (r->venue.wake != 0 &&
		    r->venue.wake - w->wall + w->now < *next)
			*next = r->venue.wake - w->wall + w->now;
		if (!refill_done(r)) {
			at = &r->next;
			continue;
		}
		if (r->lists)
			list_done(w, r);
		else if (r->audit)
			audit_done(w, r);
		else if (r->poll)
			poll_done(w, r);
		else
			refill_tell(r);
		*at = r->next;
		refill_close(r);
	}
}

/* A run without end: what was met long ago is forgotten. */
static void
forget(struct followed *w)
{
	if (w->now - w->aged < AGE_MS)
		return;
	w->aged = w->now;
	ident_age(&w->f->query.emit->ident);
	resume_age(w->f->query.emit->resume);
}

/* What was written goes to the file: whole lines, also of packed ones. */
static void
flush(struct followed *w)
{
	if (w->now - w->synced < SYNC_MS) {
		out_flush();
		return;
	}
	w->synced = w->now;
	out_sync();
}

static void
turn(struct followed *w, struct http_answer *a)
{
	struct line *l;
	int64_t next, one;
	size_t i;
	int got;

	w->more = false;
	next = w->now + SECOND_MS;
	line_replay(w);
	for (l = w->line; l != NULL; l = l->next)
		line_work(w, l);
	for (i = 0; i < w->feeds; i++)
		if ((one = look(w, &w->feed[i])) < next)
			next = one;
	for (i = 0; i < w->sites; i++) {
		cover_tell(w, &w->site[i]);
		list_look(w, &w->site[i]);
		poll_look(w, &w->site[i]);
		audit_look(w, &w->site[i]);
	}
	refills(w, &next);
	forget(w);
	metrics_look(w, false);
	if (w->f->reopen != NULL)
		reopen_look(w->f->reopen, w->now);
	for (l = w->line; l != NULL; l = l->next)
		line_send(l);
	emit_flow(w->f->query.emit, false);
	flush(w);
	if (w->f->until != 0 && w->f->until < next)
		next = w->f->until;
	got = tape_next(w->f->tape,
	    w->more	    ? 0
	    : next > w->now ? next - w->now
			    : 1,
	    a);
	if (got == 1)
		venue_answer(((struct flight *)a->tag)->venue, a->tag, a);
}

/* Questions over REST: nothing more comes of them. */
static void
end_refills(struct followed *w, bool done)
{
	struct refill **at = &w->refill, *r;

	while ((r = *at) != NULL) {
		if (refill_done(r) != done) {
			at = &r->next;
			continue;
		}
		if (!r->poll) /* what comes of that is still pending */
			venue_stop(&r->venue, GAP_RECONNECT);
		if (r->audit)
			audit_done(w, r);
		else if (!r->lists && !r->poll)
			refill_tell(r);
		*at = r->next;
		refill_close(r);
	}
}

/* A last word to each, and what is covered up to now. */
static void
leave(struct followed *w)
{
	struct line *l;
	size_t i;

	for (i = 0; i < w->feeds; i++)
		cover_look(w, &w->feed[i], 0);
	for (i = 0; i < w->sites; i++)
		cover_tell(w, &w->site[i]);
	for (i = 0; i < w->feeds; i++) {
		cover_end(w, &w->feed[i]);
		list_cover(w, &w->feed[i], true);
	}
	end_refills(w, true); /* what they filled is not missing */
	end_refills(w, false);
	emit_flow(w->f->query.emit, true);
	metrics_look(w, true);
	while ((l = w->line) != NULL) {
		w->line = l->next;
		line_close(l);
	}
	for (i = 0; i < w->feeds; i++) {
		station_close(&w->feed[i].station);
		cover_free(&w->feed[i].covered);
		free(w->feed[i].markets);
		free(w->feed[i].old);
		free(w->feed[i].newcomer);
	}
	for (i = 0; i < w->sites; i++) {
		budget_close(w->site[i].budget);
		cover_free(&w->site[i].filled);
	}
	pace_free(&w->pace);
	names_free(&w->doubts);
	free(w->site);
	free(w->feed);
	free(w->room);
}

int
follow_run(struct follow *f, int lists)
{
	struct followed w = { .f = f,
		.pace = { .interval = f->query.interval } };
	struct http_answer a;
	bool going = tape_turn(f->tape, f->until, &w.now, &w.wall);

	w.aged = w.began_at = w.now;
	w.began = w.wall;
	start(&w);
	if (w.sites == 0) {
		free(w.site);
		log_error("none of these exchanges has a feed of that");
		return status_worst(lists, STATUS_REFUSED);
	}
	for (; going; going = tape_turn(f->tape, f->until, &w.now, &w.wall))
		turn(&w, &a);
	leave(&w);
	return f->query.emit->gaps > 0 || f->query.emit->refused > 0
		   ? status_worst(lists, STATUS_INCOMPLETE)
		   : lists;
}
