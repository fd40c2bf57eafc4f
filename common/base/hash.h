/*
 * hash.h - SipHash, and names as small numbers.
 *
 * The 128-bit hash is SipHash-2-4-128 of Aumasson and Bernstein under the key
 * 00 01 ... 0f of their test vectors: ids made from it are the same on every
 * machine and in every release.
 *
 * Layer: base.  Owns: a struct names owns its texts.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

struct hash128 {
	uint64_t a, b;
};

struct hash128 hash128(struct str);
/* SipHash-1-3 under a key of one's own: for tables, never for what is written.
 */
uint64_t hash64(const uint64_t key[2], struct str);
/* Sixteen bytes as 24 characters of lower-case base32 (120 bits). */
void hash128_put(struct buf *, struct hash128);

/* A set of names; each keeps the number it got first: 0, 1, 2, ... */
struct names {
	struct str *name; /* by number */
	size_t n, cap;
	uint32_t *slot; /* open addressing, number + 1; 0 is free */
	size_t slots;
};

uint32_t names_id(struct names *, struct str); /* added when new */
bool names_find(const struct names *, struct str, uint32_t *);
void names_free(struct names *);

#endif
