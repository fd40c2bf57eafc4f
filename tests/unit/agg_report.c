/*
 * The sums, cells, groups, windows and lines of liq-agg.
 */
#include "base/when.h"
#include "liq-agg/group.h"
#include "liq-agg/print.h"
#include "liq-agg/row.h"
#include "liq-agg/window.h"
#include "record/record.h"
#include "tap.h"

static struct piece
piece(int64_t ts, const char *usd, const char *id)
{
	struct piece p = { .ts = ts, .price = dec_int(ts), .id = str_of(id) };
	struct dec d;

	dec_parse(&d, str_of(usd));
	dec_fixed(&p.usd, d, USD_SCALE);
	dec_fixed(&p.qty, dec_int(1), QTY_SCALE);
	return p;
}

static void
put_is(const char *want, const char *what, const struct buf *b)
{
	char got[512];

	if (!str_copy(got, sizeof(got), buf_view(b)))
		got[0] = '\0';
	is(got, want, what);
}

static bool
same_sum(const struct sum *a, const struct sum *b)
{
	return a->usd == b->usd && a->qty == b->qty &&
	       a->max_usd == b->max_usd && a->count == b->count &&
	       a->first == b->first && a->last == b->last &&
	       strcmp(a->max_id, b->max_id) == 0 &&
	       dec_cmp(a->low, b->low) == 0 && dec_cmp(a->high, b->high) == 0;
}

static void
maxima(void)
{
	static const char *const ids[] = { "", "c", "b", "d" };
	struct sum forward = { 0 }, back = { 0 }, parts[2] = { 0 },
		   none = { 0 };
	struct piece p[4];
	int i;

	for (i = 0; i < 4; i++)
		p[i] = piece(3 + i, i == 3 ? "4.99" : "5.0", ids[i]);
	for (i = 0; i < 4; i++) {
		sum_add(&forward, &p[i]);
		sum_add(&back, &p[3 - i]);
		sum_add(&parts[i % 2], &p[i]);
	}
	is(forward.max_id, "b", "the smallest id of equal maxima, none last");
	ok(forward.first == 3 && forward.last == 6 && forward.low.v == 3 &&
		forward.high.v == 6 && forward.count == 4,
	    "times, prices and events are counted");
	ok(same_sum(&forward, &back), "the other way round gives the same");
	sum_merge(&parts[1], &parts[0]);
	sum_merge(&parts[1], &none);
	ok(same_sum(&forward, &parts[1]), "and so do parts of it");
}

static void
overflow(void)
{
	struct piece p = piece(1, "500000000000000000000000000000.0", "a");
	struct sum s = { 0 }, other = { 0 };

	ok(sum_add(&s, &p) == NULL, "5e29 USD can be told");
	sum_add(&other, &p);
	is(sum_merge(&other, &s), "a sum is over 38 digits", "1e30 USD cannot");
	is(sum_add(&s, &p), "a sum is over 38 digits", "nor by adding");
}

static const char *const symbols[] = { "ETHUSDT", "BTCUSDT", "BTCUSDC" };

/* The three of them as products 0 to 2. */
static void
make_products(struct products *all)
{
	struct product p = { .exchange = "bybit" };
	int i;

	for (i = 0; i < 3; i++) {
		str_copy(p.symbol, sizeof(p.symbol), str_of(symbols[i]));
		str_copy(p.base, sizeof(p.base), (struct str){ symbols[i], 3 });
		str_copy(
		    p.quote, sizeof(p.quote), str_from(str_of(symbols[i]), 3));
		products_id(all, &p);
	}
}

