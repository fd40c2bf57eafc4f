/*
 * tap.h - the Test Anything Protocol in a few lines.
 */
#ifndef TAP_H
#define TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int tap_run, tap_failed;

__attribute__((format(printf, 2, 3))) static inline bool
ok(bool good, const char *what, ...)
{
	va_list ap;

	printf("%sok %d - ", good ? "" : "not ", ++tap_run);
	va_start(ap, what);
	vprintf(what, ap);
	va_end(ap);
	putchar('\n');
	tap_failed += !good;
	return good;
}

static inline bool
is(const char *got, const char *want, const char *what)
{
	bool good;

	got = got != NULL ? got : "(null)";
	want = want != NULL ? want : "(null)";
	good = ok(strcmp(got, want) == 0, "%s", what);
	if (!good)
		printf("# got:  %s\n# want: %s\n", got, want);
	return good;
}

static inline int
tap_end(void)
{
	printf("1..%d\n", tap_run);
	return tap_failed != 0;
}

#endif
