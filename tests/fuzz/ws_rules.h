/*
 * ws_rules.h - where wslay and ws.c are meant to differ.
 *
 * Each rule is about the first event that differs, and says what must be true
 * of the bytes for it to hold; corpus-ws/rule-NAME is its case.
 */
#ifndef WS_RULES_H
#define WS_RULES_H

#include "ws_peer.h"

/* Both have read; ours and theirs are the same up to i. */
struct meeting {
	struct str bytes; /* all of them */
	const struct ws *ws;
	const struct tale *ours, *theirs;
	int pieces; /* theirs of the last frame */
	size_t end; /* ours took so many */
	size_t i;
};

/* A frame as it stands in the bytes; the last one may be cut. */
struct place {
	size_t at, head, size;
	struct str body; /* what there is of it */
	int first, opcode;
	bool control;
};

/* The head of the frame at p->at; false: it is not there. */
static inline bool
place_head(struct place *p, struct str bytes)
{
	const unsigned char *s = (const unsigned char *)bytes.s + p->at;
	size_t n = bytes.n - p->at, i;

	*p = (struct place){ .at = p->at };
	if (n < 2)
		return false;
	p->first = s[0];
	p->opcode = s[0] & 15;
	p->control = p->opcode >= 8;
	p->size = s[1] & 127;
	p->head = p->size == 126 ? 4 : p->size == 127 ? 10 : 2;
	if (p->head > 2 && n >= p->head)
		for (i = 2, p->size = 0; i < p->head; i++)
			p->size = p->size << 8 | s[i];
	p->body = str_from(bytes, p->at + p->head);
	if (p->body.n > p->size)
		p->body.n = p->size;
	return true;
}

static inline bool
is_last(const struct tale *t, const char *words)
{
	return tale_over(t) && t->of[t->n - 1].event == WS_BROKEN &&
	       str_is(tale_text(t, t->n - 1), words);
}

/* The frame that ended ours, or that it waits for. */
static inline struct place
place_last(const struct meeting *m)
{
	const struct tale *t = m->ours;
	struct place p = { 0 };
	bool closes = (tale_over(t) && t->of[t->n - 1].event == WS_CLOSE) ||
		      is_last(t, "half a close code") ||
		      is_last(t, "not a close code") ||
		      is_last(t, "a reason is not UTF-8");

	while (place_head(&p, m->bytes) && p.at < m->end &&
	       !(closes && p.at + p.head + p.size == m->end))
		p.at += p.head + p.size;
	return p;
}

static inline bool
is(const struct tale *t, size_t i, enum ws_event event, int code)
{
	return i < t->n && t->of[i].event == event && t->of[i].code == code;
}

static inline bool
says(const struct meeting *m, const char *words)
{
	return m->i < m->ours->n && m->ours->of[m->i].event == WS_BROKEN &&
	       str_is(tale_text(m->ours, m->i), words);
}

/* It takes only the codes that RFC 6455 lists; IANA has three more. */
static inline bool
rule_code(const struct meeting *m)
{
	return m->i < m->ours->n && m->ours->of[m->i].event == WS_CLOSE &&
	       m->ours->of[m->i].code >= 1012 &&
	       m->ours->of[m->i].code <= 1014 &&
	       is(m->theirs, m->i, WS_BROKEN, WS_PROTOCOL);
}

/* It takes half a close code for none. */
static inline bool
rule_half(const struct meeting *m)
{
	struct place p = place_last(m);

	return says(m, "half a close code") && p.opcode == 8 && p.size == 1 &&
	       is(m->theirs, m->i, WS_CLOSE, WS_NO_CODE);
}

/* It judges a reason before its code, we after. */
static inline bool
rule_reason(const struct meeting *m)
{
	struct place p = place_last(m);

	return says(m, "not a close code") && p.opcode == 8 &&
	       is(m->theirs, m->i, WS_BROKEN, WS_BAD_TEXT) &&
	       book_utf8(str_from(p.body, 2)) != BOOK_GOOD;
}

/*
 * It passes over two bytes of each piece of a close frame, not of the first
 * alone, when it looks whether the reason is UTF-8.
 */
static inline bool
rule_pieces(const struct meeting *m)
{
	struct place p = place_last(m);
	enum book truth = book_utf8(str_from(p.body, 2));

	if (p.opcode != 8 || m->pieces < 1)
		return false;
	if (says(m, "a reason is not UTF-8"))
		return truth != BOOK_GOOD && m->pieces > 1;
	return is(m->theirs, m->i, WS_BROKEN, WS_BAD_TEXT) &&
	       (m->i == m->ours->n || says(m, "not a close code") ||
		   (m->ours->of[m->i].event == WS_CLOSE && truth == BOOK_GOOD));
}

/*
 * It judges text as it comes, we a message when it is whole; until then we
 * hear the pings and pongs between its parts, and then the same, or what else
 * ends the connection.
 */
static inline bool
rule_early(const struct meeting *m)
{
	const struct tale *t = m->ours;
	struct buf text = { 0 };
	struct place p = place_last(m);
	bool bad;
	size_t i = m->i;

	if (!is(m->theirs, i, WS_BROKEN, WS_BAD_TEXT))
		return false;
	while (i < t->n &&
	       (t->of[i].event == WS_PING || t->of[i].event == WS_PONG))
		i++;
	if (i < t->n && t->of[i].event < WS_CLOSE)
		return false;
	if (i == t->n && p.opcode == 8 &&
	    book_utf8(str_from(p.body, 2)) == BOOK_BAD)
		return true;
	if (m->ws->opcode == WS_OP_TEXT || is_last(t, "a text is not UTF-8"))
		buf_str(&text, buf_view(&m->ws->message));
	if (i == t->n && !p.control)
		buf_str(&text, p.body);
	bad = book_utf8(buf_view(&text)) == BOOK_BAD;
	buf_free(&text);
	return bad;
}

/* It has a limit for messages alone, we for frames too, and for parts. */
static inline bool
rule_long(const struct meeting *m)
{
	struct place p = place_last(m);

	return says(m, "a frame is too long") && p.size > WS_FRAME_MAX &&
	       p.size <= WS_MESSAGE_MAX;
}

static inline bool
rule_parts(const struct meeting *m)
{
	return says(m, "too many parts") &&
	       m->ws->fragments == WS_FRAGMENTS_MAX + 1;
}

static const struct {
	const char *name;
	bool (*holds)(const struct meeting *);
} rules[] = {
	{ "code", rule_code },
	{ "half", rule_half },
	{ "reason", rule_reason },
	{ "early", rule_early },
	{ "pieces", rule_pieces },
	{ "long", rule_long },
	{ "parts", rule_parts },
};

#define RULES (sizeof(rules) / sizeof(rules[0]))

#endif
