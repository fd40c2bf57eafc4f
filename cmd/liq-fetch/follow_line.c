/*
 * follow_line.c - links and the pipes that carry them.
 */
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "base/x.h"
#include "io/log.h"
#include "liq-fetch/follow_room.h"

#define ROOM (64 << 10) /* bytes read at once */
#define AT_ONCE 32 /* reads of one connection, then the others' turn */

static void
dice(void *room, size_t n)
{
	if (getrandom(room, n, 0) != (ssize_t)n)
		memset(room, 7, n); /* masks protect proxies, not us */
}

static int64_t
wall_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * SECOND_MS + t.tv_nsec / 1000000;
}

static struct site *
site_speaking(const struct followed *w)
{
	struct site *site = w->site;

	while (site->exchange != w->speaking->station->exchange)
		site++;
	return site;
}

static void
take(void *arg, const struct record *r)
{
	struct followed *w = arg;
	const struct query *q = &w->f->query;
	const struct head *h = &r->as.head;

	if (instruments_find(q->instruments, h->exchange, h->symbol) == NULL) {
		/* A share that looks like a coin, or a market that is new. */
		list_doubt(w, site_speaking(w), h->symbol);
		return;
	}
	if (wanted_row(q->wanted, h->exchange, h->symbol, h->base, h->quote) ==
	    MEANT_NOT)
		return;
	if (w->speaking->station->exchange->apart &&
	    r->type == RECORD_LIQUIDATION)
		recent_add(&w->recent, &r->as.liquidation);
	emit_record(q->emit, r);
}

static void
refuse(void *arg, const char *why)
{
	struct followed *w = arg;

	list_doubt(w, site_speaking(w), why);
	log_warn("%s: %s: %s", w->speaking->station->exchange->name,
	    w->speaking->station->live->name, why);
	w->f->query.emit->refused++;
}

static void
repeat(void *arg)
{
	emit_repeat(((struct followed *)arg)->f->query.emit);
}

void
line_connect(struct followed *w, struct feed_of *feed)
{
	unsigned char random[32];
	struct ident *ident = &w->f->query.emit->ident;
	struct link *link;
	struct line *line;

	dice(random, sizeof(random));
	link = station_connect(&feed->station, random, w->now);
	if (link == NULL)
		return;
	line = xcalloc(1, sizeof(*line));
	line->station = &feed->station;
	line->link = link;
	line->pipe = pipe_open(tape_http(w->f->tape),
	    feed->site->exchange->name, feed->station.live->url);
	line->next = w->line;
	w->line = line;
	ident_scope(ident);
	link->scope = ident->scope;
	log_note("%s: %s: connecting", feed->site->exchange->name,
	    feed->station.live->url);
	if (line->pipe == NULL)
		link_closed(link, "out of memory");
}

/* All that has come, within reason. */
static void
read_line(struct followed *w, struct line *l)
{
	const struct context context = { w->f->query.instruments, "ws",
		wall_clock() };
	const struct sink to = { take, refuse, repeat, NULL, w };
	size_t n;
	int i;

	if (w->room == NULL)
		w->room = xmalloc(ROOM);
	w->speaking = l;
	ident_resume(&w->f->query.emit->ident, l->link->scope);
	for (i = 0; i < AT_ONCE && !link_dead(l->link); i++) {
		n = pipe_receive(l->pipe, w->room, ROOM);
		if (n == 0)
			return;
		link_bytes(
		    l->link, (struct str){ w->room, n }, w->now, &context, &to);
	}
	w->more = w->more || i == AT_ONCE;
}

void
line_work(struct followed *w, struct line *l)
{
	if (l->pipe == NULL)
		return;
	if (pipe_state(l->pipe) == PIPE_OPEN && !l->greeted) {
		l->greeted = true;
		link_connected(l->link, w->now);
	}
	if (pipe_state(l->pipe) == PIPE_OPEN)
		read_line(w, l);
	if (pipe_state(l->pipe) == PIPE_GONE)
		link_closed(l->link, pipe_words(l->pipe)[0] != '\0'
					 ? pipe_words(l->pipe)
					 : "closed without a word");
}

void
line_send(struct line *l)
{
	if (l->pipe == NULL || l->link->out.n == 0)
		return;
	pipe_send(l->pipe, buf_view(&l->link->out));
	buf_reset(&l->link->out);
}

/* Does another connection go on? */
static bool
carried(const struct station *s, const struct link *l)
{
	const struct link *other = l == s->at ? s->next : s->at;

	return other != NULL && link_well(other);
}

void
line_drop(struct followed *w, struct feed_of *feed, struct link *link)
{
	struct line **at = &w->line, *l;
	uint64_t random;

	while (*at != NULL && (*at)->link != link)
		at = &(*at)->next;
	if ((l = *at) != NULL) {
		line_send(l);
		pipe_close(l->pipe);
		*at = l->next;
		free(l);
	}
	if (!carried(&feed->station, link) &&
	    strcmp(link->words, "replaced") != 0 &&
	    (link->from != 0 || feed->station.tries == 0))
		log_warn("%s: %s: %s; connecting again",
		    feed->site->exchange->name, feed->station.live->name,
		    link->words[0] != '\0' ? link->words
					   : health_why(link->health.death));
	if (link->health.death == DEATH_REFUSED && feed->site->doubted == 0)
		feed->site->doubted = w->wall; /* of a market that is gone? */
	dice(&random, sizeof(random));
	station_drop(&feed->station, link, random, w->now);
}

void
line_close(struct line *l)
{
	link_bye(l->link);
	line_send(l);
	pipe_close(l->pipe);
	free(l);
}
