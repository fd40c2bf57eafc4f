#include "liq-fetch/rows.h"

#include <stdlib.h>

#include "base/x.h"

struct rows {
	struct csv csv;
	struct rekey rekey;
	struct buf object;
	struct context context;
	const char *(*give)(
	    struct str, const struct context *, const struct sink *);
};

void *
rows_open(const struct import *import, const struct format *format,
    const struct rename *names,
    const char *(*give)(
	struct str, const struct context *, const struct sink *))
{
	struct rows *s = xcalloc(1, sizeof(*s));

	s->context = import->context;
	s->context.source = format->name;
	s->rekey.names = names;
	s->give = give;
	return s;
}

const char *
rows_line(void *state, struct str text, const struct sink *to)
{
	struct rows *s = state;
	const char *why = NULL;

	switch (csv_line(&s->csv, text, &why)) {
	case CSV_HEADER:
		if ((why = rekey_bind(&s->rekey, &s->csv)) != NULL)
			csv_refuse(&s->csv);
		return why;
	case CSV_ROW:
		buf_reset(&s->object);
		rekey_put(&s->object, &s->rekey, &s->csv);
		return s->give(buf_view(&s->object), &s->context, to);
	default:
		return why;
	}
}

void
rows_close(void *state, const struct sink *to)
{
	struct rows *s = state;

	csv_end(&s->csv, to);
	buf_free(&s->object);
	free(s);
}
