/*
 * simulate_ledger.h - who holds what.
 *
 * A trade moves lots from the seller's position to the buyer's; nothing else
 * changes a position.  So all positions together are zero at any moment, and
 * long open interest is short open interest.
 *
 * The first MAKERS positions are the market makers': accounts that take the
 * other side of every order and carry what the traders do not hold against
 * each other.  They are positions like any other, but unlevered (all of what
 * they owe lies with the exchange), so they are never liquidated.  Every
 * other position is opened and closed by one trader.
 *
 * Layer: cmd.  Owns: a struct ledger owns its positions; all zero is empty.
 */
#ifndef LIQ_FETCH_SIMULATE_LEDGER_H
#define LIQ_FETCH_SIMULATE_LEDGER_H

#include <stdbool.h>
#include <stddef.h>

#include "liq-fetch/simulate_coin.h"

#define MAKERS 24
#define LEDGER_BLOCK 64

struct holding {
	int64_t lots; /* positive: long */
	int64_t cost; /* money, never negative: lots times entry */
	int64_t liq; /* ticks: liquidated at or beyond; 0: never */
	int32_t id; /* of the trader or maker */
	int16_t leverage;
	int16_t style; /* the trader's (simulate_crowd.c) */
};

struct ledger {
	struct margins margins;
	struct holding *of;
	size_t n, cap;
	int32_t traders; /* so many were there; the next one's number */
	/* For each LEDGER_BLOCK places: no liq is nearer than these. */
	struct nearest {
		int64_t below, above; /* of a long, of a short */
	} * nearest;
};

void ledger_start(struct ledger *, const struct coin *); /* makers, no lots */
/* A new trader's, without lots yet; returns its place. */
size_t ledger_add(struct ledger *, int leverage, int style);
/* The position has no lots; the last one takes its place. */
void ledger_drop(struct ledger *, size_t);
void ledger_trade(
    struct ledger *, size_t buyer, size_t seller, int64_t lots, int64_t ticks);
/* The makers' positions as if all entered at this price. */
void ledger_settle_makers(struct ledger *, int64_t ticks);
bool ledger_crossed(const struct holding *, int64_t mark);
/*
 * Has the mark crossed the liq of any position of a block?  Places of block b
 * are b * LEDGER_BLOCK and on, those below ledger.n.
 */
bool ledger_block_crossed(struct ledger *, size_t b, int64_t mark);
void ledger_free(struct ledger *);

#endif
