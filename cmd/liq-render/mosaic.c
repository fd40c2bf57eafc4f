#include "liq-render/mosaic.h"

#include <stdlib.h>

#include "base/x.h"
#include "liq-render/frame.h"
#include "liq-render/nest.h"
#include "liq-render/squarify.h"
#include "liq-render/tag.h"
#include "liq-render/tiling.h"

#define TIPS 200 /* tiles that say more when pointed at */
#define INSET_X 5 /* pixels between a tile's edge and its label */
#define INSET_Y 3
#define PLAIN 13 /* the largest letters of a label that is not full */
#define LETTER_WIDTH 0.62 /* of a fixed-pitch font, by its size */
#define LINE_HEIGHT 1.25

static int
paint_of(const struct group *g)
{
	return group_side(g) == 2 ? PAINT_UNKNOWN : paint_mix(group_longs(g));
}

static int
ink_on(const struct mosaic *m, size_t tile)
{
	return m->canvas->colours ? PAINT_ON(paint_of(m->tile[tile]))
				  : PAINT_TEXT;
}

/* --- in letters --- */

/* Which tile has which cell, and where a tile is. */
struct span {
	int left, top, right, bottom;
};

struct plan {
	const struct mosaic *mosaic;
	int columns, rows;
	int *owner;
	struct span *span; /* by tile */
};

static int
owner_at(const struct plan *p, int x, int y)
{
	return p->owner[y * p->columns + x];
}

/* Of what lies left of and above a cell, which is another tile? */
static bool
edge_left(const struct plan *p, int x, int y)
{
	return x > 0 && owner_at(p, x - 1, y) != owner_at(p, x, y);
}

static bool
edge_top(const struct plan *p, int x, int y)
{
	return y > 0 && owner_at(p, x, y - 1) != owner_at(p, x, y);
}

/* Lines that meet at the upper left corner of a cell. */
enum { UP = 1, RIGHT = 2, DOWN = 4, LEFT = 8 };

static int
corner(const struct plan *p, int x, int y)
{
	int lines = 0;

	lines |= y > 0 && edge_left(p, x, y - 1) ? UP : 0;
	lines |= edge_top(p, x, y) ? RIGHT : 0;
	lines |= edge_left(p, x, y) ? DOWN : 0;
	lines |= x > 0 && edge_top(p, x - 1, y) ? LEFT : 0;
	return lines;
}

/*
 * A tile's edge is drawn in the cells right of it and below it: thin where
 * colours help, else as lines.
 */
static const char *
edge_sign(const struct plan *p, int x, int y)
{
	static const char *const lines[] = { NULL, "│", "─", "└", "│", "│", "┌",
		"├", "─", "┘", "─", "┴", "┐", "┤", "┬", "┼" };

	if (!p->mosaic->canvas->colours)
		return lines[corner(p, x, y)];
	if (edge_left(p, x, y))
		return "▏"; /* an eighth of a block, left */
	return edge_top(p, x, y) ? "▔" : NULL; /* and upper */
}

static void
draw_cells(const struct plan *p)
{
	const struct mosaic *m = p->mosaic;
	const struct style edge = { .ink = m->canvas->colours ? PAINT_GROUND
							      : PAINT_RULE };
	const char *sign;
	int x, y, from;

	for (y = 0; y < p->rows; y++) {
		for (x = 0; x < p->columns; x = from) {
			for (from = x + 1; from < p->columns; from++)
				if (owner_at(p, from, y) != owner_at(p, x, y))
					break;
			canvas_box(m->canvas, x, m->top + y, from - x, 1,
			    paint_of(m->tile[owner_at(p, x, y)]), STR(""));
		}
		for (x = 0; x < p->columns; x++)
			if ((sign = edge_sign(p, x, y)) != NULL)
				canvas_text(m->canvas, x, m->top + y, edge,
				    str_of(sign));
	}
}

/* Where letters may go: off the edge, on its top, anywhere. */
enum reach { INSIDE, ON_TOP, ANYWHERE };

static bool
writable(const struct plan *p, int tile, int x, int y, enum reach reach)
{
	if (owner_at(p, x, y) != tile)
		return false;
	return reach == ANYWHERE ||
	       (reach == ON_TOP ? !edge_left(p, x, y)
				: edge_sign(p, x, y) == NULL);
}

static bool
fits_at(const struct plan *p, int tile, const struct tag *t, int x, int y,
    enum reach reach)
{
	int i, k;

	if (x + t->columns > p->columns || y + t->n > p->rows)
		return false;
	for (k = 0; k < t->n; k++)
		for (i = 0; i < t->columns; i++)
			if (!writable(p, tile, x + i, y + k, reach))
				return false;
	return true;
}

static bool
find_place(const struct plan *p, int tile, const struct tag *t,
    enum reach reach, int *left, int *top)
{
	const struct span *b = &p->span[tile];

	for (*top = b->top; *top < b->bottom; ++*top)
		for (*left = b->left; *left < b->right; ++*left)
			if (fits_at(p, tile, t, *left, *top, reach))
				return true;
	return false;
}

static void
draw_label(const struct mosaic *m, const struct tag *t, double x, double y,
    struct style s, double line)
{
	int k;

	for (k = 0; k < t->n; k++) {
		s.bold = k == 0;
		canvas_text(
		    m->canvas, x, y + k * line, s, buf_view(&t->line[k]));
	}
}

