/*
 * finding.h - what was measured, with its draws, and what follows from it.
 *
 * Owns: a struct findings owns its array; all zero is empty.
 */
#ifndef LIQ_SCORE_FINDING_H
#define LIQ_SCORE_FINDING_H

#include "base/hash.h"
#include "liq-score/draw.h"
#include "record/record.h"

enum metric {
	SPEARMAN,
	PARTIAL,
	R2,
	R2_PLUS_MOVES,
	TOP10,
	RATIO,
	RATIO_14D_LOW,
	RATIO_14D_HIGH,
	RATIO_ONLINE,
	COVERAGE80,
	PREDICTED_USD,
	REALISED_USD,
	LIFT10,
	LIFT25,
	AREA,
	GAIN_NATS,
	GAIN_NATS_USD,
	CLUSTER_SHARE,
	CLUSTER_LIFT,
	METRICS
};

extern const char *const metric_names[]; /* in the order of the enum */
/* More of it is better, so that one forecast can be set against another. */
bool metric_is_skill(enum metric);
bool metric_is_nats(enum metric);

struct finding {
	char exchange[24], symbol[64], base[32], quote[16];
	const char *kind;
	bool own; /* made with the volume of the candle itself */
	bool rival; /* a baseline: models are set against it */
	bool placebo; /* a model's numbers where they do not belong */
	int64_t horizon_ms;
	char model[40], against[40]; /* against "": the model itself */
	enum metric metric;
	double value, draw[DRAWS];
	int64_t n;
};

struct findings {
	struct finding *of;
	size_t n, cap;
};

/* NULL draws: the value has none.  A value that is no number is left out. */
void findings_add(struct findings *, const struct finding *, double value,
    const double *draw);
/* Where several sets were scored alike, the mean over them. */
void findings_mean(struct findings *);
/*
 * Every model set against each rival and each model named, and against the
 * best of the rivals that know no more than it does.
 */
void findings_compare(struct findings *, const struct names *);
void findings_sort(struct findings *);
void finding_record(const struct finding *, struct record *);
void findings_free(struct findings *);

#endif
