/*
 * fuzz.h - what every entry is: one function from bytes to nothing.
 *
 * What is wrong ends the program by abort, with a line that says what.  Linked
 * with replay.c instead of libFuzzer an entry is a plain program that takes
 * the files named.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* What must hold; the text is shown when it does not. */
static inline void
must(bool good, const char *what, struct str text)
{
	if (good)
		return;
	fprintf(stderr, "%s: %.*s\n", what, (int)text.n, text.s);
	abort();
}

#endif
