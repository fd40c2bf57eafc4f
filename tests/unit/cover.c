/* cover.c - intervals against a plain array of bits. */
#include "record/cover.h"

#include <stdint.h>
#include <stdlib.h>

#include "tap.h"

#define SPAN 64

int
main(void)
{
	struct cover c = { 0 };
	bool bit[SPAN] = { 0 };
	uint64_t seed = 1;
	long wrong = 0;
	int i, k, a, b, n;

	for (i = 0; i < 20000; i++) {
		seed =
		    seed * UINT64_C(6364136223846793005) + 1442695040888963407;
		a = (int)(seed >> 33) % SPAN;
		b = (int)(seed >> 45) % SPAN;
		if (i % 50 == 0) {
			cover_free(&c);
			memset(bit, 0, sizeof(bit));
		}
		for (k = a; k < b; k++)
			bit[k] = (seed >> 60) % 3 != 0;
		if ((seed >> 60) % 3 != 0)
			cover_add(&c, a, b);
		else
			cover_remove(&c, a, a < b ? b : a);
		for (n = 0, k = 10; k < 50; k++)
			n += bit[k];
		wrong += cover_length(&c, 10, 50) != n;
		for (k = 1; k < (int)c.n; k++)
			wrong += c.of[k - 1].until >= c.of[k].since;
	}
	ok(wrong == 0, "20,000 random steps agree with an array of bits");
	cover_free(&c);
	return tap_end();
}
