/*
 * spark.h - a line of blocks, one for each window: for a prompt, a status bar.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_SPARK_H
#define LIQ_RENDER_SPARK_H

#include "liq-render/chart.h"

void spark_draw(struct scene *, const struct canvas *);

#endif