/* One event of a product and side that is of a class, twice. */
static int
sampled_of(enum source_class one, enum source_class other)
{
	const struct bins no_bins = { 0 };
	struct products products = { 0 };
	struct members members = { 0 };
	struct groups groups = { 0 };
	struct cells cells = { 0 };
	struct rows rows = { 0 };
	struct record r;
	struct piece p = piece(1, "1.0", "a");
	int class[] = { CLASS_NONE, (int)one, (int)other }, i;

	make_products(&products);
	for (i = 1; i < 3; i++) {
		const size_t pair = pair_of((uint32_t)i, SIDE_NONE, 0);

		members_note(&members, pair, 1);
		sum_add(&cells_at(&cells, pair, 0)->sum, &p);
	}
	groups_make(&groups, &products, &members, BY_BASE, 2);
	rows_fold(&rows, &cells, &groups, class, false);
	record_clear(&r, RECORD_TOTAL);
	row_total(&r.as.total, &rows.of[0], &groups.of[0], &no_bins);
	ok(rows.n == 1 && r.as.total.count == 2 && r.as.total.long_count == 0 &&
		r.as.total.short_count == 0 &&
		dec_cmp(r.as.total.usd, dec_int(2)) == 0 &&
		dec_sign(r.as.total.long_usd) == 0 &&
		dec_sign(r.as.total.short_usd) == 0,
	    "an unknown side counts in count and usd alone");
	products_free(&products);
	members_free(&members);
	groups_free(&groups);
	cells_free(&cells);
	rows_free(&rows);
	return r.as.total.sampled;
}

static void
sampling(void)
{
	ok(sampled_of(CLASS_COMPLETE, CLASS_SIMULATED) == TRUTH_FALSE,
	    "whole sources are not sampled");
	ok(sampled_of(CLASS_UNKNOWN, CLASS_SAMPLED) == TRUTH_TRUE,
	    "one sampled source makes it sampled");
	ok(sampled_of(CLASS_COMPLETE, CLASS_UNKNOWN) == TRUTH_NULL &&
		sampled_of(CLASS_COMPLETE, CLASS_NONE) == TRUTH_NULL,
	    "a source that nobody knows leaves it open");
}

/* The groups at a time, and then how many there are. */
static size_t
group_by(struct groups *g, const struct products *products,
    const struct members *members, unsigned keys, int64_t before)
{
	groups_free(g);
	groups_make(g, products, members, keys, before);
	return g->n;
}

static void
groups(void)
{
	struct products all = { 0 };
	struct members m = { 0 };
	struct groups g = { 0 };

	make_products(&all);
	members_note(&m, pair_of(0, SIDE_SHORT, 2), 5);
	members_note(&m, pair_of(1, SIDE_LONG, 0), 7);
	members_note(&m, pair_of(2, SIDE_SHORT, 0), 6);
	ok(members_first(&m) == 5, "the first event of all");
	ok(group_by(&g, &all, &m, BY_BASE, 8) == 2 &&
		strcmp(g.of[0].name.base, "BTC") == 0 &&
		g.of[0].name.symbol[0] == '\0' && !g.of[0].mixed,
	    "by base");
	ok(g.by[pair_of(0, SIDE_SHORT, 2)] == 2 &&
		g.by[pair_of(2, SIDE_SHORT, 0)] == 1,
	    "a pair finds its group");
	ok(group_has(&g.of[0], &all.of[2]) && !group_has(&g.of[0], &all.of[0]),
	    "a product does, too");
	ok(group_by(&g, &all, &m, BY_BASE, 6) == 1 &&
		strcmp(g.of[0].name.base, "ETH") == 0 &&
		g.by[pair_of(1, SIDE_LONG, 0)] == 0,
	    "a group is there from its first event on");
	groups_make(&g, &all, &m, BY_BASE, 7);
	ok(g.n == 2, "and then it is");
	groups_make(&g, &all, &m, BY_BASE, 6);
	ok(g.n == 1, "not before, whatever was asked in between");
	ok(group_by(&g, &all, &m, 0, 8) == 1 && g.of[0].mixed,
	    "all together is mixed");
	ok(group_by(&g, &all, &m, BY_SYMBOL, 8) == 3 &&
		strcmp(g.of[0].name.quote, "USDC") == 0 &&
		g.of[0].name.base[0] == '\0',
	    "by symbol: its quote, and no base");
	ok(group_by(&g, &all, &m, BY_SIDE | BY_BASE, 8) == 3 &&
		g.of[0].side == SIDE_LONG && g.of[1].side == SIDE_SHORT &&
		g.of[2].side == SIDE_SHORT,
	    "by base and side");
	ok(group_by(&g, &all, &m, BY_SIZE, 8) == 2 && g.of[0].size == 0 &&
		g.of[1].size == 2 && g.of[0].side == SIDE_NONE,
	    "by size");
	str_copy(all.of[2].symbol, sizeof(all.of[2].symbol), STR("BTCUSDT"));
	ok(group_by(&g, &all, &m, BY_SYMBOL, 8) == 2 &&
		g.of[0].name.quote[0] == '\0',
	    "no quote where the members do not agree");
	groups_free(&g);
	members_free(&m);
	products_free(&all);
}

