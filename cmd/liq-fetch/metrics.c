#include "liq-fetch/metrics.h"

#include <stdlib.h>

#include "base/x.h"
#include "record/control.h"

const int64_t metrics_bounds[METRICS_DELAYS] = { 10, 50, 100, 250, 500, 1000,
	2500, 5000, 10000, 60000 }; /* ms */

static struct metrics_kind *
enter(struct metrics *m, const char *exchange, enum record_type kind)
{
	struct metrics_kind *k = m->of;

	for (; k < m->of + m->n; k++)
		if (k->kind == kind && strcmp(k->exchange, exchange) == 0)
			return k;
	m->of = xgrow(m->of, m->n, &m->cap, sizeof(*m->of));
	k = &m->of[m->n++];
	*k = (struct metrics_kind){ .kind = kind };
	str_copy(k->exchange, sizeof(k->exchange), str_of(exchange));
	return k;
}

static void
count_delay(struct metrics_kind *k, int64_t ms)
{
	size_t i;

	ms = ms > 0 ? ms : 0; /* their clock may be ahead */
	for (i = 0; i < METRICS_DELAYS; i++)
		k->delays[i] += ms <= metrics_bounds[i];
	k->delays[METRICS_DELAYS]++;
	k->delay_ms += ms;
}

static void
count_gap(struct metrics *m, const struct gap *g)
{
	enum record_type kind = record_find(str_of(g->kind));
	struct metrics_kind *k;

	if (g->fix == FIX_FILLED || g->why >= METRICS_WHYS)
		return;
	k = enter(m, g->exchange, kind);
	k->gaps[g->why]++;
	k->gap_ms[g->why] += g->until - g->since;
}

void
metrics_record(struct metrics *m, const struct record *r)
{
	struct metrics_kind *k;
	int64_t received;

	if (r->type == RECORD_GAP)
		count_gap(m, &r->as.gap);
	if (r->type == RECORD_NONE || r->type > RECORD_KINDS)
		return;
	k = enter(m, r->as.head.exchange, r->type);
	k->records++;
	k->newest = r->as.ts > k->newest ? r->as.ts : k->newest;
	if (r->type != RECORD_LIQUIDATION)
		return;
	received = r->as.liquidation.received;
	if (received != INT_NONE)
		count_delay(k, received - r->as.ts);
}

void
metrics_free(struct metrics *m)
{
	free(m->of);
	*m = (struct metrics){ 0 };
}
