#include "liq-agg/request.h"

#include "io/opt.h"
#include "liq-agg/group.h"

#define USUAL_SPAN (7 * DAY_MS) /* of --outsized alone */
#define USUAL_WINDOWS 100000

const char *
request_widths(void *target, const char *operand)
{
	struct widths w = { 0 };
	struct str rest = str_of(operand), part;
	const char *why;
	int64_t ms;
	size_t i;

	while (str_split(&rest, ',', &part)) {
		ms = 0;
		if (!str_is(part, "all") &&
		    (why = span_parse(&ms, part)) != NULL)
			return why;
		for (i = 0; i < w.n; i++)
			if (w.ms[i] == ms)
				return "a width that is there twice";
		if (w.n == WIDTHS)
			return "more than 16 widths";
		w.ms[w.n++] = ms;
	}
	*(struct widths *)target = w;
	return NULL;
}

/* Which of names a word is; -1: none. */
static int
place(const char *const *names, struct str word)
{
	int i;

	for (i = 0; names[i] != NULL; i++)
		if (str_is(word, names[i]))
			return i;
	return -1;
}

const char *
request_keys(void *target, const char *operand)
{
	struct str rest = str_of(operand), part;
	unsigned keys = 0;
	int i;

	if (str_is(rest, "none") || rest.n == 0) {
		*(unsigned *)target = 0;
		return NULL;
	}
	while (str_split(&rest, ',', &part)) {
		if ((i = place(group_key_names, part)) < 0)
			return opt_unknown("key", part, group_key_names);
		keys |= 1U << i;
	}
	*(unsigned *)target = keys;
	return NULL;
}

const char *
request_side(void *target, const char *operand)
{
	int i = place(side_names, str_of(operand));

	if (i < 0)
		return opt_unknown("side", str_of(operand), side_names);
	*(int *)target = i + 1;
	return NULL;
}

const char *
request_format(void *target, const char *operand)
{
	int i = place(print_names, str_of(operand));

	if (i < 0)
		return opt_unknown("format", str_of(operand), print_names);
	*(int *)target = i;
	return NULL;
}

const char *
request_bins(void *target, const char *operand)
{
	return bins_parse(target, str_of(operand));
}

const char *
request_follow(void *target, const char *operand)
{
	struct request *r = target;

	r->follow = true;
	return operand != NULL ? opt_span(&r->period, operand) : NULL;
}

const char *
request_times(void *target, const char *operand)
{
	struct dec d;

	if (dec_parse(&d, str_of(operand)) != NULL || dec_sign(d) <= 0)
		return "not a number above zero, such as 3";
	*(struct dec *)target = d;
	return NULL;
}

static bool
has_all(const struct widths *w)
{
	size_t i;

	for (i = 0; i < w->n && w->ms[i] != 0;)
		i++;
	return i < w->n;
}

static const char *
settle_follow(const struct request *r)
{
	if ((r->since.given && r->since.relative) ||
	    (r->until.given && r->until.relative))
		return "-f takes no times that count back";
	if (has_all(&r->widths))
		return "-f and -w all exclude each other";
	if (r->interval > 0 && r->top > 0)
		return "-t is for trailing windows where -f is given";
	if (r->partial || r->merge)
		return "-f excludes --partial and --merge";
	return r->format == PRINT_PROM ? "-f and --format=prom exclude each "
					 "other"
				       : NULL;
}

/* A shard does not know when the others end. */
static const char *
settle_shards(const struct request *r)
{
	const bool open = r->interval == 0 && !r->until.given &&
			  !(r->widths.n == 1 && r->widths.ms[0] == 0);

	if ((r->since.given && r->since.relative) ||
	    (r->until.given && r->until.relative) || open)
		return "--partial and --merge take -i, -w all or an -u, and "
		       "no times that count back";
	if (r->partial && r->format != PRINT_NDJSON)
		return "--partial is written as ndjson";
	return NULL;
}

/* As many windows before each: more is a mistake. */
static const char *
settle_usual(const struct request *r)
{
	int64_t least = r->interval > 0 ? r->interval : INT64_MAX;
	size_t i;

	for (i = 0; i < r->widths.n; i++)
		if (r->widths.ms[i] > 0 && r->widths.ms[i] < least)
			least = r->widths.ms[i];
	return r->usual / least > USUAL_WINDOWS
		   ? "--usual spans over 100000 windows"
		   : NULL;
}

static const char *
settle_bins(const struct request *r)
{
	if (r->usual > 0)
		return "--bins and --usual exclude each other";
	return r->keys & (BY_BASE | BY_SYMBOL)
		   ? NULL
		   : "--bins takes base or symbol in -b: prices of "
		     "several coins have no bins in common";
}

const char *
request_settle(struct request *r)
{
	const char *why = NULL;

	if (r->interval > 0 && r->widths.n > 0)
		return "-i and -w exclude each other";
	if (r->interval == 0 && r->widths.n == 0)
		r->widths = (struct widths){ { DAY_MS }, 1 };
	if (r->outsized.known && r->usual == 0)
		r->usual = USUAL_SPAN;
	if (r->interval > 0 && r->format == PRINT_PROM)
		return "-i and --format=prom exclude each other";
	if (r->widths.n > 1 && has_all(&r->widths) && r->format == PRINT_PROM)
		return "-w all stands alone where --format=prom is given";
	if ((r->shard != NULL && !r->partial) || (r->expect > 0 && !r->merge))
		return "--shard is for --partial, --expect for --merge";
	if (r->follow)
		why = settle_follow(r);
	if (why == NULL && (r->partial || r->merge))
		why = settle_shards(r);
	if (why == NULL && r->bins.step.known)
		why = settle_bins(r);
	return why != NULL ? why : settle_usual(r);
}

bool
request_wants(const struct request *r, const char *exchange)
{
	uint32_t id;

	return r->exchanges.n == 0 ||
	       names_find(&r->exchanges, str_of(exchange), &id);
}

struct choice
request_choice(const struct request *r, int64_t last)
{
	struct choice c = { INT64_MIN, INT64_MAX, r->min, r->side };

	if (r->since.given)
		c.since = when_at(r->since, last);
	if (r->until.given)
		c.until = when_at(r->until, last);
	return c;
}

struct windows
request_windows(const struct request *r, int64_t last)
{
	struct choice c = request_choice(r, last);

	return (struct windows){ .widths = &r->widths,
		.interval = r->interval,
		.since = c.since,
		.until = r->until.given ? c.until : last,
		.first = INT64_MAX,
		.last = INT64_MIN };
}

struct interval
request_span(const struct request *r, int64_t last)
{
	struct choice c = request_choice(r, last);
	struct interval span = { c.since, c.until };
	int64_t widest = 0, end = r->until.given ? c.until : last;
	size_t i;

	if (r->interval > 0)
		return span;
	for (i = 0; i < r->widths.n; i++) {
		if (r->widths.ms[i] == 0)
			return span;
		if (r->widths.ms[i] > widest)
			widest = r->widths.ms[i];
	}
	span.until = end;
	if (end - widest > span.since)
		span.since = end - widest;
	return span;
}
