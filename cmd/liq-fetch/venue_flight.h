/*
 * venue_flight.h - what the files of venue.h share: the ends of a request.
 */
#ifndef LIQ_FETCH_VENUE_FLIGHT_H
#define LIQ_FETCH_VENUE_FLIGHT_H

#include "liq-fetch/venue.h"

void flight_free(struct flight *);
/* This page cannot be had; the flight is freed. */
void flight_give_up(struct venue *, struct flight *, enum gap_why, int status);
void venue_fail(struct venue *, int status); /* the worst one stays */
/* If the job's sweep came to its end, its task learns that. */
void venue_settle(struct venue *, struct job *);

#endif
