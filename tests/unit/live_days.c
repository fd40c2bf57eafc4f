/*
 * Days of a live feed in seconds: an exchange that cuts, stalls, repeats
 * itself, says goodbye and renames its markets, under a clock of its own,
 * while ours is set; against a ledger of what truly happened (days_world.h).
 * LIQ_DAYS=30 runs as many, with ten times the events a day; one is the rule.
 */
#include <stdlib.h>

#include "days_world.h"
#include "liq-fetch/station.h"
#include "tap.h"

#define AGE_MS (2 * HOUR_MS) /* as liq-fetch -f forgets events */
#define HEAP_MORE 4096 /* bytes: what one connection holds, or less */
#define OVER_MS \
	(20 * SECOND_MS) /* a hole is no longer than that for nothing \
			  */

#ifdef __SANITIZE_ADDRESS__
#define SANITIZED true /* what was freed is kept: memory tells nothing */
#else
#define SANITIZED false
#endif

static const struct exchange exchange = { .name = "x", .twins = true };

static const struct live live = { .name = "all",
	.url = "wss://x/y",
	.kinds = 1u << RECORD_LIQUIDATION,
	.hello = world_hello,
	.pace_ms = 100,
	.ping_ms = 20000,
	.pongs = true,
	.life_ms = DAY_MS,
	.canary_ms = SERVER_CANARY,
	.hear = world_hear };

static void
more(int64_t *most, int64_t one)
{
	*most = one > *most ? one : *most;
}

/* Missing, and neither in a hole of all nor in one of its name. */
static bool
is_lost(const struct world *w, const struct event *e)
{
	const struct newname *n = &w->newname[e->name];
	const int64_t ts = PAST_START + e->at;

	return e->seen == 0 && cover_length(&w->marked, ts, ts + 1) != 0 &&
	       !(ts >= n->since && ts < n->until);
}

static size_t
lost(const struct world *w, size_t *missing)
{
	const struct event *e = w->past.event;
	size_t n = 0;

	*missing = 0;
	for (; e < w->past.event + w->past.events; e++) {
		*missing += e->seen == 0;
		n += is_lost(w, e);
	}
	return n;
}

static void
events_hold(const struct world *w)
{
	size_t missing, n = lost(w, &missing);

	printf("# %zu events, %zu of them missing\n", w->past.events, missing);
	ok(w->doubled == 0, "no event is told twice, none that was not (%lld)",
	    (long long)w->doubled);
	ok(missing > 0 && n == 0,
	    "every event that is missing lies in a hole (%zu do not)", n);
}

/* The longest that a hole is beyond the time when nothing was told. */
static int64_t
over(const struct world *w)
{
	const struct interval *v = w->hole.of;
	int64_t most = 0, one;

	for (; v < w->hole.of + w->hole.n; v++) {
		one = cover_length(&w->deaf, v->since, v->until);
		more(&most, v->until - v->since - one);
	}
	return most;
}

static void
holes_hold(struct world *w)
{
	const int64_t holes = cover_length(&w->hole, 0, INT64_MAX);
	const int64_t whole = holes + cover_length(&w->marked, 0, INT64_MAX);
	struct cover both = { 0 };

	printf("# %zu holes of %lld ms, %lld of them deaf, in %lld ms\n",
	    w->hole.n, (long long)holes,
	    (long long)cover_length(&w->deaf, 0, INT64_MAX),
	    (long long)w->past.length);
	cover_merge(&both, &w->marked);
	cover_merge(&both, &w->hole);
	ok(whole == cover_length(&both, 0, INT64_MAX),
	    "what is covered and what is a hole do not meet");
	ok(both.n == 1 && w->past.length - whole < OVER_MS,
	    "and together they are all of the time but %lld ms at its ends",
	    (long long)(w->past.length - whole));
	ok(over(w) < OVER_MS,
	    "no hole is longer than the silence in it by more than %lld ms",
	    (long long)over(w));
	cover_free(&both);
}

static void
faults_hold(const struct world *w)
{
	const int64_t *c = w->plight.caused;
	const int64_t stalls =
	    c[FAULT_SILENT] + c[FAULT_REPEAT] + c[FAULT_PONGS] + c[FAULT_STUCK];
	int64_t faults = 0;
	int k;

	for (k = FAULT_CLOSE; k < FAULTS; k++) {
		faults += c[k];
		ok(c[k] > 0 && w->noticed[k] >= c[k] - 1,
		    "fault %d: %lld caused, %lld noticed", k, (long long)c[k],
		    (long long)w->noticed[k]);
	}
	printf("# %lld faults: %lld disconnects, %lld stalls, %lld others; "
	       "%lld opened, %lld replaced; noticed after %lld ms at the "
	       "most\n",
	    (long long)faults, (long long)c[FAULT_CLOSE], (long long)stalls,
	    (long long)(faults - c[FAULT_CLOSE] - stalls),
	    (long long)w->station.opened, (long long)w->station.rotated,
	    (long long)w->slowest);
	ok(w->slowest <= 20000, "a dead feed is noticed within 20 s");
	ok(w->refused == 0, "nothing is refused");
}

