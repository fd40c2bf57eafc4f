/*
 * rows.c - lines through every kernel's reader of candles and open interest,
 * and through record_parse (twin_rows.h).  A line of each shape comes first,
 * so that there is something learned to be led astray by.
 */
#include "twin_rows.h"

static const char *const known[] = {
	"{\"type\":\"candle\",\"ts\":1738310399410,\"exchange\":\"okx\","
	"\"symbol\":\"ETHUSDT\",\"base\":\"ETH\",\"quote\":\"USDT\","
	"\"width_ms\":60000,\"open\":2.0,\"high\":3.0,\"low\":1.0,"
	"\"close\":2.5,\"volume\":7.0,\"buy_volume\":3.0,\"usd\":14.0,"
	"\"trades\":12,\"final\":true,\"source\":\"ws\",\"received\":null}\n",
	"{\"type\":\"oi\",\"ts\":1738310399410,\"exchange\":\"okx\","
	"\"symbol\":\"ETHUSDT\",\"base\":\"ETH\",\"quote\":\"USDT\","
	"\"oi\":2.0,\"usd\":3.0,\"width_ms\":0,\"source\":\"ws\","
	"\"received\":null}\n",
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct twin twins[TWINS];
	struct buf text = { 0 };
	char *exact; /* so that a byte too far is seen */
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		twin_begin(twins, i == 0 ? RECORD_CANDLE : RECORD_OI);
		buf_reset(&text);
		buf_puts(&text, known[i]);
		buf_put(&text, data, n);
		buf_putc(&text, '\n');
		exact = calloc(1, text.n + FAST_SLACK);
		memcpy(exact, text.s, text.n);
		twin_read(twins, (struct str){ exact, text.n });
		free(exact);
		twin_end(twins);
	}
	buf_free(&text);
	return 0;
}
