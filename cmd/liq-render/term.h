/*
 * term.h - letters and colours as the bytes a terminal, a file or a mail
 * takes.
 *
 * Colours change only where they do; no blanks end a line; every line ends
 * without colour.  In ASCII the signs we draw with have stand-ins, every other
 * letter becomes "?".
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_TERM_H
#define LIQ_RENDER_TERM_H

#include "base/buf.h"
#include "liq-render/palette.h"

enum depth { DEPTH_NONE, DEPTH_16, DEPTH_256, DEPTH_TRUE };

struct term {
	enum depth depth;
	bool unicode;
	bool light; /* made for a light ground */
	const struct palette *palette;
};

struct grid;
void term_put(struct buf *, const struct grid *);

#endif
