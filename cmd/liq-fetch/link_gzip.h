/*
 * link_gzip.h - messages that are gzip files, each one whole (HTX).
 */
#ifndef LIQ_FETCH_LINK_GZIP_H
#define LIQ_FETCH_LINK_GZIP_H

#include <stdbool.h>

#include "base/buf.h"

/* False: broken, cut, or more than max bytes. */
bool link_gunzip(struct buf *to, struct str packed, size_t max);

#endif
