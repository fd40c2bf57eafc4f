/* when.c - times and spans: what they mean, what is refused. */
#include "base/when.h"

#include "tap.h"

static void
times(void)
{
	static const struct {
		const char *text;
		int64_t ms; /* -1: refused */
	} cases[] = {
		{ "2025-01-01", 1735689600000 },
		{ "2025-01-01T00:00", 1735689600000 },
		{ "2025-01-01 00:00:00", 1735689600000 },
		{ "2025-01-01T00:00:00Z", 1735689600000 },
		{ "2025-01-01T00:00:00.5Z", 1735689600500 },
		{ "2025-01-01T00:00:00.123456Z", 1735689600123 },
		{ "2025-01-01T02:00:00+02:00", 1735689600000 },
		{ "2024-12-31T19:00:00-0500", 1735689600000 },
		{ "2024-02-29", 1709164800000 },
		{ "2000-02-29", 951782400000 },
		{ "1735689600", 1735689600000 },
		{ "1735689600123", 1735689600123 },
		{ "2025-02-29", -1 },
		{ "2025-13-01", -1 },
		{ "2025-00-10", -1 },
		{ "2025-01-01T24:00", -1 },
		{ "2025-01-01T00:60", -1 },
		{ "2025-1-1", -1 },
		{ "2025-01-01T00:00x", -1 },
		{ "2025-01-01T00:00+25:00", -1 },
		{ "yesterday", -1 },
		{ "", -1 },
		{ "999999999999999999999", -1 },
	};
	struct when w;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *why = when_parse(&w, str_of(cases[i].text));

		ok(why == NULL ? w.ms == cases[i].ms && !w.relative
			       : cases[i].ms == -1,
		    "\"%s\"", cases[i].text);
	}
	ok(when_parse(&w, STR("-4h")) == NULL &&
		when_at(w, 20000000) == 5600000,
	    "-4h is four hours before");
	ok(when_parse(&w, STR("now")) == NULL && when_at(w, 7) == 7, "now");
	ok(when_parse(&w, STR("-4x")) != NULL, "-4x is refused");
}

static void
back(void)
{
	struct buf b = { 0 };
	struct civil c;
	int64_t t, wrong = 0;

	for (t = -62135596800000; t < 4102444800000; t += 86399999 * 7) {
		when_civil(&c, t);
		wrong += when_of_civil(&c) != t;
	}
	ok(wrong == 0, "every date of 2,000 years comes back");
	when_put(&b, 1709210096789);
	buf_putc(&b, '\0');
	is(b.s, "2024-02-29T12:34:56.789Z", "a time written");
	buf_free(&b);
}

static void
spans(void)
{
	static const struct {
		const char *text;
		int64_t ms;
	} cases[] = { { "30s", 30000 }, { "5m", 300000 }, { "250ms", 250 },
		{ "4h", 14400000 }, { "1d", 86400000 }, { "2w", 1209600000 },
		{ "90m", 5400000 }, { "0s", -1 }, { "5", -1 }, { "m", -1 },
		{ "-5m", -1 }, { "5q", -1 }, { "1.5h", -1 },
		{ "99999999999999d", -1 } };
	struct buf b = { 0 };
	int64_t ms;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *why = span_parse(&ms, str_of(cases[i].text));

		ok(why == NULL ? ms == cases[i].ms : cases[i].ms == -1, "%s",
		    cases[i].text);
	}
	span_put(&b, 5400000);
	buf_putc(&b, ' ');
	span_put(&b, 172800000);
	buf_putc(&b, '\0');
	is(b.s, "90m 2d", "the shortest exact form");
	ok(floor_div(-1, 10) == -1 && floor_div(-10, 10) == -1 &&
		floor_div(9, 10) == 0,
	    "floor_div goes down");
	buf_free(&b);
}

int
main(void)
{
	times();
	back();
	spans();
	return tap_end();
}
