/*
 * Order books from a feed: what is told step by step, and what a book is then;
 * and changes of chance against a naive book.
 */
#include "liq-fetch/ladder.h"

#include "dice.h"
#include "json/json.h"
#include "liq-fetch/stats.h"
#include "tap.h"

static const struct level_names names = { "p", "s" };

static const struct ladder_form next = { .rule = LADDER_NEXT, .depth = 3 },
				linked = { .rule = LADDER_LINKED, .depth = 3 },
				loose = { .rule = LADDER_LOOSE, .depth = 3 },
				named = { .depth = 3, .names = &names },
				words = { .depth = 3, .skip = 1 },
				two = { .depth = 3, .given = 2 };

struct step {
	const struct ladder_form *form; /* NULL: the steps of one book end */
	bool whole;
	int64_t number, before;
	const char *bids, *asks;
	const char *why; /* or NULL */
	const char *book; /* both sides with a blank between; NULL: no book */
};

#define WHOLE(form, n, bids, asks, book) \
	{ \
		form, true, n, 0, bids, asks, NULL, book \
	}
#define CHANGE(form, n, bids, asks, book) \
	{ \
		form, false, n, 0, bids, asks, NULL, book \
	}
#define BREAK(form, n, bids, asks, why) \
	{ \
		form, false, n, 0, bids, asks, why, NULL \
	}
#define END \
	{ \
		.form = NULL \
	}

static const struct step steps[] = {
	WHOLE(&next, 7, "[[\"9.50\",\"1\"],[\"9\",\"2.0\"]]",
	    "[[\"10\",\"3\"],[\"10.5\",\"4\"]]",
	    "[[9.50,1.0],[9.0,2.0]] [[10.0,3.0],[10.5,4.0]]"),
	/* the same price in other digits; one away, one better, one between */
	CHANGE(&next, 8, "[[\"9.5\",\"0\"],[\"9.7\",\"5\"],[\"9.2\",\"6\"]]",
	    "[[\"10.0\",\"7\"]]",
	    "[[9.7,5.0],[9.2,6.0],[9.0,2.0]] [[10.0,7.0],[10.5,4.0]]"),
	/* one that is not there goes; the fourth best is not kept */
	CHANGE(&next, 9, "[[\"8\",\"0\"],[\"9.6\",\"1\"]]", "",
	    "[[9.7,5.0],[9.6,1.0],[9.2,6.0]] [[10.0,7.0],[10.5,4.0]]"),
	BREAK(&next, 11, "[]", "[]", "a change is missing"),
	BREAK(&next, 12, "[]", "[]", "it changed before all of it was told"),
	WHOLE(&next, 1, "[]", "[[\"3\",\"1\"]]", "[] [[3.0,1.0]]"),
	CHANGE(&next, 2, "[]", "[[\"3.00\",\"0.0\"]]", "[] []"),
	BREAK(&next, 2, "[]", "[]", "a change is missing"),
	END,
	BREAK(&next, 1, "[]", "[]", "it changed before all of it was told"),
	WHOLE(&next, INT64_MAX, "[]", "[]", "[] []"),
	BREAK(&next, INT64_MIN, "[]", "[]", "a change is missing"),
	END,
	/* sides that meet */
	WHOLE(&loose, 0, "[[1,1]]", "[[2,1]]", "[[1.0,1.0]] [[2.0,1.0]]"),
	BREAK(&loose, 0, "[[2.0,1]]", "", "its sides meet"),
	WHOLE(&loose, 0, "[[3,1]]", "[[2,1]]", NULL),
	CHANGE(&loose, 0, "", "[[4,1]]", NULL),
	CHANGE(&loose, 0, "[[3,0],[1,1]]", "",
	    "[[1.0,1.0]] [[2.0,1.0],[4.0,1.0]]"),
	BREAK(&loose, 0, "[[5,1]]", "", "its sides meet"),
	END,
	{ &linked, true, 5, -1, "[]", "[]", NULL, "[] []" },
	{ &linked, false, 9, 5, "[[1,1]]", "", NULL, "[[1.0,1.0]] []" },
	{ &linked, false, 9, 9, "", "", NULL, "[[1.0,1.0]] []" },
	{ &linked, false, 3, 9, "[[1,0]]", "", NULL, "[] []" },
	{ &linked, false, 4, 2, "", "", "a change is missing", NULL },
	END,
	WHOLE(&named, 0, "[{\"p\":\"1\",\"s\":2}]", "", "[[1.0,2.0]] []"),
	BREAK(&named, 0, "[[1,2]]", "", "\"price\" is missing"),
	END,
	WHOLE(&words, 0, "[[\"new\",1,2]]", "", "[[1.0,2.0]] []"),
	BREAK(&words, 0, "[[1,2]]", "", "a level is not [price, size]"),
	END,
	/* more are kept than put */
	WHOLE(&two, 0, "[[3,1],[2,1],[1,1]]", "[[4,1]]",
	    "[[3.0,1.0],[2.0,1.0]] [[4.0,1.0]]"),
	CHANGE(&two, 0, "[[3,0]]", "", "[[2.0,1.0],[1.0,1.0]] [[4.0,1.0]]"),
	END,
	/* garbage */
	WHOLE(&loose, 0, "[[1,1]]", "", "[[1.0,1.0]] []"),
	BREAK(&loose, 0, "[[1]]", "", "a level is not [price, size]"),
	WHOLE(&loose, 0, "[[1,1]]", "", "[[1.0,1.0]] []"),
	BREAK(&loose, 0, "7", "", "a side is no array"),
	BREAK(&loose, 0, "[7]", "", "it changed before all of it was told"),
	{ &loose, true, 0, 0, "[7]", "", "a level is not [price, size]", NULL },
	{ &loose, true, 0, 0, "[[1,null]]", "", "\"size\" is missing", NULL },
	{ &loose, true, 0, 0, "[[\"x\",1]]", "", "\"price\" is not a number",
	    NULL },
	{ &loose, true, 0, 0, "[[0,1]]", "", "a level is below zero", NULL },
	{ &loose, true, 0, 0, "[[1,-1]]", "", "a level is below zero", NULL },
	END,
};

