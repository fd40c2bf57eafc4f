#include "liq-fetch/live_say.h"

#include "base/when.h"
#include "liq-fetch/pace.h"
#include "liq-fetch/stats.h"

bool
live_topics(struct buf *b, const struct live_wants *w, int n, int batch,
    const char *before, const char *behind)
{
	size_t from = (size_t)n * (size_t)batch, at;

	for (at = from; at < from + (size_t)batch && at < w->n; at++)
		buf_printf(b, "%s\"%s%s%s\"", at > from ? "," : "", before,
		    w->of[at].symbol, behind);
	return at > from;
}

bool
live_hello(const struct live *live, struct buf *b, int *topics,
    const struct live_wants *wants, int n)
{
	const struct live_line *line = live->script;

	for (; line != NULL && line->text != NULL; line++, n--)
		if (n == 0) {
			buf_puts(b, line->text);
			*topics = line->topics;
			return true;
		}
	if (live->channels != NULL)
		return live_channels(live, b, topics, wants, n);
	return live->hello != NULL && live->hello(b, topics, wants, n);
}

uint32_t
live_kinds(const struct live *live)
{
	uint32_t kinds = 0;

	for (; live != NULL && live->name != NULL; live++)
		kinds |= live->kinds;
	return kinds;
}

void
live_ping(struct buf *b, int64_t now)
{
	(void)now;
	buf_puts(b, "ping");
}

const char *
live_open(struct heard *h, struct str *text)
{
	*text = str_trim(*text);
	if (str_is(*text, "pong"))
		h->what = HEARD_PONG;
	return wire_open(text);
}

void
live_words(struct heard *h, struct str words)
{
	size_t i, n = 0;
	unsigned char c;

	for (i = 0; i < words.n && n + 1 < sizeof(h->words); i++) {
		c = (unsigned char)words.s[i];
		h->words[n++] = (char)(c < ' ' || c > '~' ? ' ' : c);
	}
	h->words[n] = '\0';
}

void
live_refused(
    struct heard *h, struct str topic, struct str words, struct str code)
{
	struct buf b = { 0 };

	buf_str(&b, topic);
	if (words.n == 0)
		words = STR("refused");
	buf_puts(&b, topic.n > 0 ? ": " : "");
	buf_str(&b, words);
	if (code.n > 0)
		buf_printf(&b, " (%.*s)", (int)code.n, code.s);
	h->what = HEARD_REFUSED;
	live_words(h, buf_view(&b));
	buf_free(&b);
}

void
live_leaving(struct heard *h, struct str words)
{
	h->what = HEARD_LEAVING;
	live_words(h, words);
}

struct str
live_part(struct str object, const char *key)
{
	struct str v;

	return json_get(object, key, &v) ? v : (struct str){ "", 0 };
}

struct str
live_first(struct str object, const char *key)
{
	struct str array = live_part(object, key), first;

	return array.n > 0 && json_kind(array) == '[' &&
		       json_element(&array, &first)
		   ? first
		   : (struct str){ "", 0 };
}

bool
live_canary(struct heard *h, struct str ms)
{
	if (wire_time(&h->ts, ms, SECOND_MS) != NULL)
		return false;
	h->what = HEARD_CANARY;
	return true;
}

void
live_row(
    struct live_row *row, const struct context *context, const struct sink *to)
{
	*row = (struct live_row){ .page = {
				      .token = "", .key = "", .owner = "" } };
	row->reading = (struct reading){ .turn = &row->turn,
		.page = &row->page,
		.context = context,
		.to = to };
}

const char *
live_market(struct live_row *row, const struct exchange *x, struct str symbol)
{
	struct market *m = &row->page.market;

	if (!str_copy(m->symbol, sizeof(m->symbol), symbol))
		return "its symbol is too long";
	return stats_open(&row->reading, x);
}

bool
live_due(const struct heard *h, const struct exchange *x, enum record_type kind,
    struct str symbol, int64_t ts)
{
	char name[64];

	if (h->wants == NULL)
		return true;
	return h->wants->kinds >> kind & 1 &&
	       str_copy(name, sizeof(name), symbol) &&
	       pace_due(h->wants->pace, kind, x->name, name, ts);
}

const char *
live_frame(struct heard *h, const struct exchange *x, struct str text,
    const struct context *context, const struct sink *to)
{
	const char *why = x->frame(text, context, to);

	if (why == NULL)
		h->what = HEARD_DATA;
	return why;
}
