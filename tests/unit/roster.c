/*
 * Which markets a file has records of, and what its notes said of them.
 */
#include "liq-fetch/roster.h"
#include "tap.h"

static void
line(struct roster *t, const char *text)
{
	struct record r;

	if (record_parse(&r, str_of(text)) == NULL)
		roster_meet(t, &r);
}

#define EVENT(symbol) \
	"{\"type\":\"liquidation\",\"ts\":1790000000000,\"exchange\":" \
	"\"gate\",\"symbol\":\"" symbol "\",\"base\":\"BTC\",\"quote\":" \
	"\"USDT\",\"side\":\"long\",\"price\":84000.5,\"qty\":0.5,\"usd\":" \
	"42000.25,\"price_kind\":\"fill\",\"source\":\"rest\",\"received\":" \
	"null,\"id\":\"1\"}"
#define NOTE(symbol, code, message) \
	"{\"type\":\"note\",\"ts\":1790000000000,\"exchange\":\"gate\"," \
	"\"symbol\":" symbol ",\"code\":\"" code "\",\"message\":\"" message \
	"\"}"

static void
test_meet(void)
{
	struct roster t = { 0 };

	line(&t, EVENT("BTC_USDT"));
	line(&t, EVENT("ETH_USDT"));
	line(&t, EVENT("BTC_USDT"));
	ok(t.n == 2 && t.of[0].events && !t.of[0].gone && !t.of[0].size.known,
	    "a market once, and nothing is said of it");
	is(t.of[1].symbol, "ETH_USDT", "another one");
	line(&t, NOTE("\"BTC_USDT\"", "symbol_gone", "it is gone"));
	ok(t.of[0].gone && !t.of[1].gone, "it is gone, the other is not");
	line(&t, EVENT("BTC_USDT"));
	ok(!t.of[0].gone, "a record after that: it is back");
	roster_free(&t);
	ok(t.n == 0, "it is empty again");
}

static void
test_sizes(void)
{
	struct roster t = { 0 };
	struct dec want;

	line(&t,
	    NOTE("\"BTC_USDT\"", "contract_size", "0.0001 coins a contract"));
	dec_parse(&want, STR("0.0001"));
	ok(t.n == 1 && dec_cmp(t.of[0].size, want) == 0, "the size of a note");
	line(&t, NOTE("\"BTC_USDT\"", "contract_change",
		     "0.001 coins a contract, was 0.0001"));
	dec_parse(&want, STR("0.001"));
	ok(dec_cmp(t.of[0].size, want) == 0, "the last one counts");
	line(&t, NOTE("\"BTC_USDT\"", "contract_size", "what a size"));
	line(&t, NOTE("\"BTC_USDT\"", "contract_size", "-5 coins a contract"));
	line(&t, NOTE("\"BTC_USDT\"", "contract_size", ""));
	line(&t, NOTE("\"BTC_USDT\"", "clock", "7 is no size here"));
	ok(dec_cmp(t.of[0].size, want) == 0, "what is no size changes nothing");
	line(&t, NOTE("null", "contract_size", "5 coins a contract"));
	ok(t.n == 1, "a note of no market is of none");
	roster_free(&t);
}

static void
test_inherit(void)
{
	struct roster before = { 0 }, t = { 0 };

	line(&before, EVENT("BTC_USDT"));
	line(&before,
	    NOTE("\"BTC_USDT\"", "contract_size", "0.0001 coins a contract"));
	line(&before, NOTE("\"BTC_USDT\"", "symbol_gone", "it is gone"));
	line(&before, EVENT("ETH_USDT"));
	line(&before, NOTE("\"ETH_USDT\"", "symbol_gone", "it is gone"));
	line(&t, NOTE("\"BTC_USDT\"", "contract_size", "1 coins a contract"));
	roster_inherit(&t, &before);
	ok(t.n == 2 && t.of[0].events &&
		dec_cmp(t.of[0].size, (struct dec){ .known = true, .v = 1 }) ==
		    0,
	    "what is said here counts, and it has events from before");
	ok(!t.of[0].gone && t.of[1].gone && t.of[1].events,
	    "one that is not known here is as it was");
	is(t.of[1].base, "BTC", "with all that was known");
	roster_free(&before);
	roster_free(&t);
}

int
main(void)
{
	test_meet();
	test_sizes();
	test_inherit();
	printf("1..%d\n", tap_run);
	return tap_failed > 0;
}
