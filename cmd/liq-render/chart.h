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
	const char *source; /* a command that gives such records */
	const char *(*add)(struct scene *, const struct record *);
	void (*draw)(struct scene *, const struct canvas *);
};

extern const struct chart *const charts[]; /* ends in NULL */

const struct chart *chart_find(const char *name); /* or NULL */
/* Why there is no such chart, with the nearest name; static storage. */
const char *chart_unknown(const char *name);

/* For charts of total records. */
const char *chart_add_total(struct scene *, const struct record *);

#endif
