/*
 * Budgets, bans and back-off under a clock of our own.
 */
#include "liq-fetch/budget.h"

#include "base/when.h"
#include "chance.h"
#include "tap.h"

#define T0 INT64_C(1750000000000)

static const struct bucket buckets[] = {
	{ "weight", 2400, MINUTE_MS },
	{ "one", 1, SECOND_MS },
	{ "three", 3, MINUTE_MS },
	{ "odd", 7, 777 },
	{ "ten", 10, SECOND_MS },
	{ 0 },
};

static const struct exchange test = { .name = "test", .buckets = buckets };

static int64_t
take(struct budget *b, const char *bucket, int cost, int64_t now)
{
	struct rest rest = { .bucket = bucket };

	return budget_take(b, &test, &rest, cost, now);
}

/* Requests that went, in the order of their times. */
struct went {
	int64_t at[20000];
	int cost[20000];
	int n;
};

/* The most that went out in any span. */
static int64_t
most_in(const struct went *w, int64_t span)
{
	int64_t sum = 0, most = 0;
	int i, first = 0;

	for (i = 0; i < w->n; i++) {
		sum += w->cost[i];
		while (w->at[i] - w->at[first] >= span)
			sum -= w->cost[first++];
		most = sum > most ? sum : most;
	}
	return most;
}

/*
 * Random bursts and pauses for a while; false: a time that was promised did
 * not hold.
 */
static bool
schedule(const struct bucket *k, struct went *w, int64_t cost_max)
{
	struct budget b = { 0 };
	int64_t now = T0 + below(k->per_ms), when, half = k->amount / 2;
	int cost, i;

	w->n = 0;
	for (i = 0; i < 3000; i++) {
		now += below(4) > 0 ? 0 : below(1 + k->per_ms / 3);
		cost = (int)(1 + below(cost_max));
		when = take(&b, k->name, cost, now);
		if (when != 0 && below(2) == 0) {
			if (when <= now || when > now + 3 * k->per_ms)
				return false;
			if (take(&b, k->name, cost, when - 1) == 0 && half > 1)
				return false;
			now = when;
			if (take(&b, k->name, cost, now) != 0)
				return false;
			when = 0;
		}
		if (when == 0) {
			w->at[w->n] = now;
			w->cost[w->n++] = cost;
		}
	}
	return true;
}

static void
half(void)
{
	static struct went w;
	const struct bucket *k;
	int64_t most, allowed, span, cost;
	bool kept;
	int round;

	for (k = buckets; k->name != NULL; k++) {
		allowed = k->amount > 1 ? k->amount / 2 : 1;
		span = k->amount > 1 ? k->per_ms : 2 * k->per_ms;
		cost = allowed / 2 + 1;
		kept = true;
		most = 0;
		for (round = 0; round < 20; round++) {
			kept = schedule(k, &w, cost) && kept;
			if (most_in(&w, span) > most)
				most = most_in(&w, span);
		}
		ok(most <= allowed && most > 0,
		    "%s: never more than half in any span (%lld of %lld)",
		    k->name, (long long)most, (long long)k->amount);
		ok(kept, "%s: the time to ask again is the first that will do",
		    k->name);
	}
}

/* Whoever asks whenever he may gets nearly all of it. */
static void
yield(void)
{
	struct budget b = { 0 };
	int64_t now = T0, when, n = 0;

	while (now < T0 + HOUR_MS) {
		when = take(&b, "weight", 10, now);
		n += when == 0;
		now = when == 0 ? now + 1 : when;
	}
	ok(n * 10 <= 60 * 1200 && n * 10 >= 54 * 1200,
	    "of half the limit nine tenths can be had (%lld of %d)",
	    (long long)n * 10, 60 * 1200);
	b = (struct budget){ 0 };
	for (n = 0; take(&b, "weight", 1, T0) == 0;)
		n++;
	ok(n == 1200, "all of it at once, too");
	ok(take(&b, "no such bucket", 1, T0) == 0 &&
		take(&b, NULL, 1, T0) == 0 && take(&b, "weight", 0, T0) == 0,
	    "what has no limit, or costs nothing, goes");
	b = (struct budget){ 0 };
	ok(take(&b, "ten", 8, T0) == 0 && take(&b, "ten", 1, T0) > T0 &&
		take(&b, "ten", 8, T0 + 900) > T0 + 900 &&
		take(&b, "ten", 8, T0 + 1100) == 0,
	    "what costs more than half goes alone");
}

