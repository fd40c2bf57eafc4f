/*
 * live_channel.c - what is said to a feed of channels, a topic each market.
 */
#include "liq-fetch/live_say.h"

#include "base/hash.h"

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

int
live_part_of(const struct market *m, int parts)
{
	return (int)(hash128(str_of(m->symbol)).a % (uint64_t)parts) + 1;
}

/* How many markets the fullest of so many connections has. */
static size_t
fullest(const struct live_wants *w, int parts)
{
	size_t most = 0, has, i;
	int part;

	for (part = 1; part <= parts; part++) {
		for (has = i = 0; i < w->n; i++)
			has += live_part_of(&w->of[i], parts) == part;
		most = has > most ? has : most;
	}
	return most;
}

int
live_parts(const struct live *live, const struct live_wants *w)
{
	size_t each = 1, room;
	int n;

	if (live->channels != NULL)
		each = (size_t)live_channels_of(live->channels, w);
	if (each == 0 || live->topics_max == 0)
		return each > 0;
	room = live->topics_max > each ? live->topics_max / each : 1;
	for (n = 1; (size_t)n < w->n && fullest(w, n) > room;)
		n++;
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
