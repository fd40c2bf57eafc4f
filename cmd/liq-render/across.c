#include "liq-render/across.h"

#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "liq-render/frame.h"
#include "liq-render/safe.h"

#define GAP 2 /* columns between columns */
#define NAME_MOST 24
#define NARROWEST 5 /* columns of a window and its gap */
#define VECTOR_ROWS 300 /* at most, in an SVG, */
#define VECTOR_CELLS 1500 /* and with many windows fewer */

struct across {
	struct scene *scene;
	const struct canvas *canvas;
	struct slice *window; /* in order; the last one ranks */
	size_t windows, first; /* first: that is shown */
	size_t left_out; /* windows before those */
	struct names names; /* of rows, the largest first */
	struct group *cell; /* rows of windows; rows + 1: the sum of all */
	size_t rows; /* shown; of more, the rest is the last */
	bool exact;
	int row, name; /* the next to draw; columns of a name */
	int *width; /* of each window */
};

/* The last windows, as many as can have room. */
static bool
read_windows(struct across *a)
{
	const size_t most = (size_t)(a->canvas->columns / NARROWEST) + 1;
	const struct dec any = { 0 };
	size_t at = 0, cap = 0;
	struct slice s;

	while (totals_slice(&a->scene->totals, &at, any, 0, &s)) {
		if (a->windows == most) {
			slice_free(&a->window[0]);
			memmove(a->window, a->window + 1,
			    --a->windows * sizeof(*a->window));
			a->left_out++;
		}
		a->window =
		    xgrow(a->window, a->windows, &cap, sizeof(*a->window));
		a->window[a->windows++] = s;
	}
	return a->windows > 0;
}

/* Names in the order of the last window, then of the one before it, ... */
static void
rank(struct across *a)
{
	const struct slice *s;
	size_t w, i;

	for (w = a->windows; w-- > 0;) {
		s = &a->window[w];
		order_slice(s, a->scene->order);
		for (i = 0; i < s->n; i++)
			names_id(&a->names, s->of[i]->name);
	}
}

static struct group *
cell(const struct across *a, size_t row, size_t w)
{
	return &a->cell[row * a->windows + w];
}

static void
add(struct dec *to, struct dec x)
{
	if (!to->known || !x.known || !dec_add(to, *to, x))
		*to = (struct dec){ 0 };
}

static void
put_in(struct group *to, const struct group *g)
{
	if (to->until == 0) {
		*to = *g;
		return;
	}
	add(&to->usd, g->usd);
	add(&to->long_usd, g->long_usd);
	add(&to->short_usd, g->short_usd);
	to->sampled = to->sampled || g->sampled;
	to->sure = to->sure && g->sure;
}

/* One row for each name as far as they are wanted, then the rest, then all. */
static void
fill(struct across *a)
{
	const struct scene *s = a->scene;
	size_t w, i, top = a->names.n, most = VECTOR_CELLS / a->windows;
	uint32_t id = 0;

	if (s->top > 0 && (size_t)s->top < top)
		top = (size_t)s->top;
	most = most < VECTOR_ROWS ? most : VECTOR_ROWS;
	if (a->canvas->vector && top > most)
		top = most > 0 ? most : 1;
	a->rows = top < a->names.n ? top + 1 : top;
	a->cell = xcalloc((a->rows + 1) * a->windows, sizeof(*a->cell));
	for (w = 0; w < a->windows; w++) {
		for (i = 0; i < a->window[w].n; i++) {
			names_find(&a->names, a->window[w].of[i]->name, &id);
			put_in(cell(a, id < top ? id : top, w),
			    a->window[w].of[i]);
		}
		*cell(a, a->rows, w) = a->window[w].all;
	}
}

static void
put_name(struct buf *to, const struct across *a, size_t row)
{
	struct buf b = { 0 };

	if (row == a->rows)
		buf_puts(&b, "total");
	else if (row + 1 == a->rows && a->rows < a->names.n)
		buf_printf(&b, "other %zu", a->names.n + 1 - a->rows);
	else
		buf_str(&b, a->names.name[row]);
	safe_cut(to, buf_view(&b), NAME_MOST);
	buf_free(&b);
}

/* Nothing where there was no such group in the window. */
static void
put_usd(struct buf *to, const struct across *a, const struct group *g)
{
	if (g->until == 0) {
		buf_puts(to, "-");
		return;
	}
	buf_puts(to, frame_bounded(a->scene, g) ? a->canvas->at_least : "");
	if (a->exact)
		label_exact(to, g->usd);
	else
		label_usd(to, g->usd);
}

/* "24h"; where widths repeat, when the window ends. */
static void
put_title(struct buf *to, const struct across *a, size_t w)
{
	const struct slice *s = &a->window[w];
	int64_t width = s->until - s->since;
	size_t i;

	for (i = 0; i < a->windows; i++)
		if (i != w && a->window[i].until - a->window[i].since == width)
			break;
	if (i == a->windows)
		label_span(to, width);
	else
		label_time(to, &a->scene->zone, s->until);
}

/* Columns of everything; returns the sum of those that are shown. */
static int
measure(struct across *a)
{
	struct buf b = { 0 };
	size_t w, row;
	int sum = 0, n;

	a->name = 4;
	for (row = 0; row <= a->rows; row++, buf_reset(&b)) {
		put_name(&b, a, row);
		n = safe_columns(buf_view(&b));
		a->name = n > a->name ? n : a->name;
	}
	for (w = a->first; w < a->windows; w++) {
		put_title(&b, a, w);
		a->width[w] = safe_columns(buf_view(&b));
		for (row = 0; row <= a->rows; row++) {
			buf_reset(&b);
			put_usd(&b, a, cell(a, row, w));
			n = safe_columns(buf_view(&b)) + 2; /* a sign */
			a->width[w] = n > a->width[w] ? n : a->width[w];
		}
		buf_reset(&b);
		sum += a->width[w] + GAP;
	}
	buf_free(&b);
	return a->name + sum;
}

