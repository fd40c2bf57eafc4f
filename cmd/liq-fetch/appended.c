#include "liq-fetch/appended.h"

#include "base/x.h"
#include "io/log.h"
#include "io/out.h"

/* From when on something is asked for, with an hour for their clock. */
static int64_t
asked_since(const struct request *q, int64_t now)
{
	int64_t until = q->until.given ? when_at(q->until, now) : now;
	int64_t since =
	    q->since.given ? when_at(q->since, now) : until - DAY_MS;

	return since - HOUR_MS;
}

int
appended_open(
    struct appended *a, const struct request *q, int64_t now, struct emit *emit)
{
	struct resume *resume = q->hourly ? &a->shelf.resume : &a->past.resume;
	const char *name = q->append, *why;
	int64_t refused;
	bool held = false;

	a->hourly = q->hourly;
	a->shelf.began = now;
	why = q->hourly
		  ? shelf_open(&a->shelf, name, asked_since(q, now),
			&emit->ident, &held)
		  : past_open(&a->past, name, q->state, &emit->ident, &held);
	if (why != NULL) {
		log_error("%s: %s", name, why);
		return held ? STATUS_TEMPORARY : STATUS_FAILED;
	}
	if (a->past.file.mended)
		log_warn("%s: its end was torn, and is mended", name);
	refused = a->hourly ? resume->refused : a->past.refused;
	if (refused > 0)
		log_warn("%s: %lld lines cannot be read and are passed over",
		    name, (long long)refused);
	emit->resume = resume;
	emit->roster = &resume->roster;
	if (a->hourly)
		emit->shelf = &a->shelf;
	else
		out_append(&a->past.file);
	return STATUS_OK;
}

void
appended_close(struct appended *a, struct emit *emit)
{
	past_close(&a->past);
	shelf_close(&a->shelf);
	emit->resume = NULL;
	emit->roster = NULL;
	emit->shelf = NULL;
}
