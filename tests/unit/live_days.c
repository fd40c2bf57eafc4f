/*
 * Days of a live feed in seconds: an exchange that cuts, stalls, repeats
 * itself and says goodbye, under a clock of its own, against a ledger of what
 * truly happened.  LIQ_DAYS=30 runs as many; one is the rule.
 */
#include <stdlib.h>

#include "base/base64.h"
#include "base/sha1.h"
#include "base/when.h"
#include "liq-fetch/ident.h"
#include "liq-fetch/station.h"
#include "tap.h"

#define START INT64_C(1760000000000)
#define LATENCY 80 /* ms, of everything */
#define LINKS 4

enum fault {
	FAULT_NONE,
	FAULT_CLOSE,
	FAULT_SILENT, /* connected, and nothing comes */
	FAULT_REPEAT, /* the last message, again and again */
	FAULT_PONGS, /* only pings are answered */
	FAULT_STUCK, /* canaries of one moment */
	FAULT_NO_ACK,
	FAULT_NO_UPGRADE,
	FAULT_WRONG_TOPIC, /* acknowledged, but never a canary */
	FAULT_LEAVES, /* says so, and closes 40 s later */
	FAULTS
};

/* The other end of a link. */
struct server {
	struct link *link;
	int64_t up; /* when it stands; 0: not yet */
	bool asked, agreed, acked;
	enum fault fault;
	int64_t fault_at, fault_end;
	int64_t canary; /* the next one */
	size_t event; /* the next one to be told */
	struct buf last;
};

struct event {
	int64_t ts, visible;
	int price;
	int seen;
};

struct day {
	struct station station;
	struct server server[LINKS];
	struct event *event;
	size_t events;
	struct ident ident;
	uint64_t dice;
	int64_t now, began, jump;
	int64_t cut_every; /* mean ms between faults; 0: never */
	struct cover hole;
	int64_t worst, marks; /* the slowest to be noticed; time marked */
	int64_t doubled, unknown, caused[FAULTS], noticed[FAULTS];
	int64_t life;
	struct cover marked;
};

static uint64_t
roll(struct day *d)
{
	d->dice =
	    d->dice * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return d->dice >> 16;
}

static bool
hello(struct buf *b, int *topics, const struct live_wants *wants, int n)
{
	(void)wants;
	if (n > 1)
		return false;
	buf_puts(b, n == 0 ? "canary" : "events");
	*topics = 1;
	return true;
}

/* "a", "c MOMENT", "e PUSH TS PRICE [TS PRICE]", "bye" */
static const char *
hear(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	struct record r;
	struct str word;
	char room[32];

	(void)context;
	str_split(&text, ' ', &word);
	str_copy(room, sizeof(room), text);
	if (str_is(word, "a"))
		h->what = HEARD_ACK;
	else if (str_is(word, "bye"))
		h->what = HEARD_LEAVING;
	else if (str_is(word, "c")) {
		h->what = HEARD_CANARY;
		h->ts = strtoll(room, NULL, 10);
	} else if (str_is(word, "e")) {
		h->what = HEARD_DATA;
		str_split(&text, ' ', &word);
		while (str_split(&text, ' ', &word)) {
			record_clear(&r, RECORD_LIQUIDATION);
			str_copy(room, sizeof(room), word);
			r.as.ts = strtoll(room, NULL, 10);
			str_split(&text, ' ', &word);
			str_copy(room, sizeof(room), word);
			r.as.liquidation.price =
			    dec_int(strtoll(room, NULL, 10));
			r.as.liquidation.qty = dec_int(1);
			r.as.liquidation.side = SIDE_LONG;
			to->record(to->arg, &r);
		}
	} else {
		return "what is that?";
	}
	return NULL;
}

static struct live live = { .name = "all",
	.url = "wss://x/y",
	.hello = hello,
	.pace_ms = 100,
	.ping_ms = 20000,
	.pongs = true,
	.life_ms = DAY_MS,
	.canary_ms = 1000,
	.hear = hear };
static const struct exchange exchange = { .name = "x", .twins = true };

static void
take(void *arg, const struct record *r)
{
	struct day *d = arg;
	struct liquidation l = r->as.liquidation;
	size_t low = 0, high = d->events, middle;

	if (!ident_event(&d->ident, &l, true))
		return;
	while (low < high) {
		middle = (low + high) / 2;
		if (d->event[middle].ts < l.ts)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < d->events && d->event[low].ts == l.ts; low++)
		if (d->event[low].price == (int)l.price.v &&
		    d->event[low].seen == 0) {
			d->event[low].seen++;
			return;
		}
	d->doubled++;
}

