#include "liq-levels/path.h"

#include <math.h>

#include "base/when.h"

#define PARTS 12
#define SHARE_FLOOR 1e-4 /* a step that stood still still traded */

static double
clip(double x, double low, double high)
{
	return x < low ? low : x > high ? high : x;
}

static void
add_step(struct path *p, double from, double to)
{
	struct step *s = &p->of[p->n++];

	s->low = fmin(from, to);
	s->high = fmax(from, to);
	s->end = to;
}

/* The marks miss the extremes: the nearest steps went there. */
static void
stretch(struct path *p, const struct bar *b)
{
	size_t i, lowest = 0, highest = 0;

	for (i = 1; i < p->n; i++) {
		if (p->of[i].low < p->of[lowest].low)
			lowest = i;
		if (p->of[i].high > p->of[highest].high)
			highest = i;
	}
	p->of[lowest].low = b->low;
	p->of[highest].high = b->high;
}

/* Shares in proportion to range + floor. */
static void
share(struct path *p, double floor)
{
	double sum = 0;
	size_t i;

	p->length = 0;
	for (i = 0; i < p->n; i++) {
		p->of[i].share = p->of[i].high - p->of[i].low + floor;
		p->length += p->of[i].high - p->of[i].low;
		sum += p->of[i].share;
	}
	for (i = 0; i < p->n; i++)
		p->of[i].share /= sum;
}

void
path_marks(
    struct path *p, const struct bar *b, const double *mark, size_t marks)
{
	double from = b->open, to;
	size_t i;

	p->n = 0;
	for (i = 0; i < marks; i++, from = to) {
		to = clip(mark[i], b->low, b->high);
		add_step(p, from, to);
	}
	add_step(p, from, b->close);
	stretch(p, b);
	share(p, SHARE_FLOOR);
}

/* One leg, cut where multiples of the part fall inside it. */
static void
leg(struct path *p, double from, double to, double done, double part, int parts)
{
	double length = fabs(to - from), at, mid, start = from;
	int i;

	for (i = 1; i < parts; i++) {
		at = part * i - done;
		if (at <= 0 || at >= length)
			continue;
		mid = from + (to - from) * at / length;
		add_step(p, start, mid);
		start = mid;
	}
	if (length > 0)
		add_step(p, start, to);
}

void
path_legs(struct path *p, const struct bar *b)
{
	const bool rose = b->close >= b->open;
	const int parts = b->width_ms < HOUR_MS / 2 ? 1 : PARTS;
	const double points[] = { b->open, rose ? b->low : b->high,
		rose ? b->high : b->low, b->close };
	double total = 0, done = 0;
	int i;

	p->n = 0;
	for (i = 0; i < 3; i++)
		total += fabs(points[i + 1] - points[i]);
	if (!(total > 0)) {
		p->of[p->n++] = (struct step){ b->open, b->open, b->open, 1.0 };
		p->length = 0;
		return;
	}
	for (i = 0; i < 3; i++) {
		leg(p, points[i], points[i + 1], done, total / parts, parts);
		done += fabs(points[i + 1] - points[i]);
	}
	share(p, 0);
}
