/*
 * frames.c - JSON frames as they were received, one a line, of one exchange;
 * or objects whose member "raw" holds the frame, as it stood or as a string.
 *
 * A file is one connection.  A payload equal to one of the last ones, byte by
 * byte, was sent again: twins come in one array or in different payloads.
 */
#include <stdlib.h>

#include "base/hash.h"
#include "base/x.h"
#include "json/json.h"
#include "liq-fetch/import.h"
#include "liq-fetch/reason.h"

#define PAYLOADS 64 /* how far back a replay is seen */

struct frames {
	const struct exchange *exchange;
	struct context context;
	struct hash128 last[PAYLOADS]; /* a ring */
	size_t n; /* payloads so far */
	struct buf text; /* of a frame in a string */
};

static void *
frames_open(const struct import *import, const char *file, const char **why)
{
	struct frames *f;

	(void)file;
	if (import->exchange == NULL ||
	    exchange_find(import->exchange) == NULL) {
		*why = "frames need -x with an exchange of --list=exchanges";
		return NULL;
	}
	f = xcalloc(1, sizeof(*f));
	f->exchange = exchange_find(import->exchange);
	f->context = import->context;
	f->context.source = format_frames.name;
	return f;
}

/* The frame a line holds; false: none, and why. */
static bool
unwrap(struct frames *f, struct str *text, const char **why)
{
	struct str raw;

	if (memmem(text->s, text->n, "\"raw\"", 5) == NULL)
		return true;
	if ((*why = json_check(*text)) != NULL)
		return false;
	if (!json_get(*text, "raw", &raw))
		return true;
	switch (json_kind(raw)) {
	case '{':
	case '[':
		*text = raw;
		return true;
	case '"':
		buf_reset(&f->text);
		if (json_text(buf_room(&f->text, raw.n), raw.n, raw)) {
			*text = str_of(f->text.s);
			return true;
		}
	}
	*why = "\"raw\" is no frame";
	return false;
}

static bool
replayed(struct frames *f, struct str text)
{
	struct hash128 h = hash128(text);
	size_t i, n = f->n < PAYLOADS ? f->n : PAYLOADS;

	for (i = 0; i < n; i++)
		if (f->last[i].a == h.a && f->last[i].b == h.b)
			return true;
	f->last[f->n++ % PAYLOADS] = h;
	return false;
}

/* Events of a replay are repeats; rows refused were refused before. */
static void
repeat_record(void *outer, const struct record *r)
{
	const struct sink *to = outer;

	(void)r;
	if (to->repeat != NULL)
		to->repeat(to->arg);
}

static void
repeat_refuse(void *outer, const char *why)
{
	(void)outer;
	(void)why;
}

static const char *
frames_line(void *state, struct str line, const struct sink *to)
{
	struct frames *f = state;
	struct sink outer = *to;
	struct sink mute = {
		.record = repeat_record, .refuse = repeat_refuse, .arg = &outer
	};
	struct str text = str_trim(line);
	const char *why;

	if (text.n == 0)
		return NULL;
	if (!unwrap(f, &text, &why))
		return why;
	return f->exchange->frame(
	    text, &f->context, replayed(f, text) ? &mute : to);
}

static void
frames_close(void *state, const struct sink *to)
{
	struct frames *f = state;

	(void)to;
	buf_free(&f->text);
	free(f);
}

const struct format format_frames = {
	.name = "frames",
	.what = "JSON frames of an exchange, one a line, as received",
	.needs = "-x",
	.open = frames_open,
	.line = frames_line,
	.close = frames_close,
};
