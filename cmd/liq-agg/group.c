#include "liq-agg/group.h"

#include <stdlib.h>

#include "base/x.h"

#define SIDES 3

const char *const group_key_names[] = { "base", "exchange", "symbol", "side",
	NULL };

/* One product and side, and the group that it falls into. */
struct member {
	struct group group;
	size_t pair;
};

static size_t
pair_of(const struct event *e)
{
	return (size_t)e->product * SIDES + e->side;
}

static struct group
group_of(const struct events *events, size_t pair, unsigned keys)
{
	struct group g = { .name = events->products[pair / SIDES] };

	if (keys & BY_SIDE)
		g.side = (int)(pair % SIDES);
	if (!(keys & BY_BASE))
		g.name.base[0] = '\0';
	if (!(keys & BY_EXCHANGE))
		g.name.exchange[0] = '\0';
	if (!(keys & BY_SYMBOL))
		g.name.symbol[0] = g.name.quote[0] = '\0';
	return g;
}

static int
group_cmp(const void *a, const void *b)
{
	const struct group *x = &((const struct member *)a)->group;
	const struct group *y = &((const struct member *)b)->group;
	int c;

	if ((c = strcmp(x->name.base, y->name.base)) != 0 ||
	    (c = strcmp(x->name.exchange, y->name.exchange)) != 0 ||
	    (c = strcmp(x->name.symbol, y->name.symbol)) != 0)
		return c;
	return x->side - y->side;
}

static const char *
base_of(const struct events *events, const struct member *m)
{
	return events->products[m->pair / SIDES].base;
}

/* The products and sides that have events; returns how many. */
static size_t
members(struct member *m, const struct events *events, unsigned keys)
{
	size_t pairs = events->product_names.n * SIDES, i, n = 0;
	bool *used = xcalloc(pairs, sizeof(*used));

	for (i = 0; i < events->n; i++)
		used[pair_of(&events->of[i])] = true;
	for (i = 0; i < pairs; i++)
		if (used[i])
			m[n++] =
			    (struct member){ group_of(events, i, keys), i };
	free(used);
	return n;
}

/* One more member of a group that has some. */
static void
join(struct group *g, const struct member *m, const char *base,
    const char *base_before)
{
	if (strcmp(g->name.quote, m->group.name.quote) != 0)
		g->name.quote[0] = '\0';
	if (strcmp(base, base_before) != 0)
		g->mixed = true;
}

void
groups_make(struct groups *groups, const struct events *events, unsigned keys)
{
	size_t pairs = events->product_names.n * SIDES, i, n;
	struct member *m = xcalloc(pairs, sizeof(*m));

	n = members(m, events, keys);
	if (n > 1)
		qsort(m, n, sizeof(*m), group_cmp);
	groups->of = xcalloc(n, sizeof(*groups->of));
	groups->by = xcalloc(pairs, sizeof(*groups->by));
	groups->n = 0;
	for (i = 0; i < n; i++) {
		if (i == 0 || group_cmp(&m[i - 1], &m[i]) != 0)
			groups->of[groups->n++] = m[i].group;
		else
			join(&groups->of[groups->n - 1], &m[i],
			    base_of(events, &m[i]), base_of(events, &m[i - 1]));
		groups->by[m[i].pair] = (uint32_t)groups->n;
	}
	free(m);
}

size_t
groups_find(const struct groups *groups, const struct event *e)
{
	return groups->by[pair_of(e)] - 1;
}

void
groups_free(struct groups *groups)
{
	free(groups->of);
	free(groups->by);
	*groups = (struct groups){ 0 };
}
