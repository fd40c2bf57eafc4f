/*
 * repeat.h - where what has been seen is found again.
 *
 * A table of places under 64 bits of hash: 8 bytes a slot, of which a third to
 * two thirds are taken.  Equal hashes are no proof: what stands at a place is
 * asked whether it is the same, so that nothing can be taken for another.
 *
 * Owns: a struct repeats owns its table; all zero is empty.
 */
#ifndef LIQ_AGG_REPEAT_H
#define LIQ_AGG_REPEAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct repeats_slot {
	uint32_t tag; /* of the key, as far as it is kept */
	uint32_t place; /* 0: free */
};

struct repeats {
	struct repeats_slot *slot;
	size_t slots, n;
	size_t likely; /* the caller's: so many will come, or 0 */
};

/* Is what stands at a place the one that is looked for? */
typedef bool repeats_same(const void *, uint32_t place);

/*
 * Where the place of a key stands for which same holds: 0 where it is new, and
 * then to be set at once.  Valid until the next call.
 */
uint32_t *repeats_at(
    struct repeats *, uint64_t key, repeats_same *, const void *);
/* Its place; 0: there is none. */
uint32_t repeats_find(
    const struct repeats *, uint64_t key, repeats_same *, const void *);
/* A key that is asked for soon: its slots are brought near. */
void repeats_expect(const struct repeats *, uint64_t key);
void repeats_free(struct repeats *);

#endif
