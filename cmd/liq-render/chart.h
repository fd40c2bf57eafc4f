/*
 * chart.h - the table of charts.
 *
 * A chart is one file and one line here: which records it takes, and how it
 * draws them on a canvas.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_CHART_H
#define LIQ_RENDER_CHART_H

#include "liq-render/canvas.h"
#include "liq-render/scene.h"

struct chart {
	const char *name, *what;
	enum record_type needs;
	uint32_t takes; /* others it shows too: 1 << enum record_type */
	const char *source; /* a command that gives such records */
	const char *(*add)(struct scene *, const struct record *);
	/* Draw all there is; more may be added, and drawn again, after it. */
	void (*draw)(struct scene *, const struct canvas *);
	/* NULL, or text goes out as records come: draw what this one adds. */
	void (*line)(
	    struct scene *, const struct record *, const struct canvas *);
	bool newest; /* live: only the newest window of each width */
	void (*forget)(struct scene *); /* what is too old to show; or NULL */
};

extern const struct chart *const charts[]; /* ends in NULL */

const struct chart *chart_find(const char *name); /* or NULL */
/* The one after it, of those that need the same records. */
const struct chart *chart_next(const struct chart *);
/* Why there is no such chart, with the nearest name; static storage. */
const char *chart_unknown(const char *name);

/* For charts of total records. */
const char *chart_add_total(struct scene *, const struct record *);
void chart_forget_totals(struct scene *);

#endif
