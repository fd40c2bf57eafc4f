#include "liq-render/levelmap.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-render/axis.h"
#include "liq-render/beside.h"
#include "liq-render/frame.h"
#include "liq-render/levelmap_draw.h"

#define LEAST_ROWS 6
#define VECTOR_ROWS 14
#define MOST_BARS 500 /* in an SVG */
#define BAR_PIXELS 5 /* of a row in an SVG */
#define MOST_WORDS 18

/* Share out the columns of the canvas. */
static void
place_columns(struct levelmap *m)
{
	const int columns = m->canvas->columns;
	struct upright *u = &m->upright;

	*u = (struct upright){ .canvas = m->canvas,
		.low = m->shelf.low,
		.high = m->shelf.high,
		.top = m->top,
		.rows = m->rows };
	upright_fit(u);
	u->x = upright_width(u, m->shelf.price);
	m->left = u->x + 3; /* a sign between the price and its bar */
	m->words_width = columns >= 76 ? u->x + BESIDE_WORDS + 1 : 0;
	m->amounts = m->canvas->vector ? 0 : 7;
	m->width = columns - m->left - m->amounts - m->words_width - 1;
	m->words = columns - m->words_width + 1;
}

static void
take_shelf(struct levelmap *m)
{
	const struct ohlc *bar = NULL;
	const struct estimate *e = m->estimate;
	int rows = m->rows;
	size_t bars;

	if (m->canvas->vector)
		rows = m->rows * CANVAS_ROW / BAR_PIXELS;
	if (m->canvas->vector && rows > MOST_BARS)
		rows = MOST_BARS;
	if (m->scene->heat.rows > 0 && m->scene->heat.rows < rows)
		rows = (int)m->scene->heat.rows;
	bars = happened_bars(&m->scene->happened, e->base, e->symbol, &bar);
	shelf_free(&m->shelf);
	shelf_make(&m->shelf, e, bar, bars, m->scene->heat.range, rows);
	m->most = m->scene->max.known ? dec_double(m->scene->max) : 0;
	if (!(m->most > 0))
		m->most = m->shelf.most > 0 ? m->shelf.most : 1;
	m->caption = (struct caption){ .scene = m->scene,
		.canvas = m->canvas,
		.estimate = e,
		.upright = &m->upright,
		.what = "liquidation map",
		.since = e->levels.ts,
		.until = e->levels.ts,
		.price = m->shelf.price,
		.priced = m->shelf.priced,
		.about = m->shelf.about,
		.standing = { m->shelf.standing[0], m->shelf.standing[1] },
		.beyond = m->shelf.beyond,
		.watched = 1 };
}

/* All that stands on the way there, where there is no room beside. */
static void
foot_sums(struct flow *f, const struct levelmap *m)
{
	static const double parts[] = { 0.01, 0.02, 0.05, 0.1 };
	struct buf b = { 0 };
	int side, i;

	for (side = 1; side >= 0; side--) {
		flow_line(f, side ? PAINT_SHORT : PAINT_LONG, false);
		flow_put(f, side ? SIGN_SHORT " within" : SIGN_LONG " within");
		for (i = 0; i < 4; i++) {
			f->ink = PAINT_TEXT;
			buf_reset(&b);
			buf_printf(&b, "%.0f%% ", parts[i] * 100);
			axis_usd(&b, shelf_within(&m->shelf, m->estimate, side,
					 parts[i]));
			buf_putc(&b, '\0');
			flow_put(f, "%s", b.s);
		}
	}
	buf_free(&b);
}

static void
foot(struct flow *f, const struct levelmap *m)
{
	struct buf b = { 0 };

	if (m->words_width == 0) {
		foot_sums(f, m);
		caption_clusters(f, &m->caption);
	}
	caption_signs(f);
	flow_item(f, PAINT_TEXT);
	buf_printf(&b, "bars: USD per %.2g%%",
	    expm1((m->shelf.high - m->shelf.low) / m->shelf.rows) * 100);
	buf_putc(&b, '\0');
	flow_words(f, b.s);
	buf_free(&b);
	if (m->words_width > 0) {
		flow_item(f, PAINT_TEXT);
		flow_words(f, "Σ all from the price to there");
	}
	caption_remarks(f, &m->caption);
}

