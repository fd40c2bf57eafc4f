#include "liq-render/look.h"

#include <stdlib.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "io/opt.h"

/* In letters and in pixels: the least, the most, what it is by itself. */
static const struct bounds {
	int64_t least, most, normal;
} widths[] = { { 20, 1000, 80 }, { 320, 10000, 960 } },
  heights[] = { { 8, 1000, 24 }, { 200, 10000, 540 } };

static const char *
choose(int *to, const char *kind, const char *word, const char *const *names)
{
	int i;

	for (i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], word) == 0) {
			*to = i;
			return NULL;
		}
	return opt_unknown(kind, str_of(word), names);
}

const char *
look_format(void *to, const char *word)
{
	static const char *const names[] = { "auto", "unicode", "ascii", "svg",
		"html", NULL };

	return choose(to, "format", word, names);
}

const char *
look_color(void *to, const char *word)
{
	static const char *const names[] = { "auto", "always", "never", NULL };

	return choose(to, "use of colour", word, names);
}

const char *
look_theme(void *to, const char *word)
{
	static const char *const names[] = { "auto", "light", "dark", NULL };

	return choose(to, "theme", word, names);
}

const char *
look_cells(void *to, const char *word)
{
	static const char *const names[] = { "vector", "raster", NULL };

	return choose(to, "kind of cells", word, names);
}

/* A variable of the environment; NULL when it is empty. */
static const char *
variable(const char *name)
{
	const char *v = getenv(name);

	return v != NULL && v[0] != '\0' ? v : NULL;
}

static bool
forced(const char *name)
{
	const char *v = variable(name);

	return v != NULL && strcmp(v, "0") != 0;
}

static bool
is_utf8(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *v = NULL;
	size_t i;

	for (i = 0; i < 3 && v == NULL; i++)
		v = variable(names[i]);
	return v != NULL && (strcasestr(v, "utf-8") != NULL ||
				strcasestr(v, "utf8") != NULL);
}

static bool
to_terminal(const struct look *l)
{
	return l->output == NULL && isatty(STDOUT_FILENO);
}

static bool
has_colour(const struct look *l)
{
	const char *term = variable("TERM");

	if (l->color != COLOR_AUTO)
		return l->color == COLOR_ALWAYS;
	if (variable("NO_COLOR") != NULL)
		return false;
	if (forced("CLICOLOR_FORCE") || forced("FORCE_COLOR"))
		return true;
	return to_terminal(l) && (term == NULL || strcmp(term, "dumb") != 0);
}

static enum depth
depth(const struct look *l)
{
	const char *color = variable("COLORTERM"), *term = variable("TERM");

	if (!has_colour(l))
		return DEPTH_NONE;
	if (color != NULL &&
	    (strcmp(color, "truecolor") == 0 || strcmp(color, "24bit") == 0))
		return DEPTH_TRUE;
	if (term == NULL || strstr(term, "256") != NULL)
		return DEPTH_256;
	return DEPTH_16;
}

static bool
ends_in(const char *name, const char *ending)
{
	struct str s = str_of(name);

	if (str_ends(s, STR(".gz")))
		s.n -= 3;
	return str_ends(s, str_of(ending));
}

/* By the name of the file, else what text can be had. */
static enum format
guess(const struct look *l)
{
	if (l->output != NULL && ends_in(l->output, ".svg"))
		return FORMAT_SVG;
	if (l->output != NULL && ends_in(l->output, ".html"))
		return FORMAT_HTML;
	return is_utf8() ? FORMAT_UNICODE : FORMAT_ASCII;
}

/* A number from the environment, or 0. */
static int64_t
number(const char *name)
{
	const char *v = variable(name);
	int64_t n = 0;

	for (; v != NULL && *v >= '0' && *v <= '9' && n < 100000; v++)
		n = n * 10 + (*v - '0');
	return v != NULL && *v == '\0' ? n : 0;
}

/* What is not said comes from outside, and is made to fit. */
static bool
settle_size(int64_t *size, const struct bounds *b, int64_t outside)
{
	if (*size > 0)
		return *size >= b->least && *size <= b->most;
	*size = outside > 0 ? outside : b->normal;
	*size = *size < b->least ? b->least : *size;
	*size = *size > b->most ? b->most : *size;
	return true;
}

bool
look_is_vector(const struct look *l)
{
	return l->format == FORMAT_SVG || l->format == FORMAT_HTML;
}

const char *
look_settle(struct look *l)
{
	struct winsize w = { 0 };
	int64_t columns = 0, lines = 0;
	bool svg;

	if (l->format == FORMAT_AUTO)
		l->format = guess(l);
	svg = look_is_vector(l);
	if (!svg) {
		if (to_terminal(l))
			ioctl(STDOUT_FILENO, TIOCGWINSZ, &w);
		columns = number("COLUMNS");
		columns = columns > 0 ? columns : w.ws_col;
		lines = number("LINES");
		lines = lines > 0 ? lines : w.ws_row;
		if (lines > 1 && to_terminal(l))
			lines--; /* the prompt's */
	}
	if (!settle_size(&l->width, &widths[svg], columns))
		return svg ? "-W: an SVG is 320 to 10000 pixels wide"
			   : "-W: a text is 20 to 1000 columns wide";
	if (!settle_size(&l->height, &heights[svg], lines))
		return svg ? "-H: an SVG is 200 to 10000 pixels high"
			   : "-H: a text is 8 to 1000 rows high";
	return NULL;
}

struct term
look_term(const struct look *l, const struct palette *palette)
{
	return (struct term){ .depth = depth(l),
		.unicode = l->format == FORMAT_UNICODE,
		.light = l->theme == THEME_LIGHT,
		.palette = palette };
}
