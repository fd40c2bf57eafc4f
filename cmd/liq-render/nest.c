#include "liq-render/nest.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-render/tiling.h"

/* A family: its tiles stand beside each other in a list. */
struct clan {
	size_t family, first, n; /* first: of its tiles in the list */
	double sum;
};

struct clans {
	struct clan *of; /* the largest first */
	size_t n;
	size_t *tile; /* the list */
};

static int
in_order(const void *x, const void *y)
{
	const struct clan *a = x, *b = y;

	if (a->n == 0 || b->n == 0)
		return (a->n == 0) - (b->n == 0);
	if (a->sum != b->sum)
		return a->sum > b->sum ? -1 : 1;
	return (a->family > b->family) - (a->family < b->family);
}

static struct clans
gather(const double *area, const size_t *family, size_t n)
{
	struct clans c = { .of = xcalloc(n, sizeof(*c.of)),
		.tile = xcalloc(n, sizeof(*c.tile)) };
	size_t *at = xcalloc(n, sizeof(*at)), i, done = 0;

	for (i = 0; i < n; i++) {
		c.of[family[i]].family = family[i];
		c.of[family[i]].sum += area[i];
		c.of[family[i]].n++;
	}
	qsort(c.of, n, sizeof(*c.of), in_order);
	for (; c.n < n && c.of[c.n].n > 0; c.n++) {
		c.of[c.n].first = at[c.of[c.n].family] = done;
		done += c.of[c.n].n;
	}
	for (i = 0; i < n; i++)
		c.tile[at[family[i]]++] = i;
	free(at);
	return c;
}

static void
clans_free(struct clans *c)
{
	free(c->of);
	free(c->tile);
}

/* The rectangle around a family's place: from x, y on, so wide and high. */
struct box {
	int x, y, w, h;
};

static struct box
box_of(const int *owner, int columns, int rows, int who)
{
	struct box b = { columns, rows, 0, 0 };
	int right = 0, bottom = 0, x, y;

	for (y = 0; y < rows; y++)
		for (x = 0; x < columns; x++) {
			if (owner[y * columns + x] != who)
				continue;
			b.x = x < b.x ? x : b.x;
			b.y = y < b.y ? y : b.y;
			right = x + 1 > right ? x + 1 : right;
			bottom = y + 1;
		}
	b.w = right - b.x;
	b.h = bottom - b.y;
	return b;
}

/* Lay the tiles of a family on its place. */
static void
lay_clan(int *owner, const int *from, int columns, int rows, double ratio,
    int who, const struct clan *clan, const size_t *tile, const int *count)
{
	const struct box b = box_of(from, columns, rows, who);
	int *place = xcalloc((size_t)b.w * (size_t)b.h, sizeof(*place));
	int *cells = xcalloc(clan->n, sizeof(*cells));
	int x, y, at;
	size_t i;

	for (i = 0; i < clan->n; i++)
		cells[i] = count[tile[i]];
	for (y = 0; y < b.h; y++)
		for (x = 0; x < b.w; x++)
			place[y * b.w + x] =
			    from[(b.y + y) * columns + b.x + x] == who
				? TILING_FREE
				: TILING_NONE;
	tiling_lay(place, b.w, b.h, ratio, cells, clan->n);
	for (y = 0; y < b.h; y++)
		for (x = 0; x < b.w; x++) {
			at = place[y * b.w + x];
			if (at >= 0)
				owner[(b.y + y) * columns + b.x + x] =
				    (int)tile[at];
		}
	free(place);
	free(cells);
}

void
nest_letters(int *owner, int columns, int rows, double ratio, const int *count,
    const size_t *family, size_t n)
{
	const size_t size = (size_t)columns * (size_t)rows;
	int *from = xcalloc(size, sizeof(*from));
	int *cells = xcalloc(n, sizeof(*cells));
	double *area = xcalloc(n, sizeof(*area));
	struct clans c;
	size_t i;

	for (i = 0; i < n; i++)
		area[i] = count[i];
	c = gather(area, family, n);
	for (i = 0; i < c.n; i++)
		cells[i] = (int)c.of[i].sum;
	for (i = 0; i < size; i++)
		from[i] = TILING_FREE;
	tiling_lay(from, columns, rows, ratio, cells, c.n);
	for (i = 0; i < c.n; i++)
		if (cells[i] > 0)
			lay_clan(owner, from, columns, rows, ratio, (int)i,
			    &c.of[i], c.tile + c.of[i].first, count);
	clans_free(&c);
	free(from);
	free(cells);
	free(area);
}

void
nest_rects(struct rect *at, const double *area, const size_t *family, size_t n,
    struct rect room)
{
	struct clans c = gather(area, family, n);
	struct rect *outer = xcalloc(n, sizeof(*outer));
	struct rect *inner = xcalloc(n, sizeof(*inner));
	double *sums = xcalloc(n, sizeof(*sums));
	size_t i, k;

	for (i = 0; i < c.n; i++)
		sums[i] = c.of[i].sum;
	squarify(outer, sums, c.n, room);
	for (i = 0; i < c.n; i++) {
		for (k = 0; k < c.of[i].n; k++)
			sums[k] = area[c.tile[c.of[i].first + k]];
		squarify(inner, sums, c.of[i].n, outer[i]);
		for (k = 0; k < c.of[i].n; k++)
			at[c.tile[c.of[i].first + k]] = inner[k];
	}
	clans_free(&c);
	free(outer);
	free(inner);
	free(sums);
}

size_t
nest_frames(
    struct rect *frame, const struct rect *at, const size_t *family, size_t n)
{
	size_t *seen = xcalloc(n, sizeof(*seen)), i, k, frames = 0;
	double right, bottom;
	struct rect *f;

	for (i = 0; i < n; i++) {
		for (k = 0; k < frames && seen[k] != family[i];)
			k++;
		f = &frame[k];
		if (k == frames) {
			seen[frames++] = family[i];
			*f = at[i];
			continue;
		}
		right = fmax(f->x + f->w, at[i].x + at[i].w);
		bottom = fmax(f->y + f->h, at[i].y + at[i].h);
		f->x = fmin(f->x, at[i].x);
		f->y = fmin(f->y, at[i].y);
		f->w = right - f->x;
		f->h = bottom - f->y;
	}
	free(seen);
	return frames;
}
