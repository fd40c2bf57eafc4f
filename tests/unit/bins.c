/*
 * The arrays of columns: read by one look or as any JSON, a line is the same
 * record or refused for the same reason.  A blank behind the brace keeps the
 * quick reader out.
 */
#include "record/bins.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "chance.h"
#include "record/record.h"
#include "tap.h"

#define LINES 20000

static void
put_array(struct buf *b)
{
	int64_t k = below(30000) - 9000;
	int64_t n = below(5), i;

	buf_putc(b, '[');
	for (i = 0; i < n; i++) {
		k += below(40) + (below(50) > 0);
		buf_printf(b, "%s[%lld,%lld.%lld]", i > 0 ? "," : "",
		    (long long)k, (long long)below(1000000),
		    (long long)below(1000));
	}
	buf_putc(b, ']');
}

static void
put_line(struct buf *b)
{
	static const char *const keys[] = { "long", "short", "swept_long",
		"swept_short" };
	size_t i;

	buf_puts(b, "{\"type\":\"column\",\"ts\":1739404800000,"
		    "\"width_ms\":3600000,\"exchange\":null,\"symbol\":null,"
		    "\"base\":\"BTC\",\"quote\":null,\"open\":5.0,\"high\":6.0,"
		    "\"low\":4.0,\"close\":5.5,\"bin_low\":1.0,"
		    "\"bin_step\":0.001");
	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		buf_printf(b, ",\"%s\":", keys[i]);
		put_array(b);
	}
	buf_puts(b, ",\"swept_long_usd\":1.5,\"swept_short_usd\":null,"
		    "\"model\":\"m\",\"final\":true}\n");
}

/* Both readings say the same: the reason, or every byte of the record. */
static bool
agree(struct str line)
{
	struct buf slow = { 0 }, a = { 0 }, b = { 0 };
	struct record quick, whole;
	const char *why, *want;
	bool same;
	char *exact;

	buf_puts(&slow, "{ ");
	buf_str(&slow, str_from(line, 1));
	line = str_trim(line);
	exact = malloc(line.n); /* so that a sanitizer sees a step too far */
	memcpy(exact, line.s, line.n);
	record_clear(&quick, RECORD_COLUMN);
	record_clear(&whole, RECORD_COLUMN);
	why = record_parse(&quick, (struct str){ exact, line.n });
	want = record_parse(&whole, buf_view(&slow));
	same = (why == NULL) == (want == NULL) &&
	       (why == NULL || strcmp(why, want) == 0);
	if (same && why == NULL && quick.type == whole.type &&
	    quick.type == RECORD_COLUMN) {
		record_put(&a, &quick, false);
		record_put(&b, &whole, false);
		same = str_same(buf_view(&a), buf_view(&b));
	}
	free(exact);
	buf_free(&slow);
	buf_free(&a);
	buf_free(&b);
	return same && quick.type == whole.type;
}

static void
chance_lines(void)
{
	struct buf b = { 0 };
	char brief[BINS_BRIEF];
	struct bins_cut cut;
	int bad = 0, taken = 0, i;

	for (i = 0; i < LINES; i++) {
		buf_reset(&b);
		put_line(&b);
		if (i % 4 > 0)
			hurt(&b, 16);
		taken += bins_cut(str_trim(buf_view(&b)), brief, &cut);
		if (!agree(buf_view(&b)) && bad++ < 5)
			printf("# %.*s\n", (int)b.n, b.s);
	}
	buf_free(&b);
	ok(bad == 0, "%d columns, most of them hurt, are read alike", LINES);
	ok(taken > LINES / 4 && taken < LINES, "%d of them by one look", taken);
}

static void
cases(void)
{
	static const struct {
		const char *array;
		bool one; /* look is enough */
	} table[] = {
		{ "[]", true },
		{ "[[1,2.5]]", true },
		{ "[[-3,0.0],[0,1],[7,123456789012.5]]", true },
		{ "[[1,2.5],]", false },
		{ "[[1,2.5][2,3.5]]", false },
		{ "[[2,2.5],[1,3.5]]", false },
		{ "[[1,2.5],[1,3.5]]", false },
		{ "[[01,2.5]]", false },
		{ "[[1,02.5]]", false },
		{ "[[1,2.]]", false },
		{ "[[1,.5]]", false },
		{ "[[1,-2.5]]", false },
		{ "[[1,2.5e3]]", false },
		{ "[[1.5,2.5]]", false },
		{ "[[1,\"2.5\"]]", false },
		{ "[ [1,2.5]]", false },
		{ "[[1,2.5,3]]", false },
		{ "[[1]]", false },
		{ "[[1234567890123456,2.5]]", false },
		{ "[[1,12345678901234567.5]]", false },
		{ "[[],[]]", false },
		{ "[1,2]", false },
	};
	char line[400], brief[BINS_BRIEF];
	struct bins_cut cut;
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(*table); i++) {
		snprintf(line, sizeof(line),
		    "{\"type\":\"column\",\"ts\":1739404800000,"
		    "\"width_ms\":1,\"open\":5.0,\"high\":6.0,\"low\":4.0,"
		    "\"close\":5.5,\"bin_low\":1.0,\"bin_step\":0.001,"
		    "\"long\":[],\"short\":%s,\"swept_long\":[],"
		    "\"swept_short\":[]}",
		    table[i].array);
		ok(bins_cut(str_of(line), brief, &cut) == table[i].one,
		    "%s: %s", table[i].array,
		    table[i].one ? "by one look" : "as any JSON");
		ok(agree(str_of(line)), "%s: either way", table[i].array);
	}
}

/* What looks like the arrays of a column, but is not in its place. */
static void
elsewhere(void)
{
	static const char *const lines[] = {
		"{\"type\":\"column\",\"x\":{\"a\":1,\"long\":[[1,2.0]],"
		"\"short\":[],\"swept_long\":[],\"swept_short\":[]}}",
		"{\"type\":\"column\",\"long\":[],\"long\":[[1,2.0]],"
		"\"short\":[],\"swept_long\":[],\"swept_short\":[]}",
		"{\"type\":\"column\",\"model\":\"a,\\\"long\\\":[[1,2.0]]\"}",
		"{\"type\":\"column\",\"long\":[[1,2",
	};
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		ok(agree(str_of(lines[i])), "%s", lines[i]);
}

int
main(void)
{
	cases();
	elsewhere();
	chance_lines();
	return tap_end();
}
