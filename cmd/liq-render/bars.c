#include "liq-render/bars.h"

#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "liq-render/axis.h"
#include "liq-render/frame.h"
#include "liq-render/plot_draw.h"
#include "liq-render/safe.h"

static size_t
count_hatched(const struct series *s)
{
	size_t i, n = 0;

	for (i = 0; i < s->n; i++)
		n += plot_hatched(&s->of[i]);
	return n;
}

static bool
has_unsided(const struct series *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->of[i].here && !bar_sided(&s->of[i]))
			return true;
	return false;
}

/* The bar with the most longs (or shorts), NULL where there are none. */
static const struct bar *
largest(const struct series *s, bool longs)
{
	const struct bar *best = NULL;
	const struct dec *x, *most = NULL;
	size_t i;

	for (i = 0; i < s->n; i++) {
		x = longs ? &s->of[i].long_usd : &s->of[i].short_usd;
		if (!bar_sided(&s->of[i]) || dec_sign(*x) == 0)
			continue;
		if (most == NULL || dec_cmp(*x, *most) > 0) {
			best = &s->of[i];
			most = x;
		}
	}
	return best;
}

static void
put_name(struct buf *to, const struct series *s)
{
	if (s->name.n > 0)
		buf_str(to, s->name);
	else if (s->family.n > 0)
		buf_str(to, s->family);
	else
		buf_printf(to, "%zu groups together", s->groups);
}

/* Of whom, how wide a bar is, and which price that is. */
static void
head_what(struct flow *f, const struct plot *p)
{
	const struct series *s = &p->series;
	struct buf b = { 0 };

	flow_line(f, PAINT_TEXT, false);
	put_name(&b, s);
	f->bold = true;
	flow_put(f, "%.*s", (int)b.n, b.s);
	f->bold = false;
	buf_reset(&b);
	label_span(&b, s->step);
	flow_item(f, PAINT_TEXT);
	flow_put(f, "a bar is %.*s", (int)b.n, b.s);
	if (p->price.n > 0) {
		flow_item(f, PAINT_TEXT);
		if (p->price.book.n > 0)
			flow_put(f, "price: close of %.*s",
			    (int)p->price.book.n, p->price.book.s);
		else
			flow_put(f, "price: middle of the liquidations'");
		buf_reset(&b);
		label_exact(&b, p->price.last);
		flow_put(f, "%.*s", (int)b.n, b.s);
	}
	buf_free(&b);
}

static void
foot_largest(struct flow *f, const struct plot *p, bool longs)
{
	const struct bar *b = largest(&p->series, longs);
	struct buf usd = { 0 }, when = { 0 };

	if (b == NULL)
		return;
	label_usd(&usd, longs ? b->long_usd : b->short_usd);
	label_time(&when, &p->scene->zone, b->since);
	flow_item(f, longs ? PAINT_LONG : PAINT_SHORT);
	flow_put(f, "most %s %.*s at %.*s", longs ? SIGN_LONG : SIGN_SHORT,
	    (int)usd.n, usd.s, (int)when.n, when.s);
	buf_free(&usd);
	buf_free(&when);
}

/* The signs that only bars have. */
static void
foot_signs(struct flow *f, const struct plot *p)
{
	const struct series *s = &p->series;
	const size_t hatched = count_hatched(s);
	struct buf b = { 0 };

	flow_line(f, PAINT_TEXT, true);
	foot_largest(f, p, true);
	foot_largest(f, p, false);
	if (s->whole.all.long_usd.known) {
		flow_item(f, PAINT_TEXT);
		flow_put(f, "%s net: shorts less longs",
		    p->canvas->vector ? "─" : "•");
	}
	if (has_unsided(s)) {
		f->spare = false;
		flow_item(f, PAINT_TEXT);
		flow_put(f, "▒ sides not known");
	}
	if (hatched > 0) {
		f->spare = false;
		flow_item(f, PAINT_LOUD);
		flow_put(f, "╱ not watched in full: %zu of %zu", hatched, s->n);
	}
	if (p->cut_off) {
		axis_usd(&b, p->top_usd);
		f->spare = false;
		flow_item(f, PAINT_LOUD);
		flow_put(f, "↑↓ cut off at %.*s", (int)b.n, b.s);
	}
	buf_free(&b);
}

