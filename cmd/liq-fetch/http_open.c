#include "liq-fetch/http.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/x.h"
#include "liq-fetch/http_curl.h"
#include "liq-fetch/reason.h"

#define KEPT 128L /* connections; the library's own number is too small */

static const char *
check_library(void)
{
	const curl_version_info_data *v = curl_version_info(CURLVERSION_NOW);

	if ((v->features & CURL_VERSION_SSL) == 0)
		return "this libcurl has no TLS";
	if ((v->features & CURL_VERSION_ASYNCHDNS) == 0)
		return "this libcurl waits for names: it was built without "
		       "the threaded resolver";
	return NULL;
}

/* What names the certificates, if the command line does not. */
static const char *
find_certificates(struct http_setup *setup)
{
	static const char *const names[] = { "--cacert", "CURL_CA_BUNDLE",
		"SSL_CERT_FILE" };
	size_t i = 0;

	while ((setup->cacert == NULL || *setup->cacert == '\0') && ++i < 3)
		setup->cacert = getenv(names[i]);
	if (i == 3)
		setup->cacert = NULL;
	else if (access(setup->cacert, R_OK) != 0)
		return reason(
		    "%s=%s: %s", names[i], setup->cacert, strerror(errno));
	return NULL;
}

/* Any host and port of the exchange's becomes this one. */
static struct curl_slist *
connect_to(const char *to)
{
	struct buf b = { 0 };
	struct curl_slist *list;

	buf_printf(&b, "::%s", to);
	buf_putc(&b, '\0');
	list = curl_slist_append(NULL, b.s);
	buf_free(&b);
	return list;
}

static bool
open_routes(struct http *h)
{
	const struct http_route *r = h->setup.routes;
	size_t n = 0;

	while (r != NULL && r[n].name != NULL)
		n++;
	h->connect = xcalloc(n, sizeof(*h->connect));
	while (n-- > 0)
		if ((h->connect[n] = connect_to(r[n].to)) == NULL)
			return false;
	return true;
}

/*
 * A paused stream of HTTP/2 does not hold back the others of its connection,
 * and what comes for it is kept without limit: so each has a connection of its
 * own, which holds back by itself.
 */
static void
settle(CURLM *multi)
{
	curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, KEPT);
	curl_multi_setopt(multi, CURLMOPT_MAX_CONCURRENT_STREAMS, 1L);
}

struct http *
http_open(const struct http_setup *setup, const char **why)
{
	struct http *h;

	signal(SIGPIPE, SIG_IGN);
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		*why = "libcurl cannot be started";
		return NULL;
	}
	h = xcalloc(1, sizeof(*h));
	h->setup = *setup;
	if ((*why = check_library()) == NULL)
		*why = find_certificates(&h->setup);
	if (*why == NULL &&
	    (!open_routes(h) || (h->multi = curl_multi_init()) == NULL))
		*why = "out of memory";
	if (*why == NULL) {
		settle(h->multi);
		return h;
	}
	http_close(h);
	return NULL;
}

void
http_close(struct http *h)
{
	const struct http_route *r;
	size_t i;

	if (h == NULL)
		return;
	for (i = 0; i < h->n; i++)
		transfer_free(h->of[i]);
	free(h->of);
	free(h->lane);
	curl_multi_cleanup(h->multi);
	for (i = 0, r = h->setup.routes;
	     h->connect != NULL && r != NULL && r[i].name != NULL; i++)
		curl_slist_free_all(h->connect[i]);
	free(h->connect);
	free(h);
	curl_global_cleanup();
}

void
http_library(struct buf *b)
{
	const curl_version_info_data *v = curl_version_info(CURLVERSION_NOW);

	buf_printf(b, "libcurl %s (%s)\n", v->version, v->ssl_version);
}
