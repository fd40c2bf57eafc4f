#include "liq-fetch/cut.h"

#include "base/when.h"
#include "liq-fetch/hours.h"

static bool
is_apart(const struct cut *c, int64_t hour)
{
	return hour >= c->fine || cover_reaches(c->apart, hour) > hour;
}

/* The first hour from there on that is apart, or is the last one. */
static int64_t
first_apart(const struct cut *c, int64_t hour)
{
	while (hour + HOUR_MS < c->rest.until && !is_apart(c, hour))
		hour += HOUR_MS;
	return hour;
}

bool
cut_next(struct cut *c, struct interval *part, int64_t *hour)
{
	int64_t end;

	if (c->over)
		return false;
	*hour = first_apart(c, hours_of(c->rest.since));
	end = *hour + HOUR_MS;
	end = end < c->rest.until ? end : c->rest.until;
	*part = (struct interval){ c->rest.since, end };
	c->rest.since = end;
	c->over = end >= c->rest.until;
	return true;
}
