/*
 * The cutting of CSV: lines into cells, files into header and rows.
 */
#include "liq-fetch/csv.h"

#include <stdlib.h>

#include "tap.h"

#define LARGE (1 << 20)

/* The cells of a line as [a][b], or the reason, after a header that fits. */
static const char *
cells(struct str line, struct buf *out)
{
	struct csv csv = { 0 };
	const char *why = NULL;
	size_t i;

	buf_reset(out);
	switch (csv_line(&csv, line, &why)) {
	case CSV_PASS:
		buf_puts(out, "passed over");
		break;
	case CSV_BAD:
		buf_puts(out, why);
		break;
	default:
		for (i = 0; i < csv.n; i++) {
			buf_putc(out, '[');
			buf_str(out, csv.cell[i]);
			buf_putc(out, ']');
		}
	}
	buf_putc(out, '\0');
	csv_free(&csv);
	return out->s;
}

static void
cutting(void)
{
	const struct {
		struct str line;
		const char *want;
	} cases[] = {
		{ STR("a,b,c"), "[a][b][c]" },
		{ STR("a"), "[a]" },
		{ STR(","), "[][]" },
		{ STR("a,,"), "[a][][]" },
		{ STR(",a"), "[][a]" },
		{ STR(" a , b"), "[ a ][ b]" },
		{ STR("a,b\r"), "[a][b]" },
		{ STR("\"a\",b"), "[a][b]" },
		{ STR("\"a,b\",c"), "[a,b][c]" },
		{ STR("\"\""), "[]" },
		{ STR("\"\",\"\""), "[][]" },
		{ STR("\"\"\"\""), "[\"]" },
		{ STR("\"a\"\"b\",c"), "[a\"b][c]" },
		{ STR("a,\"b\"\"\""), "[a][b\"]" },
		{ STR("\"a\",\"b,\",\"\"\",\"\"\""), "[a][b,][\",\"]" },
		{ STR("\xef\xbb\xbf"
		      "a,b"),
		    "[a][b]" },
		{ STR("\xef\xbb\xbf\"a\",b"), "[a][b]" },
		{ STR("\xc3\xa9\xff,b"), "[\xc3\xa9\xff][b]" },
		{ STR(""), "passed over" },
		{ STR(" \t\r"), "passed over" },
		{ STR("\""), "a quote that does not end" },
		{ STR("a,\"b"), "a quote that does not end" },
		{ STR("\"a\"\""), "a quote that does not end" },
		{ STR("\"a\"b,c"), "text after a closing quote" },
		{ STR("\"a\" ,c"), "text after a closing quote" },
		{ STR("a\"b,c"),
		    "a quote inside a cell that has none around it" },
		{ STR("a,b\0c"), "a NUL byte" },
	};
	struct buf out = { 0 };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		is(cells(cases[i].line, &out), cases[i].want, cases[i].want);
	buf_free(&out);
}

/* Lines of any length, and cells of any number up to the limit. */
static void
large(void)
{
	struct csv csv = { 0 };
	struct buf b = { 0 };
	const char *why = NULL;
	size_t i;

	buf_putc(&b, '"');
	memset(buf_room(&b, LARGE), 'y', LARGE);
	b.n += LARGE;
	buf_puts(&b, "\",end");
	ok(csv_line(&csv, buf_view(&b), &why) == CSV_HEADER && csv.n == 2 &&
		csv.cell[0].n == LARGE && str_is(csv.cell[1], "end"),
	    "a cell of a mebibyte is a cell");
	csv_free(&csv);
	buf_reset(&b);
	for (i = 1; i < CSV_CELLS; i++)
		buf_putc(&b, ',');
	ok(csv_line(&csv, buf_view(&b), &why) == CSV_HEADER &&
		csv.n == CSV_CELLS,
	    "1024 cells are cut");
	csv_free(&csv);
	buf_putc(&b, ',');
	csv_line(&csv, buf_view(&b), &why);
	is(why, "more than 1024 cells", "one more is refused");
	csv_free(&csv);
	buf_free(&b);
}

static void
files(void)
{
	struct csv csv = { 0 };
	const char *why = NULL;

	ok(csv_line(&csv, STR("a,b"), &why) == CSV_HEADER,
	    "the first line is the header");
	ok(csv_line(&csv, STR("1,2"), &why) == CSV_ROW, "then rows");
	ok(csv_line(&csv, STR("1"), &why) == CSV_BAD, "a short row is bad");
	is(why, "1 cells where the first line has 2", "and told so");
	ok(csv_line(&csv, STR("1,2,3"), &why) == CSV_BAD, "a long one too");
	ok(csv_line(&csv, STR("1,2"), &why) == CSV_ROW, "the next is fine");
	ok(csv_line(&csv, STR("a,b"), &why) == CSV_PASS &&
		csv_line(&csv,
		    STR("\xef\xbb\xbf"
			"a,b\r"),
		    &why) == CSV_PASS,
	    "the header again is passed over");
	is(csv_lost(&csv), NULL, "and nothing is lost");
	csv_headless(&csv);
	ok(csv_line(&csv, STR("a,b"), &why) == CSV_ROW,
	    "unless the first line was data");
	csv_refuse(&csv);
	ok(csv_line(&csv, STR("1,2"), &why) == CSV_PASS &&
		csv_line(&csv, STR(""), &why) == CSV_PASS &&
		csv_line(&csv, STR("1"), &why) == CSV_PASS,
	    "after a refused header nothing is read");
	is(csv_lost(&csv), "2 rows passed over: their header was refused",
	    "but counted");
	csv_free(&csv);
	ok(csv_line(&csv, STR("\"a"), &why) == CSV_BAD &&
		csv_line(&csv, STR("1"), &why) == CSV_PASS &&
		csv_lost(&csv) != NULL,
	    "a header that cannot be cut costs the file");
	csv_free(&csv);
}

int
main(void)
{
	cutting();
	large();
	files();
	return tap_end();
}
