#include "liq-score/table.h"

#include "base/when.h"

#define NAME 32
#define METRIC 14
#define NUMBER 15
#define COUNT 8
#define DIGITS 4

static bool
same_block(const struct finding *a, const struct finding *b)
{
	return strcmp(a->base, b->base) == 0 &&
	       strcmp(a->exchange, b->exchange) == 0 &&
	       strcmp(a->symbol, b->symbol) == 0 &&
	       strcmp(a->kind, b->kind) == 0 && a->horizon_ms == b->horizon_ms;
}

static void
pad(struct buf *to, size_t from, size_t width, bool right)
{
	const size_t n = to->n - from;
	size_t i;

	for (i = n; i < width; i++)
		buf_putc(to, ' ');
	if (right && n < width) {
		memmove(to->s + to->n - n, to->s + from, n);
		memset(to->s + from, ' ', width - n);
	}
	buf_putc(to, ' ');
}

static void
text(struct buf *to, const char *s, size_t width)
{
	const size_t from = to->n;

	buf_puts(to, s);
	pad(to, from, width, false);
}

static void
word(struct buf *to, const char *s, size_t width)
{
	const size_t from = to->n;

	buf_puts(to, s);
	pad(to, from, width, true);
}

/* With DIGITS decimals, zeros and all, so that points are in one column. */
static void
number(struct buf *to, struct dec d)
{
	const size_t from = to->n;

	if (d.known && dec_round(&d, d, DIGITS)) {
		for (; d.scale < DIGITS; d.scale++)
			d.v *= 10;
		dec_put(to, d);
	} else {
		buf_putc(to, '-');
	}
	pad(to, from, NUMBER, true);
}

static void
count(struct buf *to, int64_t n)
{
	const size_t from = to->n;

	buf_int(to, n);
	pad(to, from, COUNT, true);
}

static void
heading(struct buf *to, const struct finding *f)
{
	buf_puts(to, *f->base != '\0' ? f->base : "mean of the sets");
	if (*f->exchange != '\0') {
		buf_puts(to, ", ");
		buf_puts(to, f->exchange);
	}
	if (*f->symbol != '\0') {
		buf_putc(to, ' ');
		buf_puts(to, f->symbol);
	}
	buf_puts(to, ": ");
	buf_puts(to, f->kind);
	if (f->horizon_ms > 0) {
		buf_putc(to, ' ');
		span_put(to, f->horizon_ms);
	}
	buf_puts(to, "\n  ");
	text(to, "", NAME);
	text(to, "metric", METRIC);
	word(to, "value", NUMBER);
	word(to, "low", NUMBER);
	word(to, "high", NUMBER);
	word(to, "n", COUNT);
	to->n--;
	buf_putc(to, '\n');
}

static void
row(struct buf *to, const struct finding *f)
{
	static const char *const verdict[] = { "", "fail", "PASS" };
	char name[sizeof(f->model) + sizeof(f->against) + 8];
	struct buf b = { 0 };
	struct record r;
	const struct score *s = &r.as.score;

	finding_record(f, &r);
	buf_puts(&b, f->model);
	if (f->against[0] != '\0') {
		buf_puts(&b, " over ");
		buf_puts(&b, f->against);
	}
	str_copy(name, sizeof(name), buf_view(&b));
	buf_free(&b);
	buf_puts(to, "  ");
	text(to, name, NAME);
	text(to, metric_names[f->metric], METRIC);
	number(to, s->value);
	number(to, s->low);
	number(to, s->high);
	count(to, f->n);
	buf_puts(to, verdict[s->pass]);
	while (to->s[to->n - 1] == ' ')
		to->n--;
	buf_putc(to, '\n');
}

void
table_put(struct buf *to, const struct findings *all)
{
	size_t i;

	for (i = 0; i < all->n; i++) {
		if (i == 0 || !same_block(&all->of[i - 1], &all->of[i])) {
			if (i > 0)
				buf_putc(to, '\n');
			heading(to, &all->of[i]);
		}
		row(to, &all->of[i]);
	}
}
