#include "liq-render/heatmap.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-render/frame.h"
#include "liq-render/heat.h"
#include "liq-render/svg_heat.h"

#define LEAST_ROWS 6 /* of the cells, however little room there is */
#define VECTOR_ROWS 16
#define MOST_BYTES 400000 /* of an SVG */
#define SWEPT 6 /* columns of an amount beside what was swept */
#define WIDE 40 /* from so many columns on there is room for it */
#define CELL_PIXELS 3 /* of a cell in an SVG, unless asked for, */
#define CELL_LARGEST 4 /* and where it would not be so small */
#define USUAL_BYTES 38000 /* of cells */

const char *
heatmap_add(struct scene *s, const struct record *r)
{
	if (r->type == RECORD_CANDLE || r->type == RECORD_LIQUIDATION)
		return happened_add(&s->happened, r);
	return estimates_add(&s->estimates, r);
}

void
heatmap_forget(struct scene *s)
{
	happened_forget(&s->happened);
}

/* Levels row by row: the order in which they are drawn. */
static void
take_levels(struct heat *h)
{
	const struct plane *p = &h->plane;
	const struct heat_ask *ask = &h->scene->heat;
	const double *usd = p->usd;
	int x, y;

	h->gauge = (struct gauge){ .kind = ask->scale,
		.floor = ask->floor.known ? dec_double(ask->floor) : 0,
		.max = h->scene->max.known ? dec_double(h->scene->max) : 0 };
	gauge_make(&h->gauge, p->usd, (size_t)p->columns * (size_t)p->rows);
	free(h->level);
	h->level = xmalloc((size_t)p->columns * (size_t)p->rows);
	for (x = 0; x < p->columns; x++)
		for (y = 0; y < p->rows; y++)
			h->level[(size_t)y * (size_t)p->columns + (size_t)x] =
			    (uint8_t)gauge_level(&h->gauge, *usd++);
}

static int
at_most(int64_t asked, int64_t most)
{
	return (int)(asked > 0 && asked < most ? asked : most);
}

/* A side of a picture of which only a share may stay. */
static int
shrink(int n, double share)
{
	int less = (int)(n * sqrt(share) * 0.95);

	return less < n && less > 0 ? less : n > 1 ? n - 1 : 1;
}

/* As finely as can be seen, or was asked for. */
static struct plane_ask
wanted(const struct heat *h, int pixels)
{
	const struct heat_ask *ask = &h->scene->heat;
	const struct canvas *c = h->canvas;
	struct plane_ask want = { .range = ask->range };

	if (!c->vector) {
		want.columns = at_most(ask->columns, h->width);
		want.rows = at_most(ask->rows, h->rows * c->dots);
	} else if (ask->columns > 0 || c->raster) {
		want.columns = at_most(ask->columns, 4000);
		want.rows = at_most(ask->rows, 2000);
	} else {
		want.columns = h->width * CANVAS_COLUMN / pixels;
		want.rows = at_most(ask->rows, h->rows * CANVAS_ROW / pixels);
	}
	return want;
}

/* Make it, and say how many bytes of an SVG its cells are. */
static double
make_plane(struct heat *h, const struct plane_ask *want)
{
	struct cells cells;

	plane_free(&h->plane);
	plane_make(&h->plane, h->estimate, h->bar, h->bars, want);
	take_levels(h);
	cells = (struct cells){ h->plane.columns, h->plane.rows, h->level };
	if (!h->canvas->vector || h->canvas->raster)
		return 0;
	return (double)svg_cells_size(&cells);
}

/* And as is small enough. */
static void
take_plane(struct heat *h)
{
	int pixels = CELL_PIXELS;
	struct plane_ask want = wanted(h, pixels);
	double size = make_plane(h, &want), most;

	while (size > USUAL_BYTES && h->scene->heat.columns == 0 &&
	       pixels < CELL_LARGEST) {
		want = wanted(h, ++pixels);
		size = make_plane(h, &want);
	}
	while (size > (most = MOST_BYTES - heat_rest(h))) {
		want.columns = shrink(h->plane.columns, most / size);
		want.rows = shrink(h->plane.rows, most / size);
		size = make_plane(h, &want);
		h->merged = true;
	}
}

/* Share out the columns of the canvas. */
static void
place_columns(struct heat *h)
{
	const int columns = h->canvas->columns;
	int left;

	h->upright = (struct upright){ .canvas = h->canvas,
		.low = h->plane.low,
		.high = h->plane.high,
		.top = h->top,
		.rows = h->rows };
	upright_fit(&h->upright);
	left = upright_width(&h->upright, h->plane.price);
	if (left < SWEPT && columns >= WIDE)
		left = SWEPT;
	h->upright.x = left;
	h->left = left + 1;
	h->notes_width = columns >= 76 && h->estimate->clusters.n > 0
			     ? left + BESIDE_WORDS
			     : 0;
	h->profile_width = columns < 36	   ? 0
			   : columns < 60  ? 6
			   : columns < 100 ? 9
					   : 14;
	h->width = columns - h->left - h->profile_width - h->notes_width - 2;
	h->profile = h->left + h->width + 1;
	h->notes = columns - h->notes_width + 1;
}

