/*
 * gather.h - reads the files: liquidations into events, the rest into what
 * the intake knows of the stream.
 *
 * Owns: a struct gather owns its events and its intake.
 */
#ifndef LIQ_AGG_GATHER_H
#define LIQ_AGG_GATHER_H

#include "liq-agg/event.h"
#include "liq-agg/request.h"
#include "record/intake.h"

struct gather {
	const struct request *request;
	struct events events;
	struct intake intake;
};

/* As feed_files, less STATUS_INCOMPLETE: what is missing the intake knows. */
int gather_files(struct gather *, char *const *names);
void gather_free(struct gather *);

#endif
