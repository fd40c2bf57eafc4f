#include "liq-fetch/simulate.h"

#include "liq-fetch/simulate_journal.h"

static bool
named(const char *base, const char *const *bases)
{
	for (; *bases != NULL; bases++)
		if (str_is(str_of(base), *bases))
			return true;
	return false;
}

static bool
wanted(const struct simulate *s, int coin)
{
	return s->bases == NULL || named(coin_table[coin].base, s->bases);
}

static bool
listed(const struct simulate *s, const char *base)
{
	for (int i = 0; i < s->coins; i++)
		if (str_is(str_of(base), coin_table[i].base))
			return true;
	return false;
}

static const char *
check(const struct simulate *s)
{
	if (s->coins < 1 || s->coins > SIMULATE_COINS)
		return "the built-in market has 1 to 40 coins";
	if (!when_sane(s->since) || s->until > WHEN_LAST)
		return "the span is not within 2015 to 2099";
	if (s->since >= s->until)
		return "the span is empty";
	if (s->width_ms < MINUTE_MS || s->width_ms % MINUTE_MS != 0 ||
	    DAY_MS % s->width_ms != 0)
		return "the interval is not whole minutes that divide a day";
	for (const char *const *b = s->bases; b != NULL && *b != NULL; b++)
		if (!listed(s, *b))
			return "the built-in market does not have this coin";
	return NULL;
}

const char *
simulate_run(const struct simulate *s, const struct sink *sink)
{
	const char *why = check(s);
	struct journal j = { .asked = s, .sink = sink };

	if (why != NULL)
		return why;
	for (int i = 0; i < s->coins; i++)
		if (wanted(s, i))
			journal_run(&j, &coin_table[i]);
	journal_free(&j);
	return NULL;
}
