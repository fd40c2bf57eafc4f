/*
 * scene.h - all that a chart may show: what came in, and what was asked for.
 *
 * Owns: what came in.
 */
#ifndef LIQ_RENDER_SCENE_H
#define LIQ_RENDER_SCENE_H

#include "liq-render/estimate.h"
#include "liq-render/happened.h"
#include "liq-render/label.h"
#include "liq-render/order.h"
#include "liq-render/palette.h"
#include "liq-render/price.h"
#include "liq-render/tape.h"
#include "liq-render/totals.h"
#include "record/intake.h"

struct chart;

/* What was asked for of a map of estimates. */
struct heat_ask {
	const char *only; /* a base, symbol or model; NULL: any */
	int scale; /* enum gauge_kind */
	struct dec floor; /* of heat; null: as the scale has it */
	double range; /* beyond the prices traded; 0: all there is */
	int64_t columns, rows; /* cells at most; 0: as there is room */
};

struct scene {
	const struct chart *chart;
	/* asked for */
	struct palette palette;
	struct zone zone;
	struct dec min; /* null: any */
	struct dec max; /* top of a scale; null: as the data say */
	bool nested; /* tiles of one coin lie together */
	bool across; /* windows of a table side by side */
	int order; /* enum order, of rows */
	struct heat_ask heat;
	int64_t top; /* 0: as many as there is room for */
	bool following; /* more may come */
	/* came in */
	struct intake intake;
	struct totals totals;
	struct prices prices;
	struct tape tape;
	size_t kept; /* groups, when some were last forgotten */
	struct estimates estimates;
	struct happened happened;
	int64_t came; /* records the chart needs */
	enum record_type other; /* a type that the chart does not draw */
	/* came out */
	int64_t matched; /* groups that were shown and are not zero */
	int64_t since, until; /* what the picture speaks of */
};

#endif
