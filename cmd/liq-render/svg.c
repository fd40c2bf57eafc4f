#include "liq-render/svg.h"

#include <math.h>

#include "base/hash.h"
#include "liq-render/safe.h"
#include "liq-render/svg_heat.h"

#define MARGIN 16 /* pixels on every side */
#define ASCENT 13 /* from the top of a row to the foot of its letters */

double
svg_x(double columns)
{
	return MARGIN + columns * CANVAS_COLUMN;
}

double
svg_y(double rows)
{
	return MARGIN + rows * CANVAS_ROW;
}

/* To a tenth, without a zero at the end. */
static void
put_coordinate(struct buf *to, const char *name, double v)
{
	double tenths = round(v * 10);

	if (fmod(tenths, 10) == 0)
		buf_printf(to, " %s=\"%.0f\"", name, tenths / 10);
	else
		buf_printf(to, " %s=\"%.1f\"", name, tenths / 10);
}

void
svg_colour(struct buf *to, const char *attribute, struct rgb c)
{
	buf_printf(to, "%s#%02x%02x%02x", attribute, c.r, c.g, c.b);
}

static bool
is_dark(const struct svg *s)
{
	return s->theme == THEME_DARK;
}

void
svg_fill(struct svg *s, int paint)
{
	svg_colour(
	    &s->body, " fill=\"", palette_rgb(s->palette, paint, is_dark(s)));
	buf_putc(&s->body, '"');
	if (s->theme == THEME_AUTO) {
		buf_printf(&s->body, " class=\"p%d\"", paint);
		s->used[paint] = true;
	}
}

void
svg_stroke(struct svg *s, int paint)
{
	svg_colour(
	    &s->body, " stroke=\"", palette_rgb(s->palette, paint, is_dark(s)));
	buf_putc(&s->body, '"');
	if (s->theme == THEME_AUTO) {
		buf_printf(&s->body, " class=\"q%d\"", paint);
		s->stroked[paint] = true;
	}
}

void
svg_begin(struct svg *s)
{
	if (s->in_boxes)
		buf_puts(&s->body, "</g>\n");
	s->in_boxes = false;
}

static void
start_boxes(struct svg *s)
{
	if (s->in_boxes)
		return;
	buf_puts(
	    &s->body, "<g transform=\"scale(.00001)\" stroke-width=\"100000\"");
	svg_colour(&s->body, " stroke=\"",
	    palette_rgb(s->palette, PAINT_GROUND, is_dark(s)));
	buf_puts(
	    &s->body, s->theme == THEME_AUTO ? "\" class=\"s\">\n" : "\">\n");
	s->in_boxes = true;
}

void
svg_reach(struct svg *s, double rows)
{
	if (svg_y(rows) > s->bottom)
		s->bottom = svg_y(rows);
}

/* The sides' colours are made for shapes: as text they are thin. */
static int
ink_of(const struct style *st)
{
	switch (st->ink) {
	case PAINT_NONE:
		return PAINT_TEXT;
	case PAINT_LONG:
		return PAINT_LONG_INK;
	case PAINT_SHORT:
		return PAINT_SHORT_INK;
	default:
		return st->ink;
	}
}

/* "<text x= y= ...>", size and colour as the style says. */
static void
open_text(struct svg *s, double x, double y, const struct style *st)
{
	static const char *const anchors[] = { "", " text-anchor=\"middle\"",
		" text-anchor=\"end\"" };

	svg_begin(s);
	buf_puts(&s->body, "<text");
	put_coordinate(&s->body, "x", svg_x(x));
	put_coordinate(&s->body, "y",
	    svg_y(y) + ASCENT * (st->size > 0 ? st->size / CANVAS_SIZE : 1));
	if (st->size > 0)
		put_coordinate(&s->body, "font-size", st->size);
	if (st->bold)
		buf_puts(&s->body, " font-weight=\"bold\"");
	buf_puts(&s->body, anchors[st->anchor]);
	svg_fill(s, ink_of(st));
	buf_putc(&s->body, '>');
	svg_reach(s, y + 1);
}

