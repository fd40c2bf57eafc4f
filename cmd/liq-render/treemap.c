#include "liq-render/treemap.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-render/frame.h"
#include "liq-render/mosaic.h"
#include "liq-render/tiling.h"

#define LEAST_CELLS 8 /* of a tile, unless -t asks for more tiles */
#define KEPT_TILES 10 /* that are shown however small they are */
#define LOST_CELLS 0.05 /* so little of a letter cannot be seen in an SVG */
#define LOST_PIXELS 0.02 /* nor can a tile so thin, if as long as the map */
#define MOST_VECTOR 400 /* tiles of an SVG */
#define LEAST_ROWS 3 /* of the map, however little room there is */
#define SCALE_STEPS (PAINT_MIX_LAST - PAINT_MIX)

struct treemap {
	struct scene *scene;
	const struct canvas *canvas;
	struct slice slice;
	struct mosaic mosaic;
	double worth; /* of a cell, USD */
};

/* The tiles as they are now: all that is shown, then the others. */
static void
take_tiles(struct mosaic *m)
{
	const struct group *other = &m->slice->other;
	size_t i;

	m->n = m->slice->n;
	for (i = 0; i < m->n; i++) {
		m->tile[i] = m->slice->of[i];
		m->area[i] = dec_double(m->tile[i]->usd);
	}
	if (m->slice->others > 0 && dec_sign(other->usd) > 0) {
		m->tile[m->n] = other;
		m->area[m->n++] = dec_double(other->usd);
	}
}

/* A group's share of the map, in letters of plain text. */
static double
cells_of(const struct treemap *t, const struct group *g, int cells)
{
	return dec_double(g->usd) / dec_double(t->slice.all.usd) * cells;
}

/* Is a tile too small to be drawn at all? */
static bool
is_lost(const struct treemap *t, size_t tile, int cells)
{
	const struct mosaic *m = &t->mosaic;
	const double wide = t->canvas->columns * CANVAS_COLUMN;
	const double high = m->rows * CANVAS_ROW;
	double part;

	if (!t->canvas->vector)
		return m->count[tile] == 0;
	part = cells_of(t, m->tile[tile], cells);
	return part < LOST_CELLS ||
	       part / cells * wide * high < LOST_PIXELS * fmax(wide, high);
}

/*
 * Fold what is too small into others until every tile can be seen.  The
 * others themselves may be too small, and are then not drawn.
 */
static void
choose_tiles(struct treemap *t, int cells)
{
	const double least = t->scene->top == 0 ? LEAST_CELLS : LOST_CELLS;
	struct mosaic *m = &t->mosaic;
	size_t n = t->slice.n;

	if (t->canvas->vector && n > MOST_VECTOR)
		n = MOST_VECTOR;
	while (n > KEPT_TILES && cells_of(t, t->slice.of[n - 1], cells) < least)
		n--;
	for (;; n--) {
		slice_fold(&t->slice, n);
		take_tiles(m);
		t->worth = tiling_share(m->count, m->area, m->n, cells);
		if (n == 0 || !is_lost(t, n - 1, cells))
			break;
	}
	if (m->n > n && is_lost(t, n, cells))
		m->n--;
}

/* Tiles of one coin are a family; what is folded away is one of its own. */
static void
find_families(struct mosaic *m)
{
	struct names seen = { 0 };
	size_t i;

	for (i = 0; i < m->n; i++)
		m->family[i] = m->tile[i] == &m->slice->other
				   ? i
				   : names_id(&seen, m->tile[i]->family);
	names_free(&seen);
}

/* What foot_unit takes at most. */
static int
unit_rows(const struct canvas *c)
{
	return c->columns < 72 ? 2 : 1;
}

static void
foot_unit(struct flow *f, const struct treemap *t)
{
	const struct mosaic *m = &t->mosaic;
	const struct group *other = &t->slice.other;
	struct buf b = { 0 };
	struct dec worth;

	flow_line(f, PAINT_FAINT, true);
	if (t->canvas->vector) {
		flow_words(f, "area = USD");
	} else if (dec_of_double(
		       &worth, t->worth, t->worth < 1 ? 20 : USD_SCALE)) {
		label_usd(&b, worth);
		buf_putc(&b, '\0');
		flow_words(f, "area = USD, one letter is");
		flow_put(f, "%s", b.s);
	}
	if (t->slice.others > 0 && m->tile[m->n - 1] != other) {
		buf_reset(&b);
		label_usd(&b, other->usd);
		buf_putc(&b, '\0');
		flow_item(f, PAINT_FAINT);
		flow_put(f, "other %lld:", (long long)t->slice.others);
		flow_put(f, "%s,", b.s);
		flow_words(f, "too little to draw");
	}
	buf_free(&b);
}

