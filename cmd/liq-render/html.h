/*
 * html.h - a page around an SVG: what is under the mouse, what to hide.
 *
 * One file that asks nobody for anything, which its own policy forbids; it
 * works from a disk.  Without scripts the picture is still there.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_HTML_H
#define LIQ_RENDER_HTML_H

#include "liq-render/svg.h"

/* picture: what the svg's finish gave. */
void html_put(struct buf *, const struct svg *, struct str picture);

/* html_script.c: the lines of the script; end in NULL. */
extern const char *const html_script[];

#endif
