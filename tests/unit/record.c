/* record.c - every type: parse, print, parse again; what is refused. */
#include "record/record.h"

#include <stdlib.h>

#include "tap.h"

/* A record of every type, as its table puts them: round trip to the byte. */
static const char *const whole[] = {
	"{\"type\":\"liquidation\",\"ts\":1791091026103,\"exchange\":"
	"\"binance\","
	"\"symbol\":\"MANTAUSDT\",\"base\":\"MANTA\",\"quote\":\"USDT\","
	"\"side\":\"long\",\"price\":0.0722187,\"qty\":2049.1,"
	"\"usd\":147.98333817,\"price_kind\":\"fill\",\"source\":\"ws\","
	"\"received\":1791091026203,\"id\":\"x\"}\n",
	"{\"type\":\"candle\",\"ts\":1735689600000,\"exchange\":\"okx\","
	"\"symbol\":null,\"base\":\"BTC\",\"quote\":\"USDT\","
	"\"width_ms\":300000,\"open\":1.0,\"high\":2.50,\"low\":0.5,"
	"\"close\":2.0,\"volume\":10.0,\"buy_volume\":null,\"usd\":null,"
	"\"trades\":null,\"final\":true,\"source\":null,\"received\":null}\n",
	"{\"type\":\"book\",\"ts\":1735689600000,\"exchange\":\"okx\","
	"\"symbol\":null,\"base\":\"BTC\",\"quote\":\"USDT\","
	"\"bids\":[[2.0,1.0],[1.9,3]],\"asks\":[],\"source\":null,"
	"\"received\":null}\n",
	"{\"type\":\"begin\",\"ts\":null,\"program\":\"liq-agg\","
	"\"version\":\"0\",\"schema\":1,\"options\":{\"a\":1},"
	"\"sources\":[{\"exchange\":\"okx\",\"class\":\"sampled\","
	"\"kinds\":[\"liquidation\",\"future\"]}],\"previous\":null}\n",
	"{\"type\":\"gap\",\"ts\":1735689600000,\"exchange\":\"okx\","
	"\"symbol\":null,\"kind\":\"liquidation\",\"since\":1735689600000,"
	"\"until\":1735689600001,\"why\":\"stall\",\"fix\":\"none\","
	"\"count\":null}\n",
};

/* Why a liquidation is refused when this takes the place of "price":1. */
static const char *const swaps[][3] = {
	{ "\"price\":1", "\"price\":1.5e3", NULL },
	{ "\"price\":1", "\"price\":\"1.50\"", NULL },
	{ "\"price\":1", "\"price\":-1", "\"price\" is not positive" },
	{ "\"price\":1", "\"price\":0", "\"price\" is not positive" },
	{ "\"price\":1", "\"price\":true",
	    "\"price\" is not a number in range" },
	{ "\"price\":1", "\"price\":null", "\"price\" is null" },
	{ "\"price\":1", "\"cost\":1", "\"price\" is missing" },
	{ "\"price\":1", "\"price\":1e39",
	    "\"price\" is not a number in range" },
	{ "\"price\":1", "\"price\":NaN", "not JSON" },
	{ "\"price\":1", "\"price\":1,\"price\":2",
	    "a key twice in an object" },
	{ "\"price\":1", "\"price\":1,\"new\":[{\"price\":2}]", NULL },
	{ "\"side\":\"long\"", "\"side\":\"buy\"",
	    "\"side\" is none of the words it may be" },
	{ "\"side\":\"long\"", "\"side\":null", NULL },
	{ "\"ts\":1735689600000", "\"ts\":1735689600",
	    "\"ts\" is not a time "
	    "of this market (2015 to "
	    "2100, epoch "
	    "milliseconds)" },
	{ "\"ts\":1735689600000", "\"ts\":1735689600000000",
	    "\"ts\" is not a time of this market (2015 to 2100, epoch "
	    "milliseconds)" },
	{ "\"ts\":1735689600000", "\"ts\":1.5",
	    "\"ts\" is not a whole number" },
	{ "\"ts\":1735689600000", "\"ts\":\"1735689600000\"",
	    "\"ts\" is not a whole number" },
	{ "\"ts\":1735689600000", "\"ts\":99999999999999999999",
	    "\"ts\" is out of range" },
	{ "\"exchange\":\"okx\"",
	    "\"exchange\":\"a name of more than 23 bytes\"",
	    "\"exchange\" is too long" },
	{ "\"exchange\":\"okx\"", "\"exchange\":7",
	    "\"exchange\" is not a string" },
	{ "\"type\":\"liquidation\"", "\"type\":\"tomorrow\"", NULL },
	{ "\"type\":\"liquidation\"", "\"typ\":\"liquidation\"",
	    "\"type\" is missing" },
	{ "\"type\":\"liquidation\"", "\"type\":1",
	    "\"type\" is not a string" },
};

