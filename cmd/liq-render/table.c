#include "liq-render/table.h"

#include "liq-render/across.h"
#include "liq-render/frame.h"
#include "liq-render/tabular.h"

#define VECTOR_ROWS 300 /* of all windows in an SVG, */
#define VECTOR_WINDOWS 40 /* of which there are no more than that */
#define FRAME 4 /* rows of a window that are not groups */

struct table {
	struct scene *scene;
	const struct canvas *canvas;
	struct tabular columns;
	int row; /* the next to be drawn */
	bool bounded; /* some sum is a lower bound */
};

static void
draw_cell(
    const struct table *t, enum part k, int x, struct style s, struct str text)
{
	const struct canvas *c = t->canvas;

	if (k == PART_NAME || k == PART_SIGN) {
		canvas_text(c, x, t->row, s, text);
	} else if (tabular_is_exact(&t->columns, k)) {
		c->number(
		    c->to, x + t->columns.part[k].before, t->row, s, text);
	} else {
		s.anchor = ANCHOR_END;
		canvas_text(
		    c, x + tabular_width(&t->columns, k), t->row, s, text);
	}
}

static void
draw_heads(struct table *t)
{
	struct style s = { 0 };
	int k, x = 0;

	for (k = 0; k < PARTS; k++) {
		if (t->columns.part[k].dropped)
			continue;
		s.ink = tabular_title_ink((enum part)k);
		s.anchor = k == PART_NAME ? ANCHOR_START : ANCHOR_END;
		canvas_text(t->canvas,
		    k == PART_NAME
			? x
			: x + tabular_width(&t->columns, (enum part)k),
		    t->row, s, str_of(tabular_title((enum part)k)));
		x += tabular_width(&t->columns, (enum part)k) + TABULAR_GAP;
	}
	t->row++;
}

static void
draw_rule(struct table *t)
{
	const struct style s = { .ink = PAINT_RULE };
	int x, n = tabular_whole_width(&t->columns);

	if (t->canvas->vector)
		canvas_box(
		    t->canvas, 0, t->row + 0.5, n, 0.1, PAINT_RULE, STR(""));
	else
		for (x = 0; x < n; x++)
			canvas_text(t->canvas, x, t->row, s, STR("─"));
	t->row++;
}

static void
draw_group(struct table *t, const struct group *g, size_t rank)
{
	static const int inks[] = { PAINT_SHORT, PAINT_FAINT, PAINT_LONG,
		PAINT_FAINT };
	struct buf cell = { 0 };
	struct style s = { 0 };
	int k, x = 0;

	for (k = 0; k < PARTS; k++) {
		if (t->columns.part[k].dropped)
			continue;
		s.ink = k == PART_SIGN ? inks[group_side(g) + 1] : PAINT_TEXT;
		s.bold = g == &t->columns.slice->all;
		tabular_put(&cell, &t->columns, g, rank, (enum part)k);
		draw_cell(t, (enum part)k, x, s, buf_view(&cell));
		x += tabular_width(&t->columns, (enum part)k) + TABULAR_GAP;
	}
	t->row++;
	buf_free(&cell);
}

static void
draw_flow(struct table *t, struct flow *f)
{
	flow_draw(f, t->canvas, t->row, false);
	t->row += flow_rows(f, t->canvas->columns, false);
	flow_free(f);
}

static void
draw_slice(struct table *t)
{
	const struct slice *s = t->columns.slice;
	struct flow f = { 0 };
	size_t i;

	if (dec_sign(s->all.usd) == 0) {
		frame_empty(&f, t->scene, s);
		draw_flow(t, &f);
		t->row++;
		return;
	}
	tabular_fit(&t->columns);
	t->row++;
	draw_heads(t);
	draw_rule(t);
	for (i = 0; i < s->n; i++)
		draw_group(t, s->of[i], i + 1);
	if (s->others > 0)
		draw_group(t, &s->other, 0);
	draw_rule(t);
	draw_group(t, &s->all, 0);
	t->row++;
	for (i = 0; i < s->n && dec_sign(s->of[i]->usd) > 0; i++)
		t->scene->matched++;
}

/* So many groups of each window: what was asked for, and can be had. */
static int64_t
groups_of(const struct table *t, size_t windows)
{
	const int64_t asked = t->scene->top;
	int64_t most = VECTOR_ROWS / (int64_t)windows - FRAME;

	return t->canvas->vector && (asked == 0 || asked > most) ? most : asked;
}

static size_t
count_windows(const struct scene *s)
{
	size_t n = 0, at = 0;
	struct slice slice;

	while (totals_slice(&s->totals, &at, s->min, s->top, &slice)) {
		slice_free(&slice);
		n++;
	}
	return n;
}

static void
put_left_out(struct flow *f, size_t windows)
{
	if (windows == 0)
		return;
	flow_item(f, PAINT_LOUD);
	flow_put(f, "%zu windows left out: no room", windows);
}

static void
draw_window(struct table *t, struct slice *slice, bool alone)
{
	struct scene *s = t->scene;
	const struct canvas *c = t->canvas;
	struct flow f = { 0 };

	order_slice(slice, s->order);
	if (alone)
		frame_head(&f, s, c, slice);
	else
		frame_window(&f, s, c, slice);
	frame_describe(s, c, slice); /* the last one stands */
	draw_flow(t, &f);
	t->columns.slice = slice;
	t->bounded = t->bounded || frame_bounded(s, &slice->all);
	draw_slice(t);
	s->since =
	    s->since < slice->since && s->until > 0 ? s->since : slice->since;
	s->until = slice->until;
}

static void
draw_windows(struct table *t, size_t windows)
{
	struct scene *s = t->scene;
	struct flow f = { 0 };
	struct slice slice;
	size_t at = 0, i, left_out = 0;
	int64_t top;

	if (t->canvas->vector && windows > VECTOR_WINDOWS)
		left_out = windows - VECTOR_WINDOWS;
	top = groups_of(t, windows - left_out);
	if (windows > 1) {
		frame_head(&f, s, t->canvas, NULL);
		put_left_out(&f, left_out);
		draw_flow(t, &f);
		t->row++;
	}
	for (i = 0; totals_slice(&s->totals, &at, s->min, top, &slice); i++) {
		if (i >= left_out)
			draw_window(t, &slice, windows == 1);
		slice_free(&slice);
	}
	frame_foot(&f, t->canvas, t->bounded);
	draw_flow(t, &f);
}

void
table_draw(struct scene *s, const struct canvas *c)
{
	struct table t = {
		.scene = s, .canvas = c, .columns = { .scene = s, .canvas = c }
	};
	struct flow f = { 0 };
	size_t windows;

	if (s->across) {
		across_draw(s, c);
		return;
	}
	totals_sort(&s->totals);
	windows = count_windows(s);
	if (windows > 0) {
		draw_windows(&t, windows);
		return;
	}
	frame_head(&f, s, c, NULL);
	frame_empty(&f, s, NULL);
	frame_describe(s, c, NULL);
	draw_flow(&t, &f);
}
