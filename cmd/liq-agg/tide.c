#include "liq-agg/tide.h"

#include <stdlib.h>

#include "base/x.h"

static void
raise(struct tide *t, const char *exchange, const char *symbol, int64_t until)
{
	struct level_of *l;
	size_t i;

	for (i = 0; i < t->n; i++) {
		l = &t->of[i];
		if (strcmp(l->exchange, exchange) != 0)
			continue;
		if (l->until == INT64_MIN) /* announced, without symbols */
			str_copy(l->symbol, sizeof(l->symbol), str_of(symbol));
		if (strcmp(l->symbol, symbol) != 0)
			continue;
		l->until = until > l->until ? until : l->until;
		return;
	}
	t->of = xgrow(t->of, t->n, &t->cap, sizeof(*t->of));
	l = &t->of[t->n++];
	l->until = until;
	str_copy(l->exchange, sizeof(l->exchange), str_of(exchange));
	str_copy(l->symbol, sizeof(l->symbol), str_of(symbol));
}

static void
announce(struct tide *t, const struct request *r, struct str array)
{
	struct sources all = { 0 };
	size_t i;

	t->n = 0;
	if (sources_merge(&all, array) == NULL)
		for (i = 0; i < all.n; i++)
			if ((all.of[i].kinds & 1U << RECORD_LIQUIDATION) &&
			    request_wants(r, all.of[i].exchange))
				raise(t, all.of[i].exchange, "", INT64_MIN);
	sources_free(&all);
}

void
tide_hear(struct tide *t, const struct request *r, const struct record *c)
{
	const struct mark *m = &c->as.mark;

	if (c->type == RECORD_BEGIN)
		announce(t, r, c->as.begin.sources);
	else if (c->type == RECORD_END)
		t->n = 0;
	else if (c->type == RECORD_MARK && request_wants(r, m->exchange) &&
		 strcmp(m->kind, record_name(RECORD_LIQUIDATION)) == 0)
		raise(t, m->exchange, m->symbol, m->until);
}

int64_t
tide_level(const struct tide *t)
{
	int64_t lowest = INT64_MAX;
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->of[i].until < lowest)
			lowest = t->of[i].until;
	return t->n > 0 ? lowest : INT64_MIN;
}

void
tide_free(struct tide *t)
{
	free(t->of);
	*t = (struct tide){ 0 };
}
