#include "liq-fetch/plan.h"

void
plan_put_head(struct buf *b)
{
	buf_printf(b, "%-12s %-12s %-34s %8s %9s %8s\n", "EXCHANGE", "KIND",
	    "ASKED FOR", "MARKETS", "REQUESTS", "SECONDS");
}

static const struct bucket *
bucket_of(const struct exchange *x, const struct rest *r)
{
	const struct bucket *k = x->buckets;

	while (k != NULL && k->name != NULL && strcmp(k->name, r->bucket) != 0)
		k++;
	return k != NULL && k->name != NULL ? k : NULL;
}

struct sums {
	int64_t markets, requests;
};

/* Of one row of the exchange's table. */
static struct sums
add_up(const struct venue *v, const struct rest *r)
{
	struct sums s = { 0 };
	size_t i;

	for (i = 0; i < v->tasks; i++)
		if (v->task[i]->rest == r)
			s.markets += (int64_t)v->task[i]->n;
	for (i = 0; i < v->jobs; i++)
		if (v->job[i]->task->rest == r && !v->job[i]->sweep.over)
			s.requests += r->paging == PAGE_SPAN
					  ? (int64_t)v->job[i]->sweep.n
					  : 1;
	return s;
}

static void
put_line(struct buf *b, const struct venue *v, const struct rest *r)
{
	const struct bucket *k = bucket_of(v->exchange, r);
	struct sums s = add_up(v, r);
	int64_t ms = 0;

	if (s.requests == 0)
		return;
	if (k != NULL && k->amount > 0)
		ms = 2 * s.requests * r->cost * k->per_ms / k->amount;
	buf_printf(b, "%-12s %-12s %-34s ", v->exchange->name,
	    record_names[r->kind], r->name);
	if (s.markets > 0)
		buf_printf(b, "%8lld", (long long)s.markets);
	else
		buf_printf(b, "%8s", "all");
	buf_printf(b, " %s%8lld %8lld\n",
	    r->paging == PAGE_FORWARD || r->paging == PAGE_BACKWARD ||
		    r->paging == PAGE_TOKEN
		? ">"
		: " ",
	    (long long)s.requests, (long long)(ms / SECOND_MS));
}

void
plan_put(struct buf *b, const struct venue *v)
{
	const struct rest *r;

	if (v->lost && !v->asked)
		buf_printf(b, "%-12s cannot be asked now\n", v->exchange->name);
	for (r = v->exchange->rest; r != NULL && r->kind != RECORD_NONE; r++)
		if (r->kind != RECORD_INSTRUMENT)
			put_line(b, v, r);
}