static void
label_cells(const struct plan *p, size_t tile)
{
	const struct mosaic *m = p->mosaic;
	const struct style s = { .ink = ink_on(m, tile) };
	struct tag t;
	bool done = false;
	int k, x, y;

	for (k = 0; k < TAGS && !done; k++) {
		tag_make(&t, m, tile, k);
		done = find_place(p, (int)tile, &t, INSIDE, &x, &y) ||
		       find_place(p, (int)tile, &t, ON_TOP, &x, &y) ||
		       (k + 1 == TAGS &&
			   find_place(p, (int)tile, &t, ANYWHERE, &x, &y));
		if (done)
			draw_label(m, &t, x, m->top + y, s, 1);
		tag_free(&t);
	}
}

/* The rectangle around each tile. */
static void
measure(struct plan *p)
{
	struct span *b;
	int x, y;

	for (y = 0; y < p->rows; y++)
		for (x = 0; x < p->columns; x++) {
			b = &p->span[owner_at(p, x, y)];
			if (b->right == 0)
				*b = (struct span){ x, y, x + 1, y + 1 };
			b->left = x < b->left ? x : b->left;
			b->right = x + 1 > b->right ? x + 1 : b->right;
			b->bottom = y + 1;
		}
}

void
mosaic_letters(const struct mosaic *m)
{
	struct plan p = { m, m->canvas->columns, m->rows, NULL, NULL };
	size_t i, cells = (size_t)p.columns * (size_t)p.rows;

	p.owner = xcalloc(cells, sizeof(*p.owner));
	p.span = xcalloc(m->n, sizeof(*p.span));
	for (i = 0; i < cells; i++)
		p.owner[i] = TILING_FREE;
	if (m->family != NULL)
		nest_letters(p.owner, p.columns, p.rows, m->canvas->ratio,
		    m->count, m->family, m->n);
	else
		tiling_lay(p.owner, p.columns, p.rows, m->canvas->ratio,
		    m->count, m->n);
	measure(&p);
	draw_cells(&p);
	for (i = 0; i < m->n; i++)
		label_cells(&p, i);
	free(p.owner);
	free(p.span);
}

/* --- as rectangles --- */

static void
put_tip(struct buf *to, const struct mosaic *m, size_t tile)
{
	const struct group *g = m->tile[tile];

	tag_name(to, m, tile);
	buf_puts(to, ": ");
	buf_puts(to, frame_bounded(m->scene, g) ? m->canvas->at_least : "");
	label_exact(to, g->usd);
	buf_puts(to, " USD (");
	label_share(to, dec_double(g->usd), dec_double(m->slice->all.usd));
	buf_puts(to, "), longs ");
	label_exact(to, g->long_usd);
	buf_puts(to, ", shorts ");
	label_exact(to, g->short_usd);
	if (g->count != INT_NONE) {
		buf_puts(to, ", liquidations ");
		label_count(to, g->count);
	}
}

/* The largest letters, up to most, in which a label has room; 0: none. */
static double
letters_for(const struct tag *t, double most, double width, double height)
{
	static const double sizes[] = { 28, 24, 20, 16, 13, 11, 10, 0 };
	const double *size;

	for (size = sizes; *size > 0; size++)
		if (*size <= most &&
		    t->columns * *size * LETTER_WIDTH + 2 * INSET_X <= width &&
		    t->n * *size * LINE_HEIGHT + 2 * INSET_Y <= height)
			break;
	return *size;
}

static void
label_rect(const struct mosaic *m, size_t tile, const struct rect *r)
{
	struct style s = { .ink = ink_on(m, tile) };
	struct tag t;
	int k;

	for (k = 0; k < TAGS && s.size == 0; k++) {
		tag_make(&t, m, tile, k);
		s.size = letters_for(&t, k == 0 ? 100 : PLAIN,
		    r->w * CANVAS_COLUMN, r->h * CANVAS_ROW);
		if (s.size > 0)
			draw_label(m, &t,
			    r->x + (double)INSET_X / CANVAS_COLUMN,
			    m->top + r->y + (double)INSET_Y / CANVAS_ROW, s,
			    s.size * LINE_HEIGHT / CANVAS_ROW);
		tag_free(&t);
	}
}

/* Families stand further apart than the tiles in them. */
static void
part_families(const struct mosaic *m, const struct rect *at)
{
	struct rect *f = xcalloc(m->n, sizeof(*f));
	size_t i, n = nest_frames(f, at, m->family, m->n);

	for (i = 0; i < n; i++) {
		const double x = f[i].x, y = m->top + f[i].y;
		const struct point corner[] = { { x, y, true },
			{ x + f[i].w, y, false },
			{ x + f[i].w, y + f[i].h, false },
			{ x, y + f[i].h, false }, { x, y, false } };

		m->canvas->line(m->canvas->to, corner, 5, PAINT_GROUND, 5);
	}
	free(f);
}

void
mosaic_vector(const struct mosaic *m)
{
	/* as wide and high as the map is in pixels, so that squares are */
	struct rect room = { 0, 0, m->canvas->columns * CANVAS_COLUMN,
		m->rows * CANVAS_ROW };
	struct rect *at = xcalloc(m->n, sizeof(*at));
	struct buf tip = { 0 };
	size_t i;

	if (m->family != NULL)
		nest_rects(at, m->area, m->family, m->n, room);
	else
		squarify(at, m->area, m->n, room);
	for (i = 0; i < m->n; i++) {
		at[i].x /= CANVAS_COLUMN;
		at[i].w /= CANVAS_COLUMN;
		at[i].y /= CANVAS_ROW;
		at[i].h /= CANVAS_ROW;
		buf_reset(&tip);
		if (i < TIPS)
			put_tip(&tip, m, i);
		canvas_box(m->canvas, at[i].x, m->top + at[i].y, at[i].w,
		    at[i].h, paint_of(m->tile[i]), buf_view(&tip));
	}
	if (m->family != NULL)
		part_families(m, at);
	for (i = 0; i < m->n; i++)
		label_rect(m, i, &at[i]);
	buf_free(&tip);
	free(at);
}
