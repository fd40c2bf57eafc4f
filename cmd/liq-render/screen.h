/*
 * screen.h - the alternate screen of the terminal, and its keys.
 *
 * However the program ends, the terminal is as it was before: on exit, on
 * signals that kill, while it is stopped (^Z).  What the program says on
 * stderr meanwhile comes out when the screen is closed.
 *
 * Owns: what the terminal was like (file scope: signals have to find it).
 */
#ifndef LIQ_RENDER_SCREEN_H
#define LIQ_RENDER_SCREEN_H

#include <stdbool.h>

#include "base/buf.h"

/* stdout is a terminal that can do it. */
bool screen_possible(void);
void screen_open(void);
void screen_close(void); /* may be called twice, and from a signal */
/* Has it another size, or has it to be drawn anew, since last asked? */
bool screen_changed(void);
int screen_rows(void); /* 0: not known */
/* Where keys come from, to be polled; -1: nowhere. */
int screen_keys(void);
char screen_key(void); /* 0: none is waiting */

/*
 * The bytes that turn one frame into the next: only lines that differ.  Both
 * are lines of text; before is empty when the screen is.  Of after only so
 * many rows are shown.
 */
void screen_change(
    struct buf *to, struct str before, struct str after, int rows);

#endif
