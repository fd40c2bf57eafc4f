/*
 * How every request is made.
 */
#include "liq-fetch/http_curl.h"

#define CONNECT_MS 10000
#define TOTAL_MS 30000
#define SLOW_BYTES 1024 /* a second, for half of the total time: too slow */

static const struct {
	CURLoption option;
	long value;
} settings[] = {
	{ CURLOPT_NOSIGNAL, 1 },
	{ CURLOPT_FOLLOWLOCATION, 0 },
	{ CURLOPT_SSL_VERIFYPEER, 1 },
	{ CURLOPT_SSL_VERIFYHOST, 2 },
	{ CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2 },
	{ CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS },
	{ CURLOPT_MAXLIFETIME_CONN, 3600 },
	{ CURLOPT_TCP_KEEPALIVE, 1 },
	{ CURLOPT_SUPPRESS_CONNECT_HEADERS, 1 },
	{ CURLOPT_NETRC, CURL_NETRC_IGNORED },
	{ CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES },
};

static bool
set_all(CURL *easy)
{
	size_t i;

	for (i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		if (curl_easy_setopt(easy, settings[i].option,
			settings[i].value) != CURLE_OK)
			return false;
	return true;
}

/* Options by name are those that not every library we build with has. */
static bool
set_https(CURL *easy)
{
	const struct curl_easyoption *o;

	if ((o = curl_easy_option_by_name("PROTOCOLS_STR")) != NULL)
		return curl_easy_setopt(easy, o->id, "https") == CURLE_OK;
	o = curl_easy_option_by_name("PROTOCOLS");
	return o != NULL &&
	       curl_easy_setopt(easy, o->id, (long)CURLPROTO_HTTPS) == CURLE_OK;
}

/* Do not wait for a name server that is silent when nobody else does. */
static void
set_quick(CURL *easy)
{
	const struct curl_easyoption *o =
	    curl_easy_option_by_name("QUICK_EXIT");

	if (o != NULL)
		curl_easy_setopt(easy, o->id, 1L);
}

static void
set_times(CURL *easy, const struct http_setup *setup)
{
	int64_t total = setup->total_ms > 0 ? setup->total_ms : TOTAL_MS;
	int64_t connect =
	    setup->connect_ms > 0 ? setup->connect_ms : CONNECT_MS;

	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)connect);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)total);
	curl_easy_setopt(
	    easy, CURLOPT_LOW_SPEED_TIME, (long)((total + 1999) / 2000));
}

static bool
add_line(struct transfer *t, const char *line)
{
	struct curl_slist *more = curl_slist_append(t->lines, line);

	if (more != NULL)
		t->lines = more;
	return more != NULL;
}

static bool
set_request(struct transfer *t)
{
	CURL *easy = t->easy;
	bool good = add_line(t, "Accept: application/json") &&
		    add_line(t, "Accept-Encoding: gzip");

	if (t->header.n > 0)
		good = good && add_line(t, t->header.s);
	if (t->post.n > 0) {
		good = good && add_line(t, "Content-Type: application/json") &&
		       add_line(t, "Expect:");
		curl_easy_setopt(easy, CURLOPT_POST, 1L);
		curl_easy_setopt(
		    easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)t->post.n);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDS, t->post.s);
	}
	return good &&
	       curl_easy_setopt(easy, CURLOPT_HTTPHEADER, t->lines) ==
		   CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_URL, t->url.s) == CURLE_OK &&
	       curl_easy_setopt(
		   easy, CURLOPT_USERAGENT, "liq-fetch/" VERSION) == CURLE_OK;
}

/* Of a proxy that is spoken to over TLS, the same; not every libcurl can. */
static bool
set_certificates(CURL *easy, const struct http_setup *setup)
{
	if (setup->cacert == NULL)
		return true;
	curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, setup->cacert);
	curl_easy_setopt(easy, CURLOPT_PROXY_CAPATH, NULL);
	return curl_easy_setopt(easy, CURLOPT_CAINFO, setup->cacert) ==
		   CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) == CURLE_OK;
}

bool
http_handle(struct http *h, CURL *easy, const char *exchange)
{
	const struct http_route *r = h->setup.routes;
	size_t i;

	if (easy == NULL || !set_all(easy) || !set_https(easy) ||
	    !set_certificates(easy, &h->setup))
		return false;
	set_quick(easy);
	set_times(easy, &h->setup);
	for (i = 0; r != NULL && r[i].name != NULL; i++)
		if (strcmp(r[i].name, exchange) == 0)
			curl_easy_setopt(
			    easy, CURLOPT_CONNECT_TO, h->connect[i]);
	return true;
}

bool
transfer_open(struct transfer *t)
{
	CURL *easy = t->easy = curl_easy_init();

	if (!http_handle(t->http, easy, t->http->lane[t->lane].exchange) ||
	    !set_request(t))
		return false;
	curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->words);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, transfer_head);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, transfer_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
	return true;
}
