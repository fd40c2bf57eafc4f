#include "liq-agg/window.h"

#include "base/when.h"

/* No record starts before the first time of this market. */
static void
set(struct window *w, const struct events *events, int64_t ts, int64_t width)
{
	w->ts = ts < WHEN_FIRST ? WHEN_FIRST : ts;
	w->width_ms = ts + width - w->ts;
	w->from = events_at(events, w->ts);
	w->to = events_at(events, ts + width);
}

static bool
aligned(struct windows *all, const struct events *events, struct window *window)
{
	int64_t ts = floor_div(all->since, all->interval) * all->interval +
		     (int64_t)all->done * all->interval;

	if (ts >= all->until)
		return false;
	all->done++;
	set(window, events, ts, all->interval);
	return true;
}

bool
windows_next(
    struct windows *all, const struct events *events, struct window *window)
{
	int64_t first, width;

	if (events->n == 0)
		return false;
	if (all->interval > 0)
		return aligned(all, events, window);
	if (all->done == all->widths->n)
		return false;
	width = all->widths->ms[all->done++];
	if (width > 0) {
		set(window, events, all->until - width, width);
		return true;
	}
	first = events->of[0].ts;
	set(window, events, first, events->of[events->n - 1].ts - first + 1);
	return true;
}

int64_t
windows_count(const struct windows *all)
{
	int64_t width = all->interval;

	if (width == 0)
		return (int64_t)all->widths->n;
	if (all->until <= all->since)
		return 0;
	return floor_div(all->until - 1, width) - floor_div(all->since, width) +
	       1;
}
