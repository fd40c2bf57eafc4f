/*
 * caption.h - the words above and below a picture of an estimate.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_CAPTION_H
#define LIQ_RENDER_CAPTION_H

#include "liq-render/chart.h"
#include "liq-render/flow.h"
#include "liq-render/upright.h"

struct caption {
	const struct scene *scene;
	const struct canvas *canvas;
	const struct estimate *estimate;
	const struct upright *upright; /* how prices are told */
	const char *what; /* "liquidation heatmap" */
	int64_t since, until; /* the same: a moment */
	double price;
	int64_t priced; /* when that was the price, if later than until */
	bool about; /* the price is a guess */
	double standing[2]; /* USD of longs, of shorts */
	double beyond; /* of it, outside of the picture */
	double watched; /* part of the time that is known; 1 */
	bool partial; /* the end of it is not final */
};

void caption_head(struct flow *, const struct caption *);
/* The largest clusters, where they are not named in the picture. */
void caption_clusters(struct flow *, const struct caption *);
/* What the signs mean. */
void caption_signs(struct flow *);
/* What upstream said about the estimate, and what is not to be seen. */
void caption_remarks(struct flow *, const struct caption *);
/* The same in sentences. */
void caption_describe(const struct caption *);

/* "+1.4%" from the price as it is now. */
void caption_distance(struct buf *, const struct caption *, double price);
/* An amount as one word with what stands before it. */
void caption_usd(struct flow *, const char *before, double usd);

#endif
