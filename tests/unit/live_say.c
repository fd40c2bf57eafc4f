/*
 * Feeds: what each says, and what it hears, from tests/data/live/EXCHANGE.txt,
 * three lines a case.
 *
 *   FEED: what it is       hello FEED N MARKET...    ping FEED
 *   the message            what is said              (empty)
 *   what is heard          its topics, or over       what is said
 *
 * What was heard before on the same connection stands before the message, a
 * tab behind each.
 *
 * Then: a message cut anywhere means nothing; a key gets where it belongs; the
 * same words twice are one event, or two moments.
 */
#include "liq-fetch/live_say.h"
#include "base/when.h"
#include "gather.h"
#include "json/json.h"
#include "liq-fetch/link.h"
#include "tap.h"

#define NOW INT64_C(1785076800123)

static const struct live *
find(const struct exchange *x, struct str name)
{
	const struct live *l;

	for (l = x->live; l != NULL && l->name != NULL; l++)
		if (str_is(name, l->name))
			return l;
	return NULL;
}

/* What a message was, and what came of it, in words. */
static void
tell(struct buf *b, const struct heard *h, const char *why, struct gather *g)
{
	static const char *const what[] = { "nothing", "ack", "ping", "pong",
		"", "data", "refused", "leaving", "broken" };

	if (why != NULL) {
		buf_printf(b, "%serror %s",
		    h->what != HEARD_NOTHING ? "understood, and " : "", why);
		return;
	}
	buf_puts(b, what[h->what]);
	if (h->count > 0)
		buf_printf(b, " %d", h->count);
	if (h->reply.n > 0)
		buf_printf(b, " %.*s", (int)h->reply.n, h->reply.s);
	if (h->words[0] != '\0')
		buf_printf(b, " %s", h->words);
	if (h->ts != 0)
		buf_printf(
		    b, "%scanary %lld", b->n > 0 ? " " : "", (long long)h->ts);
	if (g->said.n > 0)
		buf_printf(b, " %s", gather_said(g));
}

static void
hear(struct buf *b, const struct live *live, struct str before, struct str text)
{
	const struct context context = { .source = "test",
		.received = INT_NONE };
	struct gather g = { 0 };
	const struct sink to = gather_sink(&g);
	struct sheet sheet = { 0 };
	struct ladders ladders = { 0 };
	const struct heard new = {
		.what = HEARD_NOTHING, .sheet = &sheet, .ladders = &ladders
	};
	struct heard h;
	struct str one;
	const char *why;

	buf_reset(b);
	while (str_split(&before, '\t', &one)) {
		h = new;
		live->hear(&h, one, &context, &to);
		buf_free(&h.reply);
	}
	h = new;
	why = live->hear(&h, text, &context, &to);
	tell(b, &h, why, &g);
	buf_putc(b, '\0');
	sheet_free(&sheet);
	ladder_free(&ladders);
	buf_free(&h.reply);
	buf_free(&g.said);
}

/* Cut anywhere a message is refused; a copy, so that a read beyond is seen. */
static bool
is_whole(const struct live *live, struct str before, struct str text)
{
	struct buf b = { 0 };
	bool good = true;
	size_t n;
	char *cut;

	for (n = 1; n < text.n; n++) {
		cut = malloc(n);
		memcpy(cut, text.s, n);
		hear(&b, live, before, (struct str){ cut, n });
		if (strncmp(b.s, "error ", 6) != 0) {
			good = false;
			printf("# %.*s: %s\n", (int)n, text.s, b.s);
		}
		free(cut);
	}
	buf_free(&b);
	return good;
}

static void
message(const struct exchange *x, const char *what, struct str text,
    const char *want)
{
	const struct live *live;
	struct str rest = str_of(what), name, before = { NULL, 0 };
	struct buf b = { 0 };
	char words[256];
	size_t n;

	snprintf(words, sizeof(words), "%s %s", x->name, what);
	if (!str_split(&rest, ':', &name) ||
	    !ok((live = find(x, name)) != NULL, "%s: there is such a feed",
		words))
		return;
	for (n = text.n; n > 0 && text.s[n - 1] != '\t'; n--)
		;
	if (n > 0)
		before = (struct str){ text.s, n - 1 };
	text = str_from(text, n);
	hear(&b, live, before, text);
	is(b.s, want, words);
	if (strstr(what, "garbage") == NULL)
		ok(is_whole(live, before, text),
		    "%s: cut anywhere it is nothing", words);
	buf_free(&b);
}

