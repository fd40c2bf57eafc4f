/*
 * pack.h - gzip as it is written: a member that can be read as far as it goes.
 *
 * Layer: io.  Owns: its state; pack_close.
 */
#ifndef IO_PACK_H
#define IO_PACK_H

#include "base/buf.h"
#include "base/str.h"

enum pack_how {
	PACK_MORE, /* what comes may wait for more */
	PACK_SYNC, /* a reader of all so far can have every byte that went in */
	PACK_END /* the member is whole; what follows begins another */
};

struct pack;

struct pack *pack_open(void); /* NULL: no memory */
void pack_put(struct pack *, struct buf *to, struct str, enum pack_how);
void pack_close(struct pack *); /* NULL will do */

#endif
