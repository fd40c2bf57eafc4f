#include "liq-fetch/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/x.h"
#include "io/opt.h"
#include "io/out.h"
#include "liq-fetch/list.h"
#include "liq-fetch/simulate.h"

static struct request request;

/* Any word will do for an import; a slip of the pen will not. */
static const char *
check_exchange(struct str word, bool only)
{
	const char *names[64];
	char name[24];
	size_t n = 0;

	for (; n < 62 && exchange_names[n] != NULL; n++)
		names[n] = exchange_names[n];
	names[n++] = SIMULATE_EXCHANGE;
	names[n] = NULL;
	if (word.n == 0 || !str_copy(name, sizeof(name), word))
		return "not the name of an exchange";
	if (exchange_find(name) != NULL ||
	    (only && strcmp(name, SIMULATE_EXCHANGE) == 0))
		return NULL;
	if (!only || str_nearest(word, names) != NULL)
		return opt_unknown("exchange", word, names);
	return NULL;
}

static const char *
set_exchange(void *target, const char *operand)
{
	struct str rest = str_of(operand), word;
	bool only = strchr(operand, ',') == NULL;
	const char *why = check_exchange(rest, true);

	if (only && why != NULL)
		return why;
	while (!only && str_split(&rest, ',', &word))
		if ((why = check_exchange(word, false)) != NULL)
			return why;
	*(const char **)target = operand;
	return NULL;
}

/* EXCHANGE=HOST:PORT, many times. */
static const char *
set_route(void *target, const char *operand)
{
	struct http_route *r = target;
	struct str to = str_of(operand), name;
	char room[24];
	size_t n = 0;

	str_split(&to, '=', &name);
	if (!str_copy(room, sizeof(room), name) || exchange_find(room) == NULL)
		return opt_unknown("exchange", name, exchange_names);
	if (to.n == 0 || memchr(to.s, ':', to.n) == NULL)
		return "not EXCHANGE=HOST:PORT";
	while (r[n].name != NULL)
		n++;
	if (n + 1 == sizeof(request.route) / sizeof(*request.route))
		return "too many of them";
	r[n] = (struct http_route){ exchange_find(room)->name, to.s };
	return NULL;
}

static const char *
set_owner(void *target, const char *operand)
{
	const char **owner = target;
	size_t n = 0;

	while (owner[n] != NULL)
		n++;
	if (n + 1 == sizeof(request.owner) / sizeof(*request.owner))
		return "too many of them";
	if (operand[0] == '\0' || strlen(operand) > 71)
		return "not an address";
	owner[n] = operand;
	return NULL;
}

static const char *
set_kinds(void *target, const char *operand)
{
	const char *names[RECORD_KINDS + 2];
	struct str rest = str_of(operand), word;
	enum record_type type;
	uint32_t kinds = 0;
	int i;

	for (i = 0; i < RECORD_KINDS; i++)
		names[i] = record_names[i + 1];
	names[RECORD_KINDS] = "all";
	names[RECORD_KINDS + 1] = NULL;
	while (str_split(&rest, ',', &word)) {
		type = record_find(word);
		if (str_is(word, "all"))
			kinds |= KINDS_ALL;
		else if (type == RECORD_NONE || type > RECORD_KINDS)
			return opt_unknown("kind", word, names);
		else
			kinds |= 1u << type;
	}
	*(uint32_t *)target = kinds;
	return NULL;
}

static const char *
set_format(void *target, const char *operand)
{
	const struct format *f = format_find(operand);

	if (f == NULL)
		return opt_unknown("format", str_of(operand), format_names);
	*(const struct format **)target = f;
	return NULL;
}

static const char *
set_as(void *target, const char *operand)
{
	enum record_type type = record_find(str_of(operand));

	if (type == RECORD_NONE || type > RECORD_TOTAL)
		return opt_unknown("type", str_of(operand), record_names + 1);
	*(enum record_type *)target = type;
	return NULL;
}

