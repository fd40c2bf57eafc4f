/*
 * emit_words.c - the first and the last line of a file.
 */
#include "io/out.h"
#include "liq-fetch/emit_room.h"

#define PROGRAM "liq-fetch"

static void
put(const struct record *r)
{
	struct buf b = { 0 };

	record_put(&b, r, false);
	out_take(&b);
	buf_free(&b);
}

void
words_begin(
    const struct emit *e, const struct run *run, int64_t ts, int previous)
{
	struct buf sources = { 0 };
	struct record r;

	if (e->no_meta)
		return;
	record_clear(&r, RECORD_BEGIN);
	r.as.begin.ts = ts;
	str_copy(r.as.begin.program, sizeof(r.as.begin.program), STR(PROGRAM));
	str_copy(r.as.begin.version, sizeof(r.as.begin.version), STR(VERSION));
	r.as.begin.schema = SCHEMA;
	r.as.begin.options = run->options;
	r.as.begin.previous = previous;
	sources_put(&sources, &e->sources);
	r.as.begin.sources = buf_view(&sources);
	put(&r);
	buf_free(&sources);
}

void
words_end(const struct emit *e, struct end end, const char *why)
{
	struct buf sources = { 0 };
	struct record r;

	if (e->no_meta)
		return;
	record_clear(&r, RECORD_END);
	r.as.end = end;
	str_copy(r.as.end.why, sizeof(r.as.end.why), str_of(why));
	sources_put(&sources, &e->sources);
	r.as.end.sources = buf_view(&sources);
	put(&r);
	buf_free(&sources);
}
