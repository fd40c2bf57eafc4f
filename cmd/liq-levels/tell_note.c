/*
 * What is to be known about a map besides its records: notes.
 */
#include <stdio.h>

#include "io/out.h"
#include "liq-levels/book.h"
#include "liq-levels/tell.h"

void
tell_note(struct teller *t, const struct map *m, const char *code,
    const char *message)
{
	struct record r;
	struct note *n = &r.as.note;

	if (t->asked->no_meta)
		return;
	record_clear(&r, RECORD_NOTE);
	n->ts = m->now != INT64_MIN ? m->now : t->intake->first;
	memcpy(n->exchange, m->book.exchange, sizeof(n->exchange));
	memcpy(n->symbol, m->book.symbol, sizeof(n->symbol));
	str_copy(n->code, sizeof(n->code), str_of(code));
	str_copy(n->message, sizeof(n->message), str_of(message));
	record_put(&t->line, &r, t->asked->strings);
	out_take(&t->line);
}

void
tell_reference(struct teller *t, const struct map *m)
{
	char text[200];

	if (!m->by_base)
		return;
	snprintf(text, sizeof(text), "%s %s drives the map of %s",
	    m->book.exchange, m->book.symbol, m->book.base);
	tell_note(t, m, "reference", text);
}

static const char *
scale(const struct map *m, bool calibrated)
{
	const struct tally *n = &m->tally;

	if (m->rules.variant->distances == DISTANCES_NONE)
		return "measured";
	if (m->rules.rules.birth == BIRTH_LENGTH || n->measured == 0)
		return "relative: no volume is used";
	if (n->tuned > 0)
		return "online: from what was liquidated in the input";
	if (calibrated)
		return "calibrated";
	if (m->rules.variant == &variants[0] && book_prior(&m->book))
		return "prior";
	return "relative: no prior is known for this book and model";
}

static void
missing(struct teller *t, const struct map *m, int64_t there, const char *what,
    const char *instead)
{
	char text[300];

	if (there >= m->tally.candles)
		return;
	snprintf(text, sizeof(text), "%lld of %lld candles without %s: %s",
	    (long long)(m->tally.candles - there), (long long)m->tally.candles,
	    what, instead);
	tell_note(t, m, "missing", text);
}

void
tell_inputs(struct teller *t, const struct map *m, bool calibrated)
{
	const struct tally *n = &m->tally;
	char text[200];

	snprintf(text, sizeof(text), "scale: %s", scale(m, calibrated));
	tell_note(t, m, "scale", text);
	if (m->rules.variant->distances == DISTANCES_NONE)
		return;
	missing(t, m, n->measured, "volume", "the length of the path instead");
	missing(t, m, n->with_interest, "open interest",
	    "18 hours of volume instead");
	missing(t, m, n->marked, "marks inside",
	    "a path through the extremes instead");
	if (m->margins.n == 0)
		tell_note(t, m, "missing",
		    "no margin tiers: the nearest distance is 0.25 %");
	if (n->jumps == 0)
		return;
	snprintf(text, sizeof(text),
	    "%lld times the price moved by more than a factor of five "
	    "between candles: the map was emptied",
	    (long long)n->jumps);
	tell_note(t, m, "contract_change", text);
}
