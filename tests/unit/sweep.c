/*
 * Sweeps of exchanges made by chance: whatever the paging, the page and the
 * moment, each row is seen, or what is missing says so.
 */
#include "liq-fetch/sweep.h"

#include <stdlib.h>

#include "tap.h"

#define ROWS 400
#define SPAN 3000

struct server {
	struct rest rest;
	int limit; /* of rows, in truth: the table's or less */
	bool old; /* it keeps the oldest rows of a span, not the newest */
	int64_t row[ROWS]; /* times, rising; twins are two of the same */
	int n, seen[ROWS], asked;
};

static uint64_t dice;

static int
roll(int sides)
{
	dice = dice * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (int)((dice >> 33) % (uint64_t)sides);
}

static int
rising(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Rows first to before last are on the page: those it holds, from one end. */
static void
give(struct server *s, struct turn *t, int first, int last, bool newest)
{
	if (last - first > s->limit) {
		if (newest)
			first = last - s->limit;
		else
			last = first + s->limit;
	}
	*t = (struct turn){
		.rows = last - first, .oldest = INT_NONE, .newest = INT_NONE
	};
	if (first < last) {
		t->oldest = s->row[first];
		t->newest = s->row[last - 1];
	}
	for (; first < last; first++)
		s->seen[first]++;
}

static void
reply(struct server *s, const struct page *p, struct turn *t)
{
	int first = 0, last = s->n, at;

	s->asked++;
	if (s->rest.paging == PAGE_TOKEN) {
		at = (int)strtol(p->token, NULL, 10);
		give(s, t, s->n - at - s->limit > 0 ? s->n - at - s->limit : 0,
		    s->n - at, true);
		if (s->n - at > s->limit)
			snprintf(
			    t->token, sizeof(t->token), "%d", at + s->limit);
		return;
	}
	while (first < s->n && s->row[first] < p->since)
		first++;
	while (last > first && s->row[last - 1] >= p->until)
		last--;
	give(s, t, first, last, s->rest.paging != PAGE_FORWARD && !s->old);
}

static void
run(struct server *s, struct sweep *sweep, int64_t width)
{
	struct page p = { 0 };
	struct turn t;

	sweep_start(sweep, &s->rest, 1000, 1000 + SPAN, width);
	while (sweep_next(sweep, &p)) {
		reply(s, &p, &t);
		sweep_turn(sweep, &p, &t);
	}
}

/* Rows within the span that were neither seen nor said to be missing. */
static int
lost(const struct server *s, const struct sweep *sweep)
{
	int i, n = 0;

	for (i = 0; i < s->n; i++)
		n += s->row[i] >= 1000 && s->row[i] < 1000 + SPAN &&
		     s->seen[i] == 0 &&
		     cover_length(&sweep->missing, s->row[i], s->row[i] + 1) ==
			 0;
	return n;
}

static void
make(struct server *s, enum paging paging, int rows, int64_t width)
{
	int i;

	*s = (struct server){ .rest = { .paging = paging, .rows = rows },
		.limit = rows };
	s->n = roll(ROWS);
	for (i = 0; i < s->n; i++)
		s->row[i] = width > 0 ? 900 + i * width
				      : 900 + roll(roll(9) > 0 ? 3300 : 30);
	qsort(s->row, (size_t)s->n, sizeof(*s->row), rising);
	if (roll(3) == 0)
		s->rest.span = 1 + roll(SPAN);
}

static const char *const names[] = { "one", "span", "forward", "backward",
	"token" };

static void
chance(enum paging paging)
{
	struct server s;
	struct sweep sweep;
	int i, bad = 0, open = 0, wild = 0, missed = 0;

	for (i = 0; i < 3000; i++) {
		make(&s, paging, 1 + roll(40), 0);
		run(&s, &sweep, 0);
		bad += lost(&s, &sweep);
		open += !sweep_done(&sweep);
		wild += s.asked > 20000;
		missed += sweep.missing.n > 0;
		sweep_free(&sweep);
	}
	ok(bad == 0 && open == 0 && wild == 0,
	    "%s: 3000 sweeps lose nothing unsaid (%d lost, %d open, %d wild)",
	    names[paging], bad, open, wild);
	ok(paging == PAGE_TOKEN ? missed == 0 : missed > 0 && missed < 3000,
	    "%s: pages too small for a moment are said to be (%d)",
	    names[paging], missed);
}

/* Limits are lowered without notice, to round numbers. */
static void
lowered(enum paging paging)
{
	struct server s;
	struct sweep sweep;
	int i, bad = 0;

	for (i = 0; i < 1000; i++) {
		make(&s, paging, 200, 0);
		s.limit = 50;
		run(&s, &sweep, 0);
		bad += lost(&s, &sweep);
		sweep_free(&sweep);
	}
	ok(bad == 0, "%s: a lower limit loses nothing (%d)", names[paging],
	    bad);
}

/* Rows at a width: a page that is short at an end is asked for again. */
static void
wide(void)
{
	struct server s;
	struct sweep sweep;
	int i, bad = 0, twice = 0, k;

	for (i = 0; i < 1000; i++) {
		make(&s, PAGE_SPAN, 2 + roll(90), 10);
		s.limit = 1 + roll(s.rest.rows);
		s.old = roll(2) == 0;
		run(&s, &sweep, 10);
		bad += lost(&s, &sweep);
		for (k = 0; k < s.n && s.limit == s.rest.rows; k++)
			twice += s.seen[k] > 1;
		sweep_free(&sweep);
	}
	ok(bad == 0, "candles: any lower limit loses nothing (%d)", bad);
	ok(twice == 0, "and rows come once where the limit holds (%d)", twice);
}

/* It does as it likes: gives rows nobody asked for, or the same for ever. */
static void
hostile(void)
{
	struct turn t = { .rows = 50, .oldest = 9000, .newest = 9000 };
	struct rest rest = { .rows = 10 };
	struct sweep sweep;
	struct page p = { 0 };
	int paging, asked;

	str_copy(t.token, sizeof(t.token), STR("again"));
	for (paging = PAGE_ONE; paging <= PAGE_TOKEN; paging++) {
		rest.paging = (enum paging)paging;
		sweep_start(&sweep, &rest, 1000, 1000 + SPAN, 0);
		for (asked = 0; sweep_next(&sweep, &p); asked++)
			sweep_turn(&sweep, &p, &t);
		ok(sweep_done(&sweep) && asked <= SWEEP_PAGES,
		    "%s: comes to an end after %d pages", names[paging], asked);
		sweep_free(&sweep);
	}
	sweep_start(&sweep, &rest, 1000, 1000 + SPAN, 0);
	ok(sweep_next(&sweep, &p), "a page that fails");
	sweep_failed(&sweep, &p);
	ok(sweep_done(&sweep) && cover_length(&sweep.missing, 0, 9000) == SPAN,
	    "is missing, and what comes after it");
	sweep_free(&sweep);
	sweep_start(&sweep, &rest, 7, 7, 0);
	ok(!sweep_next(&sweep, &p) && sweep_done(&sweep),
	    "an empty span asks nothing");
	sweep_free(&sweep);
}

int
main(void)
{
	int paging;

	for (paging = PAGE_SPAN; paging <= PAGE_TOKEN; paging++)
		chance((enum paging)paging);
	for (paging = PAGE_SPAN; paging <= PAGE_TOKEN; paging++)
		lowered((enum paging)paging);
	wide();
	hostile();
	return tap_end();
}
