#include "liq-render/frame.h"

#include "base/when.h"

#define NAMED 5 /* groups that the sentence names */

static bool
any_class(const struct scene *s, enum source_class class)
{
	const struct sources *all = &s->intake.sources;
	size_t i;

	for (i = 0; i < all->n; i++)
		if (all->of[i].class == (int)class)
			return true;
	return false;
}

bool
frame_simulated(const struct scene *s)
{
	return any_class(s, CLASS_SIMULATED);
}

bool
frame_bounded(const struct scene *s, const struct group *g)
{
	return g->sampled || (!g->sure && any_class(s, CLASS_SAMPLED));
}

void
frame_usd(struct buf *to, const struct scene *s, const struct canvas *c,
    const struct group *g, struct dec usd)
{
	if (usd.known && frame_bounded(s, g))
		buf_puts(to, c->at_least);
	label_usd(to, usd);
}

const char *
frame_sign(const struct group *g)
{
	static const char *const signs[] = { SIGN_SHORT, SIGN_EVEN, SIGN_LONG,
		"?" };

	return signs[group_side(g) + 1];
}

static const char *
text(struct buf *b)
{
	buf_putc(b, '\0');
	return b->s;
}

/* "2025-02-14 00:00 – 2025-02-15 00:00 UTC" */
static void
put_window(struct buf *to, const struct scene *s, const struct slice *slice)
{
	label_time(to, &s->zone, slice->since);
	buf_puts(to, " – ");
	label_time(to, &s->zone, slice->until);
	buf_putc(to, ' ');
	label_zone(to, &s->zone, slice->until);
}

static void
head_window(struct flow *f, const struct scene *s, const struct slice *slice)
{
	struct buf b = { 0 };

	label_span(&b, slice->until - slice->since);
	flow_item(f, PAINT_TEXT);
	flow_put(f, "%s", text(&b));
	buf_reset(&b);
	put_window(&b, s, slice);
	flow_item(f, PAINT_TEXT);
	flow_put(f, "%s", text(&b));
	if (slice->all.open) {
		flow_item(f, PAINT_LOUD);
		flow_put(f, "not final");
	}
	buf_free(&b);
}

static void
head_when(struct flow *f, const struct scene *s, const struct slice *slice)
{
	struct buf b = { 0 };

	flow_line(f, PAINT_TEXT, false);
	f->bold = true;
	flow_put(f, "Liquidations in USD");
	f->bold = false;
	if (slice != NULL)
		head_window(f, s, slice);
	if (s->intake.ended == 0)
		return;
	label_time(&b, &s->zone, s->intake.ended);
	buf_putc(&b, ' ');
	label_zone(&b, &s->zone, s->intake.ended);
	flow_item(f, PAINT_TEXT);
	flow_put(f, "as of %s", text(&b));
	buf_free(&b);
}

void
frame_who(struct flow *f, const struct scene *s)
{
	static const char *const classes[] = {
		[CLASS_NONE] = " (completeness unknown)",
		[CLASS_COMPLETE] = "",
		[CLASS_UNKNOWN] = " (completeness unknown)",
		[CLASS_SAMPLED] = " (sampled)",
		[CLASS_SIMULATED] = " (SIMULATED)",
	};
	const struct sources *all = &s->intake.sources;
	size_t i;

	flow_line(f, PAINT_TEXT, true);
	for (i = 0; i < all->n; i++) {
		flow_item(f, all->of[i].class >= CLASS_SAMPLED ? PAINT_LOUD
							       : PAINT_TEXT);
		flow_put(
		    f, "%s%s", all->of[i].exchange, classes[all->of[i].class]);
	}
	if (all->n == 0) {
		flow_item(f, PAINT_FAINT);
		flow_put(f, "exchanges not named in the input");
	}
}

static void
head_coverage(struct flow *f, const struct slice *slice)
{
	const struct dec *coverage = &slice->all.coverage;
	struct buf b = { 0 };

	if (!coverage->known)
		return;
	f->spare = dec_cmp(*coverage, dec_int(1)) >= 0;
	flow_item(f, f->spare ? PAINT_TEXT : PAINT_LOUD);
	label_share(&b, dec_double(*coverage), 1);
	flow_put(f, "coverage %s%s", text(&b), f->spare ? "" : " at worst");
	buf_free(&b);
}

static void
head_side(struct flow *f, const char *what, int ink, struct dec part,
    const struct group *all)
{
	struct buf usd = { 0 }, share = { 0 };

	label_usd(&usd, part);
	flow_item(f, ink);
	if (part.known && dec_sign(all->usd) > 0) {
		label_share(&share, dec_double(part), dec_double(all->usd));
		flow_put(f, "%s %s %s", what, text(&usd), text(&share));
	} else {
		flow_put(f, "%s %s", what, text(&usd));
	}
	buf_free(&usd);
	buf_free(&share);
}

