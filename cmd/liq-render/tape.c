#include "liq-render/tape.h"

#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "liq-render/frame.h"
#include "liq-render/safe.h"

#define TIME 8 /* columns */
#define USD 7
#define BAR_MOST 24 /* columns of a bar */
#define BAR_LOW 3.0 /* powers of ten: 1k has no bar, 10M has all of it */
#define BAR_HIGH 7.0

/* Columns of what can be left out; the first that fits is taken. */
static const struct layout {
	int least, exchange, symbol, side, price;
} layouts[] = {
	{ 69, 11, 14, 7, 12 },
	{ 56, 8, 10, 7, 10 },
	{ 46, 0, 10, 7, 10 },
	{ 40, 0, 10, 1, 10 },
	{ 25, 0, 6, 1, 0 },
	{ 0, 0, 0, 1, 0 },
};

/* A line while it is drawn. */
struct line {
	const struct scene *scene;
	const struct canvas *canvas;
	int row, x;
};

/* A gap that is closed, or of another kind, is none here. */
static bool
is_shown(const struct scene *s, const struct record *r)
{
	if (r->type == RECORD_GAP)
		return r->as.gap.fix != FIX_FILLED &&
		       (r->as.gap.kind[0] == '\0' ||
			   strcmp(r->as.gap.kind, "liquidation") == 0);
	return !s->min.known || dec_cmp(r->as.liquidation.usd, s->min) >= 0;
}

const char *
tape_add(struct scene *s, const struct record *r)
{
	struct tape *t = &s->tape;

	if (!is_shown(s, r))
		return NULL;
	if (t->row == NULL)
		t->row = xcalloc(TAPE_ROWS, sizeof(*t->row));
	t->row[t->n++ % TAPE_ROWS] = *r;
	s->matched += r->type == RECORD_LIQUIDATION;
	return NULL;
}

/* One more cell, and the blank behind it. */
static void
put(struct line *l, struct str text, int columns, struct style s)
{
	struct buf cut = { 0 };

	if (columns == 0)
		return;
	safe_cut(&cut, text, columns);
	canvas_text(l->canvas, s.anchor == ANCHOR_END ? l->x + columns : l->x,
	    l->row, s, buf_view(&cut));
	l->x += columns + 1;
	buf_free(&cut);
}

static void
put_clock(struct buf *to, const struct zone *z, int64_t ms)
{
	struct civil c;

	when_civil(&c, ms + zone_offset(z, ms) * MINUTE_MS);
	buf_printf(to, "%02d:%02d:%02d", c.hour, c.minute, c.second);
}

/* All its digits; of many that begin with zeros those that count. */
static void
put_price(struct buf *to, struct dec price, int columns)
{
	label_exact(to, price);
	if (safe_columns(buf_view(to)) <= columns || dec_double(price) >= 0.001)
		return;
	buf_reset(to);
	buf_printf(to, "%.3e", dec_double(price));
}

/* As long as the logarithm of its USD. */
static void
put_bar(struct line *l, double usd, int ink)
{
	static const char *const parts[] = { "", "▏", "▎", "▍", "▌", "▋", "▊",
		"▉" };
	int room = l->canvas->columns - l->x, n, i;
	double part = (log10(usd) - BAR_LOW) / (BAR_HIGH - BAR_LOW);
	struct style s = { .ink = ink };

	room = room > BAR_MOST ? BAR_MOST : room;
	part = part > 1 ? 1 : part;
	if (room <= 0 || !(part > 0))
		return;
	if (l->canvas->vector) {
		canvas_box(l->canvas, l->x, l->row + 0.15, room * part, 0.7,
		    ink, STR(""));
		return;
	}
	n = (int)lround(part * room * 8);
	for (i = 0; i < n / 8; i++)
		canvas_text(l->canvas, l->x + i, l->row, s, STR("█"));
	canvas_text(l->canvas, l->x + i, l->row, s, str_of(parts[n % 8]));
}

static void
draw_event(struct line *l, const struct liquidation *e)
{
	const struct layout *at = layouts;
	const bool is_long = e->side == SIDE_LONG;
	struct style plain = { .ink = PAINT_TEXT }, end = plain, side = plain;
	struct buf b = { 0 };

	while (l->canvas->columns < at->least)
		at++;
	end.anchor = ANCHOR_END;
	side.ink = is_long ? PAINT_LONG : PAINT_SHORT;
	put_clock(&b, &l->scene->zone, e->ts);
	put(l, buf_view(&b), TIME, (struct style){ .ink = PAINT_FAINT });
	put(l, str_of(e->exchange), at->exchange, plain);
	put(l, str_of(e->symbol), at->symbol, plain);
	put(l, is_long ? STR(SIGN_LONG " long") : STR(SIGN_SHORT " short"),
	    at->side > 1 ? at->side : 0, side);
	put(l, is_long ? STR(SIGN_LONG) : STR(SIGN_SHORT), at->side == 1, side);
	buf_reset(&b);
	put_price(&b, e->price, at->price);
	put(l, buf_view(&b), at->price, end);
	buf_reset(&b);
	label_usd(&b, e->usd);
	end.bold = dec_double(e->usd) >= 1e6;
	put(l, buf_view(&b), USD, end);
	put_bar(l, dec_double(e->usd), side.ink);
	buf_free(&b);
}

