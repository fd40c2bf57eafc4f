/*
 * A signal that comes before a wait begins ends the wait, too.
 */
#include "io/stop.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "io/input.h"
#include "io/out.h"
#include "liq-fetch/http.h"
#include "tap.h"

#define LONG_MS 10000

static int64_t
clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000) + t.tv_nsec / 1000000;
}

static void
wait_output(int fd)
{
	out_wait(fd, LONG_MS);
}

static void
wait_nothing(int fd)
{
	(void)fd;
	out_wait(-1, LONG_MS);
}

static void
wait_input(int fd)
{
	const char *why;
	char c;

	(void)input_read(fd, &c, 1, &why);
}

static void
wait_network(int fd)
{
	const struct http_setup setup = { 0 };
	struct http_answer a;
	const char *why;
	struct http *h = http_open(&setup, &why);

	(void)fd;
	if (h == NULL)
		_exit(2);
	(void)http_next(h, LONG_MS, &a);
	http_close(h);
}

/* In a process of its own: how long it waited, ms; -1: it ended otherwise. */
static int64_t
waited(void (*wait_for)(int), int when_us)
{
	int64_t began = clock_ms();
	int ends[2], status;
	pid_t pid;

	if (pipe(ends) != 0 || (pid = fork()) < 0)
		return -1;
	if (pid == 0) {
		stop_catch();
		if (when_us < 0)
			raise(SIGTERM);
		wait_for(ends[0]);
		_exit(stop_signal() == SIGTERM ? 0 : 1);
	}
	if (when_us >= 0) {
		struct timespec t = { 0, when_us * 1000L };

		nanosleep(&t, NULL);
		kill(pid, SIGTERM);
	}
	close(ends[0]);
	close(ends[1]);
	if (waitpid(pid, &status, 0) != pid)
		return -1;
	/* before the handler was there it dies, which will do */
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM && when_us >= 0)
		return clock_ms() - began;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0
		   ? clock_ms() - began
		   : -1;
}

int
main(void)
{
	static const struct {
		const char *name;
		void (*wait)(int);
	} waits[] = { { "for input, with a time", wait_output },
		{ "for a time", wait_nothing }, { "for input", wait_input },
		{ "for the network", wait_network } };
	int64_t ms, most;
	size_t i;
	int us;

	for (i = 0; i < sizeof(waits) / sizeof(*waits); i++) {
		ms = waited(waits[i].wait, -1);
		ok(ms >= 0 && ms < LONG_MS / 2, "a signal before a wait %s",
		    waits[i].name);
		most = 0;
		for (us = 0; us < 3000 && most >= 0; us += 30) {
			ms = waited(waits[i].wait, us);
			most = ms < 0 ? -1 : ms > most ? ms : most;
		}
		ok(most >= 0 && most < LONG_MS / 2,
		    "100 signals around a wait %s", waits[i].name);
	}
	return tap_end();
}
