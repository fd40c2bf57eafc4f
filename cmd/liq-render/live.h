/*
 * live.h - the picture of an input that does not end (-f).
 *
 * On a terminal it is drawn anew on the alternate screen, at most four times
 * a second, and hears keys; elsewhere it is appended each time it changes.
 * The only clock in here is that of the frames.
 *
 * Owns: the last frame.
 */
#ifndef LIQ_RENDER_LIVE_H
#define LIQ_RENDER_LIVE_H

#include "liq-render/look.h"
#include "liq-render/scene.h"

struct live {
	struct scene *scene;
	struct look *look;
	struct look asked; /* as the user said it, before look_settle */
	bool screen; /* on a terminal */
	int rows; /* of the screen; 0: not known */
	bool stale; /* something came since the last frame */
	bool paused, left; /* by a key */
	int64_t drawn; /* ms of a clock; 0: never */
	struct buf shown; /* the last frame */
};

void live_start(struct live *);
/* Draw and hear keys until fd can be read; false: to be left now. */
bool live_wait(struct live *, int fd);
/* The terminal as it was; the frame to leave behind is the caller's. */
void live_end(struct live *);
/* Is this what was appended last? */
bool live_is_shown(const struct live *, struct str picture);
void live_free(struct live *);

#endif
