/*
 * list.h - what there is: --list=exchanges, markets, kinds, formats.
 */
#ifndef LIQ_FETCH_LIST_H
#define LIQ_FETCH_LIST_H

#include "base/buf.h"

/* A line each, name first; NULL, or why there is no such list. */
const char *list_put(struct buf *, const char *what);

#endif
