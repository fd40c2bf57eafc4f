#include "liq-score/baseline.h"

#include <math.h>

#include "base/when.h"

const char *const baseline_names[] = { "adverse", "adverse_volume", "beyond_4h",
	"beyond_24h", "beyond_72h", "volume_24h", "volume_7d", "uniform",
	"time", NULL };

enum way { BY_DEPTH, BY_VOLUME, BY_TIME, BY_NOTHING };

static const struct {
	enum way way;
	int64_t hours; /* looked back; 0: depth counts from the open */
	bool traded; /* times what was traded meanwhile */
} rules[BASELINES] = {
	[ADVERSE] = { BY_DEPTH, 0, false },
	[ADVERSE_VOLUME] = { BY_DEPTH, 0, true },
	[BEYOND_4H] = { BY_DEPTH, 4, false },
	[BEYOND_24H] = { BY_DEPTH, 24, false },
	[BEYOND_72H] = { BY_DEPTH, 72, false },
	[VOLUME_24H] = { BY_VOLUME, 24, false },
	[VOLUME_7D] = { BY_VOLUME, 168, false },
	[UNIFORM] = { BY_NOTHING, 0, false },
	[TIME] = { BY_TIME, 0, false },
};

bool
baseline_needs_tape(enum baseline b)
{
	return rules[b].hours > 0 || rules[b].traded || rules[b].way == BY_TIME;
}

bool
baseline_hindsight(enum baseline b)
{
	return rules[b].traded;
}

bool
baseline_has_depth(enum baseline b)
{
	return rules[b].way == BY_DEPTH;
}

/* The prices that depth counts from, down and up. */
static void
edges(enum baseline b, const struct scene *s, double *down, double *up)
{
	const int64_t back = rules[b].hours * HOUR_MS;

	if (back > 0 && tape_extremes(s->tape, s->at - back, s->at, down, up))
		return;
	*down = *up = s->origin;
}

void
baseline_depth(enum baseline b, const struct scene *s, double low, double high,
    double depth[2])
{
	const double times = rules[b].traded ? s->usd : 1;
	double down, up;

	edges(b, s, &down, &up);
	depth[0] = fmax(0, down - low) * times;
	depth[1] = fmax(0, high - up) * times;
}

static void
depths(enum baseline b, const struct scene *s, const struct ruler *r,
    double *lng, double *shrt)
{
	const double times = rules[b].traded ? s->usd : 1;
	double down, up, x;
	size_t i;

	edges(b, s, &down, &up);
	for (i = 0; i < r->n; i++) {
		x = ruler_middle(r, i);
		lng[i] = fmax(0, down - x) * times;
		shrt[i] = fmax(0, x - up) * times;
	}
}

void
baseline_cells(enum baseline b, const struct scene *s, const struct ruler *r,
    double *lng, double *shrt)
{
	size_t i;

	if (rules[b].way == BY_DEPTH) {
		depths(b, s, r, lng, shrt);
		return;
	}
	for (i = 0; i < r->n; i++)
		lng[i] = rules[b].way == BY_NOTHING;
	if (rules[b].way == BY_VOLUME)
		tape_spread(s->tape, s->at - rules[b].hours * HOUR_MS, s->at,
		    false, r, lng);
	if (rules[b].way == BY_TIME)
		tape_spread(s->tape, s->since, s->until, true, r, lng);
	memcpy(shrt, lng, r->n * sizeof(*lng));
}