static const char *
set_word(int *target, const char *kind, const char *operand,
    const char *const *names)
{
	int i;

	for (i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], operand) == 0) {
			*target = i;
			return NULL;
		}
	return opt_unknown(kind, str_of(operand), names);
}

static const char *
set_volume_unit(void *target, const char *operand)
{
	static const char *const names[] = { "coin", "usd", "contract", NULL };
	int i = 0;
	const char *why = set_word(&i, "unit", operand, names);

	*(enum volume_unit *)target = (enum volume_unit)i;
	return why;
}

static const char *
set_rate_unit(void *target, const char *operand)
{
	static const char *const names[] = { "fraction", "percent", NULL };
	int i = 0;
	const char *why = set_word(&i, "unit", operand, names);

	*(enum rate_unit *)target = (enum rate_unit)i;
	return why;
}

static const char *
set_partition(void *target, const char *operand)
{
	static const char *const names[] = { "hour", NULL };
	int i = 0;
	const char *why = set_word(&i, "partition", operand, names);

	*(bool *)target = why == NULL;
	return why;
}

static const char *
set_list(void *target, const char *operand)
{
	struct buf b = { 0 };
	const char *why;

	(void)target;
	if ((why = list_put(&b, operand)) != NULL)
		return why;
	out_take(&b);
	buf_free(&b);
	exit(out_close(STATUS_OK, false));
}

static const struct opt options[] = {
	{ 'k', "kind", "LIST", "what: liquidation candle oi ... or all",
	    set_kinds, &request.kinds },
	{ 'x', "exchange", "LIST", "whose [all]: market is the built-in one",
	    set_exchange, &request.exchange },
	{ 's', "since", "TIME", "from then on (2025-01-31, -4h, epoch)",
	    opt_when, &request.since },
	{ 'u', "until", "TIME", "before then", opt_when, &request.until },
	{ 'i', "interval", "SPAN", "of candles, open interest, ... [5m]",
	    opt_span, &request.interval },
	{ 'f', "follow", NULL, "at the speed of life", opt_flag,
	    &request.follow },
	{ 0, "for", "SPAN", "-f, and end after that", opt_span, &request.time },
	{ 0, "audit", "SPAN", "-f: ask REST for what feeds left out [1h]",
	    opt_span, &request.audit },
	{ 0, "metrics", "FILE", "-f: the run in numbers, for Prometheus",
	    opt_text, &request.metrics },
	{ 0, "relist", "SPAN", "-f: look for new markets so often [1h]",
	    opt_span, &request.relist },
	{ 0, "speed", "N", "with -f: times faster than life [1]", opt_count,
	    &request.speed },
	{ 0, "import", "FORMAT", "read FILEs: --list=formats names them",
	    set_format, &request.format },
	{ 0, "as", "TYPE", "csv: the record each row becomes", set_as,
	    &request.as },
	{ 0, "symbol", "SYMBOL", "csv: the market the rows are of", opt_text,
	    &request.symbol },
	{ 0, "width", "SPAN", "csv: what a row spans", opt_span,
	    &request.width },
	{ 0, "volume-unit", "UNIT", "csv: coin, usd or contract [coin]",
	    set_volume_unit, &request.volume_unit },
	{ 0, "rate-unit", "UNIT", "csv: fraction or percent [fraction]",
	    set_rate_unit, &request.rate_unit },
	{ 0, "instruments", "FILE", "contract sizes: instrument records",
	    opt_text, &request.instruments },
	{ 0, "owner", "ADDRESS", "whose positions (may be repeated)", set_owner,
	    request.owner },
	{ 0, "key-file", "FILE", "a key, where an exchange wants one", opt_text,
	    &request.key_file },
	{ 0, "plan", NULL, "say what would be asked, and how often", opt_flag,
	    &request.plan },
	{ 0, "doctor", NULL, "try each exchange: reach, TLS, clock, refusals",
	    opt_flag, &request.doctor },
	{ 0, "record", "DIR", "keep all that comes, in a new DIR", opt_text,
	    &request.record },
	{ 0, "replay", "DIR", "what DIR has instead of the network", opt_text,
	    &request.replay },
	{ 0, "state", "DIR", "budgets, bans, hints [~/.local/state/liq]",
	    opt_text, &request.state },
	{ 0, "rebuild-state", NULL, "mend FILEs of -a, learn them from scratch",
	    opt_flag, &request.rebuild },
	{ 0, "connect-to", "X=HOST:PORT", "reach exchange X there (repeat)",
	    set_route, request.route },
	{ 0, "cacert", "FILE", "trust these certificates instead", opt_text,
	    &request.cacert },
	{ 0, "seed", "N", "built-in market: another one [1]", opt_number,
	    &request.seed },
	{ 0, "coins", "N", "built-in market: the first N coins [40]", opt_count,
	    &request.coins },
	{ 0, "list", "WHAT", "exchanges, markets, kinds or formats", set_list,
	    NULL },
	{ 'o', "output", "FILE", "replace FILE in one step (.gz packs)",
	    opt_text, &request.output },
	{ 'a', "append", "FILE", "go on where FILE ends (.gz packs)", opt_text,
	    &request.append },
	{ 0, "partition", "hour", "-a: a FILE an hour, in dt=DAY/hour=HH/",
	    set_partition, &request.hourly },
	{ 0, "no-meta", NULL, "no begin, mark and end records", opt_flag,
	    &request.no_meta },
	{ 0, "decimals", "FORM", "number or string [number]", opt_decimals,
	    &request.quoted },
	{ 0 },
};

