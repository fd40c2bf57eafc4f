/*
 * hours.h - the folders of hours: DIR/dt=2026-11-22/hour=04/NAME for DIR/NAME.
 *
 * They are named as Hive names them, so that engines read dt and hour as
 * columns.  Hours are UTC, and known by the time they begin at.
 *
 * Owns: what struct hours holds.
 */
#ifndef LIQ_FETCH_HOURS_H
#define LIQ_FETCH_HOURS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct hours {
	struct hours_one {
		int64_t hour;
		int64_t written; /* epoch ms: its file, else its folder */
	} * of; /* rising */
	size_t n, cap;
};

int64_t hours_of(int64_t ms); /* when the hour of it begins */
/* Where file is of that hour; terminated. */
void hours_path(struct buf *, const char *file, int64_t hour);
/* The hours that have a folder. */
void hours_find(struct hours *, const char *file);
void hours_free(struct hours *);
/* The folders of a path of hours_path, where there are none; NULL or why. */
const char *hours_make(const char *path);
/*
 * One run at a time writes to all hours of a file: a descriptor to be closed,
 * or -1 with *why; *held: by another run.
 */
int hours_lock(const char *file, bool *held, const char **why);

#endif
