/*
 * live_tls.h - what live.c says over TLS: Bybit's lists, the upgrade, frames.
 */
#ifndef BENCH_LIVE_TLS_H
#define BENCH_LIVE_TLS_H

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"

static inline int64_t
now_ns(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static inline void
fail(const char *what)
{
	fprintf(stderr, "live: %s\n", what);
	exit(1);
}

static inline void
put_frame(struct buf *b, struct str text)
{
	buf_putc(b, (char)0x81);
	if (text.n < 126) {
		buf_putc(b, (char)text.n);
	} else {
		buf_putc(b, 126);
		buf_putc(b, (char)(text.n >> 8));
		buf_putc(b, (char)text.n);
	}
	buf_str(b, text);
}

/* A reader that left ends the thread. */
static inline void
write_all(SSL *s, const char *p, size_t n)
{
	int wrote;

	for (; n > 0; p += wrote, n -= (size_t)wrote)
		if ((wrote = SSL_write(s, p, n > 16384 ? 16384 : (int)n)) <= 0)
			pthread_exit(NULL);
}

static inline void
say(SSL *s, const char *text)
{
	struct buf b = { 0 };

	put_frame(&b, str_of(text));
	write_all(s, b.s, b.n);
	buf_free(&b);
}

static inline void
upgrade(SSL *s, const char *request)
{
	static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
	const char *key = strstr(request, "Sec-WebSocket-Key: ");
	unsigned char digest[EVP_MAX_MD_SIZE], code[64];
	struct buf b = { 0 };
	unsigned n = 0;

	if (key == NULL)
		fail("no key");
	buf_put(&b, key + 19, strcspn(key + 19, "\r"));
	buf_puts(&b, guid);
	EVP_Digest(b.s, b.n, digest, &n, EVP_sha1(), NULL);
	EVP_EncodeBlock(code, digest, (int)n);
	buf_reset(&b);
	buf_printf(&b,
	    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
	    "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
	    code);
	write_all(s, b.s, b.n);
	buf_free(&b);
}

static inline void
list(SSL *s, const char *request)
{
	static const char one[] =
	    "{\"symbol\":\"BTCUSDT\",\"contractType\":\"LinearPerpetual\","
	    "\"status\":\"Trading\",\"baseCoin\":\"BTC\",\"quoteCoin\":"
	    "\"USDT\",\"settleCoin\":\"USDT\",\"deliveryTime\":\"0\","
	    "\"priceFilter\":{\"tickSize\":\"0.1\"},\"lotSizeFilter\":{"
	    "\"qtyStep\":\"0.001\"}}";
	bool linear = strstr(request, "category=linear") != NULL;
	struct buf body = { 0 }, b = { 0 };

	buf_printf(&body,
	    "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"category\":\"%s\","
	    "\"list\":[%s],\"nextPageCursor\":\"\"},\"time\":%lld}",
	    linear ? "linear" : "inverse", linear ? one : "",
	    (long long)(now_ns(CLOCK_REALTIME) / 1000000));
	buf_printf(&b,
	    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	    "Content-Length: %zu\r\n\r\n",
	    body.n);
	buf_str(&b, buf_view(&body));
	write_all(s, b.s, b.n);
	buf_free(&body);
	buf_free(&b);
}

#endif
