#include "io/queue.h"

#include <stdlib.h>
#include <string.h>

#include "base/x.h"

#define BLOCK (64 << 10)

struct queue_block {
	struct queue_block *next;
	size_t size, from, n; /* text[from .. n) waits */
	char text[];
};

void
queue_put(struct queue *q, struct str lines)
{
	struct queue_block *b = q->last;

	if (lines.n == 0)
		return;
	if (b == NULL || b->size - b->n < lines.n) {
		size_t size = lines.n > BLOCK ? lines.n : BLOCK;

		b = xmalloc(sizeof(*b) + size);
		*b = (struct queue_block){ .size = size };
		if (q->last != NULL)
			q->last->next = b;
		else
			q->first = b;
		q->last = b;
	}
	memcpy(b->text + b->n, lines.s, lines.n);
	b->n += lines.n;
	q->n += lines.n;
}

struct str
queue_next(const struct queue *q, size_t max)
{
	const struct queue_block *b = q->first;
	struct str s = { "", 0 };
	size_t n;

	if (b == NULL)
		return s;
	s = (struct str){ b->text + b->from, b->n - b->from };
	if (s.n <= max)
		return s;
	for (n = max; n > 0 && s.s[n - 1] != '\n'; n--)
		continue;
	s.n = n > 0 ? n : max;
	return s;
}

static void
drop_first(struct queue *q)
{
	struct queue_block *b = q->first;

	q->first = b->next;
	if (q->first == NULL)
		q->last = NULL;
	free(b);
}

void
queue_took(struct queue *q, size_t n)
{
	q->first->from += n;
	q->n -= n;
	if (q->first->from == q->first->n)
		drop_first(q);
}

void
queue_free(struct queue *q)
{
	while (q->first != NULL)
		drop_first(q);
	q->n = 0;
}