static void
draw_gap(struct line *l, const struct gap *g)
{
	struct buf b = { 0 };

	buf_puts(&b, "── gap ");
	buf_puts(&b, g->exchange);
	buf_putc(&b, ' ');
	put_clock(&b, &l->scene->zone, g->since);
	buf_puts(&b, " – ");
	put_clock(&b, &l->scene->zone, g->until);
	buf_puts(&b, g->fix == FIX_PARTIAL ? " filled in part" : " not filled");
	put(l, buf_view(&b), l->canvas->columns,
	    (struct style){ .ink = PAINT_LOUD });
	buf_free(&b);
}

/* A line of its own where a day begins. */
static bool
draw_day(struct line *l, int64_t day)
{
	const struct style s = { .ink = PAINT_FAINT };
	struct buf b = { 0 };
	struct civil c;

	when_civil(&c, day * DAY_MS);
	buf_printf(&b, "── %04d-%02d-%02d ", c.year, c.month, c.day);
	label_zone(&b, &l->scene->zone, day * DAY_MS);
	put(l, buf_view(&b), l->canvas->columns, s);
	buf_free(&b);
	l->x = 0;
	l->row++;
	return true;
}

/* A record's line, and what has to stand before it; returns rows. */
static int
draw_row(
    struct scene *s, const struct record *r, const struct canvas *c, int row)
{
	struct line l = { .scene = s, .canvas = c, .row = row };
	int64_t ts = r->type == RECORD_GAP ? r->as.gap.since : r->as.ts;
	int64_t day =
	    floor_div(ts + zone_offset(&s->zone, ts) * MINUTE_MS, DAY_MS);

	if (!s->tape.begun || day != s->tape.day)
		draw_day(&l, day);
	s->tape.begun = true;
	s->tape.day = day;
	if (r->type == RECORD_GAP)
		draw_gap(&l, &r->as.gap);
	else
		draw_event(&l, &r->as.liquidation);
	return l.row + 1 - row;
}

/* Returns its rows. */
static int
draw_head(const struct scene *s, const struct canvas *c, int row)
{
	struct flow f = { 0 };
	struct buf b = { 0 };
	int rows;

	frame_head(&f, s, c, NULL);
	if (s->min.known) {
		label_usd(&b, s->min);
		flow_item(&f, PAINT_TEXT);
		flow_put(&f, "orders of %.*s and more", (int)b.n, b.s);
	}
	flow_draw(&f, c, row, false);
	rows = flow_rows(&f, c->columns, false);
	flow_free(&f);
	buf_free(&b);
	return rows;
}

void
tape_line(struct scene *s, const struct record *r, const struct canvas *c)
{
	if (is_shown(s, r))
		draw_row(s, r, c, s->tape.begun ? 0 : draw_head(s, c, 0));
}

static void
describe(const struct scene *s, const struct canvas *c)
{
	struct buf b = { 0 };

	buf_printf(&b, "The last of %zu liquidations and gaps.", s->tape.n);
	if (frame_simulated(s))
		buf_puts(&b, " Simulated, not a real market.");
	c->describe(c->to, STR("Liquidations as they came"), buf_view(&b));
	buf_free(&b);
}

void
tape_draw(struct scene *s, const struct canvas *c)
{
	const struct tape *t = &s->tape;
	struct flow f = { 0 };
	int row = draw_head(s, c, 0);
	size_t room = c->rows > row + 2 ? (size_t)(c->rows - row - 1) : 1, i;

	describe(s, c);
	if (t->n == 0) {
		frame_empty(&f, s, NULL);
		flow_draw(&f, c, row, false);
		flow_free(&f);
		return;
	}
	room = s->top > 0 && (size_t)s->top < room ? (size_t)s->top : room;
	room = room < TAPE_ROWS ? room : TAPE_ROWS;
	s->tape.begun = false;
	for (i = t->n > room ? t->n - room : 0; i < t->n; i++)
		row += draw_row(s, &t->row[i % TAPE_ROWS], c, row);
}

void
tape_free(struct tape *t)
{
	free(t->row);
	*t = (struct tape){ 0 };
}
