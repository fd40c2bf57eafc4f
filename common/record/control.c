#include "record/control.h"

#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "json/json.h"
#include "record/record.h"

static const char *const previous_names[] = { "clean", "unclean", NULL };
const char *const gap_whys[] = { "start", "reconnect", "stall", "rate_limit",
	"ban", "geo", "maintenance", "page_cap", "slow_reader", "state",
	"unavailable", "suspect", NULL };
static const char *const fix_names[] = { "filled", "partial", "none", NULL };
const char *const class_names[] = { "complete", "unknown", "sampled",
	"simulated", NULL };

const struct field begin_fields[] = {
	{ FIELD("ts", INT, FIELD_NULL, struct begin, ts) },
	{ FIELD("program", TEXT, 0, struct begin, program) },
	{ FIELD("version", TEXT, FIELD_NULL, struct begin, version) },
	{ FIELD("schema", INT, 0, struct begin, schema) },
	{ FIELD("options", RAW, FIELD_NULL, struct begin, options) },
	{ FIELD("sources", RAW, FIELD_NULL, struct begin, sources) },
	{ FIELD_IN(
	    "previous", FIELD_NULL, struct begin, previous, previous_names) },
	{ 0 },
};

const struct field mark_fields[] = {
	{ FIELD("ts", INT, 0, struct mark, ts) },
	{ FIELD("exchange", TEXT, 0, struct mark, exchange) },
	{ FIELD("symbol", TEXT, FIELD_NULL, struct mark, symbol) },
	{ FIELD("kind", TEXT, 0, struct mark, kind) },
	{ FIELD("since", INT, 0, struct mark, since) },
	{ FIELD("until", INT, 0, struct mark, until) },
	{ 0 },
};

const struct field gap_fields[] = {
	{ FIELD("ts", INT, 0, struct gap, ts) },
	{ FIELD("exchange", TEXT, 0, struct gap, exchange) },
	{ FIELD("symbol", TEXT, FIELD_NULL, struct gap, symbol) },
	{ FIELD("kind", TEXT, 0, struct gap, kind) },
	{ FIELD("since", INT, 0, struct gap, since) },
	{ FIELD("until", INT, 0, struct gap, until) },
	{ FIELD_IN("why", FIELD_NULL, struct gap, why, gap_whys) },
	{ FIELD_IN("fix", 0, struct gap, fix, fix_names) },
	{ FIELD("count", INT, FIELD_NULL, struct gap, count) },
	{ 0 },
};

const struct field note_fields[] = {
	{ FIELD("ts", INT, FIELD_NULL, struct note, ts) },
	{ FIELD("exchange", TEXT, FIELD_NULL, struct note, exchange) },
	{ FIELD("symbol", TEXT, FIELD_NULL, struct note, symbol) },
	{ FIELD("code", TEXT, 0, struct note, code) },
	{ FIELD("message", TEXT, FIELD_NULL, struct note, message) },
	{ 0 },
};

const struct field end_fields[] = {
	{ FIELD("ts", INT, FIELD_NULL, struct end, ts) },
	{ FIELD("status", INT, 0, struct end, status) },
	{ FIELD("count", INT, FIELD_NULL, struct end, count) },
	{ FIELD("rejected", INT, FIELD_NULL, struct end, rejected) },
	{ FIELD("repeated", INT, FIELD_NULL, struct end, repeated) },
	{ FIELD("gaps", INT, FIELD_NULL, struct end, gaps) },
	{ FIELD("gap_ms", INT, FIELD_NULL, struct end, gap_ms) },
	{ FIELD("why", TEXT, FIELD_NULL, struct end, why) },
	{ FIELD("sources", RAW, FIELD_NULL, struct end, sources) },
	{ 0 },
};

struct source_row {
	char exchange[24];
	int class;
	struct str kinds;
};

static const struct field source_fields[] = {
	{ FIELD("exchange", TEXT, 0, struct source_row, exchange) },
	{ FIELD_IN(
	    "class", FIELD_NULL, struct source_row, class, class_names) },
	{ FIELD("kinds", RAW, FIELD_NULL, struct source_row, kinds) },
	{ 0 },
};

