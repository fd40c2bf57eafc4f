#include "liq-fetch/csv.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-fetch/reason.h"

static const struct str mark = { "\xef\xbb\xbf", 3 };

/* The bytes of a cell that starts with a quote; *at: where it ended. */
static const char *
quoted(struct buf *text, struct str line, size_t *at)
{
	size_t i;

	for (i = 1; i < line.n; i++) {
		if (line.s[i] == '"') {
			i++;
			if (i == line.n || line.s[i] == ',') {
				*at = i;
				return NULL;
			}
			if (line.s[i] != '"')
				return "text after a closing quote";
		}
		buf_putc(text, line.s[i]);
	}
	return "a quote that does not end";
}

static const char *
bare(struct buf *text, struct str line, size_t *at)
{
	size_t i;

	for (i = 0; i < line.n && line.s[i] != ','; i++)
		if (line.s[i] == '"')
			return "a quote inside a cell that has none around it";
	buf_put(text, line.s, i);
	*at = i;
	return NULL;
}

/* All cells of a line; NULL or why not. */
static const char *
cut(struct csv *csv, struct str line)
{
	const char *why;
	size_t from, at;

	if (memchr(line.s, '\0', line.n) != NULL)
		return "a NUL byte";
	buf_reset(&csv->text);
	buf_room(&csv->text, line.n); /* so that no cell moves */
	for (csv->n = 0;; line = str_from(line, at + 1)) {
		if (csv->n == CSV_CELLS)
			return "more than 1024 cells";
		from = csv->text.n;
		if (line.n > 0 && line.s[0] == '"')
			why = quoted(&csv->text, line, &at);
		else
			why = bare(&csv->text, line, &at);
		if (why != NULL)
			return why;
		csv->cell =
		    xgrow(csv->cell, csv->n, &csv->cap, sizeof(*csv->cell));
		csv->cell[csv->n++] =
		    (struct str){ csv->text.s + from, csv->text.n - from };
		if (at >= line.n)
			return NULL;
	}
}

static enum csv_kind
bad(struct csv *csv, const char **why, const char *what)
{
	if (csv->width == 0) {
		csv->refused = true;
		csv->width = 1;
	}
	*why = what;
	return CSV_BAD;
}

enum csv_kind
csv_line(struct csv *csv, struct str line, const char **why)
{
	const char *wrong;

	if (str_starts(line, mark))
		line = str_from(line, mark.n);
	if (line.n > 0 && line.s[line.n - 1] == '\r')
		line.n--;
	if (str_trim(line).n == 0 || str_same(line, buf_view(&csv->header)))
		return CSV_PASS;
	if (csv->refused) {
		csv->passed++;
		return CSV_PASS;
	}
	if ((wrong = cut(csv, line)) != NULL)
		return bad(csv, why, wrong);
	if (csv->width == 0) {
		csv->width = csv->n;
		buf_str(&csv->header, line);
		return CSV_HEADER;
	}
	if (csv->n == csv->width)
		return CSV_ROW;
	return bad(csv, why,
	    reason(
		"%zu cells where the first line has %zu", csv->n, csv->width));
}

void
csv_headless(struct csv *csv)
{
	buf_reset(&csv->header);
}

void
csv_refuse(struct csv *csv)
{
	csv->refused = true;
}

const char *
csv_lost(const struct csv *csv)
{
	if (csv->passed == 0)
		return NULL;
	return reason("%" PRId64 " rows passed over: their header was refused",
	    csv->passed);
}

void
csv_free(struct csv *csv)
{
	free(csv->cell);
	buf_free(&csv->text);
	buf_free(&csv->header);
	*csv = (struct csv){ 0 };
}

void
csv_end(struct csv *csv, const struct sink *to)
{
	const char *why = csv_lost(csv);

	if (why != NULL)
		to->refuse(to->arg, why);
	csv_free(csv);
}
