/*
 * Lists of instruments that are kept: what is written is read, and what is
 * not as it was written is none.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "liq-fetch/catalog.h"
#include "tap.h"

#define NOW INT64_C(1763800000000)

static void
add(struct instruments *all, const char *exchange, const char *symbol,
    const char *size)
{
	struct record r;
	struct instrument *i = &r.as.instrument;

	record_clear(&r, RECORD_INSTRUMENT);
	i->ts = i->received = NOW;
	str_copy(i->exchange, sizeof(i->exchange), str_of(exchange));
	str_copy(i->symbol, sizeof(i->symbol), str_of(symbol));
	str_copy(i->base, sizeof(i->base), STR("BTC"));
	str_copy(i->quote, sizeof(i->quote), STR("USDT"));
	str_copy(i->status, sizeof(i->status), STR("trading"));
	str_copy(i->source, sizeof(i->source), STR("rest"));
	i->kind = CONTRACT_PERPETUAL;
	i->inverse = TRUTH_FALSE;
	dec_parse(&i->contract_size, str_of(size));
	i->multiplier = dec_int(1);
	instruments_add(all, i);
}

static void
fill(struct buf *text)
{
	const struct catalog c = { "gate", NOW, -90 };
	struct instruments all = { 0 };

	add(&all, "gate", "BTC_USDT", "0.0001");
	add(&all, "okx", "BTC-USDT-SWAP", "0.01");
	add(&all, "gate", "BTC_USD1", "0.001");
	catalog_put(text, &c, &all);
	instruments_free(&all);
}

static void
test_text(void)
{
	struct instruments all = { 0 };
	struct buf text = { 0 };
	struct catalog c = { "", 0, 0 };
	struct dec size;
	bool refused = true;
	size_t i;

	fill(&text);
	ok(catalog_parse(&c, &all, buf_view(&text)) == NULL && all.n == 2,
	    "the instruments of one exchange");
	ok(strcmp(c.exchange, "gate") == 0 && c.received == NOW &&
		c.offset == -90,
	    "when, and their clock");
	dec_parse(&size, STR("0.0001"));
	ok(strcmp(all.of[0].symbol, "BTC_USDT") == 0 &&
		dec_cmp(all.of[0].contract_size, size) == 0 &&
		all.of[0].received == NOW &&
		strcmp(all.of[0].status, "trading") == 0,
	    "as they were");
	for (i = 0; i < text.n; i++) {
		text.s[i] ^= 1;
		refused =
		    refused && catalog_parse(&c, &all, buf_view(&text)) != NULL;
		text.s[i] ^= 1;
		refused = refused && catalog_parse(&c, &all,
					 (struct str){ text.s, i }) != NULL;
	}
	ok(refused, "cut or changed anywhere, it is none");
	instruments_free(&all);
	buf_free(&text);
}

static bool
got(int folder, const char *exchange, int64_t now)
{
	struct instruments all = { 0 };
	struct catalog c = { "", 0, 0 };
	bool good = catalog_get(folder, &c, exchange, now, &all);

	instruments_free(&all);
	return good;
}

static void
test_folder(const char *path)
{
	const struct catalog c = { "gate", NOW, 0 };
	int folder = open(path, O_RDONLY | O_DIRECTORY), fd;
	struct instruments all = { 0 };

	add(&all, "gate", "BTC_USDT", "0.0001");
	ok(!got(folder, "gate", NOW), "nothing was kept yet");
	catalog_keep(folder, &c, &all);
	ok(got(folder, "gate", NOW) && got(folder, "gate", NOW + 599999),
	    "it is good for ten minutes");
	ok(!got(folder, "gate", NOW + 600000), "and no longer");
	ok(!got(folder, "gate", NOW - 1), "nor where the clock was set back");
	renameat(folder, "list-gate", folder, "list-okx");
	ok(!got(folder, "okx", NOW), "another exchange's is none");
	catalog_keep(folder, &c, &all);
	fd = openat(folder, "list-gate", O_WRONLY | O_APPEND);
	ok(write(fd, "{}\n", 3) == 3 && !got(folder, "gate", NOW),
	    "one that was added to is none");
	close(fd);
	catalog_keep(folder, &c, &all);
	ok(got(folder, "gate", NOW), "and is replaced");
	instruments_free(&all);
	close(folder);
}

int
main(void)
{
	char path[] = "/tmp/liq-catalog.XXXXXX", clear[64];

	test_text();
	if (mkdtemp(path) == NULL)
		return 1;
	test_folder(path);
	snprintf(clear, sizeof(clear), "rm -rf %s", path);
	return system(clear) == 0 ? tap_end() : 1;
}
