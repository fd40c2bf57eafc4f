/*
 * fast.c - lines through every kernel of the fast reader and through
 * record_parse (twin.h).  A few lines of the shape come first, so that there
 * is something learned to be led astray by.
 */
#include "base/buf.h"
#include "twin.h"

static const char *const known[] = {
	"{\"type\":\"liquidation\",\"ts\":1738310399410,\"exchange\":\"okx\","
	"\"symbol\":\"ETHUSDT\",\"base\":\"ETH\",\"quote\":\"USDT\","
	"\"side\":\"short\",\"price\":3496.20,\"qty\":492.918,"
	"\"usd\":1723339.9116,\"price_kind\":\"bankruptcy\",\"source\":\"ws\","
	"\"received\":1738310399530,\"id\":\"cb435c8e7461679600000000\"}\n",
	"{\"type\":\"liquidation\",\"ts\":1738310399303,\"exchange\":\"bybit\","
	"\"symbol\":\"BTCUSDT\",\"base\":\"BTC\",\"quote\":\"USDT\","
	"\"side\":\"long\",\"price\":\"96150.77\",\"qty\":\"0.002\","
	"\"usd\":\"192.30154\",\"price_kind\":null,\"source\":null,"
	"\"received\":null,\"id\":\"e263183773ef6508\"}\n",
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct twin twins[TWINS];
	struct buf text = { 0 };
	char *exact; /* so that a byte too far is seen */
	size_t i;

	twin_begin(twins);
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		buf_puts(&text, known[i]);
	buf_put(&text, data, n);
	buf_putc(&text, '\n');
	exact = calloc(1, text.n + FAST_SLACK);
	memcpy(exact, text.s, text.n);
	twin_read(twins, (struct str){ exact, text.n });
	free(exact);
	buf_free(&text);
	twin_end(twins);
	return 0;
}
