#include "liq-render/axis.h"

#include <math.h>

#include "base/when.h"

#define MONTH_MS (28 * DAY_MS) /* steps as long as that name the year */

double
axis_step(double span, int most)
{
	static const double rounds[] = { 1, 2, 5, 10 };
	double least = span / (most > 0 ? most : 1);
	double power = pow(10, floor(log10(least)));
	int i;

	for (i = 0; i < 3 && rounds[i] * power < least; i++)
		;
	return rounds[i] * power;
}

double
axis_top(double v)
{
	static const double rounds[] = { 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8,
		10 };
	double power;
	int i;

	if (!(v > 0))
		return 1;
	power = pow(10, floor(log10(v)));
	for (i = 0; i < 10 && rounds[i] * power < v; i++)
		;
	return rounds[i] * power;
}

/* Digits that a double of this size still has to the right of the point. */
static int
scale_of(double v)
{
	int digits = v > 0 ? 14 - (int)floor(log10(v)) : 0;

	return digits < 0 ? 0 : digits > 20 ? 20 : digits;
}

void
axis_usd(struct buf *to, double usd)
{
	struct dec d;

	if (dec_of_double(&d, usd, scale_of(usd)))
		label_usd(to, d);
}

void
axis_price(struct buf *to, double price, double step)
{
	int scale = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
	struct buf text = { 0 };
	struct dec d;
	size_t point;

	scale = scale > 20 ? 20 : scale;
	if (!dec_of_double(&d, price, scale))
		return;
	label_exact(&text, d);
	/* as many decimals as the step has, so that labels stand in line */
	for (point = 0; point < text.n && text.s[point] != '.';)
		point++;
	if (scale == 0) {
		text.n = point;
	} else {
		while (text.n < point + 1 + (size_t)scale)
			buf_putc(&text, '0');
	}
	buf_str(to, buf_view(&text));
	buf_free(&text);
}

int64_t
axis_time_step(int64_t span, int most)
{
	static const int64_t steps[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500,
		SECOND_MS, 2 * SECOND_MS, 5 * SECOND_MS, 10 * SECOND_MS,
		15 * SECOND_MS, 30 * SECOND_MS, MINUTE_MS, 2 * MINUTE_MS,
		5 * MINUTE_MS, 10 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS,
		HOUR_MS, 2 * HOUR_MS, 3 * HOUR_MS, 4 * HOUR_MS, 6 * HOUR_MS,
		12 * HOUR_MS, DAY_MS, 2 * DAY_MS, 5 * DAY_MS, 7 * DAY_MS,
		14 * DAY_MS, MONTH_MS, 2 * MONTH_MS, 4 * MONTH_MS };
	const size_t n = sizeof(steps) / sizeof(*steps);
	int64_t step;
	size_t i;

	most = most > 0 ? most : 1;
	for (i = 0; i + 1 < n && steps[i] < span / most; i++)
		;
	for (step = steps[i]; step < span / most;)
		step *= 2;
	return step;
}

int64_t
axis_time_next(const struct zone *z, int64_t ms, int64_t step)
{
	int64_t east = zone_offset(z, ms) * MINUTE_MS;

	return -floor_div(-(ms + east), step) * step - east;
}

void
axis_time(struct buf *to, const struct zone *z, int64_t ms, int64_t step)
{
	struct civil c;

	when_civil(&c, ms + zone_offset(z, ms) * MINUTE_MS);
	if (step >= MONTH_MS)
		buf_printf(to, "%04d-%02d-%02d", c.year, c.month, c.day);
	else if (c.hour == 0 && c.minute == 0 && c.second == 0 && c.ms == 0)
		buf_printf(to, "%02d-%02d", c.month, c.day);
	else if (step >= MINUTE_MS)
		buf_printf(to, "%02d:%02d", c.hour, c.minute);
	else if (step >= SECOND_MS)
		buf_printf(to, "%02d:%02d:%02d", c.hour, c.minute, c.second);
	else
		buf_printf(to, "%02d.%03d", c.second, c.ms);
}

int
axis_time_columns(int64_t step)
{
	if (step >= MONTH_MS)
		return 10;
	return step >= MINUTE_MS ? 5 : step >= SECOND_MS ? 8 : 6;
}
