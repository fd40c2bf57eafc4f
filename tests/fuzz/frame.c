/*
 * frame.c - one frame of an exchange, which the first byte names: whatever
 * comes out of it is a record that can be written and read again.
 */
#include "base/when.h"
#include "fuzz.h"
#include "liq-fetch/exchange.h"

#define EXCHANGES 4

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
	const char *why;

	if (n == 0)
		return 0;
	frame = (struct str){ (const char *)data + 1, n - 1 };
	why = exchanges[data[0] % EXCHANGES]->frame(frame, &context, &sink);
	must(why == NULL || why[0] != '\0', "refused without a reason", frame);
	return 0;
}