static void
round_trips(void)
{
	struct buf b = { 0 };
	struct record r;
	size_t i;

	for (i = 0; i < sizeof(whole) / sizeof(whole[0]); i++) {
		const char *why = record_parse(&r, str_of(whole[i]));
		struct str v;

		buf_reset(&b);
		if (why == NULL)
			record_put(&b, &r, false);
		v = buf_view(&b);
		ok(why == NULL && str_is(v, whole[i]), "%s comes back",
		    record_name(r.type));
		if (why != NULL || !str_is(v, whole[i]))
			printf("# %s\n# %.*s", why != NULL ? why : "", (int)v.n,
			    v.s);
	}
	buf_free(&b);
}

static void
refusals(void)
{
	static const char line[] =
	    "{\"type\":\"liquidation\",\"ts\":1735689600000,"
	    "\"exchange\":\"okx\",\"symbol\":\"S\",\"base\":\"B\","
	    "\"quote\":\"USDT\",\"side\":\"long\",\"price\":1,\"qty\":1,"
	    "\"usd\":1,\"price_kind\":null,\"source\":null,"
	    "\"received\":null,\"id\":\"1\"}";
	struct record r;
	size_t i;

	is(record_parse(&r, STR(line)), NULL, "the line itself is good");
	for (i = 0; i < sizeof(swaps) / sizeof(swaps[0]); i++) {
		struct buf b = { 0 };
		const char *at = strstr(line, swaps[i][0]);

		buf_put(&b, line, (size_t)(at - line));
		buf_puts(&b, swaps[i][1]);
		buf_puts(&b, at + strlen(swaps[i][0]));
		is(record_parse(&r, buf_view(&b)), swaps[i][2], swaps[i][1]);
		buf_free(&b);
	}
	for (i = 1; i < sizeof(line) - 1; i++) {
		char *half = malloc(i);

		memcpy(half, line, i);
		if (record_parse(&r, (struct str){ half, i }) == NULL)
			ok(false, "cut at byte %zu", i);
		free(half);
	}
	ok(true, "a line cut at any byte is refused");
}

static void
every_type(void)
{
	struct buf b = { 0 };
	int t;

	for (t = 1; t < RECORD_TYPES; t++) {
		struct record r;

		record_clear(&r, (enum record_type)t);
		buf_reset(&b);
		record_put(&b, &r, false);
		buf_putc(&b, '\0');
		ok(strstr(b.s, "-9223372036854775808") == NULL &&
			record_find(str_of(record_name(r.type))) == r.type,
		    "a cleared %s is all null", record_name(r.type));
	}
	buf_free(&b);
}

static void
styles(void)
{
	struct buf b = { 0 };
	struct record r;

	ok(record_parse(&r, str_of(whole[0])) == NULL, "parsed");
	record_put(&b, &r, true);
	buf_putc(&b, '\0');
	ok(strstr(b.s, "\"price\":\"0.0722187\",\"qty\":\"2049.1\"") != NULL,
	    "decimals as strings");
	ok(record_parse(&r, str_of(b.s)) == NULL, "are read too");
	buf_free(&b);
}

int
main(void)
{
	round_trips();
	refusals();
	every_type();
	styles();
	return tap_end();
}
