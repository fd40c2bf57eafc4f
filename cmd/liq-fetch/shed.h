/*
 * shed.h - what is left out while a reader of live records is too slow, and
 * how that is told.
 *
 * What waits for the reader is bounded.  Once it is too much, records are
 * dropped whole until half of it is gone; of what lost any, marks are held
 * back, and a gap tells of all of the time that they would have covered.
 * Marks that come later begin where the gap ends.
 *
 * Pure: what waits is the caller's.  Owns: a line for each exchange and kind.
 */
#ifndef LIQ_FETCH_SHED_H
#define LIQ_FETCH_SHED_H

#include "record/record.h"

#define SHED_MAX ((size_t)64 << 20)

struct shed_kind;

struct shed {
	size_t max; /* bytes that may wait; 0: any number */
	bool full; /* until half of that is gone, records are dropped */
	struct shed_kind *of;
	size_t n, cap;
};

/* A record of n bytes, where waits are waiting: is it to be written? */
bool shed_record(struct shed *, const struct record *, size_t n, size_t waits);
/*
 * The same of a control record.  A mark may be shortened.  Notes always are
 * to be written: they are few.
 */
bool shed_control(struct shed *, struct record *, size_t waits);
/*
 * What is missing, one after the other, once there is room again, or at once
 * because it is the end; false: no more.
 */
bool shed_gap(struct shed *, struct record *gap, size_t waits, bool last);
void shed_free(struct shed *);

#endif
