#include "liq-render/tiling.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/x.h"
#include "liq-render/squarify.h"

#define STRIP (-3) /* of the strip that is being laid */
#define TURNS 8 /* ways to lay a strip; the first half as it should be */
#define TRIES 200 /* strips that may fall apart before that is put up with */
#define PATIENCE 8 /* before strips further back are laid anew */
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
			if (p->owner[y * p->columns + x] != TILING_FREE)
				continue;
			left = x < left ? x : left;
			right = x + 1 > right ? x + 1 : right;
			top = y < top ? y : top;
			bottom = y + 1 > bottom ? y + 1 : bottom;
		}
	return (struct rect){ left, top, right - left, bottom - top };
}

/* A layout while it is made: strips of tiles, from the first tile on. */
struct layout {
	struct plan plan;
	double ratio;
	const int *count;
	const double *area;
	size_t n;
	int others; /* pieces that are nobody's tile */
};

static int
pieces(const struct layout *l)
{
	return tiling_pieces(l->plan.owner, l->plan.columns, l->plan.rows);
}

/* How many pieces there are when so many tiles are laid and none fell apart. */
static int
whole(const struct layout *l, size_t laid)
{
	int n = l->others, left = 0;
	size_t i;

	for (i = 0; i < l->n; i++)
		if (i < laid)
			n += l->count[i] > 0;
		else
			left += l->count[i];
	return n + (left > 0);
}

/* The tiles from first on are no more. */
static void
take_back(struct layout *l, size_t first)
{
	int i, cells = l->plan.columns * l->plan.rows;

	for (i = 0; i < cells; i++)
		if (l->plan.owner[i] >= (int)first)
			l->plan.owner[i] = TILING_FREE;
}

struct strip {
	size_t first, n; /* tiles */
	bool upright;
	int turn;
};

/* Lay its tiles the way it says. */
static void
lay_turned(struct layout *l, const struct strip *s)
{
	const bool along = s->upright == (s->turn < TURNS / 2);
	int sum = 0;
	size_t i;

	for (i = 0; i < s->n; i++)
		sum += l->count[s->first + i];
	hand_over(&l->plan, TILING_FREE, along, s->turn % 2, &sum, 1, STRIP);
	hand_over(&l->plan, STRIP, !along, s->turn / 2 % 2, l->count + s->first,
	    s->n, (int)s->first);
}

/* The next strip, as squarify has it. */
static struct strip
strip_at(const struct layout *l, size_t first)
{
	const struct rect room = unowned(&l->plan);
	const double high = room.h * l->ratio;
	struct strip s = { .first = first, .upright = room.w >= high };

	if (first < l->n)
		s.n = squarify_strip(
		    l->area + first, l->n - first, s.upright ? high : room.w);
	return s;
}

/* Lay it the next way that leaves each tile in one piece; false: none does. */
static bool
lay_strip(struct layout *l, struct strip *s)
{
	for (; s->n > 0; s->n--, s->turn = 0)
		for (; s->turn < TURNS; s->turn++) {
			lay_turned(l, s);
			if (pieces(l) == whole(l, s->first + s->n))
				return true;
			take_back(l, s->first);
		}
	return false;
}

/*
 * Where no way is left to lay a strip, not with fewer tiles either, the one
 * before it has to be laid another way.  False: that took too long.
 */
static bool
lay_whole(struct layout *l)
{
	struct strip *strip = xcalloc(l->n + 1, sizeof(*strip)), *s = strip;
	int tries = TRIES, back;

	*s = strip_at(l, 0);
	while (s->first < l->n && tries > 0) {
		if (lay_strip(l, s)) {
			s[1] = strip_at(l, s->first + s->n);
			s++;
			continue;
		}
		back = 1 + (TRIES - tries--) / PATIENCE;
		tries = s == strip ? 0 : tries;
		s -= back < s - strip ? back : s - strip;
		take_back(l, s->first);
		s->turn++;
	}
	free(strip);
	return tries > 0;
}

void
tiling_lay(
    int *owner, int columns, int rows, double ratio, const int *count, size_t n)
{
	double *area = xcalloc(n + 1, sizeof(*area));
	struct layout l = { { columns, rows, owner }, ratio, count, area, n,
		0 };
	size_t i;

	for (i = 0; i < n; i++)
		area[i] = count[i] > 0 ? count[i] * ratio : ratio / 1000;
	l.others = pieces(&l) - 1;
	if (!lay_whole(&l)) {
		/* line by line: long tiles, but of one piece */
		take_back(&l, 0);
		hand_over(&l.plan, TILING_FREE, false, 0, count, n, 0);
	}
	free(area);
}
