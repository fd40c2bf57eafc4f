#include "io/log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

static const char *program = "liq";
static bool quiet, verbose;
static long told;

void
log_start(const char *name)
{
	program = name;
}

const char *
log_program(void)
{
	return program;
}

void
log_quiet(void)
{
	quiet = true;
}

void
log_verbose(void)
{
	verbose = true;
}

/*
 * Names and reasons may come from anybody: what a terminal would act on is
 * shown as a question mark, C1 controls in UTF-8 (c2 80 to c2 9f) too.
 */
static void
harmless(char *s)
{
	unsigned char *p = (unsigned char *)s;

	for (; *p != '\0'; p++)
		if (*p < 0x20 || *p == 0x7f ||
		    (p[0] == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0))
			*p = '?';
}

static void
tell(const char *fmt, va_list ap)
{
	char line[1024];

	vsnprintf(line, sizeof(line), fmt, ap);
	harmless(line);
	fprintf(stderr, "%s: %s\n", program, line);
}

void
log_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(fmt, ap);
	va_end(ap);
}

void
log_warn(const char *fmt, ...)
{
	va_list ap;

	if (quiet || ++told > LOG_LINES)
		return;
	va_start(ap, fmt);
	tell(fmt, ap);
	va_end(ap);
}

void
log_note(const char *fmt, ...)
{
	va_list ap;

	if (!verbose)
		return;
	va_start(ap, fmt);
	tell(fmt, ap);
	va_end(ap);
}

void
log_end(void)
{
	if (!quiet && told > LOG_LINES)
		fprintf(stderr, "%s: ... %ld more messages like these\n",
		    program, told - LOG_LINES);
	told = 0;
}

void
log_sum(const char *fmt, ...)
{
	va_list ap;

	log_end();
	if (quiet)
		return;
	va_start(ap, fmt);
	tell(fmt, ap);
	va_end(ap);
}
