#include "liq-fetch/seal.h"

#include "base/hash.h"

static void
put(struct buf *b, struct str text)
{
	buf_puts(b, "{\"sum\":\"");
	hash128_put(b, hash128(text));
	buf_puts(b, "\"}\n");
}

void
seal_put(struct buf *b)
{
	put(b, buf_view(b));
}

bool
seal_open(struct str *text)
{
	struct buf b = { 0 };
	struct str before = *text;
	bool whole;

	while (before.n > 1 && before.s[before.n - 2] != '\n')
		before.n--;
	before.n -= before.n > 0;
	put(&b, before);
	whole = str_same(buf_view(&b), str_from(*text, before.n));
	buf_free(&b);
	*text = before;
	return whole;
}
