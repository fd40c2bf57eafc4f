/*
 * control.h - records about the stream itself: begin, mark, gap, note, end.
 *
 * Layer: record.  Times are [since, until).
 */
#ifndef RECORD_CONTROL_H
#define RECORD_CONTROL_H

#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"
#include "json/bind.h"

enum previous { PREVIOUS_NONE, PREVIOUS_CLEAN, PREVIOUS_UNCLEAN };
enum gap_why {
	GAP_NONE,
	GAP_START,
	GAP_RECONNECT,
	GAP_STALL,
	GAP_RATE_LIMIT,
	GAP_BAN,
	GAP_GEO,
	GAP_MAINTENANCE,
	GAP_PAGE_CAP,
	GAP_SLOW_READER,
	GAP_STATE,
	GAP_UNAVAILABLE,
	GAP_SUSPECT
};
enum gap_fix { FIX_ABSENT, FIX_FILLED, FIX_PARTIAL, FIX_NONE };

struct begin {
	int64_t ts; /* INT_NONE when nothing was read */
	char program[24], version[24];
	int64_t schema;
	struct str options, sources; /* an object; an array of sources */
	int previous; /* enum previous */
};

struct mark {
	int64_t ts;
	char exchange[24], symbol[64], kind[16];
	int64_t since, until;
};

struct gap {
	int64_t ts;
	char exchange[24], symbol[64], kind[16];
	int64_t since, until;
	int why, fix;
	int64_t count; /* events known to be missing, or null */
};

struct note {
	int64_t ts;
	char exchange[24], symbol[64], code[32], message[400];
};

struct end {
	int64_t ts; /* as-of; INT_NONE when nothing was read */
	int64_t status, count, rejected, repeated, gaps, gap_ms;
	char why[160];
	struct str sources;
};

extern const struct field begin_fields[], mark_fields[], gap_fields[],
    note_fields[], end_fields[];

struct record;
const char *control_check(const struct record *);

/*
 * Who spoke in a stream, how complete each is, and which kinds it brings: the
 * array in begin.sources and end.sources.
 */
enum source_class {
	CLASS_NONE, /* null: not said */
	CLASS_COMPLETE,
	CLASS_UNKNOWN,
	CLASS_SAMPLED,
	CLASS_SIMULATED
};

struct source {
	char exchange[24];
	int class; /* the later in the enum wins when two speak of one */
	uint32_t kinds; /* bit 1 << enum record_type */
};

extern const char *const class_names[]; /* from CLASS_COMPLETE on */
extern const char *const gap_whys[]; /* from GAP_START on; ends in NULL */

/* Sorted by exchange.  All zero is empty; owns its array. */
struct sources {
	struct source *of;
	size_t n, cap;
};

void sources_add(struct sources *, const struct source *);
const char *sources_merge(struct sources *, struct str array); /* checked */
const struct source *sources_find(const struct sources *, const char *);
void sources_put(struct buf *, const struct sources *);
void sources_free(struct sources *);

#endif
