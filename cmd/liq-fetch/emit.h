/*
 * emit.h - what liq-fetch writes: records in order of effective time, each
 * once, between a begin and an end.
 *
 * Records are kept until the end of the run, in memory or in a temporary file
 * (spill.h), then sorted by effective time and by their own text, so that the
 * order of input files cannot matter.
 *
 * Owns: the text of all records; all zero is a new one.
 */
#ifndef LIQ_FETCH_EMIT_H
#define LIQ_FETCH_EMIT_H

#include "base/buf.h"
#include "liq-fetch/exchange.h"
#include "liq-fetch/ident.h"
#include "liq-fetch/once.h"
#include "liq-fetch/shed.h"
#include "liq-fetch/sink.h"
#include "record/record.h"

struct resume; /* resume.h */
struct metrics; /* metrics.h */
struct roster; /* roster.h */
struct shelf; /* shelf.h */
struct run;

struct emit {
	/* the caller's */
	bool quoted, no_meta; /* --decimals=string, --no-meta */
	int64_t since, until; /* what to keep; 0, INT64_MAX: all */
	uint32_t kinds; /* bit 1 << enum record_type; 0: all */

	bool live; /* each is written as it comes, between begin and end */
	struct resume *resume; /* -a: what the file has; or NULL */
	struct roster *roster; /* -a: of which markets; or NULL */
	struct shelf *shelf; /* --partition: the files; or NULL */
	struct metrics *metrics; /* what is written is counted; or NULL */
	struct shed shed; /* its max: live, what may wait for the reader */

	int64_t repeated, refused, count;
	struct emit_told { /* by the ends of files that were before */
		int64_t repeated, refused, count, gaps, gap_ms;
	} told;
	struct ident ident;
	struct sources sources;
	struct buf text, control; /* control: whole lines, before the end */
	int64_t gaps, gap_ms; /* those not filled */
	int64_t newest_mark, newest; /* mark; record, when live; 0: none */
	struct once lines; /* not live: all records, as text */
	size_t n; /* how many */
	const struct run *run; /* that the files are of */
	bool over; /* it is: they are ended */
};

/* For sinks: one record; liquidations get their ids, repeats are dropped. */
void emit_record(void *emit, const struct record *);
void emit_repeat(void *emit); /* a payload that was delivered twice */
void emit_scope(void *emit); /* a delivery begins (ident.h) */
/* A source that brings these kinds, whether or not records come. */
void emit_source(
    struct emit *, const char *exchange, int class, uint32_t kinds);

/* A mark, gap or note: it is written behind the data. */
void emit_control(struct emit *, const struct record *);

/*
 * Live: what a slow reader has cost is told, once there is room again, or
 * because it is the last that is said.
 */
void emit_flow(struct emit *, bool last);

/* The run as a whole. */
struct run {
	struct str options; /* a JSON object: what changes results */
	int64_t since; /* begin's ts; 0: from the data */
	int64_t marked_since, marked_until; /* equal: nothing is marked */
	int status;
	const char *why; /* "": nothing to say */
	/*
	 * Called before a record is written, and last with INT64_MAX; false
	 * ends the run there.  May be NULL.
	 */
	bool (*pace)(void *, int64_t effective);
	void *arg;
};

/* A run of its own pace (live): what comes first, and last. */
void emit_begin(struct emit *, const struct run *);
void emit_end(struct emit *, const struct run *);
/*
 * The end of a file that the run does not end with: what there is to say of
 * its records.  emit_begin is next, in another.
 */
void emit_part(struct emit *, const struct run *);
/* begin, records, mark, end to the output; the records are forgotten. */
void emit_run(struct emit *, const struct run *);
/* Marks for every source and kind: complete in [since, until). */
void emit_marks(const struct emit *, int64_t since, int64_t until);
void emit_free(struct emit *);

#endif
