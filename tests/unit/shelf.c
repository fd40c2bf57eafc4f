/*
 * A shelf: which files are open, what is in them, and what a start knows.
 */
#include "liq-fetch/shelf.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/when.h"
#include "io/out.h"
#include "liq-fetch/hours.h"
#include "tap.h"

#define T0 (INT64_C(490000) * HOUR_MS)

static struct {
	struct shelf shelf;
	struct ident ident;
	bool held;
} it;

/* What is left out of a line is not looked at by a shelf. */
static void
put_begin(void *arg, const struct volume *v)
{
	static const char *const previous[] = { "null", "clean", "unclean" };
	struct buf b = { 0 };

	(void)arg;
	buf_printf(&b,
	    "{\"type\":\"begin\",\"ts\":%lld,\"program\":\"t\","
	    "\"version\":\"0\",\"schema\":1,\"options\":{},\"sources\":[],"
	    "\"previous\":%s%s%s}\n",
	    (long long)v->first, v->previous != 0 ? "\"" : "",
	    previous[v->previous], v->previous != 0 ? "\"" : "");
	out_take(&b);
	buf_free(&b);
}

static void
put_end(void *arg, const struct volume *v)
{
	struct buf b = { 0 };

	(void)arg;
	buf_printf(&b,
	    "{\"type\":\"end\",\"ts\":null,\"status\":0,\"count\":%lld,"
	    "\"rejected\":0,\"repeated\":0,\"gaps\":0,\"gap_ms\":0,"
	    "\"why\":null,\"sources\":[]}\n",
	    (long long)v->count);
	out_take(&b);
	buf_free(&b);
}

static const char *
start(const char *file)
{
	it.shelf = (struct shelf){
		.begin = put_begin, .end = put_end, .began = T0 + 100 * HOUR_MS
	};
	return shelf_open(&it.shelf, file, T0, &it.ident, &it.held);
}

static void
stop(void)
{
	shelf_end(&it.shelf);
	shelf_close(&it.shelf);
	ident_free(&it.ident);
}

static void
event(int hour, int n)
{
	int64_t ts = T0 + hour * HOUR_MS + n;
	struct buf b = { 0 };

	shelf_turn(&it.shelf, hours_of(ts), ts)->count++;
	buf_printf(&b,
	    "{\"type\":\"liquidation\",\"ts\":%lld,\"exchange\":\"htx\","
	    "\"symbol\":\"A\",\"base\":\"A\",\"quote\":\"USDT\","
	    "\"side\":\"long\",\"price\":1.0,\"qty\":1.0,\"usd\":1.0,"
	    "\"price_kind\":\"fill\",\"source\":\"ws\",\"received\":1,"
	    "\"id\":\"e%d\"}\n",
	    (long long)ts, n);
	out_take(&b);
	buf_free(&b);
}

/* Does such an event come for the first time? */
static bool
is_new(int hour, int n)
{
	struct liquidation l = {
		.ts = T0 + hour * HOUR_MS + n, .exchange = "htx", .symbol = "A"
	};

	snprintf(l.id, sizeof(l.id), "e%d", n);
	resume_recall(&it.shelf.resume, l.ts - 1, l.ts + 1);
	ident_scope(&it.ident);
	return ident_event(&it.ident, &l, true);
}

/* The types of the lines of an hour's file by their first letters. */
static const char *
letters(const char *file, int hour)
{
	static char text[64];
	struct buf path = { 0 };
	char line[1024];
	size_t n = 0;
	FILE *f;

	hours_path(&path, file, T0 + hour * HOUR_MS);
	f = fopen(path.s, "r");
	while (f != NULL && n < sizeof(text) - 1 &&
	       fgets(line, sizeof(line), f) != NULL)
		text[n++] = line[sizeof("{\"type\":\"") - 1];
	if (f != NULL)
		fclose(f);
	buf_free(&path);
	text[n] = '\0';
	return text;
}

static void
few_are_open(void)
{
	bool bounded = true;
	int i;

	ok(start("x") == NULL, "a shelf of nothing");
	for (i = 0; i < 3 * SHELF_OPEN; i++) {
		event(i, i);
		bounded = bounded && it.shelf.n <= SHELF_OPEN;
	}
	ok(bounded && it.shelf.n == SHELF_OPEN, "a few files are open");
	out_sync();
	is(letters("x", 0), "ble", "those before are ended");
	is(letters("x", 3 * SHELF_OPEN - 1), "bl", "these are not");
	event(0, 1000);
	event(0, 1001);
	out_sync();
	is(letters("x", 0), "blebll", "and can be opened again");
	stop();
}