static void
hello(const struct exchange *x, struct str rest, struct str text,
    const char *want)
{
	struct market of[8];
	struct live_wants wants = {
		.of = of, .width = 5 * MINUTE_MS, .key = ""
	};
	struct str name, n, symbol;
	const struct live *live;
	struct buf b = { 0 };
	char got[16] = "over";
	int topics = 0;

	str_split(&rest, ' ', &name);
	str_split(&rest, ' ', &n);
	while (str_split(&rest, ' ', &symbol)) {
		ok(x->market(&of[wants.n], symbol), "%s: %.*s is a market",
		    x->name, (int)symbol.n, symbol.s);
		wants.n++;
	}
	if (!ok((live = find(x, name)) != NULL, "%s %.*s: there is such a feed",
		x->name, (int)name.n, name.s))
		return;
	wants.kinds = live->kinds;
	if (live_hello(live, &b, &topics, &wants, n.s[0] - '0'))
		snprintf(got, sizeof(got), "%d", topics);
	else
		buf_reset(&b);
	is(got, want, "so many topics are asked for");
	ok(str_same(buf_view(&b), text), "%s %s: hello %.*s", x->name,
	    live->name, (int)n.n, n.s);
	if (!str_same(buf_view(&b), text))
		printf("# got:  %.*s\n# want: %.*s\n", (int)b.n, b.s,
		    (int)text.n, text.s);
	buf_free(&b);
}

static void
ping(const struct exchange *x, struct str name, const char *want)
{
	const struct live *live = find(x, name);
	struct buf b = { 0 };

	if (!ok(live != NULL && live->ping != NULL, "%s pings in words",
		x->name))
		return;
	live->ping(&b, NOW);
	buf_putc(&b, '\0');
	is(b.s, want, x->name);
	buf_free(&b);
}

static void
cases(const struct exchange *x)
{
	char *line[3] = { NULL, NULL, NULL }, name[64];
	size_t room[3] = { 0, 0, 0 };
	struct str part[3];
	int n = 0, i;
	FILE *in;

	snprintf(name, sizeof(name), "live/%s.txt", x->name);
	if (!ok((in = open_data(name)) != NULL, "%s has its cases", x->name))
		return;
	while (read_line(in, &line[n % 3], &room[n % 3], &part[n % 3])) {
		if (++n % 3 != 0)
			continue;
		if (str_starts(part[0], STR("hello ")))
			hello(x, str_from(part[0], 6), part[1], line[2]);
		else if (str_starts(part[0], STR("ping ")))
			ping(x, str_from(part[0], 5), line[2]);
		else
			message(x, line[0], part[1], line[2]);
	}
	ok(n > 0 && n % 3 == 0, "%s: three lines a case", x->name);
	for (i = 0; i < 3; i++)
		free(line[i]);
	fclose(in);
}

/*
 * The key is a part of the address that is asked for, and of nothing else
 * that is said.
 */
static void
keys(void)
{
	const struct exchange *x = &exchange_coinglass;
	const struct live_wants wants = { .key = "a b/c%d&e=\xc3\xa9~z" };
	const unsigned char random[24] = { 1 };
	struct link l;

	link_open(&l, x, &x->live[0], &wants, random, 1);
	link_connected(&l, 1);
	buf_putc(&l.out, '\0');
	ok(strstr(l.out.s, "GET /ws-api?cg-api-key="
			   "a%20b%2Fc%25d%26e%3D%C3%A9~z HTTP/1.1\r\n"
			   "Host: open-ws.coinglass.com\r\n") == l.out.s,
	    "a key is percent-coded into the address");
	link_free(&l);
	x = &exchange_okx;
	link_open(&l, x, &x->live[0], &wants, random, 1);
	link_connected(&l, 1);
	buf_putc(&l.out, '\0');
	ok(strstr(l.out.s, "GET /ws/v5/public HTTP/1.1\r\n"
			   "Host: ws.okx.com:8443\r\n") == l.out.s,
	    "and into no other");
	link_free(&l);
}

/* The same words twice: one event, or two moments. */
static void
replays(const struct exchange *x, const char *feed, struct str text, int want)
{
	const struct live_wants wants = { .kinds = ~0u, .key = "" };
	const struct context context = { .source = "test", .received = NOW };
	const struct ws_said said = { .event = WS_TEXT, .text = text };
	const unsigned char random[24] = { 1 };
	struct gather g = { 0 };
	const struct sink to = gather_sink(&g);
	struct link l;

	link_open(&l, x, find(x, str_of(feed)), &wants, random, 1);
	l.agreed = true;
	link_hear(&l, &said, 2, &context, &to);
	link_hear(&l, &said, 3, &context, &to);
	ok(g.records == want, "%s %s: %d records of the same twice", x->name,
	    feed, g.records);
	link_free(&l);
	buf_free(&g.said);
}

int
main(void)
{
	int x;

	for (x = 0; exchanges[x] != NULL; x++)
		if (exchanges[x]->live != NULL)
			cases(exchanges[x]);
	keys();
	replays(&exchange_bybit, "linear",
	    STR("{\"topic\":\"allLiquidation.BTCUSDT\",\"type\":"
		"\"snapshot\",\"ts\":1750000000200,\"data\":[{\"T\":"
		"1750000000100,\"s\":\"BTCUSDT\",\"S\":\"Buy\",\"v\":"
		"\"1\",\"p\":\"100\"}]}"),
	    1);
	replays(&exchange_bybit, "linear-book",
	    STR("{\"topic\":\"orderbook.1000.BTCUSDT\",\"type\":"
		"\"snapshot\",\"ts\":1750000000200,\"data\":{\"s\":"
		"\"BTCUSDT\",\"b\":[],\"a\":[],\"u\":1}}"),
	    2);
	return tap_end();
}