static struct trouble
trouble(enum trouble_kind kind, int64_t until, const char *words)
{
	struct trouble t = { .kind = kind, .until = until };

	trouble_words(&t, str_of(words));
	return t;
}

static bool
tell(struct budget *b, enum trouble_kind kind, int64_t until, int64_t now)
{
	struct trouble t = trouble(kind, until, "it says");

	return budget_told(b, &t, now, next());
}

static void
bans(void)
{
	struct budget b = { 0 };
	int64_t until = T0 + 3 * DAY_MS;

	ok(tell(&b, TROUBLE_BAN, until, T0), "a ban is news");
	ok(!tell(&b, TROUBLE_BAN, until - 5, T0 + 5), "once");
	tell(&b, TROUBLE_NONE, 0, T0 + 6);
	ok(take(&b, "ten", 1, T0) == until &&
		take(&b, "ten", 1, until - 1) == until &&
		take(&b, "no limit", 0, until - 1) == until,
	    "nothing goes before it ends");
	is(budget_say(&b, T0),
	    "this address is banned: nothing is sent before "
	    "2025-06-18T15:06:40.000Z (it says)",
	    "and people are told");
	ok(take(&b, "ten", 1, until) == 0 && budget_say(&b, until) == NULL,
	    "then all is well");
	b = (struct budget){ 0 };
	tell(&b, TROUBLE_BAN, 0, T0);
	ok(take(&b, "ten", 1, T0) == T0 + 10 * MINUTE_MS,
	    "nobody said how long: ten minutes");
	b = (struct budget){ 0 };
	tell(&b, TROUBLE_BAN, T0 + 1000 * DAY_MS, T0);
	ok(take(&b, "ten", 1, T0) == T0 + 7 * DAY_MS,
	    "a ban of years is not believed");
	b.ban_until = T0 + 1000 * DAY_MS;
	ok(take(&b, "ten", 1, T0) == T0 + 7 * DAY_MS &&
		take(&b, "ten", 1, T0 + 7 * DAY_MS) == 0,
	    "nor one of a clock that was wrong");
	b = (struct budget){ 0 };
	ok(tell(&b, TROUBLE_GEO, 0, T0) && !tell(&b, TROUBLE_GEO, 0, T0 + 1),
	    "a refusal is news, once");
	ok(take(&b, "ten", 1, T0 + HOUR_MS) == INT64_MAX &&
		take(&b, "ten", 1, T0 + HOUR_MS + 1) == 0,
	    "nothing goes for an hour after the last");
	is(budget_say(&b, T0),
	    "refused to where we are: ask from elsewhere, or leave it out "
	    "with -x (it says)",
	    "and people are told");
	b.refused_until = T0 + 1000 * DAY_MS;
	ok(take(&b, "ten", 1, T0) == INT64_MAX &&
		take(&b, "ten", 1, T0 + HOUR_MS) == 0,
	    "an hour, whatever the file says");
}

static void
jitter(void)
{
	static const int64_t most[] = { 1000, 2000, 4000, 8000, 16000, 32000,
		60000, 60000, 60000 };
	struct budget b;
	int64_t now, waited, high, low;
	size_t i, k;
	bool within = true, full = true;

	for (i = 0; i < sizeof(most) / sizeof(most[0]); i++) {
		high = 0;
		low = most[i];
		for (k = 0; k < 500; k++) {
			b = (struct budget){ .tries = (int64_t)i,
				.wait_until = T0 - 1 };
			tell(&b, TROUBLE_RATE, 0, T0);
			waited = b.wait_until - T0;
			within = within && waited > 0 && waited <= most[i];
			high = waited > high ? waited : high;
			low = waited < low ? waited : low;
		}
		full = full && high > most[i] * 9 / 10 && low < most[i] / 10;
	}
	ok(within, "a wait is 1 s x 2^n at the most, and a minute");
	ok(full, "all of that is used");
	b = (struct budget){ 0 };
	for (now = T0, i = 0; i < 40; i++, now = b.wait_until)
		tell(&b, TROUBLE_BUSY, 0, now);
	ok(b.tries == 40 && now - T0 < 40 * MINUTE_MS, "and so for ever");
}

