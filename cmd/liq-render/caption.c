#include "liq-render/caption.h"

#include <math.h>

#include "base/when.h"
#include "liq-render/axis.h"
#include "liq-render/frame.h"

#define WHOLE_WINDOW 96 /* columns where both ends of the window are told */

static const char *
text(struct buf *b)
{
	buf_putc(b, '\0');
	return b->s;
}

void
caption_usd(struct flow *f, const char *before, double usd)
{
	struct buf b = { 0 };

	axis_usd(&b, usd);
	flow_put(f, "%s%s", before, text(&b));
	buf_free(&b);
}

void
caption_distance(struct buf *to, const struct caption *c, double price)
{
	double percent = (price / c->price - 1) * 100;

	if (fabs(percent) < 999.5)
		buf_printf(
		    to, "%+.*f%%", fabs(percent) < 99.95 ? 1 : 0, percent);
	else
		buf_puts(to, "far");
}

static void
put_name(struct buf *to, const struct caption *c)
{
	const struct estimate *e = c->estimate;

	if (e->exchange[0] != '\0')
		buf_printf(to, "%s ", e->exchange);
	buf_puts(to, e->symbol[0] != '\0' ? e->symbol
		     : e->base[0] != '\0' ? e->base
					  : "all coins");
}

/* "2025-02-14 00:00 – 2025-02-15 00:00 UTC" */
static void
put_window(struct buf *to, const struct caption *c)
{
	const struct zone *z = &c->scene->zone;

	label_time(to, z, c->since);
	buf_puts(to, " – ");
	label_time(to, z, c->until);
	buf_putc(to, ' ');
	label_zone(to, z, c->until);
}

/* "21d to 2025-02-15 00:00 UTC": the axis says the rest. */
static void
put_end(struct buf *to, const struct caption *c)
{
	const struct zone *z = &c->scene->zone;

	label_span(to, c->until - c->since);
	buf_puts(to, " to ");
	label_time(to, z, c->until);
	buf_putc(to, ' ');
	label_zone(to, z, c->until);
}

static void
put_moment(struct buf *to, const struct caption *c, int64_t ms)
{
	label_time(to, &c->scene->zone, ms);
	buf_putc(to, ' ');
	label_zone(to, &c->scene->zone, ms);
}

/* What it shows, of when, and as of when that was known. */
static void
head_title(struct flow *f, const struct caption *c)
{
	const int64_t ended = c->scene->intake.ended;
	struct buf b = { 0 };

	flow_line(f, PAINT_TEXT, false);
	f->bold = true;
	put_name(&b, c);
	flow_put(f, "%s", text(&b));
	flow_words(f, c->what);
	f->bold = false;
	if (c->until > c->since) {
		buf_reset(&b);
		if (c->canvas->columns < WHOLE_WINDOW)
			put_end(&b, c);
		else
			put_window(&b, c);
		flow_item(f, PAINT_TEXT);
		flow_put(f, "%s", text(&b));
	}
	buf_reset(&b);
	if (c->until == c->since)
		put_moment(&b, c, c->until);
	else if (ended != 0)
		label_time(&b, &c->scene->zone, ended);
	if (b.n > 0) {
		flow_item(f, PAINT_TEXT);
		flow_put(f, "as of %s", text(&b));
	}
	if (c->partial) {
		flow_item(f, PAINT_LOUD);
		flow_put(f, "not final");
	}
	buf_free(&b);
}

/* What the model has been worth so far. */
static void
head_score(struct flow *f, const struct caption *c)
{
	static const char *const metrics[] = { "spearman", "gain_nats",
		"lift25", "r2" };
	const struct score *s = NULL;
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < sizeof(metrics) / sizeof(*metrics) && s == NULL; i++)
		s = estimates_score(
		    &c->scene->estimates, c->estimate, metrics[i]);
	flow_item(f, PAINT_FAINT);
	if (s == NULL) {
		flow_put(f, "not scored here");
		return;
	}
	buf_printf(&b, "%s %.3g", s->metric, dec_double(s->value));
	if (s->low.known && s->high.known)
		buf_printf(&b, " (%.3g to %.3g)", dec_double(s->low),
		    dec_double(s->high));
	flow_put(f, "scored: %s", text(&b));
	buf_free(&b);
}

static void
head_numbers(struct flow *f, const struct caption *c)
{
	struct buf b = { 0 };

	flow_line(f, PAINT_TEXT, false);
	upright_label(&b, c->upright, c->price, UPRIGHT_PRICE);
	f->bold = true;
	flow_put(f, "price %s%s", c->about ? "about " : "", text(&b));
	f->bold = false;
	if (c->priced > c->until) {
		f->ink = PAINT_LOUD;
		buf_reset(&b);
		put_moment(&b, c, c->priced);
		flow_put(f, "at %s", text(&b));
	}
	flow_item(f, PAINT_SHORT);
	caption_usd(f, SIGN_SHORT " shorts above ", c->standing[1]);
	flow_item(f, PAINT_LONG);
	caption_usd(f, SIGN_LONG " longs below ", c->standing[0]);
	if (c->watched < 0.9995) {
		buf_reset(&b);
		label_share(&b, c->watched, 1);
		flow_item(f, PAINT_LOUD);
		flow_put(f, "coverage %s", text(&b));
	}
	buf_free(&b);
}

void
caption_head(struct flow *f, const struct caption *c)
{
	frame_warn(f, c->scene);
	head_title(f, c);
	frame_who(f, c->scene);
	f->spare = false;
	if (c->estimate->model[0] != '\0') {
		flow_item(f, PAINT_TEXT);
		flow_put(f, "model %s", c->estimate->model);
	}
	f->spare = true;
	head_score(f, c);
	head_numbers(f, c);
}

static void
put_largest(struct buf *to, const struct caption *c)
{
	const struct stretches *all = &c->estimate->clusters;
	const struct stretch *best = NULL;
	size_t i;

	for (i = 0; i < all->n; i++)
		if (best == NULL || all->of[i].usd > best->usd)
			best = &all->of[i];
	if (best == NULL)
		return;
	buf_puts(to, " Largest cluster: ");
	axis_usd(to, best->usd);
	buf_printf(to, " USD of %s at ",
	    best->side == SIDE_SHORT ? "shorts" : "longs");
	upright_label(to, c->upright, best->price, UPRIGHT_PLACE);
	buf_puts(to, " (");
	caption_distance(to, c, best->price);
	buf_puts(to, ").");
}

void
caption_describe(const struct caption *c)
{
	struct buf title = { 0 }, sentence = { 0 };

	put_name(&title, c);
	buf_printf(&title, " %s, ", c->what);
	if (c->until > c->since)
		put_window(&title, c);
	else
		put_moment(&title, c, c->until);
	buf_puts(&sentence, "Estimated USD that would be liquidated: shorts ");
	axis_usd(&sentence, c->standing[1]);
	buf_puts(&sentence, " above and longs ");
	axis_usd(&sentence, c->standing[0]);
	buf_puts(&sentence, " below the price of ");
	upright_label(&sentence, c->upright, c->price, UPRIGHT_PRICE);
	buf_putc(&sentence, '.');
	put_largest(&sentence, c);
	if (frame_simulated(c->scene))
		buf_puts(&sentence, " Simulated, not a real market.");
	c->canvas->describe(
	    c->canvas->to, buf_view(&title), buf_view(&sentence));
	buf_free(&title);
	buf_free(&sentence);
}
