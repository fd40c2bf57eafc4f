#include "liq-render/palette.h"

#include <math.h>
#include <string.h>

#include "io/opt.h"

#define RGB(hex) \
	{ \
		(hex) >> 16 & 0xff, (hex) >> 8 & 0xff, (hex)&0xff \
	}

#define READABLE 4.5 /* contrast of text, WCAG 2 */

const struct pair pairs[] = {
	{ "vermillion-blue", RGB(0xd55e00), RGB(0x0072b2), 1, 4 },
	{ "magenta-green", RGB(0xcc00cc), RGB(0x00a000), 5, 2 },
	{ "green-red", RGB(0x086a81), RGB(0xff5614), 2, 1 },
	{ "red-green", RGB(0xff5614), RGB(0x086a81), 1, 2 },
	{ 0 },
};

const struct ramp ramps[] = {
	{ "inferno", { RGB(0x000004), RGB(0x210c4a), RGB(0x57106e),
			 RGB(0x8a226a), RGB(0xbc3754), RGB(0xe45a31),
			 RGB(0xf98e09), RGB(0xf9cb35), RGB(0xfcffa4) } },
	{ "viridis", { RGB(0x440154), RGB(0x472d7b), RGB(0x3b528b),
			 RGB(0x2c728e), RGB(0x21918c), RGB(0x28ae80),
			 RGB(0x5ec962), RGB(0xaddc30), RGB(0xfde725) } },
	{ "cividis", { RGB(0x002051), RGB(0x11366c), RGB(0x3c4d6e),
			 RGB(0x62646f), RGB(0x7f7c75), RGB(0x9a9478),
			 RGB(0xbbaf71), RGB(0xe2cb5c), RGB(0xfdea45) } },
	{ "magma", { RGB(0x000004), RGB(0x1d1147), RGB(0x51127c), RGB(0x832681),
		       RGB(0xb73779), RGB(0xe75263), RGB(0xfc8961),
		       RGB(0xfec488), RGB(0xfcfdbf) } },
	{ 0 },
};

/* Light, dark.  The sides and mixes are computed. */
static const struct rgb fixed[][2] = {
	[PAINT_NONE] = { RGB(0xffffff), RGB(0x0d1117) },
	[PAINT_GROUND] = { RGB(0xffffff), RGB(0x0d1117) },
	[PAINT_TEXT] = { RGB(0x1f2328), RGB(0xe6edf3) },
	[PAINT_FAINT] = { RGB(0x59636e), RGB(0x9198a1) },
	[PAINT_RULE] = { RGB(0xd1d9e0), RGB(0x3d444d) },
	[PAINT_LOUD] = { RGB(0x9a0066), RGB(0xff9bd2) },
	[PAINT_UNKNOWN] = { RGB(0x8c959f), RGB(0x6e7681) },
	[PAINT_WICK] = { RGB(0x59636e), RGB(0x9198a1) },
};

/* The middle of the mix: as much long as short. */
static const struct rgb neutral[2] = { RGB(0xd8dce0), RGB(0x484f58) };

const char *
palette_sides(void *target, const char *name)
{
	const char *names[sizeof(pairs) / sizeof(*pairs)] = { 0 };
	struct palette *p = target;
	const struct pair *at;

	for (at = pairs; at->name != NULL; at++) {
		if (strcmp(at->name, name) == 0) {
			p->sides = at;
			return NULL;
		}
		names[at - pairs] = at->name;
	}
	return opt_unknown("pair of sides", str_of(name), names);
}

const char *
palette_ramp(void *target, const char *name)
{
	const char *names[sizeof(ramps) / sizeof(*ramps) + 1] = { "sides" };
	struct palette *p = target;
	const struct ramp *at;

	p->ramp = NULL;
	if (strcmp(name, names[0]) == 0)
		return NULL;
	for (at = ramps; at->name != NULL; at++) {
		if (strcmp(at->name, name) == 0) {
			p->ramp = at;
			return NULL;
		}
		names[at - ramps + 1] = at->name;
	}
	return opt_unknown("palette", str_of(name), names);
}

int
paint_mix(double longs)
{
	const int steps = PAINT_MIX_LAST - PAINT_MIX;
	int i = (int)(longs * steps + 0.5);

	return PAINT_MIX + (i < 0 ? 0 : i > steps ? steps : i);
}

