/*
 * recent.h - totals that never end: what to keep of them.
 *
 * Kept are the newest window of every width and, of those that lie at whole
 * widths (liq-agg -i), the RECENT_WINDOWS newest; trailing windows that come
 * anew every second replace each other.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_RECENT_H
#define LIQ_RENDER_RECENT_H

#include "liq-render/totals.h"

#define RECENT_WINDOWS 500 /* of one width */
#define RECENT_GROUPS 100000 /* of one width, in all its windows */

void recent_keep(struct totals *); /* more may be added then */
/* Only the newest window of each width; nothing may be added then. */
void recent_newest(struct totals *);

#endif