static void
schema(struct buf *b)
{
	static const enum record_type writes[] = { RECORD_LIQUIDATION,
		RECORD_CANDLE, RECORD_OI, RECORD_FUNDING, RECORD_RATIO,
		RECORD_BOOK, RECORD_TIER, RECORD_INSTRUMENT, RECORD_POSITION,
		RECORD_TOTAL, RECORD_BEGIN, RECORD_MARK, RECORD_GAP,
		RECORD_NOTE, RECORD_END };

	schema_put(b, writes, sizeof(writes) / sizeof(writes[0]));
}

static void
libraries(struct buf *b)
{
	http_library(b);
	buf_printf(b, "zlib %s\n", zlibVersion());
}

static const struct program program = {
	.name = "liq-fetch",
	.what = "liquidations and market data as lines of JSON",
	.usage = "[-f] [-k KINDS] [-x LIST] [-s TIME] [-u TIME]\n"
		 "                 [-o FILE | -a FILE] MARKET...\n"
		 "       liq-fetch --import=FORMAT -x NAME [FILE...]\n"
		 "       liq-fetch --rebuild-state FILE...",
	.examples =
	    "  liq-fetch -k candle,oi,funding -s -7d BTC | liq-levels\n"
	    "  liq-fetch -q -a data/liq.ndjson '*'\n"
	    "  liq-fetch -x market '*' | liq-agg | liq-render treemap\n"
	    "  liq-fetch -x market -k candle,oi -s 2025-01-01 -u 2025-01-08 "
	    "BTC\n"
	    "  liq-fetch --import=frames -x okx frames.ndjson | liq-agg\n"
	    "  liq-fetch --import=tardis liquidations.csv.gz | liq-agg -i 1h\n",
	.options = options,
	.schema = schema,
	.libraries = libraries,
};

const struct request *
request_parse(int argc, char *argv[], int *first)
{
	request.interval = 5 * MINUTE_MS;
	request.relist = request.audit = HOUR_MS;
	request.seed = request.speed = 1;
	request.coins = SIMULATE_COINS;
	request.command = argv;
	*first = opt_parse(&program, argc, argv);
	return &request;
}
