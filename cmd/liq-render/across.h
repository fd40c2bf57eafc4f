/*
 * across.h - a table of windows side by side, a row for each group.
 *
 * Rows stand in order of the last window.  USD has every digit where there is
 * room, else three; windows that do not fit are left out from the left, which
 * is said.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_ACROSS_H
#define LIQ_RENDER_ACROSS_H

#include "liq-render/chart.h"

void across_draw(struct scene *, const struct canvas *);

#endif
