/*
 * heat.h - a heatmap while it is being drawn: what there is, and where.
 *
 * From the left: prices, the cells, the profile of what stands now, the
 * clusters.  From the top: the head, the cells, what was swept, times, the
 * legend, the foot.  Where room is short the clusters go into the foot, then
 * the rest of what stands beside the cells.
 *
 * Owns: its plane and levels.
 */
#ifndef LIQ_RENDER_HEAT_H
#define LIQ_RENDER_HEAT_H

#include "liq-render/beside.h"
#include "liq-render/caption.h"
#include "liq-render/gauge.h"
#include "liq-render/plane.h"

struct heat {
	struct scene *scene;
	const struct canvas *canvas;
	struct estimate *estimate;
	const struct ohlc *bar; /* its candles, if any */
	size_t bars;
	struct plane plane;
	struct gauge gauge;
	uint8_t *level; /* of the plane's cells, row by row */
	struct upright upright;
	struct caption caption;
	/* where, in columns and rows of the canvas */
	int left, width; /* of the cells */
	int top, rows;
	int profile, profile_width; /* width 0: there is no room */
	int notes, notes_width;
	int strip_rows; /* below the cells; 0: there is no room */
	int legend_rows; /* set aside for it */
	/* what came of it */
	bool merged; /* cells, so that the picture stays small */
	int64_t hits; /* liquidations within the picture */
	double hit_usd; /* of these */
	double hit_most; /* of what is drawn as one: the largest */
};

/*
 * Strokes of a kind in an SVG: more could not be told apart, and it has to stay
 * small.
 */
#define HEAT_STROKES 500

/* heat_cells.c: the cells. */
void heat_cells(const struct heat *);
double heat_x(const struct heat *, double column); /* of the plane */

/* heat_strokes.c: what is drawn on them. */
void heat_candles(const struct heat *);
void heat_ends(const struct heat *); /* where levels were swept */
void heat_holes(const struct heat *); /* time of which no column speaks */
/* Columns that a candle stands for, or a bar below: one, unless very many. */
int heat_bundle(const struct heat *);
/* Bytes of an SVG that are not its cells, at most. */
double heat_rest(const struct heat *);

/* heat_hits.c: liquidations that happened */
void heat_count(struct heat *);
void heat_hits(struct heat *);
/* A disc and its USD, to compare with; on a canvas that can draw it. */
void heat_hits_legend(const struct heat *, double x, double row);

/* heat_side.c. */
void heat_profile(const struct heat *);
void heat_clusters(const struct heat *);
/* heat_below.c */
void heat_strip(const struct heat *);
void heat_times(const struct heat *);

/* heat_legend.c */
int heat_legend_rows(const struct heat *);
void heat_legend(const struct heat *, int row);

#endif
