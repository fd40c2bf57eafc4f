/*
 * appended.h - what -a names: a file, or with --partition one an hour.
 *
 * Owns: the one or the other.
 */
#ifndef LIQ_FETCH_APPENDED_H
#define LIQ_FETCH_APPENDED_H

#include "liq-fetch/emit.h"
#include "liq-fetch/past.h"
#include "liq-fetch/request.h"
#include "liq-fetch/shelf.h"

struct appended {
	bool hourly;
	struct past past;
	struct shelf shelf;
};

#define APPENDED_NONE \
	{ \
		.past = { .file = { .fd = -1 }, .state = -1 }, .shelf = { \
			.lock = -1 \
		} \
	}

/*
 * What it has is known, and what comes is added to it.  now: epoch ms.  Says
 * why it cannot be; returns the status.
 */
int appended_open(
    struct appended *, const struct request *, int64_t now, struct emit *);
void appended_close(struct appended *, struct emit *);

#endif
