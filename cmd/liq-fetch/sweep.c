#include "liq-fetch/sweep.h"

#include <stdlib.h>

#include "base/x.h"

static void
push(struct sweep *s, int64_t since, int64_t until)
{
	if (since >= until)
		return;
	s->left = xgrow(s->left, s->n, &s->cap, sizeof(*s->left));
	s->left[s->n++] = (struct interval){ since, until };
}

/* The longest span that one page is sure to hold. */
static int64_t
step(const struct sweep *s)
{
	int64_t most = s->until - s->since;

	if (s->rest->span > 0 && s->rest->span < most)
		most = s->rest->span;
	if (s->width > 0 && s->rest->rows > 1 &&
	    (s->rest->rows - 1) * s->width < most)
		most = (s->rest->rows - 1) * s->width;
	return most;
}

void
sweep_start(struct sweep *s, const struct rest *rest, int64_t since,
    int64_t until, int64_t width)
{
	int64_t at, size;

	*s = (struct sweep){ .rest = rest,
		.since = since,
		.until = until,
		.width = width,
		.newest = INT_NONE };
	s->at = rest->paging == PAGE_BACKWARD ? until : since;
	s->over = since >= until;
	if (rest->paging != PAGE_SPAN || s->over)
		return;
	/* the newest last, so that it is asked for first */
	for (at = since, size = step(s); at < until; at += size)
		push(s, at, at + size < until ? at + size : until);
}

static void
out(struct sweep *s, struct page *p)
{
	p->width = s->width;
	p->rows = s->rest->rows;
	p->token = s->token;
	s->out++;
	if (++s->pages >= SWEEP_PAGES) {
		s->over = true;
		while (s->n > 0) {
			s->n--;
			cover_add(&s->missing, s->left[s->n].since,
			    s->left[s->n].until);
		}
	}
}

bool
sweep_next(struct sweep *s, struct page *p)
{
	if (s->over)
		return false;
	if (s->rest->paging == PAGE_SPAN) {
		if (s->n == 0)
			return false;
		s->n--;
		p->since = s->left[s->n].since;
		p->until = s->left[s->n].until;
		out(s, p);
		return true;
	}
	if (s->out > 0)
		return false;
	p->since = s->rest->paging == PAGE_FORWARD ? s->at : s->since;
	p->until = s->rest->paging == PAGE_BACKWARD ? s->at : s->until;
	out(s, p);
	return true;
}

static bool
full(const struct page *p, const struct turn *t)
{
	return t->rows > 0 && (t->rows >= p->rows || t->rows % 50 == 0);
}

/* Rows at a width: what a page has none of at its ends is asked for again. */
static void
ends(struct sweep *s, const struct page *p, const struct turn *t)
{
	if (t->rows == 0 || t->oldest >= p->until || t->newest < p->since)
		return;
	if (t->oldest >= p->since + s->width)
		push(s, p->since, t->oldest);
	if (t->newest + s->width < p->until)
		push(s, t->newest + s->width, p->until);
}

static void
span(struct sweep *s, const struct page *p, const struct turn *t)
{
	int64_t middle = p->since + (p->until - p->since) / 2;

	if (s->width > 0) {
		ends(s, p, t);
	} else if (full(p, t) && middle > p->since &&
		   p->until - p->since > s->rest->grain) {
		push(s, p->since, middle);
		push(s, middle, p->until);
	} else if (full(p, t)) {
		cover_add(&s->missing, p->since, p->until);
	}
}

static void
forward(struct sweep *s, const struct page *p, const struct turn *t)
{
	s->over = !full(p, t) || t->newest >= s->until || t->newest < p->since;
	if (full(p, t) && t->newest < p->since) /* none of what was asked */
		cover_add(&s->missing, p->since, s->until);
	if (s->over)
		return;
	s->at = t->newest;
	if (t->newest == p->since) {
		cover_add(&s->missing, t->newest, t->newest + 1);
		s->at = t->newest + 1;
	}
}

static void
backward(struct sweep *s, const struct page *p, const struct turn *t)
{
	s->over = !full(p, t) || t->oldest < s->since || t->oldest >= p->until;
	if (full(p, t) && t->oldest >= p->until) /* none of what was asked */
		cover_add(&s->missing, s->since, p->until);
	if (s->over)
		return;
	s->at = t->oldest + 1;
	if (s->at == p->until) {
		cover_add(&s->missing, t->oldest, t->oldest + 1);
		s->at = t->oldest;
		s->over = s->at <= s->since;
	}
}

/*
 * Newest first or oldest first, which two pages tell: over when a page lies
 * wholly on the far side.
 */
static void
by_token(struct sweep *s, const struct turn *t)
{
	bool same = strcmp(s->token, t->token) == 0;

	s->over = t->token[0] == '\0';
	if (t->rows > 0 && t->newest != INT_NONE) {
		if (s->pages > 1 && t->newest < s->at && t->newest < s->since)
			s->over = true;
		if (s->pages > 1 && t->newest > s->at && t->oldest >= s->until)
			s->over = true;
		s->at = t->newest;
	}
	if (!s->over && same) {
		cover_add(&s->missing, s->since, s->until);
		s->over = true;
	}
	memcpy(s->token, t->token, sizeof(s->token));
}

void
sweep_turn(struct sweep *s, const struct page *p, const struct turn *t)
{
	s->out--;
	if (t->rows > 0 && t->newest > s->newest)
		s->newest = t->newest;
	switch (s->rest->paging) {
	case PAGE_ONE:
		s->over = true;
		break;
	case PAGE_SPAN:
		span(s, p, t);
		break;
	case PAGE_FORWARD:
		forward(s, p, t);
		break;
	case PAGE_BACKWARD:
		backward(s, p, t);
		break;
	case PAGE_TOKEN:
		by_token(s, t);
		break;
	}
	if (s->pages >= SWEEP_PAGES && s->rest->paging != PAGE_SPAN &&
	    !s->over) {
		cover_add(&s->missing, s->since, s->until);
		s->over = true;
	}
}

void
sweep_failed(struct sweep *s, const struct page *p)
{
	s->out--;
	cover_add(&s->missing, p->since, p->until);
	if (s->rest->paging != PAGE_SPAN)
		s->over = true;
}

bool
sweep_done(const struct sweep *s)
{
	return s->out == 0 &&
	       (s->over || (s->rest->paging == PAGE_SPAN && s->n == 0));
}

void
sweep_free(struct sweep *s)
{
	cover_free(&s->missing);
	free(s->left);
	*s = (struct sweep){ 0 };
}
