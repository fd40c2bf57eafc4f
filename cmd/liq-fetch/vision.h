/*
 * vision.h - rows of data.binance.vision's files.
 *
 * Owns: a struct vision owns what it holds back; all zero is a new file.
 */
#ifndef LIQ_FETCH_VISION_H
#define LIQ_FETCH_VISION_H

#include "liq-fetch/bars.h"
#include "liq-fetch/csv.h"
#include "liq-fetch/exchange.h"
#include "liq-fetch/orders.h"

struct vision {
	struct csv csv; /* the row to read */
	struct context context;
	struct market market; /* of the row; symbol "": not looked up */
	struct dec contract; /* USD a contract; null where linear */
	int places; /* prices and sizes are off by: 3 for 1000PEPE */
	struct bars bars;
	struct orders orders;
	struct buf object, key;
};

/* The market of a symbol; NULL or why it is none. */
const char *vision_look_up(struct vision *, const char *symbol);

/* The row as records; NULL or why it is refused. */
const char *vision_kline(struct vision *, const struct sink *);
const char *vision_metrics(struct vision *, const struct sink *);
const char *vision_trade(struct vision *, const struct sink *);
const char *vision_order(struct vision *, const struct sink *);
/* What trades and orders held back. */
void vision_end(struct vision *, const struct sink *);
void vision_free(struct vision *);

#endif
