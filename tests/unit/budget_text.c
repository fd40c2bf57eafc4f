/*
 * Budgets as text: whole, or refused.
 */
#include "liq-fetch/budget_text.h"

#include "liq-fetch/seal.h"
#include "tap.h"

#define T0 INT64_C(1750000000000)

static const struct bucket buckets[] = {
	{ "weight", 2400, 60000 },
	{ "ten", 10, 1000 },
	{ 0 },
};

static const struct exchange test = { .name = "test", .buckets = buckets };
static const struct rest weight = { .bucket = "weight" };
static const struct rest ten = { .bucket = "ten" };

static void
text(void)
{
	struct budget a = { .tries = 3, .words = "no \"x\"" };
	struct budget b = { 0 };
	struct buf t = { 0 };
	size_t i, n;
	char was;
	bool all = true;

	budget_take(&a, &test, &weight, 7, T0);
	budget_take(&a, &test, &ten, 2, T0);
	a.ban_until = T0;
	budget_put(&t, &a, &test);
	ok(budget_parse(&b, &test, buf_view(&t)) == NULL &&
		memcmp(a.use, b.use, sizeof(a.use)) == 0 && b.ban_until == T0 &&
		b.tries == 3,
	    "a budget is read as it was written");
	is(b.words, a.words, "words and all");
	for (n = t.n, i = 0; i < n; i++) {
		all = all &&
		      budget_parse(&b, &test, (struct str){ t.s, i }) != NULL;
		was = t.s[i];
		t.s[i] ^= 1;
		all = all && budget_parse(&b, &test, buf_view(&t)) != NULL;
		t.s[i] = was;
	}
	ok(all, "cut or changed anywhere, it is none");
	ok(b.tries == 3, "and changes nothing");
	buf_free(&t);
}

/* With the right hash, and nonsense all the same. */
static void
nonsense(void)
{
	static const char *const heads[] = { "", "{}", "[1]", "\x01",
		"{\"schema\":1}",
		"{\"schema\":2,\"ban_until\":1,\"refused_until\":1,"
		"\"wait_until\":1,\"tries\":1,\"words\":null}",
		"{\"schema\":1,\"ban_until\":-1,\"refused_until\":1,"
		"\"wait_until\":1,\"tries\":1,\"words\":null}" };
	static const char good[] =
	    "{\"schema\":1,\"ban_until\":1,\"refused_until\":1,"
	    "\"wait_until\":1,\"tries\":1,\"words\":null}\n";
	static const char *const rows[] = { "{}",
		"{\"bucket\":\"ten\",\"slot\":1,\"others\":0,"
		"\"others_until\":0,\"cost\":[1]}",
		"{\"bucket\":\"ten\",\"slot\":-1,\"others\":0,"
		"\"others_until\":0,"
		"\"cost\":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}",
		"{\"bucket\":\"ten\",\"slot\":1,\"others\":0,"
		"\"others_until\":0,"
		"\"cost\":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,-1]}",
		"{\"bucket\":\"ten\",\"slot\":1,\"others\":0,"
		"\"others_until\":0,"
		"\"cost\":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}" };
	struct budget b = { 0 };
	struct buf t = { 0 };
	bool none = true;
	size_t i;

	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		buf_reset(&t);
		buf_printf(&t, "%s\n", heads[i]);
		seal_put(&t);
		none = none && budget_parse(&b, &test, buf_view(&t)) != NULL;
	}
	ok(none, "a first line that is none");
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_reset(&t);
		buf_printf(&t, "%s%s\n", good, rows[i]);
		seal_put(&t);
		none = none && budget_parse(&b, &test, buf_view(&t)) != NULL;
	}
	ok(none && b.ban_until == 0, "buckets that are none");
	buf_reset(&t);
	buf_puts(&t, good);
	buf_puts(&t,
	    "{\"bucket\":\"gone\",\"slot\":1,\"others\":0,\"others_until\":0,"
	    "\"cost\":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}\n");
	seal_put(&t);
	ok(budget_parse(&b, &test, buf_view(&t)) == NULL && b.ban_until == 1,
	    "a bucket that is no more is passed over");
	buf_free(&t);
}

int
main(void)
{
	text();
	nonsense();
	return tap_end();
}
