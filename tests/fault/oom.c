/*
 * oom.c - memory that runs out, to be preloaded.
 *
 * OOM_AT=N: the N-th call that asks for memory fails, and with OOM_FOR=all
 * every one after it.  OOM_COUNT=FILE: at the end, how many calls there were.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* glibc's own, behind the names that are taken here. */
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

static long calls;

static bool
fails(void)
{
	static long at = -1;
	static bool all;
	const char *s;

	if (at < 0) {
		at = (s = getenv("OOM_AT")) != NULL ? strtol(s, NULL, 10) : 0;
		all = getenv("OOM_FOR") != NULL;
	}
	calls++;
	if (at == 0 || (all ? calls < at : calls != at))
		return false;
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t n)
{
	return fails() ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return fails() ? NULL : __libc_realloc(p, n);
}

__attribute__((destructor)) static void
tell(void)
{
	const char *name = getenv("OOM_COUNT");
	char text[32];
	int n, fd;

	if (name == NULL)
		return;
	fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	n = snprintf(text, sizeof(text), "%ld\n", calls);
	if (fd < 0 || write(fd, text, (size_t)n) != n)
		_exit(1);
	close(fd);
}
