/*
 * follow_audit.c - what feeds left out: the last hour of liquidations is asked
 * for over REST, where an exchange has history; what nobody had told of is
 * written late, with a note.
 */
#include "liq-fetch/follow_room.h"
#include "liq-fetch/reason.h"

#define LATE_MS (10 * SECOND_MS) /* a feed or REST may tell of it so late */

/*
 * From when on its feeds should have told of everything; their clock.  Where
 * REST tells of events otherwise, those are known that were told of since; of
 * the second in which a feed began it tells as of one.
 */
static int64_t
known_since(const struct followed *w, const struct site *site)
{
	const struct feed_of *feed = w->feed;
	int64_t since = INT64_MIN, told;

	for (; feed < w->feed + w->feeds; feed++) {
		if (feed->site != site || !feed->told)
			continue;
		if (feed->station.first == 0)
			return INT64_MAX;
		if (feed->station.first > since)
			since = feed->station.first;
	}
	if (!site->exchange->apart)
		return since;
	since = cover_time(site->exchange, since + SECOND_MS - 1);
	told = recent_since(&w->f->query.emit->ident.recent);
	if (told != INT64_MIN && told + RECENT_APART_MS > since)
		since = told + RECENT_APART_MS;
	return since;
}

void
audit_look(struct followed *w, struct site *site)
{
	int64_t until = cover_now(w, site) - LATE_MS, since, known;
	struct refill *r;

	if (w->now < site->audit_at || site->auditing)
		return;
	site->audit_at = w->now + w->f->audit;
	if (!cover_history(site->exchange) ||
	    !(w->f->query.kinds >> RECORD_LIQUIDATION & 1))
		return;
	since =
	    site->audited != 0 ? site->audited - LATE_MS : until - w->f->audit;
	known = known_since(w, site);
	since = cover_time(site->exchange, since > known ? since : known);
	if (since >= until)
		return;
	r = refill_open(&w->f->query, site->exchange, site->budget,
	    1u << RECORD_LIQUIDATION, since, until, w->wall);
	r->audit = true;
	site->auditing = true;
	site->audited = until;
	r->query.hole = true;
	r->next = w->refill;
	w->refill = r;
}

void
audit_done(struct followed *w, const struct refill *r)
{
	struct record note;
	struct note *n = &note.as.note;

	list_site(w, r->venue.exchange)->auditing = false;
	if (r->venue.fresh == 0)
		return;
	record_clear(&note, RECORD_NOTE);
	n->ts = w->wall + r->venue.offset;
	str_copy(
	    n->exchange, sizeof(n->exchange), str_of(r->venue.exchange->name));
	str_copy(n->code, sizeof(n->code), STR("audit"));
	str_copy(n->message, sizeof(n->message),
	    str_of(reason("%lld liquidations came over REST only, and late",
		(long long)r->venue.fresh)));
	emit_control(w->f->query.emit, &note);
}
