#include "liq-score/request.h"

#include "base/buf.h"
#include "base/when.h"
#include "io/opt.h"
#include "json/json.h"

static const char *const formats[] = { "text", "ndjson", NULL };

const char *
request_horizons(void *target, const char *operand)
{
	struct horizons h = { 0 };
	struct str rest = str_of(operand), part;
	const char *why;
	size_t i;

	while (str_split(&rest, ',', &part)) {
		if (h.n == HORIZONS)
			return "more than 16 horizons";
		if ((why = span_parse(&h.ms[h.n], part)) != NULL)
			return why;
		for (i = 0; i < h.n; i++)
			if (h.ms[i] == h.ms[h.n])
				return "a horizon that is there twice";
		h.n++;
	}
	*(struct horizons *)target = h;
	return NULL;
}

const char *
request_as(void *target, const char *operand)
{
	int i;

	for (i = 0; formats[i] != NULL; i++)
		if (strcmp(operand, formats[i]) == 0) {
			*(int *)target = i;
			return NULL;
		}
	return opt_unknown("format", str_of(operand), formats);
}

bool
request_wants_rival(const struct request *r, const char *name)
{
	uint32_t id;

	return r->against.n == 0 || names_find(&r->against, str_of(name), &id);
}

static void
put_against(struct buf *to, const struct names *names)
{
	struct buf list = { 0 };
	size_t i;

	for (i = 0; i < names->n; i++) {
		if (i > 0)
			buf_putc(&list, ',');
		buf_str(&list, names->name[i]);
	}
	buf_puts(to, ",\"against\":");
	json_put_text(to, buf_view(&list));
	buf_free(&list);
}

void
request_options(struct buf *to, const struct request *r)
{
	size_t i;

	buf_puts(to, "{\"horizon\":\"");
	for (i = 0; i < r->horizons.n; i++) {
		if (i > 0)
			buf_putc(to, ',');
		span_put(to, r->horizons.ms[i]);
	}
	buf_putc(to, '"');
	if (r->against.n > 0)
		put_against(to, &r->against);
	buf_putc(to, '}');
}
