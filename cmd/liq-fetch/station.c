#include "liq-fetch/station.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/x.h"

void
station_open(struct station *s, const struct exchange *x,
    const struct live *live, int64_t now)
{
	*s = (struct station){ .exchange = x, .live = live, .open_at = now };
	s->why = GAP_START;
	str_copy(s->name, sizeof(s->name), str_of(live->name));
}

void
station_part(struct station *s, int part)
{
	snprintf(s->name, sizeof(s->name), "%.16s.%d", s->live->name, part);
}

void
station_resume(struct station *s, int64_t until)
{
	s->covered = s->marked = s->heard = until;
	if (s->first == 0)
		s->first = until;
}

static double
fraction(uint64_t dice)
{
	return (double)(dice >> 11) / (double)(UINT64_C(1) << 53);
}

struct link *
station_connect(struct station *s, const unsigned char random[32], int64_t now)
{
	struct link **place = s->at == NULL ? &s->at : &s->next;
	uint64_t dice;

	if (s->lost || s->open_at == 0 || now < s->open_at || *place != NULL)
		return NULL;
	s->open_at = 0;
	s->renew = false;
	s->opened++;
	*place = xcalloc(1, sizeof(**place));
	link_open(*place, s->exchange, s->live, &s->wants, random, now);
	(*place)->conn = s->opened;
	memcpy(&dice, random + 24, sizeof(dice));
	s->jitter = fraction(dice);
	return *place;
}

/* The exchange's time, as far as a link knows it. */
static int64_t
moment(const struct link *l, int64_t wall)
{
	return l->live->canary_ms > 0 ? l->health.moment : wall;
}

static enum gap_why
why_of(enum health_death death)
{
	return death == DEATH_SILENT || death == DEATH_STUCK ||
		       death == DEATH_ACK || death == DEATH_PONG
		   ? GAP_STALL
		   : GAP_RECONNECT;
}

/*
 * A link tells of all that is published after the moment it was well; what
 * happened by then is complete when it has settled.  A successor that was
 * well before the last moment of the one at work leaves no hole: each word
 * was heard by one of them.  One that is dead was alive until its last canary.
 */
static void
cover(struct station *s, struct link *l, int64_t now, int64_t wall)
{
	int64_t until = moment(l, wall);

	if (l->from == 0 && link_well(l))
		l->from = l->live->canary_ms > 0 ? l->health.from : until;
	if (l->from == 0 || (link_dead(l) && l->live->canary_ms == 0))
		return;
	if (l == s->at && l->from > s->heard) {
		if (s->covered != 0)
			s->hole = (struct hole){ s->covered, l->from, s->why };
		station_resume(s, l->from);
		s->heard_at = now;
	}
	if (l->from > s->heard)
		return;
	if (until > s->heard) {
		s->heard = until;
		s->heard_at = now;
	}
	if (s->heard - STATION_SETTLE_MS > s->covered)
		s->covered = s->heard - STATION_SETTLE_MS;
}

/* No successor is there, nor is one to be. */
static bool
alone(const struct station *s)
{
	return s->next == NULL && s->open_at == 0;
}

int64_t
station_look(struct station *s, int64_t now, int64_t wall)
{
	struct link *both[] = { s->at, s->next };
	int64_t next = now + HEALTH_PONG_MS, one;
	int i;

	for (i = 0; i < 2; i++) {
		if (both[i] == NULL)
			continue;
		one = link_look(both[i], now, wall);
		next = one < next ? one : next;
		cover(s, both[i], now, wall);
		if (link_well(both[i]) && (i == 1 || alone(s)) &&
		    now - both[i]->health.since >= HEALTH_STABLE_MS)
			s->tries = 0;
	}
	if (s->at != NULL && alone(s) && link_well(s->at) &&
	    (s->renew || s->at->leaving ||
		health_old(&s->at->health, s->jitter, now)))
		s->open_at = now;
	if (s->next != NULL && link_well(s->next) && s->overlap == 0)
		s->overlap = now + HEALTH_OVERLAP_MS;
	if (s->overlap != 0 && s->overlap < next)
		next = s->overlap;
	if (s->open_at != 0 && s->open_at < next)
		next = s->open_at;
	if (s->overlap != 0 && now >= s->overlap && s->at != NULL &&
	    !link_dead(s->at)) {
		link_bye(s->at);
		link_closed(s->at, "replaced");
		s->rotated++;
	}
	return next;
}

struct link *
station_over(struct station *s)
{
	if (s->at != NULL && link_dead(s->at))
		return s->at;
	if (s->next != NULL && link_dead(s->next))
		return s->next;
	return NULL;
}

void
station_drop(struct station *s, struct link *l, uint64_t dice, int64_t now)
{
	enum health_death death = l->health.death;
	bool other, failed = l == s->next && l->from == 0;

	if (l == s->at) {
		if (l->from != 0)
			s->why = why_of(death);
		s->at = s->next;
		s->next = NULL;
	} else {
		s->next = NULL;
	}
	s->overlap = 0;
	other = s->at != NULL && link_well(s->at);
	link_free(l);
	free(l);
	if (other && failed) {
		s->renew = true; /* what it was opened for is still due */
		s->open_at = now + health_backoff(s->tries++, dice);
	}
	if (other)
		return; /* the other one carries on */
	s->died++;
	if (death == DEATH_REFUSED && s->tries > 3)
		s->lost = true;
	if (s->open_at == 0 && s->at == NULL)
		s->open_at = now + health_backoff(s->tries, dice);
	s->tries++;
}

int64_t
station_clock(const struct station *s, int64_t now)
{
	return s->heard_at != 0 ? s->heard + now - s->heard_at : 0;
}

void
station_renew(struct station *s, int64_t now)
{
	s->renew = true;
	if (s->at != NULL && s->next == NULL && s->open_at == 0)
		s->open_at = now;
}

bool
station_mark(struct station *s, int64_t least, struct interval *v)
{
	if (s->at == NULL || s->at->from == 0 || s->at->from > s->heard)
		least = 0; /* all there is, before the next hole */
	if (s->marked == 0 || s->covered - s->marked < least ||
	    s->covered <= s->marked)
		return false;
	*v = (struct interval){ s->marked, s->covered };
	s->marked = s->covered;
	return true;
}

bool
station_hole(struct station *s, struct hole *h)
{
	if (s->hole.since == 0)
		return false;
	*h = s->hole;
	s->hole = (struct hole){ 0 };
	return true;
}

void
station_close(struct station *s)
{
	struct link *both[] = { s->at, s->next };
	int i;

	for (i = 0; i < 2; i++)
		if (both[i] != NULL) {
			link_free(both[i]);
			free(both[i]);
		}
	*s = (struct station){ 0 };
}
