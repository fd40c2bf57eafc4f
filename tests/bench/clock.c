/*
 * clock - how long a command takes: clock COMMAND [ARGUMENT...]
 *
 * On descriptor 3: wall ms, processor ms, and KiB of the largest of its
 * processes.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
ms(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

int
main(int argc, char *argv[])
{
	struct timespec from, to;
	struct rusage use;
	int status = 0;
	pid_t pid;

	if (argc < 2)
		return 2;
	clock_gettime(CLOCK_MONOTONIC, &from);
	if ((pid = fork()) == 0) {
		close(3);
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return 1;
	clock_gettime(CLOCK_MONOTONIC, &to);
	getrusage(RUSAGE_CHILDREN, &use);
	dprintf(3, "%.2f %.2f %ld\n",
	    (double)(to.tv_sec - from.tv_sec) * 1e3 +
		(double)(to.tv_nsec - from.tv_nsec) / 1e6,
	    ms(use.ru_utime) + ms(use.ru_stime), use.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
