/*
 * scene.h - all that a chart may show: what came in, and what was asked for.
 *
 * Owns: what came in.
 */
#ifndef LIQ_RENDER_SCENE_H
#define LIQ_RENDER_SCENE_H

#include "liq-render/label.h"
#include "liq-render/palette.h"
#include "liq-render/totals.h"
#include "record/intake.h"

struct chart;

struct scene {
	const struct chart *chart;
	/* asked for */
	struct palette palette;
	struct zone zone;
	struct dec min; /* null: any */
	int64_t top; /* 0: as many as there is room for */
	/* came in */
	struct intake intake;
	struct totals totals;
	enum record_type other; /* a type that the chart does not draw */
	/* came out */
	int64_t matched; /* groups that were shown and are not zero */
	int64_t since, until; /* what the picture speaks of */
};

#endif
