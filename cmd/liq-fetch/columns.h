/*
 * columns.h - what people call their columns, as members of a record.
 *
 * A column is known by our own key or by one of the names in a table; upper
 * and lower case, blanks, "_", "-" and "." in names do not count, so openTime
 * is open_time.  Columns nobody knows are passed over.  Where several name
 * one member our key goes first, then the order of the table.
 *
 * Owns: nothing.
 */
#ifndef LIQ_FETCH_COLUMNS_H
#define LIQ_FETCH_COLUMNS_H

#include "liq-fetch/csv.h"
#include "record/record.h"

#define COLUMNS_MAX 48 /* members of one record */

/* How a cell becomes a member. */
enum column_how {
	COLUMN_PLAIN,
	COLUMN_QUOTE, /* USD where the contract is linear, else coins */
	COLUMN_LATE, /* the value at the end of the row's interval */
	COLUMN_HOURS, /* a span in hours */
	COLUMN_RATIO, /* long / short, to be a fraction */
	COLUMN_CONTRACTS /* a size the name says is in contracts */
};

struct alias {
	const char *name;
	uint32_t types; /* bit 1 << enum record_type */
	const char *key;
	enum column_how how;
};

extern const struct alias column_aliases[]; /* ends with a NULL name */

struct column_map {
	const struct field *field;
	size_t cell;
	enum column_how how;
};

struct columns {
	enum record_type type;
	struct column_map of[COLUMNS_MAX];
	size_t n;
};

/* From the header's cells; NULL or why not (a member named twice). */
const char *columns_bind(
    struct columns *, enum record_type, const struct csv *);
/* The column of a member; NULL: there is none. */
const struct column_map *columns_find(const struct columns *, const char *key);
/*
 * The members a row gives; the others stay null, and so does an empty cell.
 * Shares of COLUMN_RATIO and spans of COLUMN_HOURS are converted; what else
 * the how says is the caller's.  NULL or why not.
 */
const char *columns_read(
    const struct columns *, const struct csv *, struct record *);
/* NULL, or the first member that may not be null and is. */
const char *columns_missing(const struct record *);

/* source and received, where the record has them and they are null. */
void columns_origin(struct record *, const char *source, int64_t received);

/*
 * A time: RFC 3339, a date, "2025-01-31 08:00:00" (UTC), or epoch seconds
 * (fractions are fine), ms or microseconds, told apart by size.  Nanoseconds
 * and times outside [2015, 2100) are refused.
 */
const char *cell_time(int64_t *ms, struct str);
/* A decimal; empty is null. */
const char *cell_dec(struct dec *, struct str);
/* A whole number; empty is null. */
const char *cell_int(int64_t *, struct str);
/* r = long / short as shares: long = r / (1 + r) to 12 decimals. */
bool ratio_shares(struct dec *lng, struct dec *shrt, struct dec r);

#endif
