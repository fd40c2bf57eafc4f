/*
 * ladder.h - the order books of a feed that tells all of a book first, and
 * then what changes.
 *
 * A side is its levels by exact price, best first; a size of zero takes its
 * level away.  A book is broken when a change is missing, when it changes
 * before all of it was told, when a level cannot be read, or when a change
 * makes its sides meet: it is forgotten until all of it is told again.  One
 * whose sides met when all of it was told is kept and not given until they no
 * longer do: an auction is no error.
 *
 * Pure.  Owns: its books; all zero is empty.
 */
#ifndef LIQ_FETCH_LADDER_H
#define LIQ_FETCH_LADDER_H

#include "base/dec.h"
#include "base/hash.h"

#define LADDER_BOOKS 1024 /* of one connection */
#define LADDER_LEVELS 5000 /* of one side, within a message */

struct level_names; /* stats.h */

/* What the numbers of changes say. */
enum ladder_rule {
	LADDER_LOOSE, /* nothing */
	LADDER_NEXT, /* each is one more than the last one */
	LADDER_LINKED /* each names the last one */
};

/* How an exchange writes its books. */
struct ladder_form {
	enum ladder_rule rule;
	size_t depth; /* levels of a side that are kept, the best ones */
	size_t given; /* and put, where those are fewer; 0: all of them */
	int skip; /* cells of a level before its price */
	const struct level_names *names; /* levels are objects; or NULL */
};

/* One message about one book. */
struct ladder_told {
	struct str symbol;
	bool whole; /* all there is; else what has changed */
	int64_t number, before; /* its own, and the one it follows */
	struct str bids, asks; /* checked arrays of levels; or empty: none */
};

struct rung {
	struct dec price, size;
};

struct ladder {
	struct rung *rung[2]; /* bids, asks; best first */
	size_t n[2], cap[2];
	size_t given; /* of a side; 0: all */
	bool whole, crossed;
	int64_t last; /* the number of its last message */
};

struct ladders {
	struct names names;
	struct ladder *book; /* by number */
	size_t n, cap;
};

/* NULL, or why that book is broken now. */
const char *ladder_tell(
    struct ladders *, const struct ladder_form *, const struct ladder_told *);
/*
 * Both sides as arrays [[price,size],...], with the digits they were told
 * with.  False: that book is not whole.
 */
bool ladder_put(const struct ladders *, struct str symbol, struct buf *bids,
    struct buf *asks);
void ladder_free(struct ladders *);

#endif
