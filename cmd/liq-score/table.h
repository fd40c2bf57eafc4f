/*
 * table.h - the findings for people: a block for each market and kind.
 *
 * Owns: nothing.
 */
#ifndef LIQ_SCORE_TABLE_H
#define LIQ_SCORE_TABLE_H

#include "liq-score/finding.h"

void table_put(struct buf *, const struct findings *); /* sorted */

#endif
