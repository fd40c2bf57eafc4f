/*
 * evidence.h - reads the files: forecasts, outcomes and candles, told apart by
 * their type.
 *
 * Owns: a struct evidence owns all it holds.
 */
#ifndef LIQ_SCORE_EVIDENCE_H
#define LIQ_SCORE_EVIDENCE_H

#include "base/hash.h"
#include "liq-score/forecast.h"
#include "liq-score/outcome.h"
#include "liq-score/zone.h"
#include "record/intake.h"

struct evidence {
	struct forecasts forecasts;
	struct zones zones;
	struct outcomes outcomes;
	struct tapes tapes;
	struct names asides; /* gap and note records, to be passed on */
	struct intake intake;
};

/* As feed_files, less STATUS_INCOMPLETE: what is missing the intake knows. */
int evidence_read(struct evidence *, char *const *names);
void evidence_free(struct evidence *);

#endif
