/*
 * rest.c - an answer to a question that the first line names ("okx books
 * BTC-USDT-SWAP"; "-" for a market: a part): whatever comes out of it is a
 * record that can be checked, and if it is good, written and read again.  The
 * corpus is made of the saved answers in tests/data/rest.
 */
#include "liq-fetch/rest.h"
#include "base/when.h"
#include "fuzz.h"
#include "json/json.h"

static struct str body;

static void
take(void *arg, const struct record *r)
{
	struct buf b = { 0 };
	struct record copy;
	const char *why;

	(void)arg;
	record_put(&b, r, false);
	if (market_check(r) == NULL && when_sane(r->as.ts)) {
		why = record_parse(&copy, str_trim(buf_view(&b)));
		must(why == NULL, why, buf_view(&b));
	}
	buf_free(&b);
}

static void
refuse(void *arg, const char *why)
{
	(void)arg;
	must(why != NULL && why[0] != '\0', "refused without a reason", body);
}

static void
scope(void *arg)
{
	(void)arg;
}

static const struct rest *
find(const struct exchange *x, struct str name)
{
	const struct rest *r = x->rest;

	for (; r != NULL && r->kind != RECORD_NONE; r++)
		if (str_is(name, r->name))
			return r;
	return NULL;
}

/* A market comes from checked JSON: no stray bytes. */
static bool
is_plain(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.s[i] < ' ' || s.s[i] > '~')
			return false;
	return s.n > 0;
}

static void
read_answer(
    const struct exchange *x, const struct rest *rest, struct str symbol)
{
	const struct sink sink = { take, refuse, NULL, scope, NULL };
	const struct context context = { NULL, "rest", INT64_C(1763800000000) };
	struct page page = { .since = INT64_C(1763700000000),
		.until = INT64_C(1763800000000),
		.now = INT64_C(1763800000000),
		.width = rest->widths != NULL ? rest->widths[0] : 0,
		.rows = rest->rows,
		.token = "",
		.key = "",
		.owner = "" };
	struct turn turn = { .oldest = INT_NONE, .newest = INT_NONE };
	const char *why;

	if (rest->parts > 0)
		page.part = (int)(body.n % (size_t)rest->parts);
	if (str_is(symbol, "-")
		? rest->parts == 0
		: !is_plain(symbol) || !x->market(&page.market, symbol))
		return;
	why = rest->answer(&turn, body, &page, &context, &sink);
	must(why == NULL || why[0] != '\0', "refused without a reason", body);
	must(turn.rows >= 0, "less than no rows", body);
	must((turn.oldest == INT_NONE) == (turn.newest == INT_NONE) &&
		 turn.oldest <= turn.newest,
	    "times in disorder", body);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str line, name, what = { "", 0 };
	const struct exchange *x;
	const struct rest *rest;
	struct reply reply = { .status = 200, .now = INT64_C(1763800000000) };
	struct trouble trouble;
	char room[32];

	body = (struct str){ (const char *)data, n };
	str_split(&body, '\n', &line);
	str_split(&line, ' ', &name);
	str_split(&line, ' ', &what);
	if (!str_copy(room, sizeof(room), name) ||
	    (x = exchange_find(room)) == NULL || (rest = find(x, what)) == NULL)
		return 0;
	reply.body = body;
	reply.type = STR("application/json");
	reply.retry_after = STR("");
	x->trouble(&trouble, &reply);
	must(memchr(trouble.words, '\0', sizeof(trouble.words)) != NULL,
	    "words without an end", body);
	if (trouble.kind == TROUBLE_NONE && json_check(body) == NULL)
		read_answer(x, rest, line);
	return 0;
}