static void
names_hold(const struct world *w)
{
	const int names = w->past.names;
	int64_t worst = 0, one;
	int i, open = 0;

	for (i = PAST_MARKETS; i < names; i++) {
		open += w->newname[i].until == 0;
		one = w->newname[i].until - w->newname[i].since;
		more(&worst, one);
	}
	printf("# %d renames, %d jumps of the clock\n", names - PAST_MARKETS,
	    w->jumped);
	ok(open == 0 && worst < 5 * MINUTE_MS && w->jumped == w->jumps,
	    "a new name is listened to soon: %lld ms at the most, %d never",
	    (long long)worst, open);
}

#define A_DAY (DAY_MS / AGE_MS)

/*
 * Of n looks at the room from the i-th on, all just after events were
 * forgotten: the least heap, as connections come and go, and the most of the
 * rest.  The ledger is ours, and of one size: it does not count.
 */
static struct room
room_of(const struct world *w, size_t i, size_t n)
{
	struct room all = { .heap = INT64_MAX };
	const struct room *r = &w->room[i];

	for (; r < w->room + i + n && r < w->room + w->rooms; r++) {
		all.heap = r->heap < all.heap ? r->heap : all.heap;
		more(&all.resident, r->resident - w->ledger);
		more(&all.peak, r->peak - w->ledger);
		more(&all.descriptors, r->descriptors);
	}
	all.heap -= w->heap;
	return all;
}

static bool
grew(int64_t from, int64_t to)
{
	return from <= 0 || (to - from) * 20 >= from;
}

/* From the third day of many on, or the third look of few. */
static void
room_holds(const struct world *w)
{
	const size_t n = w->rooms > 3 * A_DAY ? A_DAY : 1;
	const struct room from = room_of(w, 2 * n, n);
	struct room r = from;
	size_t i;

	for (i = 2 * n; i < w->rooms; i += n) {
		r = room_of(w, i, n);
		if (i % (9 * n) == 2 * n || i + n >= w->rooms)
			printf("# after %zu hours: heap %lld bytes, resident "
			       "%lld KiB, at the most so far %lld\n",
			    2 * i + 2, (long long)r.heap,
			    (long long)r.resident / 1024,
			    (long long)r.peak / 1024);
	}
	ok(SANITIZED || (w->rooms > 10 && r.heap - from.heap < HEAP_MORE),
	    "what is taken from the heap does not grow");
	ok(SANITIZED ||
		(!grew(from.resident, r.resident) && !grew(from.peak, r.peak)),
	    "resident memory grows by less than 5 %%");
	more(&r.descriptors, room_of(w, 0, w->rooms).descriptors);
	ok(from.descriptors > 2 && r.descriptors == from.descriptors,
	    "descriptors stay the same: %lld", (long long)r.descriptors);
}

static void
torn(int64_t days)
{
	const bool whole = days > 1;
	const int64_t a_day = whole ? 333334 : 30000;
	struct world w = { .past.dice = 7, .age_every = AGE_MS };

	w.jumps = whole ? 50 : 6;
	w.plight.cut_every = DAY_MS / (whole ? 110 : 90);
	world_open(&w, &exchange, &live, days * DAY_MS, (size_t)(days * a_day),
	    whole ? 20 : 3);
	world_run(&w);
	room_holds(&w);
	events_hold(&w);
	faults_hold(&w);
	names_hold(&w);
	holes_hold(&w);
	if (days >= 30)
		ok(w.past.events >= 10000000 &&
			w.plight.caused[FAULT_CLOSE] >= 1000,
		    "ten million events, a thousand disconnects");
	world_free(&w);
}

/* Nothing happens, for long, and canaries draw long breaths. */
static void
quiet(int64_t length)
{
	struct world w = { .past.dice = 9, .age_every = AGE_MS };

	w.jumps = 50;
	w.plight.lull_every = HOUR_MS;
	world_open(&w, &exchange, &live, length, 0, 0);
	world_run(&w);
	ok(w.station.died == 0 && w.hole.n == 0 && w.deaf.n == 1 &&
		w.station.opened == w.station.rotated + 1,
	    "a quiet feed is never thought dead: %lld days, %lld connections",
	    (long long)(length / DAY_MS), (long long)w.station.opened);
	world_free(&w);
}

/* A life of ten minutes, a thousand times; what is told soon is forgotten. */
static void
rotates(int64_t length, size_t events)
{
	struct live brief = live;
	struct world w = { .past.dice = 11, .age_every = SECOND_MS };
	size_t missing, n;

	brief.life_ms = 10 * MINUTE_MS;
	world_open(&w, &exchange, &brief, length, events, 0);
	world_run(&w);
	n = lost(&w, &missing);
	ok(w.station.rotated > length / brief.life_ms - 2 && w.hole.n == 0 &&
		w.station.died == 0 && n == 0 && w.doubled == 0,
	    "%lld connections are replaced before they are cut: 0 ms of hole, "
	    "nothing lost, nothing twice",
	    (long long)w.station.rotated);
	world_free(&w);
}

int
main(void)
{
	const char *days = getenv("LIQ_DAYS");
	int64_t n = days != NULL ? strtoll(days, NULL, 10) : 1;

	torn(n);
	quiet(n * DAY_MS);
	rotates(n * DAY_MS, (size_t)n * 3000);
	return tap_end();
}
