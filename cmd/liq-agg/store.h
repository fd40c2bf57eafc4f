/*
 * store.h - what was read: liquidations, open interest, funding.
 *
 * Liquidations are kept, unless none comes twice; where it is known beforehand
 * which windows they fall into they are added up at once (direct), and once
 * more only when a content was changed for another.  Either way store_cells
 * gives the sums of a window.
 *
 * Owns: a struct store owns all it holds; all zero is empty.
 */
#ifndef LIQ_AGG_STORE_H
#define LIQ_AGG_STORE_H

#include "liq-agg/bin.h"
#include "liq-agg/event.h"
#include "liq-agg/leverage.h"
#include "liq-agg/member.h"
#include "liq-agg/request.h"
#include "liq-agg/shelf.h"

struct store {
	const struct request *request;
	struct products products;
	struct events events;
	struct members members; /* of the events that count */
	struct shelf shelf;
	struct leverage leverage;
	struct bins bins;
	struct cells scratch;
	struct choice choice;
	uint32_t noted; /* the last event that members know; 0: none */
	const char *broken; /* why the shelf cannot be told, or NULL */
	bool direct; /* all is on the shelf */
	bool keeps; /* all events are kept, so that repeats are told */
	bool stale; /* direct, and what was added has changed since */
};

/* What is asked for, before anything is added. */
void store_open(struct store *, const struct request *);
/*
 * One record of the market; other types are passed over.  NULL or why it is
 * refused; *dispute as events_add says.
 */
const char *store_record(
    struct store *, const struct record *, struct interval *dispute);
/*
 * A liquidation as events_put takes it.  NULL or why it is refused.  *fresh:
 * it is to be added up now, by store_piece or by who makes a tally of such.
 */
const char *store_event(struct store *, const struct event *, uint64_t key,
    struct interval *dispute, bool *fresh);
bool store_keys(const struct store *); /* are repeats looked for? */
/* Onto the shelf, if it counts. */
void store_piece(struct store *, const struct event *);
/* The cells of a shard, in their window. */
void store_shard(struct store *, const struct window *, const struct cell *);
/*
 * All is read, or as good as: times that count back do so from last, the
 * first ms after it.  Once, before what follows; not with --follow.
 */
void store_choose(struct store *, int64_t last);
/* With --follow, in place of it: what was added since. */
void store_catch_up(struct store *);
/* All events that count onto the shelf: for --partial, after store_choose. */
void store_shelve(struct store *);
/* From the first to the last event that counts; false: there is none. */
bool store_span(const struct store *, int64_t *first, int64_t *last);
/*
 * The sums of a window; past: one that only tells what is usual, to which -s
 * does not apply.  NULL with *why when they cannot be told.  Valid until the
 * next call.
 */
const struct cells *store_cells(
    struct store *, const struct window *, bool past, const char **why);
/* Events before a time are not asked for any more. */
void store_forget(struct store *, int64_t before);
void store_free(struct store *);

#endif
