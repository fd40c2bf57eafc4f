/*
 * frame.c - one frame of an exchange, which the first byte names: whatever
 * comes out of it is a record that can be written and read again.
 */
#include "base/when.h"
#include "fuzz.h"
#include "liq-fetch/exchange.h"

/* As the corpus knows them, from '0' on: new ones go to the end. */
static const char *const names[] = { "binance", "bybit", "htx", "okx",
	"bitfinex", "bitget", "coinglass", "deribit", "gate", "hyperliquid",
	"kraken" };
#define NAMES (sizeof(names) / sizeof(names[0]))

static struct str frame;

static void
take(void *arg, const struct record *r)
{
	struct buf b = { 0 };
	struct record copy;
	const char *why;

	(void)arg;
	must(market_check(r) == NULL && when_sane(r->as.ts),
	    "a record that is none", frame);
	record_put(&b, r, false);
	why = record_parse(&copy, buf_view(&b));
	must(why == NULL, why, buf_view(&b));
	buf_free(&b);
}

static void
refuse(void *arg, const char *why)
{
	(void)arg;
	must(why != NULL && why[0] != '\0', "refused without a reason", frame);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct sink sink = { .record = take, .refuse = refuse };
	const struct context context = { NULL, "frames", INT_NONE };
	const struct exchange *x;
	const char *why;

	if (n == 0)
		return 0;
	x = exchange_find(names[(uint8_t)(data[0] - '0') % NAMES]);
	must(x != NULL, "an exchange that is none", frame);
	frame = (struct str){ (const char *)data + 1, n - 1 };
	why = x->frame(frame, &context, &sink);
	must(why == NULL || why[0] != '\0', "refused without a reason", frame);
	return 0;
}
