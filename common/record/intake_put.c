/*
 * begin and end, as a filter writes them.
 */
#include <stdio.h>

#include "record/intake.h"

void
intake_put_begin(struct buf *b, const struct intake *in, const char *program,
    struct str options)
{
	struct record r;
	struct buf sources = { 0 };

	record_clear(&r, RECORD_BEGIN);
	if (in->first != 0)
		r.as.begin.ts = in->first;
	str_copy(
	    r.as.begin.program, sizeof(r.as.begin.program), str_of(program));
	str_copy(
	    r.as.begin.version, sizeof(r.as.begin.version), str_of(VERSION));
	r.as.begin.schema = SCHEMA;
	r.as.begin.options = options;
	sources_put(&sources, &in->sources);
	r.as.begin.sources = buf_view(&sources);
	record_put(b, &r, false);
	buf_free(&sources);
}

void
intake_put_end(struct buf *b, const struct intake *in, int status,
    int64_t count, int64_t repeated, int64_t since, int64_t until,
    const char *why)
{
	struct record r;
	struct buf sources = { 0 };

	record_clear(&r, RECORD_END);
	if (in->any)
		r.as.end.ts = in->as_of;
	r.as.end.status = status;
	r.as.end.count = count;
	r.as.end.rejected = in->rejected;
	r.as.end.repeated = repeated;
	r.as.end.gaps = intake_gaps(in, since, until, &r.as.end.gap_ms);
	snprintf(r.as.end.why, sizeof(r.as.end.why), "%s", why);
	sources_put(&sources, &in->sources);
	r.as.end.sources = buf_view(&sources);
	record_put(b, &r, false);
	buf_free(&sources);
}

const char *
intake_account(struct buf *b, const struct intake *in)
{
	const struct source *s = in->sources.of;
	size_t i;

	buf_printf(b, "%lld lines, %lld refused, %lld records",
	    (long long)in->lines, (long long)in->rejected,
	    (long long)in->records);
	for (i = 0; i < in->sources.n; i++) {
		buf_printf(b, "%s%s", i > 0 ? ", " : "; ", s[i].exchange);
		if (s[i].class != CLASS_NONE)
			buf_printf(b, " (%s)", class_names[s[i].class - 1]);
	}
	buf_putc(b, '\0');
	return b->s;
}
