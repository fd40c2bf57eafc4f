/*
 * sheet.h - what a feed has told of its topics: for feeds that first tell all
 * there is of one, and then what has changed.
 *
 * A page is one object, the last word on each of its members.
 *
 * Pure.  Owns: its pages; all zero is empty.
 */
#ifndef LIQ_FETCH_SHEET_H
#define LIQ_FETCH_SHEET_H

#include "base/buf.h"
#include "base/hash.h"

#define SHEET_PAGES 8192 /* more topics are not kept */
#define SHEET_MEMBERS 64 /* of one page; more are dropped */

struct sheet {
	struct names names;
	struct buf *page; /* by number */
	size_t n, cap;
};

/*
 * A checked object about a topic: all there is, or what has changed of it.
 * The whole object, valid until the next call; empty: nobody has told the
 * whole of it yet.
 */
struct str sheet_tell(
    struct sheet *, struct str topic, struct str object, bool whole);
void sheet_free(struct sheet *);

#endif
