/*
 * simulate_record.h - the state of an engine as records, given to the sink.
 *
 * Layer: cmd.  Owns: nothing.
 */
#ifndef LIQ_FETCH_SIMULATE_RECORD_H
#define LIQ_FETCH_SIMULATE_RECORD_H

#include "liq-fetch/simulate_journal.h"

/* What holds at a moment. */
void journal_instrument(struct journal *, int64_t ts);
void journal_tiers(struct journal *, int64_t ts);
void journal_oi(struct journal *, int64_t ts);
void journal_funding(struct journal *, int64_t ts);
void journal_ratios(struct journal *, int64_t ts);
void journal_book(struct journal *, int64_t ts);
void journal_positions(struct journal *, int64_t ts);

/* What happened. */
void journal_candle(struct journal *, int64_t ts, const struct tally *);
void journal_liquidation(struct journal *, const struct deal *);

#endif
