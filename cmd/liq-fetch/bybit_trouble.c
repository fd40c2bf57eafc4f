/*
 * bybit_trouble.c - Bybit's limits, and its answers that are none.
 *
 * Errors are {"retCode":10006,"retMsg":"Too many visits!",...}, mostly under
 * HTTP 200.  HTTP 403 is both "access too frequent", to be waited out for ten
 * minutes, and the refusal of a country, which says so.
 */
#include "base/when.h"
#include "liq-fetch/bybit.h"
#include "liq-fetch/wire.h"

#define BAN_MS (10 * MINUTE_MS)

const struct bucket bybit_buckets[] = {
	{ "ip", 600, 5 * SECOND_MS },
	{ 0 },
};

static const struct error_code codes[] = {
	{ "10003", TROUBLE_KEY },
	{ "10004", TROUBLE_KEY },
	{ "10005", TROUBLE_KEY },
	{ "10006", TROUBLE_RATE },
	{ "10007", TROUBLE_KEY },
	{ "10009", TROUBLE_BAN },
	{ "10010", TROUBLE_KEY },
	{ "10016", TROUBLE_BUSY },
	{ "10018", TROUBLE_RATE },
	{ "10024", TROUBLE_GEO },
	{ "10029", TROUBLE_SYMBOL },
	{ NULL, TROUBLE_NONE },
};

/* The line of a page that names the country; false: none does. */
static bool
refuses_country(struct trouble *t, struct str body)
{
	static const char *const places[] = { "country", "region", NULL };
	const char *at = NULL, *from, *end = body.s + body.n;
	size_t i;

	for (i = 0; places[i] != NULL && at == NULL; i++)
		at = memmem(body.s, body.n, places[i], strlen(places[i]));
	if (at == NULL)
		return false;
	for (from = at; from > body.s && from[-1] != '>' && from[-1] != '\n';)
		from--;
	for (; at < end && *at != '<' && *at != '\n'; at++)
		;
	trouble_words(t, str_trim((struct str){ from, (size_t)(at - from) }));
	return true;
}

void
bybit_trouble(struct trouble *t, const struct reply *reply)
{
	struct str object, code;

	trouble_by_status(t, reply);
	if (reply->status == 403 && !refuses_country(t, reply->body)) {
		t->kind = TROUBLE_BAN;
		t->until = reply->now + BAN_MS;
	}
	if (!reply_object(reply, &object))
		return;
	code = wire_get(object, "retCode");
	if (code.n == 0 || str_is(code, "0"))
		return;
	trouble_words(t, wire_get(object, "retMsg"));
	trouble_by_code(t, codes, code);
	if (reply->status == 403 && t->kind == TROUBLE_RATE)
		t->kind = TROUBLE_BAN;
	/* 10001 is any parameter; the words say which */
	if (t->kind == TROUBLE_ASK && strcasestr(t->words, "symbol") != NULL)
		t->kind = TROUBLE_SYMBOL;
}
