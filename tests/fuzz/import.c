/*
 * import.c - a file in one of the formats people hold; the first byte names
 * it, the second what the command line says of it.  Whatever comes out can be
 * written and, where the program would keep it, read again.
 *
 * A line of cells is cut as its own quoting says: put together again, it
 * gives the same cells.
 */
#include "liq-fetch/import.h"
#include <regex.h>

#include "base/when.h"
#include "fuzz.h"
#include "liq-fetch/csv.h"

static struct str file;

static void
take(void *arg, const struct record *r)
{
	struct buf b = { 0 };
	struct record copy;
	const char *why;

	(void)arg;
	if (market_check(r) != NULL || !when_sane(r->as.ts))
		return; /* main refuses it */
	record_put(&b, r, false);
	why = record_parse(&copy, buf_view(&b));
	must(why == NULL, why, buf_view(&b));
	buf_free(&b);
}

static void
refuse(void *arg, const char *why)
{
	(void)arg;
	must(why != NULL && why[0] != '\0', "refused without a reason", file);
}

static void
put_cells(struct buf *b, const struct csv *csv)
{
	size_t i, k;

	for (i = 0; i < csv->n; i++) {
		buf_puts(b, i > 0 ? ",\"" : "\"");
		for (k = 0; k < csv->cell[i].n; k++) {
			if (csv->cell[i].s[k] == '"')
				buf_putc(b, '"');
			buf_putc(b, csv->cell[i].s[k]);
		}
		buf_putc(b, '"');
	}
}

/* Cells as RFC 4180 has them; what csv.h drops is dropped. */
static bool
is_csv(struct str line)
{
	static const char cell[] = "(\"([^\"]|\"\")*\"|[^\",]*)";
	static regex_t re;
	static bool made;
	struct buf b = { 0 };
	bool good;

	if (!made) {
		buf_printf(&b, "^%s(,%s)*$", cell, cell);
		buf_putc(&b, '\0');
		made = regcomp(&re, b.s, REG_EXTENDED | REG_NOSUB) == 0;
		buf_reset(&b);
	}
	if (str_starts(line, STR("\xef\xbb\xbf")))
		line = str_from(line, 3);
	if (line.n > 0 && line.s[line.n - 1] == '\r')
		line.n--;
	buf_str(&b, line);
	buf_putc(&b, '\0');
	good = memchr(line.s, '\0', line.n) == NULL &&
	       regexec(&re, b.s, 0, NULL, 0) == 0;
	buf_free(&b);
	return good;
}

static void
same_cells(struct str line)
{
	struct csv once = { 0 }, twice = { 0 };
	struct buf quoted = { 0 };
	const char *why;
	enum csv_kind kind = csv_line(&once, line, &why);
	size_t i;

	if (kind != CSV_PASS && line.n < CSV_CELLS)
		must(is_csv(line) == (kind == CSV_HEADER),
		    "cells by another rule", line);
	if (kind == CSV_HEADER) {
		put_cells(&quoted, &once);
		must(csv_line(&twice, buf_view(&quoted), &why) == CSV_HEADER,
		    "quoted cells refused", line);
		must(once.n == twice.n, "another number of cells", line);
		for (i = 0; i < once.n; i++)
			must(str_same(once.cell[i], twice.cell[i]),
			    "another cell", line);
	}
	csv_free(&once);
	csv_free(&twice);
	buf_free(&quoted);
}

static struct import
options(unsigned bits)
{
	static const char *const exchange[] = { "binance", "bybit", "okx",
		"htx" };
	struct import import = {
		.exchange = exchange[bits & 3],
		.symbol = bits & 4 ? "BTCUSDT" : "BTC-USD-SWAP",
		.as = (enum record_type)(1 + (bits >> 3) % RECORD_TOTAL),
		.width_ms = bits & 64 ? HOUR_MS : 0,
		.volume_unit = (enum volume_unit)(bits % 3),
		.rate_unit = (enum rate_unit)(bits >> 7),
	};

	import.context.received = INT_NONE;
	import.context.source = "import";
	return import;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct sink sink = { .record = take, .refuse = refuse };
	const struct format *format;
	struct import import;
	struct str rest, line;
	const char *why = NULL;
	size_t formats_n = 0;
	void *state;

	while (formats[formats_n] != NULL)
		formats_n++;
	if (n < 2)
		return 0;
	format = formats[data[0] % formats_n];
	import = options(data[1]);
	file = rest = (struct str){ (const char *)data + 2, n - 2 };
	if ((state = format->open(
		 &import, "BTCUSDT-1m-2025-01-01.csv", &why)) == NULL) {
		must(why != NULL, "not opened without a reason", file);
		return 0;
	}
	while (str_split(&rest, '\n', &line)) {
		same_cells(line);
		why = format->line(state, line, &sink);
		must(why == NULL || why[0] != '\0', "no reason", file);
	}
	format->close(state, &sink);
	return 0;
}
