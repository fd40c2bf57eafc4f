#include "io/map.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
	char *from; /* a whole number of pages */
	size_t n;
	off_t end; /* in the file */
	bool watched; /* SIGBUS comes here */
	volatile sig_atomic_t torn;
} now;

/* Zeros from that page on.  Two threads may come here for one hole. */
static void
mend(int signal_number, siginfo_t *info, void *context)
{
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t at = (size_t)((char *)info->si_addr - now.from);

	(void)context;
	if (now.from != NULL && (char *)info->si_addr >= now.from &&
	    at < now.n) {
		at -= at % page;
		if (mmap(now.from + at, now.n - at, PROT_READ,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1,
			0) != MAP_FAILED) {
			now.torn = 1;
			return;
		}
	}
	signal(signal_number, SIG_DFL); /* not ours: it comes again, and ends */
}

static void
watch(void)
{
	struct sigaction act;

	if (now.watched)
		return;
	memset(&act, 0, sizeof(act));
	act.sa_sigaction = mend;
	act.sa_flags = SA_SIGINFO;
	now.watched = sigaction(SIGBUS, &act, NULL) == 0;
}

const char *
map_open(int fd, off_t at, size_t n)
{
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t before = (size_t)at % page;
	void *p;

	watch();
	map_close();
	if (!now.watched)
		return NULL;
	p = mmap(
	    NULL, before + n, PROT_READ, MAP_PRIVATE, fd, at - (off_t)before);
	if (p == MAP_FAILED)
		return NULL;
	now.from = p;
	now.n = before + n;
	now.end = at + (off_t)n;
	return now.from + before;
}

bool
map_shrunk(int fd)
{
	struct stat st;

	return now.torn || fstat(fd, &st) != 0 || st.st_size < now.end;
}

void
map_close(void)
{
	if (now.from != NULL)
		munmap(now.from, now.n);
	now.from = NULL;
	now.n = 0;
	now.end = 0;
	now.torn = 0;
}
