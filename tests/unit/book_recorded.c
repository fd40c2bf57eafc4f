/*
 * Order books of a recorded session, each as it was after each message:
 * book_recorded.py keeps them from the same frames in its own way.
 */
#include "gather.h"
#include "io/lines.h"
#include "json/json.h"
#include "liq-fetch/ladder.h"
#include "liq-fetch/live.h"
#include "tap.h"

#define CAPTURE "raw-captures-cryptofeed/BYBIT.jsonl.gz"
#define FEED "linear-book"
#define CONNECTION "BYBIT.ws.2"

struct telling {
	FILE *to;
	struct buf text;
	int records;
};

static void
tell(void *arg, const struct record *r)
{
	struct telling *t = arg;

	buf_reset(&t->text);
	record_put(&t->text, r, false);
	fwrite(t->text.s, 1, t->text.n, t->to);
	t->records++;
}

static void
refuse(void *arg, const char *why)
{
	(void)arg;
	ok(false, "refused: %s", why);
}

/* What came over that connection. */
static bool
is_frame(char *room, size_t size, struct str line)
{
	struct str type, conn, data;

	return json_check(line) == NULL && json_get(line, "t", &type) &&
	       str_is(json_bare(type), "recv") &&
	       json_get(line, "conn", &conn) &&
	       str_is(json_bare(conn), CONNECTION) &&
	       json_get(line, "data", &data) && json_text(room, size, data);
}

static void
replay(struct lines *in, struct telling *t)
{
	static char room[LINE_MAX_BYTES];
	const struct context context = { .source = "test",
		.received = INT_NONE };
	const struct sink to = { .record = tell, .refuse = refuse, .arg = t };
	const struct live *live = exchange_find("bybit")->live;
	struct ladders ladders = { 0 };
	struct heard h;
	struct str line;
	const char *why;

	while (strcmp(live->name, FEED) != 0)
		live++;
	while (lines_next(in, &line, &why) == 1) {
		if (!is_frame(room, sizeof(room), line))
			continue;
		h = (struct heard){ .ladders = &ladders };
		why = live->hear(&h, str_of(room), &context, &to);
		if (why != NULL || h.what == HEARD_BROKEN)
			ok(false, "%s%s", why != NULL ? why : "", h.words);
	}
	ladder_free(&ladders);
}

int
main(void)
{
	const char *shared = getenv("LIQ_SHARED"), *why = NULL;
	char path[PATH_MAX + 64], command[3 * PATH_MAX];
	struct telling t = { 0 };
	struct lines *in;

	snprintf(path, sizeof(path), "%s%s/" CAPTURE,
	    shared != NULL ? shared : root(),
	    shared != NULL ? "" : "/../shared/data");
	snprintf(command, sizeof(command),
	    "python3 '%s/tests/unit/book_recorded.py' '%s' " CONNECTION, root(),
	    path);
	if ((in = lines_open(path, &why)) == NULL ||
	    system("python3 -c '' 2>/dev/null") != 0) {
		ok(true,
		    "recorded books # SKIP no recorded data, or no python3");
		lines_close(in);
		return tap_end();
	}
	t.to = popen(command, "w");
	if (ok(t.to != NULL, "there is another book")) {
		replay(in, &t);
		ok(pclose(t.to) == 0, "%d books are the same", t.records);
	}
	lines_close(in);
	buf_free(&t.text);
	return tap_end();
}