/* Digits go first, then windows. */
static void
fit(struct across *a)
{
	const int room = a->canvas->columns;

	a->exact = true;
	a->width = xcalloc(a->windows, sizeof(*a->width));
	if (measure(a) <= room)
		return;
	a->exact = false;
	while (measure(a) > room && a->first + 1 < a->windows)
		a->first++;
	if (measure(a) > room)
		a->name = room - a->width[a->first] - GAP;
	a->name = a->name > 0 ? a->name : 1;
}

static void
draw_row(struct across *a, size_t row)
{
	static const int inks[] = { PAINT_SHORT, PAINT_FAINT, PAINT_LONG,
		PAINT_FAINT };
	const struct style end = { .anchor = ANCHOR_END,
		.bold = row == a->rows };
	struct buf name = { 0 }, cut = { 0 }, b = { 0 };
	const struct group *g;
	size_t w;
	int x = a->name;

	put_name(&name, a, row);
	safe_cut(&cut, buf_view(&name), a->name);
	canvas_text(a->canvas, 0, a->row, (struct style){ .bold = end.bold },
	    buf_view(&cut));
	for (w = a->first; w < a->windows; w++, buf_reset(&b)) {
		g = cell(a, row, w);
		put_usd(&b, a, g);
		x += GAP + a->width[w];
		canvas_text(a->canvas, x, a->row, end, buf_view(&b));
		if (g->until == 0 || dec_sign(g->usd) == 0)
			continue;
		canvas_text(a->canvas, x - safe_columns(buf_view(&b)) - 2,
		    a->row, (struct style){ .ink = inks[group_side(g) + 1] },
		    str_of(frame_sign(g)));
	}
	a->row++;
	buf_free(&name);
	buf_free(&cut);
	buf_free(&b);
}

static void
draw_titles(struct across *a)
{
	const struct style s = { .ink = PAINT_FAINT, .anchor = ANCHOR_END };
	struct buf b = { 0 };
	size_t w;
	int x = a->name;

	for (w = a->first; w < a->windows; w++, buf_reset(&b)) {
		put_title(&b, a, w);
		x += GAP + a->width[w];
		canvas_text(a->canvas, x, a->row, s, buf_view(&b));
	}
	a->row++;
	buf_free(&b);
}

static void
draw_rule(struct across *a)
{
	int i, n = a->name;
	size_t w;

	for (w = a->first; w < a->windows; w++)
		n += GAP + a->width[w];
	if (a->canvas->vector)
		canvas_box(
		    a->canvas, 0, a->row + 0.5, n, 0.1, PAINT_RULE, STR(""));
	else
		for (i = 0; i < n; i++)
			canvas_text(a->canvas, i, a->row,
			    (struct style){ .ink = PAINT_RULE }, STR("─"));
	a->row++;
}

static void
draw_flow(struct across *a, struct flow *f)
{
	flow_draw(f, a->canvas, a->row, false);
	a->row += flow_rows(f, a->canvas->columns, false);
	flow_free(f);
}

static void
draw_table(struct across *a)
{
	const struct slice *last = &a->window[a->windows - 1];
	struct flow f = { 0 };
	bool bounded = false;
	size_t i;

	frame_head(&f, a->scene, a->canvas, NULL);
	if (a->first + a->left_out > 0) {
		flow_item(&f, PAINT_LOUD);
		flow_put(&f, "%zu windows left out: no room",
		    a->first + a->left_out);
	}
	frame_window(&f, a->scene, a->canvas, last);
	draw_flow(a, &f);
	a->row++;
	draw_titles(a);
	draw_rule(a);
	for (i = 0; i < a->rows; i++)
		draw_row(a, i);
	draw_rule(a);
	draw_row(a, a->rows);
	a->row++;
	for (i = a->first; i < a->windows; i++)
		bounded = bounded || frame_bounded(a->scene, &a->window[i].all);
	frame_foot(&f, a->canvas, bounded);
	draw_flow(a, &f);
}

void
across_draw(struct scene *s, const struct canvas *c)
{
	struct across a = { .scene = s, .canvas = c };
	struct flow f = { 0 };
	size_t i;

	totals_sort(&s->totals);
	if (!read_windows(&a)) {
		frame_head(&f, s, c, NULL);
		frame_empty(&f, s, NULL);
		frame_describe(s, c, NULL);
		draw_flow(&a, &f);
		return;
	}
	rank(&a);
	fill(&a);
	fit(&a);
	frame_describe(s, c, &a.window[a.windows - 1]);
	draw_table(&a);
	s->since = INT64_MAX;
	for (i = a.first; i < a.windows; i++)
		s->since =
		    a.window[i].since < s->since ? a.window[i].since : s->since;
	s->until = a.window[a.windows - 1].until;
	for (i = 0; i < a.rows; i++)
		s->matched += dec_sign(cell(&a, i, a.windows - 1)->usd) > 0;
	for (i = 0; i < a.windows; i++)
		slice_free(&a.window[i]);
	free(a.window);
	free(a.cell);
	free(a.width);
	names_free(&a.names);
}
