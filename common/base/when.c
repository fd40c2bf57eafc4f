#include "base/when.h"

int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Days since 1970-01-01 of a date, and back: Howard Hinnant's algorithms. */
static int64_t
days_of(int64_t y, int64_t m, int64_t d)
{
	int64_t era, yoe, doy;

	y -= m <= 2;
	era = floor_div(y, 400);
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

int64_t
when_of_civil(const struct civil *c)
{
	return days_of(c->year, c->month, c->day) * DAY_MS + c->hour * HOUR_MS +
	       c->minute * MINUTE_MS + c->second * SECOND_MS + c->ms;
}

void
when_civil(struct civil *c, int64_t ms)
{
	int64_t days = floor_div(ms, DAY_MS), z = days + 719468;
	int64_t era = floor_div(z, 146097), doe = z - era * 146097;
	int64_t yoe, doy, mp;

	ms -= days * DAY_MS;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	c->day = (int)(doy - (153 * mp + 2) / 5 + 1);
	c->month = (int)(mp < 10 ? mp + 3 : mp - 9);
	c->year = (int)(yoe + era * 400 + (c->month <= 2));
	c->hour = (int)(ms / HOUR_MS);
	c->minute = (int)(ms / MINUTE_MS % 60);
	c->second = (int)(ms / SECOND_MS % 60);
	c->ms = (int)(ms % SECOND_MS);
}

void
when_put(struct buf *b, int64_t ms)
{
	struct civil c;

	when_civil(&c, ms);
	buf_printf(b, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", c.year, c.month,
	    c.day, c.hour, c.minute, c.second, c.ms);
}

bool
when_sane(int64_t ms)
{
	return ms >= WHEN_FIRST && ms < WHEN_LAST;
}

/* Exactly n digits off the front. */
static bool
take(struct str *s, int n, int *out)
{
	int i, v = 0;

	if (s->n < (size_t)n)
		return false;
	for (i = 0; i < n; i++) {
		if (s->s[i] < '0' || s->s[i] > '9')
			return false;
		v = v * 10 + (s->s[i] - '0');
	}
	*s = str_from(*s, (size_t)n);
	*out = v;
	return true;
}

static bool
skip(struct str *s, char c)
{
	if (s->n == 0 || s->s[0] != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

/* .5 .12 .123456: to ms, further digits cut off. */
static bool
fraction(struct str *s, int *ms)
{
	int digits = 0;

	*ms = 0;
	for (; s->n > 0 && s->s[0] >= '0' && s->s[0] <= '9'; digits++) {
		if (digits < 3)
			*ms = *ms * 10 + (s->s[0] - '0');
		*s = str_from(*s, 1);
	}
	for (int i = digits; i < 3; i++)
		*ms *= 10;
	return digits > 0 && digits <= 9;
}

/* Z, +02:00, -0530 or nothing (UTC): ms to take off. */
static bool
zone(struct str s, int64_t *offset)
{
	int sign, hours, minutes = 0;

	*offset = 0;
	if (s.n == 0 || str_is(s, "Z") || str_is(s, "z"))
		return true;
	sign = s.s[0] == '-' ? -1 : 1;
	if (s.s[0] != '+' && s.s[0] != '-')
		return false;
	s = str_from(s, 1);
	if (!take(&s, 2, &hours))
		return false;
	skip(&s, ':');
	if (s.n > 0 && !take(&s, 2, &minutes))
		return false;
	*offset = sign * (hours * HOUR_MS + minutes * MINUTE_MS);
	return s.n == 0 && hours < 24 && minutes < 60;
}

const char *
when_parse_iso(int64_t *ms, struct str s)
{
	static const char why[] = "not a time such as 2025-01-31T08:00:00Z";
	struct civil c = { 0 }, back;
	int64_t offset = 0, t;

	if (!take(&s, 4, &c.year) || !skip(&s, '-') || !take(&s, 2, &c.month) ||
	    !skip(&s, '-') || !take(&s, 2, &c.day))
		return why;
	if (skip(&s, 'T') || skip(&s, 't') || skip(&s, ' ')) {
		if (!take(&s, 2, &c.hour) || !skip(&s, ':') ||
		    !take(&s, 2, &c.minute))
			return why;
		if (skip(&s, ':') && !take(&s, 2, &c.second))
			return why;
		if (skip(&s, '.') && !fraction(&s, &c.ms))
			return why;
	}
	if (!zone(s, &offset) || c.month < 1 || c.month > 12 || c.hour > 23 ||
	    c.minute > 59 || c.second > 59)
		return why;
	t = when_of_civil(&c);
	when_civil(&back, t);
	if (back.day != c.day || back.month != c.month || back.year < 1970)
		return why;
	*ms = t - offset;
	return NULL;
}

/* The unit at the end of a span, in ms; 0: none. */
static int64_t
unit(struct str s)
{
	static const struct {
		const char *name;
		int64_t ms;
	} units[] = { { "ms", 1 }, { "s", SECOND_MS }, { "m", MINUTE_MS },
		{ "h", HOUR_MS }, { "d", DAY_MS }, { "w", 7 * DAY_MS } };

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (str_is(s, units[i].name))
			return units[i].ms;
	return 0;
}

const char *
span_parse(int64_t *ms, struct str s)
{
	int64_t n = 0, u;
	size_t i;

	for (i = 0; i < s.n && s.s[i] >= '0' && s.s[i] <= '9'; i++)
		if (n < INT64_C(10000000000))
			n = n * 10 + (s.s[i] - '0');
	if (i == 0 || (u = unit(str_from(s, i))) == 0)
		return "not a span such as 90s, 5m, 1h or 1d";
	if (n == 0)
		return "a span of nothing";
	if (n > 100 * 366 * DAY_MS / u)
		return "a span of more than a century";
	*ms = n * u;
	return NULL;
}

void
span_put(struct buf *b, int64_t ms)
{
	static const struct {
		int64_t ms;
		const char *name;
	} units[] = { { DAY_MS, "d" }, { HOUR_MS, "h" }, { MINUTE_MS, "m" },
		{ SECOND_MS, "s" }, { 1, "ms" } };
	size_t i = 0;

	while (ms % units[i].ms != 0)
		i++;
	buf_int(b, ms / units[i].ms);
	buf_puts(b, units[i].name);
}

/* Epoch seconds below 10^11 (the year 5138), else ms. */
static const char *
epoch(int64_t *ms, struct str s)
{
	int64_t v = 0;

	for (; s.n > 0; s = str_from(s, 1)) {
		if (v > INT64_C(100000000000000))
			return "a time out of range";
		v = v * 10 + (s.s[0] - '0');
	}
	*ms = v < INT64_C(100000000000) ? v * SECOND_MS : v;
	return NULL;
}

const char *
when_parse(struct when *w, struct str s)
{
	struct when t = { 0, false, true };
	const char *why = NULL;
	size_t i;

	for (i = 0; i < s.n && s.s[i] >= '0' && s.s[i] <= '9';)
		i++;
	if (str_is(s, "now")) {
		t.relative = true;
	} else if (s.n > 0 && s.s[0] == '-') {
		t.relative = true;
		why = span_parse(&t.ms, str_from(s, 1));
	} else if (i == s.n && i > 0) {
		why = epoch(&t.ms, s);
	} else {
		why = when_parse_iso(&t.ms, s);
	}
	if (why != NULL)
		return "not a time such as 2025-01-31T08:00, 1738310400, -4h "
		       "or now";
	*w = t;
	return NULL;
}

int64_t
when_at(struct when w, int64_t now)
{
	return w.relative ? now - w.ms : w.ms;
}

void
when_put_given(struct buf *to, struct when w)
{
	if (!w.relative) {
		when_put(to, w.ms);
	} else if (w.ms == 0) {
		buf_puts(to, "now");
	} else {
		buf_putc(to, '-');
		span_put(to, w.ms);
	}
}
