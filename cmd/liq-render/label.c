#include "liq-render/label.h"

#include <time.h>

#include "base/when.h"

#define SIGNIFICANT 3
#define LEAST (-3) /* power of ten that is still told */

/* A number as digits d[0].d[1]d[2]... times 10^exponent, none leading 0. */
struct digits {
	char d[80];
	int n, exponent;
};

static void
take(struct digits *to, struct dec x)
{
	struct buf text = { 0 };
	bool point = false;
	size_t i;
	int after = 0;

	to->n = 0;
	dec_put(&text, dec_trim(dec_abs(x)));
	for (i = 0; i < text.n; i++) {
		if (text.s[i] == '.') {
			point = true;
			continue;
		}
		after += point;
		if ((to->n > 0 || text.s[i] != '0') &&
		    to->n < (int)sizeof(to->d))
			to->d[to->n++] = text.s[i];
	}
	to->exponent = to->n - 1 - after;
	buf_free(&text);
}

/* To so many digits, half to even; what is cut off was all there was. */
static void
round_digits(struct digits *x, int want)
{
	bool up;
	int i;

	if (x->n <= want) {
		while (x->n < want)
			x->d[x->n++] = '0';
		return;
	}
	up = x->d[want] > '5';
	if (x->d[want] == '5') {
		up = (x->d[want - 1] - '0') % 2 == 1;
		for (i = want + 1; i < x->n; i++)
			up = up || x->d[i] != '0';
	}
	x->n = want;
	for (i = want - 1; up && i >= 0; i--) {
		up = x->d[i] == '9';
		x->d[i] = up ? '0' : (char)(x->d[i] + 1);
	}
	if (up) {
		x->d[0] = '1';
		x->exponent++;
	}
}

void
label_usd(struct buf *to, struct dec usd)
{
	static const char units[] = " kMBT";
	struct digits x;
	int i, whole;

	if (!usd.known || dec_sign(usd) == 0) {
		buf_puts(to, usd.known ? "0" : "?");
		return;
	}
	take(&x, usd);
	round_digits(&x, SIGNIFICANT);
	if (dec_sign(usd) < 0)
		buf_putc(to, '-');
	if (x.exponent < LEAST) {
		buf_puts(to, "<0.001");
		return;
	}
	if (x.exponent >= 3 * (int)sizeof(units) - 3) {
		buf_printf(
		    to, "%c.%c%ce%d", x.d[0], x.d[1], x.d[2], x.exponent);
		return;
	}
	if (x.exponent < 0) {
		buf_put(to, "0.00", (size_t)(1 - x.exponent));
		buf_put(to, x.d, SIGNIFICANT);
		return;
	}
	whole = x.exponent % 3 + 1;
	for (i = 0; i < SIGNIFICANT; i++) {
		if (i == whole)
			buf_putc(to, '.');
		buf_putc(to, x.d[i]);
	}
	if (x.exponent >= 3)
		buf_putc(to, units[x.exponent / 3]);
}

/* Digits with a comma before every third of the whole ones. */
static void
put_grouped(struct buf *to, struct str digits)
{
	size_t i, whole;

	for (whole = 0; whole < digits.n && digits.s[whole] != '.'; whole++)
		;
	for (i = 0; i < digits.n; i++) {
		if (i > 0 && i < whole && (whole - i) % 3 == 0 &&
		    digits.s[i - 1] != '-')
			buf_putc(to, ',');
		buf_putc(to, digits.s[i]);
	}
}

void
label_exact(struct buf *to, struct dec x)
{
	struct buf text = { 0 };

	if (!x.known) {
		buf_puts(to, "?");
		return;
	}
	dec_put(&text, x);
	put_grouped(to, buf_view(&text));
	buf_free(&text);
}

void
label_count(struct buf *to, int64_t n)
{
	struct buf text = { 0 };

	buf_int(&text, n);
	put_grouped(to, buf_view(&text));
	buf_free(&text);
}

