#include "liq-render/spark.h"

#include "base/when.h"
#include "liq-render/frame.h"
#include "liq-render/series.h"

#define VECTOR_ROWS 3 /* how high it is in an SVG */
#define LEAST_HEIGHT 0.08 /* rows of a bar that is not nothing */

struct spark {
	struct scene *scene;
	const struct canvas *canvas;
	struct series series;
	double top;
	int columns;
};

static double
height(const struct spark *k, const struct bar *b)
{
	double h = dec_double(b->usd) / k->top;

	return h > 1 ? 1 : h;
}

static int
paint_of(const struct bar *b)
{
	double longs = dec_double(b->long_usd),
	       shorts = dec_double(b->short_usd);

	if (!bar_sided(b))
		return PAINT_UNKNOWN;
	return paint_mix(longs + shorts > 0 ? longs / (longs + shorts) : 0.5);
}

static void
draw_letters(const struct spark *k)
{
	static const char *const blocks[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇",
		"█" };
	const struct bar *b;
	struct style s = { 0 };
	size_t i;
	int step;

	for (i = 0; i < k->series.n; i++) {
		b = &k->series.of[i];
		step = (int)(height(k, b) * 8 - 0.5);
		s.bold = dec_double(b->usd) > k->top; /* cut off */
		s.ink = b->cover < 0.99995 ? PAINT_FAINT : paint_of(b);
		canvas_text(k->canvas, (double)i, 0, s,
		    b->here ? str_of(blocks[step > 7 ? 7 : step]) : STR("╱"));
	}
}

static void
draw_boxes(const struct spark *k)
{
	const double slot = (double)k->columns / (double)k->series.n;
	const struct bar *b;
	struct buf tip = { 0 };
	double h;
	size_t i;

	for (i = 0; i < k->series.n; i++) {
		b = &k->series.of[i];
		h = height(k, b) * VECTOR_ROWS;
		h = h < LEAST_HEIGHT ? LEAST_HEIGHT : h;
		buf_reset(&tip);
		label_time(&tip, &k->scene->zone, b->since);
		buf_puts(&tip, b->here ? ": " : ": not watched");
		if (b->here)
			label_exact(&tip, b->usd);
		canvas_box(k->canvas, (double)i * slot, VECTOR_ROWS - h, slot,
		    h, b->here ? paint_of(b) : PAINT_RULE, buf_view(&tip));
	}
	buf_free(&tip);
}

static void
describe(const struct spark *k)
{
	const struct series *s = &k->series;
	struct buf text = { 0 };

	buf_printf(&text, "%zu windows of ", s->n);
	label_span(&text, s->step);
	buf_puts(&text, ", USD liquidated: ");
	label_usd(&text, s->whole.all.usd);
	if (frame_simulated(k->scene))
		buf_puts(&text, ". Simulated, not a real market.");
	k->canvas->describe(
	    k->canvas->to, STR("Liquidations"), buf_view(&text));
	buf_free(&text);
}

void
spark_draw(struct scene *s, const struct canvas *c)
{
	const struct style loud = { .ink = PAINT_LOUD };
	const struct str note =
	    frame_simulated(s) ? STR(" SIMULATED") : STR("");
	struct spark k = {
		.scene = s, .canvas = c, .columns = c->columns - (int)note.n
	};
	size_t i;

	if (!series_make(&k.series, &s->totals,
		c->vector ? (size_t)k.columns * 2 : (size_t)k.columns)) {
		frame_describe(s, c, NULL);
		canvas_text(c, 0, 0, loud, STR("no totals came in"));
		return;
	}
	s->since = k.series.whole.since;
	s->until = k.series.whole.until;
	for (i = 0; i < k.series.n; i++)
		s->matched += dec_sign(k.series.of[i].usd) > 0;
	k.top = dec_sign(s->max) > 0 ? dec_double(s->max)
				     : series_high(&k.series, true);
	k.top = k.top > 0 ? k.top : 1;
	describe(&k);
	if (c->vector)
		draw_boxes(&k);
	else
		draw_letters(&k);
	canvas_text(c, c->vector ? k.columns : (double)k.series.n,
	    c->vector ? VECTOR_ROWS - 1 : 0, loud, note);
	series_free(&k.series);
}
