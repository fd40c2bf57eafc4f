/*
 * record.h - every record of schema 1: one struct and one table a type.
 *
 * A record is a value: copied, never freed.  Text members hold "" for null,
 * times and counts INT_NONE, decimals known == false, names and truths 0.
 * Arrays (book, column, sources) are slices of JSON text, valid as long as
 * the line they came from; record.c checked them, record_pair walks them.
 * liq-records(5) says what every key means.
 *
 * Layer: record.  Owns: nothing.
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/dec.h"
#include "base/str.h"
#include "json/bind.h"
#include "record/control.h"
#include "record/derived.h"
#include "record/market.h"

#define SCHEMA 1

enum record_type {
	RECORD_NONE,
	RECORD_LIQUIDATION, /* the first nine are the kinds of liq-fetch -k */
	RECORD_CANDLE,
	RECORD_OI,
	RECORD_FUNDING,
	RECORD_RATIO,
	RECORD_BOOK,
	RECORD_TIER,
	RECORD_INSTRUMENT,
	RECORD_POSITION,
	RECORD_TOTAL,
	RECORD_LEVEL,
	RECORD_CLUSTER,
	RECORD_COLUMN,
	RECORD_SIGNAL,
	RECORD_CHECK,
	RECORD_CASCADE,
	RECORD_SCORE,
	RECORD_BEGIN, /* control records from here on */
	RECORD_MARK,
	RECORD_GAP,
	RECORD_NOTE,
	RECORD_END,
	RECORD_TYPES
};

#define RECORD_KINDS RECORD_POSITION /* the last type that is a kind */

/* The members every data record starts with, in this order. */
struct head {
	int64_t ts; /* epoch ms, UTC */
	char exchange[24], symbol[64], base[32], quote[16];
};

struct record {
	enum record_type type;
	union {
		int64_t ts; /* first member of every one */
		struct head head; /* of data records */
		struct liquidation liquidation;
		struct candle candle;
		struct oi oi;
		struct funding funding;
		struct ratio ratio;
		struct book book;
		struct tier tier;
		struct instrument instrument;
		struct position position;
		struct total total;
		struct level level;
		struct cluster cluster;
		struct column column;
		struct signal_fact signal;
		struct check check;
		struct cascade cascade;
		struct score score;
		struct begin begin;
		struct mark mark;
		struct gap gap;
		struct note note;
		struct end end;
	} as;
};

/*
 * One line, checked: strict JSON, the type's table, and what a table cannot
 * say (positive, ordered, sane times).  NULL or why not; then *r is unknown.
 * A type this schema does not know gives RECORD_NONE and NULL.
 */
const char *record_parse(struct record *, struct str line);
/* One line with its newline. */
void record_put(struct buf *, const struct record *, bool quoted);
/* All members null: the start of every record that is made. */
void record_clear(struct record *, enum record_type);

const char *record_name(enum record_type);
enum record_type record_find(struct str name); /* RECORD_NONE: no such type */
const struct field *record_fields(enum record_type); /* without "type" */
/* Names of all types in order of the enum, "" first; ends in NULL. */
extern const char *const record_names[];
/* The time from which the record says something: ts, a candle's end. */
int64_t record_effective(const struct record *);
/* True for a control record. */
bool record_is_control(enum record_type);

/* Walk [[a,b],...]; false at the end. */
bool record_pair(struct str *rest, struct dec *a, struct dec *b);

/* JSON Schema of these types, one document with a newline at its end. */
void schema_put(struct buf *, const enum record_type *, size_t);

#endif