void
label_share(struct buf *to, double part, double whole)
{
	double percent = whole > 0 ? part / whole * 100 : 0;

	if (part == whole && whole > 0)
		buf_puts(to, "100%");
	else if (percent >= 99.95)
		buf_puts(to, ">99.9%");
	else if (percent >= 9.995)
		buf_printf(to, "%.1f%%", percent);
	else if (percent >= 0.01)
		buf_printf(to, "%.2f%%", percent);
	else
		buf_puts(to, part > 0 ? "<0.01%" : "0%");
}

void
label_ratio(struct buf *to, struct dec part_long, struct dec part_short)
{
	struct dec ratio;

	if (!part_long.known || !part_short.known)
		buf_puts(to, "?");
	else if (dec_sign(part_long) == 0 && dec_sign(part_short) == 0)
		buf_puts(to, "-");
	else if (dec_sign(part_short) == 0)
		buf_puts(to, "longs");
	else if (dec_sign(part_long) == 0)
		buf_puts(to, "shorts");
	else if (dec_div(&ratio, part_long, part_short, 8))
		label_usd(to, ratio);
	else
		buf_puts(to, "huge");
}

void
label_span(struct buf *to, int64_t ms)
{
	static const int64_t units[] = { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS,
		1, 0 };
	const int64_t *unit = units;
	int64_t low;

	while (*unit > 1 && ms < (*unit == DAY_MS ? 2 * DAY_MS : *unit))
		unit++;
	low = unit[1];
	if (low == 0 || ms % *unit == 0) {
		span_put(to, ms);
		return;
	}
	if (ms % low != 0) {
		buf_putc(to, '~');
		ms = (ms + low / 2) / low * low;
	}
	span_put(to, ms - ms % *unit);
	if (ms % *unit != 0) {
		buf_putc(to, ' ');
		span_put(to, ms % *unit);
	}
}

const char *
zone_set(void *target, const char *word)
{
	struct zone *z = target;
	int h, m;

	z->local = strcmp(word, "local") == 0;
	z->offset = 0;
	if (z->local || strcmp(word, "UTC") == 0)
		return NULL;
	if ((word[0] != '+' && word[0] != '-') ||
	    strspn(word + 1, "0123456789:") != 5 || word[3] != ':' ||
	    word[6] != '\0' || strchr(word + 4, ':') != NULL)
		return "not a zone such as UTC, local or +02:00";
	h = (word[1] - '0') * 10 + word[2] - '0';
	m = (word[4] - '0') * 10 + word[5] - '0';
	if (word[1] == ':' || word[2] == ':' || h > 14 || m > 59)
		return "not a zone within 14 hours of UTC";
	z->offset = (word[0] == '-' ? -1 : 1) * (h * 60 + m);
	return NULL;
}

int
zone_offset(const struct zone *z, int64_t ms)
{
	time_t t = (time_t)floor_div(ms, SECOND_MS);
	struct tm tm;

	if (!z->local || localtime_r(&t, &tm) == NULL)
		return z->offset;
	return (int)(tm.tm_gmtoff / 60);
}

void
label_time(struct buf *to, const struct zone *z, int64_t ms)
{
	struct civil c;

	when_civil(&c, ms + zone_offset(z, ms) * MINUTE_MS);
	buf_printf(to, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day,
	    c.hour, c.minute);
	if (c.second != 0 || c.ms != 0)
		buf_printf(to, ":%02d", c.second);
	if (c.ms != 0)
		buf_printf(to, ".%03d", c.ms);
}

void
label_zone(struct buf *to, const struct zone *z, int64_t ms)
{
	int offset = zone_offset(z, ms), size = offset < 0 ? -offset : offset;

	if (offset == 0)
		buf_puts(to, "UTC");
	else
		buf_printf(to, "UTC%c%02d:%02d", offset < 0 ? '-' : '+',
		    size / 60, size % 60);
}
