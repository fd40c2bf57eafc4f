#include "liq-score/zone.h"

#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "liq-score/contest.h"

#define STEP 0.001
#define BLOCK (3 * HOUR_MS)

static struct zoning *
zoning_of(struct zones *all, const struct cluster *c)
{
	const size_t before = all->names.n;
	struct buf key = { 0 };
	struct zoning *z;
	uint32_t id;

	buf_printf(&key, "%s\n%s\n%s\n%s\n%s", c->exchange, c->symbol, c->base,
	    c->quote, c->model);
	id = names_id(&all->names, buf_view(&key));
	buf_free(&key);
	if (id < before)
		return &all->of[id];
	all->of = xgrow(all->of, id, &all->cap, sizeof(*all->of));
	z = &all->of[id];
	*z = (struct zoning){ .board = {
				  .width_ms = HOUR_MS, .bin = log1p(STEP) } };
	memcpy(z->board.exchange, c->exchange, sizeof(c->exchange));
	memcpy(z->board.symbol, c->symbol, sizeof(c->symbol));
	memcpy(z->board.base, c->base, sizeof(c->base));
	memcpy(z->board.quote, c->quote, sizeof(c->quote));
	memcpy(z->model.model, c->model, sizeof(c->model));
	return z;
}

const char *
zones_cluster(struct zones *all, const struct cluster *c)
{
	struct zoning *z;

	if (dec_sign(c->low) <= 0 || !c->high.known ||
	    dec_cmp(c->high, c->low) < 0)
		return "\"low\" and \"high\" of the cluster are no zone";
	z = zoning_of(all, c);
	z->of = xgrow(z->of, z->n, &z->cap, sizeof(*z->of));
	z->of[z->n++] = (struct zone){ c->ts, log(dec_double(c->low)),
		log(dec_double(c->high)) };
	return NULL;
}

static int
zone_cmp(const void *left, const void *right)
{
	const struct zone *a = left, *b = right;

	if (a->ts != b->ts)
		return a->ts < b->ts ? -1 : 1;
	return (a->low > b->low) - (a->low < b->low);
}

void
zones_sort(struct zones *all)
{
	size_t i;

	for (i = 0; i < all->names.n; i++)
		qsort(all->of[i].of, all->of[i].n, sizeof(*all->of[i].of),
		    zone_cmp);
}

void
zones_free(struct zones *all)
{
	size_t i;

	for (i = 0; i < all->names.n; i++)
		free(all->of[i].of);
	free(all->of);
	names_free(&all->names);
	*all = (struct zones){ 0 };
}

/* What one moment's zones caught. */
struct caught {
	double usd, usd_in, bins, bins_in;
};

struct moments {
	struct caught *of;
	size_t n, cap;
};

static bool
inside(const struct zone *z, size_t n, double x)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (z[i].low <= x && x <= z[i].high)
			return true;
	return false;
}

/* The bins traversed in [since, until); none where the candles have holes. */
static struct ruler
traversed(const struct contest *c, int64_t since, int64_t until)
{
	struct ruler r = { .bin = c->board->bin };
	double low, high;
	size_t first;

	if (c->tape == NULL ||
	    (int64_t)tape_within(c->tape, since, until, &first) *
		    c->tape->width_ms !=
		until - since ||
	    !tape_extremes(c->tape, since, until, &low, &high) ||
	    !((high - low) / r.bin < COLUMN_BINS))
		return r;
	r.first = ruler_bin(low, r.bin);
	r.n = (size_t)(ruler_bin(high, r.bin) - r.first + 1);
	return r;
}

static void
take(struct moments *m, const struct contest *c, const struct zone *z,
    size_t zones, int64_t horizon_ms)
{
	const int64_t until = z->ts + horizon_ms;
	const struct ruler r = traversed(c, z->ts, until);
	double *usd, *count;
	struct caught got = { 0 };
	size_t i;

	if (r.n == 0 || !contest_watched_through(c, z->ts, until, HOUR_MS))
		return;
	usd = xcalloc(r.n, sizeof(*usd));
	count = xcalloc(r.n, sizeof(*count));
	contest_events(c, z->ts, until, &r, false, usd, count);
	for (i = 0; i < r.n; i++) {
		const bool in = inside(z, zones, ruler_middle(&r, i));

		got.usd += usd[i];
		got.usd_in += in ? usd[i] : 0;
		got.bins++;
		got.bins_in += in;
	}
	if (got.usd > 0) {
		m->of = xgrow(m->of, m->n, &m->cap, sizeof(*m->of));
		m->of[m->n++] = got;
	}
	free(usd);
	free(count);
}

static void
measure(void *arg, const double *weight, double *value)
{
	const struct moments *m = arg;
	struct caught sum = { 0 };
	size_t i;

	for (i = 0; i < m->n; i++) {
		sum.usd += weight[i] * m->of[i].usd;
		sum.usd_in += weight[i] * m->of[i].usd_in;
		sum.bins += weight[i] * m->of[i].bins;
		sum.bins_in += weight[i] * m->of[i].bins_in;
	}
	value[0] = sum.usd_in / sum.usd;
	value[1] = value[0] / (sum.bins_in / sum.bins);
}

void
contest_zones(
    const struct contest *c, const struct zoning *z, int64_t horizon_ms)
{
	struct moments m = { 0 };
	struct finding f = contest_finding(c, "frozen", 0);
	struct drawn drawn;
	struct trial t;
	size_t i, end;

	for (i = 0; i < z->n && horizon_ms % HOUR_MS == 0; i = end) {
		for (end = i + 1; end < z->n && z->of[end].ts == z->of[i].ts;
		     end++)
			continue;
		take(&m, c, &z->of[i], end - i, horizon_ms);
	}
	if (m.n >= UNITS_LEAST) {
		t = (struct trial){ .units = m.n,
			.block =
			    (size_t)((horizon_ms > BLOCK ? horizon_ms : BLOCK) /
				     HOUR_MS),
			.values = 2,
			.measure = measure,
			.arg = &m };
		trial_run(&t, &drawn);
		f.horizon_ms = horizon_ms;
		f.n = (int64_t)m.n;
		for (i = 0; i < 2; i++) {
			f.metric = (enum metric)(CLUSTER_SHARE + i);
			findings_add(c->findings, &f, drawn.value[i],
			    drawn.draw + i * DRAWS);
		}
		drawn_free(&drawn);
	}
	free(m.of);
}
