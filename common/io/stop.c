#include "io/stop.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>

static volatile sig_atomic_t asked;

static void
ask(int signal)
{
	asked = signal;
}

void
stop_catch(void)
{
	static const int signals[] = { SIGINT, SIGTERM };
	struct sigaction act, old;
	size_t i;

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

void
stop_die(void)
{
	if (asked == 0)
		return;
	signal(asked, SIG_DFL);
	raise(asked);
}
