/*
 * when.h - times and spans, in milliseconds, UTC.
 *
 * Layer: base.  Owns: nothing.  Reads no clock and no time zone.
 */
#ifndef BASE_WHEN_H
#define BASE_WHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS INT64_C(60000)
#define HOUR_MS INT64_C(3600000)
#define DAY_MS INT64_C(86400000)

/* Times outside [2015-01-01, 2100-01-01) are not times of this market. */
#define WHEN_FIRST INT64_C(1420070400000)
#define WHEN_LAST INT64_C(4102444800000)

/* A point in time as a user gives it: absolute, or ms before "now". */
struct when {
	int64_t ms;
	bool relative;
	bool given; /* false: not given; all zero is that */
};

/* 2025-01-31, 2025-01-31T08:00[:00[.000]][Z|+02:00], epoch s or ms, -4h, now */
const char *when_parse(struct when *, struct str);
int64_t when_at(struct when, int64_t now);
/* The absolute forms of when_parse, without epoch numbers. */
const char *when_parse_iso(int64_t *ms, struct str);
/* 250ms 30s 5m 4h 1d 2w, above zero */
const char *span_parse(int64_t *ms, struct str);

bool when_sane(int64_t ms); /* within [WHEN_FIRST, WHEN_LAST) */
void when_put(struct buf *, int64_t ms); /* 2025-01-31T08:00:00.000Z */
/* As it was given: absolute, "now", or -4h. */
void when_put_given(struct buf *, struct when);
void span_put(struct buf *, int64_t ms); /* 5m, 90s, 1d: the shortest exact */
int64_t floor_div(int64_t, int64_t); /* towards minus infinity */

struct civil {
	int year, month, day, hour, minute, second, ms;
};
void when_civil(struct civil *, int64_t ms);
int64_t when_of_civil(const struct civil *);

#endif
