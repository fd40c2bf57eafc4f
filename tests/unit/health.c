/*
 * How soon a dead feed is noticed, by the rules of every feed there is, and
 * whether one that is well and uses all the time it has is left alone.
 */
#include "liq-fetch/health.h"
#include "base/when.h"
#include "liq-fetch/exchange.h"
#include "liq-fetch/live.h"
#include "tap.h"

#define GOAL_MS 20000
#define START INT64_C(1760000000000) /* the exchange's clock at 0 */
#define BOOT 5000 /* ours then */
#define NEVER INT64_MAX
#define STEP_MS 250 /* between the moments of death that are tried */

enum death {
	GONE, /* nobody is there */
	DEAF, /* it says all there is, and hears nothing */
	MUTE, /* it answers, and says nothing else */
};

struct feed {
	struct health health;
	int64_t sings, pongs; /* the next canary, the next pong */
	int64_t pinged, pause; /* the last ping, the longest without one */
	int64_t gone, deaf, mute; /* from then on: see enum death */
	int64_t late; /* a pong comes so long after its ping */
};

static void
begin(struct feed *f, const struct live *live)
{
	const struct health_rules rules = { .ping_ms = live->ping_ms,
		.life_ms = live->life_ms,
		.canary_ms = live->canary_ms,
		.pongs = live->pongs };

	health_open(&f->health, &rules, BOOT);
	health_joining(&f->health, BOOT);
	health_asked(&f->health, 1);
	health_acked(&f->health, 1, BOOT);
	health_canary(&f->health, START, BOOT);
	f->sings = BOOT + live->canary_ms - 1;
	f->pongs = NEVER;
	f->pinged = BOOT;
	f->pause = 0;
}

/* What it says at this moment. */
static void
speak(struct feed *f, int64_t now)
{
	if (now >= f->sings) {
		if (now < f->gone && now < f->mute)
			health_canary(&f->health, START + now, now);
		f->sings += f->health.rules.canary_ms - 1;
	}
	if (now >= f->pongs) {
		if (now < f->gone)
			health_ponged(&f->health, now);
		f->pongs = NEVER;
	}
}

static int64_t
earliest(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* When it was thought dead; 0: not in all that time. */
static int64_t
live_on(struct feed *f, int64_t span)
{
	int64_t now = BOOT, next;

	while (now < BOOT + span) {
		speak(f, now);
		if (health_ping(&f->health, now)) {
			if (now - f->pinged > f->pause)
				f->pause = now - f->pinged;
			f->pinged = now;
			if (now < f->deaf)
				f->pongs = now + f->late;
		}
		if (health_look(&f->health, now) == HEALTH_DEAD)
			return now;
		next = earliest(health_next(&f->health, now), f->sings);
		next = earliest(next, f->pongs);
		now = next > now ? next : now + 1;
	}
	return 0;
}

/* The longest it is thought alive, whenever it dies; NEVER: once for ever. */
static int64_t
longest(const struct live *live, enum death death)
{
	int64_t dies, noticed, worst = 0;
	struct feed f = { .late = 80 };

	for (dies = BOOT; dies < BOOT + 2 * MINUTE_MS; dies += STEP_MS) {
		f.gone = death == GONE ? dies : NEVER;
		f.deaf = death == DEAF ? dies : NEVER;
		f.mute = death == MUTE ? dies : NEVER;
		begin(&f, live);
		noticed = live_on(&f, HOUR_MS);
		if (noticed == 0)
			return NEVER;
		if (noticed - dies > worst)
			worst = noticed - dies;
	}
	return worst;
}

static void
noticed(const struct exchange *x, const struct live *live, enum death death,
    const char *what)
{
	/* Where it may be still for longer, only pings tell sooner. */
	int64_t goal = death == MUTE && live->canary_ms > GOAL_MS
			   ? live->canary_ms
			   : GOAL_MS;
	int64_t ms = longest(live, death);

	ok(ms <= goal, "%s %s: %s: %lld ms", x->name, live->name, what,
	    (long long)ms);
}

static void
left_alone(const struct exchange *x, const struct live *live)
{
	struct feed f = { .gone = NEVER, .deaf = NEVER, .mute = NEVER };

	f.late = HEALTH_PONG_MS - 1;
	begin(&f, live);
	ok(live_on(&f, 30 * DAY_MS) == 0,
	    "%s %s: 30 slow days, and never thought dead", x->name, live->name);
	f.late = 80;
	begin(&f, live);
	live_on(&f, DAY_MS);
	ok(f.pause <= live->ping_ms,
	    "%s %s: a ping as often as it wants one: %lld ms", x->name,
	    live->name, (long long)f.pause);
}

static void
check(const struct exchange *x, const struct live *live)
{
	noticed(x, live, GONE, "nobody is there");
	if (live->pongs)
		noticed(x, live, DEAF, "it does not hear");
	noticed(x, live, MUTE, "it answers, and that is all");
	left_alone(x, live);
}

/* The last canaries are of one moment and come within so long: then what? */
static enum health_death
ends(int64_t within)
{
	const struct health_rules rules = { .canary_ms = 3000 };
	struct health h;

	health_open(&h, &rules, BOOT);
	health_joining(&h, BOOT);
	health_canary(&h, START, BOOT);
	health_canary(&h, START, BOOT + within);
	health_canary(&h, START - 1, BOOT + within);
	health_look(&h, BOOT + HEALTH_CANARY_MS);
	return h.death;
}

static void
repeats(void)
{
	ok(ends(0) == DEATH_SILENT && ends(2000) == DEATH_SILENT,
	    "topics that tell of one moment do not repeat themselves");
	ok(ends(HEALTH_BESIDE_MS) == DEATH_STUCK,
	    "one that tells of it for long does");
}

int
main(void)
{
	const struct exchange *const *x;
	const struct live *live;

	for (x = exchanges; *x != NULL; x++)
		for (live = (*x)->live; live != NULL && live->name != NULL;
		     live++)
			check(*x, live);
	repeats();
	return tap_end();
}
