#include "liq-fetch/simulate_journal.h"

#include "liq-fetch/simulate_record.h"

/* What is said again and again; every 0: at the interval that was asked. */
static const struct saying {
	enum record_type type;
	int64_t every;
	void (*say)(struct journal *, int64_t ts);
} sayings[] = {
	{ RECORD_INSTRUMENT, DAY_MS, journal_instrument },
	{ RECORD_TIER, DAY_MS, journal_tiers },
	{ RECORD_OI, 0, journal_oi },
	{ RECORD_FUNDING, FUNDING_MS, journal_funding },
	{ RECORD_RATIO, 0, journal_ratios },
	{ RECORD_BOOK, 0, journal_book },
	{ RECORD_POSITION, 0, journal_positions },
	{ RECORD_NONE, 0, NULL },
};

static bool
asked(const struct journal *j, enum record_type type)
{
	return (j->asked->kinds >> type & 1) != 0;
}

static bool
within(const struct journal *j, int64_t ts)
{
	return ts >= j->asked->since && ts < j->asked->until;
}

/* A span that starts within a day begins with the listing, too. */
static void
listing(struct journal *j)
{
	int64_t since = j->asked->since;

	for (const struct saying *s = sayings; s->say != NULL; s++)
		if (asked(j, s->type) && s->every == DAY_MS &&
		    since % DAY_MS != 0)
			s->say(j, since);
}

static void
moment(struct journal *j)
{
	struct engine *e = &j->engine;

	for (const struct saying *s = sayings; s->say != NULL; s++) {
		int64_t every = s->every != 0 ? s->every : j->asked->width_ms;

		if (asked(j, s->type) && e->now % every == 0 &&
		    within(j, e->now))
			s->say(j, e->now);
	}
	if (e->now % FUNDING_MS == 0)
		e->premium = e->samples = 0;
}

/* A candle that is whole, or one that began before somebody listened. */
static void
close_candle(struct journal *j)
{
	struct engine *e = &j->engine;

	if (e->now % j->asked->width_ms != 0)
		return;
	if (asked(j, RECORD_CANDLE) && within(j, j->opened) &&
	    e->now <= j->asked->until)
		journal_candle(j, j->opened, &e->tally);
	j->done = e->tally;
	j->opened = e->now;
	e->tally = (struct tally){ .close = e->tally.close };
}

static void
deal(void *arg, const struct engine *e, const struct deal *d)
{
	struct journal *j = arg;

	(void)e;
	if (d->forced != NULL && asked(j, RECORD_LIQUIDATION) &&
	    within(j, d->ts))
		journal_liquidation(j, d);
}

static void
start_epoch(struct journal *j, const struct coin *c, int64_t epoch)
{
	struct listener to = { deal, j };

	engine_start(&j->engine, c, j->asked->seed, epoch, to);
	j->opened = j->engine.now;
	j->done = (struct tally){ 0 };
}

void
journal_run(struct journal *j, const struct coin *c)
{
	struct engine *e = &j->engine;

	start_epoch(j, c, epoch_of(j->asked->since));
	listing(j);
	while (e->now < j->asked->until) {
		if (engine_over(e))
			start_epoch(j, c, e->epoch + 1);
		moment(j);
		engine_step(e);
		close_candle(j);
	}
}

void
journal_free(struct journal *j)
{
	engine_free(&j->engine);
	buf_free(&j->bids);
	buf_free(&j->asks);
}
