#include "liq-render/grid_heat.h"

#include "liq-render/safe.h"

#define WICK 0x2502 /* │ */
#define BODY 0x2503 /* ┃ */
#define WHOLE 0x2588 /* █ */
#define UPPER 0x2580 /* ▀ */
#define LOWER 0x2584 /* ▄ */

static bool
is_coloured(const struct term *t)
{
	return t->depth >= DEPTH_256;
}

int
grid_dots(const struct term *t)
{
	return is_coloured(t) && t->unicode ? 2 : 1;
}

const char *
grid_shades(const struct term *t)
{
	if (is_coloured(t))
		return "";
	return t->unicode ? "░▒▓█" : ".:-=+*%@";
}

static short
paint_of(uint8_t level)
{
	if (level == CELL_WICK)
		return PAINT_WICK;
	if (level == CELL_BODY)
		return PAINT_TEXT;
	return level == 0 ? PAINT_NONE : (short)(PAINT_HEAT + level - 1);
}

/*
 * Two halves, of which one may be bare: its colour is then the ground's, which
 * is no ink.  The terminal's own ink is no ground either.
 */
static void
put_halves(struct cell *c, short upper, short lower)
{
	const struct cell was = *c;

	*c = (struct cell){ .glyph = UPPER, .ink = upper, .ground = lower };
	if (upper == lower && upper != PAINT_TEXT)
		*c = (struct cell){ .ground = upper };
	else if (upper == lower)
		*c = (struct cell){ .glyph = WHOLE, .ink = upper };
	else if (upper == PAINT_NONE || lower == PAINT_TEXT)
		*c = (struct cell){
			.glyph = LOWER, .ink = lower, .ground = upper
		};
	if (upper == PAINT_NONE && lower == PAINT_NONE)
		*c = was;
}

static void
put_shade(struct cell *c, const char *shades, uint8_t level)
{
	struct str rest = str_of(shades);
	int n = safe_columns(rest), i;

	c->ink = level >= CELL_WICK ? PAINT_TEXT : PAINT_NONE;
	c->ground = PAINT_NONE;
	c->glyph = level == CELL_WICK ? WICK : level == CELL_BODY ? BODY : 0;
	if (level == 0 || level >= CELL_WICK)
		return;
	for (i = (level - 1) * n / HEATS; i >= 0; i--)
		c->glyph = safe_next(&rest);
}

void
grid_cells(
    void *to, double x, double y, double w, double h, const struct cells *c)
{
	struct grid *g = to;
	const char *shades = grid_shades(&g->term);
	const uint8_t *upper, *lower;
	struct cell *at;
	int i, k, dots = grid_dots(&g->term);

	(void)w;
	(void)h;
	for (k = 0; k * dots < c->rows; k++)
		for (i = 0; i < c->columns; i++) {
			at = grid_cell(g, (int)x + i, (int)y + k);
			if (at == NULL)
				continue;
			upper = c->level + k * dots * c->columns + i;
			lower =
			    k * dots + 1 < c->rows ? upper + c->columns : upper;
			if (shades[0] != '\0')
				put_shade(at, shades, *upper);
			else
				put_halves(at, paint_of(*upper),
				    paint_of(dots == 2 ? *lower : *upper));
		}
}

void
grid_meaning(void *to, const struct meaning *m)
{
	(void)to;
	(void)m;
}

void
grid_disc(
    void *to, double x, double y, double radius, int paint, struct str tip)
{
	(void)to;
	(void)x;
	(void)y;
	(void)radius;
	(void)paint;
	(void)tip;
}

void
grid_layer(void *to, const char *name)
{
	(void)to;
	(void)name;
}
