/*
 * order.h - events in the order of their time.
 *
 * Owns: nothing.
 */
#ifndef LIQ_AGG_ORDER_H
#define LIQ_AGG_ORDER_H

#include "liq-agg/pile.h"

/*
 * Places of events of which the first and the last are at these times; those
 * of one time stay as they stand.
 */
void order_sort(uint32_t *places, size_t n, const struct pile *, int64_t first,
    int64_t last);

#endif
