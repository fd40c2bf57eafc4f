/*
 * levelmap.h - what would be liquidated now, by price and leverage.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_LEVELMAP_H
#define LIQ_RENDER_LEVELMAP_H

#include "liq-render/chart.h"

#define LEVELMAP_TAKES \
	(1u << RECORD_CANDLE | 1u << RECORD_CLUSTER | 1u << RECORD_COLUMN | \
	    1u << RECORD_SCORE | 1u << RECORD_NOTE)

void levelmap_draw(struct scene *, const struct canvas *);

#endif
