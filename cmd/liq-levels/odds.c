#include "liq-levels/odds.h"

#include <math.h>

#include "base/when.h"
#include "liq-levels/memory.h"

#define SLOTS (ODDS_HOURS + 2)

static struct odds_hour *
slot(struct odds *o, int64_t hour)
{
	return &o->of[hour % SLOTS];
}

void
odds_add(struct odds *o, int64_t ts, int side, double usd)
{
	const int64_t hour = floor_div(ts, HOUR_MS);
	struct odds_hour *h = slot(o, hour);

	if (!o->any)
		o->first = hour;
	if (!o->any || h->hour != hour)
		*h = (struct odds_hour){ .hour = hour };
	o->any = true;
	h->usd[memory_of(side)] += usd;
}

bool
odds_predicted(const struct odds *o, int64_t ts, int side, double *usd)
{
	const int64_t hour = floor_div(ts, HOUR_MS);
	const struct odds_hour *h = &o->of[hour % SLOTS];

	*usd = h->usd[memory_of(side)];
	return o->any && h->hour == hour;
}

bool
odds_usual(const struct odds *o, int64_t ts, double *usd)
{
	const int64_t hour = floor_div(ts, HOUR_MS);
	int i;

	*usd = 0;
	if (!o->any || o->first > hour - ODDS_HOURS)
		return false;
	for (i = 0; i < SLOTS; i++)
		if (o->of[i].hour >= hour - ODDS_HOURS && o->of[i].hour < hour)
			*usd += o->of[i].usd[0] + o->of[i].usd[1];
	*usd /= 2.0 * ODDS_HOURS;
	return *usd > 0;
}

const struct odds_law odds_law = {
	.low = { 1.00, 0.266, 0.197, 0.357, 0.393 },
	.high = { 47.0, 10.9, 3.53, 1.79, 1.36 },
};

#define FLOOR 0.001 /* of the usual: where nothing was predicted */

double
odds_size(double usd, double usual)
{
	return fmax(0, fmin(ODDS_KNOTS - 1, log10(usd / usual + FLOOR) + 3));
}

double
odds_miss(double usd, double usual, double realised)
{
	return log((realised + FLOOR * usual) / (usd + FLOOR * usual));
}

/* Linear in its logarithm between two knots. */
static double
factor(const double *of, double size)
{
	const double whole = fmin(ODDS_KNOTS - 2, floor(size));
	const double x = size - whole;

	of += (int)whole;
	return exp((1 - x) * log(of[0]) + x * log(of[1]));
}

struct quantiles
odds_quantiles(const struct odds_law *law, double usd, double usual)
{
	const double size = odds_size(usd, usual), e = FLOOR * usual;
	struct quantiles q;

	q.low = fmax(0, (usd + e) * factor(law->low, size) - e);
	q.high = fmax(0, (usd + e) * factor(law->high, size) - e);
	return q;
}

#define TUNING_HALF_LIFE 72 /* hours */
#define TUNING_PRIOR 6
#define TUNING_MEAN 1.15 /* turns the mean of logs into a mean */

void
tuning_add(struct tuning *t, int64_t ts, double predicted, double realised)
{
	const double dt = (double)(ts - t->ts) / (double)HOUR_MS;
	const double keep = t->n > 0 ? exp2(-dt / TUNING_HALF_LIFE) : 0;
	double tau, weight, e;

	t->sum += predicted;
	t->n++;
	t->ts = ts;
	tau = 0.1 * t->sum / t->n;
	e = 0.02 * tau;
	if (tau <= 0)
		return;
	weight = predicted / (predicted + tau);
	t->error =
	    keep * t->error +
	    weight * fmax(-2, fmin(2, log((realised + e) / (predicted + e))));
	t->weight = keep * t->weight + weight;
}

double
tuning_factor(const struct tuning *t)
{
	if (t->n == 0)
		return 1;
	return TUNING_MEAN * exp(t->error / (TUNING_PRIOR + t->weight));
}
