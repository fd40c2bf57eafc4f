#include "liq-agg/print.h"

const char *const print_names[] = { "ndjson", "tsv", "csv", "prom", NULL };

static void
put_tsv(struct buf *to, struct str cell)
{
	static const char plain[] = "\t\n\r\\", code[] = "tnr\\";
	const char *at;
	size_t i;

	for (i = 0; i < cell.n; i++) {
		at = memchr(plain, cell.s[i], sizeof(plain) - 1);
		if (at != NULL) {
			buf_putc(to, '\\');
			buf_putc(to, code[at - plain]);
		} else {
			buf_putc(to, cell.s[i]);
		}
	}
}

static bool
needs_quotes(struct str cell)
{
	static const char special[] = ",\"\r\n";
	size_t i;

	for (i = 0; i < cell.n; i++)
		if (memchr(special, cell.s[i], sizeof(special) - 1) != NULL)
			return true;
	return false;
}

static void
put_csv(struct buf *to, struct str cell)
{
	size_t i;

	if (!needs_quotes(cell)) {
		buf_str(to, cell);
		return;
	}
	buf_putc(to, '"');
	for (i = 0; i < cell.n; i++) {
		if (cell.s[i] == '"')
			buf_putc(to, '"');
		buf_putc(to, cell.s[i]);
	}
	buf_putc(to, '"');
}

static void
put_cell(struct buf *to, enum print_as as, struct str cell)
{
	if (as == PRINT_TSV)
		put_tsv(to, cell);
	else
		put_csv(to, cell);
}

void
print_head(struct buf *to, enum print_as as, enum record_type type)
{
	const struct field *f;

	if (as == PRINT_NDJSON)
		return;
	buf_puts(to, "type");
	for (f = record_fields(type); f->kind != FIELD_END; f++) {
		buf_putc(to, as == PRINT_TSV ? '\t' : ',');
		put_cell(to, as, str_of(f->key));
	}
	buf_putc(to, '\n');
}

void
print_record(
    struct buf *to, enum print_as as, const struct record *r, bool quoted)
{
	const struct field *f;
	struct buf cell = { 0 };

	if (as == PRINT_NDJSON) {
		record_put(to, r, quoted);
		return;
	}
	buf_puts(to, record_name(r->type));
	for (f = record_fields(r->type); f->kind != FIELD_END; f++) {
		buf_putc(to, as == PRINT_TSV ? '\t' : ',');
		buf_reset(&cell);
		bind_put_cell(&cell, f, &r->as);
		put_cell(to, as, buf_view(&cell));
	}
	buf_putc(to, '\n');
	buf_free(&cell);
}
