#include "liq-fetch/link.h"

#include "base/x.h"
#include "liq-fetch/link_gzip.h"
#include "liq-fetch/live_say.h"
#include "liq-fetch/reason.h"

static uint32_t
mask(struct link *l)
{
	l->dice ^= l->dice << 13;
	l->dice ^= l->dice >> 7;
	l->dice ^= l->dice << 17;
	return (uint32_t)(l->dice >> 16);
}

void
link_open(struct link *l, const struct exchange *x, const struct live *live,
    const struct live_wants *wants, const unsigned char random[24], int64_t now)
{
	const struct health_rules rules = { .ping_ms = live->ping_ms,
		.life_ms = live->life_ms,
		.canary_ms = live->canary_ms,
		.pongs = live->pongs };

	*l = (struct link){ .exchange = x, .live = live, .wants = wants };
	memcpy(l->key, random, sizeof(l->key));
	memcpy(&l->dice, random + sizeof(l->key), sizeof(l->dice));
	l->dice |= 1;
	health_open(&l->health, &rules, now);
}

/* Letters, digits and -._~ as they are, the rest as %XX. */
static void
put_coded(struct buf *b, const char *text)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~";

	for (; *text != '\0'; text++)
		if (strchr(plain, *text) != NULL)
			buf_putc(b, *text);
		else
			buf_printf(b, "%%%02X", (unsigned char)*text);
}

/* Host and path of wss://host[:port]/path, where the key replaces a %s. */
static void
split_url(
    const char *url, const char *key, char *host, size_t size, struct buf *path)
{
	const char *at = strstr(url, "://"), *slash, *hole;

	at = at != NULL ? at + 3 : url;
	slash = at + strcspn(at, "/");
	str_copy(host, size, (struct str){ at, (size_t)(slash - at) });
	if (*slash == '\0')
		buf_putc(path, '/');
	hole = strstr(slash, "%s");
	buf_put(
	    path, slash, hole != NULL ? (size_t)(hole - slash) : strlen(slash));
	if (hole != NULL) {
		put_coded(path, key != NULL ? key : "");
		buf_puts(path, hole + 2);
	}
	buf_putc(path, '\0');
}

void
link_connected(struct link *l, int64_t now)
{
	struct buf path = { 0 };
	char host[128];

	(void)now;
	split_url(l->live->url, l->wants->key, host, sizeof(host), &path);
	ws_ask(&l->out, host, path.s, l->key, (struct str){ "", 0 });
	buf_free(&path);
}

static void
die(struct link *l, enum health_death death, const char *words)
{
	if (l->health.state != HEALTH_DEAD && words != NULL)
		str_copy(l->words, sizeof(l->words), str_of(words));
	health_died(&l->health, death);
}

void
link_closed(struct link *l, const char *words)
{
	die(l, l->agreed ? DEATH_CLOSED : DEATH_CONNECT, words);
}

/* The next thing to say, when its time has come. */
static void
greet(struct link *l, int64_t now)
{
	struct buf text = { 0 };
	int topics;

	while (l->agreed && l->hello >= 0 &&
	       (l->hello == 0 || now - l->said >= l->live->pace_ms)) {
		topics = 0;
		buf_reset(&text);
		if (!live_hello(l->live, &text, &topics, l->wants, l->hello)) {
			l->hello = -1;
			health_acked(&l->health, 1, now);
			break;
		}
		l->hello++;
		l->said = now;
		health_asked(&l->health, topics);
		ws_put(&l->out, WS_OP_TEXT, buf_view(&text), mask(l));
	}
	buf_free(&text);
}

static bool
is_replay(const struct link *l, struct hash128 h)
{
	int i;

	for (i = 0; i < LINK_REPLAYS && i < l->replays; i++)
		if (l->replay[i].a == h.a && l->replay[i].b == h.b)
			return true;
	return false;
}

/* What a message was. */
static void
heed(struct link *l, const struct heard *h, int64_t now)
{
	switch (h->what) {
	case HEARD_ACK:
		health_acked(&l->health, h->count > 0 ? h->count : 1, now);
		break;
	case HEARD_PING:
		ws_put(&l->out, WS_OP_TEXT, buf_view(&h->reply), mask(l));
		break;
	case HEARD_PONG:
		health_ponged(&l->health, now);
		break;
	case HEARD_REFUSED:
		die(l, DEATH_REFUSED, h->words);
		break;
	case HEARD_LEAVING:
		l->leaving = true;
		str_copy(l->words, sizeof(l->words), str_of(h->words));
		break;
	case HEARD_BROKEN:
		link_bye(l);
		die(l, DEATH_BROKEN, h->words);
		break;
	case HEARD_CANARY:
	case HEARD_DATA:
	case HEARD_NOTHING:
		break;
	}
	if (h->ts != 0)
		health_canary(&l->health, h->ts, now);
}

struct counting {
	const struct sink *to;
	int64_t records;
};

static void
count_record(void *arg, const struct record *r)
{
	struct counting *c = arg;

	c->records++;
	c->to->record(c->to->arg, r);
}

static void
count_refuse(void *arg, const char *why)
{
	struct counting *c = arg;

	c->to->refuse(c->to->arg, why);
}

