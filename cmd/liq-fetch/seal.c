#include "liq-fetch/seal.h"

#include "base/hash.h"

static void
put(struct buf *b, struct hash128 sum)
{
	buf_puts(b, "{\"sum\":\"");
	hash128_put(b, sum);
	buf_puts(b, "\"}\n");
}

void
seal_put(struct buf *b)
{
	put(b, hash128(buf_view(b))); /* before the buffer moves */
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
	put(&b, hash128(before));
	whole = str_same(buf_view(&b), str_from(*text, before.n));
	buf_free(&b);
	*text = before;
	return whole;
}
