#include "liq-agg/sent.h"

#include <stdlib.h>

#include "base/x.h"

static struct sent_window *
window_of(struct sent *s, const struct total *t)
{
	struct sent_window *w;
	size_t i;

	for (i = s->n; i > 0; i--)
		if (s->of[i - 1].ts == t->ts)
			return &s->of[i - 1];
	s->of = xgrow(s->of, s->n, &s->cap, sizeof(*s->of));
	w = &s->of[s->n++];
	*w = (struct sent_window){ .ts = t->ts, .until = t->ts + t->width_ms };
	return w;
}

static void
put_key(struct buf *to, const struct total *t, bool bins)
{
	buf_put(to, t->exchange, strlen(t->exchange) + 1);
	buf_put(to, t->symbol, strlen(t->symbol) + 1);
	buf_put(to, t->base, strlen(t->base) + 1);
	buf_put(to, t->size, strlen(t->size) + 1);
	buf_int(to, t->side);
	if (bins && t->low.known) {
		buf_putc(to, ' ');
		dec_put(to, t->low);
	}
}

bool
sent_revise(struct sent *s, struct total *t, bool bins)
{
	struct sent_window *w = window_of(s, t);
	const size_t before = w->keys.n;
	struct buf text = { 0 };
	struct hash128 now;
	struct sent_row *row;
	uint32_t at;
	bool changed;

	put_key(&text, t, bins);
	at = names_id(&w->keys, buf_view(&text));
	buf_reset(&text);
	bind_put(&text, total_fields, t, false);
	now = hash128(buf_view(&text));
	buf_free(&text);
	w->row = xgrow(w->row, at, &w->cap, sizeof(*w->row));
	row = &w->row[at];
	if (at == before) {
		*row = (struct sent_row){ now, 0 };
		return true;
	}
	changed = row->text.a != now.a || row->text.b != now.b;
	row->text = now;
	row->revision += changed;
	t->revision = row->revision;
	return changed;
}

static void
forget(struct sent_window *w)
{
	names_free(&w->keys);
	free(w->row);
}

void
sent_forget(struct sent *s, int64_t until)
{
	size_t i, n = 0;

	for (i = 0; i < s->n; i++)
		if (s->of[i].until <= until)
			forget(&s->of[i]);
		else
			s->of[n++] = s->of[i];
	s->n = n;
}

void
sent_free(struct sent *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		forget(&s->of[i]);
	free(s->of);
	*s = (struct sent){ 0 };
}
