/*
 * Many requests at once, large answers, and signals.
 */
#include "liq-fetch/http.h"

#include "plain.h"

#include <signal.h>
#include <sys/resource.h>

#include "io/stop.h"
#include "json/json.h"

#define MIB ((size_t)1 << 20)

/* A number of the server's log. */
static long
logged(const char *key)
{
	struct http *h = open_for(10000);
	struct http_answer a;
	struct str value = { "", 0 };
	char text[16] = "-1";

	ask(h, "good", "https://good.test/log", NULL);
	if (http_next(h, 10000, &a) == 1 && json_get(a.body, key, &value))
		str_copy(text, sizeof(text), value);
	http_close(h);
	return strtol(text, NULL, 10);
}

static void
parallel(void)
{
	const char *dead = lane("dead"), *live = lane("live");
	struct http *h = open_for(20000);
	struct http_answer a;
	int i, good = 0, early = 0;

	for (i = 0; i < HTTP_EACH; i++)
		ask(h, "good", "https://good.test/together/8", NULL);
	for (i = 0; i < HTTP_EACH && http_next(h, 20000, &a) == 1; i++)
		good += a.status == 200;
	ok(good == HTTP_EACH, "requests of an exchange are out together");
	for (i = 0; i < 40; i++)
		ask(h, "good", "https://good.test/hold/0.02", NULL);
	while (http_busy(h) > 0 && http_next(h, 20000, &a) == 1)
		good += a.status == 200;
	ok(good == HTTP_EACH + 40 && logged("most") == HTTP_EACH,
	    "more of them take turns, %d at a time", HTTP_EACH);
	ok(logged("connections") <= HTTP_EACH + 2,
	    "on connections that are kept");
	for (i = 0; i < 3 * HTTP_EACH; i++) {
		ask(h, dead, "https://good.test/idle", h);
		ask(h, "silent", "https://good.test/echo", h);
	}
	for (i = 0; i < 40; i++)
		ask(h, live, "https://good.test/echo", NULL);
	while (early < 40 && http_next(h, 20000, &a) == 1 && a.tag == NULL)
		early += a.status == 200;
	ok(early == 40 && http_busy(h) == 6 * HTTP_EACH,
	    "no exchange waits for another");
	http_close(h);
}

static bool
is_pattern(struct str body, size_t n)
{
	size_t i;

	for (i = 0; i < body.n; i++)
		if ((unsigned char)body.s[i] != i % 251)
			return false;
	return body.n == n;
}

static void
bodies(void)
{
	struct http *h = open_for(20000);
	struct http_answer a;

	ask(h, "good", "https://good.test/size/33554432", NULL);
	ok(http_next(h, 20000, &a) == 1 && is_pattern(a.body, 32 * MIB),
	    "32 MiB are not too large");
	ask(h, "good", "https://good.test/gzip/33554432", NULL);
	ok(http_next(h, 20000, &a) == 1 && is_pattern(a.body, 32 * MIB),
	    "nor are they when they are packed");
	http_close(h);
}

static long
peak_kib(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return u.ru_maxrss;
}

/* More at once than there is room for. */
static int
crowd(void)
{
	static const char *const names[] = { "a", "b", "c", "d", "e", "f" };
	static const char *const urls[] = { "https://good.test/size/32505856",
		"https://good.test/gzip/32505856" };
	struct http *h;
	struct http_answer a;
	int i, whole = 0;

	for (i = 0; i < 6; i++)
		lane(names[i]);
	h = open_for(30000);
	for (i = 0; i < 6; i++) {
		ask(h, names[i], urls[i % 2], h);
		ask(h, names[i], "https://good.test/size/100000", NULL);
	}
	while (http_busy(h) > 0 && http_next(h, 30000, &a) == 1) {
		if (a.fault != HTTP_OK)
			printf("# %s\n", a.words);
		whole += is_pattern(a.body, a.tag != NULL ? 31 * MIB : 100000);
	}
	http_close(h);
	printf("# crowd: %d whole, peak %ld KiB\n", whole, peak_kib());
	return whole;
}

#if defined(__SANITIZE_ADDRESS__)
#define ROOM_KIB 1000000
#else
#define ROOM_KIB (64 << 10)
#endif

/* In a process of its own: the status, or 99. */
static int
apart(int (*run)(void))
{
	pid_t pid;
	int status;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		status = run();
		fflush(stdout);
		_exit(status);
	}
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return 99;
	return WEXITSTATUS(status);
}

static int
crowded(void)
{
	return crowd() != 12 ? 1 : peak_kib() > ROOM_KIB ? 2 : 0;
}

/* The same over HTTP/2, where the first could share its connection. */
static int
crowded2(void)
{
	static const char url[] = "https://good.test/size/32505856";
	struct http *h = open_for(30000);
	struct http_answer a;
	int i, whole = 0;

	ask(h, "h2", url, NULL);
	for (i = 0; i < 5 && http_next(h, 30000, &a) == 1; i++) {
		while (i == 0 && http_busy(h) < 4)
			ask(h, "h2", url, NULL);
		whole += a.version == 2 && is_pattern(a.body, 31 * MIB);
	}
	http_close(h);
	printf("# HTTP/2: %d whole, peak %ld KiB\n", whole, peak_kib());
	return whole != 5 ? 1 : peak_kib() > ROOM_KIB ? 2 : 0;
}

static int
stopped(void)
{
	struct http *h = open_for(20000);
	struct http_answer a;
	pid_t self = getpid(), pid;
	int got;

	stop_catch();
	ask(h, "good", "https://good.test/idle", NULL);
	if (http_next(h, 100, &a) != 0)
		return 1;
	if ((pid = fork()) == 0) {
		usleep(50000);
		kill(self, SIGTERM);
		_exit(0);
	}
	got = http_next(h, 600000, &a);
	waitpid(pid, NULL, 0);
	http_close(h);
	return got == -1 ? 0 : 2;
}

int
main(void)
{
	int before;

	if (!serve())
		return 1;
	before = descriptors();
	parallel();
	bodies();
	ok(descriptors() == before, "no descriptor is left open");
	ok(apart(crowded) == 0, "a crowd of 31 MiB is whole in 64 MiB");
	if (is_served("h2"))
		ok(apart(crowded2) == 0, "so it is over HTTP/2");
	else
		ok(true, "HTTP/2 # SKIP nghttpd is not there");
	ok(apart(stopped) == 0, "a signal ends the wait");
	serve_end();
	return tap_end();
}
