/*
 * What came of a request, for who asked.
 */
#include "base/when.h"
#include "json/bind.h"
#include "liq-fetch/http_curl.h"

static int64_t
lap(CURL *easy, CURLINFO info)
{
	curl_off_t us = 0;

	curl_easy_getinfo(easy, info, &us);
	return us > 0 ? us / 1000 : -1;
}

void
transfer_times(struct transfer *t)
{
	long made = 0, status = 0, version = 0;

	curl_easy_getinfo(t->easy, CURLINFO_NUM_CONNECTS, &made);
	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(t->easy, CURLINFO_HTTP_VERSION, &version);
	t->took = (struct http_times){ -1, -1, -1, -1, -1 };
	if (made > 0) {
		t->took.name = lap(t->easy, CURLINFO_NAMELOOKUP_TIME_T);
		t->took.connect = lap(t->easy, CURLINFO_CONNECT_TIME_T);
		t->took.tls = lap(t->easy, CURLINFO_APPCONNECT_TIME_T);
	}
	t->took.first = lap(t->easy, CURLINFO_STARTTRANSFER_TIME_T);
	t->took.whole = lap(t->easy, CURLINFO_TOTAL_TIME_T);
	t->status = (int)status;
	t->version = version >= CURL_HTTP_VERSION_2_0 ? 2 : version > 0;
}

static void
put_host(char *host, size_t room, const char *url)
{
	CURLU *u = curl_url();
	char *part = NULL;

	if (u == NULL || curl_url_set(u, CURLUPART_URL, url, 0) != CURLUE_OK ||
	    curl_url_get(u, CURLUPART_HOST, &part, 0) != CURLUE_OK ||
	    !str_copy(host, room, str_of(part)))
		str_copy(host, room, STR("a URL of ours"));
	curl_free(part);
	curl_url_cleanup(u);
}

/* How old the answer of a cache is, ms. */
static int64_t
age_of(struct str head)
{
	struct str s = http_header(head, "age");
	int64_t age = 0;

	for (; s.n > 0 && age <= DAY_MS; s = str_from(s, 1)) {
		if (s.s[0] < '0' || s.s[0] > '9')
			return 0;
		age = age * 10 + (s.s[0] - '0') * SECOND_MS;
	}
	return age;
}

int64_t
http_date(struct str s)
{
	char text[64];
	time_t t;

	if (!str_copy(text, sizeof(text), s) || text[0] == '\0' ||
	    (t = curl_getdate(text, NULL)) == -1 ||
	    t >= WHEN_LAST / SECOND_MS || !when_sane(t * SECOND_MS))
		return INT_NONE;
	return t * SECOND_MS;
}

/* The server's clock as the answer came. */
static int64_t
date_of(struct str head)
{
	int64_t date = http_date(http_header(head, "date"));

	return date != INT_NONE ? date + age_of(head) : INT_NONE;
}

void
transfer_answer(const struct transfer *t, struct http_answer *a)
{
	*a = (struct http_answer){ .tag = t->tag,
		.fault = t->fault,
		.status = t->status,
		.version = t->version,
		.sent = t->sent,
		.received = t->received,
		.took = t->took };
	put_host(a->host, sizeof(a->host), t->url.s);
	if (t->fault != HTTP_OK)
		str_copy(a->words, sizeof(a->words),
		    str_of(t->why != NULL ? t->why : t->words));
	a->body = buf_view(&t->body);
	a->head = buf_view(&t->head);
	a->type = http_header(a->head, "content-type");
	a->retry_after = http_header(a->head, "retry-after");
	a->location = http_header(a->head, "location");
	a->date = date_of(a->head);
}
