/*
 * budget.c - the pure part: slots of a sliding span, bans, back-off.
 *
 * A span is counted in slots of a sixteenth.  A span that ends now touches
 * BUDGET_SLOTS of them at the most, so what they hold together is never less
 * than what went out in the span.
 */
#include "liq-fetch/budget.h"

#include "base/when.h"
#include "liq-fetch/reason.h"

#define BACKOFF_MS SECOND_MS
#define BACKOFF_MAX MINUTE_MS
#define BAN_MS (10 * MINUTE_MS) /* where nobody says until when */
#define TRUST_MS (7 * DAY_MS) /* no ban is longer: the clock was wrong */
#define TRIES_MAX 1000 /* that are counted; the wait is full long before */

/* A bucket as it is used. */
struct allowance {
	struct budget_use *use;
	int64_t amount; /* in any span */
	int64_t slot_ms;
};

static int
bucket_of(const struct exchange *x, const char *name)
{
	int i;

	for (i = 0; x->buckets != NULL && x->buckets[i].name != NULL &&
		    i < BUDGET_BUCKETS;
	     i++)
		if (name != NULL && strcmp(x->buckets[i].name, name) == 0)
			return i;
	return -1;
}

/*
 * Slots that have passed are empty.  Of several processes one may be a little
 * behind; when it is more than a span the clock was set back, and all that
 * went out counts as new.
 */
static void
advance(struct budget_use *u, int64_t slot)
{
	int64_t i, all = 0;

	if (u->slot > slot && u->slot - slot < BUDGET_SLOTS)
		return;
	if (u->slot > slot) {
		for (i = 0; i < BUDGET_SLOTS; i++) {
			all += u->cost[i];
			u->cost[i] = 0;
		}
		u->cost[slot % BUDGET_SLOTS] = all;
	} else if (slot - u->slot >= BUDGET_SLOTS) {
		memset(u->cost, 0, sizeof(u->cost));
	} else {
		for (i = u->slot + 1; i <= slot; i++)
			u->cost[i % BUDGET_SLOTS] = 0;
	}
	u->slot = slot;
}

static int64_t
used(const struct budget_use *u)
{
	int64_t i, all = 0;

	for (i = 0; i < BUDGET_SLOTS; i++)
		all += u->cost[i];
	return all;
}

/* Half the limit, or what other programs leave of three quarters. */
static struct allowance
allow(struct budget *b, const struct exchange *x, int i, int64_t now)
{
	const struct bucket *k = &x->buckets[i];
	struct allowance a = { .use = &b->use[i], .amount = k->amount / 2 };
	int64_t span = k->per_ms, left;

	if (a.amount < 1) {
		a.amount = 1;
		span *= 2;
	}
	a.slot_ms = (span + BUDGET_SLOTS - 2) / (BUDGET_SLOTS - 1);
	if (a.use->others_until > now + k->per_ms)
		a.use->others_until = now; /* the clock was set back */
	if (a.use->others_until > now) {
		left = k->amount * 3 / 4 - a.use->others;
		a.amount = left < 0 ? 0 : left < a.amount ? left : a.amount;
	}
	advance(a.use, now / a.slot_ms);
	return a;
}

/* When enough slots will have passed for cost. */
static int64_t
room_at(const struct allowance *a, int64_t cost)
{
	const struct budget_use *u = a->use;
	int64_t need = used(u) + cost - a->amount, slot;

	for (slot = u->slot - BUDGET_SLOTS + 1; slot < u->slot; slot++) {
		need -= u->cost[(slot + BUDGET_SLOTS) % BUDGET_SLOTS];
		if (need <= 0)
			break;
	}
	return (slot + BUDGET_SLOTS) * a->slot_ms;
}

int64_t
budget_take(struct budget *b, const struct exchange *x, const struct rest *rest,
    int cost, int64_t now)
{
	int i = bucket_of(x, rest->bucket);
	struct allowance a;
	int64_t n = cost;

	if (b->ban_until > now + TRUST_MS)
		b->ban_until = now + TRUST_MS;
	if (b->wait_until > now + TRUST_MS)
		b->wait_until = now + TRUST_MS;
	if (b->refused_until > now + BUDGET_REFUSED_MS)
		b->refused_until = now + BUDGET_REFUSED_MS;
	if (b->refused_until > now)
		return INT64_MAX;
	if (b->ban_until > now)
		return b->ban_until;
	if (b->wait_until > now)
		return b->wait_until;
	if (i < 0 || n <= 0)
		return 0;
	a = allow(b, x, i, now);
	if (a.amount == 0)
		return a.use->others_until;
	if (n > a.amount)
		n = a.amount;
	if (used(a.use) + n > a.amount)
		return room_at(&a, n);
	a.use->cost[a.use->slot % BUDGET_SLOTS] += cost;
	return 0;
}

