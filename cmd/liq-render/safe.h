/*
 * safe.h - text from outside, as it may be shown.
 *
 * A name is somebody else's bytes.  What is shown is only what is known to
 * stand still: letters, digits and signs of scripts that run from left to
 * right without joining, one or two columns each.  Everything else becomes
 * U+FFFD: controls, C1, bidi and zero-width marks, combining marks, letters
 * that run from right to left, bytes that are not UTF-8.  Every text that
 * reaches a terminal or an SVG passes through safe_next.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_SAFE_H
#define LIQ_RENDER_SAFE_H

#include "base/buf.h"
#include "base/str.h"

#define SAFE_OTHER 0xfffdu /* stands for what may not be shown */

/* Take the next code point off a text that is not empty. */
uint32_t safe_next(struct str *);
int safe_width(uint32_t); /* columns of what safe_next gave: 1 or 2 */
int safe_columns(struct str);
/* As much of a text as fits, the last column "…" where it was cut. */
void safe_cut(struct buf *, struct str, int columns);
void safe_utf8(struct buf *, uint32_t);
/* As text of an XML element or attribute. */
void safe_xml(struct buf *, struct str);

#endif
