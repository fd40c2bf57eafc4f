/*
 * days_world.h - liq-fetch's live machines (station, links, ids) in a world of
 * days_past.h: the loop that is follow.c there, under a clock of its own, and
 * a ledger of what was told.
 *
 * Owns: everything in it; world_free.  What it takes for itself does not grow
 * while it runs.
 */
#ifndef DAYS_WORLD_H
#define DAYS_WORLD_H

#include "days_room.h"
#include "days_server.h"
#include "liq-fetch/ident.h"
#include "liq-fetch/station.h"

#define WORLD_LINKS 4
#define WORLD_LIST_MS MINUTE_MS /* from one look at the list to the next */
#define WORLD_SETTLE_MS (10 * SECOND_MS) /* between marks, as there */
#define WORLD_SPANS 8192
#define WORLD_ROOMS 512

/* A new name of a market: when it is not listened to though it is in use. */
struct newname {
	int64_t opened; /* connections when we learned of it */
	int64_t since, until; /* theirs; until 0: still */
};

struct world {
	struct past past;
	struct plight plight;
	struct station station;
	struct server server[WORLD_LINKS];
	struct market market[PAST_MARKETS];
	struct newname newname[PAST_NAMES];
	int listed; /* names that are known to us */
	int64_t list_at;
	int64_t age_every, age_at; /* when events are forgotten */
	struct ident ident;
	int64_t jump; /* of our clock, from theirs */
	int jumps, jumped; /* wanted, done */
	struct cover hole, marked; /* as they were told */
	struct cover deaf; /* when no server told anything, in fact */
	int64_t doubled, refused, noticed[FAULTS];
	int64_t slowest; /* to be noticed */
	struct room room[WORLD_ROOMS]; /* each time events were forgotten */
	size_t rooms;
	int64_t heap, ledger; /* bytes: at the start; of it, what is ours */
};

static inline bool
world_hello(struct buf *b, int *topics, const struct live_wants *wants, int n)
{
	size_t i;

	if (n > 1)
		return false;
	buf_puts(b, n == 0 ? "canary" : "events");
	for (i = 0; n == 1 && i < wants->n; i++)
		buf_printf(b, " %s", wants->of[i].symbol);
	*topics = 1;
	return true;
}

static inline int64_t
world_number(struct str *rest)
{
	char room[32];
	struct str word;

	str_split(rest, ' ', &word);
	str_copy(room, sizeof(room), word);
	return strtoll(room, NULL, 10);
}

static inline const char *
world_hear(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	struct liquidation *l;
	struct record r;
	struct str word;

	(void)context;
	str_split(&text, ' ', &word);
	if (str_is(word, "a")) {
		h->what = HEARD_ACK;
	} else if (str_is(word, "bye")) {
		h->what = HEARD_LEAVING;
	} else if (str_is(word, "c")) {
		h->what = HEARD_CANARY;
		h->ts = world_number(&text);
	} else if (str_is(word, "e")) {
		h->what = HEARD_DATA;
		for (world_number(&text); text.n > 0;) {
			record_clear(&r, RECORD_LIQUIDATION);
			l = &r.as.liquidation;
			l->ts = world_number(&text);
			l->price = dec_int(world_number(&text));
			str_split(&text, ' ', &word);
			str_copy(l->symbol, sizeof(l->symbol), word);
			l->qty = dec_int(1);
			l->side = SIDE_LONG;
			to->record(to->arg, &r);
		}
	} else {
		return "what is that?";
	}
	return NULL;
}

static inline void
world_take(void *arg, const struct record *r)
{
	struct world *w = arg;
	struct liquidation l = r->as.liquidation;
	const int name = (int)strtol(l.symbol, NULL, 10);

	if (ident_event(&w->ident, &l, true) &&
	    !past_told(&w->past, l.ts - PAST_START, l.price.v, name))
		w->doubled++;
}

static inline void
world_refuse(void *arg, const char *why)
{
	(void)why;
	((struct world *)arg)->refused++;
}

static inline int64_t
world_wall(const struct world *w)
{
	return PAST_START + w->past.now + w->jump;
}

/* Bytes from a server. */
static inline void
world_give(void *arg, struct link *l, struct str bytes)
{
	struct world *w = arg;
	const struct context context = { NULL, "ws", world_wall(w) };
	const struct sink to = {
		.record = world_take, .refuse = world_refuse, .arg = w
	};

	ident_resume(&w->ident, l->scope);
	link_bytes(l, bytes, w->past.now, &context, &to);
}

static inline struct server *
world_server(struct world *w, const struct link *l)
{
	struct server *s = w->server;

	while (s < w->server + WORLD_LINKS && s->link != l)
		s++;
	return s;
}

static inline void
world_connect(struct world *w)
{
	unsigned char random[32];
	struct link *l;
	size_t i;

	if (w->station.open_at == 0)
		return;
	for (i = 0; i < sizeof(random); i++)
		random[i] = (unsigned char)past_roll(&w->past, 256);
	l = station_connect(&w->station, random, w->past.now);
	if (l == NULL)
		return;
	ident_scope(&w->ident);
	l->scope = w->ident.scope;
	server_open(world_server(w, NULL), l);
}

static inline void
world_drop(struct world *w)
{
	const int64_t now = w->past.now;
	struct server *s;
	struct link *l;

	while ((l = station_over(&w->station)) != NULL) {
		s = world_server(w, l);
		w->noticed[s->fault]++;
		if (s->fault > FAULT_CLOSE && s->fault != FAULT_LEAVES &&
		    now - s->fault_at > w->slowest)
			w->slowest = now - s->fault_at;
		s->link = NULL;
		station_drop(
		    &w->station, l, past_roll(&w->past, INT64_MAX), now);
	}
}

