#include "liq-levels/marks.h"

#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "base/x.h"

#define SPACING (5 * MINUTE_MS) /* of moments */

void
marks_add(struct marks *m, struct spot spot, int64_t spacing)
{
	size_t i = m->n;

	m->of = xgrow(m->of, m->n, &m->cap, sizeof(*m->of));
	for (; i > 0 && m->of[i - 1].ts > spot.ts; i--)
		m->of[i] = m->of[i - 1];
	m->of[i] = spot;
	m->n++;
	if (spacing == 0)
		spacing = SPACING;
	if (spacing > 0 && (m->spacing == 0 || spacing < m->spacing))
		m->spacing = spacing;
}

double
marks_interest(const struct marks *m, int64_t ts)
{
	double last = 0;
	size_t i;

	for (i = 0; i < m->n && m->of[i].ts <= ts; i++)
		if (m->of[i].interest > 0)
			last = m->of[i].interest;
	return last;
}

size_t
marks_within(const struct marks *m, int64_t ts, int64_t width_ms,
    double price[PATH_STEPS - 1])
{
	int64_t slots, slot, last = -1;
	size_t i, n = 0;

	slots = m->spacing > 0 ? width_ms / m->spacing : 0;
	if (slots < 2 || slots >= PATH_STEPS)
		return 0;
	for (i = 0; i < m->n && m->of[i].ts < ts + width_ms; i++) {
		if (m->of[i].ts < ts || !m->of[i].priced)
			continue;
		slot = (m->of[i].ts - ts) / m->spacing;
		if (slot > last && n < PATH_STEPS - 1)
			price[n++] = m->of[i].price;
		last = slot;
	}
	return (int64_t)n >= slots - 1 ? n : 0;
}

void
marks_forget(struct marks *m, int64_t before)
{
	size_t gone = 0, i;

	/* The last open interest still counts. */
	for (i = 0; i < m->n && m->of[i].ts <= before; i++)
		if (m->of[i].interest > 0)
			gone = i;
	if (gone == 0)
		return;
	memmove(m->of, m->of + gone, (m->n - gone) * sizeof(*m->of));
	m->n -= gone;
}

void
marks_free(struct marks *m)
{
	free(m->of);
	*m = (struct marks){ 0 };
}
