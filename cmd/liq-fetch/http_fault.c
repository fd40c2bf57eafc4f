/*
 * The library's many errors as the few that people can act upon.
 */
#include <stdlib.h>

#include "liq-fetch/http_curl.h"

static const struct {
	CURLcode code;
	enum http_fault fault;
} faults[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, HTTP_NO_NAME },
	{ CURLE_COULDNT_RESOLVE_PROXY, HTTP_PROXY },
	{ CURLE_PROXY, HTTP_PROXY },
	{ CURLE_COULDNT_CONNECT, HTTP_NO_CONNECT },
	{ CURLE_OPERATION_TIMEDOUT, HTTP_TIMEOUT },
	{ CURLE_SSL_CONNECT_ERROR, HTTP_TLS },
	{ CURLE_PEER_FAILED_VERIFICATION, HTTP_TLS },
	{ CURLE_SSL_CERTPROBLEM, HTTP_TLS },
	{ CURLE_SSL_CIPHER, HTTP_TLS },
	{ CURLE_SSL_CACERT_BADFILE, HTTP_TLS },
	{ CURLE_SSL_CRL_BADFILE, HTTP_TLS },
	{ CURLE_SSL_ISSUER_ERROR, HTTP_TLS },
	{ CURLE_SSL_INVALIDCERTSTATUS, HTTP_TLS },
	{ CURLE_SSL_ENGINE_NOTFOUND, HTTP_TLS },
	{ CURLE_URL_MALFORMAT, HTTP_GARBLED },
	{ CURLE_UNSUPPORTED_PROTOCOL, HTTP_GARBLED },
	{ CURLE_WEIRD_SERVER_REPLY, HTTP_GARBLED },
	{ CURLE_BAD_CONTENT_ENCODING, HTTP_GARBLED },
};

static enum http_fault
plain(CURLcode code)
{
	size_t i;

	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (faults[i].code == code)
			return faults[i].fault;
	return HTTP_CUT;
}

/* The host of the proxy that the environment names; false: it names none. */
static bool
proxy_host(char *host, size_t room)
{
	static const char *const names[] = { "https_proxy", "HTTPS_PROXY",
		"all_proxy", "ALL_PROXY" };
	const char *value = NULL;
	char *part = NULL;
	bool found;
	CURLU *u;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (value == NULL || *value == '\0')
			value = getenv(names[i]);
	if (value == NULL || *value == '\0' || (u = curl_url()) == NULL)
		return false;
	found =
	    curl_url_set(u, CURLUPART_URL, value,
		CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_HOST, &part, 0) == CURLUE_OK &&
	    str_copy(host, room, str_of(part));
	curl_free(part);
	curl_url_cleanup(u);
	return found;
}

/* What could not be connected to is named in the words. */
static bool
is_proxy(const char *words)
{
	char host[256];

	return proxy_host(host, sizeof(host)) && strstr(words, host) != NULL;
}

/* Was it the proxy's certificate that was not good? */
static bool
is_proxy_trust(CURL *easy)
{
	long wrong = 0;

	curl_easy_getinfo(easy, CURLINFO_PROXY_SSL_VERIFYRESULT, &wrong);
	return wrong != 0;
}

/* A connection that ends within the handshake says nothing of trust. */
static bool
is_end(const char *words)
{
	return strstr(words, "SYSCALL") != NULL ||
	       strstr(words, "reset by peer") != NULL ||
	       strstr(words, "unexpected eof") != NULL;
}

/* What took all the time: a name, a connection, a proxy's, or the answer? */
static enum http_fault
timed_out(CURL *easy, const char *words)
{
	curl_off_t connected = 0, asked = 0;

	curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &connected);
	/* Of a connection that is used again there is no such time. */
	curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &asked);
	if (strstr(words, "CONNECT") != NULL)
		return HTTP_PROXY;
	if (connected > 0 || asked > 0 || strstr(words, "SSL") != NULL)
		return HTTP_TIMEOUT;
	return strncmp(words, "Resolving", 9) == 0 ? HTTP_NO_NAME
						   : HTTP_NO_CONNECT;
}

void
transfer_fault(struct transfer *t, CURLcode code)
{
	long tunnel = 0;

	if (code == CURLE_OK || t->fault != HTTP_OK)
		return;
	if (t->words[0] == '\0')
		str_copy(t->words, sizeof(t->words),
		    str_of(curl_easy_strerror(code)));
	t->fault = plain(code);
	curl_easy_getinfo(t->easy, CURLINFO_HTTP_CONNECTCODE, &tunnel);
	if (t->fault == HTTP_TIMEOUT)
		t->fault = timed_out(t->easy, t->words);
	if (t->fault == HTTP_TLS && is_end(t->words))
		t->fault = HTTP_CUT;
	if (t->fault == HTTP_TLS && is_proxy_trust(t->easy))
		t->fault = HTTP_PROXY_TLS;
	if (t->fault == HTTP_NO_CONNECT && is_proxy(t->words))
		t->fault = HTTP_PROXY;
	if (tunnel != 0 && (tunnel < 200 || tunnel > 299))
		t->fault = HTTP_PROXY_REFUSED;
}
