/*
 * bind.h - a struct from an object and back, by one table.
 *
 * The same table reads a record, prints it in order, and describes it.  An
 * exchange's rows are bound by tables of their own.
 *
 * Layer: json.  Owns: nothing; a FIELD_RAW member borrows the text.
 */
#ifndef JSON_BIND_H
#define JSON_BIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/dec.h"
#include "base/str.h"

enum field_kind {
	FIELD_END,
	FIELD_INT, /* int64_t; INT_NONE is null */
	FIELD_DEC, /* struct dec, from a number or a string */
	FIELD_TEXT, /* char[size], terminated; "" is null */
	FIELD_NAME, /* int: 1 + index into names; 0 is null */
	FIELD_BOOL, /* enum truth */
	FIELD_RAW, /* struct str: an array or object as it stands; n 0 null */
};

enum field_flag {
	FIELD_NULL = 1, /* may be null, and is when the key is missing */
	FIELD_LAX = 2, /* FIELD_INT: digits in a string will do */
};

enum truth { TRUTH_NULL, TRUTH_FALSE, TRUTH_TRUE };

#define INT_NONE INT64_MIN

struct field {
	const char *key;
	enum field_kind kind;
	int flags;
	size_t offset, size;
	const char *const *names; /* FIELD_NAME: ends in NULL */
	const char *help; /* unit and meaning, for --schema; may be NULL */
};

/* { FIELD("ts", INT, 0, struct liquidation, ts) } */
#define FIELD(key, kind, flags, type, member) \
	key, FIELD_##kind, flags, offsetof(type, member), \
	    sizeof(((type *)0)->member), NULL, NULL
#define FIELD_IN(key, flags, type, member, names) \
	key, FIELD_NAME, flags, offsetof(type, member), \
	    sizeof(((type *)0)->member), names, NULL

/*
 * Fill *out (all of the table's members) from checked text.  Keys the table
 * does not name are passed over.  NULL or why not: the reason names the key
 * and lives in static storage until the next call.
 */
const char *bind_get(void *out, const struct field *, struct str obj);

/*
 * The members in the order of the table, without braces: "a":1,"b":2.0.
 * quoted: decimals as strings (--decimals=string).
 */
void bind_put(struct buf *, const struct field *, const void *, bool quoted);
/* One member's value as bare text, for a cell of a table; null is empty. */
void bind_put_cell(struct buf *, const struct field *, const void *);

#endif
