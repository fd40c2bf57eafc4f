/*
 * agg_crew.c - a crew gives what one reader gives, in the same order, whatever
 * is between the lines of the shape; and it can be sent home early.
 */
#include "liq-agg/crew.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/hash.h"
#include "record/record.h"
#include "tap.h"

/* Every so many lines one that is for the strict reader; 0: none. */
static char *
make(size_t lines, size_t odd, size_t *n)
{
	struct liquidation *l;
	struct record r;
	struct buf b = { 0 };
	char *exact;
	size_t i;

	for (i = 0; i < lines; i++) {
		record_clear(&r, RECORD_LIQUIDATION);
		l = &r.as.liquidation;
		l->ts = INT64_C(1738310400000) + (int64_t)(i * 7919 % 5000);
		snprintf(l->exchange, sizeof(l->exchange), "x%zu", i % 3);
		snprintf(l->symbol, sizeof(l->symbol), "C%zuUSDT", i % 11);
		snprintf(l->base, sizeof(l->base), "C%zu", i % 11);
		snprintf(l->quote, sizeof(l->quote), "USDT");
		l->side = 1 + (int)(i % 2);
		l->price = (struct dec){ 100 + (i128)(i % 1000), 2, true };
		l->qty = (struct dec){ 1 + (i128)(i % 10), 3, true };
		l->usd = (struct dec){ 1 + (i128)(i % 100), 3, true };
		snprintf(l->source, sizeof(l->source), "ws");
		snprintf(l->id, sizeof(l->id), "%zu", i);
		if (odd > 0 && i % odd == 0)
			buf_puts(&b, "odd\n");
		record_put(&b, &r, false);
	}
	if (odd > 0)
		buf_puts(&b, "the last line is odd\n");
	*n = b.n;
	exact = calloc(1, b.n + FAST_SLACK); /* a byte too far is seen */
	memcpy(exact, b.s, b.n);
	buf_free(&b);
	return exact;
}

static const uint64_t secret[2] = { 17, 4 };

/* All that a crew finds in a text; the lines it leaves are passed over. */
struct found {
	size_t lines, left, bytes;
	bool ordered, hashed;
	int64_t newest;
	i128 usd;
};

static void
look(struct found *f, const struct crew_stretch *s)
{
	const char *last = NULL;
	size_t i;

	for (i = 0; s->line != NULL && i < s->lines; i++) {
		f->ordered =
		    f->ordered && (last == NULL || s->line[i].id.s > last);
		last = s->line[i].id.s;
		f->usd += s->line[i].number[FAST_USD];
		if (s->hash != NULL)
			f->hashed = f->hashed &&
				    hash64(secret, s->line[i].id) == s->hash[i];
	}
	f->lines += s->lines;
	f->bytes += s->bytes;
	if (s->lines > 0 && s->newest > f->newest)
		f->newest = s->newest;
}

static struct found
read_all(struct crew *c, struct str text)
{
	struct found f = { .ordered = true, .hashed = true };
	struct crew_stretch s;
	struct str rest = text;
	const char *end;

	crew_begin(c, text);
	while (crew_busy(c)) {
		crew_next(c, &s);
		crew_hold(c, true);
		look(&f, &s);
		crew_hold(c, false);
		rest = str_from(rest, s.bytes);
		if (!s.stopped)
			continue;
		f.left++;
		end = memchr(rest.s, '\n', rest.n);
		rest = str_from(rest, (size_t)(end - rest.s) + 1);
	}
	if (rest.n > 0)
		f.bytes = 0; /* not all of it was given */
	return f;
}

static void
compare(size_t odd)
{
	struct found one, three;
	struct crew *alone = crew_open(1, CREW_HASHES, secret);
	struct crew *crew = crew_open(3, CREW_HASHES, secret);
	size_t n;
	char *text = make(9000, odd, &n);
	int i;

	one = read_all(alone, (struct str){ text, n });
	for (i = 0; i < 3; i++)
		three = read_all(crew, (struct str){ text, n });
	ok(one.lines + one.left > 9000 - (odd == 0) &&
		three.lines + three.left == one.lines + one.left &&
		three.lines > 8000 - 9000 / (odd > 0 ? odd : 9000),
	    "an odd line in %zu: %zu and %zu lines are taken", odd, one.lines,
	    three.lines);
	ok(three.ordered && three.hashed && three.bytes > 0 && one.ordered &&
		one.bytes > 0 && three.newest == one.newest,
	    "in order, all of them, with their hashes");
	free(text);
	crew_close(crew);
	crew_close(alone);
}

/* The sums of all readers are those of the lines. */
static void
tallies(void)
{
	struct crew *c = crew_open(2, CREW_TALLY, secret);
	struct reader *by;
	struct sum sum;
	size_t n, at, lines, i;
	char *text = make(9000, 0, &n);
	int64_t count = 0;
	int k;

	read_all(c, (struct str){ text, n });
	lines = read_all(c, (struct str){ text, n }).lines;
	for (k = 0; (by = crew_reader(c, k)) != NULL; k++)
		for (at = 0; at < by->tally.n; at++) {
			tally_sum(&sum, &by->tally, at);
			count += sum.count;
		}
	for (i = 0; crew_reader(c, (int)i) != NULL;)
		i++;
	ok(i == 2 && lines > 8900 && count > 17800 && count <= 18000,
	    "two readers added up %lld lines", (long long)count);
	free(text);
	crew_close(c);
}

/* The text may go when a crew was told to rest. */
static void
rests(void)
{
	struct crew *c = crew_open(3, CREW_LINES, secret);
	struct crew_stretch s;
	size_t n;
	char *text = make(30000, 400, &n);

	crew_begin(c, (struct str){ text, n });
	crew_next(c, &s);
	crew_rest(c);
	ok(!crew_busy(c), "a crew at rest is not busy");
	memset(text, 0, n);
	free(text);
	text = make(5000, 0, &n);
	ok(read_all(c, (struct str){ text, n }).lines > 4000,
	    "and reads the next text");
	memset(text + n / 2, 0, n - n / 2); /* a file that was cut */
	crew_begin(c, (struct str){ text, n });
	while (crew_busy(c))
		crew_next(c, &s);
	ok(s.stopped || s.lines == 0, "zeros to the end are no line");
	free(text);
	crew_close(c);
}

int
main(void)
{
	compare(0);
	compare(2);
	compare(701);
	tallies();
	rests();
	return tap_end();
}
