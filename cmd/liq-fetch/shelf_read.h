/*
 * shelf_read.h - what the parts of a shelf have.  Between the files of
 * shelf.h.
 */
#ifndef LIQ_FETCH_SHELF_READ_H
#define LIQ_FETCH_SHELF_READ_H

#include "liq-fetch/shelf.h"

/*
 * How the last run in an hour's file ended, or in the one that it was moved
 * away as.  A torn one is mended.  NULL or why not.
 */
const char *shelf_previous(struct append *, int *previous);
/* The place of an hour; made, and known, where nothing was there before. */
struct place *shelf_place(struct shelf *, int64_t hour);
/* For resume.h: the records of an hour. */
void shelf_recall(void *shelf, const struct place *);
/* For shelf_open. */
const char *shelf_learn(struct shelf *, int64_t since, bool *held);

#endif
