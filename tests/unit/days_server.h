/*
 * days_server.h - the other end of a link: it tells what happens, with
 * canaries between, until something goes wrong with it.
 *
 * What it says is "a" (a topic is on), "c MOMENT" (a canary), "e PUSH TS PRICE
 * NAME [TS PRICE NAME]..." and "bye"; it is asked for "canary" and "events
 * NAME...".
 *
 * Owns: the last events that it told; server_free.
 */
#ifndef DAYS_SERVER_H
#define DAYS_SERVER_H

#include "base/base64.h"
#include "base/sha1.h"
#include "base/when.h"
#include "days_past.h"
#include "liq-fetch/link.h"

#define SERVER_LATENCY 80 /* ms, of everything */
#define SERVER_LAG 1000 /* ms from an event to its being told, or less */
#define SERVER_CANARY SECOND_MS
#define SERVER_LULL (13 * SECOND_MS) /* between canaries, now and then */

enum fault {
	FAULT_NONE,
	FAULT_CLOSE,
	FAULT_SILENT, /* connected, and nothing comes */
	FAULT_REPEAT, /* the last events, again and again */
	FAULT_PONGS, /* only pings are answered */
	FAULT_STUCK, /* canaries of one moment */
	FAULT_NO_ACK,
	FAULT_NO_UPGRADE,
	FAULT_WRONG_TOPIC, /* acknowledged, but never a canary */
	FAULT_LEAVES, /* says so, and closes 40 s later */
	FAULTS
};

/* What goes wrong, and how often it did. */
struct plight {
	int64_t cut_every; /* mean ms between faults; 0: never */
	int64_t lull_every; /* ms between long breaths; 0: never */
	int64_t caused[FAULTS];
};

struct server {
	struct past *past;
	struct plight *plight;
	struct link *link; /* NULL: nobody is there */
	void (*give)(void *, struct link *, struct str bytes);
	void *arg;
	int64_t up; /* when it stands */
	int64_t lag; /* from an event to its being told */
	bool asked, agreed;
	enum fault fault;
	int64_t fault_at, fault_end;
	int64_t canary; /* the next one */
	size_t event; /* the next one to be told */
	uint32_t names; /* asked for: bits */
	struct buf last; /* events */
};

static inline void
server_frame(struct server *s, int opcode, struct str text)
{
	struct buf b = { 0 };

	buf_putc(&b, (char)(0x80 | opcode));
	if (text.n < 126) {
		buf_putc(&b, (char)text.n);
	} else {
		buf_putc(&b, 126);
		buf_putc(&b, (char)(text.n >> 8));
		buf_putc(&b, (char)text.n);
	}
	buf_str(&b, text);
	s->give(s->arg, s->link, buf_view(&b));
	buf_free(&b);
}

static inline void
server_tell(struct server *s, struct str text)
{
	buf_reset(&s->last);
	buf_str(&s->last, text);
	server_frame(s, WS_OP_TEXT, buf_view(&s->last));
}

