#include "liq-fetch/permit.h"

#include "base/when.h"
#include "liq-fetch/tape.h"

static enum entry_wait
why_of(const struct budget *b, int64_t now)
{
	return b->refused_until > now		       ? WAIT_GEO
	       : b->ban_until > now		       ? WAIT_BAN
	       : b->wait_until > now && budget_busy(b) ? WAIT_BUSY
						       : WAIT_LIMIT;
}

static void
keep(struct tape *tape, const struct exchange *x, const struct permit *p,
    int64_t n, int64_t now)
{
	struct entry e = { .kind = ENTRY_WAIT,
		.ts = now,
		.number = n,
		.until = p->until,
		.why = p->why };

	str_copy(e.exchange, sizeof(e.exchange), str_of(x->name));
	tape_keep(tape, &e);
}

struct permit
permit_ask(struct tape *tape, struct budget_file *budget,
    const struct exchange *x, const struct rest *rest, int cost, int64_t now)
{
	struct permit p = { 0 };
	const struct entry *was = NULL;
	int64_t n = tape != NULL ? tape_asks(tape, x->name, &was) : 0;

	if (was != NULL)
		return (struct permit){ was->until, (enum entry_wait)was->why };
	if (budget == NULL)
		return p;
	p.until = budget_file_take(budget, rest, cost, now);
	if (p.until == 0)
		return p;
	if (p.until >= WHEN_LAST)
		p.until = WHEN_LAST - 1;
	p.why = why_of(budget_of(budget), now);
	if (tape != NULL)
		keep(tape, x, &p, n, now);
	return p;
}
