/*
 * Column names: every key of every type that can stand in a CSV file, every
 * other name in the table; and what a cell may say.
 */
#include "liq-fetch/columns.h"

#include "base/when.h"
#include "tap.h"

#define TYPES \
	((1u << RECORD_LIQUIDATION) | (1u << RECORD_CANDLE) | \
	    (1u << RECORD_OI) | (1u << RECORD_FUNDING) | \
	    (1u << RECORD_RATIO) | (1u << RECORD_TIER) | \
	    (1u << RECORD_INSTRUMENT) | (1u << RECORD_POSITION) | \
	    (1u << RECORD_TOTAL))

/* The key a lone column is bound to, "" where it is not. */
static const char *
bound(enum record_type type, const char *name)
{
	static struct columns cols;
	struct csv header = { 0 };
	const char *why = NULL;
	bool good;

	good = csv_line(&header, str_of(name), &why) == CSV_HEADER &&
	       columns_bind(&cols, type, &header) == NULL;
	csv_free(&header);
	return good && cols.n == 1 ? cols.of[0].field->key : "";
}

static void
keys(void)
{
	const struct field *f;
	int type;

	for (type = 1; type <= RECORD_TOTAL; type++)
		if (TYPES >> type & 1) {
			bool all = true;

			for (f = record_fields((enum record_type)type);
			     f->kind != FIELD_END; f++)
				all = all &&
				      strcmp(
					  bound((enum record_type)type, f->key),
					  f->key) == 0;
			ok(all, "every key of a %s is a column",
			    record_names[type]);
		}
}

static bool
has_key(enum record_type type, const char *key)
{
	const struct field *f = record_fields(type);

	while (f->kind != FIELD_END && strcmp(f->key, key) != 0)
		f++;
	return f->kind != FIELD_END;
}

/* Each alias gives its key in each of its types that has it. */
static void
aliases(void)
{
	const struct alias *a;
	int type, n;
	bool good;

	for (a = column_aliases; a->name != NULL; a++) {
		good = true;
		for (type = 1, n = 0; type <= RECORD_TOTAL; type++) {
			if (!(TYPES & a->types & 1u << type) ||
			    !has_key((enum record_type)type, a->key))
				continue;
			n++;
			good = good &&
			       strcmp(bound((enum record_type)type, a->name),
				   a->key) == 0;
		}
		ok(good && n > 0, "%s is %s", a->name, a->key);
	}
}

static void
names(void)
{
	is(bound(RECORD_CANDLE, "Open Time"), "ts", "case and blanks");
	is(bound(RECORD_OI, "sumOpenInterest"), "oi", "camel case");
	is(bound(RECORD_CANDLE, "taker-buy-volume"), "buy_volume", "hyphens");
	is(bound(RECORD_CANDLE, "\"close\""), "close", "quotes");
	is(bound(RECORD_CANDLE, "close_time"), "", "a close time is no time");
	is(bound(RECORD_LIQUIDATION, "amount"), "", "an amount is anything");
	is(bound(RECORD_CANDLE, "closed"), "", "a longer name is another");
	is(bound(RECORD_CANDLE, "clos"), "", "a shorter name is another");
	is(bound(RECORD_CANDLE, "_"), "", "no letters are no name");
	is(bound(RECORD_OI, "px"), "", "a name counts in its types alone");
}

/* The header's cell a key is read from; -1: none; -2: refused. */
static int
from(enum record_type type, const char *header, const char *key)
{
	struct csv csv = { 0 };
	struct columns cols;
	const struct column_map *c;
	const char *why;
	int at = -2;

	csv_line(&csv, str_of(header), &why);
	if (columns_bind(&cols, type, &csv) == NULL) {
		c = columns_find(&cols, key);
		at = c != NULL ? (int)c->cell : -1;
	}
	csv_free(&csv);
	return at;
}

static void
order(void)
{
	ok(from(RECORD_OI, "time,oi_close,usd", "usd") == 2,
	    "our own key goes before another name");
	ok(from(RECORD_OI, "time,oi_close,oi_open", "usd") == 2,
	    "the value at the start goes before the one at the end");
	ok(from(RECORD_OI, "timestamp,open_time,usd", "ts") == 1,
	    "else the order of the table counts");
	ok(from(RECORD_OI, "ts,usd,USD", "usd") == -2,
	    "one name twice is refused");
	ok(from(RECORD_OI, "ts,x,x,usd", "usd") == 3,
	    "unless nobody asks for it");
}

static void
times(void)
{
	static const struct {
		const char *cell;
		int64_t want; /* 0: refused */
	} cases[] = {
		{ "1735689600", 1735689600000 },
		{ "1735689600.5", 1735689600500 },
		{ "1735689600.1239", 1735689600123 },
		{ "1.7356896e9", 1735689600000 },
		{ "1735689600000", 1735689600000 },
		{ "1735689600000.9", 1735689600000 },
		{ "1735689600000999", 1735689600000 },
		{ "1735689600000000000", 0 },
		{ "2025-01-01", 1735689600000 },
		{ "2025-01-01 00:00:01", 1735689601000 },
		{ "2025-01-01T00:00:01Z", 1735689601000 },
		{ "2025-01-01T02:00:01+02:00", 1735689601000 },
		{ "2025-01-01 00:00:01.5", 1735689601500 },
		{ " 1735689600 ", 1735689600000 },
		{ "1000000000", 0 },
		{ "0", 0 },
		{ "-1735689600", 0 },
		{ "9999999999999", 0 },
		{ "99999999999999999999999999999999999999", 0 },
		{ "2025-13-01", 0 },
		{ "01/02/2025", 0 },
		{ "NaN", 0 },
		{ "", 0 },
	};
	int64_t ms;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (cell_time(&ms, str_of(cases[i].cell)) != NULL)
			ms = 0;
		ok(ms == cases[i].want, "the time %s", cases[i].cell);
	}
}

static void
shares(void)
{
	struct buf b = { 0 };
	struct dec r, l, s;

	dec_parse(&r, STR("1.5"));
	ratio_shares(&l, &s, r);
	dec_put(&b, l);
	buf_putc(&b, ' ');
	dec_put(&b, s);
	dec_parse(&r, STR("2"));
	ratio_shares(&l, &s, r);
	buf_putc(&b, ' ');
	dec_put(&b, l);
	buf_putc(&b, ' ');
	dec_put(&b, s);
	buf_putc(&b, '\0');
	is(b.s, "0.6 0.4 0.666666666667 0.333333333333",
	    "a ratio as shares that make one");
	dec_parse(&r, STR("-1"));
	ok(!ratio_shares(&l, &s, r), "a negative ratio is none");
	buf_free(&b);
}

int
main(void)
{
	keys();
	aliases();
	names();
	order();
	times();
	shares();
	return tap_end();
}
