/*
 * paper.h - a file that is appended to, in memory: what is written to it, what
 * is learned from it, and how often places of it were read again.
 */
#ifndef PAPER_H
#define PAPER_H

#include "base/when.h"
#include "liq-fetch/resume.h"

#define T0 INT64_C(1750000000000)

/* A file in memory, and what was read of it again. */
struct paper {
	struct buf text;
	struct resume resume;
	struct ident ident, given; /* of the run; of the file's writer */
	int reads;
};

static inline void
each(struct str text, int64_t at, void (*line)(void *, struct str, int64_t),
    void *arg)
{
	struct str one;

	while (text.n > 0 && str_split(&text, '\n', &one)) {
		at += (int64_t)one.n + 1;
		line(arg, one, at);
	}
}

static inline void
read_place(void *paper, const struct place *p)
{
	struct paper *a = paper;

	a->reads++;
	each((struct str){ a->text.s + p->at, (size_t)(p->until - p->at) },
	    p->at, resume_record, &a->resume);
}

static inline void
start(struct paper *a)
{
	a->resume.read = read_place;
	a->resume.arg = a;
	a->resume.ident = &a->ident;
}

static inline void
learn(struct paper *a)
{
	int64_t at = places_end(&a->resume.places);

	each(str_from(buf_view(&a->text), (size_t)at), at, resume_line,
	    &a->resume);
}

static inline void
fold(struct paper *a)
{
	buf_free(&a->text);
	resume_free(&a->resume);
	ident_free(&a->ident);
	ident_free(&a->given);
}

static inline void
put_span(
    struct buf *b, bool mark, int64_t since, int64_t until, int why, int fix)
{
	static const char *const symbols[] = { "", "A", "B" };
	struct record r;

	record_clear(&r, mark ? RECORD_MARK : RECORD_GAP);
	if (mark) {
		r.as.mark = (struct mark){ .ts = until,
			.exchange = "gate",
			.kind = "liquidation",
			.since = since,
			.until = until };
		str_copy(r.as.mark.symbol, sizeof(r.as.mark.symbol),
		    str_of(symbols[why % 3]));
	} else {
		r.as.gap = (struct gap){ .ts = until,
			.exchange = "gate",
			.kind = "liquidation",
			.since = since,
			.until = until,
			.why = why,
			.fix = fix,
			.count = INT_NONE };
	}
	record_put(b, &r, false);
}

static inline void
put_event(struct buf *b, struct ident *given, int64_t ts)
{
	struct record r;
	struct liquidation *l = &r.as.liquidation;

	record_clear(&r, RECORD_LIQUIDATION);
	l->ts = ts;
	str_copy(l->exchange, sizeof(l->exchange), STR("gate"));
	str_copy(l->symbol, sizeof(l->symbol), STR("A"));
	str_copy(l->source, sizeof(l->source), STR("rest"));
	l->side = SIDE_LONG;
	l->received = ts;
	dec_parse(&l->price, STR("1.5"));
	dec_parse(&l->qty, STR("2.0"));
	dec_parse(&l->usd, STR("3.0"));
	ident_event(given, l, true);
	record_put(b, &r, false);
}

#endif
