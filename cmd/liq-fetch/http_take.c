/*
 * What comes in: headers and bodies, within their limits.
 *
 * Bodies are decompressed here and not by the library, so that each byte is
 * counted before it is kept, and a pause holds back everything behind it.
 *
 * All bodies together stay within HTTP_FLIGHT_MAX, and still one of them can
 * always grow to HTTP_BODY_MAX: all but the largest share SHARE bytes.  Who
 * finds no room there is paused until somebody is done.
 */
#include "liq-fetch/http_curl.h"

#define SHARE ((size_t)(HTTP_FLIGHT_MAX - HTTP_BODY_MAX))
#define PIECE ((size_t)64 << 10) /* that is taken at a time */
#define HEAD_LINES 200

static bool
failed(struct transfer *t, enum http_fault fault, const char *why)
{
	t->fault = fault;
	t->why = why;
	return false;
}

size_t
transfer_head(char *s, size_t size, size_t n, void *arg)
{
	struct transfer *t = arg;
	struct str line = { s, size * n };

	t->head_bytes += line.n;
	if (t->head_bytes > HTTP_HEAD_MAX || ++t->head_lines > HEAD_LINES) {
		failed(t, HTTP_TOO_LARGE, "too many headers");
		return 0;
	}
	if (str_starts(line, STR("HTTP/")))
		buf_reset(&t->head);
	buf_str(&t->head, line);
	return line.n;
}

/* How much more it may hold just now, PIECE at the most. */
static size_t
room(const struct transfer *t)
{
	const struct http *h = t->http;
	size_t i, all = 0, most = 0, others;

	for (i = 0; i < h->n; i++) {
		all += h->of[i]->body.n;
		if (h->of[i]->body.n > most)
			most = h->of[i]->body.n;
	}
	if (all - t->body.n <= SHARE)
		return PIECE;
	others = all - most;
	if (others >= SHARE)
		return 0;
	return SHARE - others < PIECE ? SHARE - others : PIECE;
}

bool
transfer_may_go(const struct transfer *t)
{
	return room(t) == PIECE;
}

static bool
begin(struct transfer *t)
{
	struct str coding = http_header(buf_view(&t->head), "content-encoding");

	t->begun = true;
	if (str_is(coding, "gzip") || str_is(coding, "x-gzip"))
		t->gzip = inflate_new();
	else if (coding.n > 0 && !str_is(coding, "identity"))
		return failed(t, HTTP_GARBLED,
		    "compressed in a way that was not asked for");
	return true;
}

/* Up to most bytes more in the body: how many; *used is moved on. */
static size_t
unpack(struct transfer *t, struct str in, size_t *used, size_t most)
{
	const char *why = NULL;
	size_t n;

	if (t->gzip == NULL) {
		n = in.n - *used < most ? in.n - *used : most;
		buf_put(&t->body, in.s + *used, n);
		*used += n;
		return n;
	}
	n = inflate_run(t->gzip, (const unsigned char *)in.s, in.n, used,
	    (unsigned char *)buf_room(&t->body, most), most, &why);
	t->body.n += n;
	if (why != NULL)
		failed(t, HTTP_GARBLED, why);
	return n;
}

size_t
transfer_body(char *s, size_t size, size_t n, void *arg)
{
	struct transfer *t = arg;
	struct str in = { s, size * n };
	size_t used = 0, most, out;

	if (t->fault != HTTP_OK || (!t->begun && !begin(t)))
		return 0;
	if (t->taken > t->passed)
		used =
		    t->taken - t->passed < in.n ? t->taken - t->passed : in.n;
	do {
		if ((most = room(t)) == 0) {
			t->paused = true;
			return CURL_WRITEFUNC_PAUSE;
		}
		out = unpack(t, in, &used, most);
		if (t->body.n > HTTP_BODY_MAX)
			failed(t, HTTP_TOO_LARGE, "over 32 MiB");
		if (t->fault != HTTP_OK)
			return 0;
		if (t->passed + used > t->taken)
			t->taken = t->passed + used;
	} while (used < in.n || out == most);
	t->passed += in.n;
	return in.n;
}

void
transfer_end(struct transfer *t)
{
	if (t->gzip != NULL && t->fault == HTTP_OK && !inflate_whole(t->gzip))
		failed(t, HTTP_CUT, "the compressed data ends early");
}
