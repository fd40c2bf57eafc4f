/*
 * fast_room.h - what the kernels share: phrases, and the numbers of a line.
 *
 * Layer: record, for its own files.
 */
#ifndef RECORD_FAST_ROOM_H
#define RECORD_FAST_ROOM_H

#include <string.h>

#include "base/dec.h"
#include "base/when.h"
#include "record/fast.h"
#include "record/fast_rows.h"
#include "record/market.h"

#define PHRASE_HEAD 39 /* bytes that are hashed: no phrase is shorter */
#define PHRASE_PROBES 8 /* slots that are looked at */
#define FAST_ID sizeof(((struct liquidation *)0)->id)
#define FAST_DIGITS 16 /* of one number */
#define DIGITS13_FIRST INT64_C(1000000000000) /* the least without a zero */
#define SCAN_BYTES (32 << 10) /* looked through for the lines of one run */

static inline uint64_t
load8(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
	return w;
}

/* A place in a table, no more: the order of a machine's bytes is its own. */
static inline uint64_t
phrase_hash(const char *p)
{
	uint64_t h;

	h = (load8(p) ^ load8(p + 24)) * UINT64_C(0x9e3779b97f4a7c15);
	h ^= (load8(p + 8) ^ load8(p + PHRASE_HEAD - 8)) *
	     UINT64_C(0xbf58476d1ce4e5b9);
	h ^= load8(p + 16) * UINT64_C(0x94d049bb133111eb);
	h = (h ^ h >> 32) * UINT64_C(0x9e3779b97f4a7c15); /* high bits, too */
	return h >> 32;
}

/* False: there is no room for it, or it is there. */
bool phrases_keep(struct fast_phrases *, struct str, uint32_t meaning);
void phrases_free(struct fast_phrases *);
/* The values of a line, in the order of its type's table; false: of another. */
bool phrase_values(struct str *value, enum record_type, struct str line);
struct str phrase_between(const char *from, const char *end);

bool fast_usable_portable(void);
size_t fast_take_portable(struct fast *, struct fast_run *, struct str);
size_t fast_rows_portable(
    struct fast_rows *, struct fast_rows_run *, struct str);
bool fast_usable_avx2(void);
size_t fast_take_avx2(struct fast *, struct fast_run *, struct str);
size_t fast_rows_avx2(struct fast_rows *, struct fast_rows_run *, struct str);

#endif
