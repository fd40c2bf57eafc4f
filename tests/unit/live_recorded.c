/*
 * Feeds against recorded sessions: everything an exchange once sent is heard
 * without a refusal, and the clock, the acknowledgements and the pongs in it
 * are found.  The data is not part of the project: without it these tests are
 * skipped.
 */
#include "gather.h"
#include "io/lines.h"
#include "json/json.h"
#include "liq-fetch/ladder.h"
#include "liq-fetch/live.h"
#include "liq-fetch/sheet.h"
#include "tap.h"

struct session {
	const char *exchange, *file;
	int frames, canaries, acks, pongs; /* what has to be in it */
	/* For whom, and of which connection; NULL: the first feed, all. */
	const char *feed, *conn;
	int records;
};

#define CAPTURE(file) "raw-captures-cryptofeed/" file ".jsonl.gz"

static const struct session sessions[] = {
	{ "bybit", CAPTURE("BYBIT"), 2000, 600, 17, 0, "linear-chart",
	    "BYBIT.ws.2", 1000 },
	{ "binance", CAPTURE("BINANCE_FUTURES"), 1500, 0, 0, 0, "usd-m-chart",
	    NULL, 4 },
	{ "binance", "native-messages-by-exchange/binance-futures.jsonl", 15, 3,
	    0, 0, "usd-m-chart", NULL, 2 },
	{ "bybit", CAPTURE("BYBIT"), 2000, 600, 17, 0, "linear-book",
	    "BYBIT.ws.2", 1400 },
	{ "binance", CAPTURE("BINANCE_FUTURES"), 1500, 0, 0, 0, NULL, NULL, 0 },
	{ "bybit", CAPTURE("BYBIT"), 3000, 800, 24, 0, NULL, NULL, 0 },
	{ "gate", CAPTURE("GATEIO_FUTURES"), 400, 70, 20, 0, NULL, NULL, 0 },
	{ "okx", CAPTURE("OKX"), 400, 0, 18, 0, NULL, NULL, 0 },
	{ "binance", "native-messages-by-exchange/binance-futures.jsonl", 15, 1,
	    0, 0, NULL, NULL, 0 },
	{ "binance", "native-messages-by-exchange/binance-coinm.jsonl", 12, 1,
	    1, 0, NULL, NULL, 0 },
	{ "bitfinex", "native-messages-by-exchange/bitfinex-derivatives.jsonl",
	    20, 6, 2, 0, NULL, NULL, 0 },
	{ "bitget", "native-messages-by-exchange/bitget-futures.jsonl", 18, 1,
	    1, 0, NULL, NULL, 0 },
	{ "bybit", "native-messages-by-exchange/bybit.jsonl", 52, 0, 0, 0, NULL,
	    NULL, 0 },
	{ "deribit", "native-messages-by-exchange/deribit.jsonl", 17, 0, 0, 0,
	    NULL, NULL, 0 },
	{ "deribit", "native-messages-by-exchange/deribit.jsonl", 17, 10, 0, 0,
	    "chart", NULL, 4 },
	{ "gate", "native-messages-by-exchange/gate-futures.jsonl", 25, 1, 1, 0,
	    NULL, NULL, 0 },
	{ "htx", "native-messages-by-exchange/htx-usdt-swap.jsonl", 11, 0, 0, 0,
	    NULL, NULL, 0 },
	{ "htx", "native-messages-by-exchange/htx-coin-swap.jsonl", 10, 0, 1, 0,
	    NULL, NULL, 0 },
	{ "htx", "native-messages-by-exchange/htx-dm.jsonl", 10, 0, 0, 0, NULL,
	    NULL, 0 },
	{ "kraken", "native-messages-by-exchange/kraken-futures.jsonl", 14, 6,
	    0, 0, "chart", NULL, 11 },
	{ "kraken", "native-messages-by-exchange/kraken-futures.jsonl", 14, 6,
	    0, 0, NULL, NULL, 0 },
	{ "okx", "native-messages-by-exchange/okx-futures.jsonl", 29, 0, 0, 0,
	    NULL, NULL, 0 },
	{ "okx", "native-messages-by-exchange/okx-swap.jsonl", 23, 0, 0, 0,
	    NULL, NULL, 0 },
	{ "binance", "native-live-2026/binance.jsonl", 3, 0, 0, 0, NULL, NULL,
	    0 },
	{ "bybit", "native-live-2026/bybit.jsonl", 3, 0, 0, 0, NULL, NULL, 0 },
	{ "htx", "native-live-2026/htx.jsonl", 4, 0, 1, 0, NULL, NULL, 0 },
	{ "okx", "native-live-2026/okx.jsonl", 3, 0, 1, 1, NULL, NULL, 0 },
};