static void
backoff(void)
{
	struct budget b = { 0 };
	int64_t until = T0 + 30 * SECOND_MS;

	ok(tell(&b, TROUBLE_RATE, until, T0), "too fast: that is news");
	ok(take(&b, "ten", 1, until - 1) == until &&
		take(&b, "ten", 1, until) == 0,
	    "where they say until when, that holds");
	ok(!tell(&b, TROUBLE_RATE, until, T0 + 1) && b.tries == 1,
	    "others that were out tell nothing new");
	ok(!tell(&b, TROUBLE_NONE, 0, T0 + 2) && b.wait_until == until,
	    "an answer to what was out before does not end the wait");
	ok(!tell(&b, TROUBLE_RATE, 0, until) && b.tries == 2,
	    "the same again is waited out longer, in silence");
	until = b.wait_until;
	ok(tell(&b, TROUBLE_NONE, 0, until) && b.tries == 0,
	    "that it is over is news");
	ok(!tell(&b, TROUBLE_NONE, 0, until), "once");
	tell(&b, TROUBLE_BUSY, 0, until);
	ok(!tell(&b, TROUBLE_SYMBOL, 0, b.wait_until) && b.tries == 0,
	    "an answer that a market is not there is an answer");
	tell(&b, TROUBLE_BUSY, 0, b.wait_until);
	ok(!tell(&b, TROUBLE_BUSY, 0, b.wait_until + HOUR_MS) && b.tries == 2,
	    "troubles are in a row until there is an answer");
	b = (struct budget){ .tries = 1000 };
	tell(&b, TROUBLE_BUSY, 0, T0);
	ok(b.tries == 1000, "and are not counted without end");
	ok(!tell(&b, TROUBLE_KEY, 0, T0) && b.ban_until == 0,
	    "a wrong key is nobody's trouble here");
}

static void
clocks(void)
{
	struct budget b = { 0 };
	int64_t n = 0;

	while (take(&b, "ten", 1, T0) == 0)
		n++;
	ok(n == 5 && take(&b, "ten", 1, T0 - 300) > 0 &&
		take(&b, "ten", 1, T0 + 900) > 0,
	    "a process that is a little behind gives nothing away");
	ok(take(&b, "ten", 1, T0 - DAY_MS) > 0,
	    "a clock that is set back gives nothing away");
	ok(take(&b, "ten", 1, T0 - DAY_MS + 1100) == 0,
	    "and takes nothing for good");
}

static void
others(void)
{
	struct budget b = { 0 };
	int64_t n;

	for (n = 0; n < 300; n++)
		take(&b, "weight", 1, T0);
	budget_heard(&b, &test, "weight", 300, T0);
	ok(take(&b, "weight", 900, T0) == 0, "nobody else: half of it is ours");
	b = (struct budget){ 0 };
	take(&b, "weight", 300, T0);
	budget_heard(&b, &test, "weight", 1500, T0);
	ok(take(&b, "weight", 301, T0) > T0 && take(&b, "weight", 300, T0) == 0,
	    "others use half: a quarter is ours");
	budget_heard(&b, &test, "weight", 2700, T0);
	ok(take(&b, "weight", 1, T0) == T0 + MINUTE_MS,
	    "others use most of it: nothing is ours for a span");
	ok(take(&b, "weight", 1, T0 + MINUTE_MS + 4000) == 0, "then it is");
	budget_heard(&b, &test, "nothing", 5, T0);
	budget_heard(&b, &test, "weight", -1, T0);
	ok(b.use[0].others == 2100, "what is no count is passed over");
	b = (struct budget){ 0 };
	ok(budget_percent(&b, &test, T0) == 0, "nothing is used");
	take(&b, "weight", 300, T0);
	take(&b, "ten", 4, T0);
	ok(budget_percent(&b, &test, T0) == 80 &&
		budget_percent(&b, &test, T0 + 10 * SECOND_MS) == 25,
	    "the fullest bucket counts");
}

int
main(void)
{
	chance = 20250615;
	half();
	yield();
	bans();
	jitter();
	backoff();
	clocks();
	others();
	return tap_end();
}
