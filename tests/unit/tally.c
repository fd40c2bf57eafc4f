/*
 * Marks and gaps of several requests of one kind, told together.
 */
#include "liq-fetch/tally.h"
#include "liq-fetch/resume.h"
#include "tap.h"

#define T INT64_C(1790000000000)

static const struct exchange exchange = { .name = "x" };
static const struct rest settled = { .kind = RECORD_FUNDING },
			 other = { .kind = RECORD_FUNDING },
			 next = { .kind = RECORD_FUNDING, .moment = true },
			 list = { .kind = RECORD_INSTRUMENT, .moment = true };

/* Asked for from T to T + 100, and nothing went wrong yet. */
static struct task
task(const struct rest *rest, const char *a, const char *b)
{
	struct task t = { .exchange = &exchange,
		.rest = rest,
		.since = T,
		.until = T + 100,
		.asked = INT_NONE,
		.newest = INT_NONE };
	struct market m = { .symbol = "" };

	if (a != NULL && str_copy(m.symbol, sizeof(m.symbol), str_of(a)))
		task_market(&t, &m);
	if (b != NULL && str_copy(m.symbol, sizeof(m.symbol), str_of(b)))
		task_market(&t, &m);
	return t;
}

/* "mark A 0-100, gap A 40-60 maintenance none": as they are told. */
static void
told(struct buf *b, struct str control)
{
	struct str line;
	struct record r;

	while (str_split(&control, '\n', &line)) {
		if (record_parse(&r, line) != NULL)
			continue;
		buf_puts(b, b->n > 0 ? ", " : "");
		if (r.type == RECORD_MARK)
			buf_printf(b, "mark %s %d-%d", r.as.mark.symbol,
			    (int)(r.as.mark.since - T),
			    (int)(r.as.mark.until - T));
		else
			buf_printf(b, "gap %s %d-%d %d%s", r.as.gap.symbol,
			    (int)(r.as.gap.since - T),
			    (int)(r.as.gap.until - T), r.as.gap.why,
			    r.as.gap.fix == FIX_FILLED ? " filled" : "");
	}
	buf_putc(b, '\0');
}

static void
expect(struct task *const *of, size_t n, struct resume *had, const char *want,
    const char *what)
{
	struct emit e = { .resume = had };
	struct buf b = { 0 };
	size_t i;

	tally_tell(of, n, &e);
	told(&b, buf_view(&e.control));
	is(b.s, want, what);
	buf_free(&b);
	emit_free(&e);
	for (i = 0; i < n; i++)
		task_free(of[i]);
}

static void
test_together(void)
{
	struct task a = task(&settled, "A", "B"), b = task(&other, "A", NULL);
	struct task *const both[] = { &a, &b };

	expect(both, 2, NULL, "mark A 0-100, mark B 0-100",
	    "all is had: a mark each, once");
	a = task(&settled, "A", "B");
	b = task(&other, "A", NULL);
	cover_add(&b.missing, T + 40, T + 60);
	b.why = GAP_BAN;
	expect(both, 2, NULL,
	    "mark A 0-40, mark A 60-100, mark B 0-100, gap A 40-60 5",
	    "what one lacks, its kind lacks");
	a = task(&settled, "A", NULL);
	b = task(&other, "A", NULL);
	cover_add(&a.beyond, T, T + 10);
	cover_add(&a.missing, T + 90, T + 100);
	a.why = GAP_MAINTENANCE;
	b.asked = T + 5050;
	expect(both, 2, NULL, "mark A 10-50, gap A 90-100 7, gap A 0-10 11",
	    "each part of it has its reason");
}

static void
test_moments(void)
{
	struct task a = task(&settled, "A", NULL), b = task(&next, "A", NULL);
	struct task *const both[] = { &a, &b };

	expect(both, 2, NULL, "mark A 0-100", "a moment has no mark");
	a = task(&settled, "A", NULL);
	b = task(&next, "A", "B");
	a.asked = T + 5070;
	cover_add(&b.missing, T, T + 100);
	b.why = GAP_BAN;
	expect(both, 2, NULL, "mark A 0-70, gap A 70-100 5, gap B 0-100 5",
	    "one that could not be had is missing behind its history");
	a = task(&settled, "A", NULL);
	b = task(&next, NULL, NULL);
	cover_add(&b.missing, T, T + 100);
	b.why = GAP_BAN;
	expect(both, 2, NULL, "mark A 0-100, gap  100-100 5",
	    "of all markets behind that of any");
	b = task(&list, NULL, NULL);
	cover_add(&b.missing, T, T + 100);
	expect(both + 1, 1, NULL, "", "lists have neither");
}

static void
line(struct resume *r, const char *symbol, int since, int until)
{
	struct buf b = { 0 };

	buf_printf(&b,
	    "{\"type\":\"gap\",\"ts\":%lld,\"exchange\":\"x\",\"symbol\":"
	    "\"%s\",\"kind\":\"funding\",\"since\":%lld,\"until\":%lld,"
	    "\"why\":\"ban\",\"fix\":\"none\",\"count\":null}",
	    (long long)T, symbol, (long long)T + since, (long long)T + until);
	resume_line(r, buf_view(&b), (r->lines + 1) * 1000);
	buf_free(&b);
}

static void
test_filled(void)
{
	struct task a = task(&settled, "A", "B"), b = task(&other, "B", NULL);
	struct task *const both[] = { &a, &b };
	struct resume had = { 0 };

	line(&had, "A", -50, 20);
	line(&had, "B", 30, 50);
	line(&had, "C", 30, 50);
	cover_add(&b.missing, T + 40, T + 60);
	b.why = GAP_BAN;
	expect(both, 2, &had,
	    "mark A 0-100, gap A 0-20 5 filled, mark B 0-40, mark B 60-100, "
	    "gap B 30-40 5 filled, gap B 40-60 5",
	    "what was missing, and no longer is, of each market");
	resume_free(&had);
}

int
main(void)
{
	test_together();
	test_moments();
	test_filled();
	return tap_end();
}