/* Bars that are cut off, the highest first. */
static int
by_height(const void *x, const void *y)
{
	const struct bar *a = *(const struct bar *const *)x;
	const struct bar *b = *(const struct bar *const *)y;
	double h = bar_height(a), k = bar_height(b);

	if (h != k)
		return h > k ? -1 : 1;
	return (a > b) - (a < b);
}

/* What one side of a bar is, beyond its end, where there is still room. */
static void
label_cut(const struct plot *p, const struct bar *b, struct dec usd, bool up,
    bool *taken)
{
	const int columns = p->canvas->columns;
	/* lines of an axis label its ends, half a row nearer */
	const int first = p->canvas->vector ? p->left : 0;
	const double bar = (double)(b - p->series.of);
	struct style s = { .ink = up ? PAINT_SHORT : PAINT_LONG };
	struct buf label = { 0 };
	int x, i, width, middle;

	if (!usd.known || dec_double(usd) <= p->top_usd)
		return;
	buf_puts(&label, up ? "↑" : "↓");
	label_usd(&label, usd);
	width = safe_columns(buf_view(&label));
	middle = (int)(plot_x(p, bar) + p->slot / 2);
	x = middle - width / 2;
	x = x + width > columns ? columns - width : x;
	x = x < first ? first : x;
	for (i = x; i < x + width && i < columns && !taken[i];)
		i++;
	if (i < x + width) {
		/* no room for it: the arrow alone, if that */
		buf_reset(&label);
		buf_puts(&label, up ? "↑" : "↓");
		x = middle;
		width = 1;
	}
	if (!taken[x]) {
		canvas_text(p->canvas, x,
		    up ? p->zero - p->half - 1
		       : p->zero + p->half + !p->canvas->vector,
		    s, buf_view(&label));
		memset(taken + x, true, (size_t)width);
	}
	buf_free(&label);
}

static void
label_cuts(const struct plot *p)
{
	const size_t n = p->series.n, columns = (size_t)p->canvas->columns;
	const struct bar **bar = xcalloc(n, sizeof(*bar));
	bool *up = xcalloc(columns + 1, 1), *down = xcalloc(columns + 1, 1);
	size_t i;

	for (i = 0; i < n; i++)
		bar[i] = &p->series.of[i];
	qsort(bar, n, sizeof(*bar), by_height);
	for (i = 0; i < n; i++) {
		label_cut(p, bar[i],
		    bar_sided(bar[i]) ? bar[i]->short_usd : bar[i]->usd, true,
		    up);
		label_cut(p, bar[i], bar[i]->long_usd, false, down);
	}
	free(bar);
	free(up);
	free(down);
}

static void
put_most(struct buf *to, const struct plot *p, bool longs)
{
	const struct bar *b = largest(&p->series, longs);

	if (b == NULL)
		return;
	buf_printf(to, " Most %s: ", longs ? "longs" : "shorts");
	label_usd(to, longs ? b->long_usd : b->short_usd);
	buf_puts(to, " in the bar of ");
	label_time(to, &p->scene->zone, b->since);
	buf_putc(to, '.');
}

