#include "record/derived.h"

#include "json/json.h"
#include "record/bins.h"
#include "record/record.h"

static const char *const states[] = { "rebuilding", "flushing", "flat", NULL };

#define HEAD(t) { FIELD("ts", INT, 0, struct t, ts) }, WHO(t)
#define WHO(t) \
	{ FIELD("exchange", TEXT, FIELD_NULL, struct t, exchange) }, \
	    { FIELD("symbol", TEXT, FIELD_NULL, struct t, symbol) }, \
	    { FIELD("base", TEXT, FIELD_NULL, struct t, base) }, \
	{ \
		FIELD("quote", TEXT, FIELD_NULL, struct t, quote) \
	}
#define DEC(t, key) \
	{ \
		FIELD(#key, DEC, FIELD_NULL, struct t, key) \
	}
#define INT(t, key) \
	{ \
		FIELD(#key, INT, FIELD_NULL, struct t, key) \
	}
#define TEXT(t, key) \
	{ \
		FIELD(#key, TEXT, FIELD_NULL, struct t, key) \
	}
#define TRUTH(t, key) \
	{ \
		FIELD(#key, BOOL, FIELD_NULL, struct t, key) \
	}
#define SIDE(t) \
	{ \
		FIELD_IN("side", FIELD_NULL, struct t, side, side_names) \
	}

const struct field total_fields[] = {
	{ FIELD("ts", INT, 0, struct total, ts) },
	{ FIELD("width_ms", INT, 0, struct total, width_ms) },
	WHO(total),
	SIDE(total),
	TEXT(total, size),
	INT(total, count),
	INT(total, long_count),
	INT(total, short_count),
	DEC(total, qty),
	{ FIELD("usd", DEC, 0, struct total, usd) },
	DEC(total, long_usd),
	DEC(total, short_usd),
	DEC(total, max_usd),
	TEXT(total, max_id),
	DEC(total, low),
	DEC(total, high),
	DEC(total, coverage),
	TRUTH(total, sampled),
	INT(total, revision),
	TRUTH(total, final),
	DEC(total, usual_usd),
	DEC(total, times_usual),
	DEC(total, oi_change),
	DEC(total, funding),
	{ FIELD_IN("state", FIELD_NULL, struct total, state, states) },
	DEC(total, vwap),
	DEC(total, usual_spread),
	{ 0 },
};

const struct field level_fields[] = {
	HEAD(level),
	SIDE(level),
	{ FIELD("price", DEC, 0, struct level, price) },
	DEC(level, low),
	DEC(level, high),
	{ FIELD("usd", DEC, 0, struct level, usd) },
	DEC(level, usd_low),
	DEC(level, usd_high),
	DEC(level, leverage),
	INT(level, age_ms),
	TEXT(level, model),
	{ 0 },
};

const struct field cluster_fields[] = {
	HEAD(cluster),
	SIDE(cluster),
	{ FIELD("price", DEC, 0, struct cluster, price) },
	DEC(cluster, low),
	DEC(cluster, high),
	{ FIELD("usd", DEC, 0, struct cluster, usd) },
	DEC(cluster, usd_low),
	DEC(cluster, usd_high),
	INT(cluster, rank),
	DEC(cluster, distance),
	DEC(cluster, prominence),
	TEXT(cluster, model),
	{ 0 },
};

const struct field column_fields[] = {
	{ FIELD("ts", INT, 0, struct column, ts) },
	{ FIELD("width_ms", INT, 0, struct column, width_ms) },
	WHO(column),
	{ FIELD("open", DEC, 0, struct column, open) },
	{ FIELD("high", DEC, 0, struct column, high) },
	{ FIELD("low", DEC, 0, struct column, low) },
	{ FIELD("close", DEC, 0, struct column, close) },
	{ FIELD("bin_low", DEC, 0, struct column, bin_low) },
	{ FIELD("bin_step", DEC, 0, struct column, bin_step) },
	{ FIELD("long", RAW, 0, struct column, lng) },
	{ FIELD("short", RAW, 0, struct column, shrt) },
	{ FIELD("swept_long", RAW, 0, struct column, swept_long) },
	{ FIELD("swept_short", RAW, 0, struct column, swept_short) },
	DEC(column, swept_long_usd),
	DEC(column, swept_long_usd_low),
	DEC(column, swept_long_usd_high),
	DEC(column, swept_short_usd),
	DEC(column, swept_short_usd_low),
	DEC(column, swept_short_usd_high),
	TEXT(column, model),
	TRUTH(column, final),
	{ 0 },
};

const struct field signal_fields[] = {
	HEAD(signal_fact),
	{ FIELD("name", TEXT, 0, struct signal_fact, name) },
	SIDE(signal_fact),
	DEC(signal_fact, price),
	DEC(signal_fact, usd),
	DEC(signal_fact, strength),
	DEC(signal_fact, hit_rate),
	DEC(signal_fact, hit_low),
	DEC(signal_fact, hit_high),
	INT(signal_fact, hit_n),
	{ 0 },
};

const struct field check_fields[] = {
	HEAD(check),
	{ FIELD("question", TEXT, 0, struct check, question) },
	SIDE(check),
	DEC(check, entry),
	DEC(check, leverage),
	DEC(check, price),
	DEC(check, cluster_low),
	DEC(check, cluster_high),
	DEC(check, cluster_usd),
	DEC(check, between_usd),
	TRUTH(check, dense),
	DEC(check, safe_leverage),
	TEXT(check, model),
	{ 0 },
};

const struct field cascade_fields[] = {
	HEAD(cascade),
	SIDE(cascade),
	{ FIELD("step", INT, 0, struct cascade, step) },
	DEC(cascade, price),
	DEC(cascade, swept_usd),
	DEC(cascade, sold_qty),
	DEC(cascade, end_price),
	{ 0 },
};

const struct field score_fields[] = {
	HEAD(score),
	{ FIELD("kind", TEXT, 0, struct score, kind) },
	TEXT(score, mode),
	INT(score, horizon_ms),
	TEXT(score, model),
	TEXT(score, against),
	{ FIELD("metric", TEXT, 0, struct score, metric) },
	DEC(score, value),
	DEC(score, low),
	DEC(score, high),
	INT(score, n),
	TRUTH(score, pass),
	{ 0 },
};

/* [[k,usd],...] with k whole and rising, usd not negative. */
static const char *
check_bins(struct str pairs)
{
	struct dec k, usd, last = { 0 };
	int64_t at, before = INT64_MIN;
	struct str odd;
	double v;

	while (bins_plain(&pairs, &at, &v)) {
		if (at <= before)
			return "the bins of the column are not in order";
		before = at;
		last = dec_int(at);
	}
	while (record_pair(&pairs, &k, &usd)) {
		if (dec_trim(k).scale != 0 || usd.v < 0)
			return "a bin of the column is not [k, usd]";
		if (last.known && dec_cmp(k, last) <= 0)
			return "the bins of the column are not in order";
		last = k;
	}
	return json_element(&pairs, &odd)
		   ? "a bin of the column is not [k, usd]"
		   : NULL;
}

static const char *
check_column(const struct column *c)
{
	const char *why;

	if (c->width_ms <= 0 || c->width_ms > RECORD_WIDTH_MAX)
		return "\"width_ms\" is not a span of at most a century";
	if (c->bin_low.v <= 0 || c->bin_step.v <= 0)
		return "\"bin_low\" or \"bin_step\" is not positive";
	if (c->low.v <= 0 || dec_cmp(c->high, c->low) < 0)
		return "\"high\" is below \"low\"";
	if ((why = check_bins(c->lng)) != NULL ||
	    (why = check_bins(c->shrt)) != NULL ||
	    (why = check_bins(c->swept_long)) != NULL)
		return why;
	return check_bins(c->swept_short);
}

static const char *
check_total(const struct total *t)
{
	if (t->width_ms <= 0 || t->width_ms > RECORD_WIDTH_MAX)
		return "\"width_ms\" is not a span of at most a century";
	if (t->usd.v < 0 || t->long_usd.v < 0 || t->short_usd.v < 0)
		return "a sum is negative";
	if (t->count != INT_NONE && t->count < 0)
		return "\"count\" is negative";
	return NULL;
}

const char *
derived_check(const struct record *r)
{
	switch (r->type) {
	case RECORD_TOTAL:
		return check_total(&r->as.total);
	case RECORD_COLUMN:
		return check_column(&r->as.column);
	case RECORD_LEVEL:
		return r->as.level.price.v <= 0 || r->as.level.usd.v < 0
			   ? "\"price\" or \"usd\" is not positive"
			   : NULL;
	case RECORD_CLUSTER:
		return r->as.cluster.price.v <= 0 || r->as.cluster.usd.v < 0
			   ? "\"price\" or \"usd\" is not positive"
			   : NULL;
	default:
		return NULL;
	}
}