static void
idle_ones_are_ended(void)
{
	ok(start("y") == NULL, "another shelf");
	shelf_look(&it.shelf, 1000, false);
	event(1, 1);
	event(2, 2);
	shelf_look(&it.shelf, 1000 + SHELF_IDLE_MS - 1, false);
	ok(it.shelf.n == 2, "they wait for more");
	shelf_look(&it.shelf, 1000 + SHELF_IDLE_MS, false);
	is(letters("y", 1), "ble", "but not for ever");
	is(letters("y", 2), "bl", "the newest does");
	event(1, 3);
	event(2, 4);
	shelf_look(&it.shelf, 1000 + SHELF_IDLE_MS, false);
	stop();
	is(letters("y", 1), "bleble", "any can be opened again");
	is(letters("y", 2), "blle", "the end of all");
}

/* One that begins, and never ends. */
static void
crash(void)
{
	pid_t child = fork();

	if (child == 0) {
		start("y");
		event(1, 6);
		event(3, 7);
		out_sync();
		_exit(0);
	}
	waitpid(child, NULL, 0);
}

static void
a_start_knows(void)
{
	ok(start("y") == NULL, "the same shelf again");
	ok(!is_new(1, 3) && !is_new(2, 2) && is_new(2, 5),
	    "what is there is known, and nothing else");
	stop();
	crash();
	is(letters("y", 1), "bleblebl", "a crash leaves a file open");
	ok(start("y") == NULL, "and again");
	ok(!is_new(1, 6) && !is_new(3, 7), "what was written then is known");
	shelf_begin(&it.shelf);
	is(letters("y", 1), "blebleblbe", "what was left open is ended");
	is(letters("y", 3), "blbe", "all of it");
	is(letters("y", 2), "blle", "and no more");
	stop();
}

static void
an_old_hour_is_read_late(void)
{
	const struct timespec long_ago[] = { { 1700000000, 0 },
		{ 1700000000, 0 } };
	struct buf path = { 0 };

	ok(mkdir("d", 0700) == 0 && start("d/z") == NULL,
	    "a shelf with years in it");
	event(-9000, 1);
	event(0, 2);
	stop();
	hours_path(&path, "d/z", T0 - 9000 * HOUR_MS);
	ok(utimensat(AT_FDCWD, path.s, long_ago, 0) == 0, "it has a past");
	buf_free(&path);
	ok(start("d/z") == NULL && it.shelf.resume.places.n == 2 &&
		!it.shelf.resume.places.of[0].read,
	    "an hour of long ago is not read at the start");
	ok(!is_new(-9000, 1) && it.shelf.resume.places.of[0].read,
	    "but when something of its time comes");
	resume_age(&it.shelf.resume);
	ident_free(&it.ident);
	ok(!is_new(0, 2), "what was forgotten is read again");
	event(0, 3);
	event(5, 4);
	resume_age(&it.shelf.resume);
	ident_free(&it.ident);
	ok(!is_new(0, 3) && !is_new(5, 4), "so is what this run has written");
	stop();
}

/* A mark of the next hour is never there before what is in this one. */
static void
packed(void)
{
	char command[256];
	struct buf path = { 0 };

	ok(start("g.gz") == NULL, "packed files");
	event(1, 1);
	event(2, 2);
	hours_path(&path, "g.gz", T0 + HOUR_MS);
	snprintf(command, sizeof(command),
	    "gzip -dc %s 2>/dev/null | grep -q '\"e1\"'", path.s);
	ok(system(command) == 0, "one that is left has all of its lines");
	stop();
	snprintf(command, sizeof(command), "gzip -t %s", path.s);
	ok(system(command) == 0, "and is whole at the end");
	buf_free(&path);
}

static void
moved(void)
{
	struct buf a = { 0 }, b = { 0 };
	char command[256];

	ok(start("m") == NULL, "files that are moved away");
	event(1, 1);
	event(2, 2);
	hours_path(&a, "m", T0 + HOUR_MS);
	hours_path(&b, "m.1", T0 + HOUR_MS);
	ok(rename(a.s, b.s) == 0, "one of two is");
	shelf_look(&it.shelf, 1, false);
	event(1, 3);
	shelf_look(&it.shelf, 2, true);
	is(letters("m.1", 1), "blle", "it is ended where it is");
	event(1, 4);
	stop();
	is(letters("m", 1), "ble", "and goes on under its name");
	snprintf(command, sizeof(command),
	    "head -n 1 %s | grep -q '\"previous\":\"clean\"'", a.s);
	ok(system(command) == 0, "as one that went on from a good end");
	is(letters("m", 2), "ble", "the other is left alone");
	ok(start("m") == NULL && !is_new(1, 1) && !is_new(1, 4),
	    "a start knows both");
	stop();
	buf_free(&a);
	buf_free(&b);
}

int
main(void)
{
	char folder[] = "/tmp/liq-shelf.XXXXXX", command[64];

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return 1;
	few_are_open();
	idle_ones_are_ended();
	a_start_knows();
	an_old_hour_is_read_late();
	packed();
	moved();
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	return system(command) != 0 || tap_end();
}
