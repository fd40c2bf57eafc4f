/*
 * Files of frames: the forms a line may have, and payloads sent again.
 */
#include "gather.h"
#include "liq-fetch/import.h"
#include "tap.h"

#define FRAME(ts, v) \
	"{\"topic\":\"allLiquidation.BTCUSDT\",\"ts\":" ts \
	",\"data\":[{\"T\":1750000000100,\"s\":\"BTCUSDT\",\"S\":\"Buy\"," \
	"\"v\":\"" v "\",\"p\":\"100\"}]}"
#define EVENT "1750000000100 BTCUSDT BTC/USDT long 100.0 1.0 100.0 bankruptcy"

static void *
opened(const char *exchange, const char **why)
{
	struct import import = { .exchange = exchange,
		.context = { .received = INT_NONE } };

	*why = NULL;
	return format_frames.open(&import, "frames.jsonl", why);
}

static const char *
line(void *state, struct gather *g, const char *text)
{
	struct sink to = gather_sink(g);

	return format_frames.line(state, str_of(text), &to);
}

static void
forms(void)
{
	static const char *const good[] = { FRAME("1", "1"),
		"  " FRAME("2", "1") "\t",
		"{\"seq\":1,\"raw\":" FRAME("3", "1") ",\"normalized\":[]}",
		"{\"raw\":\"{\\\"topic\\\":\\\"allLiquidation.BTCUSDT\\\","
		"\\\"ts\\\":4,\\\"data\\\":[{\\\"T\\\":1750000000100,\\\"s\\\":"
		"\\\"BTCUSDT\\\",\\\"S\\\":\\\"Buy\\\",\\\"v\\\":\\\"1\\\","
		"\\\"p\\\":\\\"\\u0031\\u00300\\\"}]}\"}" };
	static const char *const silent[] = { "", "   ", "pong",
		"{\"raw\":\"pong\"}", "{\"raw\":{\"op\":\"pong\"}}" };
	static const char *const bad[] = { "{\"raw\":7}", "{\"raw\":null}",
		"{\"raw\":\"{\"}", "{\"raw\":{}}", "{\"raw\":", "raw", "[]" };
	struct gather g = { 0 };
	const char *why;
	void *state = opened("bybit", &why);
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(*good); i++) {
		gather_reset(&g);
		ok(line(state, &g, good[i]) == NULL, "form %zu is read", i);
		is(gather_said(&g), EVENT, "and is the event");
		is(g.last.source, "frames", "its source is said");
	}
	gather_reset(&g);
	for (i = 0; i < sizeof(silent) / sizeof(*silent); i++)
		ok(line(state, &g, silent[i]) == NULL && g.said.n == 0,
		    "nothing in \"%s\"", silent[i]);
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ok(line(state, &g, bad[i]) != NULL && g.said.n == 0,
		    "refused: %s", bad[i]);
	format_frames.close(state, NULL);
	buf_free(&g.said);
}

static void
replays(void)
{
	struct gather g = { 0 };
	const char *why;
	void *state = opened("bybit", &why);
	char other[512];
	int i;

	line(state, &g, FRAME("1", "1"));
	line(state, &g, FRAME("2", "1"));
	ok(g.records == 2 && g.repeats == 0,
	    "equal events in different payloads are twins");
	line(state, &g, FRAME("1", "1"));
	ok(g.records == 2 && g.repeats == 1,
	    "the same payload again is a repeat");
	line(state, &g, "{\"op\":\"pong\"}");
	line(state, &g, "{\"op\":\"pong\"}");
	ok(g.records == 2 && g.repeats == 1, "a pong is no event");
	ok(line(state, &g, "{") != NULL && line(state, &g, "{") != NULL,
	    "a broken frame is refused each time");
	for (i = 0; i < 60; i++) {
		snprintf(other, sizeof(other), "{\"op\":\"pong\",\"n\":%d}", i);
		line(state, &g, other);
	}
	line(state, &g, FRAME("1", "1"));
	ok(g.records == 2 && g.repeats == 2, "64 payloads back it is seen");
	for (; i < 66; i++) {
		snprintf(other, sizeof(other), "{\"op\":\"pong\",\"n\":%d}", i);
		line(state, &g, other);
	}
	line(state, &g, FRAME("2", "1"));
	ok(g.records == 3, "further back it is not");
	gather_reset(&g);
	line(state, &g, FRAME("3", "-1"));
	line(state, &g, FRAME("3", "-1"));
	ok(g.refusals == 1, "a row refused is not refused again");
	format_frames.close(state, NULL);
	state = opened("bybit", &why);
	gather_reset(&g);
	line(state, &g, FRAME("1", "1"));
	ok(g.records == 1 && g.repeats == 0, "the next file starts anew");
	format_frames.close(state, NULL);
	buf_free(&g.said);
}

int
main(void)
{
	const char *why;

	forms();
	replays();
	ok(opened(NULL, &why) == NULL && why != NULL, "-x is needed");
	ok(opened("nowhere", &why) == NULL && why != NULL,
	    "and an exchange that is known");
	return tap_end();
}
