#include "liq-fetch/simulate_crowd.h"

#define STYLES (sizeof(styles) / sizeof(*styles))
#define PATIENT_LEVERAGE 5
#define STEPS_AN_HOUR (HOUR_MS / STEP_MS)
#define STEPS_A_DAY (DAY_MS / STEP_MS)
#define MINUTES_A_DAY (DAY_MS / MINUTE_MS)

/* Sizes: an octave is entered from the one below with 3 chances in 8. */
#define OCTAVES 7
#define LARGEST 40 /* a position is at most this part of the depth */
#define MEAN_EIGHTHS 26 /* the mean of a size, in eighths of the smallest */

#define CHURN 2 /* what makers pass on in a day is at most depth by this */

#define HASTE 4 /* how much sooner a loser leaves */
#define MOOD_KEEPS 98 /* percent an hour */
#define MOOD_SHOCK (SHARE_ONE / 100)
#define MOOD_SIGMA (SHARE_ONE / 20) /* what that comes to */
#define LEAN (SHARE_ONE * 3 / 100) /* against a trend of one deviation */
/* One basis point a day as deviation of the trend, fixed. */
#define TREND_SIGMA 102 /* 2^32 / 10^4 / sqrt(8640) / sqrt(2 * TREND_STEPS) */

/* How traders differ: by leverage. */
static const struct style {
	int leverage;
	int among; /* of all who come, percent */
	int size; /* eighths of the coin's unit */
	int hours; /* a position's mean life */
} styles[] = {
	{ 2, 4, 88, 240 },
	{ 3, 6, 56, 140 },
	{ 5, 10, 22, 72 },
	{ 10, 18, 8, 36 },
	{ 20, 16, 2, 14 },
	{ 25, 11, 2, 10 },
	{ 50, 14, 1, 4 },
	{ 75, 7, 1, 2 },
	{ 100, 9, 1, 1 },
	{ 125, 5, 1, 1 },
};

/*
 * The unit of size at which births and lives give the coin its usual open
 * interest: one side is half of what all traders hold.
 */
static int64_t
unit_of(const struct coin *c)
{
	int64_t held = 0;

	for (size_t i = 0; i < STYLES; i++)
		held += styles[i].among * styles[i].size * styles[i].hours;
	return coin_money(c, 2 * 1000000) * c->open_musd / held * 100 * 24 * 8 *
	       8 / MEAN_EIGHTHS / c->births;
}

/* A heavy tail, in eighths. */
static int64_t
some_size(struct dice *d)
{
	int64_t n = 8 + dice_below(d, 8);

	for (int i = 0; i < OCTAVES && dice_below(d, 8) < 3; i++)
		n *= 2;
	return n;
}

/* How many of each style come, in units; returns how many in all. */
static int64_t
all_styles(int64_t *among, int64_t unit)
{
	for (size_t i = 0; i < STYLES; i++)
		among[i] = styles[i].among * unit;
	return 100 * unit;
}

static size_t
some_style(struct dice *d, const int64_t *among, int64_t all)
{
	int64_t n = dice_below(d, all);
	size_t i = 0;

	while (n >= among[i])
		n -= among[i++];
	return i;
}

/* The most the tiers allow for so large a position. */
static int
leverage_for(const struct ledger *l, int64_t money, int wanted)
{
	int most = margins_find(&l->margins, money)->max_leverage;

	return wanted < most ? wanted : most;
}

static enum urgency
urgency(int leverage)
{
	return leverage <= PATIENT_LEVERAGE ? PATIENT : URGENT;
}

/* A new trader's size in lots, below zero for a short; sets its place. */
static int64_t
birth(struct engine *e, size_t style, int64_t ticks, size_t *place)
{
	const struct style *s = &styles[style];
	int64_t money = e->unit * s->size / 8 * some_size(&e->dice) / 8;
	int64_t lots, longs = SHARE_ONE / 2 + e->mood;
	int64_t trend = e->trend * LEAN / (e->coin->volatility * TREND_SIGMA);

	trend = trend > 3 * LEAN ? 3 * LEAN : trend;
	trend = trend < -3 * LEAN ? -3 * LEAN : trend;
	money = money > e->depth / LARGEST ? e->depth / LARGEST : money;
	lots = money / ticks + 1;
	*place = ledger_add(&e->ledger,
	    leverage_for(&e->ledger, lots * ticks, s->leverage), (int)style);
	return dice_below(&e->dice, SHARE_ONE) < longs - trend ? lots : -lots;
}

static void
births(struct engine *e)
{
	int64_t among[STYLES], all = all_styles(among, 1);
	int64_t n = dice_whole(
	    &e->dice, e->coin->births * engine_busy(e) / STEPS_A_DAY);

	while (n-- > 0) {
		size_t style = some_style(&e->dice, among, all), place;
		int64_t lots = birth(e, style, engine_last(e), &place);

		engine_order(
		    e, place, lots, urgency(e->ledger.of[place].leverage));
	}
}

