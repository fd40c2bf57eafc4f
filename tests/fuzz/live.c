/*
 * live.c - a message to a feed, which the first byte names: whatever is heard
 * fits what was said, and what comes out is a record that can be written and
 * read again.  The corpus is made of the cases in tests/data/live.
 */
#include "liq-fetch/live.h"
#include "base/when.h"
#include "fuzz.h"
#include "json/json.h"

static struct str message;
static int records;

static void
take(void *arg, const struct record *r)
{
	struct buf b = { 0 };
	struct record copy;
	const char *why;

	(void)arg;
	records++;
	must(market_check(r) == NULL && when_sane(r->as.ts),
	    "a record that is none", message);
	record_put(&b, r, false);
	why = record_parse(&copy, str_trim(buf_view(&b)));
	must(why == NULL, why, buf_view(&b));
	buf_free(&b);
}

static void
refuse(void *arg, const char *why)
{
	(void)arg;
	must(
	    why != NULL && why[0] != '\0', "refused without a reason", message);
}

/* The n-th of all feeds, counted round. */
static const struct live *
feed(unsigned n)
{
	const struct live *l;
	unsigned all = 0, x;

	for (x = 0; exchanges[x] != NULL; x++)
		for (l = exchanges[x]->live; l != NULL && l->name; l++)
			all++;
	n %= all;
	for (x = 0; exchanges[x] != NULL; x++)
		for (l = exchanges[x]->live; l != NULL && l->name; l++)
			if (n-- == 0)
				return l;
	return NULL;
}

static void
check(const struct heard *h, const char *why)
{
	size_t i;

	must(
	    why == NULL || why[0] != '\0', "refused without a reason", message);
	must(why == NULL || h->what == HEARD_NOTHING, "refused, and understood",
	    message);
	must(h->what >= HEARD_NOTHING && h->what <= HEARD_LEAVING,
	    "heard what is none", message);
	must(h->what != HEARD_CANARY || h->ts != 0, "a canary without a time",
	    message);
	must(h->ts == 0 || when_sane(h->ts), "a time that is none", message);
	must((h->what == HEARD_PING) == (h->reply.n > 0),
	    "a ping has its answer, and nothing else has", message);
	must(h->reply.n == 0 || json_check(buf_view(&h->reply)) == NULL,
	    "an answer that is no JSON", message);
	must(h->what == HEARD_ACK || h->count == 0,
	    "what is no acknowledgement counts none", message);
	for (i = 0; h->words[i] != '\0'; i++)
		must(h->words[i] >= ' ' && h->words[i] <= '~',
		    "words that are unsafe", message);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct sink sink = { .record = take, .refuse = refuse };
	const struct context context = { NULL, "ws", INT_NONE };
	struct heard h = { .what = HEARD_NOTHING };
	const char *why;

	if (n == 0)
		return 0;
	records = 0;
	message = (struct str){ (const char *)data + 1, n - 1 };
	why = feed(data[0] - 'A')->hear(&h, message, &context, &sink);
	check(&h, why);
	must(records == 0 || why == NULL, "refused, but for its records",
	    message);
	buf_free(&h.reply);
	return 0;
}