static inline void
server_agree(struct server *s)
{
	struct buf b = { 0 }, key = { 0 };
	unsigned char digest[20];

	base64_put(&key, s->link->key, 16);
	buf_puts(&key, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
	sha1(digest, buf_view(&key));
	buf_puts(&b, "HTTP/1.1 101 x\r\nUpgrade: websocket\r\n"
		     "Connection: Upgrade\r\nSec-WebSocket-Accept: ");
	base64_put(&b, digest, 20);
	buf_puts(&b, "\r\n\r\n");
	s->agreed = true;
	s->give(s->arg, s->link, buf_view(&b));
	buf_free(&b);
	buf_free(&key);
}

/* Which names "events 4 1" asks for; of: the frame, masked. */
static inline uint32_t
server_names(const char *of, size_t n)
{
	char text[128] = "";
	struct str rest, word;
	uint32_t names = 0;
	size_t i;

	for (i = 6; i < n; i++)
		text[i - 6] = (char)(of[i] ^ of[2 + (i - 6) % 4]);
	rest = str_of(text);
	str_split(&rest, ' ', &word);
	if (!str_is(word, "events"))
		return 0;
	while (str_split(&rest, ' ', &word))
		names |= 1u << strtol(word.s, NULL, 10);
	return names;
}

/* What the link said is answered, the fault permitting. */
static inline void
server_listen(struct server *s)
{
	struct buf *out = &s->link->out;
	size_t n;
	int op;

	if (out->n == 0)
		return;
	if (!s->agreed) {
		buf_reset(out);
		if (s->fault != FAULT_NO_UPGRADE)
			server_agree(s);
		return;
	}
	while (out->n > 0) {
		op = out->s[0] & 0x0f;
		n = (size_t)(out->s[1] & 0x7f) + 6;
		if (op == WS_OP_TEXT)
			s->names |= server_names(out->s, n);
		buf_cut(out, n);
		if (op == WS_OP_PING && s->fault != FAULT_SILENT)
			server_frame(s, WS_OP_PONG, STR("liq"));
		if (op == WS_OP_TEXT && s->fault != FAULT_NO_ACK)
			server_frame(s, WS_OP_TEXT, STR("a"));
	}
}

/* From when on a fault works: some at once, some in the middle of life. */
static inline void
server_plan(struct server *s)
{
	static const enum fault early[] = { FAULT_NO_ACK, FAULT_NO_UPGRADE,
		FAULT_WRONG_TOPIC };
	const uint64_t most = 2 * (uint64_t)s->plight->cut_every;

	s->fault_at = INT64_MAX;
	if (most == 0)
		return;
	s->fault_at = s->past->now + (int64_t)past_roll(s->past, most);
	if (past_roll(s->past, 12) == 0) {
		s->fault = early[past_roll(s->past, 3)];
		s->fault_at = s->past->now;
		s->plight->caused[s->fault]++;
	}
}

/* A link is opened to it; what happened by then is not told. */
static inline void
server_open(struct server *s, struct link *l)
{
	*s = (struct server){ .past = s->past,
		.plight = s->plight,
		.link = l,
		.give = s->give,
		.arg = s->arg,
		.last = s->last };
	s->up = s->past->now + SERVER_LATENCY;
	server_plan(s);
	s->lag = (int64_t)past_roll(s->past, SERVER_LAG);
	s->event = past_from(s->past, s->up - s->lag + 1);
	s->canary = s->up + SERVER_CANARY / 2;
}

static inline void
server_fail(struct server *s)
{
	s->fault = FAULT_CLOSE;
	if (past_roll(s->past, 2) == 0)
		s->fault += 1 + past_roll(s->past, FAULT_STUCK - FAULT_CLOSE);
	if (past_roll(s->past, 6) == 0)
		s->fault = FAULT_LEAVES;
	s->plight->caused[s->fault]++;
	s->fault_at = s->past->now;
	if (s->fault == FAULT_CLOSE) {
		link_closed(s->link, "cut");
	} else if (s->fault == FAULT_LEAVES) {
		server_frame(s, WS_OP_TEXT, STR("bye"));
		s->fault_at = INT64_MAX;
		s->fault_end = s->past->now + 40 * SECOND_MS;
	}
}

static inline bool
server_tells(const struct server *s)
{
	return s->agreed &&
	       (s->fault == FAULT_NONE || s->fault == FAULT_LEAVES);
}

/* What is due, twins together, as far as it was asked for. */
static inline void
server_events(struct server *s)
{
	const struct past *p = s->past;
	const struct event *e;
	struct buf b = { 0 };
	uint32_t at;

	while (
	    s->event < p->events && p->event[s->event].at + s->lag <= p->now) {
		at = p->event[s->event].at;
		buf_reset(&b);
		buf_printf(&b, "e %lld", (long long)(PAST_START + p->now));
		for (; s->event < p->events && p->event[s->event].at == at;
		     s->event++) {
			e = &p->event[s->event];
			if ((s->names >> e->name & 1) != 0)
				buf_printf(&b, " %lld %d %d",
				    (long long)PAST_START + e->at, e->price,
				    e->name);
		}
		if (server_tells(s))
			server_tell(s, buf_view(&b));
	}
	buf_free(&b);
}

static inline void
server_canary(struct server *s)
{
	const int64_t lull = s->plight->lull_every;
	struct buf b = { 0 };

	buf_printf(&b, "c %lld", (long long)(PAST_START + s->past->now));
	if (server_tells(s))
		server_frame(s, WS_OP_TEXT, buf_view(&b));
	else if (s->fault == FAULT_REPEAT && s->last.n > 0)
		server_frame(s, WS_OP_TEXT, buf_view(&s->last));
	else if (s->fault == FAULT_STUCK)
		server_frame(s, WS_OP_TEXT, STR("c 1760000000500"));
	buf_free(&b);
	s->canary += lull != 0 && s->canary % lull < SERVER_CANARY
			 ? SERVER_LULL
			 : SERVER_CANARY;
}

/* Everything it does at this moment. */
static inline void
server_serve(struct server *s)
{
	const int64_t now = s->past->now;

	if (now >= s->up && !s->asked) {
		s->asked = true;
		link_connected(s->link, now);
	}
	server_listen(s);
	if (s->agreed && s->fault == FAULT_NONE && now >= s->fault_at)
		server_fail(s);
	if (s->fault == FAULT_LEAVES && now >= s->fault_end)
		link_closed(s->link, "gone");
	if (s->agreed)
		server_events(s);
	while (s->agreed && now >= s->canary)
		server_canary(s);
}

/* When it does something next, if nobody speaks to it. */
static inline int64_t
server_next(const struct server *s)
{
	const struct past *p = s->past;
	int64_t next = s->asked ? s->canary : s->up;

	if (!s->agreed)
		return next;
	if (s->event < p->events && p->event[s->event].at + s->lag < next)
		next = p->event[s->event].at + s->lag;
	if (s->fault_at > p->now && s->fault_at < next)
		next = s->fault_at;
	return next;
}

static inline void
server_free(struct server *s)
{
	buf_free(&s->last);
	*s = (struct server){ 0 };
}

#endif
