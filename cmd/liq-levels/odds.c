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

/* Realised over predicted, by log10 of predicted over usual: -3 to 1. */
static const double low_of[] = { 1.00, 0.266, 0.197, 0.357, 0.393 };
static const double high_of[] = { 47.0, 10.9, 3.53, 1.79, 1.36 };

static double
factor(const double *of, double x)
{
	double whole;

	x = fmax(0, fmin(4, x + 3));
	whole = fmin(3, floor(x));
	of += (int)whole;
	x -= whole;
	return exp((1 - x) * log(of[0]) + x * log(of[1]));
}

struct quantiles
odds_quantiles(double usd, double usual)
{
	const double x = log10(usd / usual + 0.001), e = 0.001 * usual;
	struct quantiles q;

	q.low = fmax(0, (usd + e) * factor(low_of, x) - e);
	q.high = fmax(0, (usd + e) * factor(high_of, x) - e);
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

void
fit_add(struct fit *f, int64_t ts, double predicted, double realised)
{
	if (f->side_hours == 0 || ts < f->since)
		f->since = ts;
	if (f->side_hours == 0 || ts + HOUR_MS > f->until)
		f->until = ts + HOUR_MS;
	f->predicted += predicted;
	f->realised += realised;
	f->side_hours++;
}