static void
text(void *to, double x, double y, struct style st, struct str words)
{
	struct svg *s = to;

	/* XML takes blanks at either end as none */
	for (; words.n > 0 && words.s[0] == ' '; words = str_from(words, 1))
		x += st.anchor == ANCHOR_START;
	words = str_trim(words);
	if (words.n == 0)
		return;
	open_text(s, x, y, &st);
	safe_xml(&s->body, words);
	buf_puts(&s->body, "</text>\n");
}

static void
number(void *to, double x, double y, struct style st, struct str digits)
{
	const char *point = memchr(digits.s, '.', digits.n);
	size_t before = point != NULL ? (size_t)(point - digits.s) : digits.n;
	struct svg *s = to;

	st.anchor = ANCHOR_END;
	open_text(s, x, y, &st);
	safe_xml(&s->body, (struct str){ digits.s, before });
	if (point != NULL) {
		buf_puts(&s->body, "<tspan text-anchor=\"start\"");
		put_coordinate(&s->body, "x", svg_x(x));
		buf_putc(&s->body, '>');
		safe_xml(&s->body, str_from(digits, before));
		buf_puts(&s->body, "</tspan>");
	}
	buf_puts(&s->body, "</text>\n");
}

/* What boxes are given in. */
static long long
fine(double pixels)
{
	return llround(pixels * 100000);
}

static void
box(void *to, double x, double y, double w, double h, int paint, struct str tip)
{
	struct svg *s = to;
	long long left = fine(svg_x(x)), top = fine(svg_y(y));

	start_boxes(s);
	buf_printf(&s->body,
	    "<rect x=\"%lld\" y=\"%lld\" width=\"%lld\" height=\"%lld\"", left,
	    top, fine(svg_x(x + w)) - left, fine(svg_y(y + h)) - top);
	svg_fill(s, paint);
	if (tip.n > 0) {
		buf_puts(&s->body, "><title>");
		safe_xml(&s->body, tip);
		buf_puts(&s->body, "</title></rect>\n");
	} else {
		buf_puts(&s->body, "/>\n");
	}
	svg_reach(s, y + h);
}

/* Many times faster than printf: a line may have thousands of points. */
static void
put_tenths(struct buf *to, long long tenths)
{
	if (tenths < 0)
		buf_putc(to, '-');
	tenths = tenths < 0 ? -tenths : tenths;
	buf_int(to, tenths / 10);
	if (tenths % 10 == 0)
		return;
	buf_putc(to, '.');
	buf_putc(to, (char)('0' + tenths % 10));
}

/* As short as a path can say it; move: there is no line to here. */
static void
put_point(
    struct buf *to, const long long was[2], const long long is[2], bool move)
{
	if (!move && is[0] == was[0]) {
		buf_putc(to, 'V');
		put_tenths(to, is[1]);
		return;
	}
	buf_putc(to, move ? 'M' : is[1] == was[1] ? 'H' : 'L');
	put_tenths(to, is[0]);
	if (!move && is[1] == was[1])
		return;
	buf_putc(to, ' ');
	put_tenths(to, is[1]);
}

static void
line(void *to, const struct point *p, size_t n, int paint, double width)
{
	long long was[2] = { 0 }, is[2];
	struct svg *s = to;
	size_t i;

	if (n == 0)
		return;
	svg_begin(s);
	buf_puts(&s->body, "<path fill=\"none\"");
	svg_stroke(s, paint);
	put_coordinate(&s->body, "stroke-width", width);
	buf_puts(&s->body, " d=\"");
	for (i = 0; i < n; i++) {
		is[0] = llround(svg_x(p[i].x) * 10);
		is[1] = llround(svg_y(p[i].y) * 10);
		put_point(&s->body, was, is, i == 0 || p[i].move);
		memcpy(was, is, sizeof(was));
		svg_reach(s, p[i].y);
	}
	buf_puts(&s->body, "\"/>\n");
}

static void
describe(void *to, struct str title, struct str sentence)
{
	struct svg *s = to;

	buf_reset(&s->title);
	buf_reset(&s->sentence);
	safe_xml(&s->title, title);
	safe_xml(&s->sentence, sentence);
}

