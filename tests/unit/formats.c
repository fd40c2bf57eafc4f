/*
 * Import formats: the cases of tests/data/csv/FORMAT.txt.  A case is
 *
 *	# what is true
 *	= options: as= x= symbol= width= volume= rate= file=
 *	< a line of the file
 *	> what comes of the file: TYPE KEY=VALUE ... without nulls, or
 *	> refused: the reason
 */
#include "liq-fetch/import.h"

#include "base/when.h"
#include "liq-fetch/columns.h"

#include "gather.h"
#include "tap.h"

struct test {
	char name[128], file[64], x[24], symbol[64];
	struct import import;
	struct buf input, want, got;
};

static void
told(void *arg, const struct record *r)
{
	struct test *t = arg;
	const struct field *f;
	struct buf cell = { 0 };

	buf_puts(&t->got, record_names[r->type]);
	for (f = record_fields(r->type); f->kind != FIELD_END; f++) {
		buf_reset(&cell);
		bind_put_cell(&cell, f, &r->as);
		if (cell.n == 0)
			continue;
		buf_printf(&t->got, " %s=", f->key);
		buf_str(&t->got, buf_view(&cell));
	}
	buf_putc(&t->got, '\n');
	buf_free(&cell);
}

static void
refused(void *arg, const char *why)
{
	struct test *t = arg;

	buf_printf(&t->got, "refused: %s\n", why);
}

static void
feed(struct test *t, const struct format *f, struct sink to)
{
	struct str rest = buf_view(&t->input), line;
	const char *why = NULL;
	void *state;

	t->import.context =
	    (struct context){ .source = "test", .received = INT_NONE };
	state = f->open(&t->import, t->file, &why);
	if (state == NULL) {
		to.refuse(to.arg, why);
		return;
	}
	while (rest.n > 0 && str_split(&rest, '\n', &line))
		if ((why = f->line(state, line, &to)) != NULL)
			to.refuse(to.arg, why);
	f->close(state, &to);
}

static void
sound(void *arg, const struct record *r)
{
	int *bad = arg;

	*bad += columns_missing(r) != NULL || market_check(r) != NULL ||
		derived_check(r) != NULL || !when_sane(r->as.ts);
}

static void
pass(void *arg, const char *why)
{
	(void)arg;
	(void)why;
}

/* Bytes changed here and there: no harm, and no record that is none. */
static bool
harmless(struct test *t, const struct format *f)
{
	static const char bytes[] = "\",\n0-9.eE\\{\200\r\0";
	int bad = 0; /* records that are none */
	struct sink to = { .record = sound, .refuse = pass, .arg = &bad };
	size_t at, i;
	char kept;

	for (at = 0; at < t->input.n; at += 5)
		for (i = at % 3; i < sizeof(bytes); i += 3) {
			kept = t->input.s[at];
			t->input.s[at] = bytes[i];
			feed(t, f, to);
			t->input.s[at] = kept;
		}
	return bad == 0;
}

/* What the case says against what the format does, line by line. */
static void
judge(struct test *t, const struct format *f)
{
	struct str got, want, g = { "", 0 }, w = { "", 0 };
	bool same;

	if (t->name[0] == '\0')
		return;
	feed(
	    t, f, (struct sink){ .record = told, .refuse = refused, .arg = t });
	same = ok(str_same(buf_view(&t->got), buf_view(&t->want)), "%s: %s",
	    f->name, t->name);
	for (got = buf_view(&t->got); !same && got.n > 0;) {
		str_split(&got, '\n', &g);
		printf("# got:  %.*s\n", (int)g.n, g.s);
	}
	for (want = buf_view(&t->want); !same && want.n > 0;) {
		str_split(&want, '\n', &w);
		printf("# want: %.*s\n", (int)w.n, w.s);
	}
	if (t->input.n > 0)
		ok(harmless(t, f), "%s: %s: no harm in other bytes", f->name,
		    t->name);
	buf_free(&t->input);
	buf_free(&t->want);
	buf_free(&t->got);
	*t = (struct test){ 0 };
}

static void
option(struct test *t, struct str word)
{
	struct import *i = &t->import;
	struct str key;

	str_split(&word, '=', &key);
	if (str_is(key, "as"))
		i->as = record_find(word);
	else if (str_is(key, "x") && str_copy(t->x, sizeof(t->x), word))
		i->exchange = t->x;
	else if (str_is(key, "symbol") &&
		 str_copy(t->symbol, sizeof(t->symbol), word))
		i->symbol = t->symbol;
	else if (str_is(key, "width"))
		span_parse(&i->width_ms, word);
	else if (str_is(key, "volume"))
		i->volume_unit =
		    str_is(word, "usd") ? VOLUME_USD : VOLUME_CONTRACT;
	else if (str_is(key, "rate"))
		i->rate_unit = RATE_PERCENT;
	else if (str_is(key, "file"))
		str_copy(t->file, sizeof(t->file), word);
}

static void
line_of(struct buf *b, struct str text)
{
	buf_str(b, text);
	buf_putc(b, '\n');
}

static void
cases(const struct format *f, FILE *in)
{
	struct test t = { 0 };
	struct str s, text, word;
	char *line = NULL;
	size_t room = 0;

	while (read_line(in, &line, &room, &s)) {
		text = str_from(s, 2);
		if (s.n == 0)
			continue;
		if (s.s[0] == '#') {
			judge(&t, f);
			str_copy(t.name, sizeof(t.name), text);
		} else if (s.s[0] == '=') {
			while (text.n > 0 && str_split(&text, ' ', &word))
				option(&t, word);
		} else if (s.s[0] == '<') {
			line_of(&t.input, text);
		} else if (s.s[0] == '>') {
			line_of(&t.want, text);
		}
	}
	judge(&t, f);
	free(line);
}

int
main(void)
{
	char path[128];
	FILE *in;
	size_t i;

	for (i = 0; formats[i] != NULL; i++) {
		is(formats[i]->name, format_names[i], "names in one order");
		ok(format_find(format_names[i]) == formats[i], "%s is found",
		    format_names[i]);
		ok(formats[i]->what != NULL && formats[i]->needs != NULL,
		    "%s says what it is", format_names[i]);
		if (formats[i] == &format_frames)
			continue;
		snprintf(path, sizeof(path), "csv/%s.txt", format_names[i]);
		in = open_data(path);
		ok(in != NULL, "%s has cases", format_names[i]);
		if (in == NULL)
			continue;
		cases(formats[i], in);
		fclose(in);
	}
	ok(format_names[i] == NULL, "as many names as formats");
	ok(format_find("cvs") == NULL, "no other is found");
	return tap_end();
}
