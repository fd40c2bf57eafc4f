#include "liq-fetch/rekey.h"

#include "json/json.h"
#include "liq-fetch/reason.h"

const char *
rekey_bind(struct rekey *r, const struct csv *header)
{
	const struct rename *name;
	size_t i, *cell;

	for (name = r->names; name->column != NULL; name++) {
		cell = &r->cell[name - r->names];
		*cell = SIZE_MAX;
		for (i = 0; i < header->n; i++) {
			if (!str_is(str_trim(header->cell[i]), name->column))
				continue;
			if (*cell != SIZE_MAX)
				return reason(
				    "two columns \"%s\"", name->column);
			*cell = i;
		}
		if (*cell == SIZE_MAX && name->needed)
			return reason("no column \"%s\"", name->column);
	}
	return NULL;
}

void
rekey_put(struct buf *b, const struct rekey *r, const struct csv *row)
{
	const struct rename *name;
	struct str s;
	const char *comma = "";

	buf_putc(b, '{');
	for (name = r->names; name->column != NULL; name++) {
		if (r->cell[name - r->names] == SIZE_MAX)
			continue;
		s = str_trim(row->cell[r->cell[name - r->names]]);
		if (s.n == 0)
			continue;
		buf_puts(b, comma);
		buf_printf(b, "\"%s\":", name->key);
		json_put_text(b, s);
		comma = ",";
	}
	if (r->fixed != NULL) {
		buf_puts(b, comma);
		buf_puts(b, r->fixed);
	}
	buf_putc(b, '}');
}
