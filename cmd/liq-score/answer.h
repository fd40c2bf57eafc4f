/*
 * answer.h - from what was read to what is written.
 *
 * Owns: nothing beyond a run.
 */
#ifndef LIQ_SCORE_ANSWER_H
#define LIQ_SCORE_ANSWER_H

#include "liq-score/evidence.h"
#include "liq-score/request.h"

/* Score, write, return the status; status: what reading came to. */
int score_answer(const struct request *, struct evidence *, int status);

#endif
