#include "liq-agg/group.h"

#include <stdlib.h>

#include "base/x.h"

const char *const group_key_names[] = { "base", "exchange", "symbol", "side",
	"size", NULL };

/* A pair and the group that it falls into. */
struct place {
	struct group group;
	const char *base; /* of the product */
};

static struct place
place_of(const struct products *products, size_t pair, unsigned keys)
{
	const struct product *p = &products->of[pair_product(pair)];
	struct place at = { { .name = *p, .size = SIZES, .pair = pair },
		p->base };

	if (keys & BY_SIDE)
		at.group.side = pair_side(pair);
	if (keys & BY_SIZE)
		at.group.size = pair_size(pair);
	if (!(keys & BY_BASE))
		at.group.name.base[0] = '\0';
	if (!(keys & BY_EXCHANGE))
		at.group.name.exchange[0] = '\0';
	if (!(keys & BY_SYMBOL))
		at.group.name.symbol[0] = at.group.name.quote[0] = '\0';
	return at;
}

static int
group_cmp(const struct group *x, const struct group *y)
{
	int c;

	if ((c = strcmp(x->name.base, y->name.base)) != 0 ||
	    (c = strcmp(x->name.exchange, y->name.exchange)) != 0 ||
	    (c = strcmp(x->name.symbol, y->name.symbol)) != 0)
		return c;
	return x->side != y->side ? x->side - y->side : x->size - y->size;
}

/* Bases last, so that those of a group stand together. */
static int
place_cmp(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int c = group_cmp(&x->group, &y->group);

	if (c != 0 || (c = strcmp(x->base, y->base)) != 0)
		return c;
	return (x->group.pair > y->group.pair) -
	       (x->group.pair < y->group.pair);
}

/* The pairs that have events by then; returns how many. */
static size_t
places(struct place *to, struct groups *groups, const struct products *products,
    const struct members *members, unsigned keys, int64_t before)
{
	size_t i, n = 0;

	groups->after = INT64_MIN;
	groups->until = INT64_MAX;
	for (i = 0; i < members->n; i++) {
		const int64_t first = members->first[i];

		if (first >= before || first == INT64_MAX) {
			if (first < groups->until)
				groups->until = first;
			continue;
		}
		if (first > groups->after)
			groups->after = first;
		to[n++] = place_of(products, i, keys);
	}
	return n;
}

/* One more member of a group that has some. */
static void
join(struct group *g, const struct place *p, const struct place *before)
{
	if (strcmp(g->name.quote, p->group.name.quote) != 0)
		g->name.quote[0] = '\0';
	if (strcmp(p->base, before->base) != 0)
		g->mixed = true;
}

void
groups_make(struct groups *groups, const struct products *products,
    const struct members *members, unsigned keys, int64_t before)
{
	struct place *p;
	size_t i, n;

	if (groups->by != NULL && before > groups->after &&
	    before <= groups->until)
		return;
	p = xcalloc(members->n, sizeof(*p));
	n = places(p, groups, products, members, keys, before);
	if (n > 1)
		qsort(p, n, sizeof(*p), place_cmp);
	free(groups->of);
	free(groups->by);
	groups->of = xcalloc(n, sizeof(*groups->of));
	groups->by = xcalloc(members->n, sizeof(*groups->by));
	groups->pairs = members->n;
	groups->n = 0;
	for (i = 0; i < n; i++) {
		if (i > 0 && group_cmp(&p[i - 1].group, &p[i].group) == 0)
			join(&groups->of[groups->n - 1], &p[i], &p[i - 1]);
		else
			groups->of[groups->n++] = p[i].group;
		groups->by[p[i].group.pair] = (uint32_t)groups->n;
	}
	free(p);
}

void
groups_stale(struct groups *groups)
{
	groups->after = groups->until = INT64_MAX;
}

bool
group_has(const struct group *g, const struct product *p)
{
	const struct product *n = &g->name;

	return (n->base[0] == '\0' || strcmp(n->base, p->base) == 0) &&
	       (n->exchange[0] == '\0' ||
		   strcmp(n->exchange, p->exchange) == 0) &&
	       (n->symbol[0] == '\0' || strcmp(n->symbol, p->symbol) == 0);
}

void
groups_free(struct groups *groups)
{
	free(groups->of);
	free(groups->by);
	*groups = (struct groups){ 0 };
}