static void
refuse(void *arg, const char *why)
{
	(void)why;
	((struct day *)arg)->unknown++;
}

static void
nothing(void *arg)
{
	(void)arg;
}

static int64_t
wall(const struct day *d)
{
	return START + d->now + d->jump;
}

static void
give(struct day *d, struct server *s, struct str bytes)
{
	const struct context context = { NULL, "ws", wall(d) };
	const struct sink to = { take, refuse, nothing, NULL, d };

	ident_resume(&d->ident, s->link->scope);
	link_bytes(s->link, bytes, d->now, &context, &to);
}

static void
frame(struct day *d, struct server *s, int opcode, struct str text)
{
	struct buf b = { 0 };

	buf_putc(&b, (char)(0x80 | opcode));
	if (text.n < 126) {
		buf_putc(&b, (char)text.n);
	} else {
		buf_putc(&b, 126);
		buf_putc(&b, (char)(text.n >> 8));
		buf_putc(&b, (char)text.n);
	}
	buf_str(&b, text);
	give(d, s, buf_view(&b));
	buf_free(&b);
}

static void
tell(struct day *d, struct server *s, const char *text)
{
	buf_reset(&s->last);
	buf_puts(&s->last, text);
	frame(d, s, WS_OP_TEXT, buf_view(&s->last));
}

