/*
 * How much of the time was watched.
 */
#include "record/intake.h"

#define COVERAGE_SCALE 4

static bool
matches(const struct watch *w, const char *exchange, const char *symbol,
    const char *kind)
{
	return strcmp(w->kind, kind) == 0 &&
	       (exchange[0] == '\0' || strcmp(w->exchange, exchange) == 0) &&
	       (symbol[0] == '\0' || w->symbol[0] == '\0' ||
		   strcmp(w->symbol, symbol) == 0);
}

/* Watched time of one watch: marked or filled, less what is missing. */
static int64_t
watched(struct watch *w, int64_t since, int64_t until)
{
	if (w->stale) {
		cover_free(&w->net);
		cover_merge(&w->net, &w->marked);
		cover_subtract(&w->net, &w->missing);
		cover_merge(&w->net, &w->filled);
		w->stale = false;
	}
	return cover_length(&w->net, since, until);
}

/* What is told of a symbol says more of it than what is told of all. */
static int64_t
watched_of(struct intake *in, struct watch *all, const char *symbol,
    int64_t since, int64_t until)
{
	struct watch *own = intake_watch(in, all->exchange, symbol, all->kind);
	struct cover both = { 0 };
	int64_t length;

	length = watched(all, since, until);
	if (own == NULL || own == all)
		return length;
	watched(own, since, until);
	cover_merge(&both, &all->net);
	cover_subtract(&both, &own->missing);
	cover_merge(&both, &own->net);
	length = cover_length(&both, since, until);
	cover_free(&both);
	return length;
}

struct dec
intake_coverage(struct intake *in, const char *exchange, const char *symbol,
    const char *kind, int64_t since, int64_t until)
{
	const struct dec unknown = { 0 };
	i128 sum = 0, whole = 0, unit = 10000;
	struct watch *w;
	size_t i;

	for (i = 0; i < in->watches.n; i++) {
		w = &in->watch[i];
		if (!matches(w, exchange, symbol, kind) ||
		    (w->symbol[0] != '\0' &&
			intake_watch(in, w->exchange, "", w->kind) != NULL))
			continue; /* or it is part of all */
		sum += watched_of(in, w, symbol, since, until);
		whole += until - since;
	}
	if (whole == 0)
		return unknown;
	return dec_of_fixed(sum * unit / whole, COVERAGE_SCALE);
}
