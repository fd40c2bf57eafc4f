#include "liq-render/levelmap_draw.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-render/axis.h"
#include "liq-render/frame.h"
#include "liq-render/safe.h"

/* Where there are no colours, a sign a band. */
static const char *const signs[SHELF_BANDS] = { "█", "▓", "▒", "░", ":", ".",
	"?" };

/* The higher the leverage, the hotter. */
static int
paint_of(int band)
{
	return band == SHELF_BANDS - 1
		   ? PAINT_UNKNOWN
		   : PAINT_HEAT_LAST - 1 -
			 band * (HEATS - 4) / (SHELF_BANDS - 1);
}

static bool
has_colours(const struct levelmap *m)
{
	return m->canvas->shades[0] == '\0';
}

static double
row_height(const struct levelmap *m)
{
	return (double)m->rows / m->shelf.rows;
}

/* One path a band. */
static void
bars_vector(const struct levelmap *m)
{
	const struct shelf *s = &m->shelf;
	const struct canvas *c = m->canvas;
	struct point *bar = xcalloc(2 * (size_t)s->rows, sizeof(*bar));
	double *from = xcalloc((size_t)s->rows, sizeof(*from)), x, y;
	int band, row;
	size_t n;

	for (band = 0; band < SHELF_BANDS; band++) {
		for (row = 0, n = 0; row < s->rows; row++) {
			x = s->usd[row * SHELF_BANDS + band] / m->most *
			    m->width;
			x = fmin(x, m->width - from[row]);
			if (!(x > 0))
				continue;
			y = m->top + (row + 0.5) * row_height(m);
			bar[n++] =
			    (struct point){ m->left + from[row], y, true };
			from[row] += x;
			bar[n++] =
			    (struct point){ m->left + from[row], y, false };
		}
		if (n > 0)
			c->line(c->to, bar, n, paint_of(band),
			    row_height(m) * CANVAS_ROW - 0.8);
	}
	free(bar);
	free(from);
}

/* Eighths of a letter at the end of a bar, whole ones before. */
static const char *
piece(const struct levelmap *m, double width, int band)
{
	static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊",
		"▉", "█" };
	int n = (int)lround(width * 8);

	if (has_colours(m))
		return eighths[n < 0 ? 0 : n > 8 ? 8 : n];
	return width >= 0.5 ? signs[band] : "";
}

static void
bar_letters(const struct levelmap *m, int row)
{
	const double *usd = m->shelf.usd + row * SHELF_BANDS;
	double ends[SHELF_BANDS], sum = 0;
	struct style s = { 0 };
	int x, y, band, next = (int)lround((row + 1) * row_height(m));

	for (band = 0; band < SHELF_BANDS; band++) {
		sum += usd[band] / m->most * m->width;
		ends[band] = fmin(sum, m->width);
	}
	for (x = 0; x < ends[SHELF_BANDS - 1]; x++) {
		/* the band that has the letter's middle, or its beginning */
		for (band = 0; band < SHELF_BANDS - 1; band++)
			if (ends[band] > x + 0.5 ||
			    (ends[SHELF_BANDS - 1] <= x + 0.5 &&
				ends[band] > x))
				break;
		s.ink = has_colours(m) ? paint_of(band) : PAINT_TEXT;
		for (y = (int)lround(row * row_height(m)); y < next; y++)
			canvas_text(m->canvas, m->left + x, m->top + y, s,
			    str_of(piece(m, ends[SHELF_BANDS - 1] - x, band)));
	}
}

/* The side by its sign, the amount behind the bar. */
static void
row_words(const struct levelmap *m, int row)
{
	double usd = shelf_row(&m->shelf, row);
	int y = m->top + (int)((row + 0.5) * row_height(m));
	bool rise = m->shelf.side[1][row] > m->shelf.side[0][row];
	struct style s = { .ink = rise ? PAINT_SHORT : PAINT_LONG };
	struct buf b = { 0 };
	double end = ceil(fmin(usd / m->most, 1) * m->width - 1.0 / 16);

	if (!(usd > 0))
		return;
	canvas_text(m->canvas, m->left - 2, y, s,
	    str_of(rise ? SIGN_SHORT : SIGN_LONG));
	axis_usd(&b, usd);
	s.ink = PAINT_TEXT;
	canvas_text(m->canvas, m->left + end + 1, y, s, buf_view(&b));
	buf_free(&b);
}

static void
put_meaning(const struct levelmap *m)
{
	const struct shelf *s = &m->shelf;
	const struct canvas *c = m->canvas;
	double *usd = xcalloc((size_t)s->rows, sizeof(*usd));
	const struct meaning what = { .x = m->left,
		.y = m->top,
		.w = m->width,
		.h = m->rows,
		.since = m->caption.since,
		.until = m->caption.until,
		.high = s->high,
		.low = s->low,
		.columns = 1,
		.rows = s->rows,
		.usd = usd };
	int row;

	for (row = 0; row < s->rows; row++)
		usd[row] = shelf_row(s, row);
	c->meaning(c->to, &what);
	free(usd);
}