static void
agree(struct day *d, struct server *s)
{
	struct buf b = { 0 }, key = { 0 };
	unsigned char digest[20];

	base64_put(&key, s->link->key, 16);
	buf_puts(&key, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
	sha1(digest, buf_view(&key));
	buf_puts(&b, "HTTP/1.1 101 x\r\nUpgrade: websocket\r\n"
		     "Connection: Upgrade\r\nSec-WebSocket-Accept: ");
	base64_put(&b, digest, 20);
	buf_puts(&b, "\r\n\r\n");
	s->agreed = true;
	give(d, s, buf_view(&b));
	buf_free(&b);
	buf_free(&key);
}

/* What the link said is answered, the fault permitting. */
static void
listen(struct day *d, struct server *s)
{
	struct buf *out = &s->link->out;
	size_t n;
	int op;

	if (out->n == 0)
		return;
	if (!s->agreed) {
		buf_reset(out);
		if (s->fault != FAULT_NO_UPGRADE)
			agree(d, s);
		return;
	}
	while (out->n > 0) {
		op = out->s[0] & 0x0f;
		n = (size_t)(out->s[1] & 0x7f) + 6;
		buf_cut(out, n);
		if (op == WS_OP_PING && s->fault != FAULT_SILENT)
			frame(d, s, WS_OP_PONG, STR("liq"));
		if (op == WS_OP_TEXT && s->fault != FAULT_NO_ACK)
			frame(d, s, WS_OP_TEXT, STR("a"));
	}
}

static struct server *
server_of(struct day *d, const struct link *l)
{
	int i;

	for (i = 0; i < LINKS; i++)
		if (d->server[i].link == l)
			return &d->server[i];
	return NULL;
}

/* From when on a fault works: some at once, some in the middle of life. */
static void
plan(struct day *d, struct server *s)
{
	s->fault = FAULT_NONE;
	s->fault_at = INT64_MAX;
	if (d->cut_every == 0)
		return;
	s->fault_at =
	    d->now + (int64_t)(roll(d) % (uint64_t)(2 * d->cut_every));
}

static void
connects(struct day *d)
{
	unsigned char random[32];
	struct server *s;
	struct link *l;
	size_t i;

	for (i = 0; i < sizeof(random); i++)
		random[i] = (unsigned char)roll(d);
	if ((l = station_connect(&d->station, random, d->now)) == NULL)
		return;
	s = server_of(d, NULL);
	*s = (struct server){ .link = l, .last = s->last };
	ident_scope(&d->ident);
	l->scope = d->ident.scope;
	s->up = d->now + LATENCY;
	plan(d, s);
	if (d->cut_every > 0 && roll(d) % 12 == 0) {
		static const enum fault early[] = { FAULT_NO_ACK,
			FAULT_NO_UPGRADE, FAULT_WRONG_TOPIC };

		s->fault = early[roll(d) % 3];
		s->fault_at = d->now;
		d->caused[s->fault]++;
	}
	for (s->event = 0; s->event < d->events &&
			   d->event[s->event].visible <= START + s->up;)
		s->event++;
	s->canary = s->up + 500;
}

static void
begin_fault(struct day *d, struct server *s)
{
	s->fault = FAULT_CLOSE + roll(d) % (FAULT_STUCK - FAULT_CLOSE + 1);
	if (roll(d) % 6 == 0)
		s->fault = FAULT_LEAVES;
	d->caused[s->fault]++;
	if (s->fault == FAULT_CLOSE) {
		link_closed(s->link, "cut");
	} else if (s->fault == FAULT_LEAVES) {
		frame(d, s, WS_OP_TEXT, STR("bye"));
		s->fault_end = d->now + 40000;
	}
	s->fault_at = s->fault == FAULT_LEAVES ? INT64_MAX : d->now;
}

static bool
tells(const struct server *s)
{
	return s->fault == FAULT_NONE || s->fault == FAULT_LEAVES;
}

/* Everything a server does at this moment. */
static void
serve(struct day *d, struct server *s)
{
	char text[64];
	struct buf b = { 0 };
	int64_t theirs = START + d->now;

	if (s->up != 0 && d->now >= s->up && !s->asked) {
		s->asked = true;
		link_connected(s->link, d->now);
	}
	listen(d, s);
	if (s->agreed && s->fault == FAULT_NONE && d->now >= s->fault_at)
		begin_fault(d, s);
	if (s->fault == FAULT_LEAVES && d->now >= s->fault_end)
		link_closed(s->link, "gone");
	while (s->agreed && s->event < d->events &&
	       d->event[s->event].visible <= theirs) {
		const struct event *e = &d->event[s->event++];

		buf_reset(&b);
		buf_printf(&b, "e %lld %lld %d", (long long)theirs,
		    (long long)e->ts, e->price);
		for (; s->event < d->events && e[1].ts == e->ts; e++) {
			s->event++; /* twins come together */
			buf_printf(
			    &b, " %lld %d", (long long)e[1].ts, e[1].price);
		}
		buf_putc(&b, '\0');
		if (tells(s))
			tell(d, s, b.s);
	}
	buf_free(&b);
	while (s->agreed && d->now >= s->canary) {
		snprintf(text, sizeof(text), "c %lld", (long long)theirs);
		if (tells(s))
			tell(d, s, text);
		else if (s->fault == FAULT_REPEAT && s->last.n > 0)
			frame(d, s, WS_OP_TEXT, buf_view(&s->last));
		else if (s->fault == FAULT_STUCK)
			frame(d, s, WS_OP_TEXT, STR("c 1760000000500"));
		s->canary += 1000;
	}
}

static int64_t
next_of(const struct day *d, const struct server *s)
{
	int64_t next = s->asked ? s->canary : s->up;

	if (!s->agreed)
		return next;
	if (s->event < d->events && d->event[s->event].visible - START < next)
		next = d->event[s->event].visible - START;
	if (s->fault_at > d->now && s->fault_at < next)
		next = s->fault_at;
	return next;
}

static void
drop(struct day *d)
{
	struct link *l;
	struct server *s;

	while ((l = station_over(&d->station)) != NULL) {
		s = server_of(d, l);
		if (s->fault > FAULT_CLOSE && s->fault != FAULT_LEAVES) {
			d->noticed[s->fault]++;
			if (d->now - s->fault_at > d->worst)
				d->worst = d->now - s->fault_at;
		} else if (s->fault != FAULT_NONE) {
			d->noticed[s->fault]++;
		}
		s->link = NULL;
		station_drop(&d->station, l, roll(d), d->now);
	}
}

static void
run(struct day *d, int64_t length)
{
	struct interval v;
	struct hole h;
	int64_t next, one;
	int i;

	d->now = 1;
	station_open(&d->station, &exchange, &live, d->now);
	while (d->now < length) {
		connects(d);
		for (i = 0; i < LINKS; i++)
			if (d->server[i].link != NULL)
				serve(d, &d->server[i]);
		next = station_look(&d->station, d->now, wall(d));
		drop(d);
		if (station_hole(&d->station, &h))
			cover_add(&d->hole, h.since, h.until);
		if (station_mark(&d->station, 10000, &v))
			cover_add(&d->marked, v.since, v.until);
		for (i = 0; i < LINKS; i++)
			if (d->server[i].link != NULL &&
			    (one = next_of(d, &d->server[i])) < next)
				next = one;
		d->now = next > d->now ? next : d->now + 1;
		if (d->cut_every > 0 && roll(d) % 50000 == 0)
			d->jump = (int64_t)(roll(d) % 7200000) - 3600000;
	}
	if (station_mark(&d->station, 0, &v))
		cover_add(&d->marked, v.since, v.until);
}

static int
by_time(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	return (x->ts > y->ts) - (x->ts < y->ts);
}

/* Events in clumps, some of them twins; each visible a little later. */
static void
make(struct day *d, int64_t length, size_t n)
{
	size_t i;

	d->event = calloc(n + 1, sizeof(*d->event));
	for (i = 0; i < n; i++) {
		d->event[i].ts = START + (int64_t)(roll(d) % (uint64_t)length);
		d->event[i].price = 1 + (int)(roll(d) % 9);
		if (i > 0 && roll(d) % 50 == 0) {
			d->event[i] = d->event[i - 1];
		}
	}
	qsort(d->event, n, sizeof(*d->event), by_time);
	for (i = 0; i < n; i++) {
		d->event[i].visible = d->event[i].ts + 400;
		if (i > 0 && d->event[i].ts == d->event[i - 1].ts)
			d->event[i].visible = d->event[i - 1].visible;
	}
	d->events = n;
}

static void
finish(struct day *d)
{
	int i;

	station_close(&d->station);
	for (i = 0; i < LINKS; i++)
		buf_free(&d->server[i].last);
	ident_free(&d->ident);
	cover_free(&d->hole);
	cover_free(&d->marked);
	free(d->event);
}

static void
torn(int64_t length, size_t events, int64_t every)
{
	struct day d = { .dice = 7, .cut_every = every };
	int64_t outside = 0, lost = 0, faults = 0, overlap;
	size_t i;
	int k;

	make(&d, length, events);
	run(&d, length);
	for (i = 0; i < d.events; i++) {
		if (d.event[i].seen > 0)
			continue;
		lost++;
		outside += cover_length(&d.marked, d.event[i].ts,
			       d.event[i].ts + 1) != 0;
	}
	for (k = 1; k < FAULTS; k++)
		faults += d.caused[k];
	overlap = cover_length(&d.marked, 0, INT64_MAX);
	cover_subtract(&d.marked, &d.hole);
	printf("# %lld faults, %zu events, %lld of them in holes; %lld opened, "
	       "%lld replaced; noticed after %lld ms at the most\n",
	    (long long)faults, d.events, (long long)lost,
	    (long long)d.station.opened, (long long)d.station.rotated,
	    (long long)d.worst);
	ok(d.doubled == 0, "no event is told twice (%lld)",
	    (long long)d.doubled);
	ok(lost > 0 && outside == 0,
	    "every event that is missing lies in a hole (%lld do not)",
	    (long long)outside);
	ok(overlap == cover_length(&d.marked, 0, INT64_MAX),
	    "what is covered and what is a hole do not meet");
	overlap += cover_length(&d.hole, 0, INT64_MAX);
	cover_merge(&d.marked, &d.hole);
	ok(d.marked.n == 1 && overlap == cover_length(&d.marked, 0, INT64_MAX),
	    "and together they are all of the time");
	ok(d.worst <= 20000, "a dead feed is noticed within 20 s");
	for (k = FAULT_CLOSE; k < FAULTS; k++)
		ok(d.caused[k] > 0 && d.noticed[k] >= d.caused[k] - 1,
		    "fault %d: %lld caused, %lld noticed", k,
		    (long long)d.caused[k], (long long)d.noticed[k]);
	ok(d.unknown == 0, "nothing is refused");
	finish(&d);
}

/* Nothing happens, for long; then a life of an hour, a thousand times. */
static void
quiet(int64_t length)
{
	struct day d = { .dice = 9 };

	make(&d, length, 0);
	run(&d, length);
	ok(d.station.died == 0 && d.hole.n == 0,
	    "a quiet feed is never thought dead (%lld)",
	    (long long)d.station.died);
	finish(&d);
}

static void
rotates(int64_t life, int64_t length, size_t events)
{
	struct day d = { .dice = 11 };
	int64_t lost = 0;
	size_t i;

	live.life_ms = life;
	make(&d, length, events);
	run(&d, length);
	for (i = 0; i < d.events; i++)
		lost += d.event[i].seen == 0 &&
			cover_length(
			    &d.marked, d.event[i].ts, d.event[i].ts + 1) != 0;
	ok(d.station.rotated > length / life - 2 && d.hole.n == 0 &&
		d.station.died == 0 && lost == 0 && d.doubled == 0,
	    "%lld connections are replaced before they are cut: no hole, "
	    "nothing lost, nothing twice",
	    (long long)d.station.rotated);
	live.life_ms = DAY_MS;
	finish(&d);
}

int
main(void)
{
	const char *days = getenv("LIQ_DAYS");
	int64_t n = days != NULL ? strtoll(days, NULL, 10) : 1;

	torn(
	    n * DAY_MS, (size_t)(n * 30000), n > 1 ? DAY_MS / 50 : DAY_MS / 90);
	quiet(n * DAY_MS);
	rotates(10 * MINUTE_MS, n * DAY_MS, (size_t)n * 3000);
	return tap_end();
}