/* Rows for all but the bars; false when these get less than half. */
static bool
place_rows(struct levelmap *m, bool brief)
{
	const struct canvas *c = m->canvas;
	const int least = c->vector ? VECTOR_ROWS : LEAST_ROWS;
	struct flow head = { 0 }, below = { 0 };
	bool enough;

	caption_head(&head, &m->caption);
	foot(&below, m);
	m->top = flow_rows(&head, c->columns, brief);
	m->rows = c->rows - m->top - flow_rows(&below, c->columns, brief) -
		  levelmap_legend_rows(m) - 1;
	enough = c->vector || 2 * m->rows >= c->rows;
	m->rows = m->rows < least ? least : m->rows;
	flow_free(&head);
	flow_free(&below);
	return enough;
}

/*
 * Rows decide what the words below say, and these how many rows there are;
 * rather too few than too many.
 */
static bool
place(struct levelmap *m)
{
	bool brief = false;
	int i, before;

	m->rows = m->canvas->rows;
	take_shelf(m);
	for (i = 0; i < 2; i++) {
		place_columns(m);
		before = m->rows;
		if (!place_rows(m, brief)) {
			brief = true;
			place_rows(m, brief);
		}
		m->rows = m->rows < before ? m->rows : before;
		take_shelf(m);
	}
	place_columns(m);
	return brief;
}

static void
draw_words(struct levelmap *m, bool brief)
{
	const struct canvas *c = m->canvas;
	struct flow head = { 0 }, below = { 0 };
	int row = m->top + m->rows + 1;

	caption_head(&head, &m->caption);
	foot(&below, m);
	flow_draw(&head, c, 0, brief);
	levelmap_legend(m, row);
	flow_draw(&below, c, row + levelmap_legend_rows(m), brief);
	flow_free(&head);
	flow_free(&below);
}

/* Sums at round distances, and the largest clusters, at their prices. */
static void
draw_beside(const struct levelmap *m)
{
	static const double parts[] = { 0.01, 0.02, 0.05, 0.1 };
	const struct upright *u = &m->upright;
	size_t i, n = m->estimate->clusters.n, most = MOST_WORDS;
	struct beside *b = xcalloc(n + 8, sizeof(*b));
	double price, at;
	int side;

	if (m->scene->top > 0 && m->scene->top + 8 < MOST_WORDS)
		most = (size_t)m->scene->top + 8;
	n = beside_clusters(b, &m->caption, n);
	for (side = 0; side < 2; side++)
		for (i = 0; i < 4; i++) {
			price = m->shelf.price *
				(side ? 1 + parts[i] : 1 - parts[i]);
			at = upright_at(u, price);
			if (at < u->top || at > u->top + u->rows)
				continue;
			b[n++] = (struct beside){ .at = at,
				.weight = INFINITY,
				.ink = side ? PAINT_SHORT : PAINT_LONG,
				.sign = "Σ",
				.price = price,
				.high = price,
				.low = price,
				.usd = shelf_within(
				    &m->shelf, m->estimate, side, parts[i]) };
		}
	n = beside_spread(b, n, u, most);
	for (i = 0; i < n; i++) {
		levelmap_leader(m, &b[i]);
		if (m->words_width > 0)
			beside_write(&b[i], &m->caption, m->words, u->x);
	}
	free(b);
}

static void
draw(struct levelmap *m)
{
	const struct canvas *c = m->canvas;
	bool brief = place(m);

	caption_describe(&m->caption);
	levelmap_bars(m);
	levelmap_sums(m);
	upright_draw(&m->upright, m->shelf.price);
	levelmap_axis(m);
	c->layer(c->to, "clusters");
	draw_beside(m);
	c->layer(c->to, "");
	draw_words(m, brief);
}

void
levelmap_draw(struct scene *s, const struct canvas *c)
{
	struct levelmap m = { .scene = s, .canvas = c };

	m.estimate =
	    estimates_choose(&s->estimates, s->heat.only, RECORD_LEVEL);
	if (m.estimate == NULL) {
		frame_nothing(s, c);
		return;
	}
	happened_sort(&s->happened);
	draw(&m);
	s->matched = m.shelf.most > 0;
	shelf_free(&m.shelf);
}
