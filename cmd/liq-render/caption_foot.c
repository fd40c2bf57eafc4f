#include "liq-render/axis.h"
#include "liq-render/caption.h"
#include "liq-render/frame.h"

#define NAMED 4 /* clusters */

/* The largest, in order; how many. */
static int
largest(const struct stretches *all, const struct stretch *of[NAMED])
{
	size_t i;
	int n = 0, at;

	for (i = 0; i < all->n; i++) {
		for (at = n; at > 0 && all->of[i].usd > of[at - 1]->usd; at--)
			if (at < NAMED)
				of[at] = of[at - 1];
		if (at == NAMED)
			continue;
		of[at] = &all->of[i];
		n += n < NAMED;
	}
	return n;
}

/* Where they are not named beside the picture. */
void
caption_clusters(struct flow *f, const struct caption *c)
{
	const struct stretch *of[NAMED];
	int i, n = largest(&c->estimate->clusters, of);
	struct buf b = { 0 };
	bool rise;

	flow_line(f, PAINT_TEXT, false);
	for (i = 0; i < n; i++) {
		rise = of[i]->side == SIDE_SHORT;
		flow_item(f, rise ? PAINT_SHORT : PAINT_LONG);
		buf_reset(&b);
		buf_puts(&b, rise ? SIGN_SHORT : SIGN_LONG);
		buf_putc(&b, ' ');
		upright_label(&b, c->upright, of[i]->price, UPRIGHT_PLACE);
		buf_putc(&b, ' ');
		axis_usd(&b, of[i]->usd);
		buf_putc(&b, ' ');
		caption_distance(&b, c, of[i]->price);
		buf_putc(&b, '\0');
		flow_put(f, "%s", b.s);
	}
	buf_free(&b);
}

void
caption_signs(struct flow *f)
{
	flow_line(f, PAINT_SHORT, true);
	flow_put(f, SIGN_SHORT " shorts,");
	flow_words(f, "liquidated if the price rises to them");
	flow_item(f, PAINT_LONG);
	flow_put(f, SIGN_LONG " longs,");
	flow_words(f, "if it falls");
}

/* What upstream said about the estimate, and what is not to be seen. */
void
caption_remarks(struct flow *f, const struct caption *c)
{
	const struct estimates *all = &c->scene->estimates;
	size_t i;

	flow_line(f, PAINT_FAINT, true);
	flow_words(f, "estimates, not positions that are known");
	if (c->beyond > 0) {
		flow_item(f, PAINT_FAINT);
		caption_usd(f, "", c->beyond);
		flow_words(f, "beyond the prices shown");
	}
	for (i = 0; i < all->remarks; i++) {
		if (strcmp(all->remark[i].code, "scale") != 0 &&
		    strcmp(all->remark[i].code, "missing") != 0)
			continue;
		flow_item(f, PAINT_FAINT);
		flow_words(f, all->remark[i].message);
	}
	for (i = 0; i < all->n; i++)
		if (all->of[i].n + all->of[i].levels.n > 0 &&
		    &all->of[i] != c->estimate) {
			flow_item(f, PAINT_LOUD);
			flow_put(f, "another map came in: --only=%s",
			    strcmp(all->of[i].base, c->estimate->base) != 0
				? all->of[i].base
				: all->of[i].model);
			break;
		}
}
