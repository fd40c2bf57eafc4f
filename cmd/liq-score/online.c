#include "liq-score/online.h"

#include <math.h>

#include "base/when.h"

#define HALF_LIFE 72 /* hours */
#define PRIOR 6
#define MEAN 1.15 /* turns the mean of logs into a mean */
#define SMALL 0.1 /* of the mean prediction: it weighs half */
#define FLOOR 0.02 /* of that */
#define MOST 2 /* of a logarithm */

void
online_scale(
    const double *p, const double *y, const int64_t *ts, size_t n, double *to)
{
	double error = 0, weight = 0, sum = 0, keep, small, e, w, miss;
	size_t i;

	for (i = 0; i < n; i++) {
		to[i] =
		    i == 0 ? p[i] : p[i] * MEAN * exp(error / (PRIOR + weight));
		sum += p[i];
		small = SMALL * sum / (double)(i + 1);
		if (small <= 0)
			continue;
		keep = i == 0 ? 0
			      : exp2(-(double)(ts[i] - ts[i - 1]) /
				     (double)(HALF_LIFE * HOUR_MS));
		e = FLOOR * small;
		w = p[i] / (p[i] + small);
		miss = log((y[i] + e) / (p[i] + e));
		error = keep * error + w * fmax(-MOST, fmin(MOST, miss));
		weight = keep * weight + w;
	}
}
