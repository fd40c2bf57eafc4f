/*
 * csv.h - comma-separated values: a line cut into cells, a file into header
 * and rows.
 *
 * RFC 4180 without line breaks inside cells: quotes, doubled quotes, commas
 * inside quotes, CRLF.  A byte order mark is dropped.  Refused: a quote that
 * does not end, text around quotes, NUL, a row with fewer or more cells than
 * the header.  Passed over: blank lines, the header again (files joined by
 * cat), and all that follows a header the caller refused.
 *
 * Owns: its cells' bytes; all zero is a new file.
 */
#ifndef LIQ_FETCH_CSV_H
#define LIQ_FETCH_CSV_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "liq-fetch/sink.h"

#define CSV_CELLS 1024 /* cells of one line */

enum csv_kind {
	CSV_PASS, /* nothing to do */
	CSV_HEADER, /* the first line */
	CSV_ROW,
	CSV_BAD /* refused; the reason is said */
};

struct csv {
	struct str *cell; /* of the last line; valid until the next */
	size_t n, cap;
	struct buf text;
	struct buf header; /* the first line as it stood */
	size_t width; /* its cells; 0 before it came */
	bool refused; /* the header: nothing of the file can be read */
	int64_t passed; /* rows that followed a refused header */
};

/* One line without its end. */
enum csv_kind csv_line(struct csv *, struct str, const char **why);
/* The first line was data: such files have no header to come again. */
void csv_headless(struct csv *);
/* The header cannot be used. */
void csv_refuse(struct csv *);
/* "17 rows passed over: ...", at the end of the file; NULL: none were. */
const char *csv_lost(const struct csv *);
void csv_free(struct csv *);
/* The file ends: what was lost is refused, and the rest freed. */
void csv_end(struct csv *, const struct sink *);

#endif
