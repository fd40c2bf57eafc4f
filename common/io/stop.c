#include "io/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t asked;
static int ends[2] = { -1, -1 }; /* of the pipe */

static void
ask(int signal)
{
	int saved = errno;

	asked = signal;
	if (write(ends[1], "", 1) < 0)
		asked = signal; /* it is full: who waits is awake */
	errno = saved;
}

void
stop_catch(void)
{
	static const int signals[] = { SIGINT, SIGTERM };
	struct sigaction act, old;
	size_t i;

	if (ends[0] < 0 && pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		ends[0] = ends[1] = -1;
	memset(&act, 0, sizeof(act));
	act.sa_handler = ask;
	act.sa_flags = (int)SA_RESETHAND; /* a second one kills */
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		if (sigaction(signals[i], NULL, &old) == 0 &&
		    old.sa_handler != SIG_IGN)
			sigaction(signals[i], &act, NULL);
}

int
stop_signal(void)
{
	return asked;
}

int
stop_fd(void)
{
	return ends[0];
}

void
stop_die(void)
{
	if (asked == 0)
		return;
	signal(asked, SIG_DFL);
	raise(asked);
}