/* Half of the margin is lost, or more. */
static bool
losing(const struct holding *p, int64_t ticks)
{
	int64_t left = p->lots > 0 ? ticks - p->liq : p->liq - ticks;

	return p->liq != 0 && left * 2 * p->leverage < ticks;
}

/*
 * Somebody is asked, and leaves with a chance of one in the hours it stays;
 * who is losing does not stay long.
 */
static void
departures(struct engine *e)
{
	struct ledger *l = &e->ledger;
	int64_t traders = (int64_t)l->n - MAKERS;
	int64_t n =
	    dice_whole(&e->dice, traders * engine_busy(e) / STEPS_AN_HOUR);

	for (; n > 0 && traders > 0; n--) {
		size_t i = MAKERS + (size_t)dice_below(&e->dice, traders);
		const struct holding *p = &l->of[i];
		int hours = styles[p->style].hours;

		if (losing(p, e->mark))
			hours /= HASTE;
		if (dice_below(&e->dice, hours) > 0)
			continue;
		engine_order(e, i, -p->lots, urgency(p->leverage));
		ledger_drop(l, i);
		traders--;
	}
}

/* Makers trade among themselves: of two, the one who has more sells. */
static void
churn(struct engine *e)
{
	const struct holding *of = e->ledger.of;
	size_t a = (size_t)dice_below(&e->dice, MAKERS);
	size_t b = (a + 1 + (size_t)dice_below(&e->dice, MAKERS - 1)) % MAKERS;
	int64_t most = e->depth / CHURN / STEPS_A_DAY * engine_busy(e) /
		       SHARE_ONE / e->mark;
	int64_t lots = 1 + dice_below(&e->dice, most + 1);
	bool buy =
	    engine_last(e) > e->tally.close ||
	    (engine_last(e) == e->tally.close && dice_below(&e->dice, 2) == 0);

	if (of[a].lots > of[b].lots)
		engine_pass(e, b, a, lots, buy, NULL);
	else
		engine_pass(e, a, b, lots, buy, NULL);
}

static void
new_mood(struct engine *e)
{
	e->mood = e->mood * MOOD_KEEPS / 100 +
		  mul_div(dice_normal(&e->dice), MOOD_SHOCK, SHARE_ONE);
}

void
crowd_step(struct engine *e)
{
	if (e->now % HOUR_MS == 0)
		new_mood(e);
	churn(e);
	births(e);
	departures(e);
}

/* Opens a position of the past, unless it has been losing since then. */
static void
survivor(struct engine *e, size_t style, int64_t log, const int64_t since[2])
{
	int64_t ticks = engine_ticks(e, log);
	struct ledger *l = &e->ledger;
	size_t place, m = (size_t)dice_below(&e->dice, MAKERS);
	int64_t lots = birth(e, style, ticks, &place);

	if (lots > 0)
		ledger_trade(l, place, m, lots, ticks);
	else
		ledger_trade(l, m, place, -lots, ticks);
	if (!losing(&l->of[place], engine_ticks(e, since[lots < 0])))
		return;
	if (lots > 0)
		ledger_trade(l, m, place, lots, ticks);
	else
		ledger_trade(l, place, m, -lots, ticks);
	ledger_drop(l, place);
}

/* An hour further back: how many of each style are still open, and of all. */
static int64_t
hour_before(int64_t *among)
{
	int64_t all = 0;

	for (size_t i = 0; i < STYLES; i++) {
		among[i] = among[i] / (styles[i].hours + 1) * styles[i].hours;
		all += among[i];
	}
	return all;
}

void
crowd_warm(struct engine *e)
{
	const int64_t *log = &e->path->log[EPOCH_MINUTES];
	int64_t since[2] = { *log, *log }; /* lowest and highest from then on */
	int64_t among[STYLES], all = all_styles(among, FIXED_ONE), mean = 0, n;

	e->unit = unit_of(e->coin);
	e->mood = mul_div(dice_normal(&e->dice), MOOD_SIGMA, SHARE_ONE);
	for (int m = 0; m < EPOCH_MINUTES; m++, log--) {
		since[0] = *log < since[0] ? *log : since[0];
		since[1] = *log > since[1] ? *log : since[1];
		if (m % 60 == 0) {
			all = hour_before(among);
			mean = mul_div(all, e->coin->births * SHARE_ONE,
			    100 * FIXED_ONE * MINUTES_A_DAY);
		}
		n = dice_whole(&e->dice, mean);
		while (n-- > 0)
			survivor(
			    e, some_style(&e->dice, among, all), *log, since);
	}
}
