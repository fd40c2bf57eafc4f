#include "liq-agg/member.h"

#include <stdlib.h>

#include "base/x.h"

void
members_note(struct members *all, size_t pair, int64_t ts)
{
	while (pair >= all->n) {
		all->first =
		    xgrow(all->first, all->n, &all->cap, sizeof(*all->first));
		all->first[all->n++] = INT64_MAX;
	}
	if (ts < all->first[pair])
		all->first[pair] = ts;
}

int64_t
members_first(const struct members *all)
{
	int64_t first = INT64_MAX;
	size_t i;

	for (i = 0; i < all->n; i++)
		if (all->first[i] < first)
			first = all->first[i];
	return first;
}

void
members_reset(struct members *all)
{
	all->n = 0;
}

void
members_free(struct members *all)
{
	free(all->first);
	*all = (struct members){ 0 };
}
