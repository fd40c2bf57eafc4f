/*
 * levelmap_draw.h - a map while it is being drawn: what there is, and where.
 *
 * From the left: prices and the sign of the side, bars, amounts (in letters),
 * sums and clusters.
 *
 * Owns: its shelf.
 */
#ifndef LIQ_RENDER_LEVELMAP_DRAW_H
#define LIQ_RENDER_LEVELMAP_DRAW_H

#include "liq-render/beside.h"
#include "liq-render/shelf.h"

struct levelmap {
	struct scene *scene;
	const struct canvas *canvas;
	struct estimate *estimate;
	struct shelf shelf;
	struct upright upright;
	struct caption caption;
	double most; /* USD at the end of the scale */
	/* where, in columns and rows of the canvas */
	int top, rows;
	int left, width; /* of the bars */
	int amounts; /* columns behind a bar, for its USD; 0: none */
	int words, words_width; /* width 0: there is no room */
};

/* Bars, each a stack of its bands of leverage. */
void levelmap_bars(const struct levelmap *);
/* All that stands from the price on, as a line. */
void levelmap_sums(const struct levelmap *);
/* USD, below the bars. */
void levelmap_axis(const struct levelmap *);
/* From words to the prices they mean. */
void levelmap_leader(const struct levelmap *, const struct beside *);
int levelmap_legend_rows(const struct levelmap *);
void levelmap_legend(const struct levelmap *, int row);

#endif
