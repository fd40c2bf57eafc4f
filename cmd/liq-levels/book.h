/*
 * book.h - which book drives a map.
 *
 * Without a choice of the user: of those that have candles the first by
 * exchange, then by quote, then the shortest symbol.
 *
 * Owns: nothing.
 */
#ifndef LIQ_LEVELS_BOOK_H
#define LIQ_LEVELS_BOOK_H

#include "liq-levels/asked.h"
#include "liq-levels/history.h"

/* Among facts [from, to) of one map; NULL: none will do. */
const struct series *book_choose(
    const struct history *, size_t from, size_t to, const struct asked *);
/* Is its volume what the prior scale was fitted to? */
bool book_prior(const struct series *);

#endif
