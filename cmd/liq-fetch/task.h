/*
 * task.h - what marks and gaps speak of: one kind of one market (or of a
 * whole exchange) over a span, and the sweeps that bring it.
 *
 * Owns: a task its markets and what is missing; a job its sweep.
 */
#ifndef LIQ_FETCH_TASK_H
#define LIQ_FETCH_TASK_H

#include "liq-fetch/emit.h"
#include "liq-fetch/sweep.h"

struct task {
	const struct exchange *exchange;
	const struct rest *rest;
	struct market *of; /* its markets; n 0: all of the exchange's */
	size_t n, cap;
	int64_t since, until, width; /* what is wanted */
	int64_t asked; /* server time of its first request; INT_NONE */
	int64_t newest; /* row that came; INT_NONE: none did */
	struct cover missing;
	enum gap_why why; /* it is missing */
	struct cover beyond; /* earlier than the exchange can tell */
	int jobs; /* still open */
};

/* One sweep of a task. */
struct job {
	struct task *task;
	struct sweep sweep;
	struct market market; /* the first of its group; symbol "": a part */
	int part;
	const char *owner; /* of positions; or "" */
};

/* How long rows may stay unseen after their time: nothing is promised. */
#define TASK_SETTLE_MS (5 * INT64_C(1000))

void task_market(struct task *, const struct market *);
/* A job is over: what it missed is the task's, the last one tells. */
void task_over(struct task *, const struct job *);
/* What is complete, added to had. */
void task_had(const struct task *, struct cover *had);
void task_free(struct task *);

#endif
