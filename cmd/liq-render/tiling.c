#include "liq-render/tiling.h"

#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/x.h"
#include "liq-render/squarify.h"

#define UNOWNED (-1)
#define STRIP (-2) /* of the strip that is being laid */
#define TURNS 8 /* ways to lay a strip; the first half as it should be */
#define HALVINGS 200 /* to the last bit of a double */

static int
share_at(int *count, const double *area, size_t n, double worth)
{
	double sum = 0, cells;
	size_t i;

	for (i = 0; i < n; i++) {
		cells = floor(area[i] / worth + 0.5);
		sum += cells;
		count[i] = cells < 1e9 ? (int)cells : (int)1e9;
	}
	return sum < 1e9 ? (int)sum : (int)1e9;
}

double
tiling_share(int *count, const double *area, size_t n, int cells)
{
	double low = 0, high, sum = 0, mid;
	size_t i, most;
	int left;

	for (i = 0; i < n; i++)
		sum += area[i];
	/* at twice the sum every tile rounds to at most one cell */
	high = 2.5 * sum;
	for (i = 0; i < HALVINGS; i++) {
		mid = low + (high - low) / 2;
		if (share_at(count, area, n, mid) <= cells)
			high = mid;
		else
			low = mid;
	}
	left = cells - share_at(count, area, n, high);
	for (; left > 0; left--) {
		/* those that stand at exactly half a cell */
		most = 0;
		for (i = 1; i < n; i++)
			if (area[i] * (2.0 * count[most] + 1) >
			    area[most] * (2.0 * count[i] + 1))
				most = i;
		count[most]++;
	}
	return high;
}

struct plan {
	int columns, rows;
	int *owner;
};

/*
 * Go through the cells of one owner, column by column or row by row, each the
 * other way round than the one before, so that what follows each other
 * touches; give count[0] of them to first, count[1] to first + 1, ...
 */
static void
hand_over(const struct plan *p, int from, bool by_columns, int turn,
    const int *count, size_t n, int first)
{
	int lines = by_columns ? p->columns : p->rows;
	int length = by_columns ? p->rows : p->columns;
	int line, i, at, done = 0;
	size_t k = 0;

	for (line = 0; line < lines; line++)
		for (i = 0; i < length; i++) {
			at = (line + turn) % 2 != 0 ? length - 1 - i : i;
			at = by_columns ? at * p->columns + line
					: line * p->columns + at;
			if (p->owner[at] != from)
				continue;
			while (k < n && done == count[k]) {
				done = 0;
				k++;
			}
			if (k == n)
				return;
			p->owner[at] = first + (int)k;
			done++;
		}
}

/* Mark all of the piece that a cell belongs to. */
static void
flood(const int *owner, int columns, int rows, int at, bool *seen, int *stack)
{
	const int step[] = { -1, 1, -columns, columns };
	int n = 0, i, next;

	seen[at] = true;
	stack[n++] = at;
	while (n > 0) {
		at = stack[--n];
		for (i = 0; i < 4; i++) {
			next = at + step[i];
			if (next < 0 || next >= columns * rows ||
			    (i == 0 && at % columns == 0) ||
			    (i == 1 && next % columns == 0) ||
			    owner[next] != owner[at] || seen[next])
				continue;
			seen[next] = true;
			stack[n++] = next;
		}
	}
}

int
tiling_pieces(const int *owner, int columns, int rows)
{
	size_t cells = (size_t)columns * (size_t)rows;
	bool *seen = xcalloc(cells, sizeof(*seen));
	int *stack = xcalloc(cells, sizeof(*stack));
	int i, n = 0;

	for (i = 0; i < columns * rows; i++)
		if (!seen[i]) {
			flood(owner, columns, rows, i, seen, stack);
			n++;
		}
	free(seen);
	free(stack);
	return n;
}

/* The rectangle around what nobody owns yet. */
static struct rect
unowned(const struct plan *p)
{
	int left = p->columns, right = 0, top = p->rows, bottom = 0, x, y;

	for (y = 0; y < p->rows; y++)
		for (x = 0; x < p->columns; x++) {
			if (p->owner[y * p->columns + x] != UNOWNED)
				continue;
			left = x < left ? x : left;
			right = x + 1 > right ? x + 1 : right;
			top = y < top ? y : top;
			bottom = y + 1 > bottom ? y + 1 : bottom;
		}
	return (struct rect){ left, top, right - left, bottom - top };
}

/*
 * One strip of n tiles, laid the first way that leaves each in one piece, or
 * the way that leaves the fewest.  pieces: those of all there is, before and
 * after.
 */
static void
lay_strip(struct plan *p, bool upright, const int *count, size_t n, int first,
    int *pieces)
{
	size_t size = (size_t)p->columns * (size_t)p->rows * sizeof(*p->owner);
	int *start = p->owner, *best = xmalloc(size), *owner = xmalloc(size);
	int sum = 0, turn, now, ideal = *pieces, fewest = INT_MAX;
	size_t i;

	for (i = 0; i < n; i++) {
		sum += count[i];
		ideal += count[i] > 0;
	}
	p->owner = owner;
	for (turn = 0; turn < TURNS && fewest > ideal; turn++) {
		memcpy(owner, start, size);
		hand_over(p, UNOWNED, upright == (turn < TURNS / 2), turn % 2,
		    &sum, 1, STRIP);
		hand_over(p, STRIP, upright != (turn < TURNS / 2), turn / 2 % 2,
		    count, n, first);
		now = tiling_pieces(owner, p->columns, p->rows);
		if (now < fewest) {
			fewest = now;
			memcpy(best, owner, size);
		}
	}
	memcpy(start, best, size);
	p->owner = start;
	*pieces = fewest;
	free(owner);
	free(best);
}

void
tiling_lay(
    int *owner, int columns, int rows, double ratio, const int *count, size_t n)
{
	struct plan p = { columns, rows, owner };
	double *area = xcalloc(n + 1, sizeof(*area));
	int pieces = 1; /* what nobody owns */
	struct rect room;
	size_t i, k;
	bool upright;

	for (i = 0; i < (size_t)columns * (size_t)rows; i++)
		owner[i] = UNOWNED;
	for (i = 0; i < n; i++)
		area[i] = count[i] > 0 ? count[i] * ratio : ratio / 1000;
	for (i = 0; i < n; i += k) {
		room = unowned(&p);
		upright = room.w >= room.h * ratio;
		k = squarify_strip(
		    area + i, n - i, upright ? room.h * ratio : room.w);
		if (i + k == n)
			pieces--; /* nothing is left over */
		lay_strip(&p, upright, count + i, k, (int)i, &pieces);
	}
	free(area);
}
