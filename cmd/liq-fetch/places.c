#include "liq-fetch/places.h"

#include <stdlib.h>

#include "base/x.h"

struct place *
places_add(struct places *p, int64_t since, int64_t until)
{
	p->of = xgrow(p->of, p->n, &p->cap, sizeof(*p->of));
	p->of[p->n] = (struct place){ .at = since,
		.until = since,
		.oldest = since,
		.newest = until - 1 };
	return &p->of[p->n++];
}

struct place *
places_line(struct places *p, int64_t until)
{
	struct place *last = p->n > 0 ? &p->of[p->n - 1] : NULL;
	int64_t at = places_end(p);

	if (until > at && (last == NULL || at - last->at >= PLACE_BYTES)) {
		p->of = xgrow(p->of, p->n, &p->cap, sizeof(*p->of));
		last = &p->of[p->n++];
		*last = (struct place){
			.at = at, .oldest = INT64_MAX, .newest = INT64_MIN
		};
	}
	if (until > last->until) {
		last->until = until;
		last->hash[0] = '\0';
	}
	return last;
}

void
place_time(struct place *p, int64_t ts)
{
	p->oldest = ts < p->oldest ? ts : p->oldest;
	p->newest = ts > p->newest ? ts : p->newest;
}

int64_t
places_end(const struct places *p)
{
	return p->n > 0 ? p->of[p->n - 1].until : 0;
}

struct place *
places_unread(const struct places *p, int64_t since, int64_t until)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (!p->of[i].read && p->of[i].oldest < until &&
		    p->of[i].newest >= since)
			return &p->of[i];
	return NULL;
}

void
places_free(struct places *p)
{
	free(p->of);
	*p = (struct places){ 0 };
}
