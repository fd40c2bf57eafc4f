#include "liq-render/flow.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-render/safe.h"

void
flow_line(struct flow *f, int ink, bool spare)
{
	f->next = FLOW_LINE;
	f->ink = ink;
	f->spare = spare;
	f->bold = false;
}

void
flow_item(struct flow *f, int ink)
{
	if (f->next != FLOW_LINE)
		f->next = FLOW_ITEM;
	f->ink = ink;
}

void
flow_put(struct flow *f, const char *format, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	f->word = xgrow(f->word, f->n, &f->cap, sizeof(*f->word));
	f->word[f->n++] = (struct flow_word){ .from = f->text.n,
		.length = strlen(text),
		.join = f->next,
		.ink = f->ink,
		.bold = f->bold,
		.spare = f->spare };
	buf_puts(&f->text, text);
	f->next = FLOW_WORD;
}

void
flow_words(struct flow *f, const char *text)
{
	struct str rest = str_of(text), word;

	while (str_split(&rest, ' ', &word))
		flow_put(f, "%.*s", (int)word.n, word.s);
}

/* Words of one look, side by side, that wait to be drawn. */
struct run {
	const struct canvas *canvas; /* NULL: nothing is drawn */
	struct buf text;
	struct style style;
	int x, row;
};

static void
run_end(struct run *r)
{
	int width = safe_columns(buf_view(&r->text));

	if (r->canvas != NULL && r->text.n > 0)
		canvas_text(
		    r->canvas, r->x, r->row, r->style, buf_view(&r->text));
	r->x += width;
	buf_reset(&r->text);
}

static void
run_add(struct run *r, int ink, bool bold, struct str text)
{
	if (r->style.ink != ink || r->style.bold != bold)
		run_end(r);
	r->style = (struct style){ .ink = ink, .bold = bold };
	buf_str(&r->text, text);
}

/* Set the words; returns the row after the last. */
static int
set(const struct flow *f, const struct canvas *canvas, int row, int columns,
    bool brief)
{
	static const struct str joins[] = { { "", 0 }, { " · ", 4 },
		{ " ", 1 } };
	struct run run = { .canvas = canvas, .row = row };
	struct buf word = { 0 };
	const struct flow_word *w;
	int used = 0, width, gap;
	size_t i;

	for (i = 0; i < f->n; i++) {
		w = &f->word[i];
		if (w->spare && brief)
			continue;
		buf_reset(&word);
		safe_cut(&word, (struct str){ f->text.s + w->from, w->length },
		    columns);
		width = safe_columns(buf_view(&word));
		gap = safe_columns(joins[w->join]);
		if (used > 0 &&
		    (w->join == FLOW_LINE || used + gap + width > columns)) {
			run_end(&run);
			run.row++;
			run.x = used = 0;
		}
		if (used > 0) {
			run_add(&run,
			    w->join == FLOW_ITEM ? PAINT_FAINT : run.style.ink,
			    run.style.bold && w->join != FLOW_ITEM,
			    joins[w->join]);
			used += gap;
		}
		run_add(&run, w->ink, w->bold, buf_view(&word));
		used += width;
	}
	run_end(&run);
	buf_free(&run.text);
	buf_free(&word);
	return run.row + (used > 0);
}

int
flow_rows(const struct flow *f, int columns, bool brief)
{
	return set(f, NULL, 0, columns, brief);
}

void
flow_draw(const struct flow *f, const struct canvas *c, int row, bool brief)
{
	set(f, c, row, c->columns, brief);
}

void
flow_free(struct flow *f)
{
	buf_free(&f->text);
	free(f->word);
	*f = (struct flow){ 0 };
}
