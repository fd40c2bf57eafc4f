/* hash.c - SipHash against its authors' vectors; names as numbers. */
#include "base/hash.h"

#include "tap.h"

/* From the reference implementation's vectors.h, key 00..0f, input 00..n-1. */
static void
vectors(void)
{
	static const struct {
		size_t n;
		uint64_t a, b;
	} cases[] = {
		{ 0, UINT64_C(0xe6a825ba047f81a3),
		    UINT64_C(0x930255c71472f66d) },
		{ 1, UINT64_C(0x44af996bd8c187da),
		    UINT64_C(0x45fc229b11597634) },
	};
	char in[64];
	struct hash128 h;
	size_t i;

	for (i = 0; i < sizeof(in); i++)
		in[i] = (char)i;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		h = hash128((struct str){ in, cases[i].n });
		ok(h.a == cases[i].a && h.b == cases[i].b, "%zu bytes",
		    cases[i].n);
	}
}

/*
 * SipHash-1-3 under the same key; of nothing it is the first vector of Rust's
 * SipHasher13.  The others are of a SipHash in Python that gives the authors'
 * vectors with 2 and 4 rounds.
 */
static void
short_vectors(void)
{
	static const uint64_t key[2] = { UINT64_C(0x0706050403020100),
		UINT64_C(0x0f0e0d0c0b0a0908) };
	static const struct {
		size_t n;
		uint64_t h;
	} cases[] = {
		{ 0, UINT64_C(0xabac0158050fc4dc) },
		{ 7, UINT64_C(0xd3927d989bb11140) },
		{ 8, UINT64_C(0x369095118d299a8e) },
		{ 24, UINT64_C(0xf464aeb267349c8c) },
		{ 63, UINT64_C(0x9d199062b7bbb3a8) },
	};
	char in[64];
	size_t i;

	for (i = 0; i < sizeof(in); i++)
		in[i] = (char)i;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ok(hash64(key, (struct str){ in, cases[i].n }) == cases[i].h,
		    "%zu bytes under a key", cases[i].n);
}

static void
names(void)
{
	struct names t = { 0 };
	struct buf b = { 0 };
	uint32_t id;
	size_t i, wrong = 0;

	for (i = 0; i < 3000; i++) {
		buf_reset(&b);
		buf_printf(&b, "name %zu", i % 1000);
		wrong += names_id(&t, buf_view(&b)) != i % 1000;
	}
	ok(wrong == 0 && t.n == 1000, "a name keeps its number");
	ok(names_find(&t, STR("name 999"), &id) && id == 999, "found");
	ok(!names_find(&t, STR("name"), &id), "not found");
	ok(str_is(t.name[7], "name 7"), "by number");
	names_free(&t);
	ok(!names_find(&t, STR("name 7"), &id), "empty after free");
	buf_free(&b);
}

static void
letters(void)
{
	struct buf b = { 0 };

	hash128_put(&b, (struct hash128){ 0, UINT64_MAX });
	buf_putc(&b, '\0');
	is(b.s, "aaaaaaaaaaaa777777777777", "24 letters of base32");
	buf_free(&b);
}

int
main(void)
{
	vectors();
	short_vectors();
	names();
	letters();
	return tap_end();
}
