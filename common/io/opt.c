#include "io/opt.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dec.h"
#include "base/hash.h"
#include "base/when.h"
#include "base/x.h"
#include "io/log.h"
#include "io/out.h"

#define MOST 64 /* options of one program */
#define LONG_BASE 1000 /* getopt's value of option i: LONG_BASE + i */

static const char *
set_quiet(void *target, const char *operand)
{
	(void)target;
	(void)operand;
	log_quiet();
	return NULL;
}

static const char *
set_verbose(void *target, const char *operand)
{
	(void)target;
	(void)operand;
	log_verbose();
	return NULL;
}

static const struct opt common[] = {
	{ 'h', "help", NULL, "this text", NULL, NULL },
	{ 0, "version", NULL, "version, libraries and schema", NULL, NULL },
	{ 0, "schema", NULL, "JSON Schema of the records written", NULL, NULL },
	{ 'q', "quiet", NULL, "say nothing but failures", set_quiet, NULL },
	{ 'v', "verbose", NULL, "say what was read, and done", set_verbose,
	    NULL },
	{ 0 },
};

static const struct program *program;

void
opt_usage(const char *fmt, ...)
{
	char line[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	log_error("%s", line);
	log_error("try %s -h", program->name);
	exit(STATUS_USAGE);
}

static _Noreturn void
print_and_leave(struct buf *b)
{
	out_take(b);
	exit(out_close(STATUS_OK, false));
}

static int
kind(const struct opt *o)
{
	if (o->operand == NULL)
		return no_argument;
	return *o->operand == '[' ? optional_argument : required_argument;
}

static void
put_option(struct buf *b, const struct opt *o)
{
	struct buf left = { 0 };

	if (o->letter != 0)
		buf_printf(&left, "  -%c, --%s", o->letter, o->name);
	else
		buf_printf(&left, "      --%s", o->name);
	if (kind(o) == optional_argument)
		buf_printf(&left, "[=%s", o->operand + 1);
	else if (o->operand != NULL)
		buf_printf(&left, "=%s", o->operand);
	buf_str(b, buf_view(&left));
	if (left.n > 28)
		buf_printf(b, "\n%30s", "");
	else
		buf_printf(b, "%*s", 30 - (int)left.n, "");
	buf_printf(b, "%s\n", o->help);
	buf_free(&left);
}

static _Noreturn void
help(void)
{
	struct buf b = { 0 };
	const struct opt *o;

	buf_printf(&b, "%s - %s\nusage: %s %s\n\n%s\n", program->name,
	    program->what, program->name, program->usage, program->examples);
	for (o = program->options; o->name != NULL; o++)
		put_option(&b, o);
	for (o = common; o->name != NULL; o++)
		put_option(&b, o);
	buf_printf(&b,
	    "exit: 0 complete  1 failed  2 usage  3 incomplete  4 try later  "
	    "5 refused\n      6 nothing matched (-e)    more: man %s\n",
	    program->name);
	print_and_leave(&b);
}

static _Noreturn void
version(void)
{
	struct buf b = { 0 };

	buf_printf(&b, "%s %s\nschema 1\n", program->name, VERSION);
	if (program->libraries != NULL)
		program->libraries(&b);
	print_and_leave(&b);
}

static _Noreturn void
schema(void)
{
	struct buf b = { 0 };

	if (program->schema == NULL)
		opt_usage("--schema: this program writes no records");
	program->schema(&b);
	print_and_leave(&b);
}

const char *
opt_unknown(const char *kind, struct str word, const char *const *names)
{
	static char why[200];
	const char *near = str_nearest(word, names);
	int n = word.n < 60 ? (int)word.n : 60;

	if (near != NULL)
		snprintf(why, sizeof(why),
		    "no such %s \"%.*s\"; did you mean "
		    "\"%s\"?",
		    kind, n, word.s, near);
	else
		snprintf(
		    why, sizeof(why), "no such %s \"%.*s\"", kind, n, word.s);
	return why;
}

/* What getopt refused: an unknown option, or one without its operand. */
static _Noreturn void
refused(const char *word, int letter, bool operand)
{
	const char *names[MOST + 8];
	const struct opt *o;
	struct str name;
	size_t n = 0;

	if (operand)
		opt_usage("%s: needs an operand", word);
	if (strncmp(word, "--", 2) != 0)
		opt_usage("no such option -%c", letter);
	for (o = program->options; o->name != NULL; o++)
		names[n++] = o->name;
	for (o = common; o->name != NULL; o++)
		names[n++] = o->name;
	names[n] = NULL;
	name = str_of(word + 2);
	if (memchr(name.s, '=', name.n) != NULL)
		name.n = (size_t)(strchr(name.s, '=') - name.s);
	opt_usage("%s", opt_unknown("option", name, names));
}

static void
one(const struct opt *o, const char *operand)
{
	const char *why;

	if (o == common)
		help();
	if (o == common + 1)
		version();
	if (o == common + 2)
		schema();
	if ((why = o->set(o->target, operand)) == NULL)
		return;
	if (o->letter != 0)
		opt_usage("-%c %s: %s", o->letter, operand, why);
	opt_usage("--%s=%s: %s", o->name, operand != NULL ? operand : "", why);
}

/* getopt takes "--si" for "--side"; a script that says so breaks later. */
static void
whole_word(const char *name, char *argv[])
{
	const char *word = argv[optind - 1];

	if (optarg != NULL && optarg == word)
		word = argv[optind - 2];
	if (strncmp(word + 2, name, strlen(name)) != 0)
		refused(word, 0, false);
}

/* Both tables as getopt wants them. */
static size_t
tables(const struct opt **all, struct option *longs, char *shorts)
{
	const struct opt *lists[] = { program->options, common }, *o;
	size_t n = 0, i;

	*shorts++ = ':';
	for (i = 0; i < 2; i++)
		for (o = lists[i]; o->name != NULL && n < MOST; o++, n++) {
			all[n] = o;
			longs[n] = (struct option){ o->name, kind(o), NULL,
				LONG_BASE + (int)n };
			if (o->letter == 0)
				continue;
			*shorts++ = o->letter;
			if (kind(o) == required_argument)
				*shorts++ = ':';
		}
	longs[n] = (struct option){ 0 };
	*shorts = '\0';
	return n;
}

int
opt_parse(const struct program *p, int argc, char *argv[])
{
	const struct opt *all[MOST];
	struct option longs[MOST + 1];
	char shorts[2 * MOST + 2];
	size_t n, i;
	int c;

	program = p;
	opterr = 0;
	n = tables(all, longs, shorts);
	while ((c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (c == '?' || c == ':')
			refused(argv[optind - 1], optopt, c == ':');
		if (c >= LONG_BASE) {
			whole_word(all[c - LONG_BASE]->name, argv);
			one(all[c - LONG_BASE], optarg);
			continue;
		}
		for (i = 0; i < n && all[i]->letter != c;)
			i++;
		one(all[i], optarg);
	}
	return optind;
}

const char *
opt_flag(void *target, const char *operand)
{
	(void)operand;
	*(bool *)target = true;
	return NULL;
}

const char *
opt_text(void *target, const char *operand)
{
	*(const char **)target = operand;
	return NULL;
}

const char *
opt_number(void *target, const char *operand)
{
	struct dec d;
	i128 v;

	if (dec_parse(&d, str_of(operand)) != NULL || d.scale != 0 ||
	    !dec_fixed(&v, d, 0) || v > INT64_MAX || v < -INT64_MAX)
		return "not a whole number";
	*(int64_t *)target = (int64_t)v;
	return NULL;
}

const char *
opt_count(void *target, const char *operand)
{
	const char *why = opt_number(target, operand);

	if (why == NULL && *(int64_t *)target < 1)
		why = "must be 1 or more";
	return why;
}

const char *
opt_span(void *target, const char *operand)
{
	return span_parse(target, str_of(operand));
}

const char *
opt_when(void *target, const char *operand)
{
	return when_parse(target, str_of(operand));
}

const char *
opt_decimal(void *target, const char *operand)
{
	return dec_parse(target, str_of(operand));
}

const char *
opt_money(void *target, const char *operand)
{
	static const char letters[] = "kKMB", powers[] = { 3, 3, 6, 9 };
	struct str s = str_of(operand);
	const char *at = NULL;
	int power = 0;

	if (s.n > 1 && (at = strchr(letters, s.s[s.n - 1])) != NULL) {
		power = powers[at - letters];
		s.n--;
	}
	if (dec_parse(target, s) != NULL ||
	    !dec_shift(target, *(struct dec *)target, power) ||
	    dec_sign(*(struct dec *)target) < 0)
		return "not an amount such as 500000, 500k or 1.5M";
	return NULL;
}

const char *
opt_names(void *target, const char *operand)
{
	struct str rest = str_of(operand), part;

	while (str_split(&rest, ',', &part)) {
		if (part.n == 0)
			return "a list with an empty name in it";
		names_id(target, part);
	}
	return NULL;
}

const char *
opt_decimals(void *target, const char *operand)
{
	static const char *const names[] = { "number", "string", NULL };

	if (strcmp(operand, "number") != 0 && strcmp(operand, "string") != 0)
		return opt_unknown("form", str_of(operand), names);
	*(bool *)target = strcmp(operand, "string") == 0;
	return NULL;
}
