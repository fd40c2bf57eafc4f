/*
 * plot.h - bars of longs and shorts through time, with a price above them.
 *
 * Shorts stand up from the zero line and longs hang down, as their signs say
 * (price rose, price fell), on one scale.  The net of both is a line or dots.
 * What is too high for the scale is cut off and labelled; time that was not
 * watched in full is hatched.
 *
 * Owns: its series and price; all zero is empty.
 */
#ifndef LIQ_RENDER_PLOT_H
#define LIQ_RENDER_PLOT_H

#include "liq-render/chart.h"
#include "liq-render/series.h"

#define PLOT_LEAST_ROWS 5 /* of the bars and their times */

struct plot {
	struct scene *scene;
	const struct canvas *canvas;
	struct series series;
	struct price_line price; /* n is 0: none */
	double top_usd; /* of the scale */
	bool cut_off; /* some bar is higher than that */
	/* where things are, in columns and rows */
	int left; /* of the axis' labels */
	double slot; /* a bar and the gap behind it */
	int price_row, price_rows; /* rows: 0 when there is no room */
	int zero, half; /* the zero line; how far bars reach from it */
	int time_row;
};

/* Series, price and scale; false: there is nothing.  Wants canvas, scene. */
bool plot_make(struct plot *);
/* Share out rows from row on. */
void plot_place(struct plot *, int row, int rows);
void plot_draw(const struct plot *);
void plot_free(struct plot *);

#endif