static void
windows(void)
{
	const int64_t t = INT64_C(1738310400000);
	struct widths widths = { { 10, 0, 25 }, 3 };
	struct windows w = { .widths = &widths,
		.until = t + 30,
		.first = t + 3,
		.last = t + 20 };
	struct window one;

	ok(windows_next(&w, &one) && one.ts == t + 20 && one.width_ms == 10,
	    "a trailing window ends with the others");
	ok(windows_next(&w, &one) && one.all && one.ts == t + 3 &&
		one.width_ms == 18,
	    "all is from the first to the last event");
	ok(windows_next(&w, &one) && one.ts == t + 5 && !windows_next(&w, &one),
	    "widths come as given");
	w = (struct windows){ .interval = 10, .since = t + 3, .until = t + 21 };
	ok(windows_count(&w) == 3, "aligned windows are counted");
	ok(windows_next(&w, &one) && one.ts == t && windows_next(&w, &one) &&
		one.ts == t + 10 && windows_next(&w, &one) &&
		one.ts == t + 20 && !windows_next(&w, &one),
	    "aligned windows follow each other");
	w = (struct windows){ .interval = 100 * DAY_MS,
		.since = WHEN_FIRST,
		.until = WHEN_FIRST + 1 };
	ok(windows_next(&w, &one) && one.ts == WHEN_FIRST,
	    "none starts before the times of this market");
	w = (struct windows){ .interval = 10, .until = t, .last = -1 };
	ok(!windows_next(&w, &one), "and none is there without an event");
}

static void
cells(void)
{
	struct record r;
	struct buf b = { 0 };
	struct str s;

	record_clear(&r, RECORD_NOTE);
	r.as.note.ts = 7;
	str_copy(r.as.note.code, sizeof(r.as.note.code), STR("a\tb\\c\n"));
	str_copy(r.as.note.message, sizeof(r.as.note.message),
	    STR("he said \"x, y\"\r\n"));
	print_head(&b, PRINT_TSV, RECORD_NOTE);
	put_is("type\tts\texchange\tsymbol\tcode\tmessage\n",
	    "a table starts with its keys", &b);
	buf_reset(&b);
	print_record(&b, PRINT_TSV, &r, false);
	put_is("note\t7\t\t\ta\\tb\\\\c\\n\the said \"x, y\"\\r\\n\n",
	    "tsv: escapes, empty is null", &b);
	buf_reset(&b);
	print_record(&b, PRINT_CSV, &r, false);
	put_is("note,7,,,\"a\tb\\c\n\",\"he said \"\"x, y\"\"\r\n\"\n",
	    "csv: quotes where needed", &b);
	buf_reset(&b);
	print_head(&b, PRINT_NDJSON, RECORD_NOTE);
	print_record(&b, PRINT_NDJSON, &r, false);
	s = buf_view(&b);
	ok(str_starts(s, STR("{\"type\":\"note\",\"ts\":7,")),
	    "ndjson has no head");
	buf_free(&b);
}

int
main(void)
{
	maxima();
	overflow();
	sampling();
	groups();
	windows();
	cells();
	return tap_end();
}
