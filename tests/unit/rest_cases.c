/*
 * Saved answers of exchanges, and exactly what they give: the files of
 * tests/data/rest, in the documented shapes.
 *
 *	exchange binance
 *	rest klines
 *	market BTCUSDT                  (none: a whole part)
 *	span 1700000000000 1700003600000
 *	width 60000, part 0, rows 1000, token X, key X, owner X, price X,
 *	now 1700003600000               (as needed)
 *	instrument {...}                (a record that is known; many may be)
 *	ask https://...                 (the request for the page)
 *	post {...}                      (its body)
 *	header CG-API-KEY: X
 *	answer 200                      (up to the next line that is "records")
 *	{...}
 *	records
 *	{...}                           (one a line, exactly)
 *	turn 2 1700000000000 1700000060000 [token]      ("-": no time)
 *	refused WHY                     (each row that is)
 *	trouble rate 1700000060000 WORDS        (instead of records and turn)
 *	why WHY                         (instead of turn: all refused)
 *
 * "not offered" in place of "ask ..." means ask says no.  Lines that begin
 * with "#" before "answer" are comments.
 */
#include <dirent.h>

#include "gather.h"
#include "liq-fetch/exchange.h"
#include "rest_case.h"

static const struct rest *
find(const struct exchange *x, struct str name)
{
	const struct rest *r;

	for (r = x->rest; r != NULL && r->kind != RECORD_NONE; r++)
		if (str_is(name, r->name))
			return r;
	return NULL;
}

static int64_t
number(struct str s)
{
	char room[32];

	str_copy(room, sizeof(room), s);
	return strtoll(room, NULL, 10);
}

static void
know(struct one *c, struct str record)
{
	struct record r;
	const char *why = record_parse(&r, record);

	if (!ok(why == NULL && r.type == RECORD_INSTRUMENT,
		"%s: its instrument is one (%s)", c->file,
		why != NULL ? why : "yes"))
		return;
	instruments_add(&c->instruments, &r.as.instrument);
}

static void
market(struct one *c, struct str symbol)
{
	char room[64];
	const char *why;

	str_copy(room, sizeof(room), symbol);
	why = market_known(&c->page.market, c->exchange, &c->instruments, room);
	ok(why == NULL, "%s: its market is one (%s)", c->file,
	    why != NULL ? why : "yes");
}

/* A line of the head; false: nobody knows it. */
static bool
setting(struct one *c, struct str key, struct str rest, struct str line)
{
	struct str part;
	char room[32];

	if (str_is(key, "exchange")) {
		str_copy(room, sizeof(room), rest);
		c->exchange = exchange_find(room);
		return c->exchange != NULL && c->exchange->rest != NULL;
	}
	if (c->exchange == NULL)
		return false;
	if (str_is(key, "rest"))
		return (c->rest = find(c->exchange, rest)) != NULL;
	if (str_is(key, "instrument"))
		know(c, rest);
	else if (str_is(key, "market"))
		market(c, rest);
	else if (str_is(key, "span")) {
		str_split(&rest, ' ', &part);
		c->page.since = number(part);
		c->page.until = number(rest);
	} else if (str_is(key, "width"))
		c->page.width = number(rest);
	else if (str_is(key, "part"))
		c->page.part = (int)number(rest);
	else if (str_is(key, "rows"))
		c->page.rows = (int)number(rest);
	else if (str_is(key, "token"))
		str_copy(c->token, sizeof(c->token), rest);
	else if (str_is(key, "key"))
		str_copy(c->key, sizeof(c->key), rest);
	else if (str_is(key, "owner"))
		str_copy(c->owner, sizeof(c->owner), rest);
	else if (str_is(key, "price"))
		return dec_parse(&c->page.price, rest) == NULL;
	else if (str_is(key, "now"))
		c->page.now = number(rest);
	else if (str_is(key, "ask") || str_is(key, "not")) {
		if (c->rest == NULL)
			return false;
		ask(c, &c->said);
		buf_str(&c->want, line);
		buf_putc(&c->want, '\n');
	} else if (str_is(key, "post") || str_is(key, "header")) {
		buf_str(&c->want, line);
		buf_putc(&c->want, '\n');
	} else if (str_is(key, "answer"))
		c->status = (int)number(rest);
	else
		return false;
	return true;
}

static void
read_case(struct one *c, struct str text)
{
	struct str line, key, rest;
	bool body = false, records = false;

	c->page.token = c->token;
	c->page.key = c->key;
	c->page.owner = c->owner;
	while (str_split(&text, '\n', &line)) {
		if (records) {
			if (line.n == 0)
				continue;
			buf_str(&c->want, line);
			buf_putc(&c->want, '\n');
		} else if (str_is(line, "records")) {
			records = true;
		} else if (body) {
			buf_str(&c->body, line);
			buf_putc(&c->body, '\n');
		} else if (line.n > 0 && line.s[0] != '#') {
			rest = line;
			str_split(&rest, ' ', &key);
			if (!ok(setting(c, key, rest, line), "%s: %.*s",
				c->file, (int)line.n, line.s))
				return;
			body = str_is(key, "answer");
		}
	}
}

static bool
slurp(struct buf *b, const char *path)
{
	FILE *f = fopen(path, "r");
	char room[4096];
	size_t n;

	if (f == NULL)
		return false;
	while ((n = fread(room, 1, sizeof(room), f)) > 0)
		buf_put(b, room, n);
	fclose(f);
	return true;
}

static int
is_case(const struct dirent *e)
{
	struct str name = str_of(e->d_name);

	return str_ends(name, STR(".txt"));
}

/* Each thing an exchange offers has a case: what is offered is tested. */
static void
all_named(const struct buf *seen)
{
	const struct rest *r;
	char want[128];
	size_t i;

	for (i = 0; exchanges[i] != NULL; i++)
		for (r = exchanges[i]->rest; r != NULL && r->kind != 0; r++) {
			snprintf(want, sizeof(want), "\n%s %s\n",
			    exchanges[i]->name, r->name);
			ok(seen->n > 0 && strstr(seen->s, want) != NULL,
			    "%s %s has a saved answer", exchanges[i]->name,
			    r->name);
		}
}

int
main(void)
{
	char path[PATH_MAX + 512];
	struct dirent **entry = NULL;
	struct buf text = { 0 }, seen = { 0 };
	struct one c;
	const char *top = root();
	int i, n;

	snprintf(path, sizeof(path), "%s/tests/data/rest", top);
	n = scandir(path, &entry, is_case, alphasort);
	buf_putc(&seen, '\n');
	for (i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%s/tests/data/rest/%s", top,
		    entry[i]->d_name);
		c = (struct one){ .file = entry[i]->d_name };
		buf_reset(&text);
		ok(slurp(&text, path), "%s can be read", c.file);
		read_case(&c, buf_view(&text));
		if (c.exchange != NULL && c.rest != NULL)
			buf_printf(
			    &seen, "%s %s\n", c.exchange->name, c.rest->name);
		finish(&c);
		free(entry[i]);
	}
	free(entry);
	buf_putc(&seen, '\0');
	all_named(&seen);
	buf_free(&seen);
	buf_free(&text);
	return tap_end();
}
