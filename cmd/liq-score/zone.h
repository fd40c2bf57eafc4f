/*
 * zone.h - cluster records: the zones a model names, moment by moment.
 *
 * Owns: its arrays; all zero is empty.  zones_sort comes between the last
 * record and the first question.
 */
#ifndef LIQ_SCORE_ZONE_H
#define LIQ_SCORE_ZONE_H

#include "liq-score/forecast.h"

/* A cluster; prices are logarithms. */
struct zone {
	int64_t ts;
	double low, high;
};

/* Of one model and market. */
struct zoning {
	struct board board; /* its names, an hour, 0.1 %; no models */
	struct forecast model; /* its name; no columns */
	struct zone *of;
	size_t n, cap;
};

struct zones {
	struct names names;
	struct zoning *of; /* as many as there are names */
	size_t cap;
};

const char *zones_cluster(struct zones *, const struct cluster *);
void zones_sort(struct zones *);
void zones_free(struct zones *);

struct contest;
/*
 * What part of the USD of the hours that follow fell into the zones, and how
 * many times the part of the traversed bins that is.
 */
void contest_zones(
    const struct contest *, const struct zoning *, int64_t horizon_ms);

#endif
