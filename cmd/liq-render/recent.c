#include "liq-render/recent.h"

#include <stdlib.h>

#include "base/x.h"

/* A group's place in the array. */
struct place {
	const struct group *group;
	size_t at;
};

static int64_t
width(const struct group *g)
{
	return g->until - g->since;
}

/* By width, the newest first. */
static int
in_order(const void *x, const void *y)
{
	const struct group *a = ((const struct place *)x)->group;
	const struct group *b = ((const struct place *)y)->group;

	if (width(a) != width(b))
		return width(a) < width(b) ? -1 : 1;
	return (a->until < b->until) - (a->until > b->until);
}

static struct place *
sorted(const struct totals *t)
{
	struct place *p = xcalloc(t->n + 1, sizeof(*p));
	size_t i;

	for (i = 0; i < t->n; i++)
		p[i] = (struct place){ &t->of[i], i };
	qsort(p, t->n, sizeof(*p), in_order);
	return p;
}

/* Which groups to keep: most windows of each width at whole widths. */
static bool *
choose(const struct totals *t, int64_t most)
{
	bool *keep = xcalloc(t->n + 1, sizeof(*keep)), wanted = false;
	struct place *p = sorted(t);
	const struct group *g, *before = NULL;
	int64_t windows = 0;
	size_t i, groups = 0;

	for (i = 0; i < t->n; i++, before = g) {
		g = p[i].group;
		if (before == NULL || width(g) != width(before)) {
			windows = 1;
			groups = 0;
			wanted = true;
		} else if (g->until != before->until) {
			wanted = windows < most && groups < RECENT_GROUPS &&
				 g->until % width(g) == 0;
			windows += wanted;
		}
		keep[p[i].at] = wanted;
		groups += wanted;
	}
	free(p);
	return keep;
}

/* One more group, with its names and its place among its key's. */
static void
take(struct totals *to, const struct totals *from, struct group g)
{
	uint32_t label = names_id(&to->labels, g.name);
	uint32_t family = names_id(&to->labels, g.family);
	i128 usd;

	g.name = to->labels.name[label];
	g.family = to->labels.name[family];
	g.key = names_id(&to->keys, from->keys.name[g.key]);
	if (g.key == to->lasts) {
		to->last = xgrow(
		    to->last, to->lasts, &to->last_cap, sizeof(*to->last));
		to->last[to->lasts++] = 0;
	}
	g.before = to->last[g.key];
	to->of = xgrow(to->of, to->n, &to->cap, sizeof(*to->of));
	to->of[to->n++] = g;
	to->last[g.key] = to->n;
	if (dec_fixed(&usd, g.usd, USD_SCALE))
		fixed_add(&to->sum, usd);
}

void
recent_keep(struct totals *t)
{
	struct totals kept = { 0 };
	bool *keep = choose(t, RECENT_WINDOWS);
	size_t i;

	for (i = 0; i < t->n; i++)
		if (keep[i])
			take(&kept, t, t->of[i]);
	free(keep);
	totals_free(t);
	*t = kept;
}

void
recent_newest(struct totals *t)
{
	bool *keep = choose(t, 1);
	size_t i, n = 0;

	for (i = 0; i < t->n; i++)
		if (keep[i])
			t->of[n++] = t->of[i];
	t->n = n;
	free(keep);
}
