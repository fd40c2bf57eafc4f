/*
 * order.h - by what rows are sorted.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_ORDER_H
#define LIQ_RENDER_ORDER_H

#include "liq-render/totals.h"

enum order { ORDER_USD, ORDER_LONGS, ORDER_SHORTS, ORDER_NAME, ORDERS };

const char *order_set(void *, const char *); /* setter for opt.h: an int */
const char *order_name(int);
/* Sort what is shown one by one; equals by USD. */
void order_slice(const struct slice *, int order);

#endif
