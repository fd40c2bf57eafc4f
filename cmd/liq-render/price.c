#include "liq-render/price.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"

#define MANY 40000 /* candles, of which half are forgotten */

static uint32_t
book_of(struct prices *p, const struct candle *c)
{
	struct buf name = { 0 };
	uint32_t id;

	buf_puts(&name, c->exchange);
	buf_putc(&name, ' ');
	buf_puts(&name, c->symbol[0] != '\0' ? c->symbol : c->base);
	id = names_id(&p->books, buf_view(&name));
	buf_free(&name);
	if (id + 1 == p->books.n) {
		p->base = xgrow(p->base, id, &p->base_cap, sizeof(*p->base));
		p->base[id] = names_id(&p->bases, str_of(c->base));
	}
	return id;
}

const char *
prices_add(struct prices *p, const struct candle *c)
{
	struct price *last = p->n > 0 ? &p->of[p->n - 1] : NULL;
	struct price new;

	if (c->ts > INT64_MAX - c->width_ms)
		return "the candle has no end";
	new = (struct price){ .since = c->ts,
		.until = c->ts + c->width_ms,
		.low = c->low,
		.high = c->high,
		.close = c->close,
		.book = book_of(p, c) };
	/* one that is not final comes again and again */
	if (last != NULL && last->book == new.book &&
	    last->since == new.since) {
		*last = new;
		return NULL;
	}
	p->of = xgrow(p->of, p->n, &p->cap, sizeof(*p->of));
	p->of[p->n++] = new;
	return NULL;
}

void
prices_forget(struct prices *p)
{
	if (p->n < MANY)
		return;
	memmove(p->of, p->of + p->n - MANY / 2, MANY / 2 * sizeof(*p->of));
	p->n = MANY / 2;
}

void
prices_free(struct prices *p)
{
	free(p->of);
	free(p->base);
	names_free(&p->books);
	names_free(&p->bases);
	*p = (struct prices){ 0 };
}

/* Does a book speak of that base or symbol? */
static bool
speaks_of(const struct prices *p, uint32_t book, struct str name)
{
	struct str symbol = p->books.name[book], exchange;

	if (str_is(name, "all") && p->bases.n == 1)
		return true;
	str_split(&symbol, ' ', &exchange);
	return str_same(p->bases.name[p->base[book]], name) ||
	       str_same(symbol, name);
}

/* The book to show; false: none. */
static bool
choose(const struct prices *p, struct str name, uint32_t *book)
{
	size_t *count = xcalloc(p->books.n + 1, sizeof(*count)), i;
	uint32_t b;
	bool found = false;

	for (i = 0; i < p->n; i++)
		count[p->of[i].book]++;
	for (b = 0; b < p->books.n; b++)
		if (speaks_of(p, b, name) &&
		    (!found || count[b] > count[*book] ||
			(count[b] == count[*book] &&
			    str_cmp(p->books.name[b], p->books.name[*book]) <
				0))) {
			*book = b;
			found = true;
		}
	free(count);
	return found;
}

/* By their ends; of one time the later to come is the last. */
static int
in_order(const void *x, const void *y)
{
	const struct price *a = *(const struct price *const *)x;
	const struct price *b = *(const struct price *const *)y;

	if (a->until != b->until)
		return a->until < b->until ? -1 : 1;
	return (a > b) - (a < b);
}

static void
take(struct price_point *to, const struct price *p)
{
	double low = dec_double(p->low), high = dec_double(p->high);

	to->low = to->known && to->low < low ? to->low : low;
	to->high = to->known && to->high > high ? to->high : high;
	to->close = dec_double(p->close);
	to->known = true;
}

/* Points the line may skip: as far as one price reaches. */
static void
join(struct price_line *l, int64_t reach, int64_t span)
{
	size_t i, gap = 0, most;
	bool any = false;

	most = (size_t)ceil((double)reach / (double)span * (double)l->n - 1e-6);
	most = most > 0 ? most : 1;
	for (i = 0; i < l->n; i++, gap++) {
		if (!l->of[i].known)
			continue;
		l->of[i].joined = any && gap < most;
		if (!any || l->of[i].low < l->low)
			l->low = l->of[i].low;
		if (!any || l->of[i].high > l->high)
			l->high = l->of[i].high;
		any = true;
		gap = (size_t)-1;
	}
}

bool
price_line_of(struct price_line *l, const struct price *p, size_t count,
    int64_t since, int64_t until, size_t n)
{
	int64_t reach = 0;
	size_t i, at;

	*l = (struct price_line){ .of = xcalloc(n, sizeof(*l->of)), .n = n };
	for (i = 0; i < count; i++) {
		if (p[i].until <= since || p[i].until > until)
			continue;
		/* a price stands at the end of its time */
		at = (size_t)ceil((double)(p[i].until - since) /
				  (double)(until - since) * (double)n) -
		     1;
		at = at < n ? at : n - 1;
		take(&l->of[at], &p[i]);
		l->last = p[i].close;
		reach = p[i].until - p[i].since > reach
			    ? p[i].until - p[i].since
			    : reach;
	}
	if (reach == 0) {
		price_line_free(l);
		return false;
	}
	join(l, reach, until - since);
	return true;
}

bool
price_line(struct price_line *l, const struct prices *p, struct str name,
    int64_t since, int64_t until, size_t n)
{
	const struct price **mine;
	struct price *sorted;
	size_t i, count = 0;
	uint32_t book = 0;
	bool drawn;

	if (!choose(p, name, &book))
		return false;
	mine = xcalloc(p->n, sizeof(*mine));
	sorted = xcalloc(p->n, sizeof(*sorted));
	for (i = 0; i < p->n; i++)
		if (p->of[i].book == book)
			mine[count++] = &p->of[i];
	qsort(mine, count, sizeof(*mine), in_order);
	for (i = 0; i < count; i++)
		sorted[i] = *mine[i];
	drawn = price_line_of(l, sorted, count, since, until, n);
	if (drawn)
		l->book = p->books.name[book];
	free(mine);
	free(sorted);
	return drawn;
}

void
price_line_free(struct price_line *l)
{
	free(l->of);
	*l = (struct price_line){ 0 };
}
