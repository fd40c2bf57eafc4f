#include "base/x.h"

#include <err.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define HUGE (4 << 20) /* bytes: less is not worth a large page */

int
status_worst(int a, int b)
{
	static const int rank[] = { [STATUS_OK] = 0,
		[STATUS_NOTHING] = 1,
		[STATUS_INCOMPLETE] = 2,
		[STATUS_TEMPORARY] = 3,
		[STATUS_REFUSED] = 4,
		[STATUS_USAGE] = 5,
		[STATUS_FAILED] = 6 };

	return rank[a] >= rank[b] ? a : b;
}

static void *
got(void *p)
{
	if (p == NULL)
		errx(STATUS_FAILED, "out of memory");
	return p;
}

void *
xmalloc(size_t n)
{
	return got(malloc(n > 0 ? n : 1));
}

void *
xcalloc(size_t n, size_t size)
{
	return got(calloc(n > 0 ? n : 1, size > 0 ? size : 1));
}

void *
xreallocarray(void *p, size_t n, size_t size)
{
	return got(reallocarray(p, n > 0 ? n : 1, size > 0 ? size : 1));
}

char *
xstrdup(const char *s)
{
	return got(strdup(s));
}

void *
xgrow(void *p, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return p;
	if (*cap > SIZE_MAX / 2)
		errx(STATUS_FAILED, "out of memory");
	*cap = *cap > 0 ? *cap * 2 : 8;
	return xreallocarray(p, *cap, size);
}

void *
xpages(size_t n)
{
	void *p = mmap(NULL, n, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return got(p != MAP_FAILED ? p : NULL);
}

void
xpages_free(void *p, size_t n)
{
	munmap(p, n);
}

void
xhuge(void *p, size_t n)
{
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);
	const size_t before = (page - (uintptr_t)p % page) % page;

	if (n >= HUGE)
		(void)madvise((char *)p + before, (n - before) / page * page,
		    MADV_HUGEPAGE);
}
