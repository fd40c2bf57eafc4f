/*
 * http_curl.h - what the files of http.h share: a connection's inside, and
 * the only include of <curl/curl.h>.
 */
#ifndef LIQ_FETCH_HTTP_CURL_H
#define LIQ_FETCH_HTTP_CURL_H

#include <curl/curl.h>

#include "io/inflate.h"
#include "liq-fetch/http.h"
#include "liq-fetch/pipe.h"

enum stage { STAGE_WAITING, STAGE_OUT, STAGE_DONE };

/* An exchange's requests; struct http_ask's name of it. */
struct lane {
	const char *exchange;
	size_t out; /* of them are out */
};

/* A request and what came of it. */
struct transfer {
	struct http *http;
	enum stage stage;
	void *tag;
	size_t lane;
	struct buf url, post, header; /* url and header are terminated */

	CURL *easy; /* while it is out */
	struct curl_slist *lines; /* of the request's head */
	bool paused;
	int64_t sent, received;
	struct http_times took;

	struct buf head; /* of the last status line */
	size_t head_bytes, head_lines; /* of all of them */
	struct buf body; /* decompressed */
	bool begun; /* the body */
	struct inflate *gzip; /* NULL: it comes as it is */
	/*
	 * The library gives a chunk again from its first byte when a pause
	 * ends: passed bytes were accepted, taken bytes were dealt with.
	 */
	uint64_t passed, taken;
	int status, version;
	enum http_fault fault;
	const char *why; /* of a fault that we found; else NULL */
	char words[CURL_ERROR_SIZE]; /* the library's */
};

/* A connection to speak on (pipe.h). */
struct pipe {
	struct http *http;
	CURL *easy;
	enum pipe_state state;
	curl_socket_t fd;
	struct buf url;
	struct buf going, waiting; /* to be sent: on its way; behind it */
	size_t sent; /* of going */
	char words[CURL_ERROR_SIZE];
	struct pipe *next;
};

struct http {
	struct pipe *pipes;
	bool stirred; /* one of them came up, or failed */
	CURLM *multi;
	struct http_setup setup;
	struct curl_slist **connect; /* as setup.routes */
	struct transfer **of; /* in the order they were started */
	size_t n, cap;
	struct lane *lane;
	size_t lanes, lane_cap;
	struct transfer *given; /* whose answer the caller reads */
};

/* http_options.c: what every handle of an exchange is set to. */
bool http_handle(struct http *, CURL *, const char *exchange);
/* pipe.c: it stands, or failed; and what can be sent is. */
void pipe_done(struct pipe *, CURLcode);
void pipe_push(struct pipe *);
/* http_options.c: a handle, ready to go; false: no memory for it. */
bool transfer_open(struct transfer *);
/* http_take.c: CURLOPT_HEADERFUNCTION and CURLOPT_WRITEFUNCTION. */
size_t transfer_head(char *, size_t, size_t, void *transfer);
size_t transfer_body(char *, size_t, size_t, void *transfer);
/* May it go on after a pause? */
bool transfer_may_go(const struct transfer *);
/* The body is at its end: is it whole? */
void transfer_end(struct transfer *);
/* http_answer.c: status and times, while it has a handle; all of it. */
void transfer_times(struct transfer *);
void transfer_answer(const struct transfer *, struct http_answer *);
void transfer_free(struct transfer *); /* http.c */
/* http_fault.c: what went wrong, unless that is known. */
void transfer_fault(struct transfer *, CURLcode);

#endif
