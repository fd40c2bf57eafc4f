/*
 * show.h - a run: records in, a picture out, and what was missing.
 *
 * Owns: its scene.
 */
#ifndef LIQ_RENDER_SHOW_H
#define LIQ_RENDER_SHOW_H

#include "liq-render/look.h"
#include "liq-render/scene.h"

struct show {
	struct scene scene;
	struct look look, asked; /* asked: as it was said */
	bool follow; /* -f */
	bool match; /* -e */
	bool partial_ok;
};

/* NULL, or what cannot be asked for together. */
const char *show_settle(struct show *);
/* The status; *keep: what was in the file of -o is worth more. */
int show_files(struct show *, char *const *names, bool *keep);
void show_free(struct show *);

#endif
