/*
 * http.h - many requests at once, to many exchanges.
 *
 * A request that was started comes back exactly once from http_next, as an
 * answer or as a fault.  Nothing is retried, no redirect is followed, no
 * cookie is kept; TLS is always verified (1.2 or later), and only https is
 * spoken.  Of one exchange HTTP_EACH requests are out at a time at the most,
 * its others wait their turn; no exchange waits for another.
 *
 * Reads the clocks, the proxy variables of the environment (https_proxy,
 * all_proxy, no_proxy, and in capitals), and where no certificates are named
 * CURL_CA_BUNDLE or SSL_CERT_FILE.  From http_open on SIGPIPE is ignored.
 *
 * Owns: connections and answers in flight; http_close frees all.
 */
#ifndef LIQ_FETCH_HTTP_H
#define LIQ_FETCH_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

#define HTTP_EACH 8 /* requests of one exchange at a time */
#define HTTP_BODY_MAX (32 << 20) /* decompressed, of one answer */
#define HTTP_FLIGHT_MAX (40 << 20) /* of all answers being received */
#define HTTP_HEAD_MAX (64 << 10) /* all headers of one answer */

struct http;

/* Where to go instead: --connect-to=EXCHANGE=HOST:PORT. */
struct http_route {
	const char *name; /* an exchange */
	const char *to; /* "127.0.0.1:8443" */
};

/* Its texts stay as they are until http_close. */
struct http_setup {
	const char *cacert; /* --cacert=FILE; NULL: the system's */
	const struct http_route *routes; /* ends in a NULL name; may be NULL */
	int64_t connect_ms, total_ms; /* 0: 10 s, 30 s */
};

struct http_ask {
	void *tag; /* comes back with the answer */
	const char *exchange; /* for routes and turns; outlives the request */
	/* Copied.  body: a POST of JSON; header: one "Name: value". */
	struct str url, body, header;
};

/* Why there is no answer. */
enum http_fault {
	HTTP_OK,
	HTTP_NO_NAME, /* the host's name has no address: no network? */
	HTTP_NO_CONNECT,
	HTTP_TLS, /* its certificate, or its TLS, is not good */
	HTTP_PROXY, /* the proxy cannot be reached */
	HTTP_PROXY_REFUSED, /* the proxy will not connect us */
	HTTP_TIMEOUT, /* nothing, or too slowly */
	HTTP_TOO_LARGE,
	HTTP_CUT, /* the connection ended within the answer */
	HTTP_GARBLED, /* not HTTP, broken compression, no URL of ours */
	HTTP_PROXY_TLS /* as HTTP_TLS, of the proxy; recordings have numbers */
};

/* When what was done, ms since the request was sent; -1: not, or reused. */
struct http_times {
	int64_t name, connect, tls, first, whole;
};

struct http_answer {
	void *tag;
	enum http_fault fault;
	char words[256]; /* of a fault, the library's; else "" */
	char host[128]; /* of the URL */
	int status, version; /* of HTTP: 200, 403; 1, 2 */
	/* Valid until the next call of http_next; of a fault: empty. */
	struct str body;
	struct str head; /* header lines; http_header looks them up */
	struct str type, retry_after, location; /* some of them */
	int64_t date; /* the server's, epoch ms; INT_NONE: not said */
	int64_t sent, received; /* our clock, epoch ms */
	struct http_times took; /* by a clock that cannot be set */
};

/* NULL with *why: a library that will not do, certificates not readable. */
struct http *http_open(const struct http_setup *, const char **why);
void http_start(struct http *, const struct http_ask *);
size_t http_busy(const struct http *); /* requests that will come back */
/*
 * 1: an answer; 0: none within timeout_ms, or a pipe (pipe.h) has something;
 * -1: the program was told to stop (stop.h), noticed within 0.1 s.
 */
int http_next(struct http *, int64_t timeout_ms, struct http_answer *);
void http_close(struct http *); /* NULL will do */

/* The value of a header by its name, any case; empty: there is none. */
struct str http_header(struct str head, const char *name);
/* A date as headers have it, epoch ms; INT_NONE: it is none. */
int64_t http_date(struct str);
/*
 * A fault for people, in one line: what, why, what to do.  Valid until the
 * next reason (reason.h).
 */
const char *http_say(const struct http_answer *);
int http_status(enum http_fault); /* the status it is worth (x.h) */
void http_library(struct buf *); /* "libcurl 7.88.1 ...", for --version */

#endif
