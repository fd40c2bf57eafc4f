/*
 * Sides can be told apart by every eye, on both grounds; inks can be read.
 */
#include "liq-render/palette.h"

#include <math.h>

#include "tap.h"

#define DEGREES (3.14159265358979323846 / 180)

struct lab {
	double l, a, b;
};

/* Machado, Oliveira, Fernandes 2009, severity 1. */
static const struct eye {
	const char *name;
	double m[3][3];
} eyes[] = {
	{ "normal", { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } },
	{ "protan", { { 0.152286, 1.052583, -0.204868 },
			{ 0.114503, 0.786281, 0.099216 },
			{ -0.003882, -0.048116, 1.051998 } } },
	{ "deutan", { { 0.367322, 0.860646, -0.227968 },
			{ 0.280085, 0.672501, 0.047413 },
			{ -0.011820, 0.042940, 0.968881 } } },
	{ "tritan", { { 1.255528, -0.076749, -0.178779 },
			{ -0.078411, 0.930809, 0.147602 },
			{ 0.004733, 0.691367, 0.303900 } } },
};

static double
linear(uint8_t c)
{
	double v = c / 255.0;

	return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double
cell(double t)
{
	return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

/* CIELAB under D65, as that eye has it. */
static struct lab
seen(struct rgb c, const struct eye *eye)
{
	const double in[] = { linear(c.r), linear(c.g), linear(c.b) };
	double v[3], x, y, z;
	int i;

	for (i = 0; i < 3; i++) {
		v[i] = eye->m[i][0] * in[0] + eye->m[i][1] * in[1] +
		       eye->m[i][2] * in[2];
		v[i] = v[i] < 0 ? 0 : v[i] > 1 ? 1 : v[i];
	}
	x = cell(
	    (0.4124564 * v[0] + 0.3575761 * v[1] + 0.1804375 * v[2]) / 0.95047);
	y = cell(0.2126729 * v[0] + 0.7151522 * v[1] + 0.0721750 * v[2]);
	z = cell(
	    (0.0193339 * v[0] + 0.1191920 * v[1] + 0.9503041 * v[2]) / 1.08883);
	return (struct lab){ 116 * y - 16, 500 * (x - y), 200 * (y - z) };
}

static double
hue(double b, double a)
{
	double h = atan2(b, a) / DEGREES;

	return h < 0 ? h + 360 : h;
}

/* CIEDE2000 (Sharma, Wu, Dalal 2005). */
static double
difference(struct lab p, struct lab q)
{
	double c7 = pow((hypot(p.a, p.b) + hypot(q.a, q.b)) / 2, 7);
	double g = 1.5 - 0.5 * sqrt(c7 / (c7 + 6103515625.0));
	double c1 = hypot(p.a * g, p.b), c2 = hypot(q.a * g, q.b);
	double h1 = hue(p.b, p.a * g), h2 = hue(q.b, q.a * g);
	double dh = h2 - h1, hm = (h1 + h2) / 2, cm = (c1 + c2) / 2;
	double lm = (p.l + q.l) / 2 - 50, t, sl, sc, sh, rt, l, c, h;

	if (fabs(dh) > 180) {
		dh += dh > 0 ? -360 : 360;
		hm += hm < 180 ? 180 : -180;
	}
	t = 1 - 0.17 * cos((hm - 30) * DEGREES) + 0.24 * cos(2 * hm * DEGREES) +
	    0.32 * cos((3 * hm + 6) * DEGREES) -
	    0.20 * cos((4 * hm - 63) * DEGREES);
	sl = 1 + 0.015 * lm * lm / sqrt(20 + lm * lm);
	sc = 1 + 0.045 * cm;
	sh = 1 + 0.015 * cm * t;
	c7 = pow(cm, 7);
	rt = -2 * sqrt(c7 / (c7 + 6103515625.0)) *
	     sin(60 * exp(-pow((hm - 275) / 25, 2)) * DEGREES);
	l = (q.l - p.l) / sl;
	c = (c2 - c1) / sc;
	h = 2 * sqrt(c1 * c2) * sin(dh / 2 * DEGREES) / sh;
	return sqrt(l * l + c * c + h * h + rt * c * h);
}

/* Pairs 1, 9 and 17 of the published test data. */
static void
formula(void)
{
	ok(fabs(difference((struct lab){ 50, 2.6772, -79.7751 },
		    (struct lab){ 50, 0, -82.7485 }) -
		2.0425) < 1e-4 &&
		fabs(difference((struct lab){ 50, 2.49, -0.001 },
			 (struct lab){ 50, -2.49, 0.0009 }) -
		     7.1792) < 1e-4 &&
		fabs(difference((struct lab){ 50, 2.5, 0 },
			 (struct lab){ 73, 25, -18 }) -
		     27.1492) < 1e-4,
	    "CIEDE2000 gives the published values");
}

static void
sides(const struct pair *p)
{
	const struct palette palette = { p, NULL };
	struct rgb light = palette_rgb(&palette, PAINT_GROUND, false);
	struct rgb dark = palette_rgb(&palette, PAINT_GROUND, true);
	double least = 1000, d;
	size_t i;

	for (i = 0; i < sizeof(eyes) / sizeof(*eyes); i++) {
		d = difference(seen(p->lng, &eyes[i]), seen(p->shrt, &eyes[i]));
		least = d < least ? d : least;
		if (d < 40)
			printf("# %s, %s: %.1f\n", p->name, eyes[i].name, d);
	}
	ok(least >= 40, "%s can be told apart by every eye", p->name);
	ok(rgb_contrast(p->lng, light) >= 3 &&
		rgb_contrast(p->lng, dark) >= 3 &&
		rgb_contrast(p->shrt, light) >= 3 &&
		rgb_contrast(p->shrt, dark) >= 3,
	    "%s stands out on both grounds", p->name);
}

static double
least_contrast(const struct palette *p)
{
	double least = 100, c;
	int paint, dark;

	for (dark = 0; dark < 2; dark++) {
		for (paint = PAINT_UNKNOWN; paint < PAINTS; paint++) {
			c = rgb_contrast(palette_rgb(p, paint, dark),
			    palette_rgb(p, PAINT_ON(paint), dark));
			least = c < least ? c : least;
		}
		for (paint = PAINT_TEXT; paint <= PAINT_LOUD; paint++) {
			c = rgb_contrast(palette_rgb(p, paint, dark),
			    palette_rgb(p, PAINT_GROUND, dark));
			if (paint != PAINT_RULE)
				least = c < least ? c : least;
		}
		for (paint = PAINT_LONG_INK; paint <= PAINT_SHORT_INK;
		     paint++) {
			c = rgb_contrast(palette_rgb(p, paint, dark),
			    palette_rgb(p, PAINT_GROUND, dark));
			least = c < least ? c : least;
		}
	}
	return least;
}

/* A ramp gets lighter all the way, also in the 256 colours. */
static bool
rises(const struct palette *p)
{
	double last = -1, now;
	int paint;

	for (paint = PAINT_MIX; paint <= PAINT_MIX_LAST; paint++) {
		now = rgb_luminance(palette_rgb(p, paint, true));
		if (now <= last)
			return false;
		last = now;
	}
	return true;
}

/* Heat leaves the ground and never turns back; 256 colours may stand still. */
static bool
leaves_ground(const struct palette *p, bool dark)
{
	const double slack = 0.012; /* the nearest colour may be a bit off */
	static const uint8_t cube[] = { 0, 95, 135, 175, 215, 255 };
	double way = dark ? 1 : -1, last, fixed_last, now;
	struct rgb c;
	int paint, n;

	last = fixed_last =
	    way * rgb_luminance(palette_rgb(p, PAINT_GROUND, dark));
	for (paint = PAINT_HEAT; paint <= PAINT_HEAT_LAST; paint++) {
		c = palette_rgb(p, paint, dark);
		now = way * rgb_luminance(c);
		if (now <= last)
			return false;
		last = now;
		n = palette_256(c);
		c = n < 232 ? (struct rgb){ cube[(n - 16) / 36],
			cube[(n - 16) / 6 % 6], cube[(n - 16) % 6] }
			    : (struct rgb){ (uint8_t)(8 + 10 * (n - 232)),
				      (uint8_t)(8 + 10 * (n - 232)),
				      (uint8_t)(8 + 10 * (n - 232)) };
		now = way * rgb_luminance(c);
		if (now < fixed_last - slack)
			return false;
		fixed_last = now > fixed_last ? now : fixed_last;
	}
	return true;
}

/* The same for every eye, and in grey: what is hotter is not taken for less. */
static bool
rises_for_all(const struct palette *p, bool dark)
{
	const double slack = 0.5; /* of L*: an eighth of what can be seen */
	double way = dark ? 1 : -1, last, now;
	size_t i;
	int paint;

	for (i = 0; i < sizeof(eyes) / sizeof(*eyes); i++) {
		last = -1000;
		for (paint = PAINT_HEAT; paint <= PAINT_HEAT_LAST; paint++) {
			now =
			    way * seen(palette_rgb(p, paint, dark), &eyes[i]).l;
			if (now < last - slack) {
				printf("# %s, level %d\n", eyes[i].name,
				    paint - PAINT_HEAT + 1);
				return false;
			}
			last = now > last ? now : last;
		}
	}
	return true;
}

/* A quarter of the scale can be told from the next by every eye. */
static double
least_quarter(const struct palette *p, bool dark)
{
	double least = 1000, d;
	size_t i;
	int k;

	for (i = 0; i < sizeof(eyes) / sizeof(*eyes); i++)
		for (k = 0; k + HEATS / 4 < HEATS; k++) {
			d = difference(
			    seen(
				palette_rgb(p, PAINT_HEAT + k, dark), &eyes[i]),
			    seen(palette_rgb(
				     p, PAINT_HEAT + k + HEATS / 4, dark),
				&eyes[i]));
			least = d < least ? d : least;
		}
	return least;
}

static void
heat_holds(const struct palette *p, const char *name)
{
	int dark;

	for (dark = 0; dark < 2; dark++) {
		ok(leaves_ground(p, dark), "heat of %s leaves the %s ground",
		    name, dark ? "dark" : "light");
		ok(rises_for_all(p, dark), "and rises for every eye");
		ok(least_quarter(p, dark) >= 10,
		    "and a quarter of it can be told from the next (%.1f)",
		    least_quarter(p, dark));
	}
}

int
main(void)
{
	struct palette p = { pairs, NULL };
	const struct pair *pair;
	const struct ramp *ramp;

	formula();
	for (pair = pairs; pair->name != NULL; pair++) {
		sides(pair);
		p.sides = pair;
		ok(least_contrast(&p) >= 4.5, "text can be read on %s",
		    pair->name);
	}
	p.sides = pairs;
	for (ramp = ramps; ramp->name != NULL; ramp++) {
		p.ramp = ramp;
		ok(rises(&p), "%s gets lighter all the way", ramp->name);
		ok(least_contrast(&p) >= 4.5, "text can be read on it");
		heat_holds(&p, ramp->name);
	}
	p.ramp = NULL;
	heat_holds(&p, "what nobody asked for");
	ok(paint_mix(0) == PAINT_MIX && paint_mix(1) == PAINT_MIX_LAST &&
		paint_mix(-1) == PAINT_MIX && paint_mix(2) == PAINT_MIX_LAST,
	    "a share of longs is within the mix");
	ok(palette_256((struct rgb){ 0, 0, 0 }) == 16 &&
		palette_256((struct rgb){ 255, 255, 255 }) == 231 &&
		palette_256((struct rgb){ 0xd7, 0x5f, 0 }) == 166,
	    "the nearest of 256 colours");
	ok(palette_sides(&p, "green-red") == NULL &&
		strcmp(p.sides->name, "green-red") == 0 &&
		strstr(palette_sides(&p, "gren-red"), "green-red") != NULL,
	    "sides have names, and the nearest is told");
	return tap_end();
}
