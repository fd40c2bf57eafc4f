/*
 * rest_case.h - a saved answer of an exchange: the request for it is made, the
 * answer read, and what they give compared with what they should.
 */
#ifndef REST_CASE_H
#define REST_CASE_H

#include "json/json.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/rest.h"
#include "tap.h"

#define NOW INT64_C(1763800000000) /* when answers come, in every case */

struct one {
	const char *file;
	const struct exchange *exchange;
	const struct rest *rest;
	struct page page;
	struct instruments instruments;
	char token[256], key[64], owner[80];
	struct buf said, want; /* what the answer gave, and should */
	struct buf body;
	int status;
	bool asked;
};

static inline void
take(void *arg, const struct record *r)
{
	struct one *c = arg;
	struct record again;
	struct buf line = { 0 };
	const char *why = market_check(r);

	record_put(&line, r, false);
	if (why == NULL && line.n > 0)
		why = record_parse(&again, str_trim(buf_view(&line)));
	if (why != NULL)
		buf_printf(&c->said, "no record: %s\n", why);
	buf_str(&c->said, buf_view(&line));
	buf_free(&line);
}

static inline void
refuse(void *arg, const char *why)
{
	struct one *c = arg;

	buf_printf(&c->said, "refused %s\n", why);
}

static inline void
nothing(void *arg)
{
	(void)arg;
}

static inline void
say(struct buf *b, const char *what, struct buf *text)
{
	if (text->n > 0)
		buf_printf(b, "%s %.*s\n", what, (int)text->n, text->s);
}

/* The request for the page, in the words of a case. */
static inline void
ask(struct one *c, struct buf *said)
{
	struct ask a = { .cost = c->rest->cost };

	c->asked = true;
	c->page.instrument = instruments_find(
	    &c->instruments, c->exchange->name, c->page.market.symbol);
	if (c->page.rows == 0)
		c->page.rows = c->rest->rows;
	if (c->rest->ask(&a, &c->page)) {
		say(said, "ask", &a.url);
		say(said, "post", &a.body);
		say(said, "header", &a.header);
	} else {
		buf_puts(said, "not offered\n");
	}
	buf_free(&a.url);
	buf_free(&a.body);
	buf_free(&a.header);
}

static inline void
put_time(struct buf *b, int64_t ms)
{
	buf_putc(b, ' ');
	if (ms == INT_NONE)
		buf_putc(b, '-');
	else
		buf_int(b, ms);
}

static const char *const troubles[] = { "none", "rate", "ban", "geo", "key",
	"busy", "symbol", "ask", "broken" };

static inline void
answer(struct one *c)
{
	struct context context = { &c->instruments, "rest", NOW };
	const struct sink to = { take, refuse, nothing, nothing, c };
	struct reply reply = { .status = c->status,
		.body = buf_view(&c->body),
		.type = STR("application/json"),
		.retry_after = STR(""),
		.now = NOW };
	struct turn turn = { .oldest = INT_NONE, .newest = INT_NONE };
	struct trouble trouble;
	const char *why;

	c->exchange->trouble(&trouble, &reply);
	if (trouble.kind != TROUBLE_NONE) {
		buf_printf(&c->said, "trouble %s %lld %s\n",
		    troubles[trouble.kind], (long long)trouble.until,
		    trouble.words);
		return;
	}
	why = json_check(reply.body);
	if (why == NULL)
		why =
		    c->rest->answer(&turn, reply.body, &c->page, &context, &to);
	if (why != NULL) {
		buf_printf(&c->said, "why %s\n", why);
		return;
	}
	buf_printf(&c->said, "turn %lld", (long long)turn.rows);
	put_time(&c->said, turn.oldest);
	put_time(&c->said, turn.newest);
	if (turn.token[0] != '\0')
		buf_printf(&c->said, " %s", turn.token);
	buf_putc(&c->said, '\n');
}

static inline void
compare(struct one *c)
{
	struct str got, want, g = buf_view(&c->said), w = buf_view(&c->want);
	int line;

	if (ok(str_same(g, w), "%s", c->file))
		return;
	for (line = 1; g.n > 0 || w.n > 0; line++) {
		got = want = (struct str){ "", 0 };
		str_split(&g, '\n', &got);
		str_split(&w, '\n', &want);
		if (!str_same(got, want))
			printf("# %d got:  %.*s\n# %d want: %.*s\n", line,
			    (int)got.n, got.s, line, (int)want.n, want.s);
	}
}

static inline void
finish(struct one *c)
{
	struct buf unasked = { 0 };

	if (c->exchange != NULL && c->rest != NULL) {
		if (!c->asked)
			ask(c, &unasked);
		if (c->status != 0)
			answer(c);
		compare(c);
	}
	instruments_free(&c->instruments);
	buf_free(&unasked);
	buf_free(&c->said);
	buf_free(&c->want);
	buf_free(&c->body);
}

#endif