static void
put_book(struct buf *b, const struct ladders *all, const char *symbol)
{
	struct buf bids = { 0 }, asks = { 0 };

	buf_reset(b);
	if (ladder_put(all, str_of(symbol), &bids, &asks)) {
		buf_str(b, buf_view(&bids));
		buf_putc(b, ' ');
		buf_str(b, buf_view(&asks));
	} else {
		buf_puts(b, "no book");
	}
	buf_putc(b, '\0');
	buf_free(&bids);
	buf_free(&asks);
}

static void
tell_steps(void)
{
	struct ladders all = { 0 };
	struct buf b = { 0 };
	const struct step *s;
	const char *why;

	for (s = steps; s < steps + sizeof(steps) / sizeof(*steps); s++) {
		if (s->form == NULL) {
			ladder_free(&all);
			continue;
		}
		why = ladder_tell(&all, s->form,
		    &(struct ladder_told){ STR("X"), s->whole, s->number,
			s->before, str_of(s->bids), str_of(s->asks) });
		is(why != NULL ? why : "whole",
		    s->why != NULL ? s->why : "whole", s->bids);
		put_book(&b, &all, "X");
		is(b.s, s->book != NULL ? s->book : "no book", s->asks);
	}
	buf_free(&b);
}

static void
bounds(void)
{
	const struct ladder_form deep = { .depth = 100000 };
	struct ladder_told told = { .whole = true };
	struct ladders all = { 0 };
	struct buf b = { 0 };
	const char *why = NULL;
	char name[16];
	int i;

	for (i = 0; i <= LADDER_BOOKS && why == NULL; i++) {
		snprintf(name, sizeof(name), "%d", i);
		told.symbol = str_of(name);
		why = ladder_tell(&all, &deep, &told);
	}
	is(why, "there are too many books", "so many books are kept");
	ok(all.n == LADDER_BOOKS, "and no more");
	for (i = 1; i <= LADDER_LEVELS + 1; i++)
		buf_printf(&b, "%s[%d,1]", i == 1 ? "[" : ",", i);
	buf_putc(&b, ']');
	told.symbol = STR("7");
	told.bids = buf_view(&b);
	is(ladder_tell(&all, &deep, &told), "it has too many levels",
	    "so many levels are");
	buf_free(&b);
	ladder_free(&all);
}

#define TICKS 2000
#define REACH 60 /* ticks on each side of the middle */
#define DEPTH 40
#define CHANGES 100000

/* A book as sizes at ticks, 0: none; and the message that is told of it. */
struct naive {
	int size[2][TICKS];
	int middle;
	int64_t number;
	int changes;
	struct buf told[2];
};

/* The n-th best tick of a side; -1: there is none. */
static int
best(const struct naive *n, int side, int nth)
{
	int i, tick;

	for (i = 0; i < TICKS; i++) {
		tick = side == 0 ? TICKS - 1 - i : i;
		if (n->size[side][tick] > 0 && nth-- == 0)
			return tick;
	}
	return -1;
}

/* A price as it may be written. */
static void
put_level(struct naive *n, int side, int tick, int size)
{
	static const char *const zeros[] = { "", "0", "00" };
	struct buf *b = &n->told[side];

	buf_printf(b, "%s[\"%d.%d%s\",\"%d\"]", b->n == 0 ? "[" : ",",
	    tick / 10, tick % 10, zeros[dice(3)], size);
	n->changes++;
}

