#include "liq-levels/ladder.h"

#include <math.h>

const struct law ladder_law = {
	.nearest = 0.0025,
	.ratio = 1.1,
	.bend = 0.04,
	.near_power = 0.25,
	.far_power = 1.5,
	.scale = 0.001533,
};

/* Where a band ends, from its leverage at a maintenance margin of 0.4 %. */
static const struct {
	double until;
	int leverage;
} bands[BANDS] = {
	{ 0.0094, 75 },
	{ 0.019, 50 },
	{ 0.042, 25 },
	{ 0.12, 10 },
	{ 0.27, 5 },
	{ HUGE_VAL, 3 },
};

void
ladder_of_law(struct ladder *l, const struct law *law)
{
	double d, power;
	size_t i;

	l->n = TIERS;
	for (i = 0; i < TIERS; i++) {
		d = law->nearest * pow(law->ratio, (double)i);
		power = d < law->bend ? law->near_power : law->far_power;
		l->distance[i] = d;
		l->birth[i] =
		    law->scale * pow(d / law->bend, power) * log(law->ratio);
	}
}

void
ladder_cut(struct ladder *l, double low, double high)
{
	size_t i, n = 0;

	for (i = 0; i < l->n; i++)
		if (l->distance[i] >= low && l->distance[i] <= high) {
			l->distance[n] = l->distance[i];
			l->birth[n++] = l->birth[i];
		}
	l->n = n;
}

void
ladder_scale(struct ladder *l, double by)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		l->birth[i] *= by;
}

size_t
ladder_band(double distance)
{
	size_t i = 0;

	while (i < BANDS - 1 && distance >= bands[i].until)
		i++;
	return i;
}

int
ladder_band_leverage(size_t band)
{
	return bands[band].leverage;
}
