#include "liq-score/rank.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"

static int
falling(const void *left, const void *right, void *arg)
{
	const uint32_t a = *(const uint32_t *)left;
	const uint32_t b = *(const uint32_t *)right;
	const double *x = arg;

	if (x[a] != x[b])
		return x[a] > x[b] ? -1 : 1;
	return (a > b) - (a < b);
}

void
ranked_make(struct ranked *r, const double *x, size_t n)
{
	size_t i;

	*r = (struct ranked){ x, xcalloc(n, sizeof(*r->at)), n };
	for (i = 0; i < n; i++)
		r->at[i] = (uint32_t)i;
	qsort_r(r->at, n, sizeof(*r->at), falling, (void *)x);
}

void
ranked_free(struct ranked *r)
{
	free(r->at);
	*r = (struct ranked){ 0 };
}

/* The end of the equals that start at i. */
static size_t
equals(const struct ranked *r, size_t i)
{
	const double x = r->x[r->at[i]];

	while (i < r->n && r->x[r->at[i]] == x)
		i++;
	return i;
}

static double
total(const double *x, const double *weight, size_t n)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sum += x[i] * weight[i];
	return sum;
}

static double
weigh(const double *weight, size_t n)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sum += weight[i];
	return sum;
}

void
ranked_ranks(const struct ranked *r, const double *weight, double *rank)
{
	double above = weigh(weight, r->n), here;
	size_t i, j, end;

	for (i = 0; i < r->n; i = end) {
		end = equals(r, i);
		for (here = 0, j = i; j < end; j++)
			here += weight[r->at[j]];
		above -= here;
		for (j = i; j < end; j++)
			rank[r->at[j]] = above + (here + 1) / 2;
	}
}

double
ranked_share(
    const struct ranked *r, const double *weight, const double *y, double part)
{
	double left = part * weigh(weight, r->n), got = 0, here, usd;
	size_t i, j, end;

	for (i = 0; i < r->n && left > 0; i = end) {
		end = equals(r, i);
		for (here = usd = 0, j = i; j < end; j++) {
			here += weight[r->at[j]];
			usd += weight[r->at[j]] * y[r->at[j]];
		}
		if (here > left)
			usd *= left / here;
		got += usd;
		left -= here;
	}
	return got / total(y, weight, r->n);
}

double
ranked_area(const struct ranked *r, const double *weight, const double *y)
{
	double got = 0, area = 0, here, usd;
	size_t i, j, end;

	for (i = 0; i < r->n; i = end) {
		end = equals(r, i);
		for (here = usd = 0, j = i; j < end; j++) {
			here += weight[r->at[j]];
			usd += weight[r->at[j]] * y[r->at[j]];
		}
		area += here * (got + usd / 2);
		got += usd;
	}
	return area / weigh(weight, r->n) / got;
}

double
rank_correlation(
    const double *a, const double *b, const double *weight, size_t n)
{
	const double whole = weigh(weight, n);
	const double mean_a = total(a, weight, n) / whole;
	const double mean_b = total(b, weight, n) / whole;
	double aa = 0, bb = 0, ab = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		aa += weight[i] * (a[i] - mean_a) * (a[i] - mean_a);
		bb += weight[i] * (b[i] - mean_b) * (b[i] - mean_b);
		ab += weight[i] * (a[i] - mean_a) * (b[i] - mean_b);
	}
	return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : NAN;
}
