/*
 * live_channel.c - what is said to a feed of channels, a topic each market.
 */
#include "liq-fetch/live_say.h"

/* What a width is called there; false: it is not offered. */
static bool
offered(const struct live_channel *c, const struct live_wants *w,
    const char **width)
{
	*width = "";
	if (!(c->kinds & w->kinds))
		return false;
	if (c->widths != NULL)
		*width = width_name(c->widths, w->width);
	return *width != NULL;
}

int
live_channels_of(const struct live_channel *c, const struct live_wants *w)
{
	const char *width;
	int n = 0;

	for (; c->kinds != 0; c++)
		n += offered(c, w, &width);
	return n;
}

static void
put_lower(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		buf_putc(b, *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s);
}

static void
put_topic(struct buf *b, const struct live_channel *c, const char *symbol,
    const char *width)
{
	const char *s = c->topic;

	for (; *s != '\0'; s++)
		if (*s == '$')
			buf_puts(b, symbol);
		else if (*s == '~')
			put_lower(b, symbol);
		else if (*s == '#')
			buf_puts(b, width);
		else
			buf_putc(b, *s);
}

static void
put_message(struct buf *b, const char *message, struct str topics)
{
	const char *hole = strchr(message, '@');

	buf_put(b, message, (size_t)(hole - message));
	buf_str(b, topics);
	buf_puts(b, hole + 1);
}

/* Is it a topic that some market has? */
static bool
is_asked(
    const struct live_channel *c, const struct live_wants *w, const char *topic)
{
	struct buf b = { 0 };
	const char *width;
	bool asked = false;
	size_t i;

	for (; c->kinds != 0; c++)
		for (i = 0; offered(c, w, &width) && i < w->n; i++) {
			buf_reset(&b);
			put_topic(&b, c, w->of[i].symbol, width);
			asked = asked || str_is(buf_view(&b), topic);
		}
	buf_free(&b);
	return asked;
}

static void
put_batch(struct buf *b, int *topics, const struct live_channel *c,
    const struct live_wants *w, const char *width, size_t from)
{
	struct buf list = { 0 };
	size_t i, n = (size_t)c->batch;

	for (i = from; i < from + n && i < w->n; i++) {
		buf_puts(&list, i > from ? "," : "");
		put_topic(&list, c, w->of[i].symbol, width);
	}
	*topics = c->apart ? (int)(i - from) : 1;
	put_message(b, c->message, buf_view(&list));
	buf_free(&list);
}

bool
live_channels(const struct live *live, struct buf *b, int *topics,
    const struct live_wants *w, int n)
{
	const struct live_channel *c = live->channels;
	const char *width;
	size_t batches;

	if (live->canary != NULL && !is_asked(c, w, live->canary) && n-- == 0) {
		*topics = 1;
		put_message(b, c->message, str_of(live->canary));
		return true;
	}
	for (; c->kinds != 0; c++) {
		if (!offered(c, w, &width))
			continue;
		batches = (w->n + (size_t)c->batch - 1) / (size_t)c->batch;
		if ((size_t)n < batches) {
			put_batch(b, topics, c, w, width,
			    (size_t)n * (size_t)c->batch);
			return true;
		}
		n -= (int)batches;
	}
	return false;
}