static double
linear(uint8_t c)
{
	double v = c / 255.0;

	return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static uint8_t
companded(double v)
{
	v = v < 0 ? 0 : v > 1 ? 1 : v;
	v = v <= 0.0031308 ? v * 12.92 : 1.055 * pow(v, 1 / 2.4) - 0.055;
	return (uint8_t)(v * 255 + 0.5);
}

struct oklab {
	double l, a, b;
};

/* Oklab (Ottosson 2020): distances in it look like what they are. */
static struct oklab
oklab(struct rgb c)
{
	double r = linear(c.r), g = linear(c.g), b = linear(c.b), l, m, s;

	l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
	m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
	s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
	return (struct oklab){
		0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
		1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
		0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
	};
}

static struct rgb
of_oklab(struct oklab c)
{
	double l = c.l + 0.3963377774 * c.a + 0.2158037573 * c.b;
	double m = c.l - 0.1055613458 * c.a - 0.0638541728 * c.b;
	double s = c.l - 0.0894841775 * c.a - 1.2914855480 * c.b;

	l = l * l * l;
	m = m * m * m;
	s = s * s * s;
	return (struct rgb){
		companded(
		    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
		companded(
		    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
		companded(
		    -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s),
	};
}

static struct rgb
between(struct rgb from, struct rgb to, double t)
{
	struct oklab a = oklab(from), b = oklab(to);

	return of_oklab((struct oklab){ a.l + (b.l - a.l) * t,
	    a.a + (b.a - a.a) * t, a.b + (b.b - a.b) * t });
}

/* A colour of a ramp; t: 0 to 1. */
static struct rgb
along(const struct ramp *r, double t)
{
	int i = (int)(t * 8);

	i = i > 7 ? 7 : i;
	return between(r->stop[i], r->stop[i + 1], t * 8 - i);
}

static struct rgb
mix(const struct palette *p, int step, bool dark)
{
	const int steps = PAINT_MIX_LAST - PAINT_MIX;
	double t = (double)step / steps;

	if (p->ramp == NULL)
		return t < 0.5
			   ? between(p->sides->shrt, neutral[dark], t * 2)
			   : between(neutral[dark], p->sides->lng, t * 2 - 1);
	return along(p->ramp, t);
}

/*
 * Heat leaves the ground and never turns back: a ramp gets lighter on a dark
 * ground, darker on a light one.  What is nearly nothing fades into it.
 */
static struct rgb
heat(const struct palette *p, int step, bool dark)
{
	const double fade = 0.16;
	const struct ramp *r = p->ramp != NULL ? p->ramp : &ramps[dark ? 0 : 1];
	double t = (step + 1.0) / HEATS, from = t > fade ? t : fade;
	struct rgb c = along(r, dark ? from : 1 - from);

	return t < fade ? between(fixed[PAINT_GROUND][dark], c, t / fade) : c;
}

/* So much nearer to black or white that text in it can be read. */
static struct rgb
ink(struct rgb side, bool dark)
{
	static const struct rgb ends[2] = { RGB(0x000000), RGB(0xffffff) };
	const struct rgb ground = fixed[PAINT_GROUND][dark];
	struct rgb c = side;
	double t;

	for (t = 0.02; rgb_contrast(c, ground) < READABLE; t += 0.02)
		c = between(side, ends[dark], t);
	return c;
}

struct rgb
palette_rgb(const struct palette *p, int paint, bool dark)
{
	static const struct rgb black = RGB(0x000000), white = RGB(0xffffff);
	struct rgb under;

	if (paint >= PAINTS) {
		under = palette_rgb(p, paint - PAINTS, dark);
		return rgb_contrast(under, white) >= rgb_contrast(under, black)
			   ? white
			   : black;
	}
	if (paint == PAINT_LONG)
		return p->sides->lng;
	if (paint == PAINT_SHORT)
		return p->sides->shrt;
	if (paint == PAINT_LONG_INK)
		return ink(p->sides->lng, dark);
	if (paint == PAINT_SHORT_INK)
		return ink(p->sides->shrt, dark);
	if (paint >= PAINT_HEAT && paint <= PAINT_HEAT_LAST)
		return heat(p, paint - PAINT_HEAT, dark);
	if (paint >= PAINT_MIX && paint <= PAINT_MIX_LAST)
		return mix(p, paint - PAINT_MIX, dark);
	return fixed[paint][dark];
}

/*
 * Sixteen colours are whatever the terminal makes of them, so only three
 * tiles are told apart: mostly shorts, about even, mostly longs.
 */
int
palette_ansi(const struct palette *p, int paint)
{
	const int middle = (PAINT_MIX + PAINT_MIX_LAST) / 2;

	if (paint >= PAINTS) {
		paint = palette_ansi(p, paint - PAINTS);
		return paint == 2 || paint == 7 ? 0 : 15;
	}
	if (paint == PAINT_LONG)
		return p->sides->ansi_long;
	if (paint == PAINT_SHORT)
		return p->sides->ansi_short;
	if (paint == PAINT_LOUD)
		return 5;
	if (paint < PAINT_MIX || paint > PAINT_MIX_LAST)
		return 8;
	if (paint < middle - 2)
		return p->sides->ansi_short;
	return paint > middle + 2 ? p->sides->ansi_long : 8;
}

int
palette_256(struct rgb c)
{
	static const uint8_t cube[] = { 0, 95, 135, 175, 215, 255 };
	struct oklab want = oklab(c), have;
	double d, least = INFINITY;
	int i, n = 16;

	for (i = 16; i < 256; i++) {
		uint8_t grey = (uint8_t)(8 + 10 * (i - 232));
		struct rgb x = i < 232 ? (struct rgb){ cube[(i - 16) / 36],
			cube[(i - 16) / 6 % 6], cube[(i - 16) % 6] }
				       : (struct rgb){ grey, grey, grey };

		have = oklab(x);
		d = (have.l - want.l) * (have.l - want.l) +
		    (have.a - want.a) * (have.a - want.a) +
		    (have.b - want.b) * (have.b - want.b);
		if (d < least) {
			least = d;
			n = i;
		}
	}
	return n;
}

double
rgb_luminance(struct rgb c)
{
	return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) +
	       0.0722 * linear(c.b);
}

double
rgb_contrast(struct rgb a, struct rgb b)
{
	double x = rgb_luminance(a) + 0.05, y = rgb_luminance(b) + 0.05;

	return x > y ? x / y : y / x;
}
