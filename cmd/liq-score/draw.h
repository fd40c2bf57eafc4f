/*
 * draw.h - the moving-block bootstrap: how far would a value be off?
 *
 * Time is units in order; a resample is blocks of neighbouring units, drawn
 * with replacement until there are as many units as before.  Draws come from
 * a generator of our own, always from the same seed: the same input gives the
 * same intervals on every machine.
 *
 * Owns: a struct drawn owns its arrays.
 */
#ifndef LIQ_SCORE_DRAW_H
#define LIQ_SCORE_DRAW_H

#include <stdbool.h>
#include <stddef.h>

#define DRAWS 200

/* What is drawn: values as a function of how often each unit is there. */
struct trial {
	size_t units, block; /* block in units */
	size_t values;
	void (*measure)(void *, const double *weight, double *value);
	void *arg;
};

/* Is there enough of it to draw? */
bool trial_wide(const struct trial *);
/* What came of it; its arrays are its own. */
struct drawn {
	double *value; /* of all units, once each */
	double *draw; /* DRAWS of each value; NAN where the trial is narrow */
};

void trial_run(const struct trial *, struct drawn *);
void drawn_free(struct drawn *);
/* The middle 95 % of the draws; false where too few of them are numbers. */
bool draw_interval(const double draw[DRAWS], double *low, double *high);

#endif