void
levelmap_bars(const struct levelmap *m)
{
	const struct canvas *c = m->canvas;
	int row;

	c->layer(c->to, "levels");
	if (c->vector)
		bars_vector(m);
	for (row = 0; row < m->shelf.rows && !c->vector; row++) {
		bar_letters(m, row);
		row_words(m, row);
	}
	c->layer(c->to, "");
	put_meaning(m);
}

static void
draw_sum(const struct levelmap *m, int side, double whole)
{
	const struct shelf *s = &m->shelf;
	const struct canvas *c = m->canvas;
	struct point *line = xcalloc((size_t)s->rows + 1, sizeof(*line));
	double now = (s->high - log(s->price)) / (s->high - s->low) * s->rows;
	double sum = 0;
	int i, row;
	size_t n = 0;

	line[n++] =
	    (struct point){ m->left, m->top + now * row_height(m), true };
	for (i = 0; i < s->rows; i++) {
		row = side ? s->rows - 1 - i : i;
		if (side ? row >= now : row + 1 <= now)
			continue;
		sum += s->side[side][row];
		line[n++] = (struct point){ m->left + sum / whole * m->width,
			m->top + (side ? row : row + 1) * row_height(m),
			false };
	}
	c->line(c->to, line, n, PAINT_GROUND, 3.5);
	c->line(c->to, line, n, side ? PAINT_SHORT : PAINT_LONG, 1.5);
	free(line);
}

void
levelmap_sums(const struct levelmap *m)
{
	const struct canvas *c = m->canvas;
	double y = upright_at(&m->upright, m->shelf.price);
	double whole = fmax(m->shelf.standing[0], m->shelf.standing[1]);
	const struct point now[] = { { m->left - 2, y, true },
		{ m->left + m->width, y, false } };

	if (!c->vector)
		return;
	c->line(c->to, now, 2, PAINT_TEXT, 1);
	c->layer(c->to, "sums");
	if (m->shelf.standing[1] > 0)
		draw_sum(m, 1, whole);
	if (m->shelf.standing[0] > 0)
		draw_sum(m, 0, whole);
	c->layer(c->to, "");
}

void
levelmap_axis(const struct levelmap *m)
{
	const struct style s = { .ink = PAINT_FAINT, .anchor = ANCHOR_MIDDLE };
	const struct canvas *c = m->canvas;
	double step = axis_step(m->most, m->width / 10), x;
	double bottom = m->top + m->rows;
	struct point tick[2];
	struct buf b = { 0 };
	int i;

	for (i = 0; i * step <= m->most; i++) {
		x = m->left + i * step / m->most * m->width;
		buf_reset(&b);
		axis_usd(&b, i * step);
		if (x + safe_columns(buf_view(&b)) / 2.0 > c->columns)
			break;
		canvas_text(c, c->vector ? x : floor(x),
		    bottom + (c->vector ? 0.15 : 0), s, buf_view(&b));
		tick[0] = (struct point){ x, bottom, true };
		tick[1] = (struct point){ x, bottom + 0.25, false };
		if (c->vector)
			c->line(c->to, tick, 2, PAINT_FAINT, 1);
	}
	buf_free(&b);
}

/* A cluster's stretch of prices beside its bars; a way to the words. */
void
levelmap_leader(const struct levelmap *m, const struct beside *b)
{
	const struct canvas *c = m->canvas;
	const struct upright *u = &m->upright;
	const double x = m->left - 1, end = m->left + m->width + 0.2;
	const struct point stretch[] = {
		{ x, fmax(upright_at(u, b->high), m->top), true },
		{ x, fmin(upright_at(u, b->low), m->top + m->rows), false }
	};
	const struct point lead[] = { { end, b->at, true },
		{ m->words - 0.4, b->row + 0.5, false } };

	if (!c->vector)
		return;
	if (b->high > b->low)
		c->line(c->to, stretch, 2, b->ink, 4);
	if (m->words_width > 0)
		c->line(c->to, lead, 2, PAINT_RULE, 1);
}

/* Bands that are there, set in lines; draws them where row is not negative. */
static int
set_legend(const struct levelmap *m, int row)
{
	const struct style plain = { .ink = PAINT_FAINT };
	const struct canvas *c = m->canvas;
	struct style sign = plain;
	struct str name;
	int band, x = 9, lines = 0;

	if (row >= 0)
		canvas_text(c, 0, row, plain, STR("leverage"));
	for (band = 0; band < SHELF_BANDS; band++) {
		if (!m->shelf.band[band])
			continue;
		name = str_of(shelf_bands[band]);
		if (x + (int)name.n + 3 > c->columns) {
			x = 9;
			lines++;
		}
		if (row >= 0) {
			sign.ink = has_colours(m) ? paint_of(band) : PAINT_TEXT;
			if (c->vector)
				canvas_box(c, x, row + lines + 0.2, 1.5, 0.6,
				    paint_of(band), STR(""));
			else
				canvas_text(c, x, row + lines, sign,
				    str_of(has_colours(m) ? "█" : signs[band]));
			canvas_text(c, x + 2, row + lines, plain, name);
		}
		x += (int)name.n + 4;
	}
	return lines + 1;
}

int
levelmap_legend_rows(const struct levelmap *m)
{
	return set_legend(m, -1);
}

void
levelmap_legend(const struct levelmap *m, int row)
{
	set_legend(m, row);
}
