#include "liq-agg/shelf.h"

#include <stdlib.h>

#include "base/x.h"

static bool
same(const struct window *a, const struct window *b)
{
	return (a->all && b->all) || (a->all == b->all && a->ts == b->ts &&
					 a->width_ms == b->width_ms);
}

/* The window of all events is one, whatever its times. */
static void
key_of(int64_t key[2], const struct window *w)
{
	key[0] = w->all ? 0 : w->ts;
	key[1] = w->all ? 0 : w->width_ms;
}

struct cells *
shelf_at(struct shelf *shelf, const struct window *w)
{
	int64_t key[2];
	size_t at;

	if (shelf->n > 0 && same(&shelf->window[shelf->last], w))
		return &shelf->cells[shelf->last];
	key_of(key, w);
	at = names_id(
	    &shelf->numbers, (struct str){ (const char *)key, sizeof(key) });
	if (at == shelf->n) {
		shelf->window = xgrow(shelf->window, at, &shelf->window_cap,
		    sizeof(*shelf->window));
		shelf->cells = xgrow(
		    shelf->cells, at, &shelf->cells_cap, sizeof(*shelf->cells));
		shelf->window[at] = *w;
		shelf->cells[at] = (struct cells){ 0 };
		shelf->n++;
	}
	shelf->last = at;
	return &shelf->cells[at];
}

const struct cells *
shelf_find(const struct shelf *shelf, const struct window *w)
{
	int64_t key[2];
	uint32_t at;

	key_of(key, w);
	return names_find(&shelf->numbers,
		   (struct str){ (const char *)key, sizeof(key) }, &at)
		   ? &shelf->cells[at]
		   : NULL;
}

void
shelf_free(struct shelf *shelf)
{
	size_t i;

	for (i = 0; i < shelf->n; i++)
		cells_free(&shelf->cells[i]);
	free(shelf->window);
	free(shelf->cells);
	names_free(&shelf->numbers);
	*shelf = (struct shelf){ 0 };
}
