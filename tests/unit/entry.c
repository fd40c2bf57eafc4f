/*
 * entry.c - what a recording is made of: every kind there and back with every
 * byte, and what is refused.
 */
#include "liq-fetch/entry.h"

#include <stdlib.h>

#include "json/json.h"
#include "tap.h"

#define NOW INT64_C(1763800000000)

static const struct str texts[] = { { "", 0 }, { "plain", 5 },
	{ "{\"a\":\"\\u0041\\\\\"}", 15 }, { "line\r\nline\t", 11 },
	{ "\xe2\x80\xae \xf0\x9f\x98\x80", 8 }, { "a\0b", 3 },
	{ "\xff\xfe", 2 }, { "\x1f\x8b\x08\x00\x00", 5 } };

static bool
same(const struct entry *a, const struct entry *b)
{
	return a->kind == b->kind && a->ts == b->ts && a->at == b->at &&
	       strcmp(a->exchange, b->exchange) == 0 &&
	       strcmp(a->feed, b->feed) == 0 && a->conn == b->conn &&
	       a->code == b->code && a->number == b->number &&
	       a->until == b->until && a->why == b->why && a->seed == b->seed &&
	       a->live == b->live && a->keyed == b->keyed &&
	       strcmp(a->version, b->version) == 0 &&
	       str_same(a->command, b->command) && str_same(a->text, b->text);
}

static bool
comes_back(const struct entry *e, struct buf *line, struct buf *text)
{
	struct entry got;

	buf_reset(line);
	entry_put(line, e);
	return line->n > 0 && line->s[line->n - 1] == '\n' &&
	       memchr(line->s, '\n', line->n - 1) == NULL &&
	       entry_parse(&got, str_trim(buf_view(line)), text) == NULL &&
	       same(&got, e);
}

/* With the members that its kind has. */
static struct entry
example(int kind)
{
	struct entry e = { .kind = kind, .ts = NOW };

	if (kind == ENTRY_BEGIN || kind == ENTRY_TURN || kind == ENTRY_STOP)
		e.at = 12345;
	if (kind == ENTRY_BEGIN) {
		e.seed = INT64_C(1) << 52;
		e.live = TRUTH_TRUE;
		e.keyed = TRUTH_FALSE;
		str_copy(e.version, sizeof(e.version), STR("1.2.3"));
		e.command = STR("[\"-f\",\"BTC\"]");
	}
	if (kind >= ENTRY_OPEN && kind <= ENTRY_GONE) {
		str_copy(e.exchange, sizeof(e.exchange), STR("bybit"));
		str_copy(e.feed, sizeof(e.feed), STR("linear"));
		e.conn = 3;
	}
	if (kind == ENTRY_CLOSE || kind == ENTRY_BROKEN)
		e.code = 1006;
	if (kind == ENTRY_WAIT) {
		str_copy(e.exchange, sizeof(e.exchange), STR("gate"));
		e.until = NOW + 1;
		e.why = WAIT_GEO;
	}
	if (kind == ENTRY_WAIT || kind == ENTRY_ANSWER)
		e.number = 7;
	if (kind == ENTRY_STOP)
		e.why = STOP_TIME;
	return e;
}

static void
kinds(void)
{
	struct buf line = { 0 }, text = { 0 };
	struct entry e;
	size_t i, bad;
	int kind;

	for (kind = ENTRY_BEGIN; kind <= ENTRY_END; kind++) {
		e = example(kind);
		bad = 0;
		if (kind < ENTRY_HEAD || kind > ENTRY_GONE) {
			ok(comes_back(&e, &line, &text), "kind %d", kind);
			continue;
		}
		for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
			e.text = texts[i]; /* a message of text is UTF-8 */
			if (kind != ENTRY_TEXT || i < 5)
				bad += !comes_back(&e, &line, &text);
		}
		ok(bad == 0, "kind %d, each text", kind);
	}
	buf_free(&line);
	buf_free(&text);
}

/* Binary messages of any bytes. */
static void
bytes(void)
{
	struct entry e = example(ENTRY_BINARY);
	struct buf line = { 0 }, text = { 0 };
	char room[64];
	size_t i, n, bad = 0;

	srand(1);
	for (i = 0; i < 5000; i++) {
		n = (size_t)rand() % sizeof(room);
		for (e.text.n = 0; e.text.n < n; e.text.n++)
			room[e.text.n] = (char)rand();
		e.text.s = room;
		bad += !comes_back(&e, &line, &text);
	}
	ok(bad == 0, "5000 messages of chance come back");
	buf_free(&line);
	buf_free(&text);
}

static const char *const refused[][2] = {
	{ "", "not JSON" },
	{ "{\"event\":\"turn\",\"ts\":1763800000000}", "\"at\" is missing" },
	{ "{\"event\":\"turn\",\"ts\":1763800000000,\"at\":-1}",
	    "a number is out of range" },
	{ "{\"event\":\"turn\",\"ts\":1,\"at\":1}",
	    "\"ts\" is outside 2015 to 2100" },
	{ "{\"event\":\"jump\",\"ts\":1763800000000}",
	    "\"event\" is none of the words it may be" },
	{ "{\"ts\":1763800000000}", "\"event\" is missing" },
	{ "{\"event\":\"answer\",\"ts\":1763800000000,\"number\":-1}",
	    "\"number\" is out of range" },
	{ "{\"event\":\"text\",\"ts\":1763800000000,\"exchange\":\"a\","
	  "\"feed\":\"b\",\"conn\":1}",
	    "its text is missing" },
	{ "{\"event\":\"text\",\"ts\":1763800000000,\"exchange\":\"a\","
	  "\"feed\":\"b\",\"conn\":1,\"text\":1}",
	    "\"text\" is not a string" },
	{ "{\"event\":\"text\",\"ts\":1763800000000,\"exchange\":\"a\","
	  "\"feed\":\"b\",\"conn\":1,\"base64\":\"/w==\"}",
	    "its text is missing" },
	{ "{\"event\":\"binary\",\"ts\":1763800000000,\"exchange\":\"a\","
	  "\"feed\":\"b\",\"conn\":1,\"base64\":\"/w=\"}",
	    "\"base64\" is none" },
	{ "{\"event\":\"close\",\"ts\":1763800000000,\"exchange\":\"a\","
	  "\"feed\":\"b\",\"conn\":1,\"code\":65536,\"text\":\"\"}",
	    "\"code\" is out of range" },
	{ "{\"event\":\"wait\",\"ts\":1763800000000,\"exchange\":\"a\","
	  "\"number\":1,\"until\":0,\"why\":\"ban\"}",
	    "\"until\" is outside 2015 to 2100" },
};

static void
refusals(void)
{
	struct buf text = { 0 };
	struct entry e = { 0 };
	const char *why;
	size_t i;

	for (i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		why = entry_parse(&e, str_of(refused[i][0]), &text);
		if (i == 0)
			ok(why != NULL, "nothing is no line");
		else
			is(why, refused[i][1], refused[i][1]);
	}
	ok(e.kind == ENTRY_NONE, "what is refused changes nothing");
	buf_free(&text);
}

int
main(void)
{
	kinds();
	bytes();
	refusals();
	return tap_end();
}
