/*
 * What exchanges mean by the codes of their errors, where a code says it
 * alone: its class, under the status it comes with.  Whole answers are among
 * the saved ones.
 */
#include "base/when.h"
#include "liq-fetch/exchange.h"
#include "liq-fetch/rest.h"
#include "tap.h"

/* Whose, and what a code, which goes in for %, is sent in. */
#define BITGET &exchange_bitget, "{\"code\":\"%\",\"msg\":\"no\"}"
#define BYBIT &exchange_bybit, "{\"retCode\":%,\"retMsg\":\"no\"}"
#define GATE &exchange_gate, "{\"label\":\"%\",\"message\":\"no\"}"

static const struct {
	const struct exchange *of;
	const char *body;
	int status;
	enum trouble_kind kind;
	const char *codes[16];
} cases[] = {
	{ BITGET, 200, TROUBLE_NONE, { "00000" } },
	{ BITGET, 200, TROUBLE_RATE, { "429", "30007" } },
	{ BITGET, 400, TROUBLE_KEY,
	    { "40001", "40006", "40009", "40012", "40014", "40018", "40037" } },
	{ BITGET, 400, TROUBLE_BUSY,
	    { "40010", "40015", "40200", "40308", "40604", "40725", "41114",
		"43115", "45001" } },
	{ BITGET, 400, TROUBLE_GEO, { "40024" } },
	{ BITGET, 400, TROUBLE_SYMBOL, { "40034", "40102", "40309" } },
	{ BITGET, 200, TROUBLE_ASK, { "40017", "0", "x" } },
	{ BYBIT, 200, TROUBLE_NONE, { "0" } },
	{ BYBIT, 200, TROUBLE_RATE, { "10006", "10018" } },
	{ BYBIT, 200, TROUBLE_BAN, { "10009" } },
	{ BYBIT, 200, TROUBLE_KEY,
	    { "10003", "10004", "10005", "10007", "10010" } },
	{ BYBIT, 200, TROUBLE_BUSY, { "10016" } },
	{ BYBIT, 200, TROUBLE_GEO, { "10024" } },
	{ BYBIT, 200, TROUBLE_SYMBOL, { "10029" } },
	{ BYBIT, 200, TROUBLE_ASK, { "10001", "110001" } },
	{ BYBIT, 403, TROUBLE_BAN, { "10006", "10018", "10009" } },
	{ GATE, 400, TROUBLE_SYMBOL,
	    { "CONTRACT_NOT_FOUND", "CONTRACT_IN_DELISTING" } },
	{ GATE, 400, TROUBLE_BUSY, { "INTERNAL", "SERVER_ERROR", "TOO_BUSY" } },
	{ GATE, 401, TROUBLE_KEY,
	    { "AUTHENTICATION_FAILED", "INVALID_CREDENTIALS", "INVALID_KEY",
		"MISSING_REQUIRED_HEADER" } },
	{ GATE, 400, TROUBLE_RATE, { "TOO_FAST", "TOO_MANY_REQUESTS" } },
	{ GATE, 403, TROUBLE_BAN, { "IP_FORBIDDEN" } },
	{ GATE, 400, TROUBLE_ASK, { "INVALID_PARAM_VALUE", "x" } },
};

/* Retry-After as it stands; their clock is an hour ahead where date is. */
static int64_t
wait(const char *after, bool date)
{
	const int64_t now = INT64_C(1445408880000); /* 06:28:00 */
	const struct reply reply = { .status = 429,
		.retry_after = str_of(after),
		.now = now,
		.date = date ? now + HOUR_MS : INT_NONE };
	struct trouble t;

	trouble_by_status(&t, &reply);
	return t.until == 0 ? 0 : t.until - now;
}

static void
waits(void)
{
	ok(wait("", true) == 0, "nothing is said");
	ok(wait("7", true) == 7 * SECOND_MS, "seconds");
	ok(wait("Wed, 21 Oct 2015 06:28:09 GMT", false) == 9 * SECOND_MS,
	    "a date, by our clock where there is no other");
	ok(wait("Wed, 21 Oct 2015 07:28:09 GMT", true) == 9 * SECOND_MS,
	    "a date, by theirs");
	ok(wait("Wednesday, 21-Oct-15 07:28:09 GMT", true) == 9 * SECOND_MS &&
		wait("Wed Oct 21 07:28:09 2015", true) == 9 * SECOND_MS,
	    "the old forms of it");
	ok(wait("Wed, 21 Oct 2015 07:27:59 GMT", true) == 0 &&
		wait("Wed, 21 Oct 2015 07:28:00 GMT", true) == 0,
	    "a date that is over");
	ok(wait("soon", true) == 0 && wait("-5", true) == 0 &&
		wait("1.5", true) == 0 && wait("99999999999999999", true) == 0,
	    "what is neither");
}

int
main(void)
{
	struct reply reply = { .type = STR("application/json") };
	struct trouble t;
	const char *hole, *code;
	char body[128];
	size_t i, j;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (j = 0; (code = cases[i].codes[j]) != NULL; j++) {
			hole = strchr(cases[i].body, '%');
			snprintf(body, sizeof(body), "%.*s%s%s",
			    (int)(hole - cases[i].body), cases[i].body, code,
			    hole + 1);
			reply.status = cases[i].status;
			reply.body = str_of(body);
			t = (struct trouble){ .kind = TROUBLE_BROKEN };
			cases[i].of->trouble(&t, &reply);
			ok(t.kind == cases[i].kind, "%s: %s under %d is %d",
			    cases[i].of->name, code, reply.status, t.kind);
			if (t.kind != TROUBLE_NONE)
				is(t.words, "no", "in its own words");
		}
	waits();
	return tap_end();
}
