/*
 * follow_line.c - links and the pipes that carry them.
 */
#include <stdlib.h>
#include <time.h>

#include "base/x.h"
#include "io/log.h"
#include "liq-fetch/follow_room.h"

#define ROOM (64 << 10) /* bytes read at once */
#define AT_ONCE 32 /* reads of one connection, then the others' turn */

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
	return list_site(w, w->speaking->station->exchange);
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
	if (!pace_take(&w->pace, r))
		return;
	emit_record(q->emit, r);
}

static void
refuse(void *arg, const char *why)
{
	struct followed *w = arg;

	list_doubt(w, site_speaking(w), why);
	log_warn("%s: %s: %s", w->speaking->station->exchange->name,
	    w->speaking->station->name, why);
	w->f->query.emit->refused++;
}

static void
repeat(void *arg)
{
	emit_repeat(((struct followed *)arg)->f->query.emit);
}

/* What happened to it, live or when it was recorded. */
static void
hear(struct followed *w, struct line *l, const struct entry *e)
{
	const struct context context = { w->f->query.instruments, "ws", e->ts };
	const struct sink to = { take, refuse, repeat, NULL, w };
	const struct ws_said said = { e->kind - ENTRY_TEXT, e->text,
		(int)e->code };

	switch (e->kind) {
	case ENTRY_UP:
		link_connected(l->link, w->now);
		break;
	case ENTRY_HEAD:
		link_feed(l->link, e->text, w->now);
		break;
	case ENTRY_GONE:
		link_closed(l->link, e->text.s);
		break;
	default:
		w->speaking = l;
		ident_resume(&w->f->query.emit->ident, l->link->scope);
		link_hear(l->link, &said, w->now, &context, &to);
	}
}

static struct entry
event(const struct line *l, enum entry_kind kind, int64_t ts)
{
	struct entry e = { .kind = kind, .ts = ts, .conn = l->conn };

	str_copy(
	    e.exchange, sizeof(e.exchange), str_of(l->station->exchange->name));
	str_copy(e.feed, sizeof(e.feed), str_of(l->station->name));
	return e;
}

/* Kept before it is dealt with: who is killed has not said what nobody heard.
 */
static void
happen(struct followed *w, struct line *l, const struct entry *e)
{
	tape_keep(w->f->tape, e);
	hear(w, l, e);
}

static void
closed(struct followed *w, struct line *l, const char *words)
{
	struct entry e = event(l, ENTRY_GONE, wall_clock());

	e.text = str_of(words[0] != '\0' ? words : "closed without a word");
	happen(w, l, &e);
}

void
line_connect(struct followed *w, struct feed_of *feed)
{
	const char *exchange = feed->site->exchange->name;
	struct ident *ident = &w->f->query.emit->ident;
	unsigned char random[32];
	struct entry e;
	struct link *link;
	struct line *line;

	if (feed->station.open_at == 0)
		return;
	tape_dice(w->f->tape, exchange, feed->station.name, "open",
	    feed->station.opened, random);
	link = station_connect(&feed->station, random, w->now);
	if (link == NULL)
		return;
	line = xcalloc(1, sizeof(*line));
	line->station = &feed->station;
	line->link = link;
	line->conn = feed->station.opened;
	line->next = w->line;
	w->line = line;
	ident_scope(ident);
	link->scope = ident->scope;
	log_note("%s: %s: connecting", exchange, feed->station.live->url);
	e = event(line, ENTRY_OPEN, w->wall);
	tape_keep(w->f->tape, &e);
	if (!tape_live(w->f->tape))
		return;
	line->pipe =
	    pipe_open(tape_http(w->f->tape), exchange, feed->station.live->url);
	if (line->pipe == NULL)
		closed(w, line, "out of memory");
}

static void
read_bytes(struct followed *w, struct line *l, struct str bytes, int64_t ts)
{
	struct entry e = event(l, ENTRY_HEAD, ts);
	struct ws_said said;

	e.text = (struct str){ bytes.s, link_feed(l->link, bytes, w->now) };
	if (e.text.n > 0)
		tape_keep(w->f->tape, &e);
	while (link_next(l->link, &said)) {
		e.kind = ENTRY_TEXT + (int)said.event;
		e.text = said.text;
		e.code = said.code;
		happen(w, l, &e);
	}
}

/* All that has come, within reason. */
static void
read_line(struct followed *w, struct line *l)
{
	int64_t ts = wall_clock();
	size_t n;
	int i;

	if (w->room == NULL)
		w->room = xmalloc(ROOM);
	for (i = 0; i < AT_ONCE && !link_dead(l->link); i++) {
		n = pipe_receive(l->pipe, w->room, ROOM);
		if (n == 0)
			return;
		read_bytes(w, l, (struct str){ w->room, n }, ts);
	}
	w->more = w->more || i == AT_ONCE;
}

void
line_work(struct followed *w, struct line *l)
{
	struct entry up = event(l, ENTRY_UP, w->wall);

	if (l->pipe == NULL || link_dead(l->link))
		return;
	if (pipe_state(l->pipe) == PIPE_OPEN && !l->greeted) {
		l->greeted = true;
		happen(w, l, &up);
	}
	if (pipe_state(l->pipe) == PIPE_OPEN)
		read_line(w, l);
	if (pipe_state(l->pipe) == PIPE_GONE && !link_dead(l->link))
		closed(w, l, pipe_words(l->pipe));
}

static struct line *
line_of(struct followed *w, const struct entry *e)
{
	struct line *l;

	for (l = w->line; l != NULL; l = l->next)
		if (l->conn == e->conn &&
		    strcmp(l->station->name, e->feed) == 0 &&
		    strcmp(l->station->exchange->name, e->exchange) == 0)
			break;
	return l;
}

void
line_replay(struct followed *w)
{
	const struct entry *e;
	struct line *l;

	while ((e = tape_event(w->f->tape)) != NULL) {
		if ((l = line_of(w, e)) != NULL)
			hear(w, l, e);
		tape_took(w->f->tape);
	}
}

void
line_send(struct line *l)
{
	if (l->link->out.n == 0)
		return;
	if (l->pipe != NULL)
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
	unsigned char random[32];
	int64_t conn = 0;
	uint64_t dice;

	while (*at != NULL && (*at)->link != link)
		at = &(*at)->next;
	if ((l = *at) != NULL) {
		line_send(l);
		pipe_close(l->pipe);
		conn = l->conn;
		*at = l->next;
		free(l);
	}
	metrics_drop(feed, link);
	if (!carried(&feed->station, link) &&
	    strcmp(link->words, "replaced") != 0 &&
	    (link->from != 0 || feed->station.tries == 0))
		log_warn("%s: %s: %s; connecting again",
		    feed->site->exchange->name, feed->station.name,
		    link->words[0] != '\0' ? link->words
					   : health_why(link->health.death));
	if (link->health.death == DEATH_REFUSED && feed->site->doubted == 0)
		feed->site->doubted = w->wall; /* of a market that is gone? */
	tape_dice(w->f->tape, feed->site->exchange->name, feed->station.name,
	    "drop", conn, random);
	memcpy(&dice, random, sizeof(dice));
	station_drop(&feed->station, link, dice, w->now);
}

void
line_close(struct line *l)
{
	link_bye(l->link);
	line_send(l);
	pipe_close(l->pipe);
	free(l);
}
