/*
 * books - what a book of a feed costs: books [CAPTURE CONNECTION]
 *
 * A change of a book, its text read, at 400 and 1000 levels a side, near the
 * best price and anywhere; and of Bybit's frames in a capture of cryptofeed a
 * message about a book, checked and kept.  Processor time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "io/lines.h"
#include "json/json.h"
#include "liq-fetch/ladder.h"
#include "liq-fetch/live.h"

#define MESSAGES 2000
#define CHANGES 20 /* in one message */
#define BEST 600000 /* cents */
#define STEP 25 /* cents between two levels */
#define TIMES 20 /* a capture is read over and over */

static uint64_t seed = 1;

static int
dice(int sides)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (int)((seed >> 33) % (uint64_t)sides);
}

static double
seconds(clock_t since)
{
	return (double)(clock() - since) / CLOCKS_PER_SEC;
}

static void
put_level(struct buf *b, int side, int cents, int size)
{
	cents = side == 0 ? BEST - 1 - cents : BEST + cents;
	buf_printf(b, "%s[\"%d.%02d\",\"%d.%03d\"]", b->n == 0 ? "[" : ",",
	    cents / 100, cents % 100, size / 1000, size % 1000);
}

/* One message: all of a book, or changes no farther than reach levels. */
static void
put_message(struct buf side[2], int levels, int reach)
{
	int i, s;

	for (s = 0; s < 2; s++) {
		buf_reset(&side[s]);
		for (i = 0; i < levels; i++)
			if (reach == 0)
				put_level(&side[s], s, i * STEP, 1 + i);
			else
				put_level(&side[s], s,
				    dice(reach) * STEP + dice(STEP),
				    dice(2) * dice(9000));
		buf_putc(&side[s], ']');
	}
}

static void
measure(int depth, int reach, const char *where)
{
	const struct ladder_form form = { .depth = (size_t)depth };
	struct ladder_told told = { .symbol = STR("X"), .whole = true };
	struct buf side[2] = { { 0 } };
	struct ladders all = { 0 };
	double spent = 0;
	clock_t from;
	int i;

	put_message(side, depth, 0);
	for (i = 0; i <= MESSAGES; i++) {
		told.bids = buf_view(&side[0]);
		told.asks = buf_view(&side[1]);
		from = clock();
		if (ladder_tell(&all, &form, &told) != NULL)
			abort();
		if (!told.whole)
			spent += seconds(from);
		told.whole = false;
		put_message(side, CHANGES / 2, reach);
	}
	printf("%d levels, %s: %.0f ns a change\n", depth, where,
	    spent * 1e9 / MESSAGES / CHANGES);
	ladder_free(&all);
	buf_free(&side[0]);
	buf_free(&side[1]);
}

/* Frames about books as one buffer, each with a newline. */
static int
load(struct buf *frames, const char *path, const char *connection)
{
	static char room[LINE_MAX_BYTES];
	const char *why = NULL;
	struct lines *in = lines_open(path, &why);
	struct str line, conn, data;
	int n = 0;

	while (in != NULL && lines_next(in, &line, &why) == 1)
		if (json_check(line) == NULL && json_get(line, "conn", &conn) &&
		    str_is(json_bare(conn), connection) &&
		    json_get(line, "data", &data) &&
		    json_text(room, sizeof(room), data) &&
		    str_starts(str_of(room), STR("{\"topic\":\"orderbook."))) {
			buf_printf(frames, "%s\n", room);
			n++;
		}
	lines_close(in);
	return n;
}

static void
replay(const char *path, const char *connection)
{
	const struct live_wants wants = { .key = "" }; /* no record is due */
	const struct live *live = exchange_find("bybit")->live;
	const struct context context = { .source = "test" };
	const struct sink to = { .record = NULL };
	struct buf frames = { 0 };
	struct heard h;
	struct str rest, text;
	clock_t from;
	int n = load(&frames, path, connection), i;

	while (strcmp(live->name, "linear-book") != 0)
		live++;
	from = clock();
	for (i = 0; i < TIMES; i++) {
		struct ladders all = { 0 };

		rest = buf_view(&frames);
		while (str_split(&rest, '\n', &text) && text.n > 0) {
			h = (struct heard){ .ladders = &all, .wants = &wants };
			live->hear(&h, text, &context, &to);
		}
		ladder_free(&all);
	}
	if (n > 0)
		printf("%d messages of %zu bytes: %.1f us each\n", n,
		    frames.n / (size_t)n, seconds(from) * 1e6 / n / TIMES);
	buf_free(&frames);
}

int
main(int argc, char *argv[])
{
	measure(400, 40, "near the best");
	measure(400, 400, "anywhere");
	measure(1000, 40, "near the best");
	measure(1000, 1000, "anywhere");
	if (argc > 2)
		replay(argv[1], argv[2]);
	return 0;
}
