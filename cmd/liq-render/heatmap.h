/*
 * heatmap.h - what would be liquidated, over time and price.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_HEATMAP_H
#define LIQ_RENDER_HEATMAP_H

#include "liq-render/chart.h"

#define HEATMAP_TAKES \
	(1u << RECORD_CANDLE | 1u << RECORD_LIQUIDATION | \
	    1u << RECORD_CLUSTER | 1u << RECORD_LEVEL | 1u << RECORD_SCORE | \
	    1u << RECORD_NOTE)

/* For charts of estimates. */
const char *heatmap_add(struct scene *, const struct record *);
void heatmap_forget(struct scene *);
void heatmap_draw(struct scene *, const struct canvas *);

#endif
