#include "liq-fetch/resume.h"

#include <stdlib.h>

#include "base/x.h"

#define GRID_MS (10 * INT64_C(60000)) /* times are recalled by so many */

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

struct resume_key *
resume_enter(struct resume *s, const char *exchange, const char *kind,
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

/* A file of many years has no end of holes; the newest are kept. */
static void
add(struct cover *c, int64_t since, int64_t until)
{
	cover_add(c, since, until);
	if (c->n > RESUME_SPANS)
		cover_remove(c, c->of[0].since, c->of[c->n / 2].until);
}

static void
take_mark(struct resume *s, const struct mark *m)
{
	struct resume_key *k = resume_enter(s, m->exchange, m->kind, m->symbol);

	add(&k->had, m->since, m->until);
}

static void
take_gap(struct resume *s, const struct gap *g)
{
	struct resume_key *k = resume_enter(s, g->exchange, g->kind, g->symbol);

	if (g->fix == FIX_FILLED) {
		cover_remove(&k->lost, g->since, g->until);
		add(&k->had, g->since, g->until);
		return;
	}
	if (g->why == GAP_PAGE_CAP) {
		add(&k->dead, g->since, g->until);
		return;
	}
	add(&k->lost, g->since, g->until);
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

struct hash128
resume_identity(const struct record *r)
{
	struct buf b = { 0 };
	struct hash128 h;

	put_identity(&b, r);
	h = hash128(buf_view(&b));
	buf_free(&b);
	return h;
}

bool
resume_has(struct resume *s, struct hash128 identity, bool add)
{
	struct str name = { (const char *)&identity, sizeof(identity) };
	uint32_t id;
	const struct resume *r;
	bool has = false;

	for (r = s; r != NULL && !has; r = r->before)
		has = names_find(&r->seen, name, &id) ||
		      names_find(&r->old, name, &id);
	if (add && (!has || s->old.n > 0))
		names_id(&s->seen, name);
	return has;
}

void
resume_line(void *resume, struct str line, int64_t end)
{
	struct resume *s = resume;
	struct place *place = places_line(&s->places, end);
	struct record r;

	if (line.n == 0)
		return;
	s->lines++;
	if (record_parse(&r, line) != NULL) {
		s->refused++;
		return;
	}
	roster_meet(&s->roster, &r);
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
		take_mark(s, &r.as.mark);
		return;
	case RECORD_GAP:
		take_gap(s, &r.as.gap);
		return;
	default:
		place_time(place, r.as.ts);
	}
}

void
resume_record(void *resume, struct str line, int64_t end)
{
	struct resume *s = resume;
	struct record r;

	(void)end;
	if (record_parse(&r, line) != NULL || r.type == RECORD_NONE ||
	    record_is_control(r.type))
		return;
	if (r.type == RECORD_LIQUIDATION)
		ident_recall(s->ident, &r.as.liquidation);
	else
		resume_has(s, resume_identity(&r), true);
}

static bool
is_known(const struct resume *s, int64_t since, int64_t until)
{
	return s->places.n == 0 || cover_reaches(&s->known, since) >= until;
}

static void
read_places(struct resume *s, int64_t since, int64_t until)
{
	struct place *p;

	while ((p = places_unread(&s->places, since, until)) != NULL) {
		p->read = true;
		s->read(s->arg, p);
	}
	cover_add(&s->known, since, until);
}

/* All that is read is one delivery: what a file has twice are twins. */
void
resume_recall(struct resume *s, int64_t since, int64_t until)
{
	uint32_t running = s->ident->scope;
	struct resume *r = s;

	since -= since % GRID_MS;
	until += GRID_MS - until % GRID_MS;
	while (r != NULL && is_known(r, since, until))
		r = r->before;
	if (r == NULL)
		return;
	if (s->scope == 0) {
		ident_scope(s->ident);
		s->scope = s->ident->scope;
	}
	ident_resume(s->ident, s->scope);
	for (r = s; r != NULL; r = r->before)
		if (!is_known(r, since, until))
			read_places(r, since, until);
	ident_resume(s->ident, running);
}

/* What needs not be asked for again. */
static void
add_had(struct cover *had, const struct resume_key *k)
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
	struct cover had = { 0 };
	int64_t from = since;

	for (; s != NULL; s = s->before) {
		add_had(&had, find(s, exchange, kind, symbol));
		if (symbol[0] != '\0') /* what is had of all is had of each */
			add_had(&had, find(s, exchange, kind, ""));
	}
	if (had.n > 0)
		from = cover_reaches(&had, since);
	cover_free(&had);
	from = from < until ? from : until;
	from -= from > since ? RESUME_OVERLAP_MS : 0;
	return from > since ? from : since;
}

static void
add_told(struct cover *told, const struct resume_key *k)
{
	if (k == NULL)
		return;
	cover_merge(told, &k->had);
	cover_merge(told, &k->lost);
	cover_merge(told, &k->dead);
}

bool
resume_told(const struct resume *s, const char *exchange, enum record_type kind,
    const char *symbol, int64_t since, int64_t until)
{
	struct cover told = { 0 };
	bool all;

	for (; s != NULL; s = s->before) {
		add_told(&told, find(s, exchange, kind, symbol));
		if (symbol[0] != '\0')
			add_told(&told, find(s, exchange, kind, ""));
	}
	all = since >= until || cover_reaches(&told, since) >= until;
	cover_free(&told);
	return all;
}

static int64_t
had_until(const struct resume_key *k)
{
	return k != NULL && k->had.n > 0 ? k->had.of[k->had.n - 1].until : 0;
}

int64_t
resume_until(const struct resume *s, const char *exchange,
    enum record_type kind, const char *symbol)
{
	int64_t until = 0, one, all;

	for (; s != NULL; s = s->before) {
		one = had_until(find(s, exchange, kind, symbol));
		all = had_until(find(s, exchange, kind, ""));
		one = one > all ? one : all;
		until = one > until ? one : until;
	}
	return until;
}

const struct cover *
resume_lost(const struct resume *s, const char *exchange, enum record_type kind,
    const char *symbol, int *why)
{
	const struct resume_key *k;

	for (; s != NULL; s = s->before) {
		k = find(s, exchange, kind, symbol);
		if (k != NULL && k->lost.n > 0) {
			*why = k->why;
			return &k->lost;
		}
	}
	return NULL;
}

void
resume_age(struct resume *s)
{
	size_t i;

	for (; s != NULL; s = s->before) {
		names_free(&s->old);
		s->old = s->seen;
		s->seen = (struct names){ 0 };
		for (i = 0; i < s->places.n; i++)
			s->places.of[i].read = false;
		cover_free(&s->known);
		s->scope = 0;
	}
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
	places_free(&s->places);
	cover_free(&s->known);
	names_free(&s->names);
	names_free(&s->seen);
	names_free(&s->old);
	roster_free(&s->roster);
	*s = (struct resume){ 0 };
}
