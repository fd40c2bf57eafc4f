/*
 * The doctor among exchanges that are well, and others.
 */
#include "liq-fetch/doctor.h"

#include "plain.h"

#include "base/x.h"
#include "liq-fetch/rest.h"

#define URL "https://good.test/"

static bool
ask_list(struct ask *a, const struct page *p)
{
	(void)p;
	buf_puts(&a->url, URL "echo/list");
	return true;
}

static const struct rest lists[] = {
	{ .kind = RECORD_INSTRUMENT,
	    .paging = PAGE_ONE,
	    .parts = 1,
	    .bucket = "all",
	    .cost = 9,
	    .ask = ask_list },
	{ .kind = RECORD_BOOK, .paging = PAGE_ONE, .cost = 1 },
	{ 0 },
};

static const struct bucket limits[] = { { "all", 20, 60000 }, { 0 } };

static const struct exchange well = {
	.name = "good", .ping = URL "echo", .buckets = limits
};
static const struct exchange list = {
	.name = "list", .rest = lists, .buckets = limits
};
static const struct exchange untrusted = { .name = "own", .ping = URL "echo" };
static const struct exchange gone = { .name = "closed", .ping = URL "echo" };
static const struct exchange geo = { .name = "geo", .ping = URL "status/451" };
static const struct exchange ban = { .name = "ban", .ping = URL "status/418" };
static const struct exchange down = { .name = "down",
	.ping = URL "status/503" };
static const struct exchange mute = { .name = "mute" };

/* The report's line of an exchange, or of what stands below it. */
static struct str
line_of(struct str report, const char *name, bool below)
{
	struct str line, none = { "", 0 };

	while (str_split(&report, '\n', &line))
		if (str_starts(line, str_of(name)) &&
		    line.s[strlen(name)] == ' ')
			return below && !str_split(&report, '\n', &line) ? none
									 : line;
	return none;
}

static int
examine(struct buf *b, const char *state, const struct exchange *const *all)
{
	struct http *h = open_for(20000);
	int status;

	buf_reset(b);
	status = doctor_run(b, h, state, all);
	http_close(h);
	return status;
}

static bool
says(const struct buf *b, const char *name, const char *verdict,
    const char *cert)
{
	struct str line = line_of(buf_view(b), name, false);
	char want[64];

	snprintf(want, sizeof(want), "%-12s %-13s", name, verdict);
	if (str_starts(line, str_of(want)) && line.n >= 80 &&
	    str_is(str_trim((struct str){ line.s + 62, 6 }), cert))
		return true;
	printf("# %.*s\n", (int)line.n, line.s);
	return false;
}

static bool
advises(const struct buf *b, const char *name, const char *what)
{
	struct str line = line_of(buf_view(b), name, true);

	if (str_starts(line, STR("             ")) &&
	    str_starts(str_trim(line), str_of(what)))
		return true;
	printf("# %.*s\n", (int)line.n, line.s);
	return false;
}

static void
all_well(const char *state)
{
	static const struct exchange *const all[] = { &well, &list, NULL };
	struct buf b = { 0 };
	struct str line;

	ok(examine(&b, state, all) == STATUS_OK, "two that are well");
	line = line_of(buf_view(&b), "good", false);
	ok(says(&b, "good", "ok", "good") && memmem(line.s, line.n, " ms", 3),
	    "name, connection, TLS and answer have their times");
	ok(memmem(line.s, line.n, " s", 2) != NULL &&
		memchr(line.s + 60, '-', line.n - 60) != NULL,
	    "and a clock that is years behind shows");
	ok(str_ends(line, STR(" 10%")), "its limit is a tenth used");
	ok(says(&b, "list", "ok", "good") &&
		str_ends(line_of(buf_view(&b), "list", false), STR(" 90%")),
	    "without a ping its cheapest list is asked for");
	ok(examine(&b, state, all) == STATUS_INCOMPLETE &&
		says(&b, "list", "not asked", "-") &&
		advises(&b, "list", "half its limit is used: try later"),
	    "who has no budget left is not asked");
	buf_free(&b);
}

static void
some_ill(const char *state)
{
	static const struct exchange *const all[] = { &well, &untrusted, &gone,
		&geo, &ban, &down, &mute, NULL };
	static const struct exchange *const bad[] = { &untrusted, &geo, &ban,
		NULL };
	struct buf b = { 0 };

	ok(examine(&b, state, all) == STATUS_INCOMPLETE, "some are ill");
	ok(says(&b, "good", "ok", "good"), "one is not");
	ok(says(&b, "own", "no trust", "bad") &&
		advises(&b, "own", "no trust in good.test: check this"),
	    "a certificate that is not good");
	ok(says(&b, "closed", "no way there", "-") &&
		advises(&b, "closed", "no connection to good.test: "),
	    "nobody there");
	ok(says(&b, "geo", "refused", "good") &&
		advises(&b, "geo", "refused to where we are: ask from"),
	    "451");
	ok(says(&b, "ban", "banned", "good") &&
		advises(&b, "ban", "this address is banned: nothing is sent "),
	    "418");
	ok(says(&b, "down", "busy", "good") &&
		advises(&b, "down", "busy, or down: nothing is sent before"),
	    "503");
	ok(says(&b, "mute", "no way to ask", "-"), "nothing to ask");
	ok(examine(&b, state, bad) == STATUS_REFUSED &&
		says(&b, "geo", "not asked", "-") &&
		says(&b, "ban", "not asked", "-"),
	    "all refuse, or would: they are not asked again");
	buf_free(&b);
}

int
main(void)
{
	static const char *const lanes[] = { "list", "geo", "ban", "down" };
	char state[96];
	size_t i;

	if (!serve())
		return 1;
	for (i = 0; i < sizeof(lanes) / sizeof(lanes[0]); i++)
		lane(lanes[i]);
	snprintf(state, sizeof(state), "%s/state", fake.dir);
	all_well(state);
	some_ill(state);
	serve_end();
	return tap_end();
}
