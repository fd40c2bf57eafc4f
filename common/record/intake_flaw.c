/*
 * What is wrong with a stream, and when: the status it is worth.
 */
#include <stdio.h>

#include "base/x.h"
#include "record/intake.h"

void
intake_flaw(struct intake *in, int64_t since, int64_t until, const char *why)
{
	struct flaw *f;

	in->flaw = xgrow(in->flaw, in->flaws, &in->flaw_cap, sizeof(*in->flaw));
	f = &in->flaw[in->flaws++];
	f->since = since;
	f->until = until;
	snprintf(f->why, sizeof(f->why), "%s", why);
}

int
intake_status(
    const struct intake *in, int64_t since, int64_t until, const char **why)
{
	size_t i;

	*why = "";
	if (in->past.until != 0 && in->past.until > since &&
	    in->past.since < until) {
		*why = in->past.why;
		return STATUS_INCOMPLETE;
	}
	for (i = 0; i < in->flaws; i++)
		if (in->flaw[i].since < until && in->flaw[i].until > since) {
			*why = in->flaw[i].why;
			return STATUS_INCOMPLETE;
		}
	return STATUS_OK;
}

int64_t
intake_gaps(const struct intake *in, int64_t since, int64_t until, int64_t *ms)
{
	const bool past = in->past_gaps > 0 && since < in->past.until;
	int64_t n = past ? in->past_gaps : 0;
	size_t i, k;

	*ms = past ? in->past_gap_ms : 0;
	for (i = 0; i < in->watches.n; i++) {
		const struct cover *c = &in->watch[i].missing;

		*ms += cover_length(c, since, until);
		for (k = 0; k < c->n; k++)
			n += c->of[k].since < until && c->of[k].until > since;
	}
	return n;
}

static void
forget_flaw(struct flaw *past, const struct flaw *f)
{
	if (past->until == 0)
		*past = *f;
	if (f->since < past->since)
		past->since = f->since;
	if (f->until > past->until)
		past->until = f->until;
}

static void
forget_gaps(struct intake *in, const struct cover *missing, int64_t before)
{
	size_t i;

	for (i = 0; i < missing->n && missing->of[i].until <= before; i++) {
		in->past_gaps++;
		in->past_gap_ms += missing->of[i].until - missing->of[i].since;
	}
}

void
intake_forget(struct intake *in, int64_t before)
{
	size_t i, kept = 0;

	for (i = 0; i < in->flaws; i++)
		if (in->flaw[i].until <= before)
			forget_flaw(&in->past, &in->flaw[i]);
		else
			in->flaw[kept++] = in->flaw[i];
	in->flaws = kept;
	for (i = 0; i < in->watches.n; i++) {
		struct watch *w = &in->watch[i];

		forget_gaps(in, &w->missing, before);
		cover_forget(&w->marked, before);
		cover_forget(&w->missing, before);
		cover_forget(&w->filled, before);
	}
}
