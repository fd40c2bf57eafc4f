/*
 * pipe.c - libcurl's CONNECT_ONLY.
 *
 * A handle stays in its multi for as long as it is used.  TLS may hold bytes
 * that no poll tells of, so a reader goes on until there are none.  Bytes
 * that were refused once are sent again from the same place and at the same
 * length, which is what OpenSSL asks for: what is on its way is not touched,
 * what comes later waits behind it.
 */
#include "liq-fetch/pipe.h"

#include <stdlib.h>

#include "base/x.h"
#include "liq-fetch/http_curl.h"

static void
gone(struct pipe *p, const char *words)
{
	p->state = PIPE_GONE;
	if (p->words[0] == '\0' && words != NULL)
		str_copy(p->words, sizeof(p->words), str_of(words));
}

/* https://host of wss://host/path: what is asked for there is the caller's. */
static bool
put_host(struct buf *b, const char *address)
{
	const char *at = strstr(address, "://");
	size_t n;

	if (at == NULL)
		return false;
	n = strcspn(at + 3, "/");
	buf_puts(b, "https://");
	buf_put(b, at + 3, n);
	buf_puts(b, "/");
	buf_putc(b, '\0');
	return n > 0;
}

struct pipe *
pipe_open(struct http *h, const char *exchange, const char *address)
{
	struct pipe *p = xcalloc(1, sizeof(*p));

	p->http = h;
	if (!put_host(&p->url, address) ||
	    (p->easy = curl_easy_init()) == NULL ||
	    !http_handle(h, p->easy, exchange)) {
		curl_easy_cleanup(p->easy);
		buf_free(&p->url);
		free(p);
		return NULL;
	}
	curl_easy_setopt(p->easy, CURLOPT_URL, p->url.s);
	curl_easy_setopt(p->easy, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(p->easy, CURLOPT_TIMEOUT_MS, 0L);
	curl_easy_setopt(p->easy, CURLOPT_LOW_SPEED_LIMIT, 0L);
	curl_easy_setopt(p->easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(p->easy, CURLOPT_SSL_ENABLE_ALPN, 0L);
	curl_easy_setopt(p->easy, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(p->easy, CURLOPT_PRIVATE, NULL);
	curl_easy_setopt(p->easy, CURLOPT_ERRORBUFFER, p->words);
	if (curl_multi_add_handle(h->multi, p->easy) != CURLM_OK)
		gone(p, "out of memory");
	p->next = h->pipes;
	h->pipes = p;
	return p;
}

void
pipe_done(struct pipe *p, CURLcode code)
{

	if (code == CURLE_OK &&
	    curl_easy_getinfo(p->easy, CURLINFO_ACTIVESOCKET, &p->fd) ==
		CURLE_OK &&
	    p->fd != CURL_SOCKET_BAD) {
		p->state = PIPE_OPEN;
		return;
	}
	gone(p, curl_easy_strerror(code));
}

enum pipe_state
pipe_state(const struct pipe *p)
{
	return p->state;
}

const char *
pipe_words(const struct pipe *p)
{
	return p->words;
}

void
pipe_push(struct pipe *p)
{
	CURLcode code;
	size_t n;

	while (p->state == PIPE_OPEN) {
		if (p->sent == p->going.n) {
			buf_reset(&p->going);
			p->sent = 0;
			if (p->waiting.n == 0)
				return;
			buf_str(&p->going, buf_view(&p->waiting));
			buf_reset(&p->waiting);
		}
		code = curl_easy_send(
		    p->easy, p->going.s + p->sent, p->going.n - p->sent, &n);
		if (code == CURLE_AGAIN)
			return;
		if (code != CURLE_OK)
			gone(p, curl_easy_strerror(code));
		else
			p->sent += n;
	}
}

void
pipe_send(struct pipe *p, struct str bytes)
{
	buf_str(&p->waiting, bytes);
	pipe_push(p);
}

size_t
pipe_receive(struct pipe *p, char *room, size_t size)
{
	CURLcode code;
	size_t n = 0;

	if (p->state != PIPE_OPEN)
		return 0;
	pipe_push(p);
	code = curl_easy_recv(p->easy, room, size, &n);
	if (code == CURLE_AGAIN)
		return 0;
	if (code != CURLE_OK)
		gone(p, curl_easy_strerror(code));
	else if (n == 0)
		gone(p, NULL);
	return code == CURLE_OK ? n : 0;
}

void
pipe_close(struct pipe *p)
{
	struct pipe **at;

	if (p == NULL)
		return;
	for (at = &p->http->pipes; *at != NULL && *at != p;)
		at = &(*at)->next;
	if (*at == p)
		*at = p->next;
	curl_multi_remove_handle(p->http->multi, p->easy);
	curl_easy_cleanup(p->easy);
	buf_free(&p->url);
	buf_free(&p->going);
	buf_free(&p->waiting);
	free(p);
}