static void
head_sums(struct flow *f, const struct scene *s, const struct canvas *c,
    const struct slice *slice)
{
	const struct group *all = &slice->all;
	struct buf b = { 0 };

	flow_line(f, PAINT_TEXT, false);
	frame_usd(&b, s, c, all, all->usd);
	f->bold = true;
	flow_put(f, "total %s", text(&b));
	f->bold = false;
	head_side(f, SIGN_LONG " longs", PAINT_LONG, all->long_usd, all);
	head_side(f, SIGN_SHORT " shorts", PAINT_SHORT, all->short_usd, all);
	if (all->count != INT_NONE) {
		buf_reset(&b);
		label_count(&b, all->count);
		f->spare = true;
		flow_item(f, PAINT_FAINT);
		flow_put(f, "%s liquidation%s", text(&b),
		    all->count == 1 ? "" : "s");
	}
	buf_free(&b);
}

void
frame_warn(struct flow *f, const struct scene *s)
{
	if (!frame_simulated(s))
		return;
	flow_line(f, PAINT_LOUD, false);
	f->bold = true;
	flow_put(f, "SIMULATED: not a real market");
}

void
frame_head(struct flow *f, const struct scene *s, const struct canvas *c,
    const struct slice *slice)
{
	frame_warn(f, s);
	head_when(f, s, slice);
	frame_who(f, s);
	if (slice != NULL) {
		head_coverage(f, slice);
		head_sums(f, s, c, slice);
	}
}

void
frame_window(struct flow *f, const struct scene *s, const struct canvas *c,
    const struct slice *slice)
{
	flow_line(f, PAINT_TEXT, false);
	head_window(f, s, slice);
	head_coverage(f, slice);
	head_sums(f, s, c, slice);
}

void
frame_foot(struct flow *f, const struct canvas *c, bool bounded)
{
	flow_line(f, PAINT_LONG, false);
	flow_put(f, SIGN_LONG " longs liquidated");
	f->spare = true;
	flow_words(f, "(price fell)");
	f->spare = false;
	flow_item(f, PAINT_SHORT);
	flow_put(f, SIGN_SHORT " shorts liquidated");
	f->spare = true;
	flow_words(f, "(price rose)");
	if (bounded) {
		flow_line(f, PAINT_LOUD, true);
		flow_put(f, "%s", c->at_least);
		flow_words(f, "sampled: an exchange published only some of its "
			      "liquidations, so these are lower bounds");
	}
}

void
frame_empty(struct flow *f, const struct scene *s, const struct slice *slice)
{
	const struct chart *chart = s->chart;
	const char *needs = record_name(chart->needs);

	flow_line(f, PAINT_TEXT, false);
	if (slice != NULL) {
		flow_words(f, "nothing was liquidated in this window");
		return;
	}
	if (s->following) {
		flow_put(f, "waiting for %s records", needs);
		return;
	}
	flow_words(f, "no");
	flow_put(f, "%s records came in", needs);
	if (s->other == RECORD_NONE && s->intake.meta) {
		flow_words(f, "- nothing was liquidated, or nothing was "
			      "watched");
		return;
	}
	if (s->other != RECORD_NONE)
		flow_put(f, "(but %s records did)", record_name(s->other));
	flow_put(f, "- try");
	flow_put(f, "%s | liq-render %s", chart->source, chart->name);
}

static void
put_named(struct buf *to, const struct group *g, const struct group *all)
{
	static const char *const sides[] = { "mostly shorts", "as many longs",
		"mostly longs", "sides not known" };

	buf_str(to, g->name);
	buf_putc(to, ' ');
	label_usd(to, g->usd);
	buf_puts(to, " (");
	label_share(to, dec_double(g->usd), dec_double(all->usd));
	buf_printf(to, ", %s)", sides[group_side(g) + 1]);
}

static void
put_sentence(struct buf *to, const struct scene *s, const struct slice *slice)
{
	const struct group *all = &slice->all;
	size_t i;

	buf_puts(to, frame_bounded(s, all) ? "At least " : "");
	label_usd(to, all->usd);
	buf_puts(to, " USD liquidated: longs ");
	label_usd(to, all->long_usd);
	buf_puts(to, ", shorts ");
	label_usd(to, all->short_usd);
	for (i = 0; i < slice->n && i < NAMED; i++) {
		buf_puts(to, i == 0 ? ". Largest: " : "; ");
		put_named(to, slice->of[i], all);
	}
	buf_putc(to, '.');
	if (any_class(s, CLASS_SIMULATED))
		buf_puts(to, " Simulated, not a real market.");
}

void
frame_describe(
    const struct scene *s, const struct canvas *c, const struct slice *slice)
{
	struct buf title = { 0 }, sentence = { 0 };

	buf_puts(&title, "Liquidations");
	if (slice != NULL) {
		buf_puts(&title, ", ");
		put_window(&title, s, slice);
		put_sentence(&sentence, s, slice);
	} else {
		buf_puts(&sentence, "There was nothing to draw.");
	}
	c->describe(c->to, buf_view(&title), buf_view(&sentence));
	buf_free(&title);
	buf_free(&sentence);
}

void
frame_nothing(const struct scene *s, const struct canvas *c)
{
	struct flow f = { 0 };

	frame_describe(s, c, NULL);
	frame_head(&f, s, c, NULL);
	frame_empty(&f, s, NULL);
	flow_draw(&f, c, 0, false);
	flow_free(&f);
}
