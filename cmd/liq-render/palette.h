/*
 * palette.h - what colours mean, and which they are.
 *
 * Charts name meanings (a paint); the theme and the user's choice of sides
 * and ramp turn them into colours.  Every pair of sides differs by 40 or more
 * (CIEDE2000) for normal, protan, deutan and tritan eyes, and stands 3 : 1
 * against both grounds; the test of this file computes it.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_PALETTE_H
#define LIQ_RENDER_PALETTE_H

#include <stdbool.h>
#include <stdint.h>

enum paint {
	PAINT_NONE, /* what is there already */
	PAINT_GROUND, /* behind everything, and the gaps between tiles */
	PAINT_TEXT,
	PAINT_FAINT, /* text of second rank */
	PAINT_RULE, /* lines */
	PAINT_LOUD, /* warnings */
	PAINT_LONG,
	PAINT_SHORT,
	PAINT_UNKNOWN, /* a tile whose sides are not known */
	PAINT_MIX, /* from here on: all shorts ... all longs */
	PAINT_MIX_LAST = PAINT_MIX + 20,
	PAINT_HEAT, /* from here on: little ... much, away from the ground */
	PAINT_HEAT_LAST = PAINT_HEAT + 31,
	PAINT_WICK, /* of a candle; its body is PAINT_TEXT */
	PAINT_LONG_INK, /* the sides as text on the ground */
	PAINT_SHORT_INK,
	PAINTS,
};

#define HEATS (PAINT_HEAT_LAST - PAINT_HEAT + 1)

/* The ink that reads well on a paint; 4.5 : 1 or better. */
#define PAINT_ON(paint) (PAINTS + (paint))

struct rgb {
	uint8_t r, g, b;
};

struct pair {
	const char *name; /* long-short */
	struct rgb lng, shrt;
	int ansi_long, ansi_short; /* of the eight colours of a terminal */
};

struct ramp {
	const char *name;
	struct rgb stop[9]; /* rising in lightness */
};

struct palette {
	const struct pair *sides;
	const struct ramp
	    *ramp; /* NULL: mix between the sides; heat has its own */
};

extern const struct pair pairs[]; /* end in a NULL name */
extern const struct ramp ramps[];

const char *palette_sides(void *palette, const char *name); /* NULL or why */
const char *palette_ramp(void *palette, const char *name);

/* The mix for this share of longs, 0 to 1. */
int paint_mix(double longs);
struct rgb palette_rgb(const struct palette *, int paint, bool dark);
/* One of the 16 colours of a terminal, 0 to 15. */
int palette_ansi(const struct palette *, int paint);
/* The nearest of the fixed colours 16 to 255. */
int palette_256(struct rgb);
double rgb_luminance(struct rgb); /* WCAG 2 */
double rgb_contrast(struct rgb, struct rgb);

#endif