static void
change(struct naive *n, int side, int tick, int size)
{
	n->size[side][tick] = size;
	put_level(n, side, tick, size);
}

/* Some changes; what stands on the wrong side goes, the worst are dropped. */
static void
changes(struct naive *n)
{
	int k, side, tick;

	n->middle += (int)dice(5) - 2;
	if (n->middle < 2 * REACH || n->middle > TICKS - 2 * REACH)
		n->middle = TICKS / 2;
	for (k = (int)dice(50); k >= 0; k--) {
		side = (int)dice(2);
		tick = 1 + (int)dice(REACH);
		change(n, side, n->middle + (side == 0 ? -tick : tick),
		    dice(3) == 0 ? 0 : 1 + (int)dice(1000));
	}
	for (side = 0; side < 2; side++) {
		while ((tick = best(n, side, 0)) >= 0 &&
		       (side == 0 ? tick >= n->middle : tick <= n->middle))
			change(n, side, tick, 0);
		while ((tick = best(n, side, DEPTH)) >= 0)
			n->size[side][tick] = 0;
	}
}

/* All there is, in any order. */
static void
all_of(struct naive *n)
{
	int side, i, tick;

	for (side = 0; side < 2; side++)
		for (i = 0; i < TICKS; i++) {
			tick = (i + 777) % TICKS;
			if (n->size[side][tick] > 0)
				put_level(n, side, tick, n->size[side][tick]);
		}
}

static const char *
send(struct ladders *all, struct naive *n, bool whole)
{
	const struct ladder_form form = { .rule = LADDER_NEXT, .depth = DEPTH };
	struct ladder_told told = {
		.symbol = STR("X"), .whole = whole, .number = ++n->number
	};
	const char *why;
	int side;

	for (side = 0; side < 2; side++)
		if (n->told[side].n > 0)
			buf_putc(&n->told[side], ']');
	told.bids = buf_view(&n->told[0]);
	told.asks = buf_view(&n->told[1]);
	why = ladder_tell(all, &form, &told);
	buf_reset(&n->told[0]);
	buf_reset(&n->told[1]);
	return why;
}

static bool
same_side(const struct naive *n, int side, struct str levels)
{
	struct str level, price, size;
	struct dec p, s;
	int nth = 0, tick;

	for (; json_element(&levels, &level); nth++) {
		if ((tick = best(n, side, nth)) < 0 ||
		    !json_element(&level, &price) ||
		    !json_element(&level, &size) ||
		    dec_parse(&p, price) != NULL || dec_parse(&s, size) != NULL)
			return false;
		if (dec_cmp(p, (struct dec){ tick, 1, true }) != 0 ||
		    dec_cmp(s, dec_int(n->size[side][tick])) != 0)
			return false;
	}
	return best(n, side, nth) < 0;
}

static bool
same(const struct ladders *all, const struct naive *n)
{
	struct buf bids = { 0 }, asks = { 0 };
	bool good = ladder_put(all, STR("X"), &bids, &asks) &&
		    same_side(n, 0, buf_view(&bids)) &&
		    same_side(n, 1, buf_view(&asks));

	buf_free(&bids);
	buf_free(&asks);
	return good;
}

static bool
is_broken(const struct ladders *all, const char *why, const char *want)
{
	struct buf none = { 0 };

	return why != NULL && strcmp(why, want) == 0 &&
	       !ladder_put(all, STR("X"), &none, &none);
}

/* A message that breaks it, one that comes too late, and all of it again. */
static bool
planted(struct ladders *all, struct naive *n, bool hole)
{
	bool good;

	if (hole) {
		n->number++;
	} else {
		put_level(n, 0, n->middle, 1);
		put_level(n, 1, n->middle, 1);
	}
	good = is_broken(all, send(all, n, false),
	    hole ? "a change is missing" : "its sides meet");
	changes(n);
	good &= is_broken(
	    all, send(all, n, false), "it changed before all of it was told");
	all_of(n);
	return good && send(all, n, true) == NULL;
}

static void
by_chance(void)
{
	struct naive n = { .middle = TICKS / 2 };
	struct ladders all = { 0 };
	int i, breaks = 0, bad = 0;

	bad += send(&all, &n, true) != NULL;
	for (i = 0; n.changes < rounds(CHANGES); i++) {
		changes(&n);
		bad += send(&all, &n, false) != NULL || !same(&all, &n);
		if (i % 100 == 99) {
			bad += !planted(&all, &n, breaks++ % 2 == 0) ||
			       !same(&all, &n);
		}
	}
	ok(bad == 0, "%d changes in %d messages, %d breaks: the same book",
	    n.changes, i, breaks);
	buf_free(&n.told[0]);
	buf_free(&n.told[1]);
	ladder_free(&all);
}

int
main(void)
{
	tell_steps();
	bounds();
	by_chance();
	return tap_end();
}
