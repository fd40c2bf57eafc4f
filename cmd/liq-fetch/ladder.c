/*
 * ladder.c - a side is a sorted array: a change is a search by halves, and a
 * move of what is worse where a level comes or goes.  Near the best price a
 * change costs 0.3 us at 400 levels a side and 0.6 us at 1000, its text read;
 * all of a book of 1000 levels 0.6 ms.
 */
#include "liq-fetch/ladder.h"

#include <stdlib.h>

#include "base/x.h"
#include "json/json.h"
#include "liq-fetch/cells.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define CELLS 4 /* that are looked at */

enum { BIDS, ASKS };

static struct ladder *
find(const struct ladders *all, struct str symbol)
{
	uint32_t id;

	return names_find(&all->names, symbol, &id) ? &all->book[id] : NULL;
}

/* The book of that name; NULL: there would be too many. */
static struct ladder *
find_or_add(struct ladders *all, struct str symbol)
{
	struct ladder *book = find(all, symbol);

	if (book != NULL || all->n == LADDER_BOOKS)
		return book;
	names_id(&all->names, symbol);
	all->book = xgrow(all->book, all->n, &all->cap, sizeof(*all->book));
	book = &all->book[all->n++];
	*book = (struct ladder){ .whole = false };
	return book;
}

/* Where that price is, or would be. */
static size_t
place(const struct ladder *book, int side, struct dec price)
{
	const struct rung *rung = book->rung[side];
	size_t low = 0, high = book->n[side], mid;
	int c;

	while (low < high) {
		mid = low + (high - low) / 2;
		c = dec_cmp(rung[mid].price, price);
		if (side == BIDS ? c > 0 : c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static const char *
set(struct ladder *book, int side, const struct rung *new)
{
	size_t i = place(book, side, new->price), *n = &book->n[side];
	bool there;

	there = i < *n && dec_cmp(book->rung[side][i].price, new->price) == 0;
	if (!there && dec_sign(new->size) == 0)
		return NULL;
	if (!there && *n == LADDER_LEVELS)
		return "it has too many levels";
	if (!there) {
		book->rung[side] =
		    xgrow(book->rung[side], *n, &book->cap[side], sizeof(*new));
		memmove(book->rung[side] + i + 1, book->rung[side] + i,
		    (*n - i) * sizeof(*new));
		++*n;
	}
	book->rung[side][i] = *new;
	if (dec_sign(new->size) == 0) {
		--*n;
		memmove(book->rung[side] + i, book->rung[side] + i + 1,
		    (*n - i) * sizeof(*new));
	}
	return NULL;
}

static const char *
read_level(struct rung *to, const struct ladder_form *form, struct str level)
{
	struct str cell[CELLS], price, size;
	const char *why;

	if (form->names != NULL) {
		price = wire_get(level, form->names->price);
		size = wire_get(level, form->names->size);
	} else {
		if (wire_cells(level, cell, form->skip + 2) < form->skip + 2)
			return "a level is not [price, size]";
		price = cell[form->skip];
		size = cell[form->skip + 1];
	}
	if ((why = cell_need(&to->price, price, "price")) != NULL ||
	    (why = cell_need(&to->size, size, "size")) != NULL)
		return why;
	return dec_sign(to->price) <= 0 || dec_sign(to->size) < 0
		   ? "a level is below zero"
		   : NULL;
}

static const char *
read_side(struct ladder *book, int side, const struct ladder_form *form,
    struct str levels)
{
	struct str level;
	struct rung new;
	const char *why;

	if (levels.n == 0)
		return NULL;
	if (json_kind(levels) != '[')
		return "a side is no array";
	while (json_element(&levels, &level))
		if ((why = read_level(&new, form, level)) != NULL ||
		    (why = set(book, side, &new)) != NULL)
			return why;
	if (book->n[side] > form->depth)
		book->n[side] = form->depth;
	return NULL;
}

/* Does it go on from what was told before? */
static const char *
follows(const struct ladder *book, const struct ladder_form *form,
    const struct ladder_told *told)
{
	if (!book->whole)
		return "it changed before all of it was told";
	if ((form->rule == LADDER_NEXT &&
		(book->last == INT64_MAX || told->number != book->last + 1)) ||
	    (form->rule == LADDER_LINKED && told->before != book->last))
		return "a change is missing";
	return NULL;
}

static bool
meets(const struct ladder *book)
{
	return book->n[BIDS] > 0 && book->n[ASKS] > 0 &&
	       dec_cmp(book->rung[BIDS]->price, book->rung[ASKS]->price) >= 0;
}

static const char *
tell(struct ladder *book, const struct ladder_form *form,
    const struct ladder_told *told)
{
	const char *why;
	bool met = book->crossed || told->whole;

	if (told->whole) {
		book->n[BIDS] = book->n[ASKS] = 0;
		book->whole = true;
	} else if ((why = follows(book, form, told)) != NULL) {
		return why;
	}
	if ((why = read_side(book, BIDS, form, told->bids)) != NULL ||
	    (why = read_side(book, ASKS, form, told->asks)) != NULL)
		return why;
	book->given = form->given;
	book->last = told->number;
	book->crossed = meets(book);
	return book->crossed && !met ? "its sides meet" : NULL;
}

const char *
ladder_tell(struct ladders *all, const struct ladder_form *form,
    const struct ladder_told *told)
{
	struct ladder *book = find_or_add(all, told->symbol);
	const char *why;

	if (book == NULL)
		return "there are too many books";
	why = tell(book, form, told);
	book->whole = why == NULL;
	return why;
}

static void
put_side(struct buf *b, const struct ladder *book, int side)
{
	size_t i, n = book->n[side];

	if (book->given > 0 && n > book->given)
		n = book->given;
	buf_putc(b, '[');
	for (i = 0; i < n; i++) {
		buf_puts(b, i > 0 ? ",[" : "[");
		dec_put(b, book->rung[side][i].price);
		buf_putc(b, ',');
		dec_put(b, book->rung[side][i].size);
		buf_putc(b, ']');
	}
	buf_putc(b, ']');
}

bool
ladder_put(const struct ladders *all, struct str symbol, struct buf *bids,
    struct buf *asks)
{
	const struct ladder *book = find(all, symbol);

	if (book == NULL || !book->whole || book->crossed)
		return false;
	put_side(bids, book, BIDS);
	put_side(asks, book, ASKS);
	return true;
}

void
ladder_free(struct ladders *all)
{
	size_t i;

	for (i = 0; i < all->n; i++) {
		free(all->book[i].rung[BIDS]);
		free(all->book[i].rung[ASKS]);
	}
	names_free(&all->names);
	free(all->book);
	*all = (struct ladders){ 0 };
}
