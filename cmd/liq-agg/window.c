#include "liq-agg/window.h"

#include "base/when.h"

struct window
window_of(int64_t ts, int64_t width)
{
	struct window w = { .ts = ts < WHEN_FIRST ? WHEN_FIRST : ts };

	w.width_ms = ts + width - w.ts;
	return w;
}

struct window
window_at(int64_t ts, int64_t interval)
{
	return window_of(floor_div(ts, interval) * interval, interval);
}

static bool
aligned(struct windows *all, struct window *window)
{
	int64_t ts = floor_div(all->since, all->interval) * all->interval +
		     (int64_t)all->done * all->interval;

	if (ts >= all->until)
		return false;
	all->done++;
	*window = window_of(ts, all->interval);
	return true;
}

bool
windows_next(struct windows *all, struct window *window)
{
	int64_t width;

	if (all->last < all->first)
		return false;
	if (all->interval > 0)
		return aligned(all, window);
	if (all->done == all->widths->n)
		return false;
	width = all->widths->ms[all->done++];
	if (width > 0)
		*window = window_of(all->until - width, width);
	else
		*window = (struct window){ all->first,
			all->last - all->first + 1, true };
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