struct tally {
	int frames, canaries, acks, pongs, refused, records;
	struct sheet sheet;
	struct ladders ladders;
};

static void
count(void *arg, const struct record *r)
{
	(void)r;
	((struct tally *)arg)->records++;
}

/* A contract whose size nobody knows is no matter of feeds. */
static void
unknown(void *arg, const char *why)
{
	struct tally *t = arg;

	if (strstr(why, "contract size") == NULL &&
	    strstr(why, "is not a crypto contract") == NULL &&
	    strstr(why, "has no coins of its own") == NULL) {
		t->refused++;
		printf("# %s\n", why);
	}
}

/*
 * The frame in a line of a recording: of a session what was received, else
 * what is in "raw", else the line.  False: there is none.
 */
static bool
frame_of(struct str *frame, char *room, size_t size, struct str line)
{
	struct str v;

	*frame = line;
	if (json_check(line) != NULL)
		return line.n > 0;
	if (json_get(line, "raw", &v))
		*frame = v;
	if (frame->n < line.n || !json_get(line, "t", &v))
		return true;
	if (!str_is(json_bare(v), "recv") || !json_get(line, "data", &v) ||
	    !json_text(room, size, v))
		return false;
	*frame = str_of(room);
	return true;
}

static void
replay_line(struct tally *t, const struct live *live, struct str frame)
{
	const struct context context = { .source = "test",
		.received = INT_NONE };
	const struct sink to = { count, unknown, NULL, NULL, t };
	struct heard h = { .what = HEARD_NOTHING,
		.sheet = &t->sheet,
		.ladders = &t->ladders };
	const char *why = live->hear(&h, frame, &context, &to);

	if (why != NULL)
		unknown(t, why);
	t->frames++;
	t->canaries += h.ts != 0;
	t->acks += h.what == HEARD_ACK;
	t->pongs += h.what == HEARD_PONG;
	t->refused +=
	    (h.what == HEARD_REFUSED && strstr(h.words, "2014") == NULL) ||
	    h.what == HEARD_BROKEN;
	buf_free(&h.reply);
}

static struct str
of_conn(struct str line)
{
	struct str v;

	return json_get(line, "conn", &v) ? json_bare(v) : STR("");
}

static const struct live *
feed_of(const struct session *s, const struct exchange *x)
{
	const struct live *live = x->live;

	while (s->feed != NULL && strcmp(live->name, s->feed) != 0)
		live++;
	return live;
}

static void
replay(const struct session *s)
{
	static char room[LINE_MAX_BYTES];
	const struct exchange *x = exchange_find(s->exchange);
	const char *shared = getenv("LIQ_SHARED"), *why = NULL;
	char path[PATH_MAX + 256];
	struct tally t = { 0 };
	struct str line, frame;
	struct lines *in;

	snprintf(path, sizeof(path), "%s%s/%s",
	    shared != NULL ? shared : root(),
	    shared != NULL ? "" : "/../shared/data", s->file);
	if ((in = lines_open(path, &why)) == NULL) {
		ok(true, "%s # SKIP no recorded data here", s->file);
		return;
	}
	while (lines_next(in, &line, &why) == 1)
		if (frame_of(&frame, room, sizeof(room), line))
			if (s->conn == NULL || str_is(of_conn(line), s->conn))
				replay_line(&t, feed_of(s, x), frame);
	ok(t.refused == 0 && t.frames >= s->frames &&
		t.canaries >= s->canaries && t.acks >= s->acks &&
		t.pongs >= s->pongs && t.records >= s->records,
	    "%s: %d frames, %d canaries, %d acknowledgements, %d pongs, "
	    "%d records, %d refused",
	    s->file, t.frames, t.canaries, t.acks, t.pongs, t.records,
	    t.refused);
	sheet_free(&t.sheet);
	ladder_free(&t.ladders);
	lines_close(in);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof(sessions) / sizeof(*sessions); i++)
		replay(&sessions[i]);
	return tap_end();
}
