#include "liq-agg/request.h"

#include "io/opt.h"
#include "json/json.h"
#include "liq-agg/group.h"

const char *
request_widths(void *target, const char *operand)
{
	struct widths w = { 0 };
	struct str rest = str_of(operand), part;
	const char *why;
	int64_t ms;
	size_t i;

	while (str_split(&rest, ',', &part)) {
		ms = 0;
		if (!str_is(part, "all") &&
		    (why = span_parse(&ms, part)) != NULL)
			return why;
		for (i = 0; i < w.n; i++)
			if (w.ms[i] == ms)
				return "a width that is there twice";
		if (w.n == WIDTHS)
			return "more than 16 widths";
		w.ms[w.n++] = ms;
	}
	*(struct widths *)target = w;
	return NULL;
}

/* Which of names a word is; -1: none. */
static int
place(const char *const *names, struct str word)
{
	int i;

	for (i = 0; names[i] != NULL; i++)
		if (str_is(word, names[i]))
			return i;
	return -1;
}

const char *
request_keys(void *target, const char *operand)
{
	struct str rest = str_of(operand), part;
	unsigned keys = 0;
	int i;

	if (str_is(rest, "none") || rest.n == 0) {
		*(unsigned *)target = 0;
		return NULL;
	}
	while (str_split(&rest, ',', &part)) {
		if ((i = place(group_key_names, part)) < 0)
			return opt_unknown("key", part, group_key_names);
		keys |= 1U << i;
	}
	*(unsigned *)target = keys;
	return NULL;
}

const char *
request_side(void *target, const char *operand)
{
	int i = place(side_names, str_of(operand));

	if (i < 0)
		return opt_unknown("side", str_of(operand), side_names);
	*(int *)target = i + 1;
	return NULL;
}

const char *
request_exchanges(void *target, const char *operand)
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
request_format(void *target, const char *operand)
{
	int i = place(print_names, str_of(operand));

	if (i < 0)
		return opt_unknown("format", str_of(operand), print_names);
	*(int *)target = i;
	return NULL;
}

bool
request_wants(const struct request *r, const char *exchange)
{
	uint32_t id;

	return r->exchanges.n == 0 ||
	       names_find(&r->exchanges, str_of(exchange), &id);
}

static void
key(struct buf *to, const char *name)
{
	buf_puts(to, to->s[to->n - 1] == '{' ? "\"" : ",\"");
	buf_puts(to, name);
	buf_puts(to, "\":");
}

static void
put_widths(struct buf *to, const struct widths *w)
{
	size_t i;

	buf_putc(to, '"');
	for (i = 0; i < w->n; i++) {
		if (i > 0)
			buf_putc(to, ',');
		if (w->ms[i] == 0)
			buf_puts(to, "all");
		else
			span_put(to, w->ms[i]);
	}
	buf_putc(to, '"');
}

static void
put_keys(struct buf *to, unsigned keys)
{
	const char *comma = "";
	int i;

	buf_putc(to, '"');
	for (i = 0; group_key_names[i] != NULL; i++)
		if (keys & 1U << i) {
			buf_puts(to, comma);
			buf_puts(to, group_key_names[i]);
			comma = ",";
		}
	buf_puts(to, keys == 0 ? "none\"" : "\"");
}

static void
put_when(struct buf *to, struct when w)
{
	buf_putc(to, '"');
	if (!w.relative) {
		when_put(to, w.ms);
	} else if (w.ms == 0) {
		buf_puts(to, "now");
	} else {
		buf_putc(to, '-');
		span_put(to, w.ms);
	}
	buf_putc(to, '"');
}

static void
put_exchanges(struct buf *to, const struct names *names)
{
	struct buf list = { 0 };
	size_t i;

	for (i = 0; i < names->n; i++) {
		if (i > 0)
			buf_putc(&list, ',');
		buf_str(&list, names->name[i]);
	}
	json_put_text(to, buf_view(&list));
	buf_free(&list);
}

static void
put_filters(struct buf *to, const struct request *r)
{
	if (r->min.known) {
		key(to, "min");
		dec_put(to, r->min);
	}
	if (r->side != SIDE_NONE) {
		key(to, "side");
		json_put_text(to, str_of(side_names[r->side - 1]));
	}
	if (r->exchanges.n > 0) {
		key(to, "exchange");
		put_exchanges(to, &r->exchanges);
	}
	if (r->top > 0) {
		key(to, "top");
		buf_int(to, r->top);
	}
}

void
request_put(struct buf *to, const struct request *r)
{
	buf_putc(to, '{');
	if (r->interval > 0) {
		key(to, "interval");
		buf_putc(to, '"');
		span_put(to, r->interval);
		buf_putc(to, '"');
	} else {
		key(to, "window");
		put_widths(to, &r->widths);
	}
	key(to, "by");
	put_keys(to, r->keys);
	if (r->since.given) {
		key(to, "since");
		put_when(to, r->since);
	}
	if (r->until.given) {
		key(to, "until");
		put_when(to, r->until);
	}
	put_filters(to, r);
	buf_putc(to, '}');
}

struct choice
request_choice(const struct request *r, int64_t last)
{
	struct choice c = { INT64_MIN, INT64_MAX, r->min, r->side };

	if (r->since.given)
		c.since = when_at(r->since, last);
	if (r->until.given)
		c.until = when_at(r->until, last);
	return c;
}

struct windows
request_windows(
    const struct request *r, const struct events *events, int64_t last)
{
	struct choice c = request_choice(r, last);
	struct windows w = { .widths = &r->widths, .interval = r->interval };

	w.until = r->until.given ? c.until : last;
	w.since = w.until;
	if (r->since.given)
		w.since = c.since;
	else if (events->n > 0)
		w.since = events->of[0].ts;
	return w;
}

struct interval
request_span(const struct request *r, int64_t last)
{
	struct choice c = request_choice(r, last);
	struct interval span = { c.since, c.until };
	int64_t widest = 0, end = r->until.given ? c.until : last;
	size_t i;

	if (r->interval > 0)
		return span;
	for (i = 0; i < r->widths.n; i++) {
		if (r->widths.ms[i] == 0)
			return span;
		if (r->widths.ms[i] > widest)
			widest = r->widths.ms[i];
	}
	span.until = end;
	if (end - widest > span.since)
		span.since = end - widest;
	return span;
}