static void
take_caption(struct heat *h)
{
	const struct plane *p = &h->plane;

	h->caption = (struct caption){ .scene = h->scene,
		.canvas = h->canvas,
		.estimate = h->estimate,
		.upright = &h->upright,
		.what = "liquidation heatmap",
		.since = p->since,
		.until = p->until,
		.price = p->price,
		.standing = { p->standing[0], p->standing[1] },
		.beyond = p->beyond,
		.watched = p->watched,
		.partial = h->estimate->moment[h->estimate->n - 1].partial };
}

/* What happened, as far as it is drawn. */
static void
foot_hits(struct flow *f, const struct heat *h)
{
	const struct dec *least = &h->scene->min;

	if (h->hits == 0)
		return;
	flow_item(f, PAINT_TEXT);
	flow_words(f, h->canvas->vector ? "discs: liquidated, area = USD,"
					: "signs in the map: liquidated,");
	if (least->known) {
		flow_put(f, "of");
		caption_usd(f, "", dec_double(*least));
		flow_words(f, "and more,");
	}
	flow_words(f, "in all");
	caption_usd(f, "", h->hit_usd);
}

static void
foot(struct flow *f, const struct heat *h)
{
	if (h->notes_width == 0)
		caption_clusters(f, &h->caption);
	caption_signs(f);
	foot_hits(f, h);
	caption_remarks(f, &h->caption);
	if (h->merged) {
		flow_item(f, PAINT_FAINT);
		flow_put(f, "merged to %d x %d cells", h->plane.columns,
		    h->plane.rows);
	}
}

/* Rows for all but the cells; false when these get less than half. */
static bool
place_rows(struct heat *h, bool brief)
{
	const struct canvas *c = h->canvas;
	const int least = c->vector ? VECTOR_ROWS : LEAST_ROWS;
	struct flow head = { 0 }, below = { 0 };
	int rest;
	bool enough;

	caption_head(&head, &h->caption);
	foot(&below, h);
	h->top = flow_rows(&head, c->columns, brief);
	rest = flow_rows(&below, c->columns, brief) + h->legend_rows + 1;
	h->strip_rows = c->vector ? 3 : c->rows >= 22 ? 2 : 0;
	h->rows = c->rows - h->top - rest - h->strip_rows;
	enough = c->vector || 2 * h->rows >= c->rows;
	h->rows = h->rows < least ? least : h->rows;
	flow_free(&head);
	flow_free(&below);
	return enough;
}

static void
draw_price(const struct heat *h)
{
	const struct canvas *c = h->canvas;
	double y = upright_at(&h->upright, h->plane.price);
	const struct point p[] = { { h->left, y, true },
		{ h->profile + h->profile_width, y, false } };

	if (c->vector)
		c->line(c->to, p, 2, PAINT_FAINT, 0.7);
}

static void
draw_words(struct heat *h, bool brief)
{
	const struct canvas *c = h->canvas;
	struct flow head = { 0 }, below = { 0 };
	int row = h->top + h->rows + h->strip_rows + 1;

	caption_head(&head, &h->caption);
	foot(&below, h);
	flow_draw(&head, c, 0, brief);
	heat_legend(h, row);
	flow_draw(&below, c, row + heat_legend_rows(h), brief);
	flow_free(&head);
	flow_free(&below);
}

/* More may be said once there are other cells; never less is set aside. */
static bool
legend_grew(struct heat *h)
{
	const int rows = heat_legend_rows(h);

	if (rows <= h->legend_rows)
		return false;
	h->legend_rows = rows;
	return true;
}

/*
 * What there is decides how wide prices are, how wide these are what fits, and
 * that how long the legend is; rather too few rows than too many.
 */
static bool
place(struct heat *h)
{
	const struct canvas *c = h->canvas;
	const struct plane_ask outline = {
		.range = h->scene->heat.range, .columns = 1, .rows = 1
	};
	bool brief = false;
	int before;

	h->rows = c->rows;
	h->width = c->columns;
	plane_make(&h->plane, h->estimate, h->bar, h->bars, &outline);
	h->legend_rows = heat_legend_rows(h);
	do {
		heat_count(h);
		take_caption(h);
		place_columns(h);
		before = h->rows;
		if (!place_rows(h, brief)) {
			brief = true;
			place_rows(h, brief);
		}
		h->rows = h->rows < before ? h->rows : before;
		take_plane(h);
	} while (legend_grew(h));
	place_columns(h);
	take_caption(h);
	return brief;
}

static void
draw(struct heat *h)
{
	bool brief = place(h);

	caption_describe(&h->caption);
	heat_cells(h);
	heat_ends(h);
	draw_price(h);
	heat_candles(h);
	heat_hits(h);
	upright_draw(&h->upright, h->plane.price);
	heat_profile(h);
	heat_clusters(h);
	heat_strip(h);
	heat_times(h);
	draw_words(h, brief);
}

void
heatmap_draw(struct scene *s, const struct canvas *c)
{
	struct heat h = { .scene = s, .canvas = c };

	h.estimate =
	    estimates_choose(&s->estimates, s->heat.only, RECORD_COLUMN);
	if (h.estimate == NULL) {
		frame_nothing(s, c);
		return;
	}
	happened_sort(&s->happened);
	h.bars = happened_bars(
	    &s->happened, h.estimate->base, h.estimate->symbol, &h.bar);
	draw(&h);
	s->since = h.plane.since;
	s->until = h.plane.until;
	s->matched = h.plane.standing[0] > 0 || h.plane.standing[1] > 0 ? 1 : 0;
	plane_free(&h.plane);
	free(h.level);
}
