/*
 * Areas are true: rectangles to a millionth, letters to half a cell.
 */
#include "liq-render/squarify.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "liq-render/tiling.h"
#include "tap.h"

#define ROUNDS 10000
#define MOST 60

static uint64_t seed = 20250214;

static double
chance(void)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (double)(seed >> 11) / (double)(UINT64_C(1) << 53);
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x < y) - (x > y);
}

/* Areas over many powers of ten, the largest first; now and then all alike. */
static size_t
make_areas(double *area)
{
	size_t i, n = 1 + (size_t)(chance() * MOST);
	double spread = chance() < 0.1 ? 0 : chance() * 12;
	double unit = pow(10, chance() * 37 - 8);

	for (i = 0; i < n; i++)
		area[i] = unit * exp(chance() * spread);
	qsort(area, n, sizeof(*area), by_size);
	return n;
}

static bool
overlap(const struct rect *a, const struct rect *b, double slack)
{
	return a->x + slack < b->x + b->w && b->x + slack < a->x + a->w &&
	       a->y + slack < b->y + b->h && b->y + slack < a->y + a->h;
}

static bool
rectangles_hold(void)
{
	struct rect at[MOST],
	    room = { 3, 5, 50 + chance() * 2000, 50 + chance() * 1000 };
	double area[MOST], sum = 0, worst = 0, error;
	size_t i, k, n = make_areas(area);
	bool good = true;

	squarify(at, area, n, room);
	for (i = 0; i < n; i++)
		sum += area[i];
	for (i = 0; i < n; i++) {
		error = fabs(
		    at[i].w * at[i].h * sum / (room.w * room.h * area[i]) - 1);
		worst = error > worst ? error : worst;
		good = good && at[i].x >= room.x - 1e-6 &&
		       at[i].y >= room.y - 1e-6 &&
		       at[i].x + at[i].w <= room.x + room.w + 1e-6 &&
		       at[i].y + at[i].h <= room.y + room.h + 1e-6;
		for (k = 0; k < i; k++)
			good = good && !overlap(&at[i], &at[k], 1e-6);
	}
	return good && worst < 1e-6;
}

struct tally {
	int tiles, split, wrong;
	double worst; /* cells that a tile is off */
};

static void
letters(struct tally *t)
{
	int columns = 3 + (int)(chance() * 60), rows = 2 + (int)(chance() * 20);
	int count[MOST], seen[MOST] = { 0 }, sum = 0, shown = 0;
	int *owner = calloc((size_t)(columns * rows), sizeof(*owner));
	double area[MOST], worth, off;
	size_t i, n = make_areas(area);

	worth = tiling_share(count, area, n, columns * rows);
	for (i = 0; i < n; i++) {
		sum += count[i];
		shown += count[i] > 0;
		off = fabs(area[i] / worth - count[i]);
		t->worst = off > t->worst ? off : t->worst;
	}
	tiling_lay(owner, columns, rows, 2, count, n);
	for (i = 0; i < (size_t)(columns * rows); i++)
		if (owner[i] >= 0 && owner[i] < (int)n)
			seen[owner[i]]++;
	t->wrong += sum != columns * rows ||
		    memcmp(seen, count, n * sizeof(*count)) != 0;
	t->split += tiling_pieces(owner, columns, rows) - shown;
	t->tiles += shown;
	free(owner);
}

static void
small_ones(void)
{
	const double two[] = { 1, 1 }, one[] = { 7e28 };
	int count[2], owner[6];

	tiling_share(count, one, 1, 6);
	ok(count[0] == 6, "one tile has all cells");
	tiling_lay(owner, 3, 2, 2, count, 1);
	ok(tiling_pieces(owner, 3, 2) == 1, "and is one piece");
	tiling_share(count, two, 2, 5);
	ok(count[0] + count[1] == 5 && abs(count[0] - count[1]) == 1,
	    "a tie is broken, no cell is lost");
}

int
main(void)
{
	struct tally t = { 0 };
	int i, bad = 0;

	for (i = 0; i < ROUNDS; i++)
		bad += !rectangles_hold();
	ok(bad == 0, "%d layouts: areas true, inside, without overlap", ROUNDS);
	for (i = 0; i < ROUNDS; i++)
		letters(&t);
	ok(t.wrong == 0, "every cell has a tile, every tile its cells");
	ok(t.worst <= 0.5 + 1e-9, "no tile is off by more than half a cell");
	ok(t.split * 500 < t.tiles, "tiles are in one piece");
	printf("# %d tiles, %d pieces too many, off by %.6f\n", t.tiles,
	    t.split, t.worst);
	small_ones();
	return tap_end();
}