static void
describe(const struct plot *p)
{
	const struct series *s = &p->series;
	struct buf title = { 0 }, sentence = { 0 };

	put_name(&title, s);
	buf_puts(&title, ": liquidations of ");
	label_time(&title, &p->scene->zone, s->whole.since);
	buf_puts(&title, " – ");
	label_time(&title, &p->scene->zone, s->whole.until);
	buf_putc(&title, ' ');
	label_zone(&title, &p->scene->zone, s->whole.until);
	buf_printf(&sentence, "%zu bars of ", s->n);
	label_span(&sentence, s->step);
	buf_puts(&sentence,
	    frame_bounded(p->scene, &s->whole.all) ? ", at least " : ", ");
	label_usd(&sentence, s->whole.all.usd);
	buf_puts(&sentence, " USD in all: longs ");
	label_usd(&sentence, s->whole.all.long_usd);
	buf_puts(&sentence, ", shorts ");
	label_usd(&sentence, s->whole.all.short_usd);
	buf_putc(&sentence, '.');
	put_most(&sentence, p, true);
	put_most(&sentence, p, false);
	if (count_hatched(s) > 0)
		buf_printf(&sentence, " Not watched in full: %zu bars.",
		    count_hatched(s));
	if (frame_simulated(p->scene))
		buf_puts(&sentence, " Simulated, not a real market.");
	p->canvas->describe(
	    p->canvas->to, buf_view(&title), buf_view(&sentence));
	buf_free(&title);
	buf_free(&sentence);
}

/* What stands above and below, and how many rows that takes. */
struct frame {
	struct flow head, foot;
	int above, below;
	bool brief; /* the bars would get less than half */
};

static void
make_frame(struct frame *f, const struct plot *p)
{
	const struct canvas *c = p->canvas;
	const struct slice *all = &p->series.whole;

	frame_head(&f->head, p->scene, c, all);
	head_what(&f->head, p);
	foot_signs(&f->foot, p);
	frame_foot(&f->foot, c, frame_bounded(p->scene, &all->all));
	if (dec_sign(all->all.usd) == 0)
		frame_empty(&f->foot, p->scene, all);
	f->above = flow_rows(&f->head, c->columns, false) + c->vector;
	f->below = flow_rows(&f->foot, c->columns, false);
	f->brief = 2 * (f->above + f->below) > c->rows;
	if (f->brief) {
		f->above = flow_rows(&f->head, c->columns, true) + c->vector;
		f->below = flow_rows(&f->foot, c->columns, true);
	}
}

static void
free_frame(struct frame *f)
{
	flow_free(&f->head);
	flow_free(&f->foot);
	*f = (struct frame){ 0 };
}

static void
place(struct plot *p, const struct frame *f)
{
	int rows = p->canvas->rows - f->above - f->below;

	plot_place(
	    p, f->above, rows < PLOT_LEAST_ROWS ? PLOT_LEAST_ROWS : rows);
}

static void
draw(struct plot *p)
{
	struct frame f = { 0 };

	make_frame(&f, p);
	place(p, &f);
	if (p->price.n > 0 && p->price_rows == 0) {
		/* no room for a price: then nothing is said of it */
		price_line_free(&p->price);
		free_frame(&f);
		make_frame(&f, p);
		place(p, &f);
	}
	flow_draw(&f.head, p->canvas, 0, f.brief);
	plot_draw(p);
	if (p->cut_off)
		label_cuts(p);
	flow_draw(&f.foot, p->canvas, p->time_row + 1, f.brief);
	free_frame(&f);
}

void
bars_draw(struct scene *s, const struct canvas *c)
{
	struct plot p = { .scene = s, .canvas = c };
	struct flow f = { 0 };
	size_t i;

	if (!plot_make(&p)) {
		frame_describe(s, c, NULL);
		frame_head(&f, s, c, NULL);
		frame_empty(&f, s, NULL);
		flow_draw(&f, c, 0, false);
		flow_free(&f);
		return;
	}
	s->since = p.series.whole.since;
	s->until = p.series.whole.until;
	for (i = 0; i < p.series.n; i++)
		s->matched += dec_sign(p.series.of[i].usd) > 0;
	describe(&p);
	draw(&p);
	plot_free(&p);
}
