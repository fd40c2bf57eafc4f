#include "liq-fetch/wire.h"

#include "liq-fetch/reason.h"

#define WORDS_MAX 120 /* of somebody else's sentence */
#define NAME_MAX_BYTES 60

const char *
wire_open(struct str *text)
{
	*text = str_trim(*text);
	if (str_is(*text, "ping") || str_is(*text, "pong")) {
		text->n = 0;
		return NULL;
	}
	return json_check(*text);
}

struct str
wire_get(struct str object, const char *key)
{
	struct str v;

	if (!json_get(object, key, &v) || json_kind(v) == 'n')
		return (struct str){ "", 0 };
	return json_kind(v) == '"' ? json_bare(v) : v;
}

bool
wire_listed(struct str name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (str_is(name, *names))
			return true;
	return false;
}

const char *
wire_rows(struct str rows,
    const char *(*read)(
	struct str, const struct context *, const struct sink *),
    const struct context *context, const struct sink *to)
{
	struct str row;
	const char *why;

	if (json_kind(rows) == '{') {
		if ((why = read(rows, context, to)) != NULL)
			to->refuse(to->arg, why);
		return NULL;
	}
	if (json_kind(rows) != '[')
		return "neither an array of rows nor a row";
	while (json_element(&rows, &row))
		if ((why = read(row, context, to)) != NULL)
			to->refuse(to->arg, why);
	return NULL;
}

const char *
wire_answer(struct str rows,
    const char *(*read)(
	struct str, const struct context *, const struct sink *),
    const struct context *context, const struct sink *to)
{
	const char *why;

	if (to->scope != NULL)
		to->scope(to->arg);
	why = wire_rows(rows, read, context, to);
	if (to->scope != NULL)
		to->scope(to->arg);
	return why;
}

static int
cut(struct str s, size_t max)
{
	return (int)(s.n < max ? s.n : max);
}

const char *
wire_error(struct str code, struct str words)
{
	if (words.n == 0)
		words = STR("error");
	if (code.n == 0)
		return reason(
		    "the exchange says: %.*s", cut(words, WORDS_MAX), words.s);
	return reason("the exchange says: %.*s (%.*s)", cut(words, WORDS_MAX),
	    words.s, cut(code, NAME_MAX_BYTES), code.s);
}

const char *
wire_unknown(const char *what, struct str name)
{
	return reason(
	    "unknown %s \"%.*s\"", what, cut(name, NAME_MAX_BYTES), name.s);
}
