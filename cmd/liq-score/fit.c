#include "liq-score/fit.h"

#include <math.h>

#define SAME 1e-11 /* of a column's variance: the others say the rest */

/* Normal equations of the columns less their means, each of variance 1. */
struct normal {
	size_t n;
	double a[FIT_TERMS][FIT_TERMS], b[FIT_TERMS], scale[FIT_TERMS];
};

static double
mean(const double *x, const double *weight, size_t n)
{
	double sum = 0, whole = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		sum += weight[i] * x[i];
		whole += weight[i];
	}
	return whole > 0 ? sum / whole : 0;
}

static void
gather(struct normal *to, const struct fit *f, const double *const *column,
    const double *y, const double *weight, size_t n)
{
	double x[FIT_TERMS];
	size_t i, j, k;

	for (i = 0; i < n; i++) {
		if (weight[i] == 0)
			continue;
		for (j = 0; j < f->terms; j++) {
			x[j] = column[j][i] - f->mean[j];
			to->b[j] += weight[i] * x[j] * (y[i] - f->constant);
			for (k = 0; k <= j; k++)
				to->a[j][k] += weight[i] * x[j] * x[k];
		}
	}
}

static void
scale(struct normal *e)
{
	size_t i, j;

	for (i = 0; i < e->n; i++)
		e->scale[i] = e->a[i][i] > 0 ? 1 / sqrt(e->a[i][i]) : 0;
	for (i = 0; i < e->n; i++) {
		e->b[i] *= e->scale[i];
		for (j = 0; j <= i; j++)
			e->a[i][j] *= e->scale[i] * e->scale[j];
	}
}

/* Cholesky's factor in place; a row that adds nothing becomes zero. */
static void
factor(struct normal *e)
{
	size_t i, j, k;
	double sum;

	for (i = 0; i < e->n; i++) {
		for (j = 0; j <= i; j++) {
			sum = e->a[i][j];
			for (k = 0; k < j; k++)
				sum -= e->a[i][k] * e->a[j][k];
			if (i == j)
				e->a[i][i] = sum > SAME ? sqrt(sum) : 0;
			else
				e->a[i][j] =
				    e->a[j][j] > 0 ? sum / e->a[j][j] : 0;
		}
	}
}

static void
solve(const struct normal *e, double *slope)
{
	double z[FIT_TERMS] = { 0 }, sum;
	size_t i, k;

	for (i = 0; i < e->n; i++) {
		for (sum = e->b[i], k = 0; k < i; k++)
			sum -= e->a[i][k] * z[k];
		z[i] = e->a[i][i] > 0 ? sum / e->a[i][i] : 0;
	}
	for (i = e->n; i-- > 0;) {
		for (sum = z[i], k = i + 1; k < e->n; k++)
			sum -= e->a[k][i] * slope[k];
		slope[i] = e->a[i][i] > 0 ? sum / e->a[i][i] : 0;
	}
}

void
fit_make(struct fit *f, const double *const *column, size_t terms,
    const double *y, const double *weight, size_t n)
{
	struct normal e = { .n = terms };
	size_t i;

	*f = (struct fit){ .terms = terms, .constant = mean(y, weight, n) };
	for (i = 0; i < terms; i++)
		f->mean[i] = mean(column[i], weight, n);
	gather(&e, f, column, y, weight, n);
	scale(&e);
	factor(&e);
	solve(&e, f->slope);
	for (i = 0; i < terms; i++)
		f->slope[i] *= e.scale[i];
}

double
fit_guess(const struct fit *f, const double *const *column, size_t i)
{
	double y = f->constant;
	size_t j;

	for (j = 0; j < f->terms; j++)
		y += f->slope[j] * (column[j][i] - f->mean[j]);
	return y;
}
