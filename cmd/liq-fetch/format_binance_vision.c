/*
 * format_binance_vision.c - files of data.binance.vision: klines, metrics,
 * aggTrades and liquidationSnapshot, with a header and (as older ones are)
 * without; then the count of cells tells which they are.
 *
 * The symbol stands in the file's name, as BTCUSDT-1h-2024-01.csv; metrics
 * have it in the row.  aggTrades become candles.
 */
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "liq-fetch/import.h"
#include "liq-fetch/reason.h"
#include "liq-fetch/vision.h"

struct state {
	struct vision vision;
	const struct kind *kind; /* NULL before the first line */
	char symbol[64]; /* of --symbol, else the file's name; or "" */
	int64_t width_ms;
};

static const struct kind {
	const char *first; /* its first column */
	size_t cells;
	const char *(*row)(struct vision *, const struct sink *);
} kinds[] = {
	{ "agg_trade_id", 7, vision_trade },
	{ "create_time", 8, vision_metrics },
	{ "time", 10, vision_order },
	{ "open_time", 12, vision_kline },
};

/* What stands before the first "-" in a file's name. */
static void
symbol_of(char *out, size_t size, const char *file)
{
	const char *slash = strrchr(file, '/'), *end;
	struct str s = str_of(slash != NULL ? slash + 1 : file);

	end = memchr(s.s, '-', s.n);
	s.n = end != NULL ? (size_t)(end - s.s) : 0;
	if (!str_copy(out, size, s))
		out[0] = '\0';
}

static void *
open(const struct import *import, const char *file, const char **why)
{
	struct state *s;

	*why = NULL;
	if (import->exchange != NULL &&
	    strcmp(import->exchange, "binance") != 0)
		*why = reason(
		    "-x %s: these files are Binance's", import->exchange);
	else if (import->symbol != NULL &&
		 strlen(import->symbol) >= sizeof(s->symbol))
		*why = "the symbol is too long";
	if (*why != NULL)
		return NULL;
	s = xcalloc(1, sizeof(*s));
	if (import->symbol != NULL)
		str_copy(s->symbol, sizeof(s->symbol), str_of(import->symbol));
	else
		symbol_of(s->symbol, sizeof(s->symbol), file);
	s->vision.context = import->context;
	s->vision.context.source = format_binance_vision.name;
	s->width_ms = import->width_ms;
	return s;
}

static bool
is_data(const struct csv *csv)
{
	struct str s = str_trim(csv->cell[0]);

	return s.n > 0 && s.s[0] >= '0' && s.s[0] <= '9';
}

static const struct kind *
kind_of(const struct csv *csv)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (csv->n == kinds[i].cells &&
		    (is_data(csv) ||
			str_is(str_trim(csv->cell[0]), kinds[i].first)))
			return &kinds[i];
	return NULL;
}

/* The first line: which kind of file this is, and of which symbol. */
static const char *
begin(struct state *s)
{
	if ((s->kind = kind_of(&s->vision.csv)) == NULL)
		return "neither klines, metrics, aggTrades nor "
		       "liquidationSnapshot";
	if (s->kind->row == vision_trade &&
	    (s->width_ms == 0 || DAY_MS % s->width_ms != 0))
		return "aggTrades become candles: give a --width that divides "
		       "a day";
	s->vision.bars.width_ms = s->width_ms;
	if (s->kind->row == vision_metrics)
		return NULL;
	if (s->symbol[0] == '\0')
		return "the file's name tells no symbol: give --symbol";
	return vision_look_up(&s->vision, s->symbol);
}

static const char *
line(void *state, struct str text, const struct sink *to)
{
	struct state *s = state;
	struct csv *csv = &s->vision.csv;
	const char *why = NULL;

	switch (csv_line(csv, text, &why)) {
	case CSV_HEADER:
		if ((why = begin(s)) != NULL) {
			csv_refuse(csv);
			return why;
		}
		if (!is_data(csv))
			return NULL;
		csv_headless(csv);
		return s->kind->row(&s->vision, to);
	case CSV_ROW:
		return s->kind->row(&s->vision, to);
	default:
		return why;
	}
}

static void
close(void *state, const struct sink *to)
{
	struct state *s = state;
	const char *why = csv_lost(&s->vision.csv);

	if (why != NULL)
		to->refuse(to->arg, why);
	vision_end(&s->vision, to);
	vision_free(&s->vision);
	free(s);
}

const struct format format_binance_vision = {
	.name = "binance-vision",
	.what = "files of data.binance.vision: klines, metrics, aggTrades "
		"(with --width), liquidationSnapshot",
	.needs = "",
	.open = open,
	.line = line,
	.close = close,
};
