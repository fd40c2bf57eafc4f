/*
 * look.h - how the picture is made: its format, colours and size.
 *
 * What the user says comes first, then the environment (NO_COLOR,
 * CLICOLOR_FORCE, FORCE_COLOR, TERM, COLORTERM, COLUMNS, LINES, LC_ALL,
 * LC_CTYPE, LANG), then what the terminal says.  An empty variable is none.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_LOOK_H
#define LIQ_RENDER_LOOK_H

#include "liq-render/svg.h"
#include "liq-render/term.h"

enum format {
	FORMAT_AUTO,
	FORMAT_UNICODE,
	FORMAT_ASCII,
	FORMAT_SVG,
	FORMAT_HTML
};
enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

enum cells_as { CELLS_VECTOR, CELLS_RASTER };

struct look {
	int format, color, theme; /* enum format, color, theme */
	int cells; /* enum cells_as */
	int64_t width, height; /* letters or pixels; 0: not said */
	const char *output; /* -o; NULL: stdout */
};

/* Setters for opt.h; the target is an int. */
const char *look_format(void *, const char *);
const char *look_color(void *, const char *);
const char *look_theme(void *, const char *);
const char *look_cells(void *, const char *);

/* Decide what was left open; NULL, or what is wrong with what was said. */
const char *look_settle(struct look *);
bool look_is_vector(const struct look *); /* an SVG, a page around one */
struct term look_term(const struct look *, const struct palette *);

#endif
