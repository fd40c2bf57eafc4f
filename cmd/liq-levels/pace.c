#include "liq-levels/pace.h"

#include <math.h>

#define LEAN_HOURS 6
#define LEAN_MOST 3
#define SPEED_POWER 0.15
#define TURNOVER_HOURS 18 /* open interest in hours of volume */
#define USD_PER_LENGTH 1e8 /* where no volume is known at all: relative */

static double
now(const struct average *a, double own)
{
	return a->any ? a->value : own;
}

/* Candles are mostly as wide as the one before. */
static const struct decay *
decay_of(struct pace *p, double hours)
{
	struct decay *d = &p->decay;

	if (d->hours < hours || d->hours > hours) {
		d->hours = hours;
		d->of_3h = exp2(-hours / 3);
		d->of_6h = exp2(-hours / 6);
		d->of_24h = exp2(-hours / 24);
		d->of_168h = exp2(-hours / 168);
	}
	return d;
}

static void
add(struct average *a, double value, double keep)
{
	a->value = a->any ? keep * a->value + (1 - keep) * value : value;
	a->any = true;
}

static double
ratio(double a, double b)
{
	return b > 0 ? a / b : 1;
}

static double
lean(const struct pace *p, double hours)
{
	const double n = LEAN_HOURS / hours;
	double z = now(&p->return_6h, 0) * n /
		   (sqrt(now(&p->square_168h, 0) * n) + 1e-6);

	return fmax(-LEAN_MOST, fmin(LEAN_MOST, z));
}

struct tempo
pace_tempo(const struct pace *p, double hours, double volume, double length)
{
	struct tempo t;

	t.volume_ahead = now(&p->volume_3h, volume) *
			 ratio(length, now(&p->length_3h, length));
	t.lean = lean(p, hours);
	t.speed = pow(ratio(length, now(&p->length_24h, length)), SPEED_POWER);
	return t;
}

double
pace_interest(const struct pace *p, double volume_an_hour)
{
	return TURNOVER_HOURS * now(&p->volume_hour, volume_an_hour);
}

double
pace_volume(const struct pace *p, double length)
{
	return now(&p->per_length, USD_PER_LENGTH) * length;
}

void
pace_add(struct pace *p, double hours, double volume, bool measured,
    double length, double close)
{
	const struct decay *d = decay_of(p, hours);
	const double r = close - p->close;

	add(&p->volume_3h, volume, d->of_3h);
	add(&p->volume_hour, volume / hours, d->of_168h);
	add(&p->length_3h, length, d->of_3h);
	add(&p->length_24h, length, d->of_24h);
	if (measured && volume > 0 && length > 0)
		add(&p->per_length, volume / length, d->of_168h);
	if (p->any) {
		add(&p->return_6h, r, d->of_6h);
		add(&p->square_168h, r * r, d->of_168h);
	}
	p->close = close;
	p->any = true;
}

void
pace_watch(struct pace *p, double hours, double interest, double change,
    double volume, double bought)
{
	const struct decay *d = decay_of(p, hours);

	if (interest > 0)
		add(&p->interest, interest, d->of_24h);
	add(&p->change, change / hours, d->of_24h);
	if (bought < 0 || volume < 0)
		return;
	add(&p->volume, volume / hours, d->of_24h);
	add(&p->bought_over_sold, volume / hours * (2 * bought - 1), d->of_24h);
}
