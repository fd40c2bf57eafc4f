#include "liq-agg/shard.h"

#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "json/bind.h"
#include "json/json.h"

/* A portion as a line. */
struct line {
	int64_t ts, width_ms; /* null: of all events */
	char exchange[24], symbol[64], base[32], quote[16];
	int side;
	int64_t size, bin, first, last, count;
	struct dec qty, usd, max_usd;
	char max_id[80];
	struct dec low, high;
};

static const struct field line_fields[] = {
	{ FIELD("ts", INT, FIELD_NULL, struct line, ts) },
	{ FIELD("width_ms", INT, FIELD_NULL, struct line, width_ms) },
	{ FIELD("exchange", TEXT, FIELD_NULL, struct line, exchange) },
	{ FIELD("symbol", TEXT, FIELD_NULL, struct line, symbol) },
	{ FIELD("base", TEXT, FIELD_NULL, struct line, base) },
	{ FIELD("quote", TEXT, FIELD_NULL, struct line, quote) },
	{ FIELD_IN("side", FIELD_NULL, struct line, side, side_names) },
	{ FIELD("size", INT, 0, struct line, size) },
	{ FIELD("bin", INT, 0, struct line, bin) },
	{ FIELD("first", INT, 0, struct line, first) },
	{ FIELD("last", INT, 0, struct line, last) },
	{ FIELD("count", INT, 0, struct line, count) },
	{ FIELD("qty", DEC, 0, struct line, qty) },
	{ FIELD("usd", DEC, 0, struct line, usd) },
	{ FIELD("max_usd", DEC, 0, struct line, max_usd) },
	{ FIELD("max_id", TEXT, FIELD_NULL, struct line, max_id) },
	{ FIELD("low", DEC, 0, struct line, low) },
	{ FIELD("high", DEC, 0, struct line, high) },
	{ 0 },
};

static const struct field shard_fields[] = {
	{ FIELD("name", TEXT, 0, struct shard, name) },
	{ FIELD("check", TEXT, 0, struct shard, check) },
	{ 0 },
};

static const struct field trailer_fields[] = {
	{ FIELD("rows", INT, 0, struct trailer, rows) },
	{ FIELD("check", TEXT, 0, struct trailer, check) },
	{ FIELD("as_of", INT, FIELD_NULL, struct trailer, as_of) },
	{ FIELD("last", INT, FIELD_NULL, struct trailer, last) },
	{ FIELD("open_since", INT, FIELD_NULL, struct trailer, open_since) },
	{ FIELD("rejected", INT, 0, struct trailer, rejected) },
	{ FIELD("repeated", INT, 0, struct trailer, repeated) },
	{ FIELD("complete", BOOL, 0, struct trailer, complete) },
	{ FIELD("why", TEXT, FIELD_NULL, struct trailer, why) },
	{ 0 },
};

static void
put(struct buf *to, const char *type, const struct field *fields,
    const void *from)
{
	buf_printf(to, "{\"type\":\"%s\",", type);
	bind_put(to, fields, from, false);
	buf_puts(to, "}\n");
}

/* Lines are summed as a chain: each with what came before it. */
static void
chain(struct hash128 *sum, struct str line)
{
	struct buf b = { 0 };

	hash128_put(&b, *sum);
	buf_str(&b, line);
	*sum = hash128(buf_view(&b));
	buf_free(&b);
}

static void
put_check(char *to, size_t room, struct hash128 sum)
{
	struct buf b = { 0 };

	hash128_put(&b, sum);
	str_copy(to, room, buf_view(&b));
	buf_free(&b);
}

static int
window_cmp(const struct window *a, const struct window *b)
{
	if (a->all != b->all)
		return a->all ? -1 : 1;
	if (a->all)
		return 0;
	if (a->width_ms != b->width_ms)
		return a->width_ms < b->width_ms ? -1 : 1;
	return (a->ts > b->ts) - (a->ts < b->ts);
}

