/*
 * shelf.h - cells by window, where they are added up before all is known:
 * those of other hosts, or of events that need not be kept.
 *
 * Owns: a struct shelf owns its cells; all zero is empty.
 */
#ifndef LIQ_AGG_SHELF_H
#define LIQ_AGG_SHELF_H

#include "base/hash.h"
#include "liq-agg/cell.h"
#include "liq-agg/window.h"

struct shelf {
	struct window *window; /* by number */
	struct cells *cells;
	size_t n, window_cap, cells_cap;
	struct names numbers; /* of windows */
	size_t last; /* the window that was asked for last */
};

/* Of a window, added when new; valid until the next. */
struct cells *shelf_at(struct shelf *, const struct window *);
/* NULL where nothing was added. */
const struct cells *shelf_find(const struct shelf *, const struct window *);
void shelf_free(struct shelf *);

#endif
