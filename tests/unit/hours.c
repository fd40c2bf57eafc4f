/*
 * Hours: their folders, and spans that are cut at them.
 */
#include "liq-fetch/hours.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/when.h"
#include "dice.h"
#include "liq-fetch/cut.h"
#include "tap.h"

#define T0 (INT64_C(490000) * HOUR_MS)

static void
path_is(const char *file, int64_t ms, const char *want)
{
	struct buf b = { 0 };

	hours_path(&b, file, hours_of(ms));
	is(b.s, want, want);
	buf_free(&b);
}

static void
paths(void)
{
	path_is("liq.ndjson", INT64_C(1795327200000),
	    "dt=2026-11-22/hour=06/liq.ndjson");
	path_is("data/liq.ndjson.gz", INT64_C(1795330799999),
	    "data/dt=2026-11-22/hour=06/liq.ndjson.gz");
	path_is(
	    "/a/b/x", INT64_C(1795330800000), "/a/b/dt=2026-11-22/hour=07/x");
	path_is("./x", INT64_C(1735689599999), "./dt=2024-12-31/hour=23/x");
	path_is("x", INT64_C(1735689600000), "dt=2025-01-01/hour=00/x");
	path_is("x", INT64_C(1709164800000), "dt=2024-02-29/hour=00/x");
	ok(hours_of(-1) == -HOUR_MS, "hours before 1970 are hours");
}

static void
make(const char *path, bool file)
{
	const char *why = hours_make(path);
	FILE *f = why == NULL && file ? fopen(path, "w") : NULL;

	if (f != NULL)
		fclose(f);
	ok(why == NULL && (!file || f != NULL), "%s is made", path);
}

static void
folders(void)
{
	struct hours h = { 0 };
	const char *why;
	bool held;
	int fd;

	ok(hours_make("a/dt=2026-11-22/hour=06/x") != NULL &&
		mkdir("a", 0700) == 0,
	    "the folder of all is not made");
	make("a/dt=2026-11-22/hour=06/x", true);
	make("a/dt=2026-11-22/hour=06/x", true);
	make("a/dt=2026-11-21/hour=23/x", false);
	make("a/dt=2026-11-22/hour=24/x", true);
	make("a/dt=2026-11-31/hour=00/x", true);
	make("a/day=2026-11-22/hour=00/x", true);
	make("a/dt=2025-02-28/hour=00/x", true);
	hours_find(&h, "a/x");
	ok(h.n == 3 && h.of[0].hour == INT64_C(1740700800000) &&
		h.of[1].hour == INT64_C(1795302000000) &&
		h.of[2].hour == INT64_C(1795327200000),
	    "hours that there are, in their order, are found; no others");
	ok(h.n == 3 && h.of[1].written > h.of[2].hour / 2,
	    "one without a file was written to when its folder was");
	hours_free(&h);
	hours_find(&h, "b/x");
	ok(h.n == 0, "where there is no folder, there are none");
	hours_free(&h);
	make("dt=2026-11-22/hour=06/x", true);
	hours_find(&h, "x");
	ok(h.n == 1, "a name alone is in the folder that is");
	hours_free(&h);
	ok(hours_make("a/dt=2026-11-22/hour=06/x/dt=/hour=01/x") != NULL,
	    "what cannot be made has a reason");
	fd = hours_lock("a/x", &held, &why);
	ok(fd >= 0 && hours_lock("a/x", &held, &why) < 0 && held,
	    "one run at a time");
	close(fd);
	fd = hours_lock("a/x", &held, &why);
	ok(fd >= 0, "and then the next");
	close(fd);
	ok(hours_lock("b/x", &held, &why) < 0 && !held,
	    "a folder that is not there is not made");
}

/* The parts of a span, as "first+length/hour" in minutes from T0. */
static const char *
parts(struct cut c, int64_t since, int64_t until)
{
	static char text[512];
	struct interval part;
	int64_t hour;
	size_t n = 0;

	c.rest =
	    (struct interval){ T0 + since * MINUTE_MS, T0 + until * MINUTE_MS };
	text[0] = '\0';
	while (n < sizeof(text) - 64 && cut_next(&c, &part, &hour))
		n += (size_t)snprintf(text + n, sizeof(text) - n,
		    "%s%lld+%lld/%lld", n > 0 ? " " : "",
		    (long long)((part.since - T0) / MINUTE_MS),
		    (long long)((part.until - part.since) / MINUTE_MS),
		    (long long)((hour - T0) / HOUR_MS));
	return text;
}

static void
cuts(void)
{
	struct cover some = { 0 };
	struct cut all = { .fine = INT64_MIN, .apart = &some };
	struct cut few = { .fine = T0 + 8 * HOUR_MS, .apart = &some };

	is(parts(all, 10, 20), "10+10/0", "within an hour");
	is(parts(all, 0, 60), "0+60/0", "an hour");
	is(parts(all, 50, 70), "50+10/0 60+10/1", "over the edge");
	is(parts(all, 50, 190), "50+10/0 60+60/1 120+60/2 180+10/3",
	    "over many");
	is(parts(all, 60, 60), "60+0/1", "a moment is of the hour it begins");
	is(parts(all, 61, 61), "61+0/1", "and so is any other");
	is(parts(few, 50, 190), "50+140/3", "nobody wants them apart");
	is(parts(few, 400, 610), "400+140/8 540+60/9 600+10/10",
	    "from some hour on they are apart");
	cover_add(&some, T0 + 2 * HOUR_MS, T0 + 4 * HOUR_MS);
	is(parts(few, 50, 310), "50+130/2 180+60/3 240+70/5",
	    "and where there are files");
	is(parts(few, 190, 200), "190+10/3", "a short one there");
	cover_free(&some);
}

/* Is any hour before the one that the part ends in apart? */
static bool
is_over(const struct cut *c, const struct interval *p, int64_t hour)
{
	int64_t h;

	for (h = hours_of(p->since); h < hour; h += HOUR_MS)
		if (h >= c->fine || cover_reaches(c->apart, h) > h)
			return true;
	return false;
}

static int64_t
some_hour(void)
{
	return T0 + (int64_t)dice(80) * HOUR_MS;
}

/* Of any span: no part is lost, none is empty or over an edge. */
static void
spans(void)
{
	struct cover some = { 0 };
	bool whole = true, apart = true;
	int i, n = rounds(20000);

	for (i = 0; i < n; i++) {
		int64_t at = T0 + (int64_t)dice(40 * HOUR_MS),
			hour = some_hour();
		int64_t end = at + (int64_t)dice(40 * HOUR_MS) + 1;
		struct cut c = {
			.rest = { at, end }, .fine = some_hour(), .apart = &some
		};
		struct interval p;

		if (i % 1000 == 0)
			cover_free(&some);
		if (i % 50 == 0)
			cover_add(&some, hour, hour + HOUR_MS);
		while (cut_next(&c, &p, &hour)) {
			whole = whole && p.since == at && p.until > at &&
				hour == hours_of(p.until - 1);
			apart = apart && !is_over(&c, &p, hour);
			at = p.until;
		}
		whole = whole && at == end;
	}
	ok(whole, "%d spans are whole, part after part", n);
	ok(apart, "where hours are apart, no part is of two");
	cover_free(&some);
}

int
main(void)
{
	char folder[] = "/tmp/liq-hours.XXXXXX";
	char rm[64];

	paths();
	cuts();
	spans();
	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return 1;
	folders();
	snprintf(rm, sizeof(rm), "rm -rf %s", folder);
	return system(rm) != 0 || tap_end();
}
