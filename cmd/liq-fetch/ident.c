/*
 * ident.c - what is hashed: the six members, each ended by a line feed, ts in
 * ms, side as in records, price and qty without zeros at their end ("9314.5",
 * "3.0").  Changing this changes every id ever written.
 *
 * A table is pages of its own: one of a few MB that comes and goes each two
 * hours leaves holes in the heap, and a run without end would grow by them.
 */
#include "liq-fetch/ident.h"

#include "base/x.h"

struct ident_key {
	struct hash128 hash;
	uint32_t scope; /* the last that counted here */
	uint32_t here; /* equal events in that scope */
	uint32_t owned; /* equal events with ids of their own */
	uint32_t events; /* the largest of all counts; 0: a free place */
};

void
ident_scope(struct ident *t)
{
	t->scope = ++t->scopes;
}

void
ident_resume(struct ident *t, uint32_t scope)
{
	t->scope = scope;
}

/* Double hashing, so that equal low bits are not enough to slow it down. */
static struct ident_key *
place(struct ident_key *of, size_t cap, struct hash128 h)
{
	size_t i = (size_t)h.a & (cap - 1), step = (size_t)h.b | 1;

	while (
	    of[i].events != 0 && (of[i].hash.a != h.a || of[i].hash.b != h.b))
		i = (i + step) & (cap - 1);
	return &of[i];
}

static void
leave(struct ident_key *of, size_t cap)
{
	if (cap > 0)
		xpages_free(of, cap * sizeof(*of));
}

static void
widen(struct ident *t)
{
	size_t i, cap = t->cap > 0 ? t->cap * 2 : 1024;
	struct ident_key *of = xpages(cap * sizeof(*of));

	for (i = 0; i < t->cap; i++)
		if (t->of[i].events != 0)
			*place(of, cap, t->of[i].hash) = t->of[i];
	leave(t->of, t->cap);
	t->of = of;
	t->cap = cap;
}

/* The caller must set events, or the place stays free. */
static struct ident_key *
entry(struct ident *t, struct hash128 h)
{
	struct ident_key *k;

	if (t->n * 4 >= t->cap * 3)
		widen(t);
	k = place(t->of, t->cap, h);
	if (k->events == 0) {
		*k = (struct ident_key){ .hash = h, .scope = t->scope };
		if (t->old_cap > 0 && place(t->old, t->old_cap, h)->events > 0)
			*k = *place(t->old, t->old_cap, h);
		t->n++;
	}
	return k;
}

static void
put_market(struct buf *b, const struct liquidation *l)
{
	buf_puts(b, l->exchange);
	buf_putc(b, '\n');
	buf_puts(b, l->symbol);
	buf_putc(b, '\n');
}

static struct hash128
content(const struct liquidation *l)
{
	struct buf b = { 0 };
	struct hash128 h;

	put_market(&b, l);
	buf_int(&b, l->ts);
	buf_putc(&b, '\n');
	buf_puts(&b, l->side == SIDE_LONG ? "long\n" : "short\n");
	dec_put(&b, dec_trim(l->price));
	buf_putc(&b, '\n');
	dec_put(&b, dec_trim(l->qty));
	buf_putc(&b, '\n');
	h = hash128(buf_view(&b));
	buf_free(&b);
	return h;
}

/* Has this id of the exchange's own been here?  From now on it has. */
static bool
known(struct ident *t, const struct liquidation *l)
{
	struct buf b = { 0 };
	struct ident_key *k;
	bool before;

	buf_puts(&b, "id\n");
	put_market(&b, l);
	buf_puts(&b, l->id);
	k = entry(t, hash128(buf_view(&b)));
	buf_free(&b);
	before = k->events != 0;
	k->events = 1;
	return before;
}

static void
name(struct liquidation *l, struct hash128 h, uint32_t twin)
{
	struct buf b = { 0 };

	hash128_put(&b, h);
	if (twin > 0) {
		buf_putc(&b, '.');
		buf_int(&b, twin);
	}
	str_copy(l->id, sizeof(l->id), buf_view(&b));
	buf_free(&b);
}

bool
ident_event(struct ident *t, struct liquidation *l, bool twins)
{
	struct hash128 h = content(l);
	struct ident_key *k;
	uint32_t count;

	if (l->id[0] != '\0' && known(t, l))
		return false;
	k = entry(t, h);
	if (k->scope != t->scope) {
		k->scope = t->scope;
		k->here = 0;
	}
	count = l->id[0] != '\0' ? ++k->owned : ++k->here;
	if (k->events > 0 && (!twins || count <= k->events))
		return false;
	if (l->id[0] == '\0')
		name(l, h, k->events);
	k->events++;
	return true;
}

/* Would it be a repeat, in the form that it has? */
static bool
is_repeat(const struct ident *t, const struct liquidation *l)
{
	const struct hash128 h = content(l);
	const struct ident_key *k = NULL;

	if (t->cap > 0)
		k = place(t->of, t->cap, h);
	if ((k == NULL || k->events == 0) && t->old_cap > 0)
		k = place(t->old, t->old_cap, h);
	if (k == NULL)
		return false;
	return (k->scope == t->scope ? k->here : 0) < k->events;
}

bool
ident_apart(struct ident *t, struct liquidation *l, bool twins)
{
	bool feed = recent_concerns(l, "ws"), rest = recent_concerns(l, "rest");

	if (rest && !is_repeat(t, l) && recent_match(&t->recent, l, t->scope))
		return false;
	if (!ident_event(t, l, twins))
		return false;
	if (rest)
		recent_add_rest(&t->recent, l);
	if (feed && recent_match_rest(&t->recent, l))
		return false;
	if (feed)
		recent_add(&t->recent, l);
	return true;
}

void
ident_recall(struct ident *t, const struct liquidation *l)
{
	struct liquidation mine = *l;
	struct buf b = { 0 };

	hash128_put(&b, content(l));
	if (str_starts(str_of(l->id), buf_view(&b)))
		mine.id[0] = '\0';
	buf_free(&b);
	ident_event(t, &mine, true);
	if (recent_concerns(l, "ws"))
		recent_recall(&t->recent, l);
}

void
ident_age(struct ident *t)
{
	leave(t->old, t->old_cap);
	t->old = t->of;
	t->old_cap = t->cap;
	t->of = NULL;
	t->n = t->cap = 0;
	recent_age(&t->recent);
}

void
ident_free(struct ident *t)
{
	leave(t->old, t->old_cap);
	leave(t->of, t->cap);
	recent_free(&t->recent);
	*t = (struct ident){ 0 };
}
