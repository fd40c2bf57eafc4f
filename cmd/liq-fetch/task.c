#include "liq-fetch/task.h"

#include <stdlib.h>

#include "base/x.h"

void
task_market(struct task *t, const struct market *m)
{
	t->of = xgrow(t->of, t->n, &t->cap, sizeof(*t->of));
	t->of[t->n++] = *m;
}

void
task_over(struct task *t, const struct job *j)
{
	cover_merge(&t->missing, &j->sweep.missing);
	if (j->sweep.newest > t->newest)
		t->newest = j->sweep.newest;
	if (t->why == GAP_NONE && j->sweep.missing.n > 0)
		t->why = GAP_PAGE_CAP;
	t->jobs--;
}

/* Up to where it can be said to be complete. */
static int64_t
end(const struct task *t)
{
	int64_t until = t->until;

	if (t->asked != INT_NONE && t->asked - TASK_SETTLE_MS < until)
		until = t->asked - TASK_SETTLE_MS;
	if (t->width > 0 && t->newest != INT_NONE &&
	    t->newest + t->width < until)
		until = t->newest + t->width;
	return until > t->since ? until : t->since;
}

void
task_had(const struct task *t, struct cover *had)
{
	cover_add(had, t->since, end(t));
	cover_subtract(had, &t->missing);
	cover_subtract(had, &t->beyond);
}

void
task_free(struct task *t)
{
	cover_free(&t->missing);
	cover_free(&t->beyond);
	free(t->of);
	*t = (struct task){ 0 };
}