/* Rules for dark grounds, of this picture alone. */
static void
put_style(struct buf *out, const struct svg *s, const char *id)
{
	int i;

	buf_puts(out, "<style>@media (prefers-color-scheme:dark){");
	buf_printf(out, "#%s .s{stroke:", id);
	svg_colour(out, "", palette_rgb(s->palette, PAINT_GROUND, true));
	buf_putc(out, '}');
	for (i = 0; i < 2 * PAINTS; i++) {
		if (!s->used[i])
			continue;
		buf_printf(out, "#%s .p%d{fill:", id, i);
		svg_colour(out, "", palette_rgb(s->palette, i, true));
		buf_putc(out, '}');
	}
	for (i = 0; i < 2 * PAINTS; i++) {
		if (!s->stroked[i])
			continue;
		buf_printf(out, "#%s .q%d{stroke:", id, i);
		svg_colour(out, "", palette_rgb(s->palette, i, true));
		buf_putc(out, '}');
	}
	if (s->images)
		buf_printf(out,
		    "#%s .l{visibility:hidden}#%s .d{visibility:visible}", id,
		    id);
	buf_puts(out, "}</style>\n");
}

static void
put_ground(struct svg *s, struct buf *out, double height)
{
	struct buf body = s->body;

	s->body = (struct buf){ 0 };
	svg_fill(s, PAINT_GROUND);
	buf_printf(
	    out, "<rect width=\"%.0f\" height=\"%.0f\"", s->width, height);
	buf_str(out, buf_view(&s->body));
	buf_puts(out, "/>\n");
	buf_free(&s->body);
	s->body = body;
}

static void
finish(void *to, struct buf *out)
{
	struct svg *s = to;
	struct buf hash = { 0 };
	double height = ceil(s->bottom + MARGIN);
	char id[16];

	svg_layer(s, "");
	svg_begin(s);
	hash128_put(&hash, hash128(buf_view(&s->body)));
	str_copy(id, sizeof(id), (struct str){ hash.s, 8 });
	id[0] = 'l'; /* an id starts with a letter */
	buf_printf(out,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"%s\" "
	    "viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" "
	    "role=\"img\" aria-labelledby=\"%s-t %s-d\" "
	    "font-family=\"ui-monospace,Menlo,Consolas,monospace\" "
	    "font-size=\"%d\">\n",
	    id, s->width, height, s->width, height, id, id, CANVAS_SIZE);
	buf_printf(out, "<title id=\"%s-t\">", id);
	buf_str(out, buf_view(&s->title));
	buf_printf(out, "</title>\n<desc id=\"%s-d\">", id);
	buf_str(out, buf_view(&s->sentence));
	buf_puts(out, "</desc>\n");
	s->used[PAINT_GROUND] = true;
	if (s->theme == THEME_AUTO)
		put_style(out, s, id);
	put_ground(s, out, height);
	buf_str(out, buf_view(&s->body));
	buf_puts(out, "</svg>\n");
	buf_free(&hash);
}

struct canvas
svg_canvas(struct svg *s, const struct palette *palette, enum theme theme,
    int width, int height)
{
	*s = (struct svg){ .palette = palette, .theme = theme, .width = width };
	return (struct canvas){
		.columns = (width - 2 * MARGIN) / CANVAS_COLUMN,
		.rows = (height - 2 * MARGIN) / CANVAS_ROW,
		.vector = true,
		.colours = true,
		.ratio = (double)CANVAS_ROW / CANVAS_COLUMN,
		.at_least = "≥",
		.to = s,
		.text = text,
		.number = number,
		.box = box,
		.line = line,
		.dots = CANVAS_ROW,
		.shades = "",
		.cells = svg_cells,
		.meaning = svg_meaning,
		.disc = svg_disc,
		.layer = svg_layer,
		.describe = describe,
		.finish = finish,
	};
}

void
svg_free(struct svg *s)
{
	buf_free(&s->body);
	buf_free(&s->title);
	buf_free(&s->sentence);
	buf_free(&s->data);
}
