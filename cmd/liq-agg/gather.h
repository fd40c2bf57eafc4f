/*
 * gather.h - reads the files: liquidations, open interest and funding into
 * the store, the rest into what the intake knows of the stream.
 *
 * Lines of our own shape come through the fast reader (record/fast.h), all
 * others through the intake; what comes of them is the same.
 *
 * Owns: a struct gather owns all it holds but the request.
 */
#ifndef LIQ_AGG_GATHER_H
#define LIQ_AGG_GATHER_H

#include "liq-agg/crew.h"
#include "liq-agg/reader.h"
#include "liq-agg/request.h"
#include "liq-agg/store.h"
#include "record/intake.h"

struct gather {
	const struct request *request;
	struct store store;
	struct intake intake;

	const struct fast_kernel *kernel;
	struct reader reader; /* of this thread */
	struct fast_run run;
	struct crew *crew; /* NULL: there is one thread */
	int64_t bytes, took; /* of all files, where that is known; so far */
	bool sums; /* the tally will do: the store need not see each line */
};

/* Before anything is read. */
void gather_open(struct gather *, const struct request *);
/* A record that the intake took, as it hands it to a gather. */
const char *gather_record(void *gather, const struct record *, struct str line);
/* Says where two contents of an id lie; nothing where dispute is empty. */
void gather_dispute(struct gather *, const struct interval *dispute,
    struct str id, const char *exchange);
/* As feed_files, less STATUS_INCOMPLETE: what is missing the intake knows. */
int gather_files(struct gather *, char *const *names);
void gather_free(struct gather *);

#endif
