/*
 * upright.h - an axis of prices that stands, equal steps of their logarithm.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_UPRIGHT_H
#define LIQ_RENDER_UPRIGHT_H

#include "liq-render/canvas.h"

struct upright {
	const struct canvas *canvas;
	double low, high; /* natural logarithms */
	int x; /* labels end there */
	int top, rows;
	double step; /* of the labels */
};

/* The step for as many labels as there is room for, by low, high and rows. */
void upright_fit(struct upright *);
/* Columns that its labels take, that of a price among them. */
int upright_width(const struct upright *, double price);
/*
 * With the digits of a label of the axis, of a place between two of them, or of
 * the price as it is now.
 */
enum upright_digits { UPRIGHT_LABEL, UPRIGHT_PLACE, UPRIGHT_PRICE };
void upright_label(
    struct buf *, const struct upright *, double price, enum upright_digits);
/* How far down a price is, in rows of the canvas. */
double upright_at(const struct upright *, double price);
/* The row where text at so far down stands. */
double upright_text(const struct upright *, double down);
/* The labels; that of the price as it is now in bold, none too near to it. */
void upright_draw(const struct upright *, double price);

#endif
