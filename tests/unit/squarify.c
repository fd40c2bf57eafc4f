/*
 * Areas are true: rectangles to a millionth, letters to half a cell.
 */
#include "liq-render/squarify.h"

#include <math.h>
#include <stdlib.h>

#include "dice.h"
#include "liq-render/nest.h"
#include "liq-render/tiling.h"
#include "tap.h"

#define ROUNDS 1000
#define MOST 60

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

/* Every cell has a tile, and every tile its cells. */
static bool
is_full(const int *owner, int cells, const int *count, size_t n)
{
	int seen[MOST] = { 0 }, i;

	for (i = 0; i < cells; i++)
		if (owner[i] >= 0 && owner[i] < (int)n)
			seen[owner[i]]++;
	return memcmp(seen, count, n * sizeof(*count)) == 0;
}

/* Tiles on their own, or in families. */
static void
letters(struct tally *t, bool nested)
{
	int columns = 3 + (int)dice(60), rows = 2 + (int)dice(20);
	int count[MOST], cells = columns * rows, sum = 0, shown = 0, i;
	int *owner = calloc((size_t)cells, sizeof(*owner));
	double area[MOST], worth, off;
	size_t family[MOST], families, k, n = make_areas(area);

	families = 1 + dice(n);
	worth = tiling_share(count, area, n, cells);
	for (k = 0; k < n; k++) {
		family[k] = dice(families);
		sum += count[k];
		shown += count[k] > 0;
		off = fabs(area[k] / worth - count[k]);
		t->worst = off > t->worst ? off : t->worst;
	}
	for (i = 0; i < cells; i++)
		owner[i] = TILING_FREE;
	if (nested)
		nest_letters(owner, columns, rows, 2, count, family, n);
	else
		tiling_lay(owner, columns, rows, 2, count, n);
	t->wrong += sum != cells || !is_full(owner, cells, count, n);
	t->split += tiling_pieces(owner, columns, rows) - shown;
	t->tiles += shown;
	free(owner);
}

/* A cross has corners that no strip can be laid around. */
static void
odd_places(void)
{
	int cross[] = { TILING_NONE, TILING_FREE, TILING_NONE, TILING_FREE,
		TILING_FREE, TILING_FREE, TILING_NONE, TILING_FREE,
		TILING_NONE };
	const int count[] = { 2, 2, 1 };

	tiling_lay(cross, 3, 3, 2, count, 3);
	ok(cross[0] == TILING_NONE && is_full(cross, 9, count, 3),
	    "a place that no strips fit is filled all the same");
}

static void
small_ones(void)
{
	const double two[] = { 1, 1 }, one[] = { 7e28 };
	int count[2], owner[6] = { -1, -1, -1, -1, -1, -1 };

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
	struct tally t = { 0 }, in = { 0 };
	int i, n = rounds(ROUNDS), bad = 0;

	for (i = 0; i < n; i++)
		bad += !rectangles_hold();
	ok(bad == 0, "%d layouts: areas true, inside, without overlap", n);
	for (i = 0; i < n; i++)
		letters(&t, false);
	ok(t.wrong == 0, "every cell has a tile, every tile its cells");
	ok(t.worst <= 0.5 + 1e-9, "no tile is off by more than half a cell");
	ok(t.split == 0, "%d tiles are all in one piece", t.tiles);
	for (i = 0; i < n; i++)
		letters(&in, true);
	ok(in.wrong == 0, "so has every tile of a family");
	ok(in.split * 1000 < in.tiles, "of %d tiles in families %d fall apart",
	    in.tiles, in.split);
	odd_places();
	small_ones();
	return tap_end();
}
