/*
 * places.h - which times the places of a file speak of, so that what is known
 * of a time can be had without reading all of it.
 *
 * A place is a stretch of whole lines (of gzip, of whole members), of
 * PLACE_BYTES or little more.  Together they are the file from its beginning.
 *
 * Pure.  Owns: its array; all zero is a file without lines.
 */
#ifndef LIQ_FETCH_PLACES_H
#define LIQ_FETCH_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PLACE_BYTES (1 << 20)

struct place {
	int64_t at, until; /* bytes of the file; or both: since when it is */
	int64_t oldest, newest; /* ts of its records; none: oldest is larger */
	char hash[25]; /* of its bytes; "": not known */
	bool read; /* its records are known */
};

struct places {
	struct place *of;
	size_t n, cap;
};

/*
 * A place that is no stretch but a file of its own, of [since, until): the
 * lines that come now are in it, if they end at 0.
 */
struct place *places_add(struct places *, int64_t since, int64_t until);
/* A line that ends at until: the place it is in, which may be a new one. */
struct place *places_line(struct places *, int64_t until);
void place_time(struct place *, int64_t ts); /* of one of its records */
int64_t places_end(const struct places *); /* bytes they are */
/* The next that was not read and speaks of [since, until); NULL: none. */
struct place *places_unread(
    const struct places *, int64_t since, int64_t until);
void places_free(struct places *);

#endif
