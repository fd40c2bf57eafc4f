/*
 * When a connection counts: only once all was said, all of that acknowledged,
 * and a canary came after it; what is before that moment is not covered.  A
 * successor that is well in time leaves no hole.
 */
#include <stdlib.h>

#include "base/base64.h"
#include "base/sha1.h"
#include "liq-fetch/station.h"
#include "tap.h"

#define START INT64_C(1760000000000) /* the exchange's clock at 0 */
#define BOOT 5000 /* ours then */

static bool
hello(struct buf *b, int *topics, const struct live_wants *wants, int n)
{
	(void)wants;
	*topics = 1;
	buf_puts(b, "subscribe");
	return n < 2;
}

/* "a", or "c MOMENT". */
static const char *
hear(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	(void)context;
	(void)to;
	h->what = text.s[0] == 'a' ? HEARD_ACK : HEARD_CANARY;
	if (h->what == HEARD_CANARY)
		h->ts = START + strtoll(text.s + 2, NULL, 10);
	return NULL;
}

static const struct live live = { .name = "all",
	.url = "wss://x/y",
	.hello = hello,
	.pace_ms = 100,
	.canary_ms = 1000,
	.hear = hear };
static const struct exchange exchange = { .name = "x" };

static void
take(void *arg, const struct record *r)
{
	(void)arg;
	(void)r;
}

static void
give(struct link *l, struct str bytes, int64_t now)
{
	const struct context context = { NULL, "ws", START + now };
	const struct sink to = { take, NULL, NULL, NULL, NULL };

	link_bytes(l, bytes, BOOT + now, &context, &to);
}

static void
agree(struct link *l, int64_t now)
{
	struct buf b = { 0 }, key = { 0 };
	unsigned char digest[20];

	base64_put(&key, l->key, 16);
	buf_puts(&key, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
	sha1(digest, buf_view(&key));
	buf_puts(&b, "HTTP/1.1 101 x\r\nUpgrade: websocket\r\n"
		     "Connection: Upgrade\r\nSec-WebSocket-Accept: ");
	base64_put(&b, digest, 20);
	buf_puts(&b, "\r\n\r\n");
	give(l, buf_view(&b), now);
	buf_free(&b);
	buf_free(&key);
}

static void
say(struct link *l, const char *text, int64_t now)
{
	struct buf b = { 0 };

	buf_putc(&b, (char)0x81);
	buf_putc(&b, (char)strlen(text));
	buf_puts(&b, text);
	give(l, buf_view(&b), now);
	buf_free(&b);
}

/* A station whose one connection is agreed on at 0. */
static struct link *
begin(struct station *s)
{
	static const unsigned char random[32] = { 7 };
	struct link *l;

	station_open(s, &exchange, &live, BOOT);
	l = station_connect(s, random, BOOT);
	link_connected(l, BOOT);
	agree(l, 0);
	return l;
}

static void
look(struct station *s, int64_t now)
{
	station_look(s, BOOT + now, START + now);
}

static void
test_all_said(void)
{
	struct station s;
	struct link *l = begin(&s);

	say(l, "a", 1);
	say(l, "c 50", 51);
	look(&s, 60);
	ok(!link_well(l),
	    "the first topic is on and lives: more is to be said");
	ok(s.covered == 0, "nothing is covered by then");
	look(&s, 100);
	say(l, "a", 110);
	look(&s, 120);
	ok(!link_well(l), "all is acknowledged, but was that all?");
	look(&s, 200);
	ok(link_well(l), "that was all: it is well");
	station_close(&s);
}

static void
test_from(void)
{
	struct station s;
	struct link *l = begin(&s);

	look(&s, 100);
	say(l, "a", 101);
	say(l, "c 300", 310);
	look(&s, 400);
	ok(!link_well(l), "the last acknowledgement lacks");
	say(l, "a", 1200);
	look(&s, 1250);
	ok(link_well(l), "it is there");
	ok(s.covered == 0, "the canary from before it covers nothing");
	say(l, "c 1300", 1310);
	look(&s, 1310);
	ok(s.covered == START + 1300, "the first one after it does: %lld",
	    (long long)(s.covered - START));
	say(l, "c 4300", 4310);
	look(&s, 4310);
	ok(s.covered == START + 4300 - STATION_SETTLE_MS,
	    "from there on, up to what has settled: %lld",
	    (long long)(s.covered - START));
	station_close(&s);
}

static void
test_hole(void)
{
	struct station s;
	struct hole h;
	struct link *l = begin(&s);

	station_resume(&s, START - 9000); /* what a file had */
	look(&s, 100);
	look(&s, 200);
	say(l, "a", 210);
	say(l, "c 150", 220);
	say(l, "a", 1000);
	look(&s, 1010);
	ok(!station_hole(&s, &h), "the hole is open: who knows until when");
	say(l, "c 1150", 1160);
	look(&s, 1160);
	ok(station_hole(&s, &h) && h.since == START - 9000 &&
		h.until == START + 1150,
	    "it ends with the first canary after all was on");
	station_close(&s);
}

/* The next one, whose hello is acknowledged and whose canary comes then. */
static struct link *
follow(struct station *s, int64_t at, int64_t canary)
{
	static const unsigned char random[32] = { 9 };
	struct link *l;
	char text[32];

	station_renew(s, BOOT + at);
	l = station_connect(s, random, BOOT + at);
	link_connected(l, BOOT + at);
	agree(l, at);
	look(s, at + 100);
	look(s, at + 200);
	say(l, "a", canary - 2);
	say(l, "a", canary - 1);
	look(s, canary - 1);
	snprintf(text, sizeof(text), "c %d", (int)canary);
	say(l, text, canary);
	return l;
}

static void
end(struct station *s, struct link *l, int64_t now)
{
	link_closed(l, "bye");
	look(s, now);
	station_drop(s, l, 1, BOOT + now);
	look(s, now);
}

/* A station that is well from 300 on, and has heard 5000. */
static struct link *
stand(struct station *s)
{
	struct link *l = begin(s);

	look(s, 100);
	look(s, 200);
	say(l, "a", 210);
	say(l, "a", 220);
	look(s, 230);
	say(l, "c 300", 310);
	look(s, 310);
	say(l, "c 5000", 5010);
	look(s, 5010);
	return l;
}

static void
test_successor(void)
{
	struct station s;
	struct hole h;
	struct link *l = stand(&s);

	follow(&s, 5100, 7500);
	say(l, "c 7600", 7610); /* and it is gone, in one turn */
	end(&s, l, 7620);
	ok(!station_hole(&s, &h) && s.at != NULL && s.covered == START + 5600,
	    "well before the last word of the one before: no hole");
	say(s.at, "c 9000", 9010);
	look(&s, 9010);
	ok(s.covered == START + 7000 && s.marked == START + 300,
	    "both are one time");
	station_close(&s);
}

static void
test_late_successor(void)
{
	struct station s;
	struct hole h;
	struct link *l = stand(&s);

	follow(&s, 5100, 7500);
	say(l, "c 7400", 7410);
	end(&s, l, 7620);
	ok(station_hole(&s, &h) && h.since == START + 5400 &&
		h.until == START + 7500,
	    "well behind its last word: a hole, since it had settled");
	station_close(&s);
}

int
main(void)
{
	test_all_said();
	test_from();
	test_hole();
	test_successor();
	test_late_successor();
	printf("1..%d\n", tap_run);
	return tap_failed > 0;
}
