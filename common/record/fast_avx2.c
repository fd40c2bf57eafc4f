/*
 * The kernel for x86-64 with AVX2: 32 bytes at a time.  Each function gives
 * what its namesake in fast_portable.c gives.
 */
#if defined(__x86_64__)
#include <immintrin.h>

#include "record/fast_room.h"

#define KERNEL static inline __attribute__((target("avx2")))

KERNEL __m256i
load32(const char *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

KERNEL __m128i
load16(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* The place of the lowest bit; 31 when there is none. */
KERNEL int
first_of(uint32_t bits)
{
	return __builtin_ctz(bits | UINT32_C(1) << 31);
}

/* Which of the 32 bytes at p is c: bit i for p[i]. */
KERNEL uint32_t
equal32(const char *p, char c)
{
	return (uint32_t)_mm256_movemask_epi8(
	    _mm256_cmpeq_epi8(load32(p), _mm256_set1_epi8(c)));
}

/*
 * Two newlines are rarely within 64 bytes, so the common step has no branch
 * that could go either way: it stores, and keeps what it stored or not.  What
 * was found behind the text is dropped at the end.
 */
KERNEL size_t
line_ends(struct str text, uint32_t *end)
{
	size_t size = text.n < SCAN_BYTES ? text.n : SCAN_BYTES, i, n = 0;
	uint64_t at;

	for (i = 0; i < size && n < FAST_LINES; i += 64) {
		at = equal32(text.s + i, '\n') |
		     (uint64_t)equal32(text.s + i + 32, '\n') << 32;
		end[n] = (uint32_t)i +
			 (uint32_t)__builtin_ctzll(at | UINT64_C(1) << 63);
		n += at != 0;
		for (at &= at - 1; at != 0 && n < FAST_LINES; at &= at - 1)
			end[n++] = (uint32_t)i + (uint32_t)__builtin_ctzll(at);
	}
	while (n > 0 && end[n - 1] >= size)
		n--;
	return n;
}

KERNEL __m256i
differs(const struct fast_phrase *f, const char *p, size_t at)
{
	return _mm256_and_si256(load32(f->mask + at),
	    _mm256_xor_si256(load32(f->text + at), load32(p + at)));
}

KERNEL bool
phrase_same(const struct fast_phrase *f, const char *p)
{
	const __m256i d = _mm256_or_si256(differs(f, p, 0),
	    _mm256_or_si256(differs(f, p, 32), differs(f, p, 64)));

	return _mm256_testz_si256(d, d);
}

/* Sixteen digits of 0 to 9, the first the highest. */
KERNEL int64_t
value16(__m128i digits)
{
	const __m128i tens = _mm_set1_epi16(0x010a);
	const __m128i hundreds = _mm_set1_epi32(0x00010064);
	const __m128i myriads = _mm_set1_epi32(0x00012710);
	__m128i d;
	uint64_t halves;

	d = _mm_madd_epi16(_mm_maddubs_epi16(digits, tens), hundreds);
	d = _mm_madd_epi16(_mm_packus_epi32(d, d), myriads);
	halves = (uint64_t)_mm_cvtsi128_si64(d);
	return (int64_t)(halves & UINT32_MAX) * 100000000 +
	       (int64_t)(halves >> 32);
}

KERNEL bool
all_digits(__m128i d)
{
	return _mm_movemask_epi8(_mm_cmpeq_epi8(
		   _mm_min_epu8(d, _mm_set1_epi8(9)), d)) == 0xffff;
}

/*
 * The text is n bytes with its point at i.  Sixteen bytes that end with it
 * are laid over the sixteen before the last: behind the point from the first,
 * up to it from the second, and the point is gone.
 *
 *	first   x x x x x x x x 9 6 1 5 0 . 7 7		n = 8, i = 5
 *	second  x x x x x x x x x 9 6 1 5 0 . 7
 *	digits  0 0 0 0 0 0 0 0 0 9 6 1 5 0 7 7
 */
KERNEL const char *
number(const char *p, int64_t *v, uint8_t *scale)
{
	const __m128i lane =
	    _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
	const __m256i past = _mm256_sub_epi8(load32(p), _mm256_set1_epi8('.'));
	__m256i odd = _mm256_cmpeq_epi8(
	    _mm256_max_epu8(past, _mm256_set1_epi8('9' - '.' + 1)), past);
	const int n = first_of((uint32_t)_mm256_movemask_epi8(odd));
	const int i = first_of(equal32(p, '.'));
	__m128i d;
	int wrong;

	d = _mm_blendv_epi8(load16(p + n - 17), load16(p + n - 16),
	    _mm_cmpgt_epi8(lane, _mm_set1_epi8((char)(i + 16 - n))));
	d = _mm_and_si128(_mm_sub_epi8(d, _mm_set1_epi8('0')),
	    _mm_cmpgt_epi8(lane, _mm_set1_epi8((char)(16 - n))));
	*v = value16(d);
	*scale = (uint8_t)(n - i - 1);
	/* Added up, not asked one by one: a leading zero is as likely as not.
	 */
	wrong = (n > FAST_DIGITS + 1) + (i == 0) + (i + 1 >= n) +
		((*p == '0') & (i > 1)) + !all_digits(d);
	if (wrong != 0)
		return NULL;
	return p + n;
}

/* Bytes below 0x20, as signed numbers, are the controls and all of UTF-8. */
KERNEL size_t
plain(const char *p)
{
	const __m256i space = _mm256_set1_epi8(0x20);
	const __m256i quote = _mm256_set1_epi8('"');
	const __m256i backslash = _mm256_set1_epi8('\\');
	const __m256i delete = _mm256_set1_epi8(0x7f);
	__m256i v, odd;
	uint32_t at;
	size_t n;

	for (n = 0; n < FAST_ID; n += 32) {
		v = load32(p + n);
		odd =
		    _mm256_or_si256(_mm256_or_si256(_mm256_cmpgt_epi8(space, v),
					_mm256_cmpeq_epi8(v, delete)),
			_mm256_or_si256(_mm256_cmpeq_epi8(v, quote),
			    _mm256_cmpeq_epi8(v, backslash)));
		if ((at = (uint32_t)_mm256_movemask_epi8(odd)) != 0)
			return n + (size_t)first_of(at);
	}
	return FAST_ID;
}

/* The thirteen are the last of sixteen; what is before them is no part. */
KERNEL bool
digits13(const char *p, int64_t *v)
{
	const __m128i keep = _mm_setr_epi8(
	    0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
	__m128i d = _mm_and_si128(
	    _mm_sub_epi8(load16(p - 3), _mm_set1_epi8('0')), keep);

	*v = value16(d);
	return all_digits(d);
}

#include "record/fast_cells.h"
#include "record/fast_line.h"
#include "record/fast_row.h"

__attribute__((target("avx2"))) size_t
fast_take_avx2(struct fast *f, struct fast_run *run, struct str text)
{
	return take(f, run, text);
}

__attribute__((target("avx2"))) size_t
fast_rows_avx2(struct fast_rows *f, struct fast_rows_run *run, struct str text)
{
	return take_rows(f, run, text);
}

bool
fast_usable_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}
#endif
