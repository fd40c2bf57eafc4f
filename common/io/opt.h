/*
 * opt.h - options from a table, over getopt_long.
 *
 * The table is the one place where an option is named: -h and --help are
 * printed from it, and a test compares the manual with it.
 * An option that is not there is answered with the nearest one.
 *
 * Layer: io.  Owns: nothing.  Ends the program: -h, --help, --version and
 * --schema with 0, a usage error with 2.
 */
#ifndef IO_OPT_H
#define IO_OPT_H

#include "base/buf.h"
#include "base/str.h"

/*
 * An operand that may be left out goes with the name alone, as --name=1s: the
 * letter takes none, and set gets NULL without it.
 */
struct opt {
	char letter; /* 0: none */
	const char *name;
	const char *operand; /* NULL: takes none; "[SPAN]": may be left out */
	const char *help;
	const char *(*set)(void *target, const char *operand); /* NULL or why */
	void *target;
};

struct program {
	const char *name; /* "liq-agg" */
	const char *what; /* one line: what it does */
	const char *usage; /* "[-b KEYS] [FILE ...]" */
	const char *examples; /* whole lines, indented by two */
	const struct opt *options; /* ends with a NULL name */
	void (*schema)(struct buf *); /* for --schema; NULL: no records */
	void (*libraries)(struct buf *); /* for --version; may be NULL */
};

/* Every program has these besides: -h --version --schema -q -v. */
/* Returns the index of the first operand in argv (options may follow). */
int opt_parse(const struct program *, int argc, char *argv[]);
/* A usage error about operands: message, hint at -h, status 2. */
_Noreturn void opt_usage(const char *, ...)
    __attribute__((format(printf, 1, 2)));

/* Setters; target in brackets. */
const char *opt_flag(void *, const char *); /* bool */
const char *opt_text(void *, const char *); /* const char * */
const char *opt_count(void *, const char *); /* int64_t, 1 or more */
const char *opt_number(void *, const char *); /* int64_t, any whole one */
const char *opt_span(void *, const char *); /* int64_t, ms */
const char *opt_when(void *, const char *); /* struct when */
const char *opt_money(void *, const char *); /* struct dec; 500k 1.5M 2B */
const char *opt_decimal(void *, const char *); /* struct dec */
const char *opt_names(void *, const char *); /* struct names; a,b,c */
const char *opt_decimals(void *, const char *); /* bool: as strings */
/* "no such KIND "x"; did you mean "y"?"; static storage. */
const char *opt_unknown(
    const char *kind, struct str word, const char *const *names);

#endif
