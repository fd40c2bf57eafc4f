/*
 * xml.h - is it XML, of the plain kind that we write?
 *
 * Elements that are closed in order, attributes in double quotes and none
 * twice, the five entities, UTF-8 without controls.
 */
#ifndef XML_H
#define XML_H

#include <ctype.h>

#include "base/str.h"
#include "liq-render/safe.h"

#define XML_DEPTH 16

static inline size_t
xml_name(struct str s)
{
	size_t n = 0;

	while (n < s.n && (isalnum((unsigned char)s.s[n]) || s.s[n] == '-' ||
			      s.s[n] == ':'))
		n++;
	return n;
}

/* Text up to a sign that ends it; what is left begins with that. */
static inline bool
xml_text(struct str *s, char end)
{
	static const char *const entities[] = { "&amp;", "&lt;", "&gt;",
		"&quot;", "&#39;" };
	struct str rest = *s;
	uint32_t c;
	size_t i;

	while (rest.n > 0 && rest.s[0] != end) {
		if (rest.s[0] == '<')
			return false;
		for (i = 0; rest.s[0] == '&'; i++) {
			if (i == sizeof(entities) / sizeof(*entities))
				return false;
			if (str_starts(rest, str_of(entities[i])))
				break;
		}
		if (rest.s[0] == '\n') {
			rest = str_from(rest, 1);
			continue;
		}
		/* what we write is safe already: nothing has to be replaced */
		*s = rest;
		c = safe_next(&rest);
		if (c == SAFE_OTHER && !str_starts(*s, STR("\xef\xbf\xbd")))
			return false;
	}
	*s = rest;
	return true;
}

/* The attributes of a tag, up to its ">" or "/>". */
static inline bool
xml_attributes(struct str *s)
{
	struct str seen[16];
	size_t n, i, k = 0;

	while (s->n > 0 && s->s[0] == ' ') {
		*s = str_from(*s, 1);
		n = xml_name(*s);
		for (i = 0; i < k; i++)
			if (str_same(seen[i], (struct str){ s->s, n }))
				return false;
		if (n == 0 || k == sizeof(seen) / sizeof(*seen))
			return false;
		seen[k++] = (struct str){ s->s, n };
		*s = str_from(*s, n);
		if (!str_starts(*s, STR("=\"")))
			return false;
		*s = str_from(*s, 2);
		if (!xml_text(s, '"') || s->n == 0)
			return false;
		*s = str_from(*s, 1);
	}
	return true;
}

static inline bool
is_xml(struct str s)
{
	struct str open[XML_DEPTH], name;
	size_t depth = 0;
	bool closes;

	do {
		if (!str_starts(s, STR("<")))
			return false;
		closes = str_starts(s, STR("</"));
		s = str_from(s, closes ? 2 : 1);
		name = (struct str){ s.s, xml_name(s) };
		s = str_from(s, name.n);
		if (closes && (depth == 0 || !str_same(name, open[--depth])))
			return false;
		if (!closes && (depth == XML_DEPTH || !xml_attributes(&s)))
			return false;
		if (!closes && str_starts(s, STR("/>")))
			s = str_from(s, 1);
		else if (!closes)
			open[depth++] = name;
		if (!str_starts(s, STR(">")))
			return false;
		s = str_from(s, 1);
		if (!xml_text(&s, '<'))
			return false;
	} while (depth > 0);
	return s.n == 0;
}

#endif
