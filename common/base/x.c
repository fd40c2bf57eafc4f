#include "base/x.h"

#include <err.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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
