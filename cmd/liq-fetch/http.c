#include "liq-fetch/http.h"

#include <limits.h>
#include <stdlib.h>
#include <time.h>

#include "base/when.h"
#include "base/x.h"
#include "io/out.h"
#include "io/stop.h"
#include "liq-fetch/http_curl.h"

#define PIPES_MAX 256 /* that are waited for */

static int64_t
clock_ms(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * SECOND_MS + t.tv_nsec / 1000000;
}

static size_t
lane_of(struct http *h, const char *exchange)
{
	size_t i;

	for (i = 0; i < h->lanes; i++)
		if (strcmp(h->lane[i].exchange, exchange) == 0)
			return i;
	h->lane = xgrow(h->lane, h->lanes, &h->lane_cap, sizeof(*h->lane));
	h->lane[i] = (struct lane){ exchange, 0 };
	return h->lanes++;
}

/* The first line of it, terminated. */
static void
put_line(struct buf *b, struct str s)
{
	struct str line = { "", 0 };

	str_split(&s, '\n', &line);
	buf_str(b, str_trim(line));
	buf_putc(b, '\0');
}

void
http_start(struct http *h, const struct http_ask *ask)
{
	struct transfer *t = xcalloc(1, sizeof(*t));

	t->http = h;
	t->tag = ask->tag;
	t->lane = lane_of(h, ask->exchange);
	put_line(&t->url, ask->url);
	buf_str(&t->post, ask->body);
	if (ask->header.n > 0)
		put_line(&t->header, ask->header);
	h->of = xgrow(h->of, h->n, &h->cap, sizeof(*h->of));
	h->of[h->n++] = t;
}

size_t
http_busy(const struct http *h)
{
	return h->n - (h->given != NULL);
}

/* What the library holds of it. */
static void
leave(struct transfer *t)
{
	if (t->easy != NULL) {
		curl_multi_remove_handle(t->http->multi, t->easy);
		curl_easy_cleanup(t->easy);
	}
	curl_slist_free_all(t->lines);
	inflate_free(t->gzip);
	t->easy = NULL;
	t->lines = NULL;
	t->gzip = NULL;
}

void
transfer_free(struct transfer *t)
{
	leave(t);
	buf_free(&t->url);
	buf_free(&t->post);
	buf_free(&t->header);
	buf_free(&t->head);
	buf_free(&t->body);
	free(t);
}

static void
finish(struct transfer *t, CURLcode code)
{
	t->stage = STAGE_DONE;
	t->http->lane[t->lane].out--;
	t->received = clock_ms(CLOCK_REALTIME);
	if (t->easy != NULL)
		transfer_times(t);
	transfer_fault(t, code);
	transfer_end(t);
	if (t->fault != HTTP_OK)
		buf_free(&t->body);
	leave(t);
}

static void
begin(struct transfer *t)
{
	t->sent = clock_ms(CLOCK_REALTIME);
	t->stage = STAGE_OUT;
	t->http->lane[t->lane].out++;
	if (!transfer_open(t) ||
	    curl_multi_add_handle(t->http->multi, t->easy) != CURLM_OK)
		finish(t, CURLE_OUT_OF_MEMORY);
}

/* Those whose turn it is begin; those that have found room go on. */
static void
push(struct http *h)
{
	struct transfer *t;
	size_t i;

	for (i = 0; i < h->n; i++) {
		t = h->of[i];
		if (t->stage == STAGE_WAITING &&
		    h->lane[t->lane].out < HTTP_EACH)
			begin(t);
		if (t->stage == STAGE_OUT && t->paused && transfer_may_go(t)) {
			t->paused = false;
			curl_easy_pause(t->easy, CURLPAUSE_CONT);
		}
	}
}

static void
finish_pipe(struct http *h, const CURL *easy, CURLcode code)
{
	struct pipe *p = h->pipes;

	while (p != NULL && p->easy != easy)
		p = p->next;
	if (p != NULL)
		pipe_done(p, code);
	h->stirred = true;
}

/* What the library is done with. */
static void
collect(struct http *h)
{
	CURLMsg *m;
	char *t; /* as the library has it */
	int left;

	while ((m = curl_multi_info_read(h->multi, &left)) != NULL) {
		if (m->msg != CURLMSG_DONE ||
		    curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &t) !=
			CURLE_OK)
			continue;
		if (t != NULL)
			finish((struct transfer *)(void *)t, m->data.result);
		else
			finish_pipe(h, m->easy_handle, m->data.result);
	}
}

/*
 * Waits for any connection, those to speak on too, and for a reader of the
 * output that lags behind: true, one of them is up.
 */
static bool
wait_for(struct http *h, int timeout_ms)
{
	struct curl_waitfd fd[PIPES_MAX + 2] = { 0 };
	const struct pipe *p;
	unsigned n = 0, i;
	bool up = false;

	for (p = h->pipes; p != NULL && n < PIPES_MAX; p = p->next)
		if (p->state == PIPE_OPEN)
			fd[n++] = (struct curl_waitfd){ .fd = p->fd,
				.events =
				    CURL_WAIT_POLLIN |
				    (p->going.n > 0 ? CURL_WAIT_POLLOUT : 0) };
	if (out_fd() >= 0)
		fd[n++] = (struct curl_waitfd){ .fd = out_fd(),
			.events = CURL_WAIT_POLLOUT };
	fd[n] =
	    (struct curl_waitfd){ .fd = stop_fd(), .events = CURL_WAIT_POLLIN };
	curl_multi_poll(
	    h->multi, fd, stop_fd() < 0 ? n : n + 1, timeout_ms, NULL);
	for (i = 0; i < n; i++)
		up = up || fd[i].revents != 0;
	return up;
}

/* The first that is done, if any is. */
static bool
next_done(struct http *h, struct http_answer *a)
{
	size_t i;

	for (i = 0; i < h->n; i++)
		if (h->of[i]->stage == STAGE_DONE) {
			h->given = h->of[i];
			transfer_answer(h->given, a);
			return true;
		}
	return false;
}

static void
drop_given(struct http *h)
{
	size_t i;

	for (i = 0; h->given != NULL; i++)
		if (h->of[i] == h->given) {
			transfer_free(h->given);
			memmove(h->of + i, h->of + i + 1,
			    (--h->n - i) * sizeof(*h->of));
			h->given = NULL;
		}
}

int
http_next(struct http *h, int64_t timeout_ms, struct http_answer *a)
{
	int64_t end = clock_ms(CLOCK_MONOTONIC) + timeout_ms, left;
	int running;

	drop_given(h);
	for (;;) {
		if (stop_signal() != 0)
			return -1;
		if (next_done(h, a))
			return 1;
		push(h);
		curl_multi_perform(h->multi, &running);
		collect(h);
		if (next_done(h, a))
			return 1;
		if (h->stirred) {
			h->stirred = false;
			return 0;
		}
		left = end - clock_ms(CLOCK_MONOTONIC);
		if (left <= 0)
			return 0;
		if (wait_for(h, (int)(left < INT_MAX ? left : INT_MAX)))
			return 0;
	}
}
