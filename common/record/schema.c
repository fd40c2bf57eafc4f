#include "json/json.h"
#include "record/record.h"

/* A member of the object as JSON Schema puts it. */
static void
put_kind(struct buf *b, const struct field *f)
{
	static const char *const kinds[] = { [FIELD_INT] = "integer",
		[FIELD_TEXT] = "string",
		[FIELD_NAME] = "string",
		[FIELD_BOOL] = "boolean" };
	const char *null = f->flags & FIELD_NULL ? ",\"null\"" : "";
	int i;

	if (f->kind == FIELD_DEC)
		buf_printf(b, "\"type\":[\"number\",\"string\"%s]", null);
	else if (f->kind == FIELD_RAW)
		buf_printf(b, "\"type\":[\"array\",\"object\"%s]", null);
	else
		buf_printf(b, "\"type\":[\"%s\"%s]", kinds[f->kind], null);
	if (f->kind != FIELD_NAME)
		return;
	buf_puts(b, ",\"enum\":[");
	for (i = 0; f->names[i] != NULL; i++)
		buf_printf(b, "%s\"%s\"", i > 0 ? "," : "", f->names[i]);
	buf_printf(b, "%s]", f->flags & FIELD_NULL ? ",null" : "");
}

static void
put_type(struct buf *b, enum record_type type)
{
	const struct field *f;

	buf_printf(b,
	    "{\"type\":\"object\",\"title\":\"%s\",\"properties\":{"
	    "\"type\":{\"const\":\"%s\"}",
	    record_name(type), record_name(type));
	for (f = record_fields(type); f->kind != FIELD_END; f++) {
		buf_printf(b, ",\n  \"%s\":{", f->key);
		put_kind(b, f);
		buf_putc(b, '}');
	}
	buf_puts(b, "},\n \"required\":[\"type\"");
	for (f = record_fields(type); f->kind != FIELD_END; f++)
		buf_printf(b, ",\"%s\"", f->key);
	buf_puts(b, "]}");
}

void
schema_put(struct buf *b, const enum record_type *types, size_t n)
{
	size_t i;

	buf_printf(b,
	    "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\n"
	    "\"title\":\"liq records, schema %d\",\n\"oneOf\":[\n",
	    SCHEMA);
	for (i = 0; i < n; i++) {
		put_type(b, types[i]);
		buf_puts(b, i + 1 < n ? ",\n" : "\n");
	}
	buf_puts(b, "]}\n");
}
