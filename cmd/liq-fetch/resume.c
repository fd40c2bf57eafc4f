#include "liq-fetch/resume.h"

#include <stdlib.h>

#include "base/x.h"

struct resume_key {
	struct cover had, lost, dead; /* marks; gaps; gaps for good */
	int why; /* enum gap_why of the last one */
};

static struct str
name(struct buf *b, const char *exchange, const char *kind, const char *symbol)
{
	buf_reset(b);
	buf_puts(b, exchange);
	buf_putc(b, '\n');
	buf_puts(b, kind);
	buf_putc(b, '\n');
	buf_puts(b, symbol);
	return buf_view(b);
}

static struct resume_key *
enter(struct resume *s, const char *exchange, const char *kind,
    const char *symbol)
{
	struct buf b = { 0 };
	uint32_t id = names_id(&s->names, name(&b, exchange, kind, symbol));

	buf_free(&b);
	while (s->n <= id) {
		s->of = xgrow(s->of, s->n, &s->cap, sizeof(*s->of));
		s->of[s->n++] = (struct resume_key){ 0 };
	}
	return &s->of[id];
}

static const struct resume_key *
find(const struct resume *s, const char *exchange, enum record_type kind,
    const char *symbol)
{
	struct buf b = { 0 };
	uint32_t id = 0;
	bool known = names_find(
	    &s->names, name(&b, exchange, record_names[kind], symbol), &id);

	buf_free(&b);
	return known ? &s->of[id] : NULL;
}

static void
take_gap(struct resume *s, const struct gap *g)
{
	struct resume_key *k = enter(s, g->exchange, g->kind, g->symbol);

	if (g->fix == FIX_FILLED) {
		cover_remove(&k->lost, g->since, g->until);
		cover_add(&k->had, g->since, g->until);
		return;
	}
	if (g->why == GAP_PAGE_CAP || g->why == GAP_UNAVAILABLE) {
		cover_add(&k->dead, g->since, g->until);
		return;
	}
	cover_add(&k->lost, g->since, g->until);
	k->why = g->why;
}

/* The members that say which record it is, not what it says. */
static void
put_identity(struct buf *b, const struct record *r)
{
	static const char *const keys[] = { "ts", "exchange", "symbol",
		"width_ms", "kind", "tier", "owner", "side", NULL };
	const struct field *f;
	int i;

	buf_puts(b, record_name(r->type));
	for (f = record_fields(r->type); f->kind != FIELD_END; f++)
		for (i = 0; keys[i] != NULL; i++)
			if (strcmp(keys[i], f->key) == 0) {
				buf_putc(b, '\n');
				bind_put_cell(b, f, &r->as);
			}
}

bool
resume_has(struct resume *s, const struct record *r)
{
	struct buf b = { 0 }, h = { 0 };
	uint32_t id;
	bool has;

	put_identity(&b, r);
	hash128_put(&h, hash128(buf_view(&b)));
	has = names_find(&s->seen, buf_view(&h), &id) ||
	      names_find(&s->old, buf_view(&h), &id);
	if (!has || s->old.n > 0)
		names_id(&s->seen, buf_view(&h));
	buf_free(&b);
	buf_free(&h);
	return has;
}

void
resume_line(void *resume, struct str line)
{
	struct resume *s = resume;
	struct resume_key *k;
	struct record r;

	if (record_parse(&r, line) != NULL) {
		s->lines++;
		return;
	}
	switch (r.type) {
	case RECORD_NONE:
	case RECORD_NOTE:
		return;
	case RECORD_BEGIN:
		s->previous = PREVIOUS_UNCLEAN;
		return;
	case RECORD_END:
		s->previous = PREVIOUS_CLEAN;
		return;
	case RECORD_MARK:
		k = enter(
		    s, r.as.mark.exchange, r.as.mark.kind, r.as.mark.symbol);
		cover_add(&k->had, r.as.mark.since, r.as.mark.until);
		return;
	case RECORD_GAP:
		take_gap(s, &r.as.gap);
		return;
	case RECORD_LIQUIDATION:
		ident_recall(s->ident, &r.as.liquidation);
		break;
	default:
		resume_has(s, &r);
	}
	if (r.as.ts > s->newest)
		s->newest = r.as.ts;
}

/* What needs not be asked for again. */
static void
add(struct cover *had, const struct resume_key *k)
{
	struct cover mine = { 0 };

	if (k == NULL)
		return;
	cover_merge(&mine, &k->had);
	cover_subtract(&mine, &k->lost);
	cover_merge(&mine, &k->dead);
	cover_merge(had, &mine);
	cover_free(&mine);
}

int64_t
resume_since(const struct resume *s, const char *exchange,
    enum record_type kind, const char *symbol, int64_t since, int64_t until)
{
	const struct resume_key *k = find(s, exchange, kind, symbol);
	struct cover had = { 0 };
	int64_t from = since;

	add(&had, k);
	if (symbol[0] != '\0') /* what is had of all is had of each */
		add(&had, find(s, exchange, kind, ""));
	if (had.n > 0)
		from = cover_reaches(&had, since);
	cover_free(&had);
	from = from < until ? from : until;
	from -= from > since ? RESUME_OVERLAP_MS : 0;
	return from > since ? from : since;
}

int64_t
resume_until(const struct resume *s, const char *exchange,
    enum record_type kind, const char *symbol)
{
	const struct resume_key *k = find(s, exchange, kind, symbol);
	const struct resume_key *all = find(s, exchange, kind, "");
	int64_t until = 0;

	if (k != NULL && k->had.n > 0)
		until = k->had.of[k->had.n - 1].until;
	if (all != NULL && all->had.n > 0 &&
	    all->had.of[all->had.n - 1].until > until)
		until = all->had.of[all->had.n - 1].until;
	return until;
}

const struct cover *
resume_lost(const struct resume *s, const char *exchange, enum record_type kind,
    const char *symbol, int *why)
{
	const struct resume_key *k = find(s, exchange, kind, symbol);

	if (k == NULL || k->lost.n == 0)
		return NULL;
	*why = k->why;
	return &k->lost;
}

void
resume_age(struct resume *s)
{
	names_free(&s->old);
	s->old = s->seen;
	s->seen = (struct names){ 0 };
}

void
resume_free(struct resume *s)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		cover_free(&s->of[i].had);
		cover_free(&s->of[i].lost);
		cover_free(&s->of[i].dead);
	}
	free(s->of);
	names_free(&s->names);
	names_free(&s->seen);
	names_free(&s->old);
	*s = (struct resume){ 0 };
}
