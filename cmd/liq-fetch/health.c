#include "liq-fetch/health.h"

void
health_open(struct health *h, const struct health_rules *rules, int64_t now)
{
	*h = (struct health){ .rules = *rules, .began = now };
}

void
health_died(struct health *h, enum health_death death)
{
	if (h->state == HEALTH_DEAD)
		return;
	h->state = HEALTH_DEAD;
	h->death = death;
}

/* All that a healthy feed has done once. */
static void
join(struct health *h, int64_t now)
{
	if (h->state != HEALTH_JOINING || h->topics == 0 ||
	    h->acked < h->topics || (h->rules.canary_ms > 0 && h->moment == 0))
		return;
	h->state = HEALTH_WELL;
	h->since = now;
}

void
health_joining(struct health *h, int64_t now)
{
	if (h->state != HEALTH_OPENING)
		return;
	h->state = HEALTH_JOINING;
	h->since = h->canary = h->pinged = now;
	h->ponged = now;
}

void
health_asked(struct health *h, int topics)
{
	h->topics += topics;
}

void
health_acked(struct health *h, int topics, int64_t now)
{
	h->acked += topics;
	join(h, now);
}

void
health_canary(struct health *h, int64_t moment, int64_t now)
{
	if (moment <= h->moment) {
		h->sung = h->sung || now - h->canary >= HEALTH_BESIDE_MS;
		return;
	}
	h->moment = moment;
	h->canary = now;
	h->sung = false;
	join(h, now);
	if (h->state == HEALTH_WELL && h->from == 0)
		h->from = moment;
}

void
health_ponged(struct health *h, int64_t now)
{
	h->ponged = now;
}

/*
 * An exchange wants one in ping_ms at the latest.  Where pings are answered,
 * what no longer hears us is known by them alone, and they are more.
 */
static int64_t
ping_limit(const struct health *h)
{
	return h->rules.pongs && h->rules.ping_ms > HEALTH_PING_MS
		   ? HEALTH_PING_MS
		   : h->rules.ping_ms;
}

bool
health_ping(struct health *h, int64_t now)
{
	if (h->state != HEALTH_JOINING && h->state != HEALTH_WELL)
		return false;
	if (h->rules.ping_ms == 0 || now - h->pinged < ping_limit(h) ||
	    h->ponged == 0)
		return false;
	h->pinged = now;
	if (h->rules.pongs)
		h->ponged = 0;
	return true;
}

static int64_t
canary_limit(const struct health *h)
{
	return h->rules.canary_ms > HEALTH_CANARY_MS ? h->rules.canary_ms
						     : HEALTH_CANARY_MS;
}

enum health_state
health_look(struct health *h, int64_t now)
{
	if (h->state == HEALTH_OPENING && now - h->began >= HEALTH_ACK_MS)
		health_died(h, DEATH_CONNECT);
	if (h->state != HEALTH_JOINING && h->state != HEALTH_WELL)
		return h->state;
	if (h->ponged == 0 && now - h->pinged >= HEALTH_PONG_MS)
		health_died(h, DEATH_PONG);
	else if (h->rules.canary_ms > 0 && now - h->canary >= canary_limit(h))
		health_died(h, h->sung ? DEATH_STUCK : DEATH_SILENT);
	else if (h->state == HEALTH_JOINING && h->acked < h->topics &&
		 now - h->since >= HEALTH_ACK_MS)
		health_died(h, DEATH_ACK);
	return h->state;
}

bool
health_old(const struct health *h, double jitter, int64_t now)
{
	int64_t most = h->rules.life_ms - h->rules.life_ms / 24;

	if (h->rules.life_ms == 0 || h->state != HEALTH_WELL)
		return false;
	return now - h->began >= most - (int64_t)((double)most * jitter / 20);
}

static void
sooner(int64_t *next, int64_t t)
{
	if (t < *next)
		*next = t;
}

int64_t
health_next(const struct health *h, int64_t now)
{
	int64_t next = now + HEALTH_PONG_MS;

	if (h->state == HEALTH_OPENING)
		sooner(&next, h->began + HEALTH_ACK_MS);
	if (h->state != HEALTH_JOINING && h->state != HEALTH_WELL)
		return next;
	if (h->rules.canary_ms > 0)
		sooner(&next, h->canary + canary_limit(h));
	if (h->ponged == 0)
		sooner(&next, h->pinged + HEALTH_PONG_MS);
	else if (h->rules.ping_ms > 0)
		sooner(&next, h->pinged + ping_limit(h));
	if (h->state == HEALTH_JOINING)
		sooner(&next, h->since + HEALTH_ACK_MS);
	return next > now ? next : now;
}

const char *
health_why(enum health_death death)
{
	static const char *const why[] = { "alive", "no connection",
		"a subscription was never acknowledged",
		"a subscription was refused", "connected, but nothing comes",
		"it repeats itself: no time goes by in it",
		"it does not answer pings", "it was closed",
		"it broke the protocol" };

	return why[death];
}

int64_t
health_backoff(int n, uint64_t dice)
{
	uint64_t most = n < 6 ? UINT64_C(500) << n : 30000;

	return (int64_t)(dice % ((most < 30000 ? most : 30000) + 1));
}
