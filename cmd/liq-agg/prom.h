/*
 * prom.h - totals as Prometheus metrics, for a textfile collector.
 *
 * Every number of a total is a metric of its own, a gauge with the row's
 * names as labels; what is null is left out.  All samples of a metric stand
 * together, so nothing is written before the end.
 *
 * Owns: a struct prom owns its samples; all zero is empty.
 */
#ifndef LIQ_AGG_PROM_H
#define LIQ_AGG_PROM_H

#include "record/record.h"

#define PROM_METRICS 32

struct prom {
	struct buf samples[PROM_METRICS];
};

/* whole: the window of all events; bins: low and high tell rows apart. */
void prom_add(struct prom *, const struct total *, bool whole, bool bins);
void prom_put(struct buf *, const struct prom *);
void prom_free(struct prom *);

#endif
