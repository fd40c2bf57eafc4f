#include "liq-fetch/list.h"

#include <string.h>

#include "io/opt.h"
#include "liq-fetch/import.h"
#include "liq-fetch/live_say.h"
#include "liq-fetch/simulate.h"

/* What its feeds bring. */
static void
put_live(struct buf *b, const struct live *live)
{
	uint32_t kinds = live_kinds(live);
	int i;

	buf_puts(b, kinds != 0 ? ", live" : "");
	for (i = 1; i <= RECORD_KINDS; i++)
		if (kinds >> i & 1)
			buf_printf(b, " %s", record_names[i]);
}

static void
put_exchanges(struct buf *b)
{
	size_t i;

	for (i = 0; exchanges[i] != NULL; i++) {
		buf_printf(b, "%-20s %s: %s", exchanges[i]->name,
		    exchanges[i]->title,
		    exchanges[i]->rest != NULL ? "REST" : "");
		put_live(b, exchanges[i]->live);
		buf_puts(b,
		    exchanges[i]->frame != NULL ? ", imported frames\n" : "\n");
	}
	buf_printf(b, "%-20s %s\n", SIMULATE_EXCHANGE,
	    "the built-in market: simulated, every kind");
}

static void
put_markets(struct buf *b)
{
	size_t i;

	for (i = 0; simulate_bases[i] != NULL; i++)
		buf_printf(
		    b, "%s:%sUSDT\n", SIMULATE_EXCHANGE, simulate_bases[i]);
}

static void
put_kinds(struct buf *b)
{
	static const char *const what[] = { "", "positions closed by force",
		"open, high, low, close and volume of a span",
		"open interest, one-sided", "funding rates",
		"long and short shares", "order books", "margin tiers",
		"contract sizes, ticks, lots",
		"open positions, where they are public" };
	int i;

	for (i = 1; i <= RECORD_KINDS; i++)
		buf_printf(b, "%-20s %s\n", record_names[i], what[i]);
}

static void
put_formats(struct buf *b)
{
	size_t i;

	for (i = 0; formats[i] != NULL; i++)
		buf_printf(b, "%-20s %s (needs: %s)\n", formats[i]->name,
		    formats[i]->what,
		    formats[i]->needs[0] != '\0' ? formats[i]->needs
						 : "nothing");
}

const char *
list_put(struct buf *b, const char *what)
{
	static const char *const names[] = { "exchanges", "markets", "kinds",
		"formats", NULL };
	static void (*const put[])(struct buf *) = { put_exchanges, put_markets,
		put_kinds, put_formats };
	size_t i;

	for (i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], what) == 0) {
			put[i](b);
			return NULL;
		}
	return opt_unknown("list", str_of(what), names);
}
