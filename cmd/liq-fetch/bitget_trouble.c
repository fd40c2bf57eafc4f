/*
 * bitget_trouble.c - Bitget's limits, and its answers that are none.
 *
 * Errors are {"code":"40034","msg":"Parameter ... does not exist",
 * "requestTime":...,"data":null}, under HTTP 400, 429 or 200.  Limits are an
 * endpoint's and a second's, 20 of most; 6000 a minute over all of them, and
 * a lock of five minutes, is what one user reports.
 */
#include "base/when.h"
#include "liq-fetch/bitget.h"
#include "liq-fetch/wire.h"

const struct bucket bitget_buckets[] = {
	{ "liquidations", 5, SECOND_MS },
	{ "market", 20, SECOND_MS },
	{ "statistics", 1, SECOND_MS },
	{ 0 },
};

static const struct error_code codes[] = {
	{ "429", TROUBLE_RATE },
	{ "30007", TROUBLE_RATE },
	{ "40001", TROUBLE_KEY },
	{ "40006", TROUBLE_KEY },
	{ "40009", TROUBLE_KEY },
	{ "40010", TROUBLE_BUSY },
	{ "40012", TROUBLE_KEY },
	{ "40014", TROUBLE_KEY },
	{ "40015", TROUBLE_BUSY },
	{ "40018", TROUBLE_KEY },
	{ "40024", TROUBLE_GEO },
	{ "40034", TROUBLE_SYMBOL },
	{ "40037", TROUBLE_KEY },
	{ "40102", TROUBLE_SYMBOL },
	{ "40200", TROUBLE_BUSY },
	{ "40308", TROUBLE_BUSY },
	{ "40309", TROUBLE_SYMBOL },
	{ "40604", TROUBLE_BUSY },
	{ "40725", TROUBLE_BUSY },
	{ "41114", TROUBLE_BUSY },
	{ "43115", TROUBLE_BUSY },
	{ "45001", TROUBLE_BUSY },
	{ NULL, TROUBLE_NONE },
};

void
bitget_trouble(struct trouble *t, const struct reply *reply)
{
	struct str object, code;

	trouble_by_status(t, reply);
	if (!reply_object(reply, &object))
		return;
	code = wire_get(object, "code");
	if (code.n == 0 || str_is(code, "00000"))
		return;
	trouble_words(t, wire_get(object, "msg"));
	trouble_by_code(t, codes, code);
	if (t->kind == TROUBLE_ASK && strcasestr(t->words, "symbol") != NULL)
		t->kind = TROUBLE_SYMBOL;
}