static int
portion_cmp(const void *a, const void *b, void *arg)
{
	const struct portion *x = a, *y = b;
	const struct products *all = arg;
	const struct product *p = &all->of[pair_product(x->cell.pair)];
	const struct product *q = &all->of[pair_product(y->cell.pair)];
	int c = window_cmp(&x->window, &y->window);

	if (c != 0 || (c = strcmp(p->exchange, q->exchange)) != 0 ||
	    (c = strcmp(p->symbol, q->symbol)) != 0 ||
	    (c = strcmp(p->base, q->base)) != 0 ||
	    (c = strcmp(p->quote, q->quote)) != 0)
		return c;
	if (x->cell.pair != y->cell.pair)
		return x->cell.pair < y->cell.pair ? -1 : 1;
	return (x->cell.bin > y->cell.bin) - (x->cell.bin < y->cell.bin);
}

static void
put_portion(
    struct buf *to, const struct portion *p, const struct products *products)
{
	const struct product *of = &products->of[pair_product(p->cell.pair)];
	const struct sum *s = &p->cell.sum;
	struct line l = { .ts = INT_NONE,
		.width_ms = INT_NONE,
		.side = pair_side(p->cell.pair),
		.size = pair_size(p->cell.pair),
		.bin = p->cell.bin,
		.first = s->first,
		.last = s->last,
		.count = s->count,
		.qty = dec_of_fixed(s->qty, QTY_SCALE),
		.usd = dec_of_fixed(s->usd, USD_SCALE),
		.max_usd = dec_of_fixed(s->max_usd, USD_SCALE),
		.low = s->low,
		.high = s->high };

	if (!p->window.all) {
		l.ts = p->window.ts;
		l.width_ms = p->window.width_ms;
	}
	memcpy(l.exchange, of->exchange, sizeof(l.exchange));
	memcpy(l.symbol, of->symbol, sizeof(l.symbol));
	memcpy(l.base, of->base, sizeof(l.base));
	memcpy(l.quote, of->quote, sizeof(l.quote));
	memcpy(l.max_id, s->max_id, sizeof(l.max_id));
	put(to, "partial", line_fields, &l);
}

void
parcel_add(struct parcel *p, const struct window *w, const struct cell *cell)
{
	p->of = xgrow(p->of, p->n, &p->cap, sizeof(*p->of));
	p->of[p->n++] = (struct portion){ *w, *cell };
}

/* The lines of the cells; the sum is of them without their ends. */
static void
put_portions(struct buf *to, struct parcel *p, const struct products *products)
{
	struct str line;
	size_t i, from;

	if (p->n > 1)
		qsort_r(
		    p->of, p->n, sizeof(*p->of), portion_cmp, (void *)products);
	p->sum = (struct hash128){ 0, 0 };
	for (i = 0; i < p->n; i++) {
		from = to->n;
		put_portion(to, &p->of[i], products);
		line = str_from(buf_view(to), from);
		line.n--;
		chain(&p->sum, line);
	}
	p->trailer.rows = (int64_t)p->n;
	put_check(p->trailer.check, sizeof(p->trailer.check), p->sum);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(
	    ((const struct shard *)a)->name, ((const struct shard *)b)->name);
}

void
parcel_shard(struct parcel *p, const struct shard *one)
{
	p->shards =
	    xgrow(p->shards, p->shard_n, &p->shard_cap, sizeof(*p->shards));
	p->shards[p->shard_n++] = *one;
}

void
parcel_put(struct buf *to, struct parcel *p, const struct products *products,
    const char *name)
{
	struct shard own = { 0 };
	size_t i;

	put_portions(to, p, products);
	if (name != NULL) {
		str_copy(own.name, sizeof(own.name), str_of(name));
		memcpy(own.check, p->trailer.check, sizeof(own.check));
		parcel_shard(p, &own);
	}
	if (p->shard_n > 1)
		qsort(p->shards, p->shard_n, sizeof(*p->shards), by_name);
	for (i = 0; i < p->shard_n; i++)
		put(to, "shard", shard_fields, &p->shards[i]);
	put(to, "trailer", trailer_fields, &p->trailer);
}

