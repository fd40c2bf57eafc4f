/*
 * inflow.h - from files to a scene, and on to the output where a chart goes
 * out line by line or is drawn again and again.
 *
 * Owns: nothing beyond a run.
 */
#ifndef LIQ_RENDER_INFLOW_H
#define LIQ_RENDER_INFLOW_H

#include "liq-render/look.h"
#include "liq-render/scene.h"

struct live;

struct inflow {
	struct scene *scene;
	const struct look *look;
	struct live *live; /* -f; NULL: only the end is drawn */
};

/* Does the chart go out line by line? */
bool inflow_flows(const struct inflow *);
/* Statuses as feed_files gives them, but for what the intake knows better. */
int inflow_files(struct inflow *, char *const *names);

#endif
