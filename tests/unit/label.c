/*
 * Numbers and times as people read them.
 */
#include "liq-render/label.h"

#include "base/when.h"
#include "tap.h"

static const struct {
	const char *number, *shown;
} amounts[] = {
	{ "0", "0" },
	{ "0.0", "0" },
	{ "1", "1.00" },
	{ "12.345", "12.3" },
	{ "12.35", "12.4" }, /* half to even: 12.3|5 goes up */
	{ "12.25", "12.2" },
	{ "12.250001", "12.3" },
	{ "950", "950" },
	{ "999.4", "999" },
	{ "999.5", "1.00k" },
	{ "1000", "1.00k" },
	{ "450000", "450k" },
	{ "12345678.91", "12.3M" },
	{ "999500000", "1.00B" },
	{ "1230000000000", "1.23T" },
	{ "999999999999999", "1.00e15" },
	{ "100000000000000000000000000000", "1.00e29" },
	{ "0.5", "0.500" },
	{ "0.0712", "0.0712" },
	{ "0.00123", "0.00123" },
	{ "0.00000001", "<0.001" },
	{ "-1234.5", "-1.23k" },
};

static const struct {
	double part, whole;
	const char *shown;
} shares[] = {
	{ 0, 1, "0%" },
	{ 0, 0, "0%" },
	{ 1, 1, "100%" },
	{ 0.99999, 1, ">99.9%" },
	{ 0.413, 1, "41.3%" },
	{ 0.0413, 1, "4.13%" },
	{ 0.00001, 1, "<0.01%" },
};

static const struct {
	int64_t ms;
	const char *shown;
} spans[] = {
	{ 0, "0d" },
	{ 1, "1ms" },
	{ 1500, "1s 500ms" },
	{ 5 * MINUTE_MS, "5m" },
	{ HOUR_MS + 30 * MINUTE_MS, "1h 30m" },
	{ DAY_MS, "1d" },
	{ 30 * HOUR_MS, "30h" },
	{ 36 * HOUR_MS + 1, "~36h" },
	{ 58 * DAY_MS + 18 * HOUR_MS, "58d 18h" },
	{ 58 * DAY_MS + 18 * HOUR_MS + 29 * MINUTE_MS, "~58d 18h" },
	{ 2 * DAY_MS - 1, "~2d" },
	{ 365 * DAY_MS, "365d" },
};

static const struct {
	const char *lng, *shrt, *shown;
} ratios[] = {
	{ "162", "100", "1.62" },
	{ "1", "3", "0.333" },
	{ "5", "0", "longs" },
	{ "0", "5", "shorts" },
	{ "0", "0.0", "-" },
};

static const char *
text(struct buf *b)
{
	buf_putc(b, '\0');
	b->n = 0;
	return b->s;
}

static struct dec
dec(const char *s)
{
	struct dec d;

	return dec_parse(&d, str_of(s)) == NULL ? d : (struct dec){ 0 };
}

static void
numbers(struct buf *b)
{
	size_t i;

	for (i = 0; i < sizeof(amounts) / sizeof(*amounts); i++) {
		label_usd(b, dec(amounts[i].number));
		is(text(b), amounts[i].shown, amounts[i].number);
	}
	for (i = 0; i < sizeof(shares) / sizeof(*shares); i++) {
		label_share(b, shares[i].part, shares[i].whole);
		is(text(b), shares[i].shown, "a share");
	}
	for (i = 0; i < sizeof(ratios) / sizeof(*ratios); i++) {
		label_ratio(b, dec(ratios[i].lng), dec(ratios[i].shrt));
		is(text(b), ratios[i].shown, "a ratio");
	}
	for (i = 0; i < sizeof(spans) / sizeof(*spans); i++) {
		label_span(b, spans[i].ms);
		is(text(b), spans[i].shown, "a span");
	}
	label_usd(b, (struct dec){ 0 });
	is(text(b), "?", "what is not known is a question mark");
	label_ratio(b, (struct dec){ 0 }, dec("1"));
	is(text(b), "?", "and so is a ratio of it");
	label_exact(b, dec("1234567.89000000"));
	is(text(b), "1,234,567.89000000", "an exact number has all its digits");
	label_exact(b, dec("-123456"));
	is(text(b), "-123,456.0", "no comma after a sign");
	label_count(b, 1000);
	is(text(b), "1,000", "a count has commas");
}

static void
times(struct buf *b)
{
	static const char *const bad[] = { "", "Z", "+2:00", "+02", "+02:60",
		"+15:00", "+02:00 ", "++2:00", "+0::00", "utc" };
	const int64_t t = INT64_C(1739404800000); /* 2025-02-13 00:00 */
	struct zone z = { 0 };
	bool good = true;
	size_t i;

	label_time(b, &z, t);
	is(text(b), "2025-02-13 00:00", "a time in UTC");
	label_time(b, &z, t + 7123);
	is(text(b), "2025-02-13 00:00:07.123", "with what is not zero");
	label_zone(b, &z, t);
	is(text(b), "UTC", "its zone");
	is(zone_set(&z, "-03:30"), NULL, "an offset is a zone");
	label_time(b, &z, t);
	is(text(b), "2025-02-12 20:30", "a time in it");
	label_zone(b, &z, t);
	is(text(b), "UTC-03:30", "and its name");
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (zone_set(&z, bad[i]) == NULL) {
			printf("# \"%s\"\n", bad[i]);
			good = false;
		}
	ok(good, "what is not a zone is refused");
	is(zone_set(&z, "local"), NULL, "local is a zone");
	z.local = false;
}

int
main(void)
{
	struct buf b = { 0 };

	numbers(&b);
	times(&b);
	buf_free(&b);
	return tap_end();
}
