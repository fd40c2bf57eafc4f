#include "liq-fetch/reason.h"

#include <stdarg.h>
#include <stdio.h>

const char *
reason(const char *format, ...)
{
	static char why[256];
	va_list ap;

	va_start(ap, format);
	vsnprintf(why, sizeof(why), format, ap);
	va_end(ap);
	return why;
}
