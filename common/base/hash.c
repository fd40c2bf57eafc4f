#include "base/hash.h"

#include <stdlib.h>

#include "base/x.h"

struct sip {
	uint64_t v0, v1, v2, v3;
};

static uint64_t
rotate(uint64_t x, int n)
{
	return x << n | x >> (64 - n);
}

static inline void
rounds(struct sip *s, int n)
{
	while (n-- > 0) {
		s->v0 += s->v1;
		s->v2 += s->v3;
		s->v1 = rotate(s->v1, 13) ^ s->v0;
		s->v3 = rotate(s->v3, 16) ^ s->v2;
		s->v0 = rotate(s->v0, 32);
		s->v2 += s->v1;
		s->v0 += s->v3;
		s->v1 = rotate(s->v1, 17) ^ s->v2;
		s->v3 = rotate(s->v3, 21) ^ s->v0;
		s->v2 = rotate(s->v2, 32);
	}
}

/* Eight bytes, the first the lowest, whatever the machine. */
static uint64_t
word8(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
	       (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 |
	       (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
	       (uint64_t)p[7] << 56;
}

/* Fewer than eight. */
static uint64_t
word(const char *p, size_t n)
{
	uint64_t w = 0;

	while (n-- > 0)
		w = w << 8 | (unsigned char)p[n];
	return w;
}

static inline struct sip
start(uint64_t k0, uint64_t k1)
{
	return (struct sip){ k0 ^ UINT64_C(0x736f6d6570736575),
		k1 ^ UINT64_C(0x646f72616e646f6d),
		k0 ^ UINT64_C(0x6c7967656e657261),
		k1 ^ UINT64_C(0x7465646279746573) };
}

/* All of a text, and its length. */
static inline void
absorb(struct sip *v, struct str s, int n)
{
	const uint64_t length = s.n;
	uint64_t m;

	for (; s.n >= 8; s = str_from(s, 8)) {
		m = word8(s.s);
		v->v3 ^= m;
		rounds(v, n);
		v->v0 ^= m;
	}
	m = word(s.s, s.n) | length << 56;
	v->v3 ^= m;
	rounds(v, n);
	v->v0 ^= m;
}

uint64_t
hash64(const uint64_t key[2], struct str s)
{
	struct sip v = start(key[0], key[1]);

	absorb(&v, s, 1);
	v.v2 ^= 0xff;
	rounds(&v, 3);
	return v.v0 ^ v.v1 ^ v.v2 ^ v.v3;
}

struct hash128
hash128(struct str s)
{
	struct sip v =
	    start(UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908));
	struct hash128 h;

	v.v1 ^= 0xee;
	absorb(&v, s, 2);
	v.v2 ^= 0xee;
	rounds(&v, 4);
	h.a = v.v0 ^ v.v1 ^ v.v2 ^ v.v3;
	v.v1 ^= 0xdd;
	rounds(&v, 4);
	h.b = v.v0 ^ v.v1 ^ v.v2 ^ v.v3;
	return h;
}

void
hash128_put(struct buf *b, struct hash128 h)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
	uint64_t word64 = h.a;
	int i;

	/* Twelve letters of five bits from each half, the highest first. */
	for (i = 0; i < 24; i++) {
		if (i == 12)
			word64 = h.b;
		buf_putc(b, letters[word64 >> 59]);
		word64 <<= 5;
	}
}

static size_t
place(const struct names *t, struct str name)
{
	size_t i = (size_t)hash128(name).a & (t->slots - 1);

	while (t->slot[i] != 0 && !str_same(t->name[t->slot[i] - 1], name))
		i = (i + 1) & (t->slots - 1);
	return i;
}

static void
widen(struct names *t)
{
	size_t i;

	t->slots = t->slots > 0 ? t->slots * 2 : 64;
	free(t->slot);
	t->slot = xcalloc(t->slots, sizeof(*t->slot));
	for (i = 0; i < t->n; i++)
		t->slot[place(t, t->name[i])] = (uint32_t)i + 1;
}

uint32_t
names_id(struct names *t, struct str name)
{
	size_t at;
	char *copy;

	if (t->n * 2 >= t->slots)
		widen(t);
	at = place(t, name);
	if (t->slot[at] != 0)
		return t->slot[at] - 1;
	copy = xmalloc(name.n + 1);
	str_copy(copy, name.n + 1, name);
	t->name = xgrow(t->name, t->n, &t->cap, sizeof(*t->name));
	t->name[t->n] = (struct str){ copy, name.n };
	t->slot[at] = (uint32_t)++t->n;
	return t->slot[at] - 1;
}

bool
names_find(const struct names *t, struct str name, uint32_t *id)
{
	uint32_t n;

	if (t->slots == 0 || (n = t->slot[place(t, name)]) == 0)
		return false;
	*id = n - 1;
	return true;
}

void
names_free(struct names *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		free((char *)t->name[i].s);
	free(t->name);
	free(t->slot);
	*t = (struct names){ 0 };
}
