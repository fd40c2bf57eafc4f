#include "liq-fetch/venue_catalog.h"

#include "io/log.h"
#include "liq-fetch/catalog.h"

/* Does the operand mean any of them? */
static bool
meets(const struct venue *v, const struct want *w,
    const struct instruments *listed)
{
	struct wanted one = { .of = (struct want *)w, .n = 1 };
	struct market m;
	size_t i;

	for (i = 0; i < listed->n; i++)
		if (market_known(&m, v->exchange, listed,
			listed->of[i].symbol) == NULL &&
		    wanted_row(&one, v->exchange->name, m.symbol, m.base,
			m.quote) != MEANT_NOT)
			return true;
	return false;
}

static bool
meets_all(const struct venue *v, const struct instruments *listed)
{
	const struct wanted *all = v->query->wanted;
	const struct want *w;

	for (w = all->of; w < all->of + all->n; w++)
		if ((w->exchange == NULL || w->exchange == v->exchange) &&
		    !meets(v, w, listed))
			return false;
	return true;
}

bool
venue_recall_lists(struct venue *v)
{
	const struct query *q = v->query;
	struct instruments listed = { 0 };
	struct catalog c = { .received = 0 };
	bool good;
	size_t i;

	if (v->folder == NULL || !v->folder->read ||
	    q->emit->kinds >> RECORD_INSTRUMENT & 1)
		return false;
	good = catalog_get(
		   v->folder->fd, &c, v->exchange->name, q->now, &listed) &&
	       meets_all(v, &listed);
	for (i = 0; i < listed.n && good; i++)
		instruments_add(q->instruments, &listed.of[i]);
	if (good) {
		v->listed = v->list_whole = true;
		v->listed_at = c.received;
		v->offset = c.offset;
		log_note("%s: its lists are those of %lld s ago",
		    v->exchange->name,
		    (long long)((q->now - c.received) / SECOND_MS));
	}
	instruments_free(&listed);
	return good;
}

void
venue_keep_lists(const struct venue *v)
{
	struct catalog c = { .received = v->listed_at, .offset = v->offset };

	if (v->folder == NULL || !v->list_whole)
		return;
	str_copy(c.exchange, sizeof(c.exchange), str_of(v->exchange->name));
	catalog_keep(v->folder->fd, &c, v->query->instruments);
}