/* What the tables cannot say. */
static const char *
check(const struct line *l)
{
	if ((l->ts == INT_NONE) != (l->width_ms == INT_NONE) ||
	    (l->ts != INT_NONE && (!when_sane(l->ts) || l->width_ms <= 0 ||
				      l->width_ms > WHEN_LAST)))
		return "\"ts\" or \"width_ms\" is out of range";
	if (!when_sane(l->first) || !when_sane(l->last) || l->first > l->last)
		return "\"first\" or \"last\" is out of range";
	if (l->count <= 0 || l->qty.v <= 0 || l->usd.v <= 0 ||
	    l->max_usd.v <= 0 || l->low.v <= 0 || dec_cmp(l->low, l->high) > 0)
		return "a sum is not positive";
	return l->size < 0 || l->size >= SIZES ? "\"size\" is out of range"
					       : NULL;
}

static const char *
read_portion(struct parcel *p, struct products *products, struct str text)
{
	struct line l;
	struct product of;
	struct window w = { 0 };
	struct cell c = { 0 };
	const char *why;

	if ((why = bind_get(&l, line_fields, text)) != NULL ||
	    (why = check(&l)) != NULL)
		return why;
	if (!dec_fixed(&c.sum.qty, l.qty, QTY_SCALE) ||
	    !dec_fixed(&c.sum.usd, l.usd, USD_SCALE) ||
	    !dec_fixed(&c.sum.max_usd, l.max_usd, USD_SCALE))
		return "a sum is out of range";
	memcpy(of.exchange, l.exchange, sizeof(of.exchange));
	memcpy(of.symbol, l.symbol, sizeof(of.symbol));
	memcpy(of.base, l.base, sizeof(of.base));
	memcpy(of.quote, l.quote, sizeof(of.quote));
	c.pair = pair_of(products_id(products, &of), l.side, (int)l.size);
	c.bin = l.bin;
	c.sum.count = l.count;
	c.sum.first = l.first;
	c.sum.last = l.last;
	c.sum.low = dec_trim(l.low);
	c.sum.high = dec_trim(l.high);
	memcpy(c.sum.max_id, l.max_id, sizeof(c.sum.max_id));
	if (l.ts == INT_NONE)
		w.all = true;
	else
		w = (struct window){ l.ts, l.width_ms, false };
	parcel_add(p, &w, &c);
	chain(&p->sum, text);
	return NULL;
}

static const char *
read_trailer(struct parcel *p, struct str text)
{
	char sum[sizeof(p->trailer.check)];
	const char *why;

	if ((why = bind_get(&p->trailer, trailer_fields, text)) != NULL)
		return why;
	put_check(sum, sizeof(sum), p->sum);
	if (p->trailer.rows != (int64_t)p->n ||
	    strcmp(p->trailer.check, sum) != 0)
		return "the trailer is not that of the lines before it";
	if (p->trailer.rejected < 0 || p->trailer.repeated < 0)
		return "a count is negative";
	if (p->shard_n == 0)
		return "no shard is named";
	if (p->shard_n > 1)
		qsort(p->shards, p->shard_n, sizeof(*p->shards), by_name);
	p->ended = true;
	return NULL;
}

const char *
parcel_line(
    struct parcel *p, struct products *products, struct str line, bool *mine)
{
	struct shard one;
	struct str type;
	const char *why;

	*mine = json_get(line, "type", &type);
	type = *mine ? json_bare(type) : type;
	if (*mine && str_is(type, "partial"))
		return read_portion(p, products, line);
	if (*mine && str_is(type, "trailer"))
		return read_trailer(p, line);
	*mine = *mine && str_is(type, "shard");
	if (*mine && (why = bind_get(&one, shard_fields, line)) != NULL)
		return why;
	if (*mine)
		parcel_shard(p, &one);
	return NULL;
}

void
parcel_free(struct parcel *p)
{
	free(p->of);
	free(p->shards);
	*p = (struct parcel){ 0 };
}