void
sources_add(struct sources *s, const struct source *one)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (strcmp(s->of[i].exchange, one->exchange) >= 0)
			break;
	if (i < s->n && strcmp(s->of[i].exchange, one->exchange) == 0) {
		if (one->class > s->of[i].class)
			s->of[i].class = one->class;
		s->of[i].kinds |= one->kinds;
		return;
	}
	s->of = xgrow(s->of, s->n, &s->cap, sizeof(*s->of));
	memmove(s->of + i + 1, s->of + i, (s->n - i) * sizeof(*s->of));
	s->of[i] = *one;
	s->n++;
}

static const char *
source_get(struct source *out, struct str obj)
{
	struct source_row row;
	struct str kind;
	char name[24];
	const char *why;

	if ((why = bind_get(&row, source_fields, obj)) != NULL)
		return why;
	*out = (struct source){ .class = row.class };
	memcpy(out->exchange, row.exchange, sizeof(out->exchange));
	while (json_element(&row.kinds, &kind)) {
		if (!json_text(name, sizeof(name), kind))
			return "a kind of a source is not a name";
		out->kinds |= 1u << record_find(str_of(name));
	}
	out->kinds &= ~1u; /* kinds this schema does not know */
	return NULL;
}

const char *
sources_merge(struct sources *s, struct str array)
{
	struct source one;
	struct str obj;
	const char *why;

	if (array.n > 0 && array.s[0] != '[')
		return "\"sources\" is not an array";
	while (json_element(&array, &obj)) {
		if ((why = source_get(&one, obj)) != NULL)
			return why;
		sources_add(s, &one);
	}
	return NULL;
}

const struct source *
sources_find(const struct sources *s, const char *exchange)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (strcmp(s->of[i].exchange, exchange) == 0)
			return &s->of[i];
	return NULL;
}

static void
put_kinds(struct buf *b, uint32_t kinds)
{
	const char *comma = "";
	int k;

	buf_putc(b, '[');
	for (k = 1; k <= RECORD_KINDS; k++)
		if (kinds >> k & 1) {
			buf_printf(b, "%s\"%s\"", comma, record_names[k]);
			comma = ",";
		}
	buf_putc(b, ']');
}

void
sources_put(struct buf *b, const struct sources *s)
{
	size_t i;

	buf_putc(b, '[');
	for (i = 0; i < s->n; i++) {
		buf_puts(b, i > 0 ? ",{\"exchange\":" : "{\"exchange\":");
		json_put_text(b, str_of(s->of[i].exchange));
		buf_puts(b, ",\"class\":");
		if (s->of[i].class == CLASS_NONE)
			buf_puts(b, "null");
		else
			json_put_text(
			    b, str_of(class_names[s->of[i].class - 1]));
		buf_puts(b, ",\"kinds\":");
		put_kinds(b, s->of[i].kinds);
		buf_putc(b, '}');
	}
	buf_putc(b, ']');
}

void
sources_free(struct sources *s)
{
	free(s->of);
	*s = (struct sources){ 0 };
}

static const char *
check_span(int64_t since, int64_t until)
{
	if (!when_sane(since) || !when_sane(until))
		return "\"since\" or \"until\" is not a time of this market";
	return since > until ? "\"since\" is after \"until\"" : NULL;
}

static const char *
check_sources(struct str array)
{
	struct sources s = { 0 };
	const char *why = sources_merge(&s, array);

	sources_free(&s);
	return why;
}

const char *
control_check(const struct record *r)
{
	switch (r->type) {
	case RECORD_BEGIN:
		if (r->as.begin.schema != SCHEMA)
			return "\"schema\" is one this program does not know";
		return check_sources(r->as.begin.sources);
	case RECORD_MARK:
		return check_span(r->as.mark.since, r->as.mark.until);
	case RECORD_GAP:
		return check_span(r->as.gap.since, r->as.gap.until);
	case RECORD_END:
		return check_sources(r->as.end.sources);
	default:
		return NULL;
	}
}