static void
message(struct link *l, struct str text, int64_t now,
    const struct context *context, const struct sink *to)
{
	struct heard h = { .what = HEARD_NOTHING,
		.wants = l->wants,
		.sheet = &l->sheet,
		.ladders = &l->ladders };
	struct counting c = { .to = to };
	const struct sink counted = { count_record, count_refuse, NULL, NULL,
		&c };
	struct buf plain = { 0 };
	struct hash128 hash = { 0 };
	bool events = l->live->kinds >> RECORD_LIQUIDATION & 1;
	const char *why = NULL;

	l->frames++;
	if (l->live->packed && !link_gunzip(&plain, text, WS_MESSAGE_MAX))
		why = "a message cannot be unpacked";
	if (why == NULL && l->live->packed)
		text = buf_view(&plain);
	if (events)
		hash = hash128(text);
	if (why == NULL && events && is_replay(l, hash)) {
		l->repeated++;
		if (to->repeat != NULL)
			to->repeat(to->arg);
	} else if (why == NULL) {
		why = l->live->hear(&h, text, context, &counted);
	}
	if (why != NULL) {
		l->refused++;
		to->refuse(to->arg, why);
	}
	if (c.records > 0)
		l->last = context->received;
	if (c.records > 0 && events)
		l->replay[l->replays++ % LINK_REPLAYS] = hash;
	heed(l, &h, now);
	buf_free(&h.reply);
	buf_free(&plain);
}

void
link_hear(struct link *l, const struct ws_said *s, int64_t now,
    const struct context *context, const struct sink *to)
{
	if (!l->agreed || link_dead(l))
		return;
	switch (s->event) {
	case WS_TEXT:
	case WS_BINARY:
		message(l, s->text, now, context, to);
		break;
	case WS_PING:
		ws_put(&l->out, WS_OP_PONG, s->text, mask(l));
		break;
	case WS_PONG:
		health_ponged(&l->health, now);
		break;
	case WS_CLOSE:
		ws_put_close(&l->out,
		    s->code == WS_NO_CODE ? WS_GOING : s->code, mask(l));
		die(l, DEATH_CLOSED,
		    reason("closed with %d %.*s", s->code, (int)s->text.n,
			s->text.s));
		break;
	case WS_BROKEN:
		ws_put_close(&l->out, s->code, mask(l));
		die(l, DEATH_BROKEN, s->text.s);
		break;
	}
}

/* The answer to the upgrade; bytes behind it are frames already. */
static size_t
upgrade(struct link *l, struct str bytes, int64_t now)
{
	const char *why = NULL;
	size_t head = 0, before = l->head.n;
	int status, got;

	buf_str(&l->head, bytes);
	got =
	    ws_agreed(&l->ws, buf_view(&l->head), l->key, &head, &status, &why);
	if (got < 0)
		die(l, DEATH_CONNECT, why);
	if (got <= 0)
		return bytes.n;
	l->agreed = true;
	ws_feed(&l->ws, str_from(buf_view(&l->head), head));
	buf_free(&l->head);
	health_joining(&l->health, now);
	health_asked(&l->health, 1); /* until all was said */
	greet(l, now);
	return head - before;
}

size_t
link_feed(struct link *l, struct str bytes, int64_t now)
{
	l->bytes += (int64_t)bytes.n;
	if (!l->agreed)
		return link_dead(l) ? 0 : upgrade(l, bytes, now);
	ws_feed(&l->ws, bytes);
	return 0;
}

bool
link_next(struct link *l, struct ws_said *s)
{
	return l->agreed && !link_dead(l) && ws_next(&l->ws, s);
}

void
link_bytes(struct link *l, struct str bytes, int64_t now,
    const struct context *context, const struct sink *to)
{
	struct ws_said s;

	link_feed(l, bytes, now);
	while (link_next(l, &s))
		link_hear(l, &s, now, context, to);
}

int64_t
link_look(struct link *l, int64_t now, int64_t wall)
{
	struct buf text = { 0 };
	int64_t next;

	greet(l, now);
	if (health_ping(&l->health, now)) {
		if (l->live->ping != NULL) {
			l->live->ping(&text, wall);
			ws_put(&l->out, WS_OP_TEXT, buf_view(&text), mask(l));
		} else {
			ws_put(&l->out, WS_OP_PING, STR("liq"), mask(l));
		}
		buf_free(&text);
	}
	if (health_look(&l->health, now) == HEALTH_DEAD && l->words[0] == '\0')
		str_copy(l->words, sizeof(l->words),
		    str_of(health_why(l->health.death)));
	next = health_next(&l->health, now);
	if (l->agreed && l->hello > 0 && l->said + l->live->pace_ms < next)
		next = l->said + l->live->pace_ms;
	return next;
}

bool
link_well(const struct link *l)
{
	return l->health.state == HEALTH_WELL;
}

bool
link_dead(const struct link *l)
{
	return l->health.state == HEALTH_DEAD;
}

void
link_bye(struct link *l)
{
	if (l->agreed && !link_dead(l))
		ws_put_close(&l->out, WS_GOING, mask(l));
}

void
link_free(struct link *l)
{
	ws_free(&l->ws);
	buf_free(&l->out);
	buf_free(&l->head);
	sheet_free(&l->sheet);
	ladder_free(&l->ladders);
	*l = (struct link){ 0 };
}
