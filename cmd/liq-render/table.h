/*
 * table.h - every digit of what was liquidated, window after window.
 *
 * Columns that do not fit are shortened, then left out, the least needed
 * first; rows are never wrapped.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_TABLE_H
#define LIQ_RENDER_TABLE_H

#include "liq-render/chart.h"

void table_draw(struct scene *, const struct canvas *);

#endif
