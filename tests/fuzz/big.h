/*
 * big.h - decimals of any size, digit by digit: slow, plain, and written
 * without a look at dec.c, whose judge they are.
 */
#ifndef FUZZ_BIG_H
#define FUZZ_BIG_H

#include <stdbool.h>
#include <string.h>

#include "base/str.h"

#define BIG_DIGITS 4096

/* Its value: the digits, the lowest first, times 10^-scale. */
struct big {
	bool minus;
	int scale, n; /* the highest digit is not 0; n 0 is zero */
	unsigned char d[BIG_DIGITS];
};

static inline void
big_strip(struct big *x)
{
	while (x->n > 0 && x->d[x->n - 1] == 0)
		x->n--;
	if (x->n == 0)
		x->minus = false;
}

/* Times 10^n, n >= 0, the value unchanged: the scale grows too. */
static inline void
big_widen(struct big *x, int n)
{
	memmove(x->d + n, x->d, (size_t)x->n);
	memset(x->d, 0, (size_t)n);
	x->n += x->n > 0 ? n : 0;
	x->scale += n;
}

/* Without zeros at its end; the scale may become negative. */
static inline void
big_trim(struct big *x)
{
	int zeros = 0;

	while (zeros < x->n && x->d[zeros] == 0)
		zeros++;
	memmove(x->d, x->d + zeros, (size_t)(x->n - zeros));
	x->n -= zeros;
	x->scale = x->n > 0 ? x->scale - zeros : 0;
}

/* A number in JSON's grammar, its exponent within +-1000. */
static inline void
big_parse(struct big *x, struct str s)
{
	int sign = 1, exponent = 0;
	bool point = false;
	size_t i;

	*x = (struct big){ .minus = s.n > 0 && s.s[0] == '-' };
	for (i = x->minus; i < s.n && (s.s[i] | 32) != 'e'; i++) {
		point = point || s.s[i] == '.';
		if (s.s[i] == '.')
			continue;
		memmove(x->d + 1, x->d, (size_t)x->n++);
		x->d[0] = (unsigned char)(s.s[i] - '0');
		x->scale += point;
	}
	for (i++; i < s.n; i++)
		if (s.s[i] == '-')
			sign = -1;
		else if (s.s[i] != '+')
			exponent = exponent * 10 + (s.s[i] - '0');
	x->scale -= sign * exponent;
	big_strip(x);
}

static inline int
big_cmp_digits(const struct big *a, const struct big *b)
{
	int i;

	if (a->n != b->n)
		return a->n > b->n ? 1 : -1;
	for (i = a->n - 1; i >= 0; i--)
		if (a->d[i] != b->d[i])
			return a->d[i] > b->d[i] ? 1 : -1;
	return 0;
}

static inline void
big_align(struct big *a, struct big *b)
{
	if (a->scale < b->scale)
		big_widen(a, b->scale - a->scale);
	else
		big_widen(b, a->scale - b->scale);
	a->scale = b->scale = a->scale > b->scale ? a->scale : b->scale;
}

/* By value; both are aligned after. */
static inline int
big_cmp(struct big *a, struct big *b)
{
	int c;

	big_align(a, b);
	c = big_cmp_digits(a, b);
	if (a->minus != b->minus)
		return a->minus ? -1 : 1;
	return a->minus ? -c : c;
}

static inline void
big_add(struct big *r, struct big *a, struct big *b)
{
	struct big *more = a, *less = b;
	int i, v, carry = 0, sign;

	big_align(a, b);
	if (big_cmp_digits(a, b) < 0) {
		more = b;
		less = a;
	}
	sign = a->minus == b->minus ? 1 : -1;
	*r = (struct big){ .minus = more->minus, .scale = a->scale };
	for (i = 0; i <= more->n; i++) {
		v = carry + (i < more->n ? more->d[i] : 0) +
		    sign * (i < less->n ? less->d[i] : 0);
		carry = v < 0 ? -1 : v / 10;
		r->d[i] = (unsigned char)((v + 10) % 10);
	}
	r->n = more->n + 1;
	big_strip(r);
}

static inline void
big_mul(struct big *r, const struct big *a, const struct big *b)
{
	int i, k, v;

	*r = (struct big){ .minus = a->minus != b->minus,
		.scale = a->scale + b->scale,
		.n = a->n + b->n };
	for (i = 0; i < a->n; i++)
		for (k = 0, v = 0; k < b->n || v > 0; k++) {
			v += r->d[i + k] + (k < b->n ? a->d[i] * b->d[k] : 0);
			r->d[i + k] = (unsigned char)(v % 10);
			v /= 10;
		}
	big_strip(r);
}

/* One more in the last digit. */
static inline void
big_step(struct big *x)
{
	int i = 0;

	while (i < x->n && x->d[i] == 9)
		x->d[i++] = 0;
	x->n = i == x->n ? x->n + 1 : x->n;
	x->d[i]++;
}

/*
 * a / b to scale decimals, half to even: as at school, one digit at a time.
 * b is not zero.
 */
static inline void
big_div(struct big *r, struct big a, struct big b, int scale)
{
	struct big rest = { 0 }, twice, both;
	int i, up = scale + b.scale - a.scale, c;
	bool minus = a.minus != b.minus;

	*r = (struct big){ 0 };
	big_widen(up > 0 ? &a : &b, up > 0 ? up : -up);
	a.minus = b.minus = false;
	a.scale = b.scale = 0;
	for (i = a.n - 1; i >= 0; i--) {
		memmove(rest.d + 1, rest.d, (size_t)rest.n++);
		rest.d[0] = a.d[i];
		big_strip(&rest);
		for (; big_cmp_digits(&rest, &b) >= 0; r->d[i]++) {
			both = b;
			both.minus = true;
			twice = rest;
			big_add(&rest, &twice, &both);
		}
	}
	r->n = a.n;
	both = rest;
	big_add(&twice, &rest, &both);
	c = big_cmp_digits(&twice, &b);
	big_strip(r);
	if (c > 0 || (c == 0 && r->d[0] % 2 == 1))
		big_step(r);
	r->scale = scale;
	r->minus = minus && r->n > 0;
}

#endif
