/*
 * ws_tale.h - what was heard on a WebSocket, in order; and UTF-8 judged by
 * the book, byte by byte, for those that disagree about it.
 *
 * Owns: its texts; tale_free.
 */
#ifndef WS_TALE_H
#define WS_TALE_H

#include "base/buf.h"
#include "base/x.h"
#include "liq-fetch/ws.h"

struct told {
	enum ws_event event;
	int code;
	size_t at, n; /* of the text */
};

struct tale {
	struct buf text;
	struct told *of;
	size_t n, cap;
};

static inline void
tale_add(struct tale *t, enum ws_event event, int code, struct str text)
{
	t->of = xgrow(t->of, t->n, &t->cap, sizeof(*t->of));
	t->of[t->n++] = (struct told){ event, code, t->text.n, text.n };
	buf_str(&t->text, text);
}

static inline struct str
tale_text(const struct tale *t, size_t i)
{
	if (t->of[i].n == 0)
		return STR("");
	return (struct str){ t->text.s + t->of[i].at, t->of[i].n };
}

/* What ends a connection is the last of a tale. */
static inline bool
tale_over(const struct tale *t)
{
	return t->n > 0 && t->of[t->n - 1].event >= WS_CLOSE;
}

static inline void
tale_free(struct tale *t)
{
	buf_free(&t->text);
	free(t->of);
	*t = (struct tale){ 0 };
}

enum book { BOOK_GOOD, BOOK_OPEN, BOOK_BAD }; /* open: it ends in a letter */

/* RFC 3629: the table of its section 4. */
static inline enum book
book_utf8(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.s, *end = p + s.n;
	unsigned low, high;
	int more;

	while (p < end) {
		low = 0x80, high = 0xbf;
		more = *p < 0x80 ? 0 : *p < 0xe0 ? 1 : *p < 0xf0 ? 2 : 3;
		if ((*p >= 0x80 && *p < 0xc2) || *p > 0xf4)
			return BOOK_BAD;
		low = *p == 0xe0 ? 0xa0 : *p == 0xf0 ? 0x90 : low;
		high = *p == 0xed ? 0x9f : *p == 0xf4 ? 0x8f : high;
		for (p++; more > 0; more--, p++, low = 0x80, high = 0xbf) {
			if (p == end)
				return BOOK_OPEN;
			if (*p < low || *p > high)
				return BOOK_BAD;
		}
	}
	return BOOK_GOOD;
}

#endif
