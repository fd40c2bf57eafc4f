/*
 * shard.h - partial totals as lines: what --partial writes and --merge reads.
 *
 * A parcel is the cells of one or more shards: "partial" lines in the order
 * of window, exchange, symbol, base, quote, side, size and bin; a "shard"
 * line for each; and a "trailer", without which it is torn.  Sums are as they
 * were added up: nothing is rounded.
 *
 * Owns: a struct parcel owns its lists; all zero is empty.
 */
#ifndef LIQ_AGG_SHARD_H
#define LIQ_AGG_SHARD_H

#include "base/hash.h"
#include "liq-agg/cell.h"
#include "liq-agg/product.h"
#include "liq-agg/window.h"

#define SHARD_NAME 160 /* with its end */

struct shard {
	char name[SHARD_NAME];
	char check[32]; /* of the lines it was written with */
};

struct trailer {
	int64_t rows; /* "partial" lines */
	char check[32]; /* of them */
	int64_t as_of, last; /* newest event or mark, and the ms after it */
	int64_t open_since; /* after it nothing is final, or null */
	int64_t rejected, repeated;
	int complete; /* enum truth */
	char why[160]; /* it is not */
};

/* A cell, and whose it is. */
struct portion {
	struct window window;
	struct cell cell;
};

struct parcel {
	struct portion *of;
	size_t n, cap;
	struct shard *shards; /* by name */
	size_t shard_n, shard_cap;
	struct trailer trailer;
	struct hash128 sum; /* of the lines so far */
	bool ended; /* the trailer was there */
};

void parcel_add(struct parcel *, const struct window *, const struct cell *);
void parcel_shard(struct parcel *, const struct shard *);
/*
 * All of its lines, in order; the trailer's rows and check are set here.
 * name: it is a shard of its own; NULL: it is those that it was made of.
 */
void parcel_put(
    struct buf *, struct parcel *, const struct products *, const char *name);
/*
 * One line of another's.  *mine: it is one of these types; then NULL, or why
 * it is refused.  The line is checked JSON.
 */
const char *parcel_line(
    struct parcel *, struct products *, struct str line, bool *mine);
void parcel_free(struct parcel *);

#endif