/* A market's name is its number; the n-th of all is one of the market's. */
static inline void
world_name(struct world *w, int n)
{
	struct market *m = &w->market[n % PAST_MARKETS];

	snprintf(m->symbol, sizeof(m->symbol), "%d", n);
}

/* Each minute the list is read: a name that is new, and a new connection. */
static inline void
world_list(struct world *w)
{
	struct newname *n;

	if (w->past.now < w->list_at)
		return;
	for (; w->listed < w->past.names; w->listed++) {
		if (w->past.named[w->listed] > w->past.now)
			break;
		n = &w->newname[w->listed];
		n->since = PAST_START + w->list_at - WORLD_LIST_MS;
		n->opened = w->station.opened;
		world_name(w, w->listed);
		station_renew(&w->station, w->past.now);
	}
	w->list_at += WORLD_LIST_MS;
}

/* As list_cover: missing until a connection that asked for it was well. */
static inline void
world_listens(struct world *w)
{
	const struct link *l;
	struct newname *n;
	int i, k;

	for (i = PAST_MARKETS; i < w->listed; i++)
		for (n = &w->newname[i], k = 0; k < WORLD_LINKS; k++) {
			l = w->server[k].link;
			if (n->until == 0 && l != NULL && l->conn > n->opened)
				n->until = l->from;
		}
}

/* What happens beside the feed: our clock is set, events are forgotten. */
static inline void
world_beside(struct world *w)
{
	static const int64_t by[] = { 3 * MINUTE_MS, -HOUR_MS, -7 * MINUTE_MS,
		HOUR_MS };
	const int64_t now = w->past.now;

	if (w->jumped < w->jumps &&
	    now >= w->past.length / (w->jumps + 1) * (w->jumped + 1))
		w->jump += by[w->jumped++ % 4];
	if (now >= w->age_at) {
		w->age_at += w->age_every;
		ident_age(&w->ident);
		if (w->rooms < WORLD_ROOMS)
			w->room[w->rooms++] = room_now();
	}
	world_list(w);
	world_listens(w);
}

/* What the station has to say; when it or a server has something to do. */
static inline int64_t
world_look(struct world *w, int64_t settle)
{
	int64_t next, one;
	struct interval v;
	struct hole h;
	int i;

	next = station_look(&w->station, w->past.now, world_wall(w));
	world_drop(w);
	if (station_hole(&w->station, &h))
		cover_add(&w->hole, h.since, h.until);
	if (station_mark(&w->station, settle, &v))
		cover_add(&w->marked, v.since, v.until);
	for (i = 0; i < WORLD_LINKS; i++)
		if (w->server[i].link != NULL &&
		    (one = server_next(&w->server[i])) < next)
			next = one;
	return next > w->past.now ? next : w->past.now + 1;
}

/* Does anybody tell what happens? */
static inline bool
world_told(const struct world *w)
{
	const struct server *s = w->server;

	while (s < w->server + WORLD_LINKS &&
	       (s->link == NULL || s->names == 0 || !server_tells(s)))
		s++;
	return s < w->server + WORLD_LINKS;
}

static inline void
world_run(struct world *w)
{
	int64_t *now = &w->past.now, next;
	int i;

	while (*now < w->past.length) {
		world_beside(w);
		world_connect(w);
		for (i = 0; i < WORLD_LINKS; i++)
			if (w->server[i].link != NULL)
				server_serve(&w->server[i]);
		next = world_look(w, WORLD_SETTLE_MS);
		if (!world_told(w))
			cover_add(
			    &w->deaf, PAST_START + *now, PAST_START + next);
		*now = next;
	}
	world_look(w, 0);
}

/* Room for all that will be in it, and touched. */
static inline void
world_span(struct world *w, struct cover *c)
{
	c->cap = WORLD_SPANS;
	c->of = xcalloc(c->cap, sizeof(*c->of));
	memset(c->of, 1, c->cap * sizeof(*c->of));
	w->ledger += (int64_t)(c->cap * sizeof(*c->of));
}

/* past.dice, plight, jumps and age_every are the caller's to set before. */
static inline void
world_open(struct world *w, const struct exchange *x, const struct live *live,
    int64_t length, size_t events, int renames)
{
	int i;

	past_make(&w->past, length, events, renames);
	w->ledger = (int64_t)((events + 1) * sizeof(*w->past.event));
	world_span(w, &w->hole);
	world_span(w, &w->marked);
	world_span(w, &w->deaf);
	for (i = 0; i < WORLD_LINKS; i++)
		w->server[i] = (struct server){ .past = &w->past,
			.plight = &w->plight,
			.give = world_give,
			.arg = w };
	for (; w->listed < PAST_MARKETS; w->listed++)
		world_name(w, w->listed);
	w->past.now = 1;
	w->list_at = WORLD_LIST_MS;
	w->age_at = w->age_every;
	w->heap = room_heap();
	station_open(&w->station, x, live, w->past.now);
	w->station.wants.of = w->market;
	w->station.wants.n = PAST_MARKETS;
}

static inline void
world_free(struct world *w)
{
	int i;

	station_close(&w->station);
	for (i = 0; i < WORLD_LINKS; i++)
		server_free(&w->server[i]);
	ident_free(&w->ident);
	cover_free(&w->hole);
	cover_free(&w->marked);
	cover_free(&w->deaf);
	past_free(&w->past);
}

#endif
