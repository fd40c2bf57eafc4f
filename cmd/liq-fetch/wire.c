#include "liq-fetch/wire.h"

#include "base/when.h"
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

int
wire_cells(struct str array, struct str *cell, int room)
{
	struct str value;
	int n = 0;

	if (json_kind(array) != '[')
		return -1;
	for (; json_element(&array, &value); n++) {
		if (n >= room)
			continue;
		cell[n] = json_kind(value) == '"'   ? json_bare(value)
			  : json_kind(value) == 'n' ? (struct str){ "", 0 }
						    : value;
	}
	return n;
}

const char *
wire_time(int64_t *ms, struct str bare, int64_t per_second)
{
	struct dec d, scale;
	const char *why = dec_parse(&d, bare);
	i128 n;

	if (why != NULL)
		return why;
	if (!dec_mul(&d, d, dec_int(SECOND_MS)) ||
	    !dec_div(&scale, d, dec_int(per_second), DEC_SCALE / 3))
		return "a time out of range";
	for (n = scale.v; scale.scale > 0; scale.scale--)
		n /= 10;
	if (n != (int64_t)n || !when_sane((int64_t)n))
		return "a time outside 2015 to 2100";
	*ms = (int64_t)n;
	return NULL;
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