/* What the colours between the sides mean. */
static void
draw_scale(const struct canvas *c, int row)
{
	const struct style s = { .ink = PAINT_FAINT };
	const int step = c->columns < 60 ? 2 : 1;
	const struct str left = STR("all shorts "), right = STR(" all longs");
	int i, x = (int)left.n;

	canvas_text(c, 0, row, s, left);
	for (i = 0; i <= SCALE_STEPS; i += step)
		canvas_box(c, x++, row, 1, 1, PAINT_MIX + i, STR(""));
	canvas_text(c, x, row, s, right);
}

/* Head, map, foot; brief where the map would get less than half. */
static void
draw(struct treemap *t)
{
	const struct canvas *c = t->canvas;
	struct mosaic *m = &t->mosaic;
	struct flow head = { 0 }, foot = { 0 };
	int above, below, scale = c->colours;
	bool brief = false;

	frame_head(&head, t->scene, c, &t->slice);
	frame_foot(&foot, c, frame_bounded(t->scene, &t->slice.all));
	above = flow_rows(&head, c->columns, false);
	below = flow_rows(&foot, c->columns, false) + unit_rows(c);
	if (2 * (above + below + scale) > c->rows) {
		brief = true;
		scale = 0;
		above = flow_rows(&head, c->columns, true);
		below = flow_rows(&foot, c->columns, true);
	}
	m->top = above;
	m->rows = c->rows - above - below - scale;
	m->rows = m->rows < LEAST_ROWS ? LEAST_ROWS : m->rows;
	choose_tiles(t, c->columns * m->rows);
	if (m->family != NULL)
		find_families(m);
	foot_unit(&foot, t);
	flow_draw(&head, c, 0, brief);
	if (c->vector)
		mosaic_vector(m);
	else
		mosaic_letters(m);
	flow_draw(&foot, c, m->top + m->rows, brief);
	if (scale)
		draw_scale(
		    c, m->top + m->rows + flow_rows(&foot, c->columns, false));
	flow_free(&head);
	flow_free(&foot);
}

static void
draw_nothing(struct scene *s, const struct canvas *c, const struct slice *slice)
{
	struct flow f = { 0 };

	frame_head(&f, s, c, slice);
	frame_empty(&f, s, slice);
	flow_draw(&f, c, 0, false);
	flow_free(&f);
}

static void
draw_window(struct treemap *t)
{
	struct mosaic *m = &t->mosaic;
	size_t n = t->slice.n + 1;

	*m = (struct mosaic){ .scene = t->scene,
		.canvas = t->canvas,
		.slice = &t->slice,
		.tile = xcalloc(n, sizeof(*m->tile)),
		.area = xcalloc(n, sizeof(*m->area)),
		.count = xcalloc(n, sizeof(*m->count)) };
	if (t->scene->nested)
		m->family = xcalloc(n, sizeof(*m->family));
	draw(t);
	free(m->family);
	free(m->tile);
	free(m->area);
	free(m->count);
}

void
treemap_draw(struct scene *s, const struct canvas *c)
{
	struct treemap t = { .scene = s, .canvas = c };
	size_t at;

	totals_sort(&s->totals);
	at = totals_last(&s->totals);
	if (!totals_slice(&s->totals, &at, s->min, s->top, &t.slice)) {
		frame_describe(s, c, NULL);
		draw_nothing(s, c, NULL);
		return;
	}
	s->since = t.slice.since;
	s->until = t.slice.until;
	while (t.slice.n > 0 && dec_sign(t.slice.of[t.slice.n - 1]->usd) == 0)
		t.slice.n--;
	s->matched = (int64_t)t.slice.n;
	frame_describe(s, c, &t.slice);
	if (dec_sign(t.slice.all.usd) > 0)
		draw_window(&t);
	else
		draw_nothing(s, c, &t.slice);
	slice_free(&t.slice);
}
