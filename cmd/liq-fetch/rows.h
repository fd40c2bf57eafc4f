/*
 * rows.h - CSV files whose rows are liquidations in somebody's own names:
 * each row becomes an object in those names and goes to who knows them.
 *
 * Owns: the state of a file, from rows_open to rows_close.
 */
#ifndef LIQ_FETCH_ROWS_H
#define LIQ_FETCH_ROWS_H

#include "liq-fetch/import.h"
#include "liq-fetch/rekey.h"

/* For struct format: open calls rows_open; the other two are these. */
/* give: as exchange.liquidation. */
void *rows_open(const struct import *, const struct format *,
    const struct rename *,
    const char *(*give)(
	struct str object, const struct context *, const struct sink *));
const char *rows_line(void *, struct str line, const struct sink *);
void rows_close(void *, const struct sink *);

#endif
