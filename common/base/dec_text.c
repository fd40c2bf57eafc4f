/*
 * Decimals as text.
 */
#include "base/dec_room.h"

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The exponent of a number, from "e" on; NULL or why not. */
static const char *
exponent(int *out, struct str s)
{
	bool negative = false;
	int e = 0;

	s = str_from(s, 1);
	if (s.n > 0 && (s.s[0] == '+' || s.s[0] == '-')) {
		negative = s.s[0] == '-';
		s = str_from(s, 1);
	}
	if (s.n == 0)
		return "not a number";
	for (; s.n > 0; s = str_from(s, 1)) {
		if (!digit(s.s[0]))
			return "not a number";
		if (e < 1000)
			e = e * 10 + (s.s[0] - '0');
	}
	*out = negative ? -e : e;
	return NULL;
}

const char *
dec_parse(struct dec *d, struct str s)
{
	const char *why;
	bool negative = false, point = false;
	int digits = 0, scale = 0, shift = 0;
	u128 v = 0;
	size_t i = 0, first;

	if (i < s.n && s.s[i] == '-') {
		negative = true;
		i++;
	}
	first = i;
	for (; i < s.n; i++) {
		if (s.s[i] == '.' && !point && i > first && i + 1 < s.n &&
		    digit(s.s[i + 1])) {
			point = true;
			continue;
		}
		if (!digit(s.s[i]))
			break;
		if (v > 0 || s.s[i] != '0')
			digits++;
		if (digits > DEC_DIGITS && point && s.s[i] == '0')
			continue; /* ".0" behind 38 digits */
		if (digits > DEC_DIGITS)
			return "a number of more than 38 digits";
		v = v * 10 + (u128)(s.s[i] - '0');
		if (point && ++scale > 1000)
			return "a number with too many decimals";
	}
	if (i == first ||
	    (s.s[first] == '0' && i > first + 1 && digit(s.s[first + 1])))
		return "not a number";
	if (i < s.n && (s.s[i] == 'e' || s.s[i] == 'E')) {
		if ((why = exponent(&shift, str_from(s, i))) != NULL)
			return why;
	} else if (i < s.n) {
		return "not a number";
	}
	if (v == 0 && shift != 0)
		shift = scale = 0;
	return dec_settle(d, negative, v, scale - shift);
}

/* The digits of v up to end, "least" of them or more; where they begin. */
static char *
digits(char *end, uint64_t v, int least)
{
	do {
		*--end = (char)('0' + (int)(v % 10));
		v /= 10;
	} while (--least > 0 || v > 0);
	return end;
}

/* v / 10^scale up to end; where it begins. */
static char *
wide_decimal(char *end, u128 v, int scale)
{
	for (; scale > 0; scale--, v /= 10)
		*--end = (char)('0' + (int)(v % 10));
	*--end = '.';
	do {
		*--end = (char)('0' + (int)(v % 10));
	} while ((v /= 10) > 0);
	return end;
}

void
dec_put(struct buf *b, struct dec d)
{
	char text[LIMIT + DEC_SCALE + 8];
	char *const end = text + sizeof(text);
	const u128 v = magnitude(d.v);
	char *p = end;
	uint64_t unit;

	if (d.scale == 0)
		*--p = '0';
	if (v <= UINT64_MAX && d.scale > 0 && d.scale <= HALF) {
		unit = (uint64_t)power(d.scale);
		p = digits(p, (uint64_t)v % unit, d.scale);
		*--p = '.';
		p = digits(p, (uint64_t)v / unit, 1);
	} else {
		p = wide_decimal(p, v, d.scale);
	}
	if (d.v < 0)
		*--p = '-';
	buf_put(b, p, (size_t)(end - p));
}
