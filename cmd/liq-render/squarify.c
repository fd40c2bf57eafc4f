#include "liq-render/squarify.h"

#include <math.h>
#include <stdbool.h>

/* The worst ratio of sides in a strip of areas between least and most. */
static double
worst(double sum, double least, double most, double side)
{
	double wide = side * side * most / (sum * sum);
	double tall = sum * sum / (side * side * least);

	return wide > tall ? wide : tall;
}

size_t
squarify_strip(const double *area, size_t n, double side)
{
	double sum = area[0], least = area[0], most = area[0];
	double now = worst(sum, least, most, side), next;
	size_t i;

	for (i = 1; i < n; i++) {
		least = area[i] < least ? area[i] : least;
		most = area[i] > most ? area[i] : most;
		next = worst(sum + area[i], least, most, side);
		if (next > now)
			break;
		sum += area[i];
		now = next;
	}
	return i;
}

static double
total(const double *area, size_t n)
{
	double sum = 0;
	size_t i;

	for (i = n; i > 0; i--)
		sum += area[i - 1]; /* small ones first: less is lost */
	return sum;
}

/* Put k of the areas along the shorter side and cut what they took off. */
static void
strip(struct rect *to, const double *area, size_t k, struct rect *room,
    double share)
{
	double sum = total(area, k), done = 0, from, until = 0;
	struct rect taken = *room;
	bool upright = room->w >= room->h;
	size_t i;

	if (upright) {
		taken.w = room->w * share;
		room->x += taken.w;
		room->w -= taken.w;
	} else {
		taken.h = room->h * share;
		room->y += taken.h;
		room->h -= taken.h;
	}
	for (i = 0; i < k; i++) {
		from = until;
		done += area[i];
		until = i + 1 < k ? done / sum : 1;
		to[i] = taken;
		if (upright) {
			to[i].y = taken.y + taken.h * from;
			to[i].h = taken.h * (until - from);
		} else {
			to[i].x = taken.x + taken.w * from;
			to[i].w = taken.w * (until - from);
		}
	}
}

void
squarify(struct rect *to, const double *area, size_t n, struct rect room)
{
	double left, side;
	size_t k;

	while (n > 0) {
		left = total(area, n);
		side = room.w >= room.h ? room.h : room.w;
		/* the side's length in units in which the areas are true */
		k = squarify_strip(
		    area, n, side * sqrt(left / (room.w * room.h)));
		strip(to, area, k, &room, k < n ? total(area, k) / left : 1);
		to += k;
		area += k;
		n -= k;
	}
}
