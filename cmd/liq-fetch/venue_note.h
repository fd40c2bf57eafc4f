/*
 * venue_note.h - what an exchange does not offer, and what stands in its
 * place.
 */
#ifndef LIQ_FETCH_VENUE_NOTE_H
#define LIQ_FETCH_VENUE_NOTE_H

#include "liq-fetch/venue.h"

/* symbol "": of all its markets. */
void venue_note(struct venue *, const char *symbol, const char *code,
    const char *message, int64_t now);
/* All of a kind is missing, of all markets. */
void venue_gap(struct venue *, enum record_type, enum gap_why, int64_t since,
    int64_t until);
/* A kind without history is told; what only a live feed has is missing. */
void venue_not_offered(struct venue *, enum record_type, int64_t since,
    int64_t until, int64_t now);
/* Tiers that the exchange tells nobody, as a dated table has them. */
void venue_table(struct venue *, int64_t now);

#endif
