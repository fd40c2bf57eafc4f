/*
 * roster.h - the markets that a file which is appended to has records of, and
 * what its notes said of them last: the size of a contract, that it is gone.
 *
 * Pure.  Owns: its table; all zero is empty.
 */
#ifndef LIQ_FETCH_ROSTER_H
#define LIQ_FETCH_ROSTER_H

#include "base/hash.h"
#include "record/record.h"

/* The notes it reads; the first two begin with a size. */
#define NOTE_SIZE "contract_size"
#define NOTE_CHANGE "contract_change"
#define NOTE_GONE "symbol_gone"

struct roster {
	struct names names; /* exchange, line feed, symbol */
	struct roster_market {
		char exchange[24], symbol[64], base[32], quote[16];
		struct dec size; /* of a contract, as it was told; or null */
		bool events; /* it has liquidations */
		bool gone; /* said, and no record came since */
	} * of;
	size_t n, cap;
};

/* Made where there is none. */
struct roster_market *roster_enter(
    struct roster *, const char *exchange, const char *symbol);
/* Is it one of its markets, and gone? */
bool roster_gone(
    const struct roster *, const char *exchange, const char *symbol);
/* A record of the file, in its order; or of the run. */
void roster_meet(struct roster *, const struct record *);
/* What another knew before, of what is not known here. */
void roster_inherit(struct roster *, const struct roster *before);
void roster_free(struct roster *);

#endif
