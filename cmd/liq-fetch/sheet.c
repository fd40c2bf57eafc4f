#include "liq-fetch/sheet.h"

#include <stdlib.h>

#include "base/x.h"
#include "json/json.h"

struct members {
	struct str key[SHEET_MEMBERS], value[SHEET_MEMBERS];
	int n;
};

/* Its members, in place of those of the same name. */
static void
read_members(struct members *m, struct str object)
{
	struct str key, value;
	int i;

	while (json_member(&object, &key, &value)) {
		for (i = 0; i < m->n && !str_same(m->key[i], key); i++)
			;
		if (i == SHEET_MEMBERS)
			continue;
		m->key[i] = key;
		m->value[i] = value;
		m->n += i == m->n;
	}
}

static void
put_members(struct buf *b, const struct members *m)
{
	int i;

	buf_putc(b, '{');
	for (i = 0; i < m->n; i++) {
		buf_puts(b, i > 0 ? "," : "");
		buf_str(b, m->key[i]);
		buf_putc(b, ':');
		buf_str(b, m->value[i]);
	}
	buf_putc(b, '}');
}

struct str
sheet_tell(struct sheet *s, struct str topic, struct str object, bool whole)
{
	const struct str nothing = { "", 0 };
	struct members m = { .n = 0 };
	struct buf page = { 0 };
	uint32_t id;

	if (json_kind(object) != '{')
		return nothing;
	if (!names_find(&s->names, topic, &id)) {
		if (!whole || s->n == SHEET_PAGES)
			return nothing;
		id = names_id(&s->names, topic);
		s->page = xgrow(s->page, s->n, &s->cap, sizeof(*s->page));
		s->page[s->n++] = page;
	}
	if (!whole)
		read_members(&m, buf_view(&s->page[id]));
	read_members(&m, object);
	put_members(&page, &m);
	buf_free(&s->page[id]);
	s->page[id] = page;
	return buf_view(&page);
}

void
sheet_free(struct sheet *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		buf_free(&s->page[i]);
	names_free(&s->names);
	free(s->page);
	*s = (struct sheet){ 0 };
}
