#include "liq-fetch/venue_roster.h"

#include "base/x.h"
#include "liq-fetch/reason.h"
#include "liq-fetch/roster.h"
#include "liq-fetch/venue_note.h"

static const char *
text_of(struct dec d, char *room, size_t size)
{
	struct buf b = { 0 };

	dec_put(&b, dec_trim(d));
	str_copy(room, size, buf_view(&b));
	buf_free(&b);
	return room;
}

/* A contract of one coin needs no word, unless it was of another size. */
static void
tell_size(struct venue *v, struct roster_market *m, const struct instrument *i,
    int64_t now)
{
	const char *unit = i->inverse == TRUTH_TRUE ? "USD" : "coins";
	char new[48], old[48];

	if (dec_sign(i->contract_size) <= 0)
		return;
	text_of(i->contract_size, new, sizeof(new));
	if (m->size.known && dec_cmp(m->size, i->contract_size) != 0)
		venue_note(v, m->symbol, NOTE_CHANGE,
		    reason("%s %s a contract, was %s: sizes between may be "
			   "wrong by that",
			new, unit, text_of(m->size, old, sizeof(old))),
		    now);
	else if (!m->size.known && m->events &&
		 dec_cmp(i->contract_size, dec_int(1)) != 0)
		venue_note(v, m->symbol, NOTE_SIZE,
		    reason("%s %s a contract", new, unit), now);
	m->size = i->contract_size;
}

static void
tell(struct venue *v, struct roster_market *m, int64_t now)
{
	const struct instrument *i =
	    instruments_find(v->query->instruments, m->exchange, m->symbol);

	if (i != NULL && i->received >= v->listed_at) {
		tell_size(v, m, i, now);
	} else if (!m->gone) {
		m->gone = true;
		venue_note(v, m->symbol, NOTE_GONE,
		    reason("%s is not listed any more: what came after its "
			   "last mark cannot be had",
			m->symbol),
		    now);
	}
}

void
venue_roster(struct venue *v, int64_t now)
{
	struct roster *t = v->query->emit->roster;
	struct roster_market *m;
	size_t i;

	for (i = 0; t != NULL && v->list_whole && i < t->n; i++) {
		m = &t->of[i];
		if (strcmp(m->exchange, v->exchange->name) == 0 &&
		    wanted_row(v->query->wanted, m->exchange, m->symbol,
			m->base, m->quote) != MEANT_NOT)
			tell(v, m, now);
	}
}
