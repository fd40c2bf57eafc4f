#include "io/hangup.h"

#include <signal.h>
#include <string.h>

static volatile sig_atomic_t came;

static void
note(int signal)
{
	(void)signal;
	came = 1;
}

void
hangup_catch(void)
{
	struct sigaction act;

	memset(&act, 0, sizeof(act));
	act.sa_handler = note;
	sigaction(SIGHUP, &act, NULL);
}

bool
hangup_came(void)
{
	bool did = came != 0;

	came = 0;
	return did;
}