/* Sebastiano Vigna's splitmix64: one draw. */
static uint64_t
draw(uint64_t seed)
{
	uint64_t z = seed + UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static int64_t
backoff(int64_t tries, uint64_t seed)
{
	int64_t most = tries < 6 ? BACKOFF_MS << tries : BACKOFF_MAX;

	most = most < BACKOFF_MAX ? most : BACKOFF_MAX;
	return 1 + (int64_t)(draw(seed) % (uint64_t)most);
}

/* A wait begins; what was sent before tells nothing new of it. */
static bool
wait(struct budget *b, int64_t until, int64_t now, uint64_t seed, bool busy)
{
	bool news = false;

	if (b->wait_until <= now) {
		if (until <= now)
			until = now + backoff(b->tries, seed);
		news = b->tries == 0;
		b->tries += b->tries < TRIES_MAX;
	}
	if (until > b->wait_until) {
		b->wait_until = until;
		b->busy_until = busy ? until : 0;
	}
	return news;
}

static bool
shut(struct budget *b, int64_t *old, int64_t until, const char *words,
    int64_t now)
{
	bool news = *old <= now;

	if (until > *old)
		*old = until;
	if (news || b->words[0] == '\0')
		str_copy(b->words, sizeof(b->words), str_of(words));
	return news;
}

bool
budget_told(
    struct budget *b, const struct trouble *t, int64_t now, uint64_t seed)
{
	int64_t until = t->until < now + TRUST_MS ? t->until : now + TRUST_MS;
	bool news;

	switch (t->kind) {
	case TROUBLE_GEO:
		return shut(b, &b->refused_until, now + BUDGET_REFUSED_MS,
		    t->words, now);
	case TROUBLE_BAN:
		return shut(b, &b->ban_until,
		    until > now ? until : now + BAN_MS, t->words, now);
	case TROUBLE_RATE:
	case TROUBLE_BUSY:
	case TROUBLE_BROKEN:
		return wait(b, until, now, seed, t->kind != TROUBLE_RATE);
	default:
		if (b->tries == 0 || b->wait_until > now)
			return false;
		news = t->kind == TROUBLE_NONE;
		b->tries = 0;
		return news;
	}
}

void
budget_heard(struct budget *b, const struct exchange *x, const char *bucket,
    int64_t count, int64_t now)
{
	int i = bucket_of(x, bucket);
	struct allowance a;

	if (i < 0 || count < 0)
		return;
	a = allow(b, x, i, now);
	count -= used(a.use);
	a.use->others = count > 0 ? count : 0;
	a.use->others_until = count > 0 ? now + x->buckets[i].per_ms : 0;
}

bool
budget_busy(const struct budget *b)
{
	return b->busy_until >= b->wait_until;
}

static const char *
until_text(char *room, size_t size, int64_t ms)
{
	struct buf b = { 0 };

	when_put(&b, ms);
	str_copy(room, size, buf_view(&b));
	buf_free(&b);
	return room;
}

const char *
budget_say(const struct budget *b, int64_t now)
{
	const char *words =
	    b->words[0] != '\0' ? b->words : "it did not say why";
	char text[32];

	if (b->refused_until > now)
		return reason("refused to where we are: ask from elsewhere, or "
			      "leave it out with -x (%.120s)",
		    words);
	if (b->ban_until > now)
		return reason("this address is banned: nothing is sent before "
			      "%s (%.120s)",
		    until_text(text, sizeof(text), b->ban_until), words);
	if (b->wait_until > now)
		return reason("%s: nothing is sent before %s",
		    budget_busy(b) ? "busy, or down" : "asked too often",
		    until_text(text, sizeof(text), b->wait_until));
	return NULL;
}

int
budget_percent(const struct budget *b, const struct exchange *x, int64_t now)
{
	struct budget copy = *b;
	struct allowance a;
	int64_t most = 0, share;
	int i;

	for (i = 0; x->buckets != NULL && x->buckets[i].name != NULL &&
		    i < BUDGET_BUCKETS;
	     i++) {
		a = allow(&copy, x, i, now);
		share = a.amount > 0 ? used(a.use) * 100 / a.amount : 100;
		most = share > most ? share : most;
	}
	return (int)most;
}
