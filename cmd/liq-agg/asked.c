/* What the command line asked for, as JSON. */
#include "json/json.h"
#include "liq-agg/group.h"
#include "liq-agg/request.h"

static void
key(struct buf *to, const char *name)
{
	const char before = to->s[to->n - 1];

	buf_puts(to, before == '{' || before == ',' ? "\"" : ",\"");
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
	when_put_given(to, w);
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
put_span(struct buf *to, const char *name, int64_t ms)
{
	if (ms == 0)
		return;
	key(to, name);
	buf_putc(to, '"');
	span_put(to, ms);
	buf_putc(to, '"');
}

static void
put_windows(struct buf *to, const struct request *r)
{
	put_span(to, "interval", r->interval);
	if (r->interval == 0) {
		key(to, "window");
		put_widths(to, &r->widths);
	}
	key(to, "by");
	put_keys(to, r->keys);
	if (r->bins.step.known) {
		key(to, "bins");
		dec_put(to, r->bins.step);
	}
	if (r->since.given) {
		key(to, "since");
		put_when(to, r->since);
	}
	if (r->until.given) {
		key(to, "until");
		put_when(to, r->until);
	}
}

static void
put_shared(struct buf *to, const struct request *r)
{
	put_windows(to, r);
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
	put_span(to, "usual", r->usual);
}

void
request_put_shared(struct buf *to, const struct request *r)
{
	buf_puts(to, "{\"partial\":1,"); /* the version of its form */
	put_shared(to, r);
	buf_putc(to, '}');
}

void
request_put(struct buf *to, const struct request *r)
{
	buf_putc(to, '{');
	put_shared(to, r);
	if (r->outsized.known) {
		key(to, "outsized");
		dec_put(to, r->outsized);
	}
	if (r->top > 0) {
		key(to, "top");
		buf_int(to, r->top);
	}
	if (r->follow) {
		put_span(to, "follow", r->period);
		put_span(to, "grace", r->grace);
	}
	buf_putc(to, '}');
}
