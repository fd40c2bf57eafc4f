/*
 * inflow.h - from files to a scene.
 *
 * Owns: nothing beyond a run.
 */
#ifndef LIQ_RENDER_INFLOW_H
#define LIQ_RENDER_INFLOW_H

#include "liq-render/scene.h"

/* Statuses as feed_files gives them, but for what the intake knows better. */
int inflow_files(struct scene *, char *const *names);

#endif
