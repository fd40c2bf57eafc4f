/*
 * label.h - numbers and times as people read them.
 *
 * Three significant digits, rounded half to even; a share that is not all is
 * never shown as 100%, one that is not nothing never as 0%.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_LABEL_H
#define LIQ_RENDER_LABEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/dec.h"

void label_usd(struct buf *, struct dec); /* 12.3M 450k 1.00 0 4.00e29 */
void label_exact(struct buf *, struct dec); /* 12,345,678.90: all digits */
void label_count(struct buf *, int64_t); /* 12,345 */
void label_share(struct buf *, double part, double whole); /* 41.3% */
/* Long to short: 1.62; "longs" and "shorts" where there is only one side. */
void label_ratio(struct buf *, struct dec part_long, struct dec part_short);

/* 4h, 30h, 23h 30m, ~3d 6h: two units, and "~" where there are more. */
void label_span(struct buf *, int64_t ms);

/* The zone times are shown in. */
struct zone {
	bool local; /* as TZ says; else offset */
	int offset; /* minutes east of UTC */
};

const char *zone_set(void *zone, const char *); /* UTC local +HH:MM -HH:MM */
int zone_offset(const struct zone *, int64_t ms); /* minutes east, then */
/* 2025-02-14 03:00, with :07 or :07.123 where they are not zero. */
void label_time(struct buf *, const struct zone *, int64_t ms);
void label_zone(struct buf *, const struct zone *, int64_t ms); /* UTC +02:00 */

#endif
