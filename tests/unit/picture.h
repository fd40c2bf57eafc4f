/*
 * picture.h - what has to be true of every picture: it fits, it is whole, and
 * nothing of it is anybody else's.  NULL, or what is wrong.
 */
#ifndef PICTURE_H
#define PICTURE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "dice.h"
#include "liq-render/chart.h"
#include "liq-render/easel.h"
#include "liq-render/safe.h"
#include "xml.h"

#define PICTURE_BYTES 400000
#define PICTURE_LETTER 0.6 /* of its size is a letter wide */

/* A line without its colours; false: what is left is not only letters. */
static inline bool
picture_plain(struct str line, struct buf *to, bool *colours, bool *open)
{
	size_t n;

	*colours = *open = false;
	while (line.n > 0) {
		if (line.s[0] != '\033') {
			if ((unsigned char)line.s[0] < ' ')
				return false;
			buf_putc(to, line.s[0]);
			line = str_from(line, 1);
			continue;
		}
		for (n = 2; n < line.n && strchr("0123456789;", line.s[n]);)
			n++;
		if (!str_starts(line, STR("\033[")) || n >= line.n ||
		    line.s[n] != 'm')
			return false;
		*colours = true;
		*open = !str_starts(line, STR("\033[0m"));
		line = str_from(line, n + 1);
	}
	return true;
}

/* rows: 0 for any number. */
static inline const char *
text_why(struct str text, int columns, int rows)
{
	struct buf plain = { 0 };
	const char *why = NULL;
	bool colours, open;
	struct str line;
	int n = 0;

	while (why == NULL && str_split(&text, '\n', &line)) {
		buf_reset(&plain);
		if (!picture_plain(line, &plain, &colours, &open))
			why = "a sequence that is no colour";
		else if (open)
			why = "a line that ends in colour";
		else if (safe_columns(buf_view(&plain)) > columns)
			why = "a line that is too wide";
		else if (!colours && str_ends(buf_view(&plain), STR(" ")))
			why = "a blank at the end of a line";
		n += line.n > 0 || text.n > 0;
	}
	buf_free(&plain);
	if (why == NULL && rows > 0 && n > rows)
		why = "too many lines";
	return why;
}

/* A number of an attribute; other where it has none. */
static inline double
svg_number(struct str tag, const char *attribute, double other)
{
	const char *p = memmem(tag.s, tag.n, attribute, strlen(attribute));

	return p != NULL ? strtod(p + strlen(attribute), NULL) : other;
}

/* Does a text lie in the picture from one end to the other? */
static inline bool
svg_inside(struct str line, double width)
{
	const char *end = memchr(line.s, '>', line.n);
	struct str tag = { line.s, (size_t)(end - line.s) }, words;
	double x = svg_number(tag, " x=\"", -1), left = x, wide;
	int letters = 0;

	words = str_from(line, tag.n + 1);
	while (words.n > 0 && words.s[0] != '<') {
		if (words.s[0] != '&') {
			letters += safe_width(safe_next(&words));
			continue;
		}
		letters++;
		words = str_from(words, strcspn(words.s, ";") + 1);
	}
	wide = letters * PICTURE_LETTER *
	       svg_number(tag, " font-size=\"", CANVAS_SIZE);
	if (memmem(tag.s, tag.n, "\"end\"", 5) != NULL)
		left -= wide;
	else if (memmem(tag.s, tag.n, "\"middle\"", 8) != NULL)
		left -= wide / 2;
	return left >= -0.5 && left + wide <= width + 0.5;
}

/* No number of an attribute or a path is none; words may spell it. */
static inline bool
svg_numbers(struct str line)
{
	static const char *const none[] = { "\"nan", "\"-nan", "\"inf",
		"\"-inf", "Mnan", "M-nan", "Minf", "M-inf", "Lnan", "L-nan",
		"Linf", "L-inf", " nan", " -nan", " inf", " -inf" };
	const char *end = memchr(line.s, '>', line.n);
	size_t i;

	if (!str_starts(line, STR("<path")) && end != NULL)
		line.n = (size_t)(end - line.s);
	for (i = 0; i < sizeof(none) / sizeof(*none); i++)
		if (memmem(line.s, line.n, none[i], strlen(none[i])) != NULL)
			return false;
	return true;
}

static inline const char *
svg_why(struct str svg, double width)
{
	const char *why = NULL;
	struct str line;

	if (!is_xml(svg))
		return "not XML";
	if (svg.n > PICTURE_BYTES)
		return "too many bytes";
	while (why == NULL && str_split(&svg, '\n', &line)) {
		if (str_starts(line, STR("<text ")) && !svg_inside(line, width))
			why = "a text that is cut off";
		else if (!str_starts(line, STR("<image ")) &&
			 !svg_numbers(line))
			why = "a number that is none";
	}
	if (why != NULL)
		printf("# %.*s\n", (int)line.n, line.s);
	return why;
}

/* Any terminal, file or browser. */
static inline struct look
random_look(int least_rows)
{
	static const char *const terms[] = { "dumb", "xterm",
		"xterm-256color" };
	struct look l = { .format = FORMAT_UNICODE + (int)dice(3),
		.color = dice(2) == 0 ? COLOR_ALWAYS : COLOR_NEVER,
		.theme = (int)dice(3),
		.cells = (int)dice(2) };
	const bool svg = l.format == FORMAT_SVG;

	l.width = svg ? 320 + (int64_t)dice(1600) : 20 + (int64_t)dice(200);
	l.height =
	    svg ? 200 + (int64_t)dice(900) : least_rows + (int64_t)dice(60);
	setenv("TERM", terms[dice(3)], 1);
	setenv("COLORTERM", dice(2) == 0 ? "truecolor" : "", 1);
	return l;
}

/* Draw the scene's chart; false, and the picture, where something is wrong. */
static inline bool
picture_holds(struct scene *s, const struct look *l, int rows)
{
	struct buf b = { 0 };
	const char *why;

	easel_draw(&b, l, s);
	why = look_is_vector(l) ? svg_why(buf_view(&b), (double)l->width)
				: text_why(buf_view(&b), (int)l->width, rows);
	if (why != NULL)
		printf("# %s: %s, %lld x %lld, format %d:\n%.*s\n",
		    s->chart->name, why, (long long)l->width,
		    (long long)l->height, l->format,
		    b.n < 6000 ? (int)b.n : 6000, b.s);
	buf_free(&b);
	return why == NULL;
}

#endif
