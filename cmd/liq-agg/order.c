#include "liq-agg/order.h"

#include <stdlib.h>

#include "base/x.h"

/* An event's place, and its time since the first. */
struct at {
	uint64_t ms;
	uint32_t i;
};

/* By the byte of each time at shift; equals stay as they stand. */
static void
by_byte(struct at *to, const struct at *from, size_t n, int shift)
{
	size_t start[256] = { 0 }, i, sum = 0, here;

	for (i = 0; i < n; i++)
		start[(uint8_t)(from[i].ms >> shift)]++;
	for (i = 0; i < 256; i++) {
		here = start[i];
		start[i] = sum;
		sum += here;
	}
	for (i = 0; i < n; i++)
		to[start[(uint8_t)(from[i].ms >> shift)]++] = from[i];
}

/* From the lowest byte to the highest that is not the same in all. */
void
order_sort(uint32_t *places, size_t n, const struct pile *pile, int64_t first,
    int64_t last)
{
	struct at *at = xreallocarray(NULL, n, sizeof(*at)), *swap;
	struct at *other = xreallocarray(NULL, n, sizeof(*other));
	uint64_t span = (uint64_t)(last - first);
	size_t i;
	int shift;

	for (i = 0; i < n; i++) {
		at[i].i = places[i];
		at[i].ms = (uint64_t)(pile_ts(pile, places[i]) - first);
	}
	for (shift = 0; span != 0; shift += 8, span >>= 8) {
		by_byte(other, at, n, shift);
		swap = at;
		at = other;
		other = swap;
	}
	for (i = 0; i < n; i++)
		places[i] = at[i].i;
	free(at);
	free(other);
}
