/*
 * ws_inflate.h - messages of permessage-deflate, unpacked by zlib.
 *
 * Owns: zlib's state.
 */
#ifndef LIQ_FETCH_WS_INFLATE_H
#define LIQ_FETCH_WS_INFLATE_H

#include <stdbool.h>

#include "base/buf.h"

struct ws_inflate;

struct ws_inflate *ws_inflate_open(void);
/*
 * One whole message to *to, which is emptied first.  False: it is broken, or
 * has more than max bytes (*big).  forget: the next begins without a past.
 */
bool ws_inflate_message(struct ws_inflate *, struct buf *to, struct str packed,
    size_t max, bool forget, bool *big);
void ws_inflate_close(struct ws_inflate *); /* NULL will do */

#endif
